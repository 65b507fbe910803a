"""The pages of signing in and out."""

from datetime import timedelta
from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from troth.domain.accounts.actions import CODE_HOLDS
from troth.interfaces.gate.limits import CODE_ASKED, CODE_TYPED, attempt
from troth.interfaces.now import now
from troth.interfaces.portal.signing_in.code import SignInByCode
from troth.interfaces.portal.signing_in.forms import AddressForm, CodeForm


class Ask(RequestLoginCodeView):  # type: ignore[misc]
    """Ask for a code."""

    template_name = "portal/sessions/ask.html"

    def get_form_class(self) -> type[AddressForm]:
        return AddressForm

    def form_valid(self, form: AddressForm) -> HttpResponse:
        email = form.cleaned_data["email"]
        if attempt(self.request, CODE_ASKED, email).is_one_too_many():
            return pause(self.request)
        SignInByCode.begin(self.request, email)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: AddressForm) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = {"now": now(), "over": "over" in self.request.GET, "next": self.get_next_url() or ""}
        page: dict[str, Any] = super().get_context_data(**kwargs)
        return page | said


class Confirm(ConfirmLoginCodeView):  # type: ignore[misc]
    """Take the code."""

    template_name = "portal/sessions/code.html"

    def get_form_class(self) -> type[CodeForm]:
        return CodeForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if attempt(request, CODE_TYPED, self._process.state["email"]).is_one_too_many():
            return pause(request)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def _verify_form_valid(self, form: CodeForm) -> HttpResponse:  # noqa: ARG002
        return SignInByCode(self.stage).finish(self.get_next_url())

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        if not self._process.record_invalid_attempt():
            return HttpResponseRedirect(reverse("account_login"))
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        minutes = CODE_HOLDS // timedelta(minutes=1)
        said = {"now": now(), "minutes": minutes, "next": self.get_next_url() or ""}
        page: dict[str, Any] = super().get_context_data(**kwargs)
        return page | said


ask = never_cache(Ask.as_view())


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Take the code; where it no longer counts, say so where a new one is asked for."""
    answer: HttpResponse = Confirm.as_view()(request)
    gone = answer.status_code == 302 and answer["Location"] == reverse("account_login")
    return HttpResponseRedirect(f"{reverse('account_login')}?over") if gone else answer


@require_POST
def destroy(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return HttpResponseRedirect(reverse("portal:home"))


def pause(request: HttpRequest) -> HttpResponse:
    """Say that somebody has to wait, alike for known and unknown addresses."""
    say = _("Too many tries. Wait a quarter of an hour, then try again.")
    return render(request, "portal/sessions/pause.html", {"now": now(), "say": say}, status=429)
