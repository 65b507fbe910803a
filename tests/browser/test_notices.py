"""A mention, from the @ to the bell; and the wall as it hangs, at the sizes of walls."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Looked, RunningDesk, barriers, open_ticket


@contextmanager
def signed_in(browser: Browser, desk: RunningDesk, address: str, **how: object) -> Iterator[Page]:
    """An agent's browser; ends with an error in it failing the test."""
    context = browser.new_context(**how)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{desk.url}/desk/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill("troth-demo")
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]").first).to_be_visible(timeout=20_000)
    yield page
    context.close()


def test_a_mention_is_offered_kept_and_seen_by_whom_it_calls(
    desk: RunningDesk, browser: Browser
) -> None:
    with (
        signed_in(browser, desk, "ines@ivt.example") as ines,
        signed_in(browser, desk, "tomas@ivt.example") as tomas,
    ):
        open_ticket(ines)
        note = ines.locator("#note-text")
        note.focus()
        ines.keyboard.type("Can you look, @to")
        offered = ines.get_by_role("listbox", name="Whom to call")
        expect(offered.get_by_role("option", name="Tomas Reyl")).to_have_attribute(
            "aria-selected", "true"
        )
        assert not barriers(ines)
        ines.keyboard.press("Escape")
        expect(offered).to_have_count(0)
        expect(note).to_be_focused()
        ines.keyboard.type("m")
        ines.keyboard.press("Enter")
        expect(note).to_have_value("Can you look, @Tomas Reyl ")
        ines.keyboard.type("please?")
        ines.get_by_role("button", name="Keep note").click()
        expect(ines.get_by_text("Can you look, @Tomas Reyl please?").last).to_be_visible()

        # Within a round of the watch; the page is asked anew until then.
        row = tomas.locator("[data-row]").filter(has_text="Can you look")
        for _ in range(40):
            tomas.goto(f"{desk.url}/desk/notices")
            if row.count():
                break
            tomas.wait_for_timeout(250)
        expect(row).to_contain_text("Ines Duarte mentioned you")
        assert not barriers(tomas)
        row.get_by_role("button").click()
        tomas.wait_for_url("**/desk/tickets/*#entry-*")
        tomas.goto(f"{desk.url}/desk/notices")
        expect(row).not_to_contain_text("Unread")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (3840, 2160)])
def test_the_wall_fits_its_screen_and_says_when_it_is_cut_off(
    desk: RunningDesk, browser: Browser, width: int, height: int
) -> None:
    with signed_in(
        browser, desk, "ines@ivt.example", viewport={"width": width, "height": height}
    ) as page:
        said: list[str] = []
        page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
        page.clock.install()
        page.goto(f"{desk.url}/desk/wall")
        expect(page.locator("[data-wall-clock]")).to_be_visible()
        size = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        assert size == [width, height]
        smallest = page.evaluate(
            "Math.min(...[...document.querySelectorAll('.wall *')].filter((one) =>"
            " one.textContent.trim() && one.closest('.only-heard') === null && !one.closest('svg'))"
            ".map((one) => parseFloat(getComputedStyle(one).fontSize)))"
        )
        assert smallest >= height / 50  # a fiftieth of the screen's height
        assert not barriers(page)
        assert not said
        Looked(f"wall-{width}").at(page, "wall")

        def cut_off(route: Route) -> None:
            route.abort()

        page.route("**/desk/wall", cut_off)
        page.clock.run_for(40_000)
        expect(page.get_by_role("alert").filter(has_text="Not connected")).to_be_visible()
        page.unroute("**/desk/wall")
        page.clock.run_for(12_000)
        expect(page.get_by_role("alert").filter(has_text="Not connected")).to_be_hidden()
