"""The page of a customer's own ticket."""

from datetime import UTC, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.interfaces.channels.web.bytes_of import SVG, png
from tests.interfaces.portal.conftest import REPORT, words
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.tickets.actions import closing, conversation, intake, resolving
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.report import File, Report
from troth.interfaces.channels.store import store

SEEN = 10**6


def test_notes_stay_among_staff(client: Client, reported: str, ines: User) -> None:
    number = Ticket.objects.get().pk
    conversation.note(number, text="They are late payers.", seen=SEEN, by=ines, at=NOON)
    conversation.reply(number, text="We are on it.", seen=SEEN, by=ines, at=NOON)

    page = words(client.get(reported).content)

    assert "We are on it." in page
    assert "late payers" not in page


def test_a_kept_promise_and_a_broken_one_are_both_told(
    client: Client, reported: str, ines: User, settings: Settings
) -> None:
    at = NOON + timedelta(minutes=10)
    conversation.reply(Ticket.objects.get().pk, text="On it.", seen=SEEN, by=ines, at=at)
    settings.CLOCK_OFFSET = NOON + timedelta(hours=3) - datetime.now(UTC)

    page = words(client.get(reported).content)

    assert "Answer kept 12:10" in page
    assert "We promised you news by 14:10 Eastern (21:10 your time) and did not keep it" in page


def test_a_word_on_a_closed_ticket_waits_for_staff(
    client: Client, reported: str, ines: User
) -> None:
    number = Ticket.objects.get().pk
    resolving.resolve(number, how="fix", text="Fixed.", seen=SEEN, by=ines, at=NOON)
    closing.close(number, reason="no_code_change", seen=SEEN, by=ines, at=NOON)
    assert "Your words reach staff, who decide" in words(client.get(reported).content)

    page = client.post(f"{reported}/messages", {"text": "It is back."}, follow=True)

    assert "We decide about your message by 16:00 Eastern" in words(page.content)


def test_the_same_message_sent_twice_is_one(client: Client, reported: str) -> None:
    said = {"text": "One more thing.", "nonce": REPORT["nonce"]}

    client.post(f"{reported}/messages", said)
    page = client.post(f"{reported}/messages", said, follow=True)

    assert page.content.decode().count("One more thing.") == 1


def test_an_empty_message_comes_back_in_words(client: Client, reported: str) -> None:
    answer = client.post(f"{reported}/messages", {"text": "  "})

    assert answer.status_code == 422
    assert "Write something first" in words(answer.content)


def test_a_link_that_nobody_was_given_shows_nothing(client: Client, reported: str) -> None:
    number = Ticket.objects.get().pk

    for token in (reported[3:-1] + "x", str(number), f"{number}.1~x", "1.2.3~x", "%00", "x" * 500):
        assert client.get(f"/t/{token}").status_code == 404
        assert client.post(f"/t/{token}/messages", {"text": "hello"}).status_code == 404


def test_a_file_is_handed_out_so_that_nothing_in_it_runs(client: Client, policy: None) -> None:
    name = 'page "one".html'
    file = SimpleUploadedFile(name, b"<script>alert(1)</script>", content_type="text/html")
    page = client.post("/report", {**REPORT, "attachments": [file]}, follow=True)
    address = page.context["token"]
    digest = page.context["ticket"].lines[0].files[0].digest

    answer = client.get(f"/t/{address}/files/{digest}")

    assert answer.getvalue() == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''page%20")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_picture_can_be_looked_at_in_a_sandbox_and_an_svg_only_as_its_source(
    client: Client, policy: None
) -> None:
    files = [SimpleUploadedFile("a.svg", png(9, 9)), SimpleUploadedFile("b.png", SVG)]
    page = client.post("/report", {**REPORT, "attachments": files}, follow=True)
    digests = [file.digest for file in page.context["ticket"].lines[0].files]
    address = page.redirect_chain[-1][0]

    seen = [client.get(f"{address}/files/{digest}/preview") for digest in digests]

    assert [one["Content-Type"] for one in seen] == ["image/png", "text/plain; charset=utf-8"]
    for one in seen:
        assert one["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert one["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_another_ticket_is_not_handed_out(client: Client, reported: str) -> None:
    file = SimpleUploadedFile("log.txt", b"other")
    other = {**REPORT, "nonce": "", "attachments": [file]}
    page = client.post("/report", other, follow=True)
    digest = page.context["ticket"].lines[0].files[0].digest

    assert client.get(f"{reported}/files/{digest}").status_code == 404
    assert client.get(f"{reported}/files/{digest}/preview").status_code == 404


def test_what_a_customer_types_is_shown_as_text(client: Client, policy: None) -> None:
    hostile = {**REPORT, "subject": "<img src=x onerror=alert(1)>", "text": "<script>x</script>"}

    html = client.post("/report", hostile, follow=True).content.decode()

    assert "<img src=x" not in html
    assert "<script>x" not in html
    assert "&lt;script&gt;x&lt;/script&gt;" in html


def test_the_page_is_kept_by_no_cache_and_its_link_goes_nowhere_else(
    client: Client, reported: str
) -> None:
    answer = client.get(reported)

    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"


def test_signs_that_no_database_keeps_cost_no_message(client: Client, reported: str) -> None:
    log = SimpleUploadedFile("log.txt", b"the log", content_type="text/\x00plain")

    said = {"text": "It\x00 is back.", "attachments": log}
    page = client.post(f"{reported}/messages", said, follow=True)

    assert page.status_code == 200
    assert "It is back." in words(page.content)
    assert "log.txt" in words(page.content)


def test_a_picture_of_a_mail_stands_where_the_text_names_it(client: Client, reported: str) -> None:
    ticket = Ticket.objects.get()
    digest, size = store().save(png(40, 30))
    shot = File("shot.png", "image/png", digest, size)
    text = "Look:\n[cid:shot.png]\nThat is [cid:another.png] all."
    more = Report(channel="mail", key="two", text=text, attachments=(shot,))
    intake.hear(ticket, more, ticket.reporter, at=NOON)

    page = client.get(reported).content.decode()

    assert page.count(f"{digest}/preview") == 2  # what it shows, and what a click opens
    assert page.index("Look:") < page.index(f"{digest}/preview") < page.index("That is")
    assert "[cid:shot.png]" not in page
    assert "[cid:another.png]" in page  # what names no picture that came stays words
