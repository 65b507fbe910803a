"""Notices are found in the ledger, once, whoever reads it and however often."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection, transaction

from tests.rooms.conftest import Opens, seen
from tests.rooms.contracts.agreed import checks
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.ledger.queries import entries
from troth.domain.notices import actions, queries
from troth.domain.notices.models import Bookmark, Notice
from troth.domain.promises.watch import settle_due
from troth.domain.tickets.actions import assigning, conversation
from troth.domain.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def tomas(db: None) -> User:
    return User.objects.create_user("tomas@ivt.example", "Tomas Reyl")


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(agent=user).order_by("id").values_list("kind", flat=True))


def note(ticket: Ticket, text: str, by: User) -> None:
    conversation.note(ticket.number, text=text, seen=seen(ticket), by=by, at=NOON)


def test_who_is_called_in_a_note_is_told_and_the_writer_is_not(
    ticket: Ticket, ines: User, tomas: User
) -> None:
    note(ticket, "@Tomas, have you seen this? @Ines has not. Ask mara@acme.example.", ines)

    actions.find(NOON)

    assert told(tomas) == ["mentioned"]
    assert told(ines) == []
    assert entries(ticket.number)[-1].fact.mentions == (tomas.pk, ines.pk)  # type: ignore[union-attr]


def test_an_agent_is_told_of_what_becomes_theirs_and_of_the_customers_word(
    ticket: Ticket, ines: User, tomas: User
) -> None:
    assigning.assign(ticket.number, agent_id=tomas.pk, seen=seen(ticket), by=ines, at=NOON)
    conversation.customer_wrote(
        ticket.number, text="Still down.", attachments=(), key="w1", person_id=None, at=NOON
    )

    actions.find(NOON)

    assert told(tomas) == ["assigned", "customer wrote"]
    assert [one.said for one in queries.newest(tomas)] == ["Still down.", ""]
    assert [one.who for one in queries.newest(tomas)] == ["", "Ines Duarte"]


def test_a_broken_promise_on_nobodys_ticket_tells_everybody(
    opens: Opens, ines: User, tomas: User
) -> None:
    opens(suggested="1")
    late = NOON + timedelta(hours=3)
    settle_due(late)

    actions.find(late)

    assert told(ines) == told(tomas) == ["nobody's promise broken"]


def test_reading_again_tells_nothing_twice(ticket: Ticket, ines: User, tomas: User) -> None:
    note(ticket, "@Tomas", ines)
    actions.find(NOON)
    Bookmark.objects.update(upto=0, seen=0, fence=0)  # as after a restored backup

    actions.find(NOON)

    assert told(tomas) == ["mentioned"]


def test_a_reader_that_falls_leaves_the_news_to_the_next(
    ticket: Ticket, ines: User, tomas: User
) -> None:
    note(ticket, "@Tomas", ines)

    with transaction.atomic():
        actions.find(NOON)
        transaction.set_rollback(True)  # killed before the commit
    assert told(tomas) == []

    actions.find(NOON)
    assert told(tomas) == ["mentioned"]


def test_nothing_new_writes_nothing(ticket: Ticket, ines: User) -> None:
    actions.find(NOON)
    actions.find(NOON)
    before = Bookmark.objects.values().get()

    assert actions.find(NOON) == 0
    assert Bookmark.objects.values().get() == before


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_is_committed_late_is_not_passed_over(
    opens: Opens, ines: User, tomas: User
) -> None:
    first, second = opens(), opens()
    at, seen_first, seen_second = NOON, seen(first), seen(second)
    written, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        close_old_connections()
        with transaction.atomic():
            conversation.note(first.number, text="@Tomas slow", seen=seen_first, by=ines, at=at)
            written.set()
            go_on.wait(10)
        connection.close()

    writer = threading.Thread(target=slowly)
    writer.start()
    assert written.wait(10)
    conversation.note(second.number, text="@Tomas quick", seen=seen_second, by=ines, at=at)
    for _ in range(3):
        actions.find(at)
    assert told(tomas) == ["mentioned"]

    go_on.set()
    writer.join()
    for _ in range(3):
        actions.find(at)
    assert told(tomas) == ["mentioned", "mentioned"]
    assert Bookmark.objects.get().upto == Bookmark.objects.get().seen


def test_what_was_read_is_marked_up_to_that_notice(ticket: Ticket, ines: User, tomas: User) -> None:
    for text in ("@Tomas one", "@Tomas two", "@Tomas three"):
        note(ticket, text, ines)
    actions.find(NOON)
    first, second, _ = Notice.objects.order_by("id")
    assert queries.unread(tomas) == 3

    actions.read(second.pk, by=tomas, at=NOON)
    assert queries.unread(tomas) == 1
    assert actions.read(first.pk, by=ines, at=NOON) is None
    assert actions.read_all(second.pk, by=tomas, at=NOON) == 0
    assert queries.unread(tomas) == 1


def test_old_notices_are_swept_and_are_not_found_again(
    ticket: Ticket, ines: User, tomas: User
) -> None:
    note(ticket, "@Tomas", ines)
    for _ in range(2):  # read, and once more for what may have come between
        actions.find(NOON)
    actions.mail(NOON + timedelta(minutes=2))

    assert actions.sweep(NOON + actions.KEPT) == 0
    later = NOON + actions.KEPT + timedelta(seconds=1)
    assert actions.sweep(later) == 1
    actions.find(later)
    actions.find(later)
    assert told(tomas) == []


def test_a_held_report_of_the_gravest_severity_tells_every_agent_at_once(
    opens: Opens, ines: User, tomas: User
) -> None:
    """A real outage behind a forgotten address: mailed without a wait, whoever wished otherwise."""
    ada = User.objects.create_user("ada@ivt.example", "Ada Winther", role="auditor")
    checks()
    opens(suggested="1")
    opens(suggested="3")

    actions.find(NOON)

    for agent in (ines, tomas):
        urgent = Notice.objects.get(agent=agent, kind="held urgent")
        assert (urgent.digest, urgent.mail_at) == (False, NOON)
        assert told(agent) == ["held urgent", "held"]
    assert told(ada) == []
