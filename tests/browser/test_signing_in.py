"""An app is enrolled and its codes sign in; a session that is ended takes its open page along."""

import hmac
import re
import struct
import time
from base64 import b32decode

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Looked, RunningDesk

LENA = "lena@ivt.example"
SOON = 20_000  # milliseconds: less than any polling takes


def code(secret: str, steps: int = 0) -> str:
    """Return what an app shows (RFC 6238): the tests' own, not the desk's."""
    step = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(b32decode(secret), step, "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def password(page: Page, desk: RunningDesk) -> None:
    page.goto(f"{desk.url}/desk/sign-in?next=/desk/security")
    page.get_by_label("E-mail address").fill(LENA)
    page.get_by_label("Password").fill("troth-demo")
    page.get_by_role("button", name="Sign in").click()


def test_an_app_is_enrolled_and_its_codes_sign_in(browser: Browser, desk: RunningDesk) -> None:
    looked = Looked("signing-in")
    page = browser.new_page()
    refused: list[str] = []
    page.on(
        "console", lambda one: refused.append(one.text) if "Content Security" in one.text else None
    )
    password(page, desk)
    page.get_by_role("link", name="Enrol an app").click()
    looked.at(page, "enrolling")
    secret = page.locator(".enrolling__secret").inner_text().replace(" ", "")
    page.get_by_label("The code that your app shows").fill(code(secret))
    page.get_by_label("Your password").fill("troth-demo")
    page.get_by_role("button", name="Enrol it").click()
    recovery = page.locator(".codes code").all_inner_texts()
    assert len(recovery) == 10
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("10 recovery codes are left")).to_be_visible()

    other = browser.new_page()
    password(other, desk)
    field = other.get_by_label("Code")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("autocomplete", "one-time-code")
    field.fill("000 000")
    field.press("Enter")
    expect(other.get_by_role("alert")).to_contain_text("That code does not fit")
    looked.at(other, "code")
    typed = code(secret, 1)  # the one after: this one was used to enrol
    other.get_by_label("Code").fill(f"{typed[:3]} {typed[3:]}")
    other.get_by_label("Code").press("Enter")
    expect(other.get_by_role("heading", name="Your sign-in")).to_be_visible()

    # Of the two browsers, the first shows the queue and hears of it, until it is signed out.
    with page.expect_request(re.compile("/live/desk")):
        page.goto(f"{desk.url}/desk/queue/all")
    other.reload()
    other.get_by_role("button", name=re.compile("^Sign out Chrom")).click()
    expect(other.get_by_text("That browser is signed out.")).to_be_visible()
    expect(page.locator(".toast")).to_contain_text("signed out", timeout=SOON)
    looked.at(page, "ended")
    page.reload()
    expect(page).to_have_url(re.compile(r"/desk/sign-in\?next="))

    other.goto(f"{desk.url}/desk/security/app/removal")  # as it was for whoever comes next
    other.get_by_label("Your password").fill("troth-demo")
    other.get_by_role("button", name="Remove it").click()
    expect(other.get_by_text("Your password alone signs you in.")).to_be_visible()
    assert not refused
    for one in (page, other):
        one.close()
