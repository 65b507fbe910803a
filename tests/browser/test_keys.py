"""The keyboard: walking, opening, leaving, the list of keys and its switch."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import RunningDesk, barriers, open_ticket


@pytest.fixture
def page(desk: RunningDesk, browser: Browser) -> Iterator[Page]:
    """The queue, as an agent sees it who has just signed in."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{desk.url}/desk/")
    page.get_by_label("E-mail address").fill("ines@ivt.example")
    page.get_by_label("Password").fill("troth-demo")
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]").first).to_be_visible(timeout=20_000)
    page.wait_for_load_state()
    yield page
    context.close()


def test_rows_are_walked_opened_and_walked_on_from_the_ticket(page: Page) -> None:
    links = page.locator("[data-row] a")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    expect(links.nth(1)).to_be_focused()
    second, third = (links.nth(at).get_attribute("href") or "" for at in (1, 2))

    page.keyboard.press("Enter")
    page.wait_for_url(f"**{second}")
    page.keyboard.press(".")
    page.wait_for_url(f"**{third}")
    page.keyboard.press(",")
    page.wait_for_url(f"**{second}")
    page.keyboard.type("gq")
    page.wait_for_url("**/desk/")


def test_a_key_types_while_typing_and_escape_leaves_the_field(page: Page) -> None:
    open_ticket(page)
    page.keyboard.press("r")
    reply = page.locator("#reply-text")
    expect(reply).to_be_focused()
    page.keyboard.type("jkn?")
    expect(reply).to_have_value("jkn?")

    page.keyboard.press("Escape")
    expect(reply).not_to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#note-text")).to_be_focused()


def test_the_list_of_keys_names_them_and_switches_them_off(page: Page) -> None:
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Go to the queue")
    assert barriers(page) == []
    keys.get_by_label("Keys of a single character work").uncheck()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()

    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(page.locator("[data-row] a:focus")).to_have_count(0)
    expect(keys).to_be_hidden()

    page.locator(".menu__opener").click()
    page.get_by_role("button", name="Keys").click()
    keys.get_by_label("Keys of a single character work").check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Keys")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("[data-row] a").first).to_be_focused()
