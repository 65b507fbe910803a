"""The demo desk: who is on it, and what has happened so far."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from troth.domain.accounts import teams
from troth.domain.accounts.models import Team, User
from troth.domain.customers.models import Address, Customer, Person
from troth.domain.tickets.actions import (
    analysis,
    assigning,
    closing,
    conversation,
    delivery,
    intake,
    resolving,
    triage,
)
from troth.domain.tickets.actions.assigning import Whose
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.report import Report

PASSWORD = "troth-demo"  # noqa: S105 - printed at the start of every demo desk
AGENTS = (
    ("ines@ivt.example", "Ines Duarte"),
    ("tomas@ivt.example", "Tomas Reyl"),
    ("lena@ivt.example", "Lena Oduya"),
)
TEAMS = (("Media", (0, 1)), ("Platform", (1, 2)))  # and who of the agents is in them
PEOPLE = (
    ("mara.lind@acme-media.example", "Mara Lind", "Acme Media", "Europe/Riga"),
    ("joel.okafor@northlight.example", "Joel Okafor", "Northlight University", "Europe/London"),
    ("priya.nair@kestrel.example", "Priya Nair", "Kestrel Bank", "Asia/Kolkata"),
    ("dan.whitlow@summit-health.example", "Dan Whitlow", "Summit Health", "America/Denver"),
)
_ANY = 2**31  # a form that has seen everything


@dataclass(slots=True)
class Desk:
    """Steps of the demo's history, each at its own time before `now`."""

    now: datetime
    ines: User
    tomas: User
    media: Team

    def before(self, **ago: float) -> datetime:
        """Return the instant that long ago."""
        return self.now - timedelta(**ago)

    def report(
        self,
        who: int,
        subject: str,
        text: str,
        *,
        ago: timedelta,
        suggested: str | None,
        **more: str,
    ) -> Ticket:
        """Open a ticket of one of the demo's people."""
        email, name, company, zone = PEOPLE[who]
        report = Report(
            channel=more.get("channel", "web"),
            key=f"demo-{subject}",
            email=email,
            name=name,
            company=company,
            contract=f"C-{1040 + who}",
            specifications=more.get("specifications", ""),
            subject=subject,
            text=text,
            suggested=suggested,
            zone=zone,
        )
        return intake.take_in(report, at=self.now - ago).ticket

    def told(self, ticket: Ticket, at: datetime) -> None:
        """Record that the next hop took every message of a ticket."""
        for sending in Sending.objects.filter(ticket=ticket).exclude(state="accepted"):
            delivery.accepted(ticket.number, sending.position, at=at)


@transaction.atomic
def fill(now: datetime) -> int:
    """Make the demo's people and tickets at times before `now`; return how many tickets.

    Makes nothing where any ticket exists.
    """
    if Ticket.objects.exists():
        return 0
    agents = [
        User.objects.filter(email=email).first() or User.objects.create_user(email, name, PASSWORD)
        for email, name in AGENTS
    ]
    for name, members in TEAMS:
        teams.join(teams.form(name), [agents[one] for one in members])
    ines, tomas, lena = agents
    back = now + timedelta(days=2)
    teams.go_away(lena, until=back, note="at the broadcasters' fair", at=now)
    for email, name, company, zone in PEOPLE:
        customer, _ = Customer.objects.get_or_create(name=company)
        person = Person.objects.create(name=name, company=company, zone=zone, customer=customer)
        Address.objects.create(person=person, value=email)
    desk = Desk(now, ines, tomas, Team.objects.get(name=TEAMS[0][0]))
    _closed(desk)
    _waiting_for_an_update(desk)
    _resolved(desk)
    _broken(desk)
    _untriaged(desk)
    return Ticket.objects.count()


