"""Choosing a password anew, for whoever has forgotten theirs."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from troth.domain.refusal import Refused
from troth.domain.security import passwords
from troth.domain.security.queries import link_of
from troth.interfaces.channels.web.client import address_of
from troth.interfaces.gate.limits import LINK_ASKED, attempt
from troth.interfaces.now import now

PAUSE = gettext_lazy("Too many tries. Wait a quarter of an hour, then try again.")


class NewPasswordForm(forms.Form):
    """A new password, twice: nobody sees what they type."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        error_messages={"required": gettext_lazy("Think of a new password.")},
        max_length=400,
        strip=False,
        help_text=gettext_lazy("At least 8 letters, and nothing that is guessed first."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": 8}),
    )
    again = forms.CharField(
        label=gettext_lazy("The same again"),
        error_messages={"required": gettext_lazy("Type it once more.")},
        max_length=400,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Take it only where both are alike."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError(_("This is not what you typed above."))
        return again


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail. The same is said and done for every address, known or not."""
    page = {"now": now(), "say": "", "email": "", "sent": False}
    if request.method != "POST":
        return render(request, "desk/sessions/forgotten.html", page)
    email, at = request.POST.get("email", "").strip()[:254], now()
    page["email"] = email
    if "@" not in email or "\x00" in email:
        page["say"] = _("This is no whole address, as ines@example.com is.")
    elif attempt(request, LINK_ASKED, email).is_one_too_many():
        page["say"] = str(PAUSE)
        return render(request, "desk/sessions/forgotten.html", page, status=429)
    else:
        passwords.ask_for_link(email, at=at)
        page["sent"] = True
    status = 422 if page["say"] else 200
    return render(request, "desk/sessions/forgotten.html", page, status=status)


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, word: str) -> HttpResponse:
    """Choose a password by a link. Looking at it spends nothing: mail programs look, too."""
    at = now()
    if link_of(word, at=at) is None:
        page = {"now": at, "say": passwords.STALE, "email": "", "sent": False}
        return render(request, "desk/sessions/forgotten.html", page, status=404)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        source, browser = address_of(request), request.headers.get("User-Agent", "")
        new = form.cleaned_data["password"]
        try:
            passwords.choose(word, new, source=source, browser=browser, at=at)
        except Refused as refused:
            form.add_error("password", refused.say)
        else:
            request.session.flush()
            return HttpResponseRedirect(f"{reverse('desk:sign-in')}?said=chosen")
    page = {"now": at, "form": form, "word": word}
    return render(request, "desk/sessions/choice.html", page, status=422 if form.errors else 200)
