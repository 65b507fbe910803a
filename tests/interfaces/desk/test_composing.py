"""What an agent writes: with files, formatted, and never over what somebody else did."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import kinds_of, last, seen
from tests.times import NOON
from troth.core.facts import kinds
from troth.domain.accounts.models import User
from troth.domain.ledger.queries import contents
from troth.domain.tickets.actions import conversation
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import token_for
from troth.interfaces.channels.mail import outbox
from troth.interfaces.worker.dispatch import work_off

HTMX = {"HX-Request": "true"}


def send(agent: Client, ticket: Ticket, name: str, /, **said: Any) -> Any:
    said.setdefault("seen", seen(ticket))
    return agent.post(f"/desk/tickets/{ticket.number}/{name}", said, headers=HTMX)


def log() -> SimpleUploadedFile:
    return SimpleUploadedFile("fixed.log", b"all is well", "text/plain")


def attached(ticket: Ticket, kind: str) -> str:
    """Return the digest of the file that the newest entry of a kind carries."""
    fact = last(ticket, kind).fact
    assert isinstance(fact, kinds.MessageOut | kinds.Note)
    return str(contents(ticket.number)[fact.content]["attachments"][0]["digest"])


def test_a_reply_takes_files_that_reach_the_customer_by_mail_and_on_their_page(
    agent: Client, ticket: Ticket, settings: Settings
) -> None:
    assert send(agent, ticket, "reply", text="See the log.", attachments=log()).status_code == 200
    page = Client().get(f"/t/{token_for(ticket)}").content.decode()
    assert "fixed.log" not in page, "it may still be taken back"
    settings.CLOCK_OFFSET += timedelta(seconds=11)
    work_off()

    mails = [one.read_bytes() for one in outbox.folder().glob("*.eml")]
    assert [b"fixed.log" in one for one in mails if b"See the log." in one] == [True]
    page = Client().get(f"/t/{token_for(ticket)}").content.decode()
    assert "fixed.log" in page
    digest = attached(ticket, "message_out")
    file = Client().get(f"/t/{token_for(ticket)}/files/{digest}")
    assert file.getvalue() == b"all is well"


def test_a_file_of_a_note_stays_among_staff(agent: Client, ticket: Ticket) -> None:
    send(agent, ticket, "note", text="The log.", attachments=log())

    digest = attached(ticket, "note")
    assert agent.get(f"/desk/tickets/{ticket.number}/files/{digest}").status_code == 200
    assert Client().get(f"/t/{token_for(ticket)}/files/{digest}").status_code == 404
    assert "fixed.log" not in Client().get(f"/t/{token_for(ticket)}").content.decode()


def test_a_reply_that_is_refused_keeps_its_files(agent: Client, ticket: Ticket) -> None:
    answer = send(agent, ticket, "reply", text=" ", attachments=log())

    assert answer.status_code == 422
    assert "checked> fixed.log" in answer.content.decode()


def test_a_text_is_shown_as_its_readers_will_see_it(agent: Client) -> None:
    answer = agent.post("/desk/renderings", {"text": "**Now** <script>"})

    assert answer.content.decode() == "<p><strong>Now</strong> &lt;script&gt;</p>"


@pytest.mark.parametrize(("name", "anyway"), [("reply", "Send anyway"), ("note", "Keep it anyway")])
def test_a_stale_text_stands_beside_what_came_and_goes_out_when_sent_again(
    agent: Client, ticket: Ticket, name: str, anyway: str
) -> None:
    shown = seen(ticket)
    conversation.customer_wrote(
        ticket.number,
        text="It also fails on phones.",
        attachments=(),
        key="k1",
        person_id=ticket.reporter_id,
        at=NOON,
    )

    answer = send(agent, ticket, name, text="Which **browser**?", seen=shown, attachments=log())

    html = answer.content.decode()
    stale = html.partition('class="stale"')[2].partition("</section>")[0]
    assert answer.status_code == 422
    assert "It also fails on phones." in stale
    assert "Which <strong>browser</strong>?" in stale
    assert anyway in words(stale)
    assert "Go back to writing" in words(stale)
    assert "Which **browser**?</textarea>" in html
    assert "fixed.log" in html

    assert send(agent, ticket, name, text="Which **browser**?").status_code == 200
    assert kinds_of(ticket)[-1] in ("message_out", "note")


def test_a_reply_is_taken_back_with_its_text_and_files(agent: Client, ticket: Ticket) -> None:
    sent = send(agent, ticket, "reply", text="Oh no.", attachments=log()).content.decode()
    assert "Sent." in words(sent)
    position = last(ticket, "message_out").position
    assert f'action="/desk/tickets/{ticket.number}/reply/{position}/undo"' in sent

    answer = send(agent, ticket, f"reply/{position}/undo")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Oh no.</textarea>" in html
    assert "checked> fixed.log" in html
    assert "Taken back" in words(html)
    assert kinds_of(ticket)[-1] == "withdrawn"


def test_what_has_left_is_told_and_changes_nothing(
    agent: Client, ticket: Ticket, settings: Settings
) -> None:
    send(agent, ticket, "reply", text="Fine.")
    position = last(ticket, "message_out").position
    settings.CLOCK_OFFSET += timedelta(seconds=11)
    assert "Undo" not in words(agent.get(f"/desk/tickets/{ticket.number}").content)

    answer = send(agent, ticket, f"reply/{position}/undo")

    assert answer.status_code == 422
    assert "It has left already" in words(answer.content)
    assert "withdrawn" not in kinds_of(ticket)


def test_what_a_colleague_wrote_meanwhile_is_shown_as_it_reads(
    agent: Client, ticket: Ticket
) -> None:
    shown = seen(ticket)
    tom = User.objects.create_user("tom@ivt.example", "Tom")
    conversation.note(ticket.number, text="See `proxy.log`.", seen=shown, by=tom, at=NOON)

    html = send(agent, ticket, "reply", text="Hm.", seen=shown).content.decode()

    assert (
        "See <code>proxy.log</code>." in html.partition('class="stale"')[2].split("</section>")[0]
    )
