"""Many tickets are closed at once, each by the gate that one alone has to pass."""

from tests.rooms.conftest import Opens, kinds_of, last, seen, sent
from tests.times import NOON
from troth.core.facts.kinds import Closed
from troth.domain.accounts.models import User
from troth.domain.promises.queries import differences
from troth.domain.tickets.actions import conversation, delivery, resolving
from troth.domain.tickets.actions.bulk import Picked, close_each
from troth.domain.tickets.models import Ticket


def resolved(opens: Opens, by: User, *, heard: bool = True) -> Ticket:
    ticket = opens()
    resolving.resolve(ticket.number, how="fix", text="Do it.", seen=seen(ticket), by=by, at=NOON)
    if heard:
        delivery.accepted(ticket.number, sent(ticket).position, at=NOON)
    return ticket


def test_what_does_not_pass_the_gate_stays_open_and_is_told_why(opens: Opens, ines: User) -> None:
    good, other = resolved(opens, ines), resolved(opens, ines)
    unheard, bare = resolved(opens, ines, heard=False), opens()
    changed = resolved(opens, ines)
    looked = seen(changed)
    conversation.note(changed.number, text="Wait.", seen=looked, by=ines, at=NOON)
    picked = [Picked(one.number, seen(one)) for one in (good, other, unheard, bare)]

    outcome = close_each(
        [*picked, Picked(changed.number, looked)], reason="no_code_change", by=ines, at=NOON
    )

    assert sorted(outcome.done) == [good.number, other.number]
    why = dict(outcome.refused)
    assert "has not reached" in why[unheard.number]
    assert "resolution first" in why[bare.number]
    assert "changed since" in why[changed.number]
    assert last(good, "closed").fact == Closed("no_code_change")
    assert kinds_of(good)[-1] == "message_out"
    assert sent(good).to == "mara@acme.example"
    assert "closed" not in kinds_of(unheard)
    assert list(differences()) == []


def test_a_reason_that_needs_more_is_asked_of_each(opens: Opens, ines: User) -> None:
    ticket = resolved(opens, ines)
    outcome = close_each([Picked(ticket.number)], reason="patch", patch="4.2.1", by=ines, at=NOON)

    assert "No released patch is linked" in dict(outcome.refused)[ticket.number]
