"""Every page at four widths, in light and dark: nothing cut off, nothing unreadable, no complaint.

What is looked at is kept as pictures in artifacts/pages.
"""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import Looked, RunningDesk
from tests.browser.places import Place, is_page, places

WIDTHS = (1920, 1280, 768, 360)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TABS = ("undecided", "broken")


def test_every_page_fits_and_can_be_read_by_all(desk: RunningDesk, browser: Browser) -> None:
    look = Looked("pages")
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    troubles: list[str] = []
    _collect_complaints(page, troubles)
    seen: set[str] = set()

    known = _what_fills_gaps(desk, page)
    for signed_in in (False, True):
        if signed_in:
            _sign_in(page, desk)
        for place in places():
            for address in _addresses(place, known):
                if address in seen or not is_page(context, desk.url + address):
                    continue
                seen.add(address)
                _look(page, desk.url + address, _named(address), look, troubles)
    page.goto(f"{desk.url}/nowhere")
    _look(page, f"{desk.url}/nowhere", "nowhere", look, troubles)
    context.close()

    assert troubles == []
    assert len(seen) > 12


def _look(page: Page, url: str, name: str, look: Looked, troubles: list[str]) -> None:
    """See one page at every width in both themes."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(ViewportSize(width=WIDTHS[0], height=900))
    page.goto(url)
    for width in WIDTHS:
        page.set_viewport_size(ViewportSize(width=width, height=900))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            troubles.append(f"{name}: wider than {width}")
        look.at(page, f"{name}-{width}")
    for scheme, width in (("light", 360), ("dark", 360), ("dark", 1280)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size(ViewportSize(width=width, height=900))
        if scheme == "dark":
            look.at(page, f"{name}-{width}-dark")
        troubles.extend(_faults(page, f"{name} {scheme} {width}"))


def _faults(page: Page, where: str) -> list[str]:
    """Return what axe finds wrong."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    return [
        f"{where}: {fault['id']}: {fault['nodes'][0]['html'][:120]} "
        f"{fault['nodes'][0]['failureSummary']}"
        for fault in found.response["violations"]
    ]


def _collect_complaints(page: Page, troubles: list[str]) -> None:
    """Collect what the console says, the content policy's refusals among it."""
    page.on("pageerror", lambda fault: troubles.append(f"{page.url}: {fault}"))
    page.on(
        "console",
        lambda said: (
            troubles.append(f"{page.url}: {said.text}")
            if said.type in ("error", "warning") and "status of 404" not in said.text
            else None
        ),
    )


def _addresses(place: Place, known: dict[str, list[str]]) -> list[str]:
    """Return the addresses of a place that are worth a look."""
    missing = [gap for gap in place.gaps if gap not in known]
    assert not missing, f"{place.name}: say in _what_fills_gaps what {missing} may be"
    found = [place.pattern]
    for name in place.gaps:
        filling = re.compile(rf"<(?:\w+:)?{name}>")
        found = [filling.sub(value, one) for one in found for value in known[name]]
    return found


def _named(address: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-")
    return re.sub(r"-[a-z0-9-]{24,}", "-token", words) or "front"


def _what_fills_gaps(desk: RunningDesk, page: Page) -> dict[str, list[str]]:
    """Return what stands for each gap of an address: the newest tickets, letters, and so on."""
    page.goto(f"{desk.url}/demo/outbox")
    letters = page.locator(".letters a").evaluate_all("links => links.map(link => link.href)")
    keys = [letter.rpartition("/")[2] for letter in letters]
    token = None
    while letters and token is None:
        page.goto(letters.pop())
        token = re.search(r"/t/([\w:.-]+)", page.locator(".letter").inner_text())
    assert token, "no letter of the demo leads to a ticket"
    return {
        "key": keys[:1],
        "token": [token[1]],
        "number": ["10001", "10002", "10004"],
        "only": list(TABS),
        "what": ["response"],
        "made_by": ["1"],
        "digest": ["0" * 64],
        "notice": ["1"],
        "word": ["0" * 32],
    }


def _sign_in(page: Page, desk: RunningDesk) -> None:
    page.goto(f"{desk.url}/desk/sign-in")
    page.get_by_label("E-mail address").fill("ines@ivt.example")
    page.get_by_label("Password").fill("troth-demo")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk/")
