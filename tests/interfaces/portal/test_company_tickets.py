"""What somebody who has signed in sees and does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.interfaces.portal.conftest import REPORT, words
from tests.interfaces.portal.people import MARA, NOA, make, signed_in
from tests.rooms.conftest import Opens
from tests.times import NOON, eastern
from troth.domain.accounts.models import User
from troth.domain.tickets.actions import assigning, conversation
from troth.domain.tickets.models import Sending, Ticket
from troth.interfaces.channels.mail.letters import letter_of
from troth.interfaces.channels.web.client import address_of

SEEN = 2**31
NIGHT = eastern("2026-03-02 22:00")


@pytest.fixture
def mara(policy: None) -> Client:
    """Mara's browser; Noa is her colleague."""
    make(MARA, "Mara Lind", "Acme")
    make(NOA, "Noa Berg", "Acme")
    return signed_in(MARA)


def let_it_be(at: datetime, settings: Settings) -> None:
    settings.CLOCK_OFFSET = at - datetime.now(UTC)


def test_the_list_says_what_is_promised_next(mara: Client, opens: Opens) -> None:
    opens(suggested="1", subject="Nobody can log in")
    opens(email=NOA, subject="Captions are late")

    page = words(mara.get("/tickets").content)

    assert "Nobody can log in" in page
    assert "We answer by 14:00 Eastern" in page
    assert "reported by you" in page
    assert "reported by Noa Berg" in page


def test_the_list_is_filtered_and_searched(mara: Client, opens: Opens) -> None:
    first = opens(subject="Nobody can log in")
    opens(email=NOA, subject="Captions are late")

    def shown(query: str) -> list[bool]:
        page = words(mara.get(f"/tickets?{query}").content)
        return ["Nobody can log in" in page, "Captions are late" in page]

    assert shown("only=mine") == [True, False]
    assert shown("only=closed") == [False, False]
    assert shown("only=all&q=captions") == [False, True]
    assert shown(f"q={first.ref}") == [True, False]
    assert shown("q=%25&after=x&only=odd") == [False, False]
    assert shown("only=all&q=blank+page+-captions") == [True, False]
    assert "No ticket says that." in words(mara.get("/tickets?q=zebra").content)


def test_what_staff_note_is_not_found_nor_whose_a_ticket_is(
    mara: Client, opens: Opens, ines: User
) -> None:
    ticket = opens(subject="Nobody can log in")
    conversation.note(ticket.number, text="Late payers, zebra.", seen=SEEN, by=ines, at=NOON)
    assigning.assign(ticket.number, agent_id=ines.pk, seen=SEEN, by=ines, at=NOON)

    for query in ("zebra", "assignee:ines", "is:mine"):
        assert "Nobody can log in" not in words(mara.get("/tickets", {"q": query}).content)


def test_the_page_says_what_happens_next_and_no_surname_of_staff(
    mara: Client, opens: Opens, ines: User
) -> None:
    ticket = opens(channel="web", suggested="2")
    before = words(mara.get(f"/tickets/{ticket.number}").content)
    assert "assigns its severity and answers" in before
    conversation.reply(ticket.number, text="We **look**.", seen=SEEN, by=ines, at=NOON)

    html = mara.get(f"/tickets/{ticket.number}").content.decode()

    assert "You hear from us by then, even if there is no cure yet" in words(html)
    assert "<strong>look</strong>" in html
    assert "Ines" in words(html)
    assert "Duarte" not in html
    assert ines.email not in html


def test_a_colleague_reads_who_wrote_and_answers(mara: Client, opens: Opens) -> None:
    ticket = opens(channel="web")
    noa = signed_in(NOA)

    page = noa.post(f"/tickets/{ticket.number}/messages", {"text": "I see it too."}, follow=True)

    assert "Mara Lind reported this" in words(page.content)
    assert "You wrote" in words(page.content)
    assert "Noa Berg wrote" in words(mara.get(f"/tickets/{ticket.number}").content)


