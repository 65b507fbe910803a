"""Two agents at one desk: each sees the other come, write and act; nothing moves under a hand."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Looked, RunningDesk, open_ticket, wait_until

INES, TOMAS = "ines@ivt.example", "tomas@ivt.example"
SOON = 10_000  # milliseconds: less than any polling takes


@pytest.fixture
def agents(desk: RunningDesk, browser: Browser) -> Iterator[tuple[Page, Page]]:
    """Ines and Tomas, each signed in in a browser of their own."""
    contexts = [browser.new_context(reduced_motion="reduce") for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page, email in zip(pages, (INES, TOMAS), strict=True):
        page.goto(f"{desk.url}/desk/")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password").fill("troth-demo")
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("#queue")).to_be_visible()
    yield pages[0], pages[1]
    for context in contexts:
        context.close()


def test_each_sees_the_other_look_write_and_act(agents: tuple[Page, Page]) -> None:
    ines, tomas = agents
    look = Looked("two-agents")
    address = open_ticket(ines)
    tomas.goto(address)

    expect(ines.locator("#company")).to_contain_text("Tomas Reyl has this open", timeout=SOON)
    expect(tomas.locator("#company")).to_contain_text("Ines Duarte has this open", timeout=SOON)

    tomas.locator("#reply-text").press_sequentially("We look")
    expect(ines.locator("#company")).to_contain_text("Tomas Reyl is writing a reply", timeout=SOON)
    ines.locator("#note-text").press_sequentially("I have it")
    expect(tomas.locator("#company")).to_contain_text("is writing a note", timeout=SOON)
    look.at(ines, "the-other-writes")

    ines.get_by_role("button", name="Keep note").click()
    expect(ines.locator(".entry--private").last).to_contain_text("I have it")
    expect(ines.locator(".ticket__news")).to_be_empty()
    expect(tomas.locator(".ticket__news")).to_contain_text("Ines Duarte", timeout=SOON)
    expect(tomas.locator("#company")).not_to_contain_text("writing", timeout=SOON)
    expect(tomas.locator("#reply-text")).to_have_value("We look")
    look.at(tomas, "this-changed")

    tomas.goto("about:blank")
    expect(ines.locator("#company")).to_be_hidden(timeout=SOON)


def test_the_queue_holds_still_under_the_pointer_and_lets_in_afterwards(
    agents: tuple[Page, Page],
) -> None:
    ines, tomas = agents
    address = open_ticket(tomas)
    row = ines.locator(f"#row-{address.rsplit('/', 1)[1]}")
    rows = ines.locator("[data-row]").evaluate_all("rows => rows.map(row => row.id)")
    ines.locator("[data-row]").last.hover()
    box = row.bounding_box()

    tomas.get_by_role("button", name="Assign to me").click()
    expect(row).to_contain_text("Tomas Reyl", timeout=SOON)
    _report(tomas, ines.url)

    expect(ines.get_by_role("button", name=re.compile("change"))).to_be_visible(timeout=SOON)
    assert ines.locator("[data-row]").evaluate_all("rows => rows.map(row => row.id)") == rows
    assert row.bounding_box() == box
    Looked("queue-holds-still").at(ines, "arrivals")

    ines.mouse.move(2, 2)
    expect(ines.locator("[data-row]")).to_have_count(len(rows) + 1, timeout=SOON)
    expect(ines.locator("#arrivals")).to_be_hidden()


def test_a_stream_outlives_a_restart_of_the_database(
    agents: tuple[Page, Page], desk: RunningDesk
) -> None:
    ines, tomas = agents
    address = open_ticket(ines)
    tomas.goto(address)
    expect(ines.locator("#company")).to_contain_text("Tomas Reyl", timeout=SOON)
    ines.evaluate(
        """() => { window.said = []; const bar = document.getElementById("weather");
        new MutationObserver(() => bar.hidden || said.push(bar.textContent.trim()))
          .observe(bar, { attributes: true, childList: true, subtree: true }); }"""
    )

    _stop_database(desk)

    wait_until(ines, "said.length > 0")
    assert "This page is as it was at" in ines.evaluate("said.join()")
    expect(ines.locator("#weather")).to_be_hidden(timeout=20_000)
    tomas.locator("#note-text").fill("Back again")
    tomas.get_by_role("button", name="Keep note").click()
    expect(ines.locator(".ticket__news")).to_contain_text("Tomas Reyl", timeout=SOON)


def _stop_database(desk: RunningDesk) -> None:
    """Stop the private cluster as a restart of it would; its supervisor starts it again."""
    pointer = desk.home / "postgres.place"
    place = Path(pointer.read_text()) if pointer.exists() else desk.home / "postgres"
    os.kill(int((place / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGINT)


def _report(page: Page, url: str) -> None:
    """Report a trouble as a customer would."""
    page.goto(url.split("/desk")[0] + "/report")
    page.get_by_label("Your name").fill("Lena Ozola")
    page.get_by_label("Your e-mail address").fill("lena.ozola@baltic.example")
    page.get_by_label("Company").fill("Baltic Media")
    page.get_by_label("In one line, what is wrong?").fill("Sound is missing")
    page.get_by_label("What happens?").fill("Since nine there is no sound.")
    page.get_by_role("button", name="Send the report").click()
    page.wait_for_url("**/t/*")


def test_what_is_focused_and_picked_stays_so_while_its_row_changes(
    agents: tuple[Page, Page],
) -> None:
    ines, tomas = agents
    address = open_ticket(tomas)
    row = ines.locator(f"#row-{address.rsplit('/', 1)[1]}")
    row.get_by_role("checkbox").check()
    row.locator("a[href]").focus()
    focused = ines.evaluate("document.activeElement.id")

    tomas.locator("form[action$='/assignment'] button").last.click()

    expect(row).to_have_class(re.compile("queue__row--fresh"), timeout=SOON)
    expect(row.get_by_role("checkbox")).to_be_checked()
    assert ines.evaluate("document.activeElement.id") == focused != ""


def test_where_no_stream_gets_through_the_page_asks_by_the_clock(
    agents: tuple[Page, Page],
) -> None:
    ines, _ = agents
    ines.route("**/live/**", lambda route: route.abort())
    ines.clock.install()
    ines.reload()
    asked: list[str] = []
    ines.on("request", lambda one: asked.append(one.url) if "hx-request" in one.headers else None)

    for _ in range(40):
        ines.clock.run_for(2_000)
        if any(url.endswith("/desk/") for url in asked):
            break

    assert any(url.endswith("/desk/") for url in asked)
    expect(ines.locator("#weather")).to_be_hidden()
