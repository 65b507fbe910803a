"""A code, from being asked for to being used."""

from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from troth.domain.accounts.actions import ask_for_code
from troth.domain.customers.actions import identity
from troth.interfaces.now import now


class SignInByCode(LoginCodeVerificationProcess):  # type: ignore[misc]
    """One sign-in, kept in the asker's session.

    Until the code is right nothing depends on whether the address is known:
    the same code is made, kept and asked for, and the worker alone finds out
    whether there is anybody to mail it to. So neither the answer nor the time
    it takes can tell.
    """

    @classmethod
    def begin(cls, request: HttpRequest, email: str) -> None:
        """Make a code for an address and ask for its mail."""
        login = Login(user=None, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=None, email=email), initiated_by_user=True)
        request.session.cycle_key()
        process = cls(stage)
        process.send()
        process.persist()

    def send_by_email(self, email: str, **_: Any) -> None:
        """Ask for the mail, whoever it is for."""
        ask_for_code(email, self.generate_code(), at=now())

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """Sign in whoever this address is, now that they have shown that they read its mail."""
        self._user = identity(self.state["email"])
        if self._user is None:  # they became an agent, or were let go, since the code was mailed
            self.abort()
            return HttpResponseRedirect(reverse("account_login"))
        answer: HttpResponse = super().finish(redirect_url)
        return answer
