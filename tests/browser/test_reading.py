"""A long ticket, read by keyboard alone."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import ROOT, Looked, RunningDesk, barriers, wait_until


@pytest.fixture(scope="module")
def long_ticket(desk: RunningDesk) -> str:
    """The address of a ticket of 120 entries."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TROTH_")}
    kept.pop("DATABASE_URL", None)
    own = {"TROTH_HOME": str(desk.home), "TROTH_PORT": str(desk.port), "TROTH_DEMO": "yes"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.long_ticket"],
        env=kept | own,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return f"{desk.url}/desk/tickets/{done.stdout.strip()}"


def reader(browser: Browser, desk: RunningDesk, width: int) -> tuple[Page, list[str]]:
    """A browser in which Ines has signed in, and what its console complains of."""
    context = browser.new_context(
        viewport=ViewportSize(width=width, height=900),
        timezone_id="Europe/Riga",
        reduced_motion="reduce",
    )
    page, faults = context.new_page(), []
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{desk.url}/desk/sign-in")
    page.get_by_label("E-mail address").fill("ines@ivt.example")
    page.get_by_label("Password").fill("troth-demo")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{desk.url}/desk/")
    return page, faults


def test_a_long_ticket_is_read_by_keyboard(
    desk: RunningDesk, browser: Browser, long_ticket: str
) -> None:
    page, faults = reader(browser, desk, 1280)
    look = Looked("reading")
    page.goto(long_ticket)
    look.at(page, "top")
    assert barriers(page) == []

    page.keyboard.press("e")
    newest = page.locator(".entry").last
    expect(newest).to_be_focused()
    expect(newest).to_be_in_viewport()
    expect(page.locator(".ticket__subject")).to_be_in_viewport()
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(page.locator(".entry").nth(-3)).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".entry").nth(-2)).to_be_focused()

    page.goto(f"{long_ticket}#entry-2")
    event = page.locator("#entry-2")
    expect(event).to_be_visible()
    expect(event).to_be_focused()
    expect(event.locator("xpath=ancestor::details")).to_have_attribute("open", "")

    page.keyboard.press("w")
    expect(page.locator(".timeline .promise").first).to_contain_text("severity.3.response")
    look.at(page, "why-then")

    page.keyboard.press("t")
    expect(page.locator("#triage")).to_have_attribute("open", "")
    expect(page.locator("#triage input[type=radio]").first).to_be_focused()
    page.keyboard.press("h")
    expect(page).to_have_url(re.compile(r"/history$"))
    page.get_by_role("link", name="Among staff").click()
    expect(page.locator(".fact").first).to_contain_text("Note")
    look.at(page, "history")
    assert barriers(page) == []
    assert faults == []


def test_what_was_read_is_remembered(desk: RunningDesk, browser: Browser, long_ticket: str) -> None:
    page, faults = reader(browser, desk, 1280)
    page.goto(f"{long_ticket}#entry-50")
    expect(page.locator("#entry-50")).to_be_in_viewport()
    wait_until(page, "Object.keys(localStorage).some((key) => key.startsWith('troth:read:'))")

    page.goto(long_ticket)
    marked = page.locator(".entry--unread")
    expect(marked).to_have_count(1)
    page.keyboard.press("u")
    expect(marked).to_be_focused()
    expect(marked).to_be_in_viewport()
    assert int((marked.get_attribute("id") or "").removeprefix("entry-")) > 50
    assert faults == []


@pytest.mark.parametrize("width", [360, 768])
def test_where_the_screen_is_narrow_the_panel_is_a_drawer(
    desk: RunningDesk, browser: Browser, long_ticket: str, width: int
) -> None:
    page, faults = reader(browser, desk, width)
    page.goto(long_ticket)
    drawer = page.locator("#panel")
    expect(drawer).to_be_hidden()
    page.get_by_role("button", name="Details").click()
    expect(drawer).to_be_visible()
    Looked(f"reading-drawer-{width}").at(page, "open")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()

    page.keyboard.press("c")
    expect(drawer).to_be_visible()
    expect(page.locator("#closure input[type=radio]").first).to_be_focused()
    page.keyboard.press("Escape")
    assert faults == []


def test_a_picture_stands_in_its_place_and_opens_large(
    desk: RunningDesk, browser: Browser, long_ticket: str
) -> None:
    page, faults = reader(browser, desk, 1280)
    page.goto(long_ticket)
    small = page.locator("a.picture").first
    expect(small.locator("img")).to_have_js_property("naturalWidth", 2)

    small.focus()
    page.keyboard.press("Enter")
    large = page.get_by_role("dialog", name="Picture: shot.png")
    expect(large).to_be_visible()
    expect(large.get_by_role("button", name="Close")).to_be_visible()
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    expect(small).to_be_focused()
    assert faults == []
