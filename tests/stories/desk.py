"""The desk as the stories tell it: people doing things at times on New York clocks."""

from typing import Any
from zoneinfo import ZoneInfo

from tests.rooms.conftest import kinds_of, last, seen, sent
from tests.times import eastern
from troth.core.policy.edition import Edition
from troth.core.promises.promise import status
from troth.domain.accounts.models import User
from troth.domain.contracts import queries as contracts
from troth.domain.defects.actions import announcing, linking, recording, telling
from troth.domain.defects.models import Defect, Patch
from troth.domain.ledger.queries import entries
from troth.domain.promises.story import EDITIONS
from troth.domain.promises.watch import settle_due
from troth.domain.tickets import pages
from troth.domain.tickets.actions import (
    analysis,
    closing,
    conversation,
    deciding,
    delivery,
    holds,
    intake,
    resolving,
    triage,
    waiting,
)
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.report import Report

ZONE = ZoneInfo("America/New_York")
MARA = {"email": "mara@acme.example", "name": "Mara Lind", "company": "Acme"}


class Desk:
    """A desk that runs the founding policy, with one agent. Times are "2026-03-02 12:00"."""

    def __init__(self, agent: User) -> None:
        self.agent = agent

    # What customers do.

    def report(self, when: str, **said: Any) -> Ticket:
        """Take in a report by mail, or by `channel`, from Mara unless said otherwise.

        A mail comes as by a border that vouches for its sender's domain.
        """
        number = Ticket.objects.count()
        report = {
            "channel": "mail",
            "key": f"report {number} of {when}",
            "subject": "Nobody can log in",
            "trust": "verified",
            "text": "All our people see a blank page since this morning.",
            **MARA,
            **said,
        }
        return intake.take_in(Report(**report), at=eastern(when)).ticket

    def writes_again(self, ticket: Ticket, when: str, text: str = "It is back.") -> None:
        conversation.customer_wrote(
            ticket.number,
            text=text,
            attachments=(),
            key=f"word of {when}",
            person_id=ticket.reporter_id,
            at=eastern(when),
        )

    # What staff do.

    def triages(self, ticket: Ticket, when: str, severity: str, reason: str = "") -> None:
        triage.triage(ticket.number, severity=severity, reason=reason, **self._form(ticket, when))

    def replies(self, ticket: Ticket, when: str, text: str = "We look into it.") -> None:
        """Reply, and have the next hop accept the mail at once."""
        conversation.reply(ticket.number, text=text, **self._form(ticket, when))
        self._delivered(ticket, when)

    def notes(self, ticket: Ticket, when: str, text: str = "Ask Otis.") -> None:
        conversation.note(ticket.number, text=text, **self._form(ticket, when))

    def speaks(self, ticket: Ticket, when: str, ended: str | None = None) -> None:
        """Record a talk on the phone that ended just now, or at `ended`."""
        conversation.log_call(
            ticket.number,
            text="We went through it together.",
            ended_at=eastern(ended or when),
            **self._form(ticket, when),
        )

    def analyses(self, ticket: Ticket, when: str, confirmed: str, cause: str) -> None:
        analysis.record(ticket.number, confirmed=confirmed, cause=cause, **self._form(ticket, when))

    def resolves(self, ticket: Ticket, when: str, how: str = "fix", text: str = "Do this.") -> None:
        """Tell the customer the resolution, and have the next hop accept the mail at once."""
        resolving.resolve(ticket.number, how=how, text=text, **self._form(ticket, when))
        self._delivered(ticket, when)

    def closes(self, ticket: Ticket, when: str, reason: str, **more: Any) -> None:
        closing.close(ticket.number, reason=reason, **more, **self._form(ticket, when))

    def enters_defect(self, when: str, title: str = "Captions lag") -> Defect:
        return recording.enter(title=title, by=self.agent, at=eastern(when))

    def links(self, ticket: Ticket, when: str, defect: Defect) -> None:
        linking.link(ticket.number, defect.pk, **self._form(ticket, when))

    def releases(self, when: str, version: str, *defects: Defect, **said: Any) -> Patch:
        """Release a patch, and have the worker announce it to every ticket of its defects."""
        at, fixes = eastern(when), [one.pk for one in defects]
        patch, _ = announcing.release(
            version, fixes=fixes, released_on=at.date(), by="shell", at=at, **said
        )
        while telling.tell_some(patch.announcement.pk, at=at):
            pass
        return patch

    def lets_wait(self, ticket: Ticket, when: str, reason: str, what: str = "") -> None:
        waiting.wait(ticket.number, reason=reason, what=what, **self._form(ticket, when))

    def reopens(self, ticket: Ticket, when: str) -> None:
        deciding.reopen(ticket.number, **self._form(ticket, when))

    def takes_as_thanks(self, ticket: Ticket, when: str) -> None:
        deciding.take_as_thanks(ticket.number, **self._form(ticket, when))

    def puts_with(self, ticket: Ticket, other: Ticket, when: str) -> None:
        deciding.move_to(ticket.number, other.number, **self._form(ticket, when))

    def issues_new(self, ticket: Ticket, when: str) -> Ticket:
        return deciding.issue_new(ticket.number, **self._form(ticket, when))

    def accepts(self, ticket: Ticket, when: str) -> None:
        holds.accept(
            ticket.number,
            name="Mara Lind",
            email="mara@acme.example",
            subject="Nobody can log in",
            text="A blank page.",
            **self._form(ticket, when),
        )

    def accepts_as(self, ticket: Ticket, when: str, **said: Any) -> None:
        """Accept a held report as the form says: `email`, `how`, `contract`, `why`."""
        form = {"name": "", "subject": "", "text": "", **said, **self._form(ticket, when)}
        holds.accept(ticket.number, **form)

    def declines(self, ticket: Ticket, when: str, reason: str, answer: str = "") -> None:
        form = self._form(ticket, when)
        holds.decline(ticket.number, reason=reason, answer=answer, **form)

    def bounces(self, ticket: Ticket, when: str) -> None:
        """Have the newest message come back as undeliverable."""
        delivery.bounced(ticket.number, sent(ticket).position, why="no such user", at=eastern(when))

    def watch(self, when: str) -> None:
        """Let the watch look, as it does twice a second."""
        while settle_due(eastern(when)):
            pass

    # What can be seen.

    def owes(self, ticket: Ticket) -> str:
        """Return what is due next, such as "response by 2026-03-02 16:00"; empty if nothing is."""
        standing = self.stands(ticket).standing
        if standing.next_due_at is None:
            return ""
        return f"{standing.next_what} by {standing.next_due_at.astimezone(ZONE):%Y-%m-%d %H:%M}"

    def promises(self, ticket: Ticket, when: str) -> list[str]:
        """Return how each promise stands at a time, such as "response kept"."""
        page = pages.page(self.agent, ticket.number)
        assert page is not None
        return [f"{one.what} {status(one, eastern(when))}" for one in page.promises]

    def stands(self, ticket: Ticket) -> Ticket:
        return Ticket.objects.select_related("standing").get(pk=ticket.pk)

    def letters(self, ticket: Ticket) -> list[str]:
        """Return the purposes of what was written to the customer, in order."""
        page = pages.page(self.agent, ticket.number)
        assert page is not None
        return [
            line.content["purpose"]
            for line in page.lines
            if line.entry.fact.kind == "message_out" and line.content
        ]

    def happened(self, ticket: Ticket) -> list[str]:
        return kinds_of(ticket)

    def newest(self, ticket: Ticket, kind: str) -> Any:
        """Return the newest fact of a kind."""
        return last(ticket, kind).fact

    def edition(self, when: str) -> Edition:
        edition_id, _ = contracts.current(eastern(when))
        return EDITIONS[edition_id]

    def _form(self, ticket: Ticket, when: str) -> dict[str, Any]:
        return {"seen": seen(ticket), "by": self.agent, "at": eastern(when)}

    def _delivered(self, ticket: Ticket, when: str) -> None:
        position = [
            entry.position for entry in entries(ticket.number) if entry.fact.kind == "message_out"
        ][-1]
        delivery.accepted(ticket.number, position, at=eastern(when))
