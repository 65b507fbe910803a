"""Put every hostile mail on the desk that TROTH_HOME names; print where each can be looked at.

A family shares a ticket, as the words of one conversation. Whatever is held,
and whatever is long, has one of its own; what is long is looked at on the desk alone.
"""

import json
import os
import sys
from itertools import groupby

LONG = 50_000


def main() -> None:
    """Accept and read the mails as the desk does; print {address: what its page must say}."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "troth.project.settings")
    import django

    django.setup()
    from django.db import transaction

    from tests.hostile.everything import everything
    from tests.hostile.family import Hostile
    from troth.domain.tickets.actions import intake
    from troth.domain.tickets.models import Ticket
    from troth.domain.tickets.participants import token_for
    from troth.domain.tickets.report import File
    from troth.interfaces.channels.mail.accepting import Envelope, accept
    from troth.interfaces.channels.mail.intake import settle
    from troth.interfaces.channels.mail.parse import report_of
    from troth.interfaces.channels.store import store
    from troth.interfaces.now import now

    places: dict[str, list[str]] = {}

    def place(ticket: Ticket, hostile: Hostile) -> None:
        said = hostile.kept if hostile.held is None else ""
        places.setdefault(f"/desk/tickets/{ticket.number}", []).append(said)
        if ticket.reporter_id and len(hostile.raw) <= LONG:
            places.setdefault(f"/t/{token_for(ticket)}", []).append(said)

    def alone(hostile: Hostile) -> Ticket:
        ticket = settle(accept(hostile.raw, Envelope("pipe"))).ticket
        assert ticket is not None
        place(ticket, hostile)
        return ticket

    for _, family in groupby(everything(), lambda one: one.name.partition(",")[0]):
        shared: Ticket | None = None
        for hostile in family:
            if hostile.held is not None or len(hostile.raw) > LONG:
                alone(hostile)
            elif shared is None:
                shared = alone(hostile)
            else:
                original = File("original.eml", "message/rfc822", *store().save(hostile.raw))
                with transaction.atomic():
                    report = report_of(original, store())
                    intake.hear(shared, report, shared.reporter, at=now())
                place(shared, hostile)
    sys.stdout.write(json.dumps(places))


if __name__ == "__main__":
    main()
