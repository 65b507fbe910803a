"""What somebody is writing survives a killed web process, and another machine."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.conftest import RunningDesk, open_ticket

OFFICE = "We see it on the second node and look into it."
HOME = "Written at home: the second node is back."


def test_a_draft_survives_a_killed_web_process_and_another_machine(
    desk: RunningDesk, browser: Browser
) -> None:
    office, home = (_agent(browser, desk) for _ in range(2))
    office.goto(f"{desk.url}/desk/")
    open_ticket(office)
    reply = office.get_by_label("Reply to")
    with office.expect_response(_keeps(OFFICE)):
        reply.press_sequentially(OFFICE)
    expect(office.locator("#reply [data-draft-kept]")).to_contain_text("Draft kept")

    desk.kill_web()
    home.goto(office.url)
    expect(home.get_by_label("Reply to")).to_have_value(OFFICE)
    with home.expect_response(_keeps(HOME)):
        home.get_by_label("Reply to").fill(HOME)
    with office.expect_response(_keeps(f"{OFFICE} More later.")):
        reply.press_sequentially(" More later.")

    beside = office.locator("#reply [data-draft-beside]")
    expect(beside).to_contain_text("You wrote another draft")
    expect(beside).to_contain_text(HOME)
    beside.get_by_role("button", name="Add it here").click()
    expect(reply).to_have_value(f"{OFFICE} More later.\n\n{HOME}")

    with office.expect_response("**/reply"):
        office.get_by_role("button", name="Send to").click()
    office.reload()
    expect(office.locator(".entry--ours").last).to_contain_text(HOME)
    expect(office.get_by_label("Reply to")).to_have_value("")


def _keeps(text: str) -> Callable[[Response], bool]:
    """Say whether an answer is that of keeping this very text as a draft."""
    return lambda answer: (
        answer.ok
        and answer.url.endswith("/drafts")
        and f"\r\n\r\n{text}\r\n" in (answer.request.post_data or "")
    )


def _agent(browser: Browser, desk: RunningDesk) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{desk.url}/desk/sign-in")
    page.get_by_label("E-mail address").fill("ines@ivt.example")
    page.get_by_label("Password").fill("troth-demo")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{desk.url}/desk/")
    return page
