"""Narrowing the queue and assigning many tickets, by keyboard alone."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Looked, RunningDesk

AGENT = ("tomas@ivt.example", "troth-demo")


def signed_in(page: Page, desk: RunningDesk) -> None:
    page.goto(f"{desk.url}/desk/sign-in")
    page.get_by_label("mail").first.fill(AGENT[0])
    page.get_by_label("Password").fill(AGENT[1])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


def test_filters_and_many_tickets_without_a_mouse(desk: RunningDesk, browser: Browser) -> None:
    look = Looked("queue-by-keyboard")
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    signed_in(page, desk)
    page.goto(f"{desk.url}/desk/queue/all")

    page.keyboard.press("f")
    box = page.get_by_role("checkbox", name="Severity 3")
    expect(box).to_be_visible()
    box.focus()
    page.keyboard.press("Space")
    look.at(page, "filters")
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue/all?**severity=3**")
    expect(page.locator(".chip")).to_contain_text("Severity 3")

    rows = page.locator("[data-row]")
    count = rows.count()
    assert count >= 2
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".bulk__count")).to_have_text("1 selected")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.locator(".bulk__count")).to_have_text("2 selected")
    look.at(page, "selected")

    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Assign 2 tickets")).to_be_visible()
    look.at(page, "assign")
    page.get_by_role("radio", name="Tomas Reyl (you)").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Assign 2 tickets").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("2 tickets changed.")).to_be_visible()
    expect(page.locator(".queue__agent--mine")).to_have_count(2)
    look.at(page, "assigned")
    assert not faults
