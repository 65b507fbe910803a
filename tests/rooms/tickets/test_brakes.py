"""The desk stops answering a loop by itself, says so, and loses nothing."""

from datetime import datetime, timedelta

import pytest

from tests.rooms.conftest import Opens, kinds_of, sent
from tests.times import NOON
from troth.domain.tickets import brakes, braking
from troth.domain.tickets.actions.intake import TakenIn, take_in
from troth.domain.tickets.brakes import Receipts, brake_on_receipts
from troth.domain.tickets.models import Acknowledgement, Loop, Sending, Ticket
from troth.domain.tickets.report import Report

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("lately", "brake"),
    [
        (Receipts(0, 0, 0), ""),
        (Receipts(brakes.TO_ONE_AN_HOUR - 1, brakes.TO_ONE_A_DAY - 1, 100), ""),
        (Receipts(brakes.TO_ONE_AN_HOUR, 10, 10), "receipts to one address"),
        (Receipts(0, brakes.TO_ONE_A_DAY, 10), "receipts to one address"),
        (Receipts(0, 0, brakes.OF_DESK_AN_HOUR), "receipts of the desk"),
    ],
)
def test_which_brake_stops_a_receipt(lately: Receipts, brake: str) -> None:
    assert brake_on_receipts(lately) == brake


def reports(number: int, at: datetime, email: str = "loop@acme.example") -> TakenIn:
    key, subject = f"{email} {number} {at}", f"Number {number}"
    return take_in(Report(channel="mail", key=key, email=email, subject=subject), at=at)


def test_words_after_a_plus_sign_are_the_same_mailbox(policy: None) -> None:
    for number in range(13):
        reports(number, NOON + number * SECOND, f"loop+{number}@acme.example")

    assert Sending.objects.count() == brakes.TO_ONE_AN_HOUR


def test_so_many_receipts_an_hour_and_then_tickets_without_one(policy: None) -> None:
    taken = [reports(number, NOON + number * SECOND) for number in range(13)]

    assert Ticket.objects.count() == 13
    assert Sending.objects.count() == brakes.TO_ONE_AN_HOUR
    assert [one.brake for one in taken[-4:]] == ["", *["receipts to one address"] * 3]
    loop = Loop.objects.get()
    assert (loop.brake, loop.whom, loop.count) == (
        "receipts to one address",
        "loop@acme.example",
        3,
    )


def test_others_are_answered_meanwhile_and_everybody_later(policy: None) -> None:
    for number in range(12):
        reports(number, NOON)

    assert reports(1, NOON, "mara@acme.example").brake == ""
    assert reports(99, NOON + timedelta(minutes=61)).brake == ""


def test_receipts_of_the_whole_desk_are_counted_by_their_numbers(policy: None) -> None:
    Acknowledgement.objects.bulk_create(
        Acknowledgement(address=f"{number}@acme.example", at=NOON - timedelta(minutes=1))
        for number in range(brakes.OF_DESK_AN_HOUR)
    )

    assert braking.lately("new@acme.example", NOON).of_desk_an_hour >= brakes.OF_DESK_AN_HOUR
    assert reports(1, NOON).brake == "receipts of the desk"
    assert reports(2, NOON + timedelta(minutes=60)).brake == ""


def test_a_sender_who_writes_faster_than_people_changes_nothing_more(ticket: Ticket) -> None:
    ref = (sent(ticket).message_id,)
    said = {"email": "mara@acme.example", "references": ref, "text": "x"}
    at = NOON + timedelta(minutes=5)
    taken = [
        take_in(Report(channel="mail", key=f"k{number}", **said), at=at + number * SECOND)  # type: ignore[arg-type]
        for number in range(brakes.ON_TICKET_AN_HOUR + 2)
    ]

    assert kinds_of(ticket).count("message_in") == brakes.ON_TICKET_AN_HOUR + 2
    assert [one.brake for one in taken[-3:]] == ["", "mails to one ticket", "mails to one ticket"]
    assert Loop.objects.get().whom == ticket.ref


def test_a_ticket_is_acknowledged_once_however_often_its_sender_writes(ticket: Ticket) -> None:
    said = {"email": "mara@acme.example", "references": (sent(ticket).message_id,)}
    for number in range(5):
        take_in(Report(channel="mail", key=f"k{number}", **said), at=NOON)  # type: ignore[arg-type]

    assert Sending.objects.filter(ticket=ticket).count() == 1


def test_a_loop_that_comes_again_after_days_is_a_new_one(policy: None) -> None:
    braking.stopped("our own mail", "x@y.example", NOON)
    braking.stopped("our own mail", "x@y.example", NOON + SECOND)
    braking.stopped("our own mail", "x@y.example", NOON + timedelta(days=2))

    loop = Loop.objects.get()
    assert (loop.count, loop.since) == (1, NOON + timedelta(days=2))


def test_receipts_are_forgotten_after_a_day(opens: Opens) -> None:
    opens()
    braking.forget(NOON + timedelta(days=2))

    assert Acknowledgement.objects.count() == 0
