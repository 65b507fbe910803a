"""Whoever may no longer sign in is told to every process, whichever way it was decided."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from troth.domain.accounts.actions import DOUBTED
from troth.domain.accounts.models import User


@pytest.fixture
def ear(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection of another process, which listens."""
    params = connection.get_connection_params()
    where = {name: params[name] for name in ("host", "user", "dbname")}
    with psycopg.connect(**where, autocommit=True) as own:
        own.execute(f"LISTEN {DOUBTED}")
        yield own


def let_go(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def change_password(user: User) -> None:
    user.set_password("another one")
    user.save()


def delete(user: User) -> None:
    User.objects.filter(pk=user.pk).delete()


def go_away(user: User) -> None:
    User.objects.filter(pk=user.pk).update(zone="Europe/Riga", last_login=timezone.now())


@pytest.mark.parametrize(
    ("does", "told"), [(let_go, True), (change_password, True), (delete, True), (go_away, False)]
)
def test_it_is_told_at_once_and_nothing_else_is(
    ear: psycopg.Connection, does: Callable[[User], None], told: bool
) -> None:
    user = User.objects.create_user("ines@ivt.example", "Ines Duarte")
    pk = str(user.pk)
    does(user)

    heard = [one.payload for one in ear.notifies(timeout=0.5)]
    assert heard == ([pk] if told else [])
