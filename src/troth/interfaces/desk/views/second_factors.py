"""The second factor while somebody signs in: a code of their app, or enrolling one."""

from datetime import timedelta

from allauth.account.internal.stagekit import stash_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from troth.domain.accounts.actions import count_try
from troth.domain.accounts.models import User
from troth.domain.refusal import Refused
from troth.domain.security import factors
from troth.domain.security.acts import record
from troth.domain.security.queries import has_factor
from troth.domain.security.rules import DIGITS, plain
from troth.interfaces.desk.screens.enrolling import enrolling
from troth.interfaces.gate.adapter import by_of
from troth.interfaces.gate.limits import SECOND_FACTOR, attempt
from troth.interfaces.gate.proof import PAUSE
from troth.interfaces.gate.stages import pending
from troth.interfaces.now import now, real

ALARMING = 5  # wrong codes of somebody who had the password right, within the hour


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Take a code of the app, or one that stands in for it."""
    stage = pending(request)
    if stage is None or not has_factor(stage.login.user):
        return over()
    if request.method != "POST":
        return _form(request)
    user, typed = stage.login.user, request.POST.get("code", "")
    one = attempt(request, SECOND_FACTOR, user.email)
    if one.is_one_too_many():
        return _form(request, say=str(PAUSE), status=429)
    if _proves(request, user, typed):
        one.was_right()
        return stage.passed()
    _alarm(request, user)
    return _form(request, say=str(factors.WRONG), status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Let somebody who needs a second factor enrol it before they come in."""
    stage = pending(request)
    if stage is None or has_factor(stage.login.user):
        return over()
    user, say = stage.login.user, ""
    if "salt" not in stage.state:
        stage.state["salt"] = factors.new_salt()
        stash_login(request, stage.login)
    salt = stage.state["salt"]
    if request.method == "POST":
        try:
            codes = enrolled(request, user, salt, keep=None)
        except Refused as refused:
            say = refused.say
        else:
            return _codes(request, codes, stage.passed())
    page = enrolling(user, salt) | {"now": now(), "say": say}
    return render(request, "desk/sessions/enrolment.html", page, status=422 if say else 200)


def enrolled(request: HttpRequest, user: User, salt: str, *, keep: str | None) -> list[str]:
    """Enrol the app whose code was typed; return the recovery codes.

    Raises:
        Refused: the code is wrong, or there is an app already.
    """
    typed, by = request.POST.get("code", ""), by_of(request, user)
    return factors.enrol(user, salt, typed, keep=keep, by=by, at=now(), clock=real())


def over() -> HttpResponse:
    """Lead back to where a sign-in begins."""
    return HttpResponseRedirect(f"{reverse('desk:sign-in')}?said=over")


def _proves(request: HttpRequest, user: User, typed: str) -> bool:
    code = plain(typed)
    if len(code) == DIGITS and code.isdecimal():
        return factors.prove(user, code, clock=real())
    return factors.recover(user, code, by=by_of(request, user), at=now())


def _alarm(request: HttpRequest, user: User) -> None:
    """Tell somebody, once an hour, that whoever has their password guesses at their codes."""
    at = now()
    wrong = count_try("wrong codes", user.email, within=timedelta(hours=1), at=at)
    if wrong == ALARMING:
        record("factor_guessed", user, by=by_of(request, user), at=at)


def _codes(request: HttpRequest, codes: list[str], passed: HttpResponse) -> HttpResponse:
    """Show recovery codes once, on the way to where a sign-in leads."""
    page = {"now": now(), "codes": codes, "next": passed["Location"], "first": True}
    answer = render(request, "desk/sessions/codes.html", page)
    answer.cookies = passed.cookies
    return answer


def _form(request: HttpRequest, *, say: str = "", status: int = 200) -> HttpResponse:
    page = {"now": now(), "say": say, "recovery": "recovery" in request.GET}
    return render(request, "desk/sessions/second_factor.html", page, status=status)
