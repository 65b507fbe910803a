"""Make a ticket of many entries on the desk that TROTH_HOME names, and print its number."""

import os
import sys
from datetime import timedelta

ENTRIES = 120
MAIL = "Here it is:\n[cid:shot.png@01DB]\n\n-- \nMara Lind\nAcme Media\n"


def main() -> None:
    """Grow the ticket: a report by mail with a picture, then a conversation with notes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "troth.project.settings")
    import django

    django.setup()
    from tests.interfaces.channels.web.bytes_of import png
    from troth.domain.accounts.models import User
    from troth.domain.ledger.models import Chain
    from troth.domain.tickets.actions import assigning, conversation, intake, triage
    from troth.domain.tickets.report import File, Report
    from troth.interfaces.channels.store import store
    from troth.interfaces.now import now

    at = now() - timedelta(days=2)
    ines, tomas = User.objects.order_by("pk")[:2]
    shot = File("shot.png", "image/png", *store().save(png()))
    report = Report(
        channel="mail",
        key="long",
        email="mara@long.example",
        name="Mara Lind",
        subject="A long story",
        text=MAIL,
        suggested="3",
        attachments=(shot,),
    )
    ticket = intake.take_in(report, at=at).ticket
    number = ticket.number

    def seen() -> int:
        return Chain.objects.get(pk=number).position

    triage.triage(number, severity="3", reason="", seen=seen(), by=tomas, at=at)
    assigning.assign(number, agent_id=ines.pk, seen=seen(), by=tomas, at=at)
    while seen() < ENTRIES:
        at += timedelta(minutes=20)
        conversation.customer_wrote(
            number,
            text=f"Word {seen()}",
            attachments=(),
            key=f"long-{seen()}",
            person_id=ticket.reporter_id,
            at=at,
        )
        conversation.note(number, text=f"Note {seen()}", seen=seen(), by=tomas, at=at)
    sys.stdout.write(str(number))


if __name__ == "__main__":
    main()
