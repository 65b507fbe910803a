"""A real mail server before the desk and behind it: Postfix keeps what we cannot take, once."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django import Settings

from tests.interfaces.channels.mail import postfix
from tests.interfaces.channels.mail.listening import Listening, free_port
from tests.interfaces.channels.mail.messages import mail
from tests.interfaces.channels.mail.postfix import Postfix
from tests.interfaces.channels.mail.server import Script, served
from tests.interfaces.sending import send
from tests.rooms.conftest import Opens, ines, kinds_of, seen
from troth.domain.accounts.models import User
from troth.domain.mailroom import actions
from troth.domain.mailroom.models import Inbound
from troth.domain.tickets.actions import conversation
from troth.domain.tickets.models import Sending, Ticket
from troth.interfaces.cli.run.environment import Mail
from troth.interfaces.now import now
from troth.interfaces.worker.mailroom import work_off

__all__ = ["ines"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("policy", "home"),
    pytest.mark.skipif(
        not postfix.may_run() and not os.environ.get("CI"),
        reason="Postfix is not installed, or may not be started",
    ),
]


@pytest.fixture(scope="module")
def server() -> Iterator[Postfix]:
    """One mail server for all, which finds the desk and the customers' server at fixed ports."""
    with tempfile.TemporaryDirectory(prefix="troth-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        port, lmtp, sink = free_port(), free_port(), free_port()
        with postfix.running(Path(folder), port=port, lmtp=lmtp, sink=sink) as one:
            yield one


@pytest.fixture
def desk(server: Postfix) -> Iterator[Listening]:
    with Listening("lmtp", server.lmtp) as one:
        yield one


@pytest.fixture
def customers(server: Postfix) -> Iterator[Script]:
    script = Script()
    with served(script, server.sink):
        yield script


@pytest.fixture
def way_out(server: Postfix, settings: Settings, home: Path) -> None:
    """The desk sends through Postfix, and writes from an address whose mail comes back to it."""
    settings.TROTH = replace(settings.TROTH, mail=Mail("127.0.0.1", server.port))
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.DEFAULT_FROM_EMAIL = "support@ivt.example"


@pytest.fixture
def reply(opens: Opens, ines: User) -> Sending:
    """What an agent wrote, on its way; of the receipt before it nothing is sent."""
    ticket = opens(at=now(), suggested="2")
    conversation.reply(ticket.pk, text="We see it.", seen=seen(ticket), by=ines, at=now())
    return Sending.objects.filter(ticket=ticket).latest("position")


def awaited(server: Postfix, done: Callable[[], bool]) -> None:
    until = time.monotonic() + 15
    hurried = time.monotonic()
    while not done():
        assert time.monotonic() < until, server.says()
        if time.monotonic() > hurried + 3:
            server.hurry()
            hurried = time.monotonic()
        time.sleep(0.05)


def comes_back(server: Postfix) -> Inbound:
    """Wait for a machine's report, and read it."""
    awaited(server, lambda: Inbound.objects.exists() and not server.holds())
    while work_off():
        pass
    return Inbound.objects.get()


@pytest.mark.usefixtures("desk")
def test_what_the_desk_cannot_take_now_waits_with_the_server_and_comes_once(
    server: Postfix, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []

    def away(*told: object, **_: object) -> None:
        tried.append(told)
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as broken:
        broken.setattr(actions, "accept", away)
        server.take(mail(), sender="mara@acme.example", to=["support+x@ivt.example"])
        awaited(server, lambda: bool(tried))
        awaited(server, lambda: "451 4.3.0 Not kept, try again later" in server.says())
        assert (server.holds(), Inbound.objects.count()) == (1, 0)
    awaited(server, lambda: Inbound.objects.exists() and not server.holds())
    work_off()

    inbound = Inbound.objects.get()
    assert (inbound.sender, inbound.recipients) == ("mara@acme.example", ["support+x@ivt.example"])
    assert inbound.ticket == Ticket.objects.get()


@pytest.mark.usefixtures("desk")
def test_one_mail_to_two_addresses_of_ours_is_one_ticket(server: Postfix) -> None:
    both = ["support@ivt.example", "urgent@ivt.example"]
    server.take(mail(), sender="mara@acme.example", to=both)
    awaited(server, lambda: Inbound.objects.exists() and not server.holds())
    while work_off():
        pass

    assert Ticket.objects.count() == 1
    assert sorted(one for row in Inbound.objects.all() for one in row.recipients) == sorted(both)


@pytest.mark.usefixtures("desk", "way_out")
def test_a_reply_goes_out_by_the_server_and_its_passing_on_is_told(
    server: Postfix, customers: Script, reply: Sending
) -> None:
    send(reply.ticket_id, reply.position)
    told = comes_back(server)
    reply.refresh_from_db()

    assert [one.rcpt_tos for one in customers.taken] == [["mara@acme.example"]]
    assert reply.message_id.encode() in (customers.taken[0].original_content or b"")
    assert (reply.state, reply.reported) == ("accepted", "relayed")
    assert (told.outcome, told.ticket) == ("automatic", reply.ticket)


@pytest.mark.usefixtures("desk", "way_out")
def test_what_the_customers_server_refuses_comes_back_as_not_delivered(
    server: Postfix, customers: Script, reply: Sending
) -> None:
    customers.on_recipient = "550 5.1.1 no such user"
    send(reply.ticket_id, reply.position)
    told = comes_back(server)
    reply.refresh_from_db()

    assert reply.state == "not delivered"
    assert kinds_of(reply.ticket)[-2:] == ["message_accepted", "message_bounced"]
    assert (told.sender, told.position) == ("<>", None)
    assert "no such user" in told.remark


@pytest.mark.usefixtures("way_out")
def test_what_the_server_itself_cannot_take_is_tried_again(
    reply: Sending, settings: Settings
) -> None:
    settings.EMAIL_PORT, port = free_port(), settings.EMAIL_PORT
    send(reply.ticket_id, reply.position)
    assert Sending.objects.get(pk=reply.pk).state == "queued"
    settings.EMAIL_PORT = port
    send(reply.ticket_id, reply.position)

    assert Sending.objects.get(pk=reply.pk).state == "accepted"
