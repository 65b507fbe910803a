"""What is agreed with a customer: contracts entered, changed, renewed and ended."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from troth.domain.contracts import agreeing, naming
from troth.domain.contracts import queries as contracts
from troth.domain.contracts.agreeing import Terms
from troth.domain.contracts.models import Contract
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.views import customers
from troth.interfaces.now import now
from troth.interfaces.ui.times import DeskClock, desk_clock

_DAY = {"invalid": _("Give the days as the calendar does, year, month and day.")}


class TermsForm(forms.Form):
    """What a contract says, and from which day to which."""

    number = forms.CharField(max_length=60, required=False)
    begins = forms.DateField(required=False, error_messages=_DAY)
    last = forms.DateField(required=False, error_messages=_DAY)
    edition = forms.CharField(max_length=160, required=False)
    plan = forms.CharField(max_length=80, required=False)
    region = forms.CharField(max_length=80, required=False)
    products = forms.CharField(max_length=1000, required=False)
    most_people = forms.IntegerField(required=False)
    changes_a_year = forms.IntegerField(required=False)
    administrator = forms.IntegerField(required=False)
    why = forms.CharField(max_length=2000, required=False)

    def terms(self) -> Terms:
        """Return what was agreed.

        Raises:
            Refused: a day or a number is none.
        """
        if not self.is_valid():
            words = [str(fault) for faults in self.errors.values() for fault in faults]
            raise Refused(" ".join(dict.fromkeys(words)))
        given = self.cleaned_data
        return Terms(
            edition=given["edition"],
            plan=given["plan"],
            region=given["region"],
            products=tuple(given["products"].split(",")),
            most_people=given["most_people"],
            changes_a_year=given["changes_a_year"],
            administrator=given["administrator"],
        )

    def days(self, clock: DeskClock) -> tuple[datetime, datetime | None]:
        """Return the instants a term begins and ends at: its first day and after its last."""
        first, last = self.cleaned_data["begins"], self.cleaned_data["last"]
        begins = _midnight(first, clock) if first else clock.now
        return begins, _midnight(last + timedelta(days=1), clock) if last else None


def _midnight(day: datetime, clock: DeskClock) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.zone).astimezone(UTC)


@require_POST
@agents_only
def create(request: AgentRequest, customer: int) -> HttpResponse:
    """Enter a contract of a customer."""
    found, form, at = customers.find(customer), TermsForm(request.POST), now()

    def begin() -> None:
        terms = form.terms()
        begins, ends = form.days(_clock(request))
        given = form.cleaned_data
        agreeing.begin(
            given["number"],
            found,
            terms,
            begins=begins,
            ends=ends,
            by=request.user.by,
            at=at,
            why=given["why"],
        )

    return customers.attempt(request, customer, "contract", begin)


@require_POST
@agents_only
def change(request: AgentRequest, contract: int) -> HttpResponse:
    """Change a contract's terms, renew it, end it, or name a mail domain in it."""
    found = Contract.objects.filter(pk=contract).first()
    if found is None:
        raise Http404(f"There is no contract {contract}.")
    form, do = TermsForm(request.POST), request.POST.get("do", "")

    def agree() -> None:
        by, at = request.user.by, now()
        if do in ("domain", "no domain"):
            said = customers.said(request, "domain")
            naming.name_domain(contract, said, named=do == "domain", by=by, at=at)
            return
        terms, clock = form.terms(), _clock(request)
        begins, ends = form.days(clock)
        why = form.cleaned_data["why"]
        # Today's change takes effect now: the morning before it stays as it was.
        if begins.astimezone(clock.zone).date() == at.astimezone(clock.zone).date():
            begins = max(begins, at) if do != "renew" else begins
        if do == "change":
            agreeing.change(contract, terms, begins=begins, by=by, at=at, why=why)
        elif do == "renew":
            agreeing.renew(contract, terms, begins=begins, ends=ends, by=by, at=at, why=why)
        elif do == "end":
            agreeing.end(contract, ends=begins, by=by, at=at, why=why)
        else:
            raise Refused("Say what is to be done.")

    return customers.attempt(request, found.customer_id, f"{do}-{contract}", agree)


def _clock(request: AgentRequest) -> DeskClock:
    at = now()
    return desk_clock(contracts.current(at)[1], at, request.user.zone)
