"""What was entered by mistake is undone by a fact that names it: what stood before stands again."""

from datetime import timedelta

import pytest

from tests.rooms.conftest import Opens, kinds_of, last, seen, sent
from tests.times import NOON, eastern
from troth.core.facts.kinds import Closed, ClosingUndone, Corrected, ReporterSet
from troth.domain.accounts.models import User
from troth.domain.ledger.queries import faults
from troth.domain.promises.models import Standing
from troth.domain.promises.queries import differences
from troth.domain.refusal import Refused
from troth.domain.tickets.actions import closing, conversation, correcting, delivery, resolving
from troth.domain.tickets.actions.withdrawing import withdraw
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.pages import customer_page
from troth.domain.tickets.participants import takes_part
from troth.interfaces.channels.mail.letters import letter_of

SOON = NOON + timedelta(minutes=5)
LATER = eastern("2026-03-04 10:00")


@pytest.fixture
def closed(ticket: Ticket, ines: User) -> Ticket:
    resolved(ticket, ines)
    closing.close(
        ticket.number,
        reason="not_our_component",
        component="the proxy",
        seen=seen(ticket),
        by=ines,
        at=SOON,
    )
    return ticket


def resolved(ticket: Ticket, by: User) -> int:
    """Tell the resolution, have it accepted, and return the position of its message."""
    resolving.resolve(
        ticket.number, how="fix", text="Install it.", seen=seen(ticket), by=by, at=NOON
    )
    position = sent(ticket).position
    delivery.accepted(ticket.number, position, at=NOON)
    return position


def stands(ticket: Ticket) -> Standing:
    return Standing.objects.get(pk=ticket.pk)


def test_the_reason_of_a_closing_is_put_right_and_the_ticket_stays_closed_since_then(
    closed: Ticket, ines: User
) -> None:
    wrong = last(closed, "closed").position
    correcting.correct_closing(
        closed.number, reason="no_code_change", seen=seen(closed), by=ines, at=LATER
    )

    assert last(closed, "closed").fact == Closed("no_code_change", instead_of=wrong)
    assert stands(closed).closed_at == SOON
    assert "without a change" in letter_of(sent(closed), at=LATER).text
    assert list(differences()) == []


def test_the_same_reason_again_or_one_that_lacks_something_is_refused(
    closed: Ticket, ines: User
) -> None:
    for reason, component, say in (
        ("not_our_component", "the proxy", "already"),
        ("not_our_component", " ", "component"),
        ("patch", "", "No released patch"),
    ):
        with pytest.raises(Refused, match=say):
            correcting.correct_closing(
                closed.number,
                reason=reason,
                component=component,
                seen=seen(closed),
                by=ines,
                at=LATER,
            )


def test_a_closing_by_mistake_is_undone_and_its_promises_stand_again(
    ticket: Ticket, ines: User
) -> None:
    resolved(ticket, ines)
    conversation.customer_wrote(
        ticket.number, text="Not yet.", attachments=(), key="k", person_id=None, at=NOON
    )
    owed = stands(ticket).next_due_at
    closing.close(ticket.number, reason="no_code_change", seen=seen(ticket), by=ines, at=SOON)
    assert stands(ticket).next_due_at is None

    with pytest.raises(Refused, match="what was wrong"):
        correcting.undo_closing(ticket.number, why=" ", seen=seen(ticket), by=ines, at=SOON)
    correcting.undo_closing(ticket.number, why="A slip.", seen=seen(ticket), by=ines, at=SOON)

    assert (stands(ticket).closed_at, stands(ticket).next_due_at) == (None, owed)
    assert "A slip." in letter_of(sent(ticket), at=SOON).text
    assert list(differences()) == []


def test_a_reason_put_right_and_then_undone_undoes_the_closing_itself(
    closed: Ticket, ines: User
) -> None:
    correcting.correct_closing(
        closed.number, reason="no_code_change", seen=seen(closed), by=ines, at=LATER
    )
    correcting.undo_closing(closed.number, why="Both wrong.", seen=seen(closed), by=ines, at=LATER)

    assert stands(closed).closed_at is None
    assert list(differences()) == []


