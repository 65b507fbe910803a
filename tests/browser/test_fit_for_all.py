"""Every page on a phone and on a desk, in light and dark: nothing cut off, nothing unreadable."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import Looked, RunningDesk

SCREENS = {"desk-light": ("light", 1280), "desk-dark": ("dark", 1280), "phone": ("light", 360)}
PAGES = {
    "front": "/",
    "policy": "/policy",
    "report": "/report",
    "outbox": "/demo/outbox",
    "missing": "/t/nobody",
    "sign-in": "/desk/sign-in",
    "queue": "/desk/",
    "search": "/desk/search",
    "search-found": "/desk/search?q=sign",
    "search-nothing": "/desk/search?q=nobody+saidthis",
    "empty-tab": "/desk/queue/undecided",
    "ticket": "/desk/tickets/{number}",
    "history": "/desk/tickets/{number}/history",
    "why": "/desk/tickets/{number}/promises/response/1",
}


@pytest.mark.parametrize("name", SCREENS)
def test_every_page_fits_and_can_be_read_by_all(
    desk: RunningDesk, browser: Browser, name: str
) -> None:
    scheme, width = SCREENS[name]
    look = Looked(f"pages-{name}")
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport=ViewportSize(width=width, height=900),
        reduced_motion="reduce",
    )
    page, troubles = context.new_page(), []
    for what, address in PAGES.items():
        number = _a_ticket(page, desk) if "{number}" in address else ""
        page.goto(desk.url + address.format(number=number))
        look.at(page, what)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            troubles.append(f"{what}: wider than the screen")
        for fault in Axe().run(page).response["violations"]:
            first = fault["nodes"][0]
            troubles.append(
                f"{what}: {fault['id']}: {first['html'][:120]} {first['failureSummary']}"
            )
        if what == "sign-in":
            _sign_in(page)
    context.close()
    assert troubles == []


def _sign_in(page: Page) -> None:
    page.get_by_label("E-mail address").fill("ines@ivt.example")
    page.get_by_label("Password").fill("troth-demo")
    page.get_by_role("button", name="Sign in").click()


def _a_ticket(page: Page, desk: RunningDesk) -> str:
    """Return the number of the first ticket of the queue."""
    page.goto(f"{desk.url}/desk/")
    found = page.locator(".queue__row").first.get_attribute("id") or ""
    return found.removeprefix("row-")
