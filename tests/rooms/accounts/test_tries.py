"""Tries are counted in a while of their own, whoever counts them, and forgotten after it."""

from datetime import timedelta

import pytest

from tests.rooms.at_once import at_once
from tests.times import NOON
from troth.domain.accounts.actions import ask_for_code, clear, count_try, forget_tries, tries
from troth.domain.accounts.models import CodeLetter, Try

WHILE = timedelta(minutes=5)


@pytest.mark.django_db
def test_a_while_begins_with_its_first_try_and_ends() -> None:
    assert [count_try("code", "Mara ", within=WHILE, at=NOON) for _ in range(2)] == [1, 2]
    assert tries("code", "mara", at=NOON + timedelta(minutes=4)) == 2
    assert tries("password", "mara", at=NOON) == 0
    assert count_try("code", "mara", within=WHILE, at=NOON + WHILE) == 1


@pytest.mark.django_db
def test_what_went_well_starts_anew() -> None:
    count_try("code", "mara", within=WHILE, at=NOON)
    forget_tries("code", "mara")

    assert tries("code", "mara", at=NOON) == 0


@pytest.mark.django_db
def test_nothing_is_kept_longer_than_it_counts() -> None:
    count_try("code", "mara", within=WHILE, at=NOON)
    ask_for_code("mara@acme.example", "BCDF-GHJK", at=NOON)
    clear(at=NOON + timedelta(minutes=4))
    assert (Try.objects.count(), CodeLetter.objects.count()) == (1, 1)

    clear(at=NOON + timedelta(minutes=10))
    assert (Try.objects.count(), CodeLetter.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_tries_made_at_once_are_all_counted() -> None:
    at_once(*[lambda: count_try("code", "mara", within=WHILE, at=NOON)] * 8)

    assert tries("code", "mara", at=NOON) == 8
