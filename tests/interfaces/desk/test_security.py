"""What an agent does about their own sign-in, and what nobody else can do to it."""

import re
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.interfaces.desk.conftest import PASSWORD, words
from troth.domain.accounts.models import User
from troth.domain.security.models import Act, LinkLetter, Session
from troth.domain.security.passwords import make_link
from troth.domain.security.rules import KINDS
from troth.interfaces.channels.mail import outbox
from troth.interfaces.desk.views.acts import words_of
from troth.interfaces.now import now
from troth.interfaces.worker import securing

NEW = "a long enough phrase"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"


def sign_in(client: Client, password: str = PASSWORD, **more: Any) -> Any:
    given = {"username": "ines@ivt.example", "password": password}
    return client.post("/desk/sign-in", given | more.pop("data", {}), **more)


def kinds() -> list[str]:
    return list(Act.objects.order_by("pk").values_list("kind", flat=True))


def mail() -> list[str]:
    """Let the worker send what was asked for; return the subjects, newest first."""
    for letter in LinkLetter.objects.order_by("pk"):
        securing.send_link(letter.pk)
    for act in Act.objects.order_by("pk"):
        securing.tell(act.pk)
    return [one.subject for one in outbox.listing()]


@pytest.fixture
def elsewhere(agent: Client) -> Client:
    """Another browser in which Ines has signed in."""
    other = Client(headers={"user-agent": FIREFOX}, REMOTE_ADDR="203.0.113.9")
    assert sign_in(other).status_code == 302
    return other


def test_sessions_are_listed_with_what_tells_them_apart(
    agent: Client, elsewhere: Client, policy: None
) -> None:
    said = words(agent.get("/desk/security").content)

    assert "Firefox on Linux" in said
    assert "203.0.113.9" in said
    assert "this browser" in said


def test_one_session_is_ended_and_no_other(agent: Client, elsewhere: Client, policy: None) -> None:
    assert elsewhere.get("/desk/").status_code == 200
    upload = elsewhere.post("/uploads", {"name": "a.txt", "size": "9"}).json()["address"]
    assert elsewhere.head(upload).status_code == 200
    (ref,) = re.findall(
        r"/desk/security/sessions/(\w+)", agent.get("/desk/security").content.decode()
    )

    assert agent.post(f"/desk/security/sessions/{ref}")["Location"] == "/desk/security"
    assert elsewhere.get("/desk/").status_code == 302
    assert elsewhere.get("/live/desk").status_code == 302
    assert elsewhere.head(upload).status_code == 404
    assert agent.get("/desk/").status_code == 200
    assert agent.post(f"/desk/security/sessions/{ref}").status_code == 404
    assert kinds()[-1] == "session_ended"


def test_all_others_are_ended_and_this_one_stays(
    agent: Client, elsewhere: Client, policy: None
) -> None:
    agent.post("/desk/security/sessions")

    assert elsewhere.get("/desk/").status_code == 302
    assert agent.get("/desk/").status_code == 200
    assert "You were signed out elsewhere" in mail()


def test_an_ended_session_is_not_written_anew_by_a_request_under_way(
    agent: Client, elsewhere: Client
) -> None:
    store = elsewhere.session
    store["something"] = "that the request under way keeps"
    Session.objects.filter(pk=store.session_key).delete()
    with pytest.raises(Exception, match=r"^$"):
        store.save()

    assert not Session.objects.filter(pk=store.session_key).exists()


def test_a_password_is_changed_by_whoever_knows_it(agent: Client, elsewhere: Client) -> None:
    given = {"current": "guess", "password": NEW, "again": NEW}
    answer = agent.post("/desk/security/password", given)
    assert answer.status_code == 422
    assert "That is not your password" in words(answer.content)

    before = agent.session.session_key
    agent.post("/desk/security/password", given | {"current": PASSWORD})

    assert agent.get("/desk/security").status_code == 200
    assert agent.session.session_key != before  # a copy of the cookie is worth nothing
    assert elsewhere.get("/desk/security").status_code == 302
    assert kinds()[-1] == "password_changed"
    assert sign_in(Client()).status_code == 422
    assert sign_in(Client(), NEW).status_code == 302


