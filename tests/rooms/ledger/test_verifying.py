"""What somebody changes behind the desk's back shows when the ledger is verified."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.rooms.conftest import Opens, seen
from tests.rooms.ledger.tampering import run, unguarded
from tests.times import NOON, eastern
from troth.domain.accounts.models import User
from troth.domain.ledger.actions import anchor
from troth.domain.ledger.models import Anchor, Chain, Content, Entry
from troth.domain.ledger.queries import contents, faults
from troth.domain.tickets.actions import conversation
from troth.domain.tickets.models import Ticket

Tamper = Callable[[int], int]


@pytest.fixture
def noted(ticket: Ticket, ines: User) -> Ticket:
    """A ticket with four entries: reported, terms, receipt, note."""
    conversation.note(ticket.number, text="Seen.", seen=seen(ticket), by=ines, at=NOON)
    return ticket


def of(number: int, position: int) -> str:
    return f"chain_id = {number} AND position = {position}"


def forge_last(number: int) -> int:
    """Rewrite the last entry with a digest that fits it, but not the tail its ticket names."""
    return run(f"UPDATE ledger_entry SET digest = sha256('forged') WHERE {of(number, 4)}")


CHANGES: dict[str, tuple[Tamper, str]] = {
    "a fact": (
        lambda n: run(f"""UPDATE ledger_entry SET facts = '{{"edition": 99}}' WHERE {of(n, 2)}"""),
        "changed after it was written",
    ),
    "who did it": (
        lambda n: run(f"UPDATE ledger_entry SET by = 'agent:99' WHERE {of(n, 4)}"),
        "changed after it was written",
    ),
    "when it happened": (
        lambda n: run(f"UPDATE ledger_entry SET at = at - interval '1 second' WHERE {of(n, 1)}"),
        "changed after it was written",
    ),
    "an entry taken out": (
        lambda n: run(f"DELETE FROM ledger_entry WHERE {of(n, 2)}"),
        "does not follow the entry before it",
    ),
    "the end cut off": (
        lambda n: run(f"DELETE FROM ledger_entry WHERE {of(n, 4)}"),
        "entries are missing at its end",
    ),
    "a digest": (forge_last, "was changed after it was written"),
    "the tail a ticket names": (
        lambda n: run(f"UPDATE ledger_chain SET tail = sha256('forged') WHERE id = {n}"),
        "is not the tail its ticket names",
    ),
    "a content": (
        lambda n: run(
            f"""UPDATE ledger_content SET body = '{{"text": "Never."}}' WHERE chain_id = {n}"""
        ),
        "a content was changed",
    ),
}


def test_what_nobody_touched_verifies(noted: Ticket) -> None:
    assert list(faults()) == []


@pytest.mark.parametrize("what", list(CHANGES))
def test_tampering_is_found(noted: Ticket, what: str) -> None:
    tamper, said = CHANGES[what]
    with unguarded():
        assert tamper(noted.number)

    found = list(faults())
    assert any(said in fault for fault in found), found
    assert all(str(noted.number) in fault for fault in found)


def test_a_chain_rewritten_from_its_start_shows_in_the_day_s_anchor(noted: Ticket) -> None:
    anchor(eastern("2026-03-04 09:00"))
    with unguarded():
        run(f"DELETE FROM ledger_entry WHERE {of(noted.number, 4)}")
        run(
            "UPDATE ledger_chain SET position = 3, tail ="
            " (SELECT digest FROM ledger_entry WHERE chain_id = %s AND position = 3) WHERE id = %s",
            noted.number,
            noted.number,
        )

    assert list(faults()) == [
        "2026-03-02: the entries of that day are not those that were anchored"
    ]


def test_each_finished_day_with_entries_is_anchored_once(opens: Opens) -> None:
    opens(at=eastern("2026-03-02 12:00"))
    opens(at=eastern("2026-03-02 13:00"))
    opens(at=eastern("2026-03-04 12:00"))

    assert anchor(eastern("2026-03-02 18:00")) == []  # the UTC day goes on
    assert anchor(eastern("2026-03-02 19:05")) == []  # and somebody may still be committing
    assert [(one.day, one.chains) for one in anchor(eastern("2026-03-02 19:10"))] == [
        (date(2026, 3, 2), 2)
    ]
    assert [one.day for one in anchor(eastern("2026-03-06 12:00"))] == [date(2026, 3, 4)]
    assert anchor(eastern("2026-03-06 12:00")) == []
    assert Anchor.objects.count() == 2
    assert list(faults()) == []


def test_anchors_stay_true_while_their_tickets_go_on(noted: Ticket, ines: User) -> None:
    anchor(eastern("2026-03-03 09:00"))
    conversation.note(
        noted.number, text="More.", seen=seen(noted), by=ines, at=eastern("2026-03-03 10:00")
    )

    assert list(faults()) == []


def test_erased_content_leaves_the_chain_verifying(noted: Ticket) -> None:
    before = Entry.objects.count()
    assert len(contents(noted.number)) == 3
    Content.objects.filter(chain_id=noted.number).delete()

    assert contents(noted.number) == {}
    assert list(faults()) == []
    assert Entry.objects.count() == before


def test_the_same_words_are_never_named_alike(opens: Opens) -> None:
    one, two = opens(text="It hangs."), opens(text="It hangs.")

    assert not set(contents(one.number)) & set(contents(two.number))
    assert Chain.objects.count() == 2
    assert "hangs" not in str(list(Entry.objects.values_list("facts", flat=True)))
