"""Making the demo desk."""

from datetime import datetime, timedelta

from django.db import transaction

from troth.domain.accounts import teams
from troth.domain.accounts.models import Team, User
from troth.domain.accounts.rules import Right
from troth.domain.contracts import agreeing, naming
from troth.domain.contracts.agreeing import Terms
from troth.domain.customers.models import Address, Customer, Person
from troth.domain.tickets.models import Ticket
from troth.domain.urgent.actions import rotas
from troth.interfaces.cli.run import state
from troth.interfaces.cli.run.demo_desk.desk import Desk
from troth.interfaces.cli.run.demo_desk.histories import TOLD
from troth.interfaces.cli.run.demo_desk.mailed import MAILED
from troth.interfaces.cli.run.demo_desk.people import AGENTS, PASSWORD, PEOPLE, TEAMS
from troth.interfaces.cli.run.demo_desk.prepared import prepare

ROTA = state.ROOT / "rotas" / "ivt-mediaplatform.toml"


@transaction.atomic
def fill(now: datetime) -> int:
    """Make the demo's people and tickets at times before `now`; return how many tickets.

    Makes nothing where any ticket exists.
    """
    if Ticket.objects.exists():
        return 0
    agents = [
        User.objects.filter(email=email).first()
        or User.objects.create_user(email, name, PASSWORD, role=role)
        for email, name, role in AGENTS
    ]
    for name, members in TEAMS:
        teams.join(teams.form(name), [agents[one] for one in members])
    ines, tomas, lena, _ada = agents
    back = now + timedelta(days=2)
    teams.go_away(lena, until=back, note="at the broadcasters' fair", at=now)
    for which, (email, name, company, zone) in enumerate(PEOPLE):
        customer, _ = Customer.objects.get_or_create(name=company)
        person = Person.objects.create(name=name, company=company, zone=zone, customer=customer)
        Address.objects.create(person=person, value=email)
        _agree(f"C-{1040 + which}", customer, person, now)
    _on_call(agents, now)
    desk = Desk(now, ines, tomas, Team.objects.get(name=TEAMS[0][0]))
    for tell in (*TOLD, *MAILED):
        tell(desk)
    prepare(desk)
    return Ticket.objects.count()


def _on_call(agents: list[User], now: datetime) -> None:
    """Put the rota in force, and let everybody who works be reached on the demo's console."""
    for one in agents:
        if one.may(Right.WORK):
            rotas.add_way(one, kind="console", to=one.name, after=0, at=now)
    rotas.publish(ROTA.read_text("utf-8"), by="the demo", at=now)


def _agree(number: str, customer: Customer, person: Person, now: datetime) -> None:
    """Agree on a year with a customer; the one person we know there is named and looks after it.

    Contracts are not checked on the demo desk, so that anybody who tries it opens a ticket.
    """
    begins = now - timedelta(days=200)
    ends = begins + timedelta(days=365)
    terms = Terms(most_people=5, changes_a_year=10, administrator=person.pk)
    made = agreeing.begin(number, customer, terms, begins=begins, ends=ends, by="shell", at=begins)
    naming.name(made.pk, person.pk, by="shell", at=begins)
