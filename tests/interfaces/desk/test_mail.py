"""The desk's page on mail: what comes in and goes out, and what wants looking after."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.interfaces.channels.mail.messages import mail
from tests.rooms.conftest import Opens
from troth.domain.accounts.models import User
from troth.domain.customers.actions import stop_writing
from troth.domain.customers.queries import is_stopped
from troth.domain.mailroom.models import Inbound, Mailbox
from troth.domain.tickets import braking
from troth.domain.tickets.models import Sending, Ticket
from troth.interfaces.channels.mail.accepting import Envelope, accept
from troth.interfaces.channels.mail.intake import settle
from troth.interfaces.channels.mail.ways.way import Way
from troth.interfaces.now import now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]


@pytest.fixture(autouse=True)
def kept_apart(tmp_path: Path, settings: Settings) -> None:
    """A store and an outbox of this test's own."""
    from dataclasses import replace

    from troth.interfaces.cli.run.environment import Mail

    settings.TROTH = replace(settings.TROTH, home=tmp_path, demo=True, mail=Mail())
    settings.ATTACHMENTS = tmp_path / "attachments"


@pytest.fixture
def desk(ines: User) -> Client:
    client = Client()
    client.force_login(ines)
    return client


def page(desk: Client) -> str:
    answer = desk.get("/desk/mail")
    assert answer.status_code == 200
    return answer.content.decode()


def came(raw: bytes, sender: str = "mara@acme.example") -> Inbound:
    inbound = accept(raw, Envelope("lmtp", sender, ("support@ivt.example",)))
    settle(inbound)
    inbound.refresh_from_db()
    return inbound


def test_a_desk_without_mail_says_that_all_is_well(desk: Client) -> None:
    shown = page(desk)

    assert "Mail runs." in shown
    assert "Nothing is held." in shown
    assert "No loop was stopped." in shown


def test_a_mailbox_that_cannot_be_reached_alarms(desk: Client, settings: Settings) -> None:
    from dataclasses import replace

    way = Way("imap", "imap.example", 993, user="support")
    settings.TROTH = replace(settings.TROTH, mail_in=(way,))
    Mailbox.objects.create(name=way.name, uid=4711, last_error="the password is wrong")
    shown = page(desk)

    assert "Wants looking after" in shown
    assert "the password is wrong" in shown
    assert "4711" in shown


def test_what_is_held_stands_there_with_its_reason(desk: Client) -> None:
    inbound = came(mail(more="From: eve@evil.example"))

    shown = page(desk)
    assert "it names two senders" in shown
    assert f"/desk/mail/{inbound.pk}" in shown


def test_what_came_back_stands_there_with_its_reason(desk: Client, opens: Opens) -> None:
    opens()
    Sending.objects.update(state="not delivered", last_error="550 no such user")

    assert "550 no such user" in page(desk)


def test_a_loop_is_shown_and_alarms_for_an_hour(desk: Client) -> None:
    braking.stopped("receipts to one address", "loop@acme.example", now())
    assert "loop@acme.example" in page(desk)
    assert "Wants looking after" in page(desk)

    braking.stopped("receipts to one address", "loop@acme.example", now() - timedelta(hours=2))
    assert "Wants looking after" not in page(desk)


def test_a_mail_is_read_again_and_nothing_changes(desk: Client) -> None:
    inbound = came(mail("Nothing <b>works</b>.\n"))
    before = Ticket.objects.count()
    assert "How it reads today" not in desk.get(f"/desk/mail/{inbound.pk}").content.decode()
    shown = desk.post(f"/desk/mail/{inbound.pk}").content.decode()

    assert "How it reads today" in shown
    assert "Nothing &lt;b&gt;works&lt;/b&gt;." in shown
    assert "claimed: no border of ours is set" in shown
    assert Ticket.objects.count() == before


def test_the_original_is_saved_and_never_shown(desk: Client) -> None:
    raw = mail("<script>alert(1)</script>", content_type="text/html")
    answer = desk.get(f"/desk/mail/{came(raw).pk}/original")

    assert b"".join(answer) == raw
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("address", ["/desk/mail/999", "/desk/mail/999/original"])
def test_a_mail_that_is_not_there(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 404


def test_a_test_message_goes_the_way_of_all_mail(desk: Client) -> None:
    answer = desk.post("/desk/mail/test", {"to": "ines@ivt.example"}, follow=True)

    assert "took the test message to ines@ivt.example" in answer.content.decode()


@pytest.mark.parametrize("to", ["", "nobody", "a@b c", "a@b\r\nBcc: c@d", f"{'a' * 250}@b.example"])
def test_what_is_no_address_is_said_to_be_none(desk: Client, to: str) -> None:
    answer = desk.post("/desk/mail/test", {"to": to})

    assert answer.status_code == 422
    assert "That is no mail address." in answer.content.decode()


def test_a_next_hop_that_is_away_is_told(desk: Client, settings: Settings) -> None:
    from dataclasses import replace

    from troth.interfaces.cli.run.environment import Mail

    settings.TROTH = replace(settings.TROTH, mail=Mail("127.0.0.1", 1))
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = desk.post("/desk/mail/test", {"to": "ines@ivt.example"})

    assert answer.status_code == 422
    assert "was not taken" in answer.content.decode()


def test_staff_allow_mail_to_an_address_again(desk: Client, opens: Opens) -> None:
    opens()
    stop_writing("mara@acme.example", why="complaint", at=now())
    assert "Write there again" in page(desk)

    desk.post("/desk/mail/allowing", {"address": "mara@acme.example"})
    assert not is_stopped("mara@acme.example")


@pytest.mark.parametrize("trust", ["verified", "claimed"])
def test_a_ticket_says_whose_mail_it_is(desk: Client, opens: Opens, trust: str) -> None:
    ticket = opens(at=now(), trust=trust, why="mx says so")
    words = {"verified": "sender&#x27;s domain verified", "claimed": "sender not verified"}

    assert words[trust] in desk.get(f"/desk/tickets/{ticket.pk}").content.decode()


def test_a_word_nobody_vouches_for_is_said_to_be_one(desk: Client, opens: Opens) -> None:
    ticket = opens(at=now())
    sent = Sending.objects.get().message_id
    opens(at=now(), key="two", references=(sent,), why="mx says nothing of it", text="Close it.")

    shown = desk.get(f"/desk/tickets/{ticket.pk}").content.decode()
    assert "Nothing vouches for its sender: mx says nothing of it." in shown


def test_a_held_report_leads_to_the_ticket_it_speaks_of(desk: Client, opens: Opens) -> None:
    ticket = opens(at=now())
    sent = Sending.objects.get().message_id
    held = opens(at=now(), key="two", email="eve@evil.example", references=(sent,))

    shown = desk.get(f"/desk/tickets/{held.pk}").content.decode()
    assert f'It speaks of <a href="/desk/tickets/{ticket.pk}">{ticket.ref}</a>' in shown
