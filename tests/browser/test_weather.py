"""A page whose network goes: what failed is said, and nothing typed is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import RunningDesk, open_ticket

TYPED = "Nobody can sign in since nine."
ASKED = "htmx.ajax('GET', '/desk/', '#queue').catch(() => {})"
HEARD = """() => new Promise((resolve) => {
  const stream = new EventSource(document.querySelector("meta[name=live]").content);
  stream.addEventListener("hello", () => { stream.close(); resolve(); });
})"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_a_form_sent_without_a_network_keeps_its_text(desk: RunningDesk, page: Page) -> None:
    page.goto(f"{desk.url}/report")
    page.get_by_label("What happens?").fill(TYPED)
    page.context.set_offline(True)
    expect(page.locator("#weather")).to_contain_text("You are offline")

    page.locator("main form").evaluate("form => { form.noValidate = true; form.requestSubmit(); }")

    expect(page.locator("#toasts")).to_contain_text("Nothing was sent")
    expect(page.get_by_label("What happens?")).to_have_value(TYPED)
    page.context.set_offline(False)
    expect(page.locator("#weather")).to_be_hidden()


def test_what_the_reader_did_fails_aloud_and_can_be_done_again(
    desk: RunningDesk, page: Page
) -> None:
    _sign_in(desk, page)
    open_ticket(page)
    page.locator("#note-text").fill(TYPED)
    broken = "**/desk/tickets/*/note"
    page.route(broken, _fail)

    page.get_by_role("button", name="Keep note").click()

    expect(page.locator(".toast")).to_contain_text("Something went wrong on our side")
    expect(page.locator("#note-text")).to_have_value(TYPED)
    page.unroute(broken)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".ticket__main")).to_contain_text(TYPED)
    expect(page.locator(".toast")).to_have_count(0)


def test_a_page_that_cannot_refresh_says_how_old_it_is(desk: RunningDesk, page: Page) -> None:
    _sign_in(desk, page)
    streams: list[Route] = []
    page.route("**/live/**", lambda route: streams.append(route))
    page.reload(wait_until="commit")
    page.wait_for_load_state()
    page.route("**/desk/", _fail)

    page.evaluate(ASKED)
    expect(page.locator("#weather")).to_contain_text("This page is as it was at")
    page.unroute("**/live/**")
    streams[0].continue_()  # that it is told of changes from now on makes it no newer
    page.evaluate(HEARD)
    expect(page.locator("#weather")).to_contain_text("This page is as it was at")

    page.unroute("**/desk/")
    page.evaluate(ASKED)
    expect(page.locator("#weather")).to_be_hidden()


def _sign_in(desk: RunningDesk, page: Page) -> None:
    page.goto(f"{desk.url}/desk/sign-in")
    page.get_by_label("E-mail address").fill("ines@ivt.example")
    page.get_by_label("Password").fill("troth-demo")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#queue")).to_be_visible()
    page.wait_for_load_state()


def _fail(route: Route) -> None:
    route.fulfill(status=500, body="")