@pytest.mark.parametrize("bad", ["short", "password123", "ines@ivt.example"])
def test_an_easy_password_is_refused_with_the_reason(agent: Client, bad: str) -> None:
    given = {"current": PASSWORD, "password": bad, "again": bad}
    answer = agent.post("/desk/security/password", given)

    assert answer.status_code == 422
    assert "password is too" in words(answer.content)


def test_guessing_the_password_in_a_stolen_session_is_paused(agent: Client) -> None:
    given = {"password": NEW, "again": NEW}
    for _ in range(10):
        agent.post("/desk/security/password", given | {"current": "guess"})

    answer = agent.post("/desk/security/password", given | {"current": PASSWORD})
    assert answer.status_code == 422
    assert "Too many tries" in words(answer.content)


def test_a_link_by_mail_chooses_a_password_once(agent: Client, elsewhere: Client) -> None:
    stranger = Client()
    stranger.post("/desk/password/forgotten", {"email": "Ines@IVT.example"})
    mail()
    (letter,) = [one for one in outbox.listing() if one.subject == "Choose a new password"]
    (link,) = re.findall(r"http://localhost:8000(/desk/password/\S+)", letter.text)

    assert stranger.get(link).status_code == 200
    given = {"password": NEW, "again": NEW}
    assert stranger.post(link, given | {"again": "other"}).status_code == 422
    assert stranger.post(link, given)["Location"] == "/desk/sign-in?said=chosen"
    assert stranger.post(link, given).status_code == 404
    assert elsewhere.get("/desk/security").status_code == 302
    assert sign_in(Client(), NEW).status_code == 302
    assert "A new password was chosen" in mail()


def test_links_go_stale(agent: Client, ines: User) -> None:
    first, second = (make_link(ines, at=now()) for _ in range(2))
    assert Client().get(f"/desk/password/{first}").status_code == 404  # a newer one was made
    assert Client().get(f"/desk/password/{second}").status_code == 200

    given = {"current": PASSWORD, "password": NEW, "again": NEW}
    agent.post("/desk/security/password", given)
    assert Client().get(f"/desk/password/{second}").status_code == 404  # changed meanwhile

    third = make_link(ines, at=now())
    User.objects.filter(pk=ines.pk).update(is_active=False)
    assert Client().get(f"/desk/password/{third}").status_code == 404


@pytest.mark.parametrize("email", ["nobody@ivt.example", "gone@ivt.example"])
def test_nobody_learns_by_a_link_who_works_here(agent: Client, email: str) -> None:
    User.objects.create_user("gone@ivt.example", "Gone")
    User.objects.filter(email="gone@ivt.example").update(is_active=False)
    told = [
        words(Client().post("/desk/password/forgotten", {"email": one}).content).replace(one, "…")
        for one in ("ines@ivt.example", email)
    ]

    assert told[0] == told[1]
    assert mail() == ["Choose a new password"]
    assert outbox.listing()[0].to == "ines@ivt.example"


@pytest.mark.parametrize("host", ["evil.example", "testserver@evil.example", "evil.example:80"])
def test_no_host_of_somebody_elses_gets_into_a_link(agent: Client, host: str) -> None:
    said = {"email": "ines@ivt.example"}
    answer = Client().post("/desk/password/forgotten", said, headers={"host": host})
    assert answer.status_code == 400
    said_forwarded = {"x-forwarded-host": host}
    Client().post("/desk/password/forgotten", said, headers=said_forwarded)
    mail()

    assert "evil" not in outbox.listing()[0].text


@pytest.mark.parametrize(
    "username", ["ines@ivt.example", "nobody@ivt.example", "gone@ivt.example", "mara@acme.example"]
)
def test_every_address_costs_one_hash_whoever_it_is(
    agent: Client, monkeypatch: pytest.MonkeyPatch, username: str
) -> None:
    User.objects.create_user("gone@ivt.example", "Gone", PASSWORD)
    User.objects.filter(email="gone@ivt.example").update(is_active=False)
    hashed: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(self: hashers.MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    given = {"username": username, "password": "guess"}

    assert Client().post("/desk/sign-in", given).status_code == 422
    assert len(hashed) == 1


def test_one_source_cannot_guess_at_many_accounts(agent: Client) -> None:
    attacker = Client(REMOTE_ADDR="203.0.113.66")
    tried = [
        attacker.post(
            "/desk/sign-in", {"username": f"{n}@ivt.example", "password": "x"}
        ).status_code
        for n in range(51)
    ]
    assert tried == [422] * 50 + [429]
    assert sign_in(Client()).status_code == 302


def test_others_guesses_shut_nobody_out_but_themselves(agent: Client) -> None:
    attacker = Client(REMOTE_ADDR="203.0.113.66")
    for _ in range(11):
        last = sign_in(attacker, "guess")

    assert last.status_code == 429
    assert sign_in(attacker).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="203.0.113.7")).status_code == 302


