"""Doing something to a ticket from its page: try it, and show the page as it then stands.

Every form goes to its own address with the position it was made from (`seen`).
What the domain refuses comes back with 422, in the form, with all that was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.forms import Form, IntegerField
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from troth.domain.accounts.models import User
from troth.domain.refusal import Refused, Stale
from troth.domain.tickets import pages
from troth.domain.tickets.pages import TicketPage
from troth.interfaces.channels.web import drafts
from troth.interfaces.channels.web.uploads import NOTHING, Uploads, most_bytes
from troth.interfaces.desk.access import AgentRequest
from troth.interfaces.desk.screens import ticket as screens
from troth.interfaces.desk.screens import undo
from troth.interfaces.desk.screens.lines import Shown
from troth.interfaces.now import now
from troth.interfaces.ui.markup import render as render_markup
from troth.interfaces.ui.sizes import size_words


class Action(Form):
    """A form of the ticket's page; each carries the last entry the agent had seen."""

    seen = IntegerField(min_value=0)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A form that came back: why, what was typed, and what happened meanwhile."""

    say: str
    typed: dict[str, str]
    since: list[Shown] = field(default_factory=list)
    kept: Uploads = NOTHING
    html: SafeString = field(default_factory=SafeString)
    tone: str = "broken"


def act(
    request: AgentRequest,
    number: int,
    name: str,
    form: Action,
    do: Callable[[], object],
    files: Uploads = NOTHING,
) -> HttpResponse:
    """Do it, and answer with the page: afresh when it went well, else with the form as it was.

    Raises:
        Http404: there is no such ticket.
    """
    if not form.is_valid() or files.faults:
        return _again(request, number, name, " ".join([_faults(form), *files.faults]), files)
    try:
        with transaction.atomic():
            do()
            drafts.drop(request, f"ticket:{number}:{name}")
    except Stale as stale:
        return _again(request, number, name, stale.say, files, seen=stale.seen)
    except Refused as refused:
        return _again(request, number, name, refused.say, files)
    if request.htmx:
        return page(request, number, part=True)
    return HttpResponseRedirect(reverse("desk:ticket", args=[number]))


def page(
    request: AgentRequest, number: int, tried: dict[str, Attempt] | None = None, *, part: bool
) -> HttpResponse:
    """Render the ticket's page, or with `part` the piece of it that htmx swaps.

    Raises:
        Http404: there is no such ticket.
    """
    at, found = now(), find(request.user, number)
    shown = {
        "now": at,
        "t": screens.build(found, at, request.user.zone, request.user.by),
        "tried": tried or {},
        "undo": undo.offer(found, request.user.by, at),
        "most": most_bytes(),
        "limit": size_words(most_bytes()),
    }
    broken = any(one.tone == "broken" for one in (tried or {}).values())
    name = "desk/tickets/_ticket.html" if part else "desk/tickets/show.html"
    answer = render(request, name, shown, status=422 if broken else 200)
    answer["Vary"] = "HX-Request, Cookie"
    return answer


def find(user: User, number: int) -> TicketPage:
    """Return a ticket that the agent may see.

    Raises:
        Http404: there is none of that number.
    """
    found = pages.page(user, number)
    if found is None:
        raise Http404(f"There is no ticket {number}.")
    return found


def _again(
    request: AgentRequest,
    number: int,
    name: str,
    say: str,
    files: Uploads,
    seen: int | None = None,
) -> HttpResponse:
    new = screens.since(find(request.user, number), seen, now()) if seen is not None else []
    typed = {key: str(value) for key, value in request.POST.items()}
    attempt = Attempt(say.strip(), typed, new, files, render_markup(typed.get("text", "")))
    return page(request, number, {name: attempt}, part=bool(request.htmx))


def _faults(form: Action) -> str:
    words = [str(fault) for faults in form.errors.values() for fault in faults]
    if "seen" in form.errors:
        return "This form is not whole. Reload the page and send it again; your text is kept."
    return " ".join(dict.fromkeys(words))
