"""Signing in by a code: who gets in, and what strangers learn."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.interfaces.portal.conftest import words
from tests.interfaces.portal.people import EVE, MARA, NOA, ask, mail, make, newest_code, signed_in
from tests.rooms.conftest import Opens
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.customers.models import Person


@pytest.fixture
def mara(policy: None) -> Person:
    """Somebody of Acme."""
    return make(MARA, "Mara Lind", "Acme")


def test_a_code_from_the_mail_signs_its_reader_in(
    client: Client, mara: Person, opens: Opens
) -> None:
    opens(subject="Nobody can log in")
    ask(client, "Mara@ACME.example")
    assert mail() == [MARA]

    answer = client.post("/sign-in/code", {"code": newest_code().lower()}, follow=True)

    assert answer.redirect_chain == [("/tickets", 302)]
    assert "Tickets of Acme" in words(answer.content)
    assert "Nobody can log in" in words(answer.content)


def test_known_and_unknown_addresses_get_the_same_answer_after_the_same_work(
    client: Client, mara: Person, ines: User
) -> None:
    told, work = [], []
    for email in (MARA, "nobody@acme.example", ines.email):
        stranger = Client()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            told.append(ask(stranger, email))
        work.append([re.sub(r"\d+", "N", one["sql"])[:30] for one in asked.captured_queries])

    assert told[0] == told[1] == told[2]
    assert work[0] == work[1] == work[2]
    assert mail() == [MARA]


def test_a_code_counts_once_and_only_in_the_browser_that_asked(
    client: Client, mara: Person
) -> None:
    other = Client()
    ask(client, MARA)
    ask(other, NOA)
    mail()
    code = newest_code()

    assert other.post("/sign-in/code", {"code": code}).status_code == 422
    assert Client().post("/sign-in/code", {"code": code}).status_code == 302
    assert client.post("/sign-in/code", {"code": code})["Location"] == "/tickets"
    client.post("/sign-in/out")
    assert client.post("/sign-in/code", {"code": code})["Location"] == "/sign-in?over"


def test_a_few_wrong_codes_end_it(client: Client, mara: Person) -> None:
    ask(client, MARA)
    mail()
    for _ in range(2):
        answer = client.post("/sign-in/code", {"code": "WRONG-CODE"})
        assert answer.status_code == 422
        assert "That is not the code we sent last." in words(answer.content)

    assert client.post("/sign-in/code", {"code": "WRONG-CODE"})["Location"] == "/sign-in?over"
    assert client.post("/sign-in/code", {"code": newest_code()})["Location"] == "/sign-in?over"
    assert "That code no longer counts" in words(client.get("/sign-in?over").content)


def test_a_code_is_short_lived(client: Client, mara: Person, monkeypatch: Any) -> None:
    ask(client, MARA)
    mail()
    later = datetime.now(UTC).timestamp() + 601
    monkeypatch.setattr("time.time", lambda: later)

    assert client.post("/sign-in/code", {"code": newest_code()})["Location"] == "/sign-in?over"


def test_a_mail_that_comes_too_late_is_not_sent(
    client: Client, mara: Person, settings: Settings
) -> None:
    ask(client, MARA)
    settings.CLOCK_OFFSET = NOON + timedelta(minutes=11) - datetime.now(UTC)

    assert mail() == []


@pytest.mark.parametrize("email", [MARA, "nobody@acme.example"])
def test_asking_again_and_again_is_paused_alike(client: Client, mara: Person, email: str) -> None:
    for _ in range(5):
        assert Client().post("/sign-in", {"email": email}).status_code == 302

    answer = Client().post("/sign-in", {"email": email.upper()})

    assert answer.status_code == 429
    assert "Too many tries" in words(answer.content)


def test_guesses_sent_at_once_from_one_session_are_all_counted(
    client: Client, mara: Person
) -> None:
    ask(client, MARA)
    before = dict(client.session.items())
    for _ in range(15):
        assert client.post("/sign-in/code", {"code": "WRONG-CODE"}).status_code == 422
        session = client.session  # as a request sees it that began before the last one ended
        session.update(before)
        session.save()

    assert client.post("/sign-in/code", {"code": "WRONG-CODE"}).status_code == 429


def test_the_session_is_a_new_one_after_each_step(client: Client, mara: Person) -> None:
    client.get("/sign-in")
    ask(client, MARA)
    asked = client.session.session_key
    mail()
    client.post("/sign-in/code", {"code": newest_code()})

    assert client.session.session_key != asked
    assert not Client().get("/tickets").content


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_nobody_is_led_to_another_site(client: Client, mara: Person, elsewhere: str) -> None:
    client.post("/sign-in", {"email": MARA, "next": elsewhere})
    mail()
    said = {"code": newest_code(), "next": elsewhere}

    assert client.post("/sign-in/code", said)["Location"] == "/tickets"


def test_whoever_followed_a_link_comes_back_to_it(
    client: Client, mara: Person, opens: Opens
) -> None:
    address = f"/tickets/{opens().number}"
    to = client.get(address)["Location"]
    assert to == f"/sign-in?next={address.replace('/', '%2F')}"
    client.post("/sign-in", {"email": MARA, "next": address})
    mail()

    said = {"code": newest_code(), "next": address}
    assert client.post("/sign-in/code", said)["Location"] == address


def test_signing_in_takes_our_own_form(mara: Person) -> None:
    strict = Client(enforce_csrf_checks=True)

    for address in ("/sign-in", "/sign-in/code", "/sign-in/out", "/tickets/10001/messages"):
        assert strict.post(address, {"email": MARA}).status_code == 403


def test_a_host_of_somebody_elses_is_refused(client: Client, mara: Person) -> None:
    assert (
        client.post("/sign-in", {"email": MARA}, headers={"host": "evil.example"}).status_code
        == 400
    )
    assert mail() == []


def test_a_customer_is_a_stranger_at_the_desk(mara: Person, opens: Opens) -> None:
    ticket, customer = opens(), signed_in(MARA)

    for address in ("/desk/", f"/desk/tickets/{ticket.number}", "/desk/queue/mine"):
        theirs, nobodys = customer.get(address), Client().get(address)
        assert (theirs.status_code, theirs["Location"]) == (302, nobodys["Location"])
    assert customer.get("/desk/sign-in").status_code == 200


def test_an_agent_gets_no_code(client: Client, mara: Person, ines: User) -> None:
    make(ines.email, "Ines", "Acme")
    ask(client, ines.email)

    assert mail() == []


def test_whoever_is_let_go_is_out_at_once(mara: Person) -> None:
    customer = signed_in(MARA)
    assert customer.get("/tickets").status_code == 200
    User.objects.filter(person=mara).update(is_active=False)

    assert customer.get("/tickets").status_code == 302


def test_the_database_lets_nobody_be_both(mara: Person, ines: User) -> None:
    with pytest.raises(IntegrityError, match="staff_or_somebody"), transaction.atomic():
        User.objects.filter(pk=ines.pk).update(person=mara)
    with pytest.raises(IntegrityError, match="staff_or_somebody"), transaction.atomic():
        User.objects.filter(pk=ines.pk).update(role="customer")


def test_a_long_address_of_letters_that_grow_is_refused_in_words(
    client: Client, mara: Person
) -> None:
    long = f"{'İ' * 60}@{'İ' * 60}.{'İ' * 60}.{'İ' * 60}.example"[:250]

    answer = client.post("/sign-in", {"email": long})

    assert answer.status_code in (302, 422)
    assert EVE not in words(answer.content)