def test_many_sources_are_stopped_together_and_a_known_browser_still_gets_in(
    agent: Client, elsewhere: Client
) -> None:
    elsewhere.post("/desk/sign-out")
    tried = [
        sign_in(Client(REMOTE_ADDR=f"203.0.{n // 9}.{n % 9}"), "guess").status_code
        for n in range(101)
    ]
    assert tried == [422] * 100 + [429]
    assert sign_in(Client(REMOTE_ADDR="198.51.100.1")).status_code == 429  # a stranger's browser
    assert sign_in(elsewhere).status_code == 302


def test_a_cookie_of_ones_own_making_is_no_known_browser(agent: Client) -> None:
    forged = Client(REMOTE_ADDR="203.0.113.66")
    forged.cookies["device"] = "made-up:1:signature"
    for _ in range(10):
        sign_in(forged, "guess")

    assert sign_in(forged).status_code == 429


def test_the_session_before_signing_in_is_not_the_one_after(agent: Client) -> None:
    victim = Client()
    planted = str(agent.session.session_key)
    victim.cookies["sessionid"] = planted
    sign_in(victim)

    assert victim.session.session_key != planted


def test_a_new_browser_is_told_of_and_neither_the_first_nor_a_known_one(
    agent: Client, ines: User
) -> None:
    User.objects.filter(pk=ines.pk).update(last_login=None)
    first = Client()
    for _ in range(2):
        sign_in(first)
    assert not mail()
    sign_in(Client(headers={"user-agent": FIREFOX}, REMOTE_ADDR="203.0.113.9"))

    assert mail() == ["A new browser signed in as you"]
    letter = outbox.listing()[0]
    assert letter.to == "ines@ivt.example"
    assert "Firefox on Linux" in letter.text
    assert "/desk/security" in letter.text


def test_the_record_is_read_by_whoever_runs_or_audits_the_desk(
    agent: Client, ines: User, policy: None
) -> None:
    agent.post("/desk/security/password", {"current": PASSWORD, "password": NEW, "again": NEW})
    for role, status in (("administrator", 200), ("auditor", 200), ("lead", 404), ("agent", 404)):
        reader = User.objects.create_user(f"{role}@ivt.example", role, role=role)
        browser = Client()
        browser.force_login(reader)
        answer = browser.get("/desk/security/acts")
        assert answer.status_code == status, role
        if status == 200:
            assert "Changed the password ines@ivt.example by Ines Duarte" in words(answer.content)


def test_every_kind_of_act_has_words_for_the_record() -> None:
    assert all(words_of(kind) for kind in KINDS)


@pytest.mark.parametrize(
    ("address", "field"), [("/desk/sign-in", "username"), ("/desk/password/forgotten", "email")]
)
def test_known_and_unknown_addresses_take_the_same_questions_to_the_database(
    agent: Client, elsewhere: Client, address: str, field: str
) -> None:
    elsewhere.post("/desk/sign-out")  # and is a browser known to Ines
    work = []
    for one in ("ines@ivt.example", "nobody@ivt.example"):
        for browser in (Client(), elsewhere):
            with CaptureQueriesContext(connection) as asked:
                browser.post(address, {field: one, "password": "guess"})
            said = [query["sql"][:40] for query in asked.captured_queries]
            work.append([re.sub(r"\d+", "N", query) for query in said])

    assert work[0] == work[2]  # in a stranger's browser
    known, unknown = work[1], work[3]
    assert abs(len(known) - len(unknown)) <= 2  # a known browser has one count for three
    if field == "email":
        assert LinkLetter.objects.count() == 4
