"""A customer's administrator adds a colleague, who reports; removed, they reach nothing."""

import re
from email import message_from_bytes

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Looked, RunningDesk
from tests.browser.test_customers import new_page, sign_in
from tests.browser.test_who_may_ask import INES, as_agent, comes, write

DAN, KIM = "dan.whitlow@summit-health.example", "kim.roe@summit-health.example"


def test_a_colleague_is_added_signs_in_reports_and_is_removed(
    desk: RunningDesk, browser: Browser
) -> None:
    look = Looked("company")
    dan = new_page(browser.new_context(timezone_id="America/Denver"))
    sign_in(dan, desk, DAN)
    dan.locator(".menu__opener").click()
    dan.get_by_role("link", name="My company").click()
    expect(dan.locator("main")).to_contain_text("1 of at most 5 people are named.")
    dan.get_by_label("E-mail address").fill(KIM)
    dan.get_by_label("Name").fill("Kim Roe")
    dan.get_by_role("button", name="Add them").click()
    expect(dan.get_by_role("status")).to_contain_text("Kim Roe may ask for support from now on.")
    look.at(dan, "added")

    kim = new_page(browser.new_context(timezone_id="America/Denver"))
    sign_in(kim, desk, KIM)
    kim.goto(f"{desk.url}/report")
    kim.get_by_label("In one line").fill("The ward screens are black")
    kim.get_by_label("What happens?").fill("All of them since the update.")
    kim.get_by_role("button", name="Send the report").click()
    expect(kim.locator(".answer__promise")).to_contain_text("We answer by")
    ticket = kim.url
    look.at(kim, "reported")

    dan.get_by_role("button", name="Remove Kim Roe").click()
    expect(dan.get_by_role("status")).to_contain_text("Kim Roe can no longer sign in")
    kim.goto(ticket)
    expect(kim).to_have_url(re.compile(r"/sign-in\?next="))
    dan.goto(f"{desk.url}/tickets")
    expect(dan.locator("main")).to_contain_text("The ward screens are black")
    look.at(dan, "stays")

    # The address that their mail answered to is no way in any more: what comes by it waits.
    write(desk, KIM, reply_address(desk), "Re: screens", "I am still here, am I not?")
    ines = new_page(browser.new_context())
    as_agent(ines, desk, INES)
    comes(ines, f"{desk.url}/desk/queue/held", "Re: screens")
    dan.get_by_role("link", name="The ward screens are black").click()
    expect(dan.locator("main")).not_to_contain_text("I am still here")


def reply_address(desk: RunningDesk) -> str:
    """Return where an answer to the newest mail to Kim about a ticket goes."""
    for path in sorted((desk.home / "outbox").glob("*.eml"), reverse=True):
        mail = message_from_bytes(path.read_bytes())
        if mail["To"] == KIM and "+t" in str(mail["Reply-To"]):
            return str(mail["Reply-To"])
    raise AssertionError("no mail to Kim can be answered")
