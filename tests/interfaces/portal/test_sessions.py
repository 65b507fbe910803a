"""Where a customer's person is signed in, and ending it."""

import re

import pytest
from django.test import Client

from tests.interfaces.portal.conftest import words
from tests.interfaces.portal.people import MARA, NOA, ask, make, signed_in
from troth.domain.accounts.models import CodeLetter, User
from troth.domain.customers.models import Person
from troth.domain.security.models import Act
from troth.interfaces.channels.mail import outbox
from troth.interfaces.worker import securing

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) Version/17.6 Safari/604.1"


@pytest.fixture
def mara(policy: None) -> Person:
    """Somebody of Acme."""
    return make(MARA, "Mara Lind", "Acme")


def by_code(browser: Client) -> None:
    ask(browser, MARA)
    code = CodeLetter.objects.latest("pk").code
    assert browser.post("/sign-in/code", {"code": code})["Location"] == "/tickets"


def test_sessions_are_listed_and_one_is_ended(mara: Person) -> None:
    here, phone = Client(), Client(headers={"user-agent": PHONE}, REMOTE_ADDR="203.0.113.9")
    by_code(here)
    by_code(phone)
    page = here.get("/sessions")
    assert "Safari on iPhone" in words(page.content)
    (ref,) = re.findall(r'action="/sessions/(?!others)(\w+)"', page.content.decode())

    assert here.post(f"/sessions/{ref}")["Location"] == "/sessions"
    assert phone.get("/tickets").status_code == 302
    assert here.get("/tickets").status_code == 200


def test_nobody_ends_a_session_of_somebody_else(mara: Person) -> None:
    make(NOA, "Noa Berg", "Acme")
    here, there = signed_in(MARA), signed_in(MARA)
    (ref,) = re.findall(
        r'action="/sessions/(?!others)(\w+)"', here.get("/sessions").content.decode()
    )

    assert signed_in(NOA).post(f"/sessions/{ref}").status_code == 404
    assert there.get("/tickets").status_code == 200


def test_everywhere_else_is_ended_at_once(mara: Person) -> None:
    here, there = signed_in(MARA), signed_in(MARA)
    here.post("/sessions/others")

    assert there.get("/tickets").status_code == 302
    assert here.get("/tickets").status_code == 200


def test_a_new_browser_is_told_in_plain_text_and_html(mara: Person) -> None:
    by_code(Client())
    assert not Act.objects.exists()  # the first of all
    by_code(Client(headers={"user-agent": PHONE}, REMOTE_ADDR="203.0.113.9"))
    (act,) = Act.objects.all()
    securing.tell(act.pk)

    (letter,) = outbox.listing()
    assert (letter.to, letter.subject) == (MARA, "A new browser signed in as you")
    (kept,) = outbox.folder().glob("*.eml")
    raw = kept.read_text()
    assert "text/plain" in raw
    assert "text/html" in raw
    assert "Auto-Submitted: auto-generated" in raw
    assert "/sessions" in letter.text


def test_whoever_left_is_told_nothing_any_more(mara: Person) -> None:
    by_code(Client())
    by_code(Client(headers={"user-agent": PHONE}))
    User.objects.filter(person=mara).update(is_active=False)
    before = len(outbox.listing())
    securing.tell(Act.objects.get().pk)

    assert len(outbox.listing()) == before


def test_others_who_ask_and_type_for_her_do_not_keep_her_out(mara: Person) -> None:
    for _ in range(6):
        last = Client(REMOTE_ADDR="203.0.113.66").post("/sign-in", {"email": MARA})
    assert last.status_code == 429

    by_code(Client(REMOTE_ADDR="198.51.100.1"))
