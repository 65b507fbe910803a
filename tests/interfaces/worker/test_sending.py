"""A message counts when the next hop accepts it; each other end is recorded for what it is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from tests.interfaces.channels.mail.server import Script, served
from tests.interfaces.sending import send
from tests.rooms.conftest import Opens
from troth.domain.accounts.models import User
from troth.domain.customers.actions import stop_writing, write_again
from troth.domain.customers.models import Customer, Person
from troth.domain.customers.queries import is_stopped
from troth.domain.ledger.queries import entries
from troth.domain.tickets import tokens
from troth.domain.tickets.actions import (
    closing,
    conversation,
    delivery,
    resolving,
    triage,
    trying,
)
from troth.domain.tickets.models import Colleague, Sending, Ticket
from troth.interfaces.channels.mail import outbox
from troth.interfaces.cli.run.environment import Mail
from troth.interfaces.now import now
from troth.interfaces.worker.sending import MOST_RECEIPTS, MOST_TRIES

Asked = Callable[[], list[tuple[str, dict[str, Any]]]]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy", "home")]


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def server(script: Script, settings: Settings, home: Path) -> Iterator[int]:
    """A mail server, and the desk set to use it."""
    with served(script) as port:
        mail = Mail("127.0.0.1", port)
        settings.TROTH = replace(settings.TROTH, mail=mail)
        settings.EMAIL_HOST, settings.EMAIL_PORT = mail.host, mail.port
        yield port


def kinds_of(ticket: Ticket) -> list[str]:
    return [entry.fact.kind for entry in entries(ticket.number)]


def sending(ticket: Ticket) -> Sending:
    return Sending.objects.filter(ticket=ticket).latest("position")


def seen(ticket: Ticket) -> int:
    return entries(ticket.number)[-1].position


@pytest.fixture
def ticket(opens: Opens) -> Ticket:
    return opens(
        at=now(), suggested="1", zone="+01:00", message_id="<one@acme.example>", specifications="x"
    )


@pytest.mark.usefixtures("server")
def test_accepted_is_recorded_once(ticket: Ticket, script: Script) -> None:
    one = sending(ticket)
    send(ticket.number, one.position)
    send(ticket.number, one.position)

    assert sending(ticket).state == "accepted"
    assert kinds_of(ticket).count("message_accepted") == 1
    assert len(script.taken) == 1


@pytest.mark.usefixtures("server")
def test_every_message_bears_tokens_by_which_answers_and_bounces_find_home(
    ticket: Ticket, script: Script, ines: User
) -> None:
    conversation.reply(ticket.number, text="We see it.", seen=seen(ticket), by=ines, at=now())
    for one in Sending.objects.filter(ticket=ticket).order_by("position"):
        send(ticket.number, one.position)

    receipt, reply = script.taken
    for envelope, one in zip((receipt, reply), Sending.objects.order_by("position"), strict=True):
        message = message_from_bytes(envelope.content)  # type: ignore[arg-type]
        [(what, whole)] = tokens.found([str(envelope.mail_from)])
        assert (what, tokens.holds(whole)) == (f"b{ticket.pk}-{one.position}", True)
        [(what, whole)] = tokens.found([message["Reply-To"]])
        assert (what, tokens.holds(whole, ["mara@acme.example"])) == (f"t{ticket.pk}", True)
        assert message["X-Troth-Loop"] == tokens.loop_id()
        assert "+" not in parseaddr(message["From"])[1]


@pytest.mark.usefixtures("server")
def test_without_plus_addresses_mail_goes_out_as_it_can(
    ticket: Ticket, script: Script, settings: Settings
) -> None:
    settings.TROTH = replace(settings.TROTH, mail_plus=False)
    send(ticket.number, sending(ticket).position)

    assert script.taken[0].mail_from == "<>"


@pytest.mark.usefixtures("server")
def test_nothing_is_mailed_to_an_address_that_complained(ticket: Ticket, script: Script) -> None:
    stop_writing("mara@acme.example", why="complaint", at=now())
    send(ticket.number, sending(ticket).position)
    assert (sending(ticket).state, script.taken) == ("not delivered", [])

    write_again("mara@acme.example")
    assert not is_stopped("mara@acme.example")


@pytest.mark.usefixtures("server")
def test_a_bounce_after_acceptance_sends_no_second_copy(ticket: Ticket, asked: Asked) -> None:
    customer = Customer.objects.create(name="Acme")
    Person.objects.update(customer=customer)
    olaf = Person.objects.create(name="Olaf", customer=customer)
    Colleague.objects.create(ticket=ticket, person=olaf)
    send(ticket.number, sending(ticket).position)
    delivery.bounced(ticket.number, sending(ticket).position, why="gone", at=now())

    assert [name for name, _ in asked()].count("mail.copy") == 1


@pytest.mark.usefixtures("server")
def test_refused_for_good_is_not_delivered(ticket: Ticket, script: Script) -> None:
    script.on_recipient = "550 no such user"
    send(ticket.number, sending(ticket).position)

    assert sending(ticket).state == "not delivered"
    assert "no such user" in sending(ticket).last_error
    assert kinds_of(ticket)[-1] == "message_bounced"


@pytest.mark.usefixtures("server")
def test_refused_for_now_is_tried_again(ticket: Ticket, script: Script) -> None:
    script.on_recipient = "450 greylisted"
    send(ticket.number, sending(ticket).position)
    assert (sending(ticket).state, sending(ticket).attempts) == ("queued", 1)

    script.on_recipient = "250 ok"
    send(ticket.number, sending(ticket).position)
    assert sending(ticket).state == "accepted"


@pytest.mark.usefixtures("server")
def test_in_doubt_is_unknown_and_tried_again_under_the_same_id(
    ticket: Ticket, script: Script
) -> None:
    script.on_data = "hang up"
    send(ticket.number, sending(ticket).position)
    assert sending(ticket).state == "unknown"
    assert "message_accepted" not in kinds_of(ticket)

    script.on_data = "250 taken"
    send(ticket.number, sending(ticket).position)
    assert sending(ticket).state == "accepted"
    content = script.taken[0].content
    assert isinstance(content, bytes)
    assert sending(ticket).message_id.encode() in content


@pytest.mark.usefixtures("server")
def test_after_days_of_trying_it_is_given_up_and_said(ticket: Ticket, script: Script) -> None:
    script.on_recipient = "450 greylisted"
    Sending.objects.update(begun=MOST_TRIES - 1, attempts=MOST_TRIES - 1)
    send(ticket.number, sending(ticket).position)

    assert sending(ticket).state == "not delivered"
    assert sum((trying.pause(tries) for tries in range(MOST_TRIES)), timedelta()) > timedelta(
        days=5
    )


def test_a_demo_keeps_its_mail_in_the_outbox(ticket: Ticket) -> None:
    send(ticket.number, sending(ticket).position)
    [kept] = outbox.listing()

    assert (kept.to, kept.subject) == ("mara@acme.example", f"[{ticket.ref}] Nobody can log in")
    assert f"Its number is {ticket.ref}." in kept.text
    assert "We answer by" in kept.text
    assert "your time)" in kept.text
    assert "You suggested Severity 1" in kept.text
    assert "- your company" in kept.text
    assert f"{django_settings.TROTH.url}/t/" in kept.text
    assert outbox.read(kept.id) == kept
    assert outbox.read("../../secret") is None
    assert sending(ticket).state == "accepted"


def test_every_notice_of_a_ticket_s_life_can_be_sent(ticket: Ticket, ines: User) -> None:
    number = ticket.number

    def step(text: str) -> outbox.Kept:
        for one in Sending.objects.filter(ticket=ticket, state="queued").order_by("position"):
            send(number, one.position)
        return next(one for one in outbox.listing() if text in one.text)

    triage.triage(number, severity="2", reason="One team.", seen=seen(ticket), by=ines, at=now())
    words = step("The reason: One team.").text
    assert "assigned Severity 2" in words
    assert "because Severity 1 is answered" in words
    assert "That was promised before, and stands." in words
    conversation.reply(number, text="We are at it.", seen=seen(ticket), by=ines, at=now())
    step("We are at it.")
    assert "message_accepted" in kinds_of(ticket)
    resolving.resolve(number, how="fix", text="Restart it.", seen=seen(ticket), by=ines, at=now())
    step("Restart it.")
    closing.close(number, reason="no_code_change", seen=seen(ticket), by=ines, at=now())
    assert "answer this mail" in step("is closed.").text
    assert set(Sending.objects.values_list("state", flat=True)) == {"accepted"}


@pytest.mark.usefixtures("server")
def test_a_message_that_cannot_be_written_is_noted_and_tried_again(
    ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("no such wording")

    monkeypatch.setattr("troth.interfaces.worker.sending.letter_of", broken)
    send(ticket.number, sending(ticket).position)

    assert sending(ticket).attempts == 1
    assert "no such wording" in sending(ticket).last_error


def test_a_try_that_fell_with_its_process_is_counted_as_unsure(ticket: Ticket, server: int) -> None:
    [taken] = trying.take(limit=10, at=now())  # and whoever has it falls
    assert taken.begun == 1
    send(ticket.number, taken.position)

    assert (sending(ticket).state, sending(ticket).unsure) == ("accepted", 1)


def test_a_try_whose_failure_was_noted_is_not(ticket: Ticket, server: int, script: Script) -> None:
    script.on_recipient = "451 later"
    send(ticket.number, sending(ticket).position)
    script.on_recipient = "250 ok"
    send(ticket.number, sending(ticket).position)

    assert (sending(ticket).state, sending(ticket).unsure) == ("accepted", 0)


def test_a_line_that_broke_with_the_message_under_way_is_unsure(
    ticket: Ticket, server: int, script: Script
) -> None:
    script.on_data = "hang up"
    send(ticket.number, sending(ticket).position)

    assert (sending(ticket).state, sending(ticket).unsure) == ("unknown", 1)


def test_the_report_form_floods_nobody_s_mailbox(opens: Opens) -> None:
    """A stranger may type anybody's address, any number of times: all are tickets."""
    for index in range(MOST_RECEIPTS + 3):
        shape = ("victim@acme.example", "Victim@ACME.example")[index % 2]
        one = opens(at=now(), channel="web", email=shape)
        send(one.number, sending(one).position)
    other = opens(at=now(), channel="web", email="other@acme.example")
    send(other.number, sending(other).position)

    to = [one.to.lower() for one in outbox.listing()]
    assert to.count("victim@acme.example") == MOST_RECEIPTS
    assert to.count("other@acme.example") == 1
    assert Sending.objects.filter(state="not delivered").count() == 3
    assert Ticket.objects.count() == MOST_RECEIPTS + 4
