"""Customers: who they are, their people, and whether reports are checked against contracts."""

from collections.abc import Callable

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.core.policy.prose.wording import target_words
from troth.domain.contracts import naming, register
from troth.domain.contracts import queries as contracts
from troth.domain.customers import actions
from troth.domain.customers.models import Customer, Person
from troth.domain.refusal import Refused
from troth.domain.tickets.company import of_customer
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import about
from troth.interfaces.desk.screens import customers as screens
from troth.interfaces.now import now
from troth.interfaces.ui.times import desk_clock


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def index(request: AgentRequest) -> HttpResponse:
    """List customers; with POST, enter a new one."""
    at, say = now(), ""
    if request.method == "POST":
        try:
            made = actions.enter(said(request, "name"))
            return HttpResponseRedirect(reverse("desk:customer", args=[made.pk]))
        except Refused as refused:
            say = refused.say
    text = request.GET.get("q", "").replace("\x00", "")[:200]
    begin = request.GET.get("after", "").replace("\x00", "")[:200]
    found, after = register.customers(text, begin)
    _edition_id, edition = contracts.current(at)
    page = {
        "now": at,
        "here": "customers",
        "customers": found,
        "after": after,
        "text": text,
        "say": say,
        "typed": request.POST.get("name", ""),
        "checks": contracts.checking(at),
        "decide": target_words(edition.policy.entitlement.decide),
    }
    return render(request, "desk/customers/index.html", page, status=422 if say else 200)


@require_POST
@agents_only
def check(request: AgentRequest) -> HttpResponse:
    """Check reports against contracts from now on, or no longer."""
    naming.check(checks=request.POST.get("checks") == "yes", by=request.user.by, at=now())
    return HttpResponseRedirect(reverse("desk:customers"))


@require_safe
@agents_only
def show(request: AgentRequest, customer: int) -> HttpResponse:
    """Show a customer: people, contracts with their changes, tickets."""
    return page(request, customer)


@require_POST
@agents_only
def add_person(request: AgentRequest, customer: int) -> HttpResponse:
    """Add somebody to a customer's people."""
    found = find(customer)

    def add() -> None:
        name = said(request, "name")
        email, by = said(request, "email"), request.user.by
        actions.belong(email=email, company=found.name, name=name, by=by, at=now())

    return attempt(request, customer, "person", add)


@require_POST
@agents_only
def change_person(request: AgentRequest, person: int) -> HttpResponse:
    """Name somebody in a contract or no longer; let them leave, or come back."""
    found = Person.objects.filter(pk=person, customer__isnull=False).first()
    if found is None or found.customer_id is None:
        raise Http404(f"There is no person {person}.")
    do, by, at = request.POST.get("do", ""), request.user.by, now()
    which = request.POST.get("contract", "")
    contract = int(which) if which.isascii() and which.isdecimal() and len(which) < 10 else 0

    def change() -> None:
        if do == "name":
            naming.name(contract, person, by=by, at=at)
        elif do == "unname":
            naming.unname(contract, person, by=by, at=at)
        elif do == "leave":
            naming.leave(person, by=by, at=at)
        elif do == "back":
            actions.come_back(found, by=by, at=at)
        else:
            raise Refused(_("Say what is to be done."))

    return attempt(request, found.customer_id, f"person-{person}", change)


def said(request: AgentRequest, name: str) -> str:
    """Return what a field says, as a database can keep it."""
    return request.POST.get(name, "").replace("\x00", "")[:254]


def find(customer: int) -> Customer:
    """Return a customer.

    Raises:
        Http404: there is none of that id.
    """
    found = Customer.objects.filter(pk=customer).first()
    if found is None:
        raise Http404(f"There is no customer {customer}.")
    return found


def attempt(
    request: AgentRequest, customer: int, form: str, do: Callable[[], object]
) -> HttpResponse:
    """Do it and go back to the customer's page, or show there why it was refused."""
    try:
        with transaction.atomic():
            do()
    except Refused as refused:
        return page(request, customer, form, refused.say)
    return HttpResponseRedirect(reverse("desk:customer", args=[customer]))


def page(request: AgentRequest, customer: int, tried: str = "", say: str = "") -> HttpResponse:
    """Render a customer's page; `tried` names the form that came back."""
    at, found = now(), find(customer)
    _edition_id, edition = contracts.current(at)
    clock = desk_clock(edition, at, request.user.zone)
    known = register.contracts(customer, at)
    shown = {
        "now": at,
        "here": "customers",
        "customer": found,
        "checks": contracts.checking(at),
        "people": screens.people(register.people(customer), known, clock),
        "contracts": [screens.contract(one, clock) for one in known],
        "tickets": about.related(of_customer(request.user, customer)),
        "editions": contracts.published(),
        "plans": contracts.choices(edition.policy, "plan"),
        "regions": contracts.choices(edition.policy, "region"),
        "today": at.astimezone(clock.zone).date().isoformat(),
        "tried": tried,
        "say": say,
        "typed": request.POST if say else {},
    }
    return render(request, "desk/customers/show.html", shown, status=422 if say else 200)
