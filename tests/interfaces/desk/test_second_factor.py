"""The second factor: asked for, enrolled on the way in, and nothing that gets around it."""

import re
from base64 import b32decode
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.interfaces.desk.conftest import PASSWORD, words
from tests.interfaces.portal.people import MARA, make
from tests.interfaces.portal.people import signed_in as customer
from tests.rooms.at_once import at_once
from troth.domain.accounts.models import User
from troth.domain.security import factors
from troth.domain.security.acts import By
from troth.domain.security.models import Act, Factor
from troth.domain.security.passwords import make_link
from troth.domain.security.rules import code_at, step_of
from troth.interfaces.now import now, real

CODE_PAGE, ENROLMENT = "/desk/sign-in/code", "/desk/sign-in/enrolment"


def password(client: Client, **more: Any) -> str:
    """Sign in by the password alone; return where that leads."""
    given = {"username": "ines@ivt.example", "password": PASSWORD} | more
    return str(client.post("/desk/sign-in", given)["Location"])


def kinds() -> list[str]:
    return list(Act.objects.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def salt(agent: Client) -> str:
    return factors.new_salt()


@pytest.fixture
def code(salt: str) -> Callable[[int], str]:
    """Return what the app shows, some half minutes from now."""

    def _code(steps: int = 0) -> str:
        return code_at(factors.secret_from(salt), step_of(real()) + steps)

    return _code


@pytest.fixture
def recovery(ines: User, salt: str, code: Callable[[int], str]) -> list[str]:
    """Enrol Ines two half minutes ago; return her recovery codes."""
    then = real() - timedelta(minutes=1)
    typed = code_at(factors.secret_from(salt), step_of(then))
    by = By(ines.by)
    return factors.enrol(ines, salt, typed, keep=None, by=by, at=now(), clock=then)


@pytest.fixture
def required(settings: Settings) -> None:
    """Let the desk ask its staff for a second factor."""
    settings.TROTH = replace(settings.TROTH, second_factor=True)


def signed_in(client: Client) -> bool:
    return bool(client.get("/desk/security").status_code == 200)


def test_a_code_follows_the_password_and_leads_where_one_was_going(
    recovery: list[str], code: Callable[[int], str]
) -> None:
    browser = Client()
    assert password(browser, next="/desk/mail") == CODE_PAGE
    assert not signed_in(browser)

    answer = browser.post(CODE_PAGE, {"code": f" {code(0)[:3]} {code(0)[3:]} "})
    assert answer["Location"] == "/desk/mail"
    assert signed_in(browser)


def test_a_code_counts_once_in_whichever_browser(
    recovery: list[str], code: Callable[[int], str]
) -> None:
    first, second = Client(), Client()
    for browser in (first, second):
        password(browser)
    typed = code(0)
    assert first.post(CODE_PAGE, {"code": typed}).status_code == 302

    for old in (typed, code(-1)):
        assert second.post(CODE_PAGE, {"code": old}).status_code == 422
    assert second.post(CODE_PAGE, {"code": code(1)}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_alone_gets_in_by_a_code(
    ines: User, recovery: list[str], code: Callable[[int], str]
) -> None:
    typed = code(0)
    found = at_once(*[lambda: factors.prove(ines, typed, clock=real())] * 6)

    assert sorted(map(str, found)) == ["False"] * 5 + ["True"]


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_clock_too_far_off_is_refused(
    recovery: list[str], code: Callable[[int], str], steps: int
) -> None:
    browser = Client()
    password(browser)

    assert browser.post(CODE_PAGE, {"code": code(steps)}).status_code == 422


def test_the_demo_s_clock_changes_no_code(
    recovery: list[str], code: Callable[[int], str], settings: Settings
) -> None:
    settings.CLOCK_OFFSET += timedelta(hours=3)
    browser = Client()
    password(browser)

    assert browser.post(CODE_PAGE, {"code": code(0)}).status_code == 302


def test_a_recovery_code_stands_in_once_and_is_told(recovery: list[str]) -> None:
    first, second = Client(), Client()
    for browser in (first, second):
        password(browser)
    assert first.post(CODE_PAGE, {"code": recovery[0].upper()}).status_code == 302
    assert second.post(CODE_PAGE, {"code": recovery[0]}).status_code == 422
    assert "recovery_used" in kinds()


def test_nothing_is_open_between_password_and_code(recovery: list[str], policy: None) -> None:
    browser = Client()
    password(browser)

    for address in ("/desk/", "/desk/security", "/desk/security/app/removal", "/live/desk"):
        assert browser.get(address)["Location"].startswith("/desk/sign-in")
    assert browser.get(ENROLMENT)["Location"] == "/desk/sign-in?said=over"
    assert browser.post(ENROLMENT, {"code": "123456"}).status_code == 302
    assert Factor.objects.count() == 1


def test_nobody_gets_to_a_code_without_the_password(recovery: list[str]) -> None:
    for address in (CODE_PAGE, ENROLMENT):
        assert Client().get(address)["Location"] == "/desk/sign-in?said=over"
        assert Client().post(address, {"code": recovery[0]})["Location"].endswith("said=over")


def test_guessing_codes_is_paused_and_told(recovery: list[str], code: Callable[[int], str]) -> None:
    for _ in range(10):
        browser = Client()
        password(browser)
        assert browser.post(CODE_PAGE, {"code": "000000"}).status_code == 422

    assert browser.post(CODE_PAGE, {"code": code(0)}).status_code == 429
    assert kinds().count("factor_guessed") == 1


def test_a_password_changed_meanwhile_ends_what_was_begun(
    ines: User, recovery: list[str], code: Callable[[int], str]
) -> None:
    browser = Client()
    password(browser)
    ines.set_password("another long phrase")
    ines.save()

    assert browser.post(CODE_PAGE, {"code": code(0)})["Location"] == "/desk/sign-in?said=over"


def test_whoever_is_let_go_between_the_two_does_not_get_in(
    ines: User, recovery: list[str], code: Callable[[int], str]
) -> None:
    browser = Client()
    password(browser)
    User.objects.filter(pk=ines.pk).update(is_active=False)

    assert browser.post(CODE_PAGE, {"code": code(0)}).status_code == 302
    assert not signed_in(browser)


def test_where_it_is_needed_it_is_enrolled_on_the_way_in(agent: Client, required: None) -> None:
    browser = Client()
    assert password(browser, next="/desk/mail") == ENROLMENT
    assert not signed_in(browser)
    page = browser.get(ENROLMENT).content.decode()
    (said,) = re.findall(r"secret=(\w+)&", page)
    assert browser.get(ENROLMENT).content.decode().count(said) == page.count(said)  # the same again
    assert browser.post(ENROLMENT, {"code": "12345"}).status_code == 422

    secret = b32decode(said)
    answer = browser.post(ENROLMENT, {"code": code_at(secret, step_of(real()))})
    assert len(re.findall(r"<li><code>", answer.content.decode())) == 10
    assert 'href="/desk/mail"' in answer.content.decode()
    assert signed_in(browser)
    assert "factor_enrolled" in kinds()


def test_a_session_from_before_it_was_needed_is_a_strangers(
    agent: Client, required: None, policy: None
) -> None:
    assert agent.get("/desk/").status_code == 302
    assert agent.get("/live/desk").status_code == 302
    assert not agent.get("/sign-in").wsgi_request.user.is_authenticated


def test_customers_are_asked_for_none(client: Client, required: None, policy: None) -> None:
    make(MARA, "Mara Lind", "Acme")
    assert customer(MARA).get("/tickets").status_code == 200


def test_a_reset_by_mail_asks_for_the_code_all_the_same(
    ines: User, recovery: list[str], code: Callable[[int], str]
) -> None:
    new = "another long phrase"
    word = make_link(ines, at=now())
    browser = Client()
    browser.post(f"/desk/password/{word}", {"password": new, "again": new})

    assert password(browser, password=new) == CODE_PAGE


@pytest.mark.parametrize("page", ["app", "app/removal", "recovery", "password"])
def test_a_stolen_session_changes_nothing_without_the_password(
    agent: Client, recovery: list[str], ines: User, page: str
) -> None:
    agent.force_login(ines)
    if page == "app":
        Factor.objects.all().delete()
        agent.get("/desk/security/app")
    before = kinds(), Factor.objects.count(), User.objects.get(pk=ines.pk).password
    for current in ("", "guess"):
        given = {"current": current, "code": "123456", "password": "long enough", "again": "x"}
        assert agent.post(f"/desk/security/{page}", given).status_code == 422

    assert (kinds(), Factor.objects.count(), User.objects.get(pk=ines.pk).password) == before


def test_an_app_is_removed_and_another_enrolled(
    agent: Client, ines: User, recovery: list[str]
) -> None:
    agent.force_login(ines)
    agent.post("/desk/security/app/removal", {"current": PASSWORD})
    assert Factor.objects.count() == 0
    assert not factors.recover(ines, recovery[0], by=By("test"), at=now())

    agent.get("/desk/security/app")
    secret = factors.secret_from(agent.session["enrolling"])
    given = {"current": PASSWORD, "code": code_at(secret, step_of(real()))}
    answer = agent.post("/desk/security/app", given)
    assert "Keep these recovery codes" in words(answer.content)
    assert kinds()[-2:] == ["factor_removed", "factor_enrolled"]


def test_the_picture_needs_no_style_and_no_script(agent: Client) -> None:
    page = agent.get("/desk/security/app").content.decode()
    (picture,) = re.findall(r"<svg class=\"qr\".*?</svg>", page, re.DOTALL)

    assert "style" not in picture
    assert "onload" not in picture
    assert "otpauth://totp/localhost:ines@ivt.example?secret=" in page
