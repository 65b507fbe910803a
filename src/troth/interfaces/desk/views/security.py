"""How an agent proves who they are, and where they are signed in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from troth.domain.refusal import Refused
from troth.domain.security import factors, passwords, queries, sessions
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens.enrolling import enrolling
from troth.interfaces.desk.views.acts import may_read
from troth.interfaces.desk.views.passwords import NewPasswordForm
from troth.interfaces.desk.views.second_factors import enrolled
from troth.interfaces.gate.adapter import by_of
from troth.interfaces.gate.listing import clock_at, shown
from troth.interfaces.gate.middleware import FACTOR, needs_factor
from troth.interfaces.gate.proof import fault_of
from troth.interfaces.now import now

_SALT = "enrolling"


class ProofForm(forms.Form):
    """The password, once more, before something that a stolen session must not do."""

    current = forms.CharField(
        label=gettext_lazy("Your password"),
        error_messages={"required": gettext_lazy("Type your password once more.")},
        max_length=400,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def proves(self, request: AgentRequest) -> bool:
        """Say whether everything is there and the password is right; else the form says why."""
        if not self.is_valid():
            return False
        fault = fault_of(request, request.user, self.cleaned_data["current"])
        if fault:
            self.add_error("current", fault)
        return not fault


class ChangeForm(ProofForm, NewPasswordForm):
    """The password that is, and the one that is to be."""

    field_order = ("current", "password", "again")


class EnrolForm(ProofForm):
    """The password, and a code that the app shows now."""

    code = forms.CharField(
        label=gettext_lazy("The code that your app shows"),
        error_messages={"required": gettext_lazy("Type the six digits that your app shows.")},
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code-entry"}
        ),
    )
    field_order = ("code", "current")


@require_http_methods(["GET", "HEAD"])
@agents_only
def show(request: AgentRequest) -> HttpResponse:
    """Show everything about one's own sign-in."""
    at, user = now(), request.user
    factor, clock = queries.factor_of(user), clock_at(at)
    page = {
        "now": at,
        "here": "security",
        "sessions": shown(user, request.session.session_key, at=at),
        "clock": clock,
        "factor": clock.told(factor.enrolled_at) if factor else None,
        "needed": needs_factor(user),
        "reads_acts": may_read(user),
        "codes_left": queries.recovery_codes_left(user),
    }
    return render(request, "desk/security/show.html", page)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def change_password(request: AgentRequest) -> HttpResponse:
    """Change the password; every other session ends."""
    form, user = ChangeForm(request.POST or None), request.user
    if request.method == "POST" and form.proves(request):
        new, key = form.cleaned_data["password"], request.session.session_key
        try:
            passwords.change(user, new, keep=key, by=by_of(request, user), at=now())
        except Refused as refused:
            form.add_error("password", refused.say)
        else:
            update_session_auth_hash(request, user)
            return _done(request, _("Your password is changed. You are signed out elsewhere."))
    return _form(request, "password", form)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def enrol(request: AgentRequest) -> HttpResponse:
    """Enrol an app that makes codes."""
    user = request.user
    if queries.has_factor(user):
        return HttpResponseRedirect(reverse("desk:security"))
    salt = request.session.setdefault(_SALT, factors.new_salt())
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.proves(request):
        try:
            codes = enrolled(request, user, salt, keep=request.session.session_key)
        except Refused as refused:
            form.add_error("code", refused.say)
        else:
            del request.session[_SALT]
            request.session[FACTOR] = True
            return _codes(request, codes)
    return _form(request, "enrolment", form, **enrolling(user, salt))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def remove(request: AgentRequest) -> HttpResponse:
    """Remove the app, for another one or for good."""
    form, user = ProofForm(request.POST or None), request.user
    if not queries.has_factor(user):
        return HttpResponseRedirect(reverse("desk:security"))
    if request.method == "POST" and form.proves(request):
        factors.remove(user, by=by_of(request, user), at=now())
        if needs_factor(user):  # and stays in this browser until another is enrolled
            return HttpResponseRedirect(reverse("desk:factor"))
        request.session.pop(FACTOR, None)
        return _done(request, _("Your app is removed. Your password alone signs you in."))
    return _form(request, "removal", form, needed=needs_factor(user))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def renew(request: AgentRequest) -> HttpResponse:
    """Make new recovery codes."""
    form, user = ProofForm(request.POST or None), request.user
    if request.method == "POST" and form.proves(request):
        try:
            codes = factors.renew_recovery(user, by=by_of(request, user), at=now())
        except Refused as refused:
            form.add_error(None, refused.say)
        else:
            return _codes(request, codes)
    return _form(request, "recovery", form)


@require_POST
@agents_only
def end(request: AgentRequest, ref: str) -> HttpResponse:
    """End one of one's own sessions.

    Raises:
        Http404: there is no such session of theirs.
    """
    try:
        sessions.end(request.user, ref, by=by_of(request, request.user), at=now())
    except Refused as refused:
        raise Http404(refused.say) from refused
    return _done(request, _("That browser is signed out."))


@require_POST
@agents_only
def end_others(request: AgentRequest) -> HttpResponse:
    """End every session of one's own but this one."""
    by, key = by_of(request, request.user), request.session.session_key
    count = sessions.end_others(request.user, key, by=by, at=now())
    words = ngettext("%(n)d browser is signed out.", "%(n)d browsers are signed out.", count)
    return _done(request, words % {"n": count})


def _done(request: AgentRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("desk:security"))


def _codes(request: AgentRequest, codes: list[str]) -> HttpResponse:
    page = {"now": now(), "codes": codes, "next": reverse("desk:security"), "first": False}
    return render(request, "desk/sessions/codes.html", page)


def _form(request: AgentRequest, name: str, form: forms.Form, **more: Any) -> HttpResponse:
    page = {"now": now(), "here": "security", "form": form} | more
    status = 422 if form.errors else 200
    return render(request, f"desk/security/{name}.html", page, status=status)
