"""A message is in one pair of hands at a time, and a try that fell silent is counted as unsure."""

from datetime import timedelta

from tests.rooms.conftest import Opens, kinds_of, seen
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.ledger.queries import faults
from troth.domain.promises.queries import differences
from troth.domain.tickets.actions import conversation, delivery, trying
from troth.domain.tickets.models import Sending, Ticket

SOON = NOON + timedelta(seconds=5)
LATER = SOON + trying.LEASE


def test_what_one_has_in_hand_no_other_gets(opens: Opens) -> None:
    for _ in range(3):
        opens()

    mine, theirs = trying.take(limit=2, at=SOON), trying.take(limit=9, at=SOON)
    assert [len(mine), len(theirs)] == [2, 1]
    assert not {one.pk for one in mine} & {one.pk for one in theirs}
    assert trying.take(limit=9, at=SOON) == []


def test_what_a_person_wrote_goes_first(opens: Opens, ines: User) -> None:
    ticket = opens()
    for _ in range(3):
        opens()
    conversation.reply(ticket.number, text="We see it.", seen=seen(ticket), by=ines, at=SOON)

    first, *rest = trying.take(limit=9, at=SOON)
    assert (first.by_hand, first.ticket) == (True, ticket)
    assert [one.by_hand for one in rest] == [False] * 4


def test_a_try_that_nothing_was_heard_of_is_begun_anew_and_unsure(ticket: Ticket) -> None:
    [silent] = trying.take(limit=9, at=SOON)
    [again] = trying.take(limit=9, at=LATER)

    assert (silent.state, silent.begun, silent.unsure) == ("queued", 1, 0)
    assert (again.state, again.begun, again.unsure) == ("unknown", 2, 1)
    assert ticket == again.ticket


def test_whoever_fell_behind_has_no_say_any_more(ticket: Ticket) -> None:
    [silent] = trying.take(limit=9, at=SOON)
    [again] = trying.take(limit=9, at=LATER)
    trying.put_off(silent, "too late", unsure=False, at=LATER)
    trying.give_back([silent], at=LATER)
    trying.hold([silent], at=LATER + timedelta(days=1))

    kept = Sending.objects.get(ticket=ticket)
    assert (kept.next_try_at, kept.begun, kept.last_error) == (again.next_try_at, 2, "")


def test_what_is_held_stays_in_hand(ticket: Ticket) -> None:
    taken = trying.take(limit=9, at=SOON)
    trying.hold(taken, at=SOON + timedelta(seconds=20))

    assert trying.take(limit=9, at=LATER) == []
    assert taken[0].ticket == ticket


def test_what_is_given_back_was_never_begun(ticket: Ticket) -> None:
    trying.give_back(trying.take(limit=9, at=SOON), at=SOON)

    [again] = trying.take(limit=9, at=SOON)
    assert (again.state, again.begun, again.unsure) == ("queued", 1, 0)
    assert again.ticket == ticket


def test_each_failed_try_is_followed_later_than_the_one_before(ticket: Ticket) -> None:
    pauses, at = [], SOON
    for _ in range(3):
        [one] = trying.take(limit=9, at=at)
        trying.put_off(one, "greylisted", unsure=False, at=at)
        one.refresh_from_db()
        assert one.next_try_at is not None
        pauses.append((one.next_try_at - at).total_seconds())
        at = one.next_try_at

    assert pauses == [10, 20, 40]
    kept = Sending.objects.get(ticket=ticket)
    assert (kept.state, kept.attempts, kept.unsure) == ("queued", 3, 0)


def test_many_acceptances_are_recorded_at_once_each_at_its_own_time(
    opens: Opens, ines: User
) -> None:
    one, other = opens(), opens()
    conversation.reply(one.number, text="We see it.", seen=seen(one), by=ines, at=SOON)
    taken = [
        (sending.ticket_id, sending.position, SOON + timedelta(seconds=number))
        for number, sending in enumerate(Sending.objects.order_by("pk"))
    ]
    for _ in range(2):
        delivery.accepted_many(taken, at=LATER)

    assert kinds_of(one).count("message_accepted") == 2
    assert kinds_of(other).count("message_accepted") == 1
    rows = Sending.objects.order_by("pk").values_list("accepted_at", "next_try_at", "state")
    assert list(rows) == [(at, None, "accepted") for _, _, at in taken]
    assert list(differences()) == []
    assert list(faults()) == []


def test_a_clock_behind_ours_takes_no_message_before_it_was_written(ticket: Ticket) -> None:
    [sending] = trying.take(limit=9, at=SOON)
    early = NOON - timedelta(seconds=3)
    delivery.accepted_many([(ticket.number, sending.position, early)], at=early)

    assert Sending.objects.get(ticket=ticket).accepted_at == NOON
    assert list(differences()) == []
