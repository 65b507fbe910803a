"""Reporting a trouble by the form."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.interfaces.portal.conftest import REPORT, words
from tests.rooms.conftest import Opens
from troth.domain.ledger.queries import contents
from troth.domain.tickets.models import Ticket


def test_a_report_gets_a_number_and_the_time_by_which_we_answer(
    client: Client, policy: None
) -> None:
    page = words(client.post("/report", REPORT, follow=True).content)

    ref = Ticket.objects.get().ref
    assert f"Your ticket number {ref}" in page
    assert "We answer by 14:00 Eastern (21:00 your time)" in page
    assert "an answer within 2 hours, counted around the clock" in page


def test_the_form_asks_what_the_policy_asks_and_says_what_severities_mean(
    client: Client, policy: None
) -> None:
    page = words(client.get("/report").content)

    for asked in ("Your name", "Company", "Contract or account number", "Your system"):
        assert asked in page
    assert "The whole application is down" in page
    assert "Nobody can log in to IVT MediaPlatform" in page


def test_only_an_address_and_a_description_are_needed(client: Client, policy: None) -> None:
    least = {"email": "lena@baltic.example", "text": "It broke.", "nonce": REPORT["nonce"]}

    assert client.post("/report", least).status_code == 302
    assert Ticket.objects.count() == 1


def test_a_form_that_comes_back_holds_all_that_was_typed(client: Client, policy: None) -> None:
    answer = client.post("/report", {**REPORT, "email": "lena at baltic"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "We could not write to this address" in html
    for said in ("Lena Ozola", "C-77", "MediaPlatform 4.2", "All users see a blank page."):
        assert said in html
    assert REPORT["nonce"] in html
    assert Ticket.objects.count() == 0


def test_a_file_too_large_is_named_and_the_others_are_kept(
    client: Client, policy: None, settings: Settings
) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1024**2
    files = [
        SimpleUploadedFile("dump.bin", b"x" * (1024**2 + 1)),
        SimpleUploadedFile("log.txt", b"it broke"),
    ]

    answer = client.post("/report", {**REPORT, "attachments": files})

    assert answer.status_code == 422
    assert "dump.bin is larger than 1 MiB" in words(answer.content)
    assert "log.txt" in words(answer.content)

    client.post("/report", {**REPORT, "kept": [word for _, word in answer.context["kept"].kept]})

    (body,) = [one for one in contents(Ticket.objects.get().pk).values() if one.get("attachments")]
    assert [file["name"] for file in body["attachments"]] == ["log.txt"]


def test_files_that_were_never_sent_cannot_be_claimed(client: Client, policy: None) -> None:
    client.post("/report", {**REPORT, "kept": "W3sibmFtZSI6ICJ4In1d:forged:forged"})

    bodies = contents(Ticket.objects.get().pk).values()
    assert not any(one.get("attachments") for one in bodies)


def test_the_same_form_sent_twice_is_one_ticket(client: Client, policy: None) -> None:
    first, again = client.post("/report", REPORT), client.post("/report", REPORT)

    assert first["Location"] == again["Location"]
    assert Ticket.objects.count() == 1


def test_an_unknown_severity_is_told_plainly(client: Client, policy: None) -> None:
    answer = client.post("/report", {**REPORT, "suggested": "0"})

    assert answer.status_code == 422
    assert "The policy has no such severity" in words(answer.content)


def test_whoever_names_somebody_elses_ticket_is_not_shown_it(client: Client, opens: Opens) -> None:
    ticket = opens(text="Our secret project is down.")

    named = {**REPORT, "email": "mara@acme.example", "subject": f"Re: {ticket.ref}"}
    page = client.post("/report", named, follow=True)

    assert "secret project" not in page.content.decode()


def test_without_a_policy_nothing_is_promised(client: Client, db: None) -> None:
    answer = client.get("/report")

    assert answer.status_code == 503
    assert "No support policy is in force" in words(answer.content)


def test_many_files_with_long_names_survive_a_form_that_came_back(
    client: Client, policy: None
) -> None:
    files = [SimpleUploadedFile(f"{'й' * 150}{number}.txt", b"log") for number in range(20)]
    page = client.post("/report", {**REPORT, "text": "", "attachments": files}).content.decode()
    kept = re.findall('name="kept" value="([^"]+)"', page)

    assert client.post("/report", {**REPORT, "kept": kept}).status_code == 302
