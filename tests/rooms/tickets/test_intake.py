"""What becomes of a report, however little it says and whatever it answers."""

import pytest

from tests.rooms.conftest import Opens, kinds_of, last, sent
from tests.times import NOON, eastern
from troth.domain.customers.models import Person
from troth.domain.ledger.queries import contents
from troth.domain.refusal import Refused
from troth.domain.tickets.actions.intake import take_in
from troth.domain.tickets.models import Arrival, Ticket
from troth.domain.tickets.report import File, Report

LATER = eastern("2026-03-02 12:30")


def answer(ticket: Ticket, **said: object) -> Report:
    """Return a mail that answers our receipt."""
    values: dict[str, object] = {
        "channel": "mail",
        "key": "<two@acme.example>",
        "email": "mara@acme.example",
        "subject": "Re: something else",
        "text": "It is Chrome 139.",
        "references": (sent(ticket).message_id,),
        **said,
    }
    return Report(**values)  # type: ignore[arg-type]


def test_an_answer_to_our_mail_joins_its_ticket(ticket: Ticket) -> None:
    taken = take_in(answer(ticket), at=LATER)

    assert (taken.ticket.number, taken.opened, taken.fresh) == (ticket.number, False, True)
    assert kinds_of(ticket)[-1] == "message_in"


def test_the_same_answer_twice_is_one_message(ticket: Ticket) -> None:
    first = take_in(answer(ticket), at=LATER)
    again = take_in(answer(ticket), at=LATER)

    assert (again.fresh, again.position) == (False, first.position)
    assert kinds_of(ticket).count("message_in") == 1


def test_a_stranger_who_answers_our_mail_is_held(ticket: Ticket) -> None:
    taken = take_in(answer(ticket, email="eve@elsewhere.example"), at=LATER)

    assert taken.opened
    assert taken.ticket.number != ticket.number
    assert kinds_of(taken.ticket)[-1] == "held"
    assert "message_in" not in kinds_of(ticket)


def test_a_stranger_s_reference_does_not_lead_past_ours(opens: Opens) -> None:
    mine, other = opens(), opens(email="eve@elsewhere.example")
    refs = (sent(other).message_id, sent(mine).message_id)

    assert take_in(answer(mine, references=refs), at=LATER).ticket.number == mine.number


@pytest.mark.parametrize(
    "subject", ["Re: [{ref}] Nobody can log in", "AW: {low} again", "{ref}: more"]
)
def test_a_subject_that_quotes_the_number_joins_it(ticket: Ticket, subject: str) -> None:
    said = subject.format(ref=ticket.ref, low=ticket.ref.lower())
    taken = take_in(answer(ticket, references=(), subject=said, trust="verified"), at=LATER)

    assert taken.ticket.number == ticket.number


@pytest.mark.parametrize("subject", ["Re: XYZ-{n}", "Order {n}", "IVT-99999999", ""])
def test_another_number_in_a_subject_means_nothing(ticket: Ticket, subject: str) -> None:
    said = subject.format(n=ticket.number)

    assert take_in(answer(ticket, references=(), subject=said), at=LATER).opened


def test_an_auto_reply_is_kept_and_changes_nothing(ticket: Ticket) -> None:
    before = Ticket.objects.select_related("standing").get(pk=ticket.pk).standing.last_word_at
    take_in(answer(ticket, automatic=True), at=LATER)
    after = Ticket.objects.select_related("standing").get(pk=ticket.pk).standing

    assert kinds_of(ticket)[-1] == "message_in"
    assert after.last_word_at == before


def test_an_automatic_report_gets_no_receipt(opens: Opens) -> None:
    assert "message_out" not in kinds_of(opens(automatic=True))


def test_a_held_report_keeps_its_original_and_names_nobody(opens: Opens) -> None:
    raw = File("original.eml", "message/rfc822", "ab" * 32, 812)
    report = opens(held="Two senders are named.", raw=raw, email="eve@acme.example")

    assert report.reporter is None
    assert kinds_of(report) == ["reported", "terms_set", "held"]
    assert Arrival.objects.get(ticket=report).raw == raw.digest
    (body,) = contents(report.number).values()
    assert body["raw"]["digest"] == raw.digest
    assert Person.objects.count() == 0


def test_everything_said_is_kept_beside_the_fact(opens: Opens) -> None:
    file = File("log.txt", "text/plain", "cd" * 32, 12)
    ticket = opens(
        company="Acme", contract="C-1", specifications="Windows", html="<p>x", attachments=(file,)
    )
    body = contents(ticket.number)[last(ticket, "reported").fact.content]  # type: ignore[union-attr,index]

    assert (body["company"], body["contract"], body["specifications"]) == ("Acme", "C-1", "Windows")
    assert body["attachments"] == [
        {"name": "log.txt", "media_type": "text/plain", "digest": "cd" * 32, "size": 12}
    ]


def test_a_later_mail_does_not_rename_a_person(opens: Opens) -> None:
    opens(name="Mara Lind")
    opens(name="Somebody Else", zone="Europe/Riga")

    person = Person.objects.get()
    assert (person.name, person.zone) == ("Mara Lind", "Europe/Riga")


def test_an_address_is_one_person_s_whatever_its_case(opens: Opens) -> None:
    opens(email="Mara@Acme.Example")
    opens(email="mara@acme.example")

    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_without_a_policy_nothing_can_be_promised_so_nothing_is_taken_in() -> None:
    with pytest.raises(Refused, match="policy"):
        take_in(Report(channel="mail", key="k", email="a@b.example"), at=NOON)

    assert Ticket.objects.count() == Person.objects.count() == 0


def test_the_form_joins_no_ticket_whatever_its_subject_quotes(opens: Opens) -> None:
    first = opens()

    assert opens(channel="web", subject=f"Re: [{first.ref}]").number != first.number
