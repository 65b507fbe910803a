"""A machine's report counts with a token of ours, and never becomes a ticket."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings

from tests.interfaces.channels.mail.messages import mail
from tests.interfaces.channels.mail.reports import report
from tests.rooms.conftest import Opens, ines, kinds_of, seen
from troth.core.promises.promise import Promise
from troth.domain.accounts.models import User
from troth.domain.customers.models import Address, Person
from troth.domain.customers.queries import is_stopped
from troth.domain.mailroom.models import Inbound
from troth.domain.mailroom.queries import accounting, unaccounted
from troth.domain.promises.story import story
from troth.domain.tickets import tokens
from troth.domain.tickets.actions import conversation, delivery
from troth.domain.tickets.models import Loop, Sending, Ticket
from troth.interfaces.channels.mail.accepting import Envelope, accept
from troth.interfaces.channels.mail.intake import settle
from troth.interfaces.channels.mail.mime import message
from troth.interfaces.channels.mail.returned import returned
from troth.interfaces.now import now

__all__ = ["ines"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy", "home")]

BASE = "support@ivt.example"


@pytest.fixture
def ticket(opens: Opens) -> Ticket:
    return opens(at=now(), suggested="2")


@pytest.fixture
def reply(ticket: Ticket, ines: User) -> Sending:
    """A reply that the next hop has taken."""
    conversation.reply(ticket.pk, text="We see it.", seen=seen(ticket), by=ines, at=now())
    sending = Sending.objects.filter(ticket=ticket).latest("position")
    delivery.accepted(ticket.pk, sending.position, at=now())
    return sending


def path_of(sending: Sending) -> str:
    return tokens.address(BASE, f"b{sending.ticket_id}-{sending.position}")


def comes(raw: bytes, *recipients: str, sender: str = "<>") -> Inbound:
    inbound = accept(raw, Envelope("lmtp", sender, recipients))
    settle(inbound)
    inbound.refresh_from_db()
    return inbound


def state(sending: Sending) -> str:
    return Sending.objects.get(pk=sending.pk).state


def response(ticket: Ticket) -> Promise:
    reading = story(ticket.pk).reading
    assert reading is not None
    return next(one for one in reading.promises if one.what == "response")


def by_path(sending: Sending, **said: Any) -> Inbound:
    return comes(report(to=path_of(sending), **said), path_of(sending))


def by_header(sending: Sending, **said: Any) -> Inbound:
    return comes(report(to=path_of(sending), **said))


def by_envelope_id(sending: Sending, **said: Any) -> Inbound:
    token = tokens.token(f"b{sending.ticket_id}-{sending.position}")
    return comes(report(envelope_id=token, **said), BASE)


@pytest.mark.parametrize("way", [by_path, by_header, by_envelope_id])
def test_a_bounce_with_our_token_withdraws_what_the_reply_kept(
    ticket: Ticket, reply: Sending, way: Callable[..., Inbound]
) -> None:
    assert response(ticket).kept_at is not None
    inbound = way(reply)

    assert state(reply) == "not delivered"
    assert kinds_of(ticket)[-1] == "message_bounced"
    assert response(ticket).kept_at is None
    assert (inbound.outcome, inbound.ticket, inbound.position) == ("automatic", ticket, None)
    assert "no such user" in inbound.remark
    assert Ticket.objects.count() == 1


def test_the_same_bounce_again_changes_nothing(ticket: Ticket, reply: Sending) -> None:
    by_path(reply)
    before = kinds_of(ticket)
    by_path(reply)

    assert kinds_of(ticket) == before


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(lambda one: {"message_id": one.message_id}, id="by-id-alone"),
        pytest.param(lambda one: {}, id="of-nothing"),
        pytest.param(
            lambda one: {
                "to": f"support+b{one.ticket_id}-{one.position}.k00.{'a' * 16}@ivt.example"
            },
            id="by-a-made-up-token",
        ),
        pytest.param(
            lambda one: {"to": path_of(one).replace("+b", "+t")}, id="by-a-token-of-another-kind"
        ),
        pytest.param(
            lambda one: {"to": tokens.address(BASE, f"t{one.ticket_id}", "mara@acme.example")},
            id="by-the-token-for-answers",
        ),
        pytest.param(
            lambda one: {"to": path_of(one).replace(f"-{one.position}.", f"-{one.position + 1}.")},
            id="by-the-token-of-another-message",
        ),
    ],
)
def test_a_report_without_our_token_changes_nothing_and_is_kept(
    ticket: Ticket, reply: Sending, forged: Callable[[Sending], dict[str, str]]
) -> None:
    before = kinds_of(ticket)
    inbound = comes(report(**forged(reply)))

    assert (state(reply), kinds_of(ticket)) == ("accepted", before)
    assert inbound.outcome == "automatic"
    assert "changed nothing" in inbound.remark
    assert Ticket.objects.count() == 1


def test_a_report_that_only_names_our_message_leads_staff_to_its_ticket(
    ticket: Ticket, reply: Sending
) -> None:
    assert comes(report(message_id=reply.message_id)).ticket == ticket


@pytest.mark.parametrize(
    ("action", "shown"),
    [("delayed", "accepted"), ("relayed", "accepted"), ("delivered", "delivered")],
)
def test_what_is_no_failure_keeps_the_promise_kept(
    ticket: Ticket, reply: Sending, action: str, shown: str
) -> None:
    by_path(reply, action=action)

    assert state(reply) == shown
    assert Sending.objects.get(pk=reply.pk).reported == action
    assert response(ticket).kept_at is not None
    assert "message_bounced" not in kinds_of(ticket)


def test_delivered_proves_that_an_unknown_message_was_taken(ticket: Ticket) -> None:
    receipt = Sending.objects.get(ticket=ticket)
    Sending.objects.update(state="unknown")
    by_path(receipt, action="delivered")

    assert state(receipt) == "delivered"
    assert kinds_of(ticket)[-1] == "message_accepted"


def test_delayed_then_returned_is_returned(ticket: Ticket, reply: Sending) -> None:
    for action in ("delayed", "failed", "delivered"):
        by_path(reply, action=action)

    assert state(reply) == "not delivered"


def test_after_a_complaint_nothing_is_mailed_there(ticket: Ticket, reply: Sending) -> None:
    comes(report(kind="feedback-report", to=path_of(reply)), BASE)

    assert is_stopped("mara@acme.example")
    assert Ticket.objects.count() == 1


def test_a_colleague_who_complains_of_their_copy_stops_their_own_mail_alone(
    ticket: Ticket, reply: Sending
) -> None:
    olaf = Person.objects.create(name="Olaf")
    Address.objects.create(person=olaf, value="olaf@acme.example")
    token = tokens.address(BASE, f"c{reply.ticket_id}-{reply.position}-{olaf.pk}")
    inbound = comes(report(kind="feedback-report", to=token), token)

    assert is_stopped("olaf@acme.example")
    assert not is_stopped("mara@acme.example")
    assert inbound.remark.startswith("olaf@acme.example complained")


def test_a_forged_complaint_stops_nothing(ticket: Ticket, reply: Sending) -> None:
    comes(report(kind="feedback-report", message_id=reply.message_id), BASE)

    assert not is_stopped("mara@acme.example")


def test_the_bounce_of_a_notice_to_an_agent_is_no_ticket(ticket: Ticket) -> None:
    comes(report(message_id="<notices-1-1@troth>"), BASE)

    assert Ticket.objects.count() == 1


def test_a_program_that_answers_a_return_path_makes_no_ticket(
    ticket: Ticket, reply: Sending
) -> None:
    raw = mail("I am away.\n", sender="mailer@other.example", more="Auto-Submitted: auto-replied")
    inbound = comes(raw, path_of(reply))

    assert (inbound.outcome, inbound.ticket) == ("automatic", ticket)
    assert Ticket.objects.count() == 1


def test_an_absence_note_to_a_return_path_is_kept_on_its_ticket(
    ticket: Ticket, reply: Sending
) -> None:
    inbound = comes(mail("I am away.\n", more="Auto-Submitted: auto-replied"), path_of(reply))

    assert (inbound.ticket, inbound.outcome) == (ticket, "automatic")
    assert kinds_of(ticket)[-1] == "message_in"


def test_our_own_mail_that_comes_back_ends_here(ticket: Ticket) -> None:
    inbound = comes(mail(more=f"X-Troth-Loop: {tokens.loop_id()}", sender=BASE))

    assert inbound.outcome == "automatic"
    assert Loop.objects.get().brake == "our own mail"
    assert Ticket.objects.count() == 1


def test_another_desk_s_mail_is_a_mail(ticket: Ticket) -> None:
    comes(mail(more="X-Troth-Loop: aaaabbbbccccdddd"), sender="mara@acme.example")

    assert Ticket.objects.count() == 2


def test_a_bounce_that_a_person_forwards_is_their_mail(ticket: Ticket) -> None:
    raw = b"From: mara@acme.example\r\nMIME-Version: 1.0\r\n" + (
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
        b"Content-Type: message/rfc822\r\n\r\n" + report() + b"\r\n--x--\r\n"
    )
    comes(raw, sender="mara@acme.example")

    assert Ticket.objects.count() == 2


def test_the_accounting_stays_exact(ticket: Ticket, reply: Sending) -> None:
    Inbound.objects.all().delete()
    by_path(reply)
    comes(report())
    comes(mail(message_id="<x@y>"), sender="mara@acme.example")

    told = accounting()
    assert told.received == sum(told.outcomes.values()) == 3
    assert told.outcomes["automatic"] == 2
    assert list(unaccounted()) == []


HOSTILE = {
    "no parts": b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\nx",
    "empty parts": b'Content-Type: multipart/report; boundary="b"\r\n\r\n--b\r\n\r\n--b--\r\n',
    "no action": report().replace(b"Action: failed\r\n", b""),
    "an action nobody knows": report(action="exploded"),
    "an action with a comment": report(action="failed (for good)"),
    "signs of control": report(why="smtp; \x00\x1b[31m"),
    "a thousand recipients": report().replace(
        b"Status", b"X: y\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\nStatus" * 1_000
    ),
    "a global report": report(kind="global-delivery-status", returned="message/global-headers"),
    "a report of reading": report(kind="disposition-notification"),
    "a kind nobody knows": report(kind="weather"),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_a_report_holds_it_is_read_and_never_in_the_way(raw: bytes, db: None) -> None:
    told = returned(message(raw))

    assert told == {} or told["action"] in ("", "failed", "expanded")
    comes(raw)
    assert Inbound.objects.get().outcome in ("automatic", "held")


def test_a_return_path_fits_an_address() -> None:
    base = f"{'a' * 60}@ivt.example"

    assert tokens.address(base, "b10427-7") == base
    assert django_settings.TROTH.mail_plus
