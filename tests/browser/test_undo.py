"""A reply is taken back within ten seconds, and else goes out by itself."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import RunningDesk

OWN_PAGE = re.compile(r"/t/(\d+)")


def test_a_reply_is_taken_back_put_right_and_sent(desk: RunningDesk, browser: Browser) -> None:
    customer, agent = browser.new_page(), browser.new_context().new_page()
    for page in (customer, agent):
        page.set_default_timeout(15_000)
    number = _report(customer, desk)
    _open(agent, desk, number)

    reply = agent.get_by_label("Reply to")
    reply.fill("Dear Nobody,")
    reply.press("Control+a")
    reply.press("Control+b")
    expect(reply).to_have_value("**Dear Nobody,**")
    reply.press("Control+Enter")
    expect(agent.locator(".undo")).to_contain_text(re.compile(r"Sent\.\s+Undo \(\d+ s\)"))
    customer.reload()
    expect(customer.locator("main")).not_to_contain_text("Dear Nobody")

    agent.get_by_role("button", name="Undo").click()
    expect(reply).to_have_value("**Dear Nobody,**")
    expect(agent.locator("#reply")).to_contain_text("Taken back")
    reply.fill("Dear Ola, look at `auth.log`.")
    agent.get_by_role("button", name="Preview", exact=True).first.click()
    expect(agent.locator("#reply [data-preview-place] code")).to_have_text("auth.log")
    agent.get_by_role("button", name="Send to").click()
    expect(agent.locator(".undo")).to_be_visible()
    expect(agent.locator(".undo")).to_have_count(0, timeout=15_000)

    customer.reload()
    expect(customer.locator("main")).to_contain_text("Dear Ola")
    expect(customer.locator("main")).not_to_contain_text("Dear Nobody")


def _report(page: Page, desk: RunningDesk) -> str:
    page.goto(f"{desk.url}/report")
    page.get_by_label("What happens?").fill("Nobody gets in.")
    page.get_by_label("Your e-mail address").fill("ola@acme.example")
    page.get_by_role("button", name="Send the report").click()
    page.wait_for_url(OWN_PAGE)
    return str(OWN_PAGE.findall(page.url)[0])


def _open(page: Page, desk: RunningDesk, number: str) -> None:
    page.goto(f"{desk.url}/desk/sign-in")
    page.get_by_label("E-mail address").fill("ines@ivt.example")
    page.get_by_label("Password").fill("troth-demo")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{desk.url}/desk/")
    page.goto(f"{desk.url}/desk/tickets/{number}")
