"""What stands between a password and a session: an app's code, or enrolling an app."""

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.stages import LoginStage, LoginStageController
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from troth.domain.accounts.models import User
from troth.domain.security.queries import has_factor
from troth.interfaces.gate.middleware import FACTOR, needs_factor


class SecondFactor(LoginStage):  # type: ignore[misc]
    """Asks for a code of the app; of whoever needs one and has none, to enrol it now.

    Nobody has signed in until it is over. However somebody came this far, by a
    password today or by another company's word later, this stands before them.
    """

    key = "second_factor"
    urlname = "desk:second-factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Return where to go on, and whether the sign-in may go on at all."""
        user: User = self.login.user
        if not user.is_staff:
            return None, user.is_active
        where = "second-factor" if has_factor(user) else "enrolment"
        if where == "enrolment" and not needs_factor(user):
            return None, True
        # Whoever changes their password ends what was begun with the one before.
        self.state["stamp"] = user.get_session_auth_hash()
        return HttpResponseRedirect(reverse(f"desk:{where}")), True

    @property
    def holds(self) -> bool:
        """Say whether what was proved before still counts."""
        user: User = self.login.user
        return user.is_staff and self.state.get("stamp") == user.get_session_auth_hash()

    def passed(self) -> HttpResponse:
        """Go on: a code was right."""
        self.request.session[FACTOR] = True
        answer: HttpResponse = self.exit()
        return answer


def begin(request: HttpRequest, user: User, where: str) -> HttpResponse:
    """Begin a sign-in of somebody who has proved a password; in a session of its own."""
    request.session.flush()
    login = Login(user=user, email=user.email, redirect_url=where)
    answer: HttpResponse = perform_login(request, login)
    return answer


def pending(request: HttpRequest) -> SecondFactor | None:
    """Return the sign-in that waits in this browser for its second factor."""
    stage: Any = LoginStageController.enter(request, SecondFactor.key)
    return stage if isinstance(stage, SecondFactor) and stage.holds else None
