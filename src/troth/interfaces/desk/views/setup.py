"""The first visit to an empty desk, what a desk still lacks, and publishing its policy."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.core.policy.parse import PolicyFaults
from troth.domain.contracts import actions, queries
from troth.domain.refusal import Refused
from troth.domain.security import administration
from troth.interfaces.channels.web.client import address_of
from troth.interfaces.desk import first_visit
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.now import now
from troth.interfaces.readiness.rules import missing, steps
from troth.interfaces.readiness.standing import look

LONGEST = 200_000  # letters of a policy
SHOWN_FAULTS = 50


class FirstForm(forms.Form):
    """Who looks after a new desk."""

    email = forms.EmailField(max_length=254, label=gettext_lazy("Your mail address"))
    name = forms.CharField(max_length=120, label=gettext_lazy("Your name"))
    password = forms.CharField(
        label=gettext_lazy("A password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest, word: str) -> HttpResponse:
    """Let the first administrator of an empty desk enter themselves, and sign in.

    Raises:
        Http404: the word is not this desk's, or somebody works here already: the same answer.
    """
    if not first_visit.is_open(word):
        raise Http404("There is no such address.")
    form, say = FirstForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            administration.begin(
                **form.cleaned_data,
                source=address_of(request),
                browser=request.headers.get("User-Agent", ""),
                at=now(),
            )
        except Refused as refused:
            say = refused.say
        else:
            back = urlencode({"next": reverse("desk:setup")})
            return HttpResponseRedirect(f"{reverse('desk:sign-in')}?{back}")
    page = {"now": now(), "form": form, "say": say}
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/setup/first.html", page, status=status)


@require_safe
@agents_only
def show(request: AgentRequest) -> HttpResponse:
    """Show what is missing until this desk could take a real customer."""
    return _page(request)


@require_POST
@agents_only
def publish(request: AgentRequest) -> HttpResponse:
    """Publish a policy, from a file or as typed; its faults come back with their lines."""
    text, at = _text(request), now()
    try:
        edition = actions.publish(text, by=request.user.name, at=at)
    except PolicyFaults as faults:
        return _page(request, text=text, faults=[_fault(one) for one in faults.faults])
    except Refused as refused:
        return _page(request, text=text, faults=[refused.say])
    said = _("%(key)s is published, and in force from %(day)s.")
    messages.success(request, said % {"key": edition.key, "day": edition.effective.isoformat()})
    return HttpResponseRedirect(reverse("desk:setup"))


def _text(request: AgentRequest) -> str:
    file = request.FILES.get("file")
    if file is None:
        return request.POST.get("text", "").replace("\r\n", "\n").replace("\x00", "")[:LONGEST]
    whole = bytes(file.read(4 * LONGEST))
    return whole.decode("utf-8-sig", errors="replace").replace("\x00", "")[:LONGEST]


def _fault(fault: object) -> str:
    line, key = getattr(fault, "line", 0), getattr(fault, "key", "")
    words = {"line": line, "key": key, "found": getattr(fault, "found", "")}
    words |= {"allowed": getattr(fault, "allowed", ""), "why": getattr(fault, "say", "")}
    if not key:
        return _("Line %(line)s: found %(found)s; allowed %(allowed)s (%(why)s).") % words
    return _("Line %(line)s, %(key)s: found %(found)s; allowed %(allowed)s (%(why)s).") % words


def _page(
    request: AgentRequest, *, text: str = "", faults: list[str] | None = None
) -> HttpResponse:
    found = look(now())
    page = {
        "now": now(),
        "here": "setup",
        "steps": steps(found),
        "missing": missing(found),
        "editions": queries.published(),
        "text": text,
        "faults": (faults or [])[:SHOWN_FAULTS],
        "more": max(0, len(faults or []) - SHOWN_FAULTS),
    }
    return render(request, "desk/setup/show.html", page, status=422 if faults else 200)
