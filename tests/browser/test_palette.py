"""The search as one types, and the command palette, by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OPEN, RunningDesk, barriers


@pytest.fixture
def faults() -> list[str]:
    """What the page's console complains of."""
    return []


@pytest.fixture
def page(desk: RunningDesk, browser: Browser, faults: list[str]) -> Iterator[Page]:
    """The queue, as an agent sees it who has just signed in."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{desk.url}/desk/")
    page.get_by_label("E-mail address").fill("ines@ivt.example")
    page.get_by_label("Password").fill("troth-demo")
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]").first).to_be_visible(timeout=20_000)
    page.wait_for_load_state()
    yield page
    context.close()


def test_results_come_as_one_types_and_are_walked(page: Page, faults: list[str]) -> None:
    page.keyboard.press("/")
    page.wait_for_url("**/desk/search")
    expect(page.get_by_label("Search tickets")).to_be_focused()
    page.keyboard.type("audio is:op")
    expect(page.locator("#results mark").first).to_have_text("audio")
    expect(page.get_by_role("link", name="is:open")).to_be_visible()
    page.keyboard.type("en")
    page.wait_for_url("**q=audio%20is%3Aopen")
    shared = page.url
    assert barriers(page) == []

    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".found__subject").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/tickets/*")
    page.goto(shared)
    expect(page.locator(".found__row")).to_have_count(1)
    page.keyboard.press("/")
    expect(page.get_by_label("Search tickets")).to_be_focused()
    assert faults == []


def test_the_palette_goes_to_tickets_clauses_and_acts(page: Page, faults: list[str]) -> None:
    palette = page.get_by_role("dialog", name="Find or do")
    option = page.get_by_role("option", selected=True)

    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Find or do")).to_be_focused()
    page.keyboard.type("audio")
    expect(option).to_contain_text("Live event drops to audio")
    assert barriers(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/tickets/*")

    page.keyboard.press("Control+k")
    expect(palette.get_by_role("group", name="Recent")).to_contain_text("audio")
    page.keyboard.type("repl")
    expect(option).to_contain_text("Reply")
    page.keyboard.press("Enter")
    expect(palette).to_be_hidden()
    expect(page.locator("#reply-text")).to_be_focused()

    page.keyboard.press("Control+k")
    page.keyboard.type("severities")
    expect(option).to_contain_text("Severities")
    page.keyboard.press("Enter")
    page.wait_for_url("**/policy#severities")
    assert faults == []


def test_the_palette_is_a_list_to_walk_and_leave(page: Page) -> None:
    button = page.get_by_role("button", name="Find or do")
    option = page.get_by_role("option", selected=True)
    button.click()
    expect(page.get_by_role("option").filter(has_text=OPEN)).to_be_visible()  # all have come
    first = option.inner_text()
    page.keyboard.press("ArrowUp")
    last = option.inner_text()
    assert first != last
    page.keyboard.press("ArrowDown")
    assert option.inner_text() == first
    page.keyboard.type("zzzzzz")
    expect(option).to_have_text("Search for “zzzzzz”")  # what has no name may still be in words
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()
