"""My company: who may ask for support, within what the contracts allow."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.domain.contracts import naming, register
from troth.domain.contracts import queries as contracts
from troth.domain.contracts.register import Whole
from troth.domain.customers.actions import belong
from troth.domain.customers.models import Person
from troth.domain.customers.queries import address_of, person_behind
from troth.domain.refusal import Refused
from troth.domain.tickets.rules import same_company
from troth.interfaces.now import now
from troth.interfaces.portal.access import CustomerRequest, customers_only
from troth.interfaces.portal.screens import company as screens
from troth.interfaces.ui.times import desk_clock


@require_http_methods(["GET", "HEAD", "POST"])
@customers_only
def edit(request: CustomerRequest) -> HttpResponse:
    """Show the people of one's company and the contracts one looks after; change who is named.

    Raises:
        Http404: whoever asks looks after no contract.
    """
    at, person = now(), request.user.person
    if person is None or person.customer is None or not contracts.looks_after(person.pk):
        raise Http404("You look after no contract.")
    mine = register.administered(person, at)
    say = ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                messages.success(request, _change(request, person, mine, at))
            return HttpResponseRedirect(reverse("portal:company"))
        except Refused as refused:
            say = refused.say
    _id, edition = contracts.current(at)
    page = {
        "now": at,
        "here": "company",
        "company": person.customer.name,
        "policy": edition.policy,
        "contracts": [screens.contract(one, desk_clock(edition, at)) for one in mine],
        "people": screens.people(register.people(person.customer.pk), mine, person),
        "say": say,
        "typed": request.POST if say else {},
    }
    return render(request, "portal/company.html", page, status=422 if say else 200)


def _change(request: CustomerRequest, own: Person, mine: list[Whole], at: datetime) -> str:
    """Do what the form says, and return what was done.

    Raises:
        Refused: it is beyond the limits, or beyond one's company.
    """
    do, by = request.POST.get("do", ""), own.by
    if not mine:
        raise Refused(_("You look after no contract that is in force. Ask support."))
    if do == "add":
        return _add(request, own, mine, at)
    person = _colleague(request, own)
    who = person.name or address_of(person)
    if do == "leave":
        if person.pk == own.pk:
            raise Refused(_("You look after the contract yourself. Ask support to let you go."))
        naming.leave(person.pk, by=by, at=at)
        return _("%(who)s can no longer sign in or ask for support.") % {"who": who}
    one = _contract(request, mine)
    if do == "name":
        naming.name(one.contract.pk, person.pk, by=by, at=at)
        return _("%(who)s may ask for support from now on.") % {"who": who}
    if do == "unname":
        naming.unname(one.contract.pk, person.pk, by=by, at=at)
        return _("%(who)s may no longer ask for support.") % {"who": who}
    raise Refused(_("Say what is to be done."))


def _add(request: CustomerRequest, own: Person, mine: list[Whole], at: datetime) -> str:
    """Make somebody one of the company's people, and name them in the contract.

    The refusal is the same whoever an address belongs to: it tells of nobody.
    """
    one = _contract(request, mine)
    email = request.POST.get("email", "").replace("\x00", "")[:254]
    name = request.POST.get("name", "").replace("\x00", "")[:200]
    say = _("This address cannot be added. Is it whole, and your colleague's own? Ask support.")
    known = person_behind(email)
    stranger = known is not None and known.customer_id is None
    if stranger and not same_company(email, address_of(own)):
        raise Refused(say)  # what they reported for themselves would become the company's to read
    try:
        person = belong(email=email, company=str(own.customer), name=name, by=own.by, at=at)
    except Refused as refused:
        raise Refused(say) from refused
    naming.name(one.contract.pk, person.pk, by=own.by, at=at)
    return _("%(who)s may ask for support from now on.") % {"who": name or email}


def _contract(request: CustomerRequest, mine: list[Whole]) -> Whole:
    said = request.POST.get("contract", "")
    for one in mine:
        if said == str(one.contract.pk) or (not said and len(mine) == 1):
            return one
    raise Refused(_("Choose one of your contracts."))


def _colleague(request: CustomerRequest, own: Person) -> Person:
    said = request.POST.get("person", "")
    pk = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
    found = Person.objects.filter(pk=pk, customer=own.customer_id, left_at=None).first()
    if found is None:
        raise Refused(_("Choose one of your company's people."))
    return found
