"""Mail fetched from a real mailbox: once, by the cursor, whatever its flags say."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interfaces.channels.mail import dovecot
from tests.interfaces.channels.mail.dovecot import Dovecot
from tests.interfaces.channels.mail.messages import mail
from troth.domain.mailroom.models import Inbound, Mailbox
from troth.domain.tickets.models import Ticket
from troth.interfaces.channels.mail import limits
from troth.interfaces.channels.mail.ways import fetcher
from troth.interfaces.channels.mail.ways.way import Way, ways
from troth.interfaces.worker.mailroom import work_off

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("policy", "home"),
    pytest.mark.skipif(
        dovecot.PROGRAM is None and not os.environ.get("CI"), reason="Dovecot is not installed"
    ),
]


@pytest.fixture
def server() -> Iterator[Dovecot]:
    """A mailbox that is empty."""
    # A folder of its own: the test runner's may be closed to the account the server runs as.
    with tempfile.TemporaryDirectory(prefix="troth-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        with dovecot.running(Path(folder)) as one:
            yield one


def fetched(server: Dovecot, more: str = "") -> int:
    """Fetch what is new, and read it; return how many messages that was."""
    way = the_way(server, more)
    with fetcher.opened(way) as box:
        count = fetcher.fetch(way, box)
    while work_off():
        pass
    return count


def the_way(server: Dovecot, more: str = "") -> Way:
    [way] = ways(server.address + more)
    return way


def test_a_message_is_a_ticket_once_and_is_flagged_after_the_commit(server: Dovecot) -> None:
    server.put(mail())

    assert (fetched(server), fetched(server)) == (1, 0)
    assert Ticket.objects.count() == 1
    assert ["\\Seen" in one for one in server.flags()] == [True]


def test_what_a_person_has_read_in_the_mailbox_is_taken_all_the_same(server: Dovecot) -> None:
    server.put(mail())
    with server.signed_in() as client:
        client.store("1", "+FLAGS", "\\Seen")

    assert fetched(server) == 1
    assert Ticket.objects.count() == 1


def test_a_message_can_be_moved_away_after_the_commit(server: Dovecot) -> None:
    server.put(mail())
    with server.signed_in() as client:
        client.create("Done")
    fetched(server, "?move=Done")

    with server.signed_in() as client:
        assert client.select("INBOX")[1] == [b"0"]
        assert client.select("Done")[1] == [b"1"]


def test_a_mailbox_that_was_renumbered_is_fetched_again_and_makes_no_second_ticket(
    server: Dovecot,
) -> None:
    server.put(mail("One.\n", message_id="<one@x>"), mail("Two.\n", message_id="<two@x>"))
    fetched(server)
    before = Mailbox.objects.get().uidvalidity
    server.renumber()

    assert fetched(server) == 2
    assert Mailbox.objects.get().uidvalidity != before
    assert Ticket.objects.count() == 2
    outcomes = Inbound.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["on a ticket", "on a ticket", "duplicate", "duplicate"]


def test_a_message_too_large_to_take_is_told_of_and_stays_in_the_mailbox(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SIZE", 2_000)
    server.put(mail("Text.\n" * 1_000))
    fetched(server)

    assert Ticket.objects.count() == 1
    assert ["\\Seen" in one for one in server.flags()] == [False]
    assert fetched(server) == 0


def test_a_crash_between_the_commit_and_the_flag_doubles_nothing(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise ConnectionResetError

    server.put(mail())
    with monkeypatch.context() as falling:
        falling.setattr(fetcher, "_put_away", dies)
        with pytest.raises(ConnectionResetError):
            fetched(server)

    assert fetched(server) == 0
    assert (Inbound.objects.count(), Ticket.objects.count()) == (1, 1)


def test_no_password_is_kept_in_the_database_or_said(server: Dovecot, home: Path) -> None:
    fetched(server)

    assert dovecot.PASSWORD not in Mailbox.objects.get().name
    assert dovecot.PASSWORD not in the_way(server).name