def _closed(desk: Desk) -> None:
    ticket = desk.report(
        0,
        "Captions lag behind the speaker",
        "In every recording since last week, captions come about four seconds late.",
        ago=timedelta(days=9),
        suggested="2",
        specifications="MediaPlatform 4.1, Chrome on Windows 11",
    )
    desk.told(ticket, desk.before(days=9))
    number, at = ticket.number, desk.before(days=9) + timedelta(minutes=20)
    triage.triage(number, severity="2", reason="", seen=_ANY, by=desk.ines, at=at)
    at += timedelta(minutes=5)
    conversation.reply(
        number,
        text="Thank you, Mara. We see the same lag here and are looking for its cause.",
        seen=_ANY,
        by=desk.ines,
        at=at,
    )
    at += timedelta(hours=1)
    analysis.record(
        number,
        confirmed="Captions lag by four seconds on recordings made with 4.1.",
        cause="The caption track starts at the first key frame, not at zero.",
        seen=_ANY,
        by=desk.ines,
        at=at,
    )
    at += timedelta(hours=3)
    resolving.resolve(
        number,
        how="fix",
        text="Release 4.1.2 starts captions at zero; install it and recordings heal.",
        seen=_ANY,
        by=desk.ines,
        at=at,
    )
    desk.told(ticket, at)
    closing.close(
        number, reason="patch", patch="4.1.2", seen=_ANY, by=desk.ines, at=at + timedelta(hours=1)
    )
    desk.told(ticket, at + timedelta(hours=1))


def _waiting_for_an_update(desk: Desk) -> None:
    ticket = desk.report(
        2,
        "Live event drops to audio after ten minutes",
        "Three of our town halls fell back to audio. Viewers in Mumbai and London alike.",
        ago=timedelta(hours=5),
        suggested="1",
        specifications="MediaPlatform 4.2, two encoders, 1080p",
    )
    number, at = ticket.number, desk.before(hours=4, minutes=50)
    reason = "Viewers can go on by audio, so the platform is degraded and not down."
    triage.triage(number, severity="2", reason=reason, seen=_ANY, by=desk.tomas, at=at)
    team = Whose("team", desk.media.pk)
    assigning.give(number, team, seen=_ANY, by=desk.ines, at=at)
    assigning.assign(number, agent_id=desk.tomas.pk, seen=_ANY, by=desk.tomas, at=at)
    conversation.reply(
        number,
        text="Priya, we have your encoder logs and see the video track stop. More by tomorrow.",
        seen=_ANY,
        by=desk.tomas,
        at=at + timedelta(minutes=30),
    )
    conversation.note(
        number,
        text="The same signature as last spring: the encoder renews its lease after 600 s.",
        seen=_ANY,
        by=desk.tomas,
        at=at + timedelta(minutes=42),
    )
    desk.told(ticket, at + timedelta(minutes=43))


def _resolved(desk: Desk) -> None:
    ticket = desk.report(
        3,
        "How do we add a second language to a template?",
        "The Template Editor shows one language. Our nurses need Spanish as well.",
        ago=timedelta(days=1, hours=2),
        suggested="3",
    )
    number, at = ticket.number, desk.before(days=1)
    triage.triage(number, severity="3", reason="", seen=_ANY, by=desk.ines, at=at)
    resolving.resolve(
        number,
        how="workaround",
        text="Duplicate the template and choose Spanish in its settings; viewers then pick one.",
        seen=_ANY,
        by=desk.ines,
        at=at + timedelta(hours=2),
    )
    desk.told(ticket, at + timedelta(hours=2))


def _broken(desk: Desk) -> None:
    ticket = desk.report(
        1,
        "Nobody on campus can sign in",
        "Since this morning every sign-in ends on a blank page. A lecture starts soon.",
        ago=timedelta(hours=2, minutes=25),
        suggested="1",
        specifications="MediaPlatform 4.2, single sign-on",
    )
    desk.told(ticket, desk.before(hours=2, minutes=24))


def _untriaged(desk: Desk) -> None:
    first = desk.report(
        0,
        "One producer cannot open the editor",
        "Only Lars is affected. The page stays grey after he signs in.",
        ago=timedelta(minutes=35),
        suggested="2",
        channel="mail",
    )
    desk.told(first, desk.before(minutes=34))
    second = desk.report(
        3,
        "Could the player remember the volume?",
        "It starts at full volume each time, which startles patients.",
        ago=timedelta(minutes=8),
        suggested=None,
        channel="mail",
    )
    desk.told(second, desk.before(minutes=7))
