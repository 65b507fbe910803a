"""The words on closed tickets, decided one after the other by keyboard alone."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Looked, RunningDesk
from tests.browser.test_queue_by_keyboard import signed_in


def test_every_word_is_decided_without_a_mouse(desk: RunningDesk, browser: Browser) -> None:
    look = Looked("deciding")
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    signed_in(page, desk)
    page.goto(f"{desk.url}/desk/queue/undecided")
    waiting = page.locator("[data-row]").count()
    assert waiting >= 1

    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page.get_by_role("heading", name="What is this word about?")).to_be_visible()
    look.at(page, "one-word")
    for left in range(waiting - 1, -1, -1):
        seen = page.locator("input[name=seen]").first.get_attribute("value")
        page.keyboard.press("r" if left == 0 else "t")
        if left:
            expect(page.locator(f"input[name=seen][value='{seen}']")).to_have_count(0)
    expect(page.get_by_text("Nothing to decide.")).to_be_visible()
    look.at(page, "nothing-left")

    page.goto(f"{desk.url}/desk/queue/undecided")
    expect(page.locator("[data-row]")).to_have_count(0)
    assert not faults
