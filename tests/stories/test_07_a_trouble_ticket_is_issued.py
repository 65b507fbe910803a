"""Every trouble reported becomes a trouble ticket, with a number people can say."""

from tests.stories.desk import Desk
from troth.domain.tickets.models import Ticket


def test_a_report_has_a_number_and_a_receipt_at_once(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00")

    assert ticket.ref.startswith("IVT-")
    assert ticket.number >= 10001
    assert desk.letters(ticket) == ["receipt"]
    assert desk.happened(ticket)[:2] == ["reported", "terms_set"]


def test_the_receipt_is_no_response(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")

    assert desk.promises(ticket, "2026-03-02 12:01") == ["response open"]


def test_two_troubles_are_two_tickets(desk: Desk) -> None:
    desk.report("2026-03-02 12:00", subject="Log-in")
    desk.report("2026-03-02 12:00", subject="Template")

    assert Ticket.objects.count() == 2


def test_a_trouble_of_no_words_at_all_is_a_ticket_too(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", subject="", text="")

    assert ticket.subject == "(no subject)"
    assert desk.owes(ticket).startswith("response by")
