"""The main job, end to end: report, triage, answer, miss, resolve, close, write again, decide."""

import re

from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.conftest import Looked, RunningDesk

SUBJECT = "Nobody can sign in to MediaPlatform"
REASON = "Resolved without a change to the code"
ANSWER = "We see it too: the sign-in service is down. We are restarting it."


def test_the_main_job(desk: RunningDesk, browser: Browser) -> None:
    look = Looked("main-job")
    faults: list[str] = []
    customer = _person(browser, "Europe/Riga", faults)
    agent = _person(browser, "America/New_York", faults)

    ref = _report_a_trouble(customer, desk, look)
    own_page = customer.url
    _sign_in(agent, desk, look)
    _triage_and_answer(agent, ref, look)

    customer.goto(own_page)
    expect(customer.locator("main")).to_contain_text(ANSWER)
    expect(customer.locator(".promise", has_text="Answer")).to_contain_text("kept")
    look.at(customer, "customer-answered")

    ticket = agent.url
    agent.goto("about:blank")  # or it would ask for news of a desk that is not there
    desk.stop()
    desk.start(ahead=3)
    agent.goto(ticket)
    _see_the_broken_promise(agent, customer, desk, own_page, look)
    _resolve_and_close(agent, look)
    _write_again(customer, own_page, look)
    _decide(agent, desk, ref, look)

    customer.goto(own_page)
    expect(customer.locator(".answer__promise")).to_contain_text("We answer by")
    look.at(customer, "customer-reopened")
    _read_the_mail(customer, desk, ref, look)
    assert faults == []


def _person(browser: Browser, zone: str, faults: list[str]) -> Page:
    """A new person's browser; what its console complains of is collected."""
    page = browser.new_context(timezone_id=zone).new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on(
        "console",
        lambda said: (
            faults.append(said.text)
            if said.type == "error" and "Failed to load resource" not in said.text
            else None
        ),
    )
    return page


