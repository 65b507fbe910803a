"""The page of a ticket with 200 entries: what it reads, and the whole of it as the desk shows it.

python -m bench.ticket
"""

from datetime import timedelta

from bench import ground

ENTRIES, BAR = 200, 40


def main() -> None:
    """Measure and print."""
    with ground.desk():
        from troth.domain.tickets import pages

        number = grown()
        user = ground.agent()
        found = pages.page(user, number)
        assert found is not None
        print(f"load: a ticket of {len(found.lines)} entries, its customer with 20 others")
        ground.tell_time(
            "ticket page, what it reads", ground.took(lambda: pages.page(user, number)), BAR
        )
        show = ground.shown(f"/desk/tickets/{number}", user)
        ground.tell_time("ticket page, at the server", ground.took(show), BAR)


def grown() -> int:
    """Make the ticket: a conversation by mail, with notes, over a week; return its number."""
    from troth.domain.ledger.models import Chain
    from troth.domain.tickets.actions import conversation, delivery, triage
    from troth.domain.tickets.models import Sending

    at = ground.now() - timedelta(days=7)
    agent = ground.agent()
    for other in range(20):
        ground.opened(f"other-{other}", at=at)
    ticket = ground.opened("long", at=at)
    number = ticket.number

    def seen() -> int:
        return Chain.objects.get(pk=number).position

    triage.triage(number, severity="2", reason="", seen=seen(), by=agent, at=at)
    text = "We found a pool of connections that runs dry. " * 10
    while seen() < ENTRIES:
        at += timedelta(minutes=90)
        key = f"answer-{seen()}"
        conversation.customer_wrote(
            number, text=text, attachments=(), key=key, person_id=ticket.reporter_id, at=at
        )
        conversation.note(number, text=text, seen=seen(), by=agent, at=at)
        conversation.reply(number, text=text, seen=seen(), by=agent, at=at)
        for sending in Sending.objects.filter(ticket_id=number, state="queued"):
            delivery.accepted(number, sending.position, at=at + timedelta(minutes=1))
        at += timedelta(minutes=1)
    return number


if __name__ == "__main__":
    main()
