"""Two agents on one ticket: nothing is overwritten, nothing half filled goes out."""

from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.conftest import RunningDesk, open_ticket


def test_two_agents_write_on_one_ticket(desk: RunningDesk, browser: Browser) -> None:
    ines, tomas = _agent(browser, desk, "ines"), _agent(browser, desk, "tomas")
    ines.goto(f"{desk.url}/desk/canned")
    new = ines.locator("form", has=ines.get_by_role("button", name="Prepare it"))
    new.get_by_label("Title").fill("Which version")
    new.get_by_label("Text").fill("{{number}}: which version is it, {{customer name}}?")
    new.get_by_role("button", name="Prepare it").click()
    expect(ines.locator("summary", has_text="Which version")).to_be_visible()
    ines.goto(f"{desk.url}/desk/")
    open_ticket(ines, "Could the player remember the volume?")
    tomas.goto(ines.url)

    reply = tomas.get_by_label("Reply to")
    reply.click()  # a composer rests on one line until it is used
    tomas.locator("#reply .canned summary").click()
    tomas.get_by_role("button", name="Which version").click()
    expect(reply).to_have_value(
        f"IVT-{ines.url.rsplit('/', 1)[1]}: which version is it, {_name(tomas)}?"
    )
    reply.press("End")
    reply.press_sequentially(" By {{due time}}.")
    expect(tomas.locator("#reply [data-unfilled]")).to_contain_text("{{due time}}")
    tomas.get_by_role("button", name="Send to").click()
    expect(tomas.get_by_role("alert")).to_contain_text("fill in {{due time}} first")

    ines.get_by_label("Note, for staff only").fill("It is **4.2**, they say.")
    ines.get_by_label("Note, for staff only").press("Control+Enter")
    expect(ines.locator(".entry--private").last).to_contain_text("It is 4.2")
    reply.fill("Which version is it?")
    tomas.get_by_role("button", name="Send to").click()
    stale = tomas.locator(".stale")
    expect(stale).to_contain_text("It is 4.2, they say.")
    expect(stale).to_contain_text("Which version is it?")
    stale.get_by_role("link", name="Go back to writing").click()
    expect(reply).to_be_focused()
    stale.get_by_role("button", name="Send anyway").click()
    expect(tomas.locator(".entry--ours").last).to_contain_text("Which version is it?")


def test_words_typed_as_the_page_is_left_are_kept(desk: RunningDesk, browser: Browser) -> None:
    page = _agent(browser, desk, "tomas")
    ticket = open_ticket(page)
    note = page.get_by_label("Note, for staff only")
    note.fill("Typed a moment before the page went.")
    page.goto("about:blank")

    other = _agent(browser, desk, "tomas")
    other.goto(ticket)
    expect(other.get_by_label("Note, for staff only")).to_have_value(
        "Typed a moment before the page went."
    )


def test_files_of_a_reply_stay_while_a_note_is_kept(desk: RunningDesk, browser: Browser) -> None:
    page = _agent(browser, desk, "ines")
    open_ticket(page)
    page.get_by_label("Reply to").fill("See the file.")
    page.set_input_files(
        "#reply-files", FilePayload(name="a.log", mimeType="text/plain", buffer=b"all is well")
    )
    expect(page.locator("#reply .upload")).to_contain_text("ready")

    page.get_by_label("Note, for staff only").fill("A note first.")
    page.get_by_role("button", name="Keep note").click()
    expect(page.locator(".entry--private").last).to_contain_text("A note first.")
    expect(page.get_by_label("Reply to")).to_have_value("See the file.")
    page.get_by_role("button", name="Send to").click()

    expect(page.locator(".entry--ours").last).to_contain_text("a.log")
    expect(page.locator("#reply .upload")).to_have_count(0)


def _agent(browser: Browser, desk: RunningDesk, who: str) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{desk.url}/desk/sign-in")
    page.get_by_label("E-mail address").fill(f"{who}@ivt.example")
    page.get_by_label("Password").fill("troth-demo")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{desk.url}/desk/")
    return page


def _name(page: Page) -> str:
    """Return the customer's name, as the composer says whom it writes to."""
    words = page.locator("#reply .composer__to").inner_text()
    return words.removeprefix("Reply: goes to ").split(" at ")[0]