def test_a_colleague_is_added_or_refused_beside_the_field(mara: Client, opens: Opens) -> None:
    address = f"/tickets/{opens(channel='web').number}/colleagues"

    refused = mara.post(address, {"email": "eve@elsewhere.example"})
    assert refused.status_code == 422
    assert "Only somebody of your company can be added" in words(refused.content)
    assert 'value="eve@elsewhere.example"' in refused.content.decode()
    assert "Noa Berg" in words(mara.post(address, {"email": NOA}, follow=True).content)


def test_nobody_has_the_desk_write_to_a_crowd(mara: Client, opens: Opens) -> None:
    address = f"/tickets/{opens(channel='web').number}/colleagues"
    for number in range(30):
        assert mara.post(address, {"email": f"a{number}@acme.example"}).status_code == 302

    refused = mara.post(address, {"email": "one.more@acme.example"})

    assert "many people within the hour" in words(refused.content)


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(
    client: Client, policy: None
) -> None:
    answer = client.post("/tickets/10001/messages", {"text": "Hello"})

    assert answer["Location"] == "/sign-in?next=%2Ftickets%2F10001"


def test_the_list_asks_no_more_for_more_tickets(mara: Client, opens: Opens) -> None:
    asked = []
    for _ in range(2):
        for _ in range(3):
            opens(suggested="2")
        with CaptureQueriesContext(connection) as queries:
            mara.get("/tickets")
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_a_colleague_s_letter_has_a_link_of_their_own(mara: Client, opens: Opens) -> None:
    ticket = opens(channel="web")
    mara.post(f"/tickets/{ticket.number}/colleagues", {"email": NOA})
    sending = Sending.objects.order_by("-position")[0]

    letter = letter_of(sending, at=NOON)

    assert letter.to == NOA
    assert letter.text.startswith("Hello Noa Berg,")
    link = letter.text.rpartition("/t/")[2].strip()
    page = words(Client().get(f"/t/{link}").content)
    assert "Mara Lind reported this" in page


def test_urgent_outside_hours_says_how_urgent_care_is_reached(
    mara: Client, opens: Opens, settings: Settings
) -> None:
    ticket = opens(channel="web", suggested="3")
    let_it_be(NIGHT, settings)
    address = f"/tickets/{ticket.number}"
    assert "nobody may read this before it opens" in words(mara.get(address).content)

    page = mara.post(f"{address}/messages", {"says": "urgent"}, follow=True)

    assert "You said that it is urgent" in words(page.content)
    assert "To reach it, call +1 212 555 0100" in words(page.content)


def test_staff_see_at_once_that_it_is_urgent(
    mara: Client, opens: Opens, client: Client, ines: User
) -> None:
    ticket = opens(channel="web", suggested="3")
    mara.post(f"/tickets/{ticket.number}/messages", {"says": "urgent", "text": "All are down."})
    client.force_login(ines)

    assert "Customer: urgent" in words(client.get("/desk/").content)
    assert "asks for a raise: it is urgent" in words(
        client.get(f"/desk/tickets/{ticket.number}").content
    )


def test_who_has_signed_in_reports_as_themselves(mara: Client) -> None:
    form = mara.get("/report").content.decode()
    assert f'value="{MARA}"' in form
    assert 'value="Mara Lind"' in form

    answer = mara.post("/report", {**REPORT, "email": "eve@elsewhere.example"})

    ticket = Ticket.objects.get()
    assert ticket.reporter is not None
    assert ticket.reporter.name == "Mara Lind"
    assert answer["Location"] == f"/tickets/{ticket.number}"


