"""The two forms of signing in."""

from allauth.account.forms import ConfirmLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from troth.domain.customers.actions import LONGEST


class AddressForm(forms.Form):
    """Whose mail a code is sent to. Never says whether anybody is known by it."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=LONGEST,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
        error_messages={
            "required": _("Give the address that you write to us from."),
            "invalid": _("This is no whole address, as ines@example.com is."),
        },
    )

    def clean_email(self) -> str:
        """Take an address that fits once its letters are small: some grow by it."""
        email: str = self.cleaned_data["email"].lower()
        if len(email) > LONGEST:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"])
        return email


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code, as it is typed: small letters and spaces do no harm."""

    code = forms.CharField(
        label=_("The code from your mail"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
                "class": "code-entry",
            }
        ),
        error_messages={"required": _("Type the code, or ask for a new one.")},
    )

    def clean_code(self) -> str:
        """Compare without caring for case, spaces or dashes."""
        try:
            code: str = super().clean_code()
        except forms.ValidationError:
            raise forms.ValidationError(_("That is not the code we sent last.")) from None
        return code
