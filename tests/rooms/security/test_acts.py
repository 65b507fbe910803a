"""What was done about somebody's sign-in stays written, and sessions end with their person."""

from collections.abc import Callable, Iterator
from functools import partial

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from tests.rooms.at_once import at_once
from tests.rooms.security.kept import session_of
from tests.times import NOON
from troth.domain.accounts.actions import DOUBTED
from troth.domain.accounts.models import User
from troth.domain.refusal import Refused
from troth.domain.security import factors, passwords, sessions
from troth.domain.security.acts import By, record
from troth.domain.security.models import Act, Device, Session
from troth.domain.security.queries import ref_of
from troth.domain.security.rules import KINDS, NOT_TOLD, code_at, step_of
from troth.interfaces.channels.mail.acts import told

SHELL = By("shell:root")


@pytest.mark.parametrize(
    "order",
    ["UPDATE security_act SET by = ''", "DELETE FROM security_act", "TRUNCATE security_act"],
)
def test_an_act_is_never_changed_and_never_lost(ines: User, order: str) -> None:
    record("password_changed", ines, by=SHELL, at=NOON)

    with (
        pytest.raises(IntegrityError, match="only ever appended"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(order)


def test_every_act_that_is_mailed_has_words(ines: User) -> None:
    for kind in set(KINDS) - NOT_TOLD:
        assert all(told(kind)), kind


def test_an_act_is_told_by_mail_and_some_are_only_written(
    ines: User, asked: Callable[[], list[tuple[str, dict[str, int]]]]
) -> None:
    act = record("password_changed", ines, by=SHELL, at=NOON)
    record("unlocked", ines, by=SHELL, at=NOON)

    assert asked() == [("mail.security", {"act": act.pk})]


def test_an_unknown_kind_is_a_fault_of_ours(ines: User) -> None:
    with pytest.raises(ValueError, match="bored"):
        record("bored", ines, by=SHELL, at=NOON)


def test_whoever_is_let_go_loses_sessions_and_devices(ines: User) -> None:
    session_of(ines)
    sessions.arrive(ines, "word", by=SHELL, at=NOON)
    User.objects.filter(pk=ines.pk).update(is_active=False)

    assert (Session.objects.count(), Device.objects.count()) == (0, 0)


def test_a_session_is_ended_by_its_owner_alone(ines: User) -> None:
    tomas = User.objects.create_user("tomas@ivt.example", "Tomas")
    key = session_of(ines)
    with pytest.raises(Refused, match="ended already"):
        sessions.end(tomas, ref_of(key), by=SHELL, at=NOON)
    assert Session.objects.filter(pk=key).exists()

    sessions.end(ines, ref_of(key), by=SHELL, at=NOON)
    assert not Session.objects.filter(pk=key).exists()


def test_a_new_password_ends_every_other_session_and_forgets_browsers(ines: User) -> None:
    here, there = session_of(ines), session_of(ines)
    sessions.arrive(ines, "word", by=SHELL, at=NOON)
    passwords.change(ines, "a long enough phrase", keep=here, by=SHELL, at=NOON)

    assert list(Session.objects.values_list("pk", flat=True)) == [here]
    assert there not in Session.objects.values_list("pk", flat=True)
    assert not sessions.is_known(ines.email, "word")


def test_a_known_browser_is_no_news_and_a_strange_one_is(ines: User) -> None:
    sessions.arrive(ines, "laptop", by=SHELL, at=NOON)  # the first of all
    sessions.arrive(ines, "laptop", by=SHELL, at=NOON)
    assert not Act.objects.exists()

    sessions.arrive(ines, "phone", by=SHELL, at=NOON)
    assert [act.kind for act in Act.objects.all()] == ["signed_in"]


def test_recovery_codes_count_once_and_are_kept_as_digests(ines: User) -> None:
    codes = enrolled(ines)
    assert len({*codes}) == 10

    assert factors.recover(ines, codes[0].upper().replace(" ", "-"), by=SHELL, at=NOON)
    assert not factors.recover(ines, codes[0], by=SHELL, at=NOON)
    assert not factors.recover(ines, "", by=SHELL, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(r::text, ' ') FROM security_recoverycode r")
        assert codes[1].replace(" ", "") not in cursor.fetchone()[0]


def test_new_recovery_codes_take_the_place_of_the_old(ines: User) -> None:
    (old, *_) = enrolled(ines)
    (new, *_) = factors.renew_recovery(ines, by=SHELL, at=NOON)

    assert not factors.recover(ines, old, by=SHELL, at=NOON)
    assert factors.recover(ines, new, by=SHELL, at=NOON)


def enrolled(user: User) -> list[str]:
    salt = factors.new_salt()
    code = code_at(factors.secret_from(salt), step_of(NOON))
    return factors.enrol(user, salt, code, keep=None, by=SHELL, at=NOON, clock=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_alone_chooses_a_password_by_a_link() -> None:
    user = User.objects.create_user("ines@ivt.example", "Ines Duarte")
    word = passwords.make_link(user, at=NOON)

    def choose(n: int) -> str:
        passwords.choose(word, f"a long enough phrase {n}", source="", browser="", at=NOON)
        return "chosen"

    found = at_once(*[partial(choose, n) for n in range(4)])
    assert [type(one) for one in found if one != "chosen"] == [Refused] * 3


@pytest.fixture
def ear(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection of another process, which listens."""
    params = connection.get_connection_params()
    where = {name: params[name] for name in ("host", "user", "dbname")}
    with psycopg.connect(**where, autocommit=True) as own:
        own.execute(f"LISTEN {DOUBTED}")
        yield own


def test_a_session_that_ends_is_told_to_every_process(ear: psycopg.Connection) -> None:
    user = User.objects.create_user("ines@ivt.example", "Ines Duarte")
    sessions.end(user, ref_of(session_of(user)), by=SHELL, at=NOON)

    assert [one.payload for one in ear.notifies(timeout=0.5)] == [str(user.pk)]