def test_a_draft_kept_for_another_machine_ends_with_the_report(mara: Client) -> None:
    kept = {"key": "report:text", "text": "The player stays", "writer": "w1", "turn": "1"}
    assert mara.post("/drafts", kept).status_code == 200
    assert mara.get("/drafts?prefix=report").json()["drafts"][0]["text"] == "The player stays"

    mara.post("/report", {**REPORT, "draft": "w1;"})

    assert mara.get("/drafts?prefix=report").json()["drafts"] == []


def test_the_form_says_by_when_each_severity_is_answered(
    client: Client, policy: None, settings: Settings
) -> None:
    page = words(client.get("/report").content)
    assert "Severity 2: we answer by 16:00 Eastern" in page
    assert "Severity 1: we answer by 14:00 Eastern" in page
    let_it_be(NOON + timedelta(minutes=2), settings)

    later = client.get("/report/promise", {"suggested": "2", "zone": "Europe/Riga"})

    assert "Severity 2: we answer by 16:02 Eastern (23:02 your time)" in words(later.content)


def test_outside_hours_a_severity_1_says_how_urgent_care_is_reached_before_and_after(
    client: Client, policy: None, settings: Settings
) -> None:
    let_it_be(NIGHT, settings)
    way = "Our office is closed now, but urgent care is there for this severity."

    assert way in words(client.get("/report").content)
    assert way in words(client.post("/report", REPORT, follow=True).content)
    less = {**REPORT, "nonce": "", "suggested": "3"}
    assert (
        way
        not in words(client.post("/report", less, follow=True).content).partition("What was said")[
            0
        ]
    )


@pytest.mark.parametrize("letter", ["İ", "ẞ", "Ⱥ"])
def test_an_address_that_grows_when_its_letters_are_made_small_is_told_plainly(
    client: Client, policy: None, letter: str
) -> None:
    labels = ".".join([letter * 60] * 3)
    answer = client.post("/report", {**REPORT, "email": f"{letter * 60}@{labels}.example"[:250]})

    assert answer.status_code in (302, 422)


def test_a_file_comes_with_a_message_of_who_has_signed_in(mara: Client, opens: Opens) -> None:
    address = f"/tickets/{opens(channel='web').number}"
    log = SimpleUploadedFile("log.txt", b"the log")

    page = mara.post(f"{address}/messages", {"text": "Here.", "attachments": log}, follow=True)

    (file,) = page.context["ticket"].lines[-1].files
    assert mara.get(f"{address}/files/{file.digest}").getvalue() == b"the log"


@pytest.mark.parametrize(
    ("header", "proxy", "sent", "counted"),
    [
        pytest.param("", "10.0.0.7", "203.0.113.9", "10.0.0.7", id="no-header-is-trusted"),
        pytest.param("X-Real-IP", "10.0.0.7", "203.0.113.9", "203.0.113.9", id="its-word"),
        pytest.param("X-Real-IP", "10.0.0.7", "9.9.9.9, 203.0.113.9", "203.0.113.9", id="last"),
        pytest.param("X-Real-IP", "10.0.0.7", "203.0.113.9, ::1", "203.0.113.9", id="two-proxies"),
        pytest.param("X-Real-IP", "10.0.0.7", "10.1.1.1", "10.1.1.1", id="all-are-proxies"),
        pytest.param("X-Real-IP", "10.0.0.7", "nonsense", "10.0.0.7", id="no-address"),
        pytest.param("X-Real-IP", "198.51.100.1", "203.0.113.9", "198.51.100.1", id="no-proxy"),
        pytest.param(
            "X-Real-IP", "::ffff:10.0.0.7", "2001:db8:1:2:3::4", "2001:db8:1:2::/64", id="household"
        ),
    ],
)
def test_limits_count_the_asker_that_a_trusted_proxy_names(
    settings: Settings, header: str, proxy: str, sent: str, counted: str
) -> None:
    settings.TROTH = replace(settings.TROTH, client_header=header)
    request = RequestFactory().get("/", headers={"x-real-ip": sent}, REMOTE_ADDR=proxy)

    assert address_of(request) == counted
