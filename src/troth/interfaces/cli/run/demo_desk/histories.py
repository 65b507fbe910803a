"""What has happened on the demo desk: tickets at every stage, one function a history."""

from datetime import timedelta

from troth.domain.tickets.actions import (
    analysis,
    assigning,
    closing,
    conversation,
    resolving,
    triage,
)
from troth.domain.tickets.actions.assigning import Whose
from troth.interfaces.cli.run.demo_desk.desk import ANY, Desk
from troth.interfaces.cli.run.demo_desk.people import DAN, JOEL, MARA, PRIYA


def closed(desk: Desk) -> None:
    """Tell of a ticket that went as it should, from the report to the patch."""
    ticket = desk.report(
        MARA,
        "Captions lag behind the speaker",
        "In every recording since last week, captions come about four seconds late.",
        ago=timedelta(days=9),
        suggested="2",
        specifications="MediaPlatform 4.1, Chrome on Windows 11",
    )
    desk.told(ticket, desk.before(days=9))
    number, at = ticket.number, desk.before(days=9) + timedelta(minutes=20)
    triage.triage(number, severity="2", reason="", seen=ANY, by=desk.ines, at=at)
    at += timedelta(minutes=5)
    conversation.reply(
        number,
        text="Thank you, Mara. We see the same lag here and are looking for its cause.",
        seen=ANY,
        by=desk.ines,
        at=at,
    )
    at += timedelta(hours=1)
    analysis.record(
        number,
        confirmed="Captions lag by four seconds on recordings made with 4.1.",
        cause="The caption track starts at the first key frame, not at zero.",
        seen=ANY,
        by=desk.ines,
        at=at,
    )
    at += timedelta(hours=3)
    resolving.resolve(
        number,
        how="fix",
        text="Release 4.1.2 starts captions at zero; install it and recordings heal.",
        seen=ANY,
        by=desk.ines,
        at=at,
    )
    desk.told(ticket, at)
    desk.patch("4.1.2", "Captions lag on recordings made with 4.1", ticket, at)
    closing.close(
        number, reason="patch", patch="4.1.2", seen=ANY, by=desk.ines, at=at + timedelta(hours=1)
    )
    desk.told(ticket, at + timedelta(hours=1))


def waiting_for_an_update(desk: Desk) -> None:
    """Tell of a ticket of a team's that is worked on, whose next word has its time."""
    ticket = desk.report(
        PRIYA,
        "Live event drops to audio after ten minutes",
        "Three of our town halls fell back to audio. Viewers in Mumbai and London alike.",
        ago=timedelta(hours=5),
        suggested="1",
        specifications="MediaPlatform 4.2, two encoders, 1080p",
    )
    number, at = ticket.number, desk.before(hours=4, minutes=50)
    reason = "Viewers can go on by audio, so the platform is degraded and not down."
    triage.triage(number, severity="2", reason=reason, seen=ANY, by=desk.tomas, at=at)
    team = Whose("team", desk.media.pk)
    assigning.give(number, team, seen=ANY, by=desk.ines, at=at)
    assigning.assign(number, agent_id=desk.tomas.pk, seen=ANY, by=desk.tomas, at=at)
    conversation.reply(
        number,
        text="Priya, we have your encoder logs and see the video track stop. More by tomorrow.",
        seen=ANY,
        by=desk.tomas,
        at=at + timedelta(minutes=30),
    )
    conversation.note(
        number,
        text="The same signature as last spring: the encoder renews its lease after 600 s.",
        seen=ANY,
        by=desk.tomas,
        at=at + timedelta(minutes=42),
    )
    desk.told(ticket, at + timedelta(minutes=43))


def resolved(desk: Desk) -> None:
    """Tell of a question that was answered, and is yet to be closed."""
    ticket = desk.report(
        DAN,
        "How do we add a second language to a template?",
        "The Template Editor shows one language. Our nurses need Spanish as well.",
        ago=timedelta(days=1, hours=2),
        suggested="3",
    )
    number, at = ticket.number, desk.before(days=1)
    triage.triage(number, severity="3", reason="", seen=ANY, by=desk.ines, at=at)
    resolving.resolve(
        number,
        how="workaround",
        text="Duplicate the template and choose Spanish in its settings; viewers then pick one.",
        seen=ANY,
        by=desk.ines,
        at=at + timedelta(hours=2),
    )
    desk.told(ticket, at + timedelta(hours=2))


def broken(desk: Desk) -> None:
    """Tell of a report that nobody answered in time."""
    ticket = desk.report(
        JOEL,
        "Nobody on campus can sign in",
        "Since this morning every sign-in ends on a blank page. A lecture starts soon.",
        ago=timedelta(hours=2, minutes=25),
        suggested="1",
        specifications="MediaPlatform 4.2, single sign-on",
    )
    desk.told(ticket, desk.before(hours=2, minutes=24))


def untriaged(desk: Desk) -> None:
    """Tell of two mails that nobody has read yet."""
    first = desk.report(
        MARA,
        "One producer cannot open the editor",
        "Only Lars is affected. The page stays grey after he signs in.",
        ago=timedelta(minutes=35),
        suggested="2",
        channel="mail",
    )
    desk.told(first, desk.before(minutes=34))
    second = desk.report(
        DAN,
        "Could the player remember the volume?",
        "It starts at full volume each time, which startles patients.",
        ago=timedelta(minutes=8),
        suggested=None,
        channel="mail",
    )
    desk.told(second, desk.before(minutes=7))


TOLD = (closed, waiting_for_an_update, resolved, broken, untriaged)