def test_an_open_ticket_has_no_closing_to_correct(ticket: Ticket, ines: User) -> None:
    with pytest.raises(Refused, match="not closed"):
        correcting.undo_closing(ticket.number, why="?", seen=seen(ticket), by=ines, at=LATER)


def test_a_bounce_after_closing_opens_the_ticket_by_a_fact_of_its_own(
    closed: Ticket, ines: User
) -> None:
    message = next(
        one.position
        for one in Sending.objects.filter(ticket=closed, state="accepted").order_by("position")
    )
    delivery.bounced(closed.number, message, why="550 no such user", at=LATER)

    fact = last(closed, "closing_undone").fact
    closing_at = next(i + 1 for i, kind in enumerate(kinds_of(closed)) if kind == "closed")
    assert fact == ClosingUndone(closing_at, "returned", message)
    assert stands(closed).closed_at is None
    assert stands(closed).next_what == "response"
    assert list(differences()) == []
    with pytest.raises(Refused, match="has not reached"):
        closing.close(closed.number, reason="no_code_change", seen=seen(closed), by=ines, at=LATER)


def test_a_resolution_is_taken_back_before_it_left(ticket: Ticket, ines: User) -> None:
    undo = timedelta(seconds=10)
    resolving.resolve(
        ticket.number, how="fix", text="Do it.", seen=seen(ticket), by=ines, at=NOON, undo=undo
    )
    message, entry = sent(ticket).position, last(ticket, "resolved").position
    assert entry not in [one.entry.position for one in customer_page(ticket, at=NOON).lines]

    body = withdraw(ticket.number, message, by=ines, at=NOON + undo / 2)

    assert (body["text"], body["purpose"]) == ("Do it.", "resolution")
    assert last(ticket, "corrected").fact == Corrected(entry)
    assert stands(ticket).resolved is False
    assert entry not in [one.entry.position for one in customer_page(ticket, at=LATER).lines]
    with pytest.raises(Refused, match="resolution first"):
        closing.close(ticket.number, reason="no_code_change", seen=seen(ticket), by=ines, at=LATER)
    assert list(differences()) == []


def named(ticket: Ticket, by: User, email: str = "otto@beta.example", why: str = "A slip.") -> None:
    correcting.set_reporter(
        ticket.number, email=email, name="Otto", why=why, seen=seen(ticket), by=by, at=SOON
    )


def test_the_right_person_has_the_ticket_and_the_wrong_one_loses_sight_of_it(
    ticket: Ticket, ines: User
) -> None:
    wrong = ticket.reporter
    assert wrong is not None
    due = stands(ticket).next_due_at
    named(ticket, ines)

    ticket = Ticket.objects.get(pk=ticket.pk)
    fact = last(ticket, "reporter_set").fact
    assert isinstance(fact, ReporterSet)
    assert (fact.person, fact.instead_of) == (ticket.reporter_id, 1)
    assert not takes_part(ticket, wrong.pk)
    assert sent(ticket).to == "otto@beta.example"
    assert stands(ticket).next_due_at == due
    assert list(differences()) == []
    assert list(faults()) == []


def test_a_ticket_on_which_somebody_wrote_does_not_cross_to_another_customer(
    ticket: Ticket, ines: User
) -> None:
    conversation.reply(ticket.number, text="Hello.", seen=seen(ticket), by=ines, at=SOON)

    with pytest.raises(Refused, match="Another customer"):
        named(ticket, ines)


@pytest.mark.parametrize(
    ("email", "why", "say"),
    [
        ("mara@acme.example", "A slip.", "already"),
        ("ines@ivt.example", "A slip.", "one of us"),
        ("otto", "A slip.", "address"),
        ("otto@beta.example", " ", "what was wrong"),
    ],
)
def test_a_correction_that_corrects_nothing_is_refused(
    ticket: Ticket, ines: User, email: str, why: str, say: str
) -> None:
    with pytest.raises(Refused, match=say):
        named(ticket, ines, email, why)


def test_a_held_report_is_decided_and_not_corrected(opens: Opens, ines: User) -> None:
    held = opens(held="Nobody can tell.")

    with pytest.raises(Refused, match="held"):
        named(held, ines)
