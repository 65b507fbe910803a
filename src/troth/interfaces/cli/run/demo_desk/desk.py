"""Steps of the demo's history."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from troth.domain.accounts.models import Team, User
from troth.domain.defects.actions import announcing, linking, recording, telling
from troth.domain.tickets.actions import delivery, intake
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.report import File, Report
from troth.interfaces.channels.store import store
from troth.interfaces.cli.run.demo_desk.people import PEOPLE

ANY = 2**31  # a form that has seen everything


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

    def mail(self, who: int, subject: str, text: str, files: tuple[File, ...] = ()) -> Report:
        """Return a mail of one of the demo's people, whose sender is vouched for."""
        email, name, *_ = PEOPLE[who]
        domain = email.partition("@")[2]
        return Report(
            channel="mail",
            key=f"demo-{subject}-{len(text)}",
            email=email,
            name=name,
            subject=subject,
            text=text,
            attachments=files,
            trust="verified",
            why=f"mx.ivt.example says dmarc=pass for {domain}",
        )

    def file(self, name: str, media_type: str, whole: bytes) -> File:
        """Put a file into the store."""
        return File(name, media_type, *store().save(whole))

    def told(self, ticket: Ticket, at: datetime) -> None:
        """Record that the next hop took every message of a ticket."""
        for sending in Sending.objects.filter(ticket=ticket).exclude(state="accepted"):
            delivery.accepted(ticket.number, sending.position, at=at)

    def patch(self, version: str, title: str, ticket: Ticket, at: datetime) -> None:
        """Release a patch for a defect that a ticket came from."""
        defect = recording.enter(title=title, component="Captions", by=self.ines, at=at)
        linking.link(ticket.number, defect.pk, seen=ANY, by=self.ines, at=at)
        patch, _ = announcing.release(
            version, fixes=[defect.pk], released_on=at.date(), by="shell", at=at
        )
        while telling.tell_some(patch.announcement.pk, at=at):
            pass
