"""Customers: a report from a phone over a bad line, a code, a colleague, and a stranger."""

import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from tests.browser.conftest import Looked, RunningDesk

PHONE = ViewportSize(width=360, height=740)
MARA, LARS = "mara.lind@acme-media.example", "lars.holm@acme-media.example"
PRIYA = "priya.nair@kestrel.example"
SUBJECT = "The player stays black on phones"


def test_a_report_from_a_phone_survives_a_closed_tab_and_a_dropped_line(
    desk: RunningDesk, browser: Browser, tmp_path: Path
) -> None:
    look = Looked("customer-phone")
    phone = browser.new_context(viewport=PHONE, has_touch=True, timezone_id="Europe/Riga")
    page = new_page(phone)
    page.goto(f"{desk.url}/report")
    page.get_by_label("In one line").fill(SUBJECT)
    page.get_by_label("What happens?").fill("Sound comes, but no picture.")
    with page.expect_response("**/report/promise?*"):
        page.get_by_label("Severity 1").check()
    expect(page.locator(".prospects__one--chosen")).to_contain_text("Severity 1: we answer by")
    expect(page.locator("[data-kept-note]")).to_contain_text("Kept on this device")
    page.close()

    page = new_page(phone)
    page.goto(f"{desk.url}/report")
    expect(page.get_by_label("In one line")).to_have_value(SUBJECT)
    expect(page.get_by_label("Severity 1")).to_be_checked()
    expect(page.locator(".prospects__one--chosen")).to_contain_text("Severity 1: we answer by")
    page.get_by_label("Your e-mail address").fill("ben@phone.example")
    film = tmp_path / "film.mp4"
    film.write_bytes(bytes(range(256)) * 4096)
    _drop_the_line_halfway(page)
    page.set_input_files("input[type=file]", film)
    expect(page.locator(".upload")).to_contain_text("The connection is gone")
    assert not _overflows(page)
    look.at(page, "line-dropped")

    page.unroute("**/uploads/*")
    expect(page.locator(".upload")).to_contain_text("ready", timeout=20_000)
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator(".answer__promise")).to_contain_text("We answer by")
    expect(page.locator(".files")).to_contain_text("film.mp4")
    expect(page.locator(".answer__next")).to_contain_text("A person of our staff reads")
    assert not _overflows(page)
    look.at(page, "ticket")
    with page.expect_download() as kept:
        page.get_by_role("link", name="film.mp4").first.click()
    assert kept.value.path().read_bytes() == film.read_bytes()

    page.goto(f"{desk.url}/report")
    expect(page.get_by_label("In one line")).to_have_value("")


def test_a_colleague_who_was_added_signs_in_by_code_and_another_company_sees_nothing(
    desk: RunningDesk, browser: Browser
) -> None:
    look = Looked("customer-colleagues")
    mara = new_page(browser.new_context(timezone_id="Europe/Riga"))
    sign_in(mara, desk, MARA)
    expect(mara.get_by_role("heading", level=1)).to_have_text("Tickets of Acme Media")
    look.at(mara, "tickets")
    mara.get_by_role("link", name="One producer cannot open the editor").click()
    ticket = mara.url

    mara.get_by_label("Add a colleague").fill(PRIYA)
    mara.get_by_role("button", name="Add", exact=True).click()
    expect(mara.get_by_role("alert")).to_contain_text("Only somebody of your company")
    mara.get_by_label("Add a colleague").fill(LARS)
    mara.get_by_role("button", name="Add", exact=True).click()
    expect(mara.locator("#colleagues")).to_contain_text(LARS)
    mara.get_by_text("It is more urgent than this").click()
    mara.get_by_label("What has changed?").fill("Now it is every producer.")
    mara.get_by_role("button", name="Ask for a raise").click()
    expect(mara.locator(".answer__next")).to_contain_text("You said that it is urgent")
    look.at(mara, "urgent")

    lars = new_page(browser.new_context())
    sign_in(lars, desk, LARS)
    lars.goto(ticket)
    expect(lars.locator(".entries")).to_contain_text("Now it is every producer.")
    with lars.expect_response("**/drafts"):
        lars.get_by_label("Your message").fill("I am the producer.")
    lars.reload()
    expect(lars.get_by_label("Your message")).to_have_value("I am the producer.")
    lars.get_by_role("button", name="Send to support").click()
    expect(lars.locator(".entries")).to_contain_text("I am the producer.")

    priya = new_page(browser.new_context())
    sign_in(priya, desk, PRIYA)
    answer = priya.goto(ticket)
    assert answer is not None
    assert answer.status == 404
    expect(priya.locator("body")).not_to_contain_text("editor")
    look.at(priya, "not-theirs")

    lars.goto(f"{desk.url}/tickets")
    lars.locator(".menu__opener").click()
    lars.get_by_role("button", name="Sign out").click()
    lars.goto(ticket)
    expect(lars).to_have_url(re.compile(r"/sign-in\?next="))


def new_page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


def sign_in(page: Page, desk: RunningDesk, email: str) -> None:
    """Ask for a code, read it in the demo's outbox, and type it."""
    page.goto(f"{desk.url}/tickets")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_label("The code from your mail")).to_be_focused()
    outbox = page.context.new_page()
    letter = outbox.locator("li", has_text=f"to {email}").filter(has_text="is your code").first
    for _ in range(20):
        outbox.goto(f"{desk.url}/demo/outbox")
        if letter.count():
            break
        outbox.wait_for_timeout(250)
    code = re.search(r"[A-Z]{4}-[A-Z]{4}", letter.inner_text())
    assert code is not None
    outbox.close()
    page.get_by_label("The code from your mail").fill(code.group().lower())
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{desk.url}/tickets")


def _drop_the_line_halfway(page: Page) -> None:
    """Let the first piece of an upload through, and nothing after it."""
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.method)
        if sent.count("PATCH") > 1 or (sent.count("PATCH") and route.request.method == "HEAD"):
            route.abort("connectionfailed")
        else:
            route.continue_()

    page.route("**/uploads/*", answer)


def _overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
