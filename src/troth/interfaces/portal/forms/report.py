"""The report form, made from what the policy asks customers to have ready."""

import uuid
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.core.policy.document import Policy
from troth.domain.accounts.models import User
from troth.domain.customers.actions import LONGEST
from troth.domain.customers.queries import address_of

WHERE = [
    ("", _("I do not know")),
    ("yes", _("Yes: our work depends on it")),
    ("no", _("No: it is for tests or trials")),
]
ASKED: dict[str, tuple[str, forms.Field]] = {
    "name": ("name", forms.CharField(label=_("Your name"), max_length=200)),
    "company": ("company", forms.CharField(label=_("Company"), max_length=200)),
    "contract or account number": (
        "contract",
        forms.CharField(label=_("Contract or account number"), max_length=200),
    ),
    "system specifications": (
        "specifications",
        forms.CharField(
            label=_("Your system"),
            help_text=_("Versions, operating system, browser: whatever it runs on."),
            max_length=20_000,
            widget=forms.Textarea(attrs={"class": "field__short", "rows": 2}),
        ),
    ),
    "production or not": (
        "production",
        forms.TypedChoiceField(
            label=_("Is it on a production system?"),
            choices=WHERE,
            coerce=lambda said: said == "yes",
            empty_value=None,
        ),
    ),
}
"""The field behind each thing a policy may ask for; description and severity have their own."""
DRAFT = "report:text"
"""The draft that whoever has signed in goes on with on another machine."""
COMPLETE = {"name": "name", "company": "organization", "email": "email"}


class ReportForm(forms.Form):
    """What a customer tells us. Only an address and a description are needed to be a ticket.

    What else the policy asks for may be left out: the receipt asks for it, once.
    """

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=LONGEST,
        error_messages={
            "required": _("Give an address, so that we can answer."),
            "invalid": _(
                "We could not write to this address. Is it whole, as in ines@example.com?"
            ),
        },
    )
    subject = forms.CharField(
        label=_("In one line, what is wrong?"), max_length=200, required=False
    )
    text = forms.CharField(
        label=_("What happens?"),
        help_text=_("What you did, what you expected, what you saw. Every detail helps."),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Describe the trouble, in a sentence if need be.")},
    )
    suggested = forms.CharField(required=False, max_length=40)
    zone = forms.CharField(required=False, max_length=64)
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, policy: Policy, *args: Any, own: User | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"nonce": uuid.uuid4(), **_known(own)})
        super().__init__(*args, **kwargs)
        self.policy, self.own = policy, own
        if own:  # who has signed in reports as themselves
            self.fields["email"].widget.attrs["readonly"] = True
            self.fields["text"].widget.attrs["data-draft"] = DRAFT
        for asked in policy.gathering:
            if asked in ASKED:
                name, field = ASKED[asked]
                self.fields[name] = deepcopy(field)
                self.fields[name].required = False
        if "production" in self.fields and len(policy.open_to(production=False)) < len(
            policy.severities
        ):
            self.fields["production"].help_text = _(
                "On any other system, a trouble is %(severity)s at most."
            ) % {"severity": policy.open_to(production=False)[0].name}
        for name, token in COMPLETE.items():
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = token

    def clean_email(self) -> str:
        """Take an address that fits once its letters are small: some grow by it."""
        email: str = self.cleaned_data["email"]
        if len(email.lower()) > LONGEST:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"])
        return email

    def clean_suggested(self) -> str:
        """Take a severity the policy has; an empty choice leaves it to staff."""
        said: str = self.cleaned_data["suggested"]
        if said and said not in [one.key for one in self.policy.severities]:
            raise forms.ValidationError(_("The policy has no such severity. Choose one of these."))
        return said

    @property
    def address(self) -> str:
        """Return whom the report is from: whoever has signed in, else who they say they are."""
        given: str = self.cleaned_data["email"]
        return (address_of(self.own.person) if self.own and self.own.person else "") or given

    @property
    def who(self) -> list[forms.BoundField]:
        """Return the fields about the customer that the policy asks for, and the address."""
        names = ["name", "email", "company", "contract"]
        return [self[name] for name in names if name in self.fields]

    @property
    def asks_system(self) -> bool:
        """Say whether the policy asks for system specifications."""
        return "specifications" in self.fields

    @property
    def asks_production(self) -> bool:
        """Say whether the policy asks if the trouble is on a production system."""
        return "production" in self.fields

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """Return every fault with the field's id and label, for the list above the form."""
        return [
            (self[name].id_for_label or f"id_{name}", str(self[name].label), str(words[0]))
            for name, words in self.errors.items()
            if name in self.fields
        ]


def _known(own: User | None) -> dict[str, str]:
    """Return what somebody who has signed in need not type again."""
    if own is None or own.person is None:
        return {}
    person = own.person
    company = person.customer.name if person.customer else person.company
    return {"email": address_of(person), "name": person.name, "company": company}
