"""A stranger at a customer's domain is held, told and taken on; who is let go is out at once."""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Looked, RunningDesk
from tests.browser.test_customers import new_page

INES = "ines@ivt.example"
OMAR = "omar.haddad@kestrel.example"
SUBJECT = "Payments of the night are missing"
FIRST_PASSWORD = "a horse of some colour"
SOON = 10_000


def as_agent(page: Page, desk: RunningDesk, email: str, password: str = "troth-demo") -> None:
    """Sign in at the desk."""
    page.goto(f"{desk.url}/desk/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#queue")).to_be_visible()


def write(desk: RunningDesk, sender: str, to: str, subject: str, text: str) -> None:
    """Hand a mail to the desk's own listener."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Message-ID"] = f"<{subject.replace(' ', '-')}@test.example>"
    mail.set_content(text)
    with smtplib.SMTP("127.0.0.1", desk.port + 25) as line:
        line.send_message(mail)


def comes(page: Page, address: str, words: str) -> None:
    """Look at a page again until it has some words on it."""
    for _ in range(40):
        page.goto(address)
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{words!r} never came to {address}")


@contextmanager
def checked(page: Page, desk: RunningDesk) -> Iterator[None]:
    """Check reports against contracts for a while, on a desk that others try as well."""
    page.goto(f"{desk.url}/desk/customers")
    page.get_by_role("button", name="Check reports against contracts").click()
    try:
        yield
    finally:
        page.goto(f"{desk.url}/desk/customers")
        page.get_by_role("button", name="Take everybody in").click()


def test_a_stranger_at_a_known_domain_is_held_told_and_taken_on(
    desk: RunningDesk, browser: Browser
) -> None:
    look = Looked("stranger")
    ines = new_page(browser.new_context())
    as_agent(ines, desk, INES)
    with checked(ines, desk):
        write(desk, OMAR, "support@ivt.example", SUBJECT, "All of them since two o'clock.")
        comes(ines, f"{desk.url}/desk/queue/held", SUBJECT)
    ines.goto(f"{desk.url}/desk/queue/held")
    ines.get_by_role("link", name=SUBJECT).click()
    expect(ines.locator("#hold")).to_be_visible()
    look.at(ines, "held")

    told = new_page(browser.new_context())
    comes(told, f"{desk.url}/demo/outbox", f"to {OMAR}")
    told.locator("li", has_text=f"to {OMAR}").get_by_role("link").first.click()
    expect(told.locator("main")).to_contain_text("we do not know this address")
    expect(told.locator("main")).not_to_contain_text("Priya")
    look.at(told, "told")

    expect(ines.get_by_label("By which contract")).to_have_value("C-1042")
    ines.get_by_role("button", name="Accept as a ticket").click()
    expect(ines.locator("#hold")).to_have_count(0)
    reported = ines.locator("dt", has_text="Reported").locator("+ dd time")
    counted = ines.locator(".promise", has_text="Response").locator(".promise__when time").first
    when = str(reported.get_attribute("datetime"))
    expect(counted).to_have_attribute("datetime", when)
    expect(ines.locator(".ticket__side")).to_contain_text("C-1042")
    look.at(ines, "accepted")


def test_whoever_is_let_go_has_no_page_and_no_stream_any_more(
    desk: RunningDesk, browser: Browser
) -> None:
    look = Looked("let-go")
    ines, sam = (new_page(browser.new_context()) for _ in range(2))
    as_agent(ines, desk, INES)
    ines.goto(f"{desk.url}/desk/staff")
    ines.get_by_text("Let somebody in").click()
    ines.get_by_label("Name", exact=True).fill("Sam Ito")
    ines.get_by_label("E-mail address").fill("sam@ivt.example")
    ines.get_by_label("First password").fill(FIRST_PASSWORD)
    ines.get_by_role("button", name="Let them in").click()
    who = ines.locator("li", has_text="sam@ivt.example")
    expect(who).to_be_visible()
    look.at(ines, "staff")

    as_agent(sam, desk, "sam@ivt.example", FIRST_PASSWORD)
    who.locator("summary", has_text="Role").click()
    who.get_by_role("button", name="Sam Ito works here no longer").click()
    expect(ines.locator("li", has_text="sam@ivt.example")).to_contain_text("gone")
    expect(sam.locator("#ended")).to_be_visible(timeout=SOON)
    look.at(sam, "ended")
    sam.goto(f"{desk.url}/desk/customers")
    expect(sam).to_have_url(re.compile(r"/desk/sign-in"))


def test_an_auditor_reads_a_ticket_and_finds_nothing_to_press(
    desk: RunningDesk, browser: Browser
) -> None:
    look = Looked("auditor")
    ada = new_page(browser.new_context())
    as_agent(ada, desk, "ada@ivt.example")
    ada.locator("[data-row] a").first.click()
    expect(ada.locator(".ticket__subject")).to_be_visible()
    expect(ada.locator("main form")).to_have_count(0)
    look.at(ada, "ticket")
    ada.goto(f"{desk.url}/desk/staff")
    expect(ada.locator("main")).to_contain_text("Ada Winther auditor")
    expect(ada.locator("main form")).to_have_count(0)
