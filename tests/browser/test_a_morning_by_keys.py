"""An agent's morning without a mouse: from signing in to the next ticket."""

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Looked, RunningDesk

SUBJECT = "Nobody on campus can sign in"


def test_a_morning_by_keys(desk: RunningDesk, browser: Browser) -> None:
    look = Looked("morning-by-keys")
    faults: list[str] = []
    page = browser.new_context().new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{desk.url}/desk/")
    press = page.keyboard.press
    _sign_in(page)

    _walk_to(page, SUBJECT)
    press("Enter")
    page.wait_for_url("**/desk/tickets/*")
    press("m")
    expect(page.locator(".ticket__agent")).to_contain_text("Ines Duarte")

    press("t")
    press("Space")
    _submit(page, "triage", "Assign severity")
    expect(page.locator(".ticket__head")).not_to_contain_text("Untriaged")
    look.at(page, "triaged")

    press("n")
    page.keyboard.type("The sign-in service again.")
    press("Control+Enter")
    expect(page.locator(".entry--private")).to_have_count(1)
    expect(page.locator(".entry--private")).to_contain_text("The sign-in service again.")

    press("r")
    page.keyboard.type("We see it too, and are on it.")
    press("Control+Enter")
    expect(page.locator(".entry--ours").last).to_contain_text("We see it too")
    look.at(page, "answered")

    press("s")
    press("Space")
    _tab_to(page, page.locator("#resolution-text"))
    page.keyboard.type("The service was restarted.")
    _submit(page, "resolution", "Send the resolution")
    expect(page.locator(".ticket__main")).to_contain_text("The service was restarted.")

    expect(page.locator(".ticket__ids")).to_contain_text("Resolved")
    press("c")
    press("Space")
    _submit(page, "closure", "Close the ticket")
    expect(page.locator(".ticket__ids")).to_contain_text("Closed")
    look.at(page, "closed")
    closed = page.url
    press(".")
    page.wait_for_url(lambda url: "/desk/tickets/" in url and url != closed)
    assert faults == []


def _sign_in(page: Page) -> None:
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type("ines@ivt.example")
    page.keyboard.press("Tab")
    page.keyboard.type("troth-demo")
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]").first).to_be_visible(timeout=20_000)
    page.wait_for_load_state()


def _walk_to(page: Page, subject: str) -> None:
    for _ in range(page.locator("[data-row]").count()):
        page.keyboard.press("j")
        if subject in page.locator("[data-row] a:focus").inner_text():
            return
    raise AssertionError(f"no row says {subject}")


def _tab_to(page: Page, place: Locator) -> None:
    for _ in range(30):
        if place.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("not to be reached by Tab")


def _submit(page: Page, form: str, name: str) -> None:
    _tab_to(page, page.locator(f"#{form}").get_by_role("button", name=name))
    page.keyboard.press("Enter")