def _report_a_trouble(customer: Page, desk: RunningDesk, look: Looked) -> str:
    customer.goto(desk.url)
    look.at(customer, "front")
    customer.get_by_role("link", name="Support policy", exact=True).click()
    expect(customer.get_by_role("heading", level=1)).to_be_visible()
    look.at(customer, "policy")
    customer.get_by_role("link", name="Report a trouble").click()
    customer.get_by_label("Your name").fill("Lena Ozola")
    customer.get_by_label("Company").fill("Baltic Media")
    customer.get_by_label("What happens?").fill("Since 9:00 everybody sees a blank page.")
    customer.get_by_role("button", name="Send the report").click()
    expect(customer.get_by_role("alert")).to_contain_text("Everything you typed is still here")
    look.at(customer, "report-came-back")

    customer.get_by_label("Your e-mail address").fill("lena.ozola@baltic.example")
    customer.get_by_label("In one line, what is wrong?").fill(SUBJECT)
    customer.get_by_label("Severity 1").check()
    customer.set_input_files(
        "input[type=file]", FilePayload(name="log.txt", mimeType="text/plain", buffer=b"502")
    )
    customer.get_by_role("button", name="Send the report").click()
    ref = customer.locator(".answer__number").inner_text()
    assert re.fullmatch(r"IVT-\d{5,}", ref)
    expect(customer.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    expect(customer.locator(".answer__promise")).to_have_text(
        re.compile(r"We answer by .*\d\d:\d\d Eastern \(.*\d\d:\d\d your time\)")
    )
    expect(customer.locator("main")).to_contain_text("within 2 hours, counted around the clock")
    look.at(customer, "customer-number")
    return ref


def _sign_in(agent: Page, desk: RunningDesk, look: Looked) -> None:
    agent.goto(f"{desk.url}/desk/")
    agent.get_by_label("E-mail address").fill("ines@ivt.example")
    agent.get_by_label("Password").fill("troth-demo")
    look.at(agent, "sign-in")
    agent.get_by_role("button", name="Sign in").click()
    expect(agent.locator(".notice")).to_contain_text("untriaged")
    look.at(agent, "queue")


def _triage_and_answer(agent: Page, ref: str, look: Looked) -> None:
    agent.locator("li", has_text=ref).get_by_role("link").click()
    look.at(agent, "ticket-new")
    agent.get_by_label("Severity 3").check()
    agent.get_by_role("button", name="Assign severity").click()
    expect(agent.get_by_role("alert")).to_contain_text("Say why")
    agent.get_by_label("Severity 1").check()
    agent.get_by_role("button", name="Assign severity").click()
    expect(agent.locator(".event", has_text="Assigned Severity 1")).to_be_visible()

    agent.get_by_label("Note, for staff only").fill("Ask the platform team about the release.")
    agent.get_by_role("button", name="Keep note (staff only)").click()
    expect(agent.locator(".entry--private")).to_contain_text("platform team")
    expect(agent.locator(".promise", has_text="Response")).not_to_contain_text("kept")

    agent.get_by_label("Reply to Lena Ozola at Baltic Media").fill(ANSWER)
    agent.get_by_role("button", name="Send to Lena Ozola at Baltic Media").click()
    expect(agent.locator(".promise", has_text="Response")).to_contain_text("kept")
    agent.locator(".promise", has_text="Response").get_by_text("why then?").click()
    expect(agent.locator(".promise", has_text="Response")).to_contain_text("severity.1.response")
    look.at(agent, "ticket-kept")
    expect(agent.locator(".undo")).to_have_count(0, timeout=15_000)  # then it has left


def _see_the_broken_promise(
    agent: Page, customer: Page, desk: RunningDesk, own_page: str, look: Looked
) -> None:
    expect(agent.locator(".promise--broken", has_text="Update")).to_contain_text("broken")
    expect(agent.locator(".event--broken")).to_contain_text("Promise broken: update by")
    look.at(agent, "ticket-broken")
    ticket = agent.url
    agent.goto(f"{desk.url}/desk/queue/broken")
    expect(agent.locator(".queue__row--broken", has_text=SUBJECT)).to_contain_text("broken")
    look.at(agent, "queue-broken")
    agent.goto(ticket)
    customer.goto(own_page)
    expect(customer.locator(".answer__promise")).to_contain_text("and did not keep it")
    look.at(customer, "customer-broken")


def _resolve_and_close(agent: Page, look: Looked) -> None:
    agent.locator("#closure > summary").click()
    agent.get_by_label("Resolved by a software patch").check()
    agent.get_by_role("button", name="Close the ticket").click()
    expect(agent.get_by_role("alert")).to_contain_text("Tell the customer the resolution first")

    agent.locator("#resolution > summary").click()
    agent.locator("#resolution").get_by_label("A fix").check()
    told = agent.get_by_label("What Lena Ozola at Baltic Media is told")
    told.fill("The sign-in service runs again.")
    agent.get_by_role("button", name="Send the resolution").click()
    expect(agent.locator(".event", has_text="Resolution: a fix")).to_be_visible()

    agent.get_by_label(REASON).check()
    agent.get_by_role("button", name="Close the ticket").click()
    expect(agent.locator(".event", has_text=f"Closed: {REASON}")).to_be_visible()
    look.at(agent, "ticket-closed")


def _write_again(customer: Page, own_page: str, look: Looked) -> None:
    customer.goto(own_page)
    expect(customer.locator("#write")).to_contain_text("Your words reach staff, who decide")
    customer.get_by_label("Your message").fill("It is back since noon.")
    customer.get_by_role("button", name="Send to support").click()
    expect(customer.locator(".answer__promise")).to_contain_text("We decide about your message by")
    look.at(customer, "customer-wrote-again")


def _decide(agent: Page, desk: RunningDesk, ref: str, look: Looked) -> None:
    agent.goto(f"{desk.url}/desk/queue/undecided")
    agent.locator("li", has_text=ref).get_by_role("link").click()
    look.at(agent, "ticket-to-decide")
    agent.get_by_label("The same trouble: reopen").check()
    agent.get_by_role("button", name="Decide").click()
    expect(agent.locator(".event", has_text="Reopened")).to_be_visible()
    expect(agent.locator(".promise", has_text="Decide")).to_contain_text("kept")
    look.at(agent, "ticket-reopened")


def _read_the_mail(customer: Page, desk: RunningDesk, ref: str, look: Looked) -> None:
    customer.goto(f"{desk.url}/demo/outbox")
    look.at(customer, "outbox")
    customer.locator("li", has_text=ref).last.get_by_role("link").click()
    expect(customer.locator(".letter")).to_contain_text(ref)
    look.at(customer, "letter")
