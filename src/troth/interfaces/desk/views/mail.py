"""How mail stands, for those who look after it: the page, one mail read again, a test message."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.domain.contracts import queries as contracts
from troth.domain.customers.actions import write_again
from troth.domain.mailroom.models import Inbound
from troth.domain.refusal import Refused
from troth.interfaces.channels.mail.handing import try_out
from troth.interfaces.channels.mail.intake import read_again
from troth.interfaces.channels.mail.state import state
from troth.interfaces.channels.store import store
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import mail as screens
from troth.interfaces.now import now
from troth.interfaces.ui.times import DeskClock, desk_clock


@require_safe
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """Show mailboxes, queues, what is held or broken, loops, and the accounting."""
    return _page(request)


@require_POST
@agents_only
def test(request: AgentRequest) -> HttpResponse:
    """Send a test message, and say what became of it."""
    to = request.POST.get("to", "").strip()
    if "@" not in to or len(to) > 254 or any(one.isspace() for one in to):
        return _page(request, to=to, say=_("That is no mail address."), status=422)
    if why := try_out(to):
        said = _("The test message was not taken: %(why)s") % {"why": why}
        return _page(request, to=to, say=said, status=422)
    messages.success(request, _("The next mail server took the test message to %s.") % to)
    return HttpResponseRedirect(reverse("desk:mail"))


@require_POST
@agents_only
def allow(request: AgentRequest) -> HttpResponse:
    """Let an address be mailed to again, after somebody there complained."""
    address = request.POST.get("address", "")
    write_again(address)
    messages.success(request, _("Mail goes to %s again.") % address)
    return HttpResponseRedirect(reverse("desk:mail"))


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def reading(request: AgentRequest, pk: int) -> HttpResponse:
    """Show one mail and what became of it; asked by POST, read it again. That changes nothing."""
    inbound = _inbound(pk)
    report, say = None, ""
    if request.method == "POST":
        try:
            report = read_again(inbound)
        except (OSError, LookupError):
            say = _("The original cannot be read from the store.")
    try:
        clock = _clock(request)
    except Refused as refused:
        return _closed(request, refused)
    page = {
        "now": now(),
        "here": "mail",
        "m": screens.reading(inbound, report, clock),
        "say": say,
        "read": report is not None,
    }
    return render(request, "desk/mail/reading.html", page, status=422 if say else 200)


@require_safe
@agents_only
def original(_request: AgentRequest, pk: int) -> HttpResponseBase:
    """Return the bytes of a mail as they reached us, to be saved and never shown in place."""
    inbound = _inbound(pk)
    try:
        stream = store().open(inbound.digest)
    except (OSError, LookupError):
        raise Http404("The store has no such original.") from None
    name = f"mail-{inbound.pk}.eml"
    return FileResponse(
        stream, as_attachment=True, filename=name, content_type="application/octet-stream"
    )


def _page(request: AgentRequest, *, to: str = "", say: str = "", status: int = 200) -> HttpResponse:
    try:
        clock = _clock(request)
    except Refused as refused:
        return _closed(request, refused)
    found = state(settings.TROTH.mail_in, now())
    page = {
        "now": now(),
        "here": "mail",
        "m": screens.build(found, settings.TROTH.mail_border, clock),
        "to": to or request.user.email,
        "say": say,
    }
    return render(request, "desk/mail/index.html", page, status=status)


def _clock(request: AgentRequest) -> DeskClock:
    at = now()
    _id, edition = contracts.current(at)
    return desk_clock(edition, at, request.user.zone)


def _closed(request: AgentRequest, refused: Refused) -> HttpResponse:
    return render(request, "desk/closed.html", {"now": now(), "say": refused.say}, status=503)


def _inbound(pk: int) -> Inbound:
    found = Inbound.objects.select_related("ticket", "mailbox").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such mail.")
    return found
