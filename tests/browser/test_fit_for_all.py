"""Every page at four widths, in light and dark: nothing cut off, nothing unreadable, no complaint.

What is looked at is kept as pictures in artifacts/pages.
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from tests.browser.conftest import Looked, RunningDesk, barriers
from tests.browser.places import Place, is_page, places

WIDTHS = (360, 768, 1920, 1280)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKED_AT_BY_STRANGERS = {
    *("portal:policy", "portal:letter", "ui:specimens", "portal:ticket", "portal:outbox"),
}
MORE = {
    "desk:search": ["/desk/search?q=sign", "/desk/search?q=nobody+saidthis"],
}
GAPS = {
    "number": ["10001", "10002", "10004"],
    "only": ["undecided", "broken"],
    "what": ["response"],
    "made_by": ["1"],
    "digest": ["0" * 64],
    "notice": ["1"],
    "word": ["0" * 32],
    "defect": ["1"],
    "patch": ["1"],
    "agent": ["2"],
    "team": ["1"],
    "ref": ["none"],
    "canned_reply": ["1"],
    "pk": ["1"],
    "customer": ["1", "2"],
    "person": ["1"],
    "contract": ["1"],
    "position": ["1"],
    "key": ["none"],
    "token": ["none"],
    "step": ["none"],
    "sid": ["none"],
}


@pytest.mark.parametrize("reader", ["stranger", "customer", "agent"])
def test_every_page_fits_and_can_be_read_by_all(
    desk: RunningDesk, browser: Browser, reader: str
) -> None:
    look = Looked(f"pages-{reader}")
    context = browser.new_context(reduced_motion="reduce", timezone_id="Europe/Riga")
    page = context.new_page()
    page.set_default_timeout(20_000)
    troubles: list[str] = []
    known = GAPS
    if reader == "stranger":
        known = GAPS | {"token": [_report(page, desk)]}
    elif reader == "customer":
        _sign_in_as_customer(page, desk)
        _see(page, page.url, "after-signing-in", look, troubles)
    else:
        _sign_in(page, desk)
        known = GAPS | {"key": [_a_letter(page, desk)]}
    _collect_complaints(page, troubles)

    seen = 0
    for place in places():
        if reader != "stranger" and place.name in LOOKED_AT_BY_STRANGERS:
            continue
        for address in _addresses(place, known) + MORE.get(place.name, []):
            if is_page(context, desk.url + address):
                seen += 1
                _see(page, desk.url + address, _named(address), look, troubles)
    if reader == "stranger":
        _see(page, f"{desk.url}/nowhere", "nowhere", look, troubles)
    context.close()

    assert troubles == []
    assert seen > 4


def _see(page: Page, url: str, name: str, look: Looked, troubles: list[str]) -> None:
    """See one page at every width, and in the dark."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(ViewportSize(width=WIDTHS[-1], height=900))
    page.goto(url)
    for width in WIDTHS:
        page.set_viewport_size(ViewportSize(width=width, height=900))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            troubles.append(f"{name}: wider than {width}")
        if width == WIDTHS[0]:
            look.at(page, f"{name}-{width}")
            troubles += [f"{name}, light, {width}: {fault}" for fault in barriers(page, WCAG)]
    look.at(page, f"{name}-{WIDTHS[-1]}")
    page.emulate_media(color_scheme="dark")
    troubles += [f"{name}, dark, {WIDTHS[-1]}: {fault}" for fault in barriers(page, WCAG)]
    look.at(page, f"{name}-{WIDTHS[-1]}-dark")


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
    assert not missing, f"{place.name}: say in GAPS what {missing} may be"
    found = [place.pattern]
    for name in place.gaps:
        filling = re.compile(rf"<(?:\w+:)?{name}>")
        found = [filling.sub(value, one) for one in found for value in known[name]]
    return found


def _named(address: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-")
    return re.sub(r"-[a-z0-9-]{24,}", "-token", words) or "front"


def _report(page: Page, desk: RunningDesk) -> str:
    """Report a trouble as a stranger does; return the token of the ticket's own page."""
    page.goto(f"{desk.url}/report")
    page.get_by_label("Your name").fill("Lena Ozola")
    page.get_by_label("Your e-mail address").fill("lena.ozola@baltic.example")
    page.get_by_label("What happens?").fill("Since 9:00 everybody sees a blank page.")
    page.get_by_role("button", name="Send the report").click()
    page.wait_for_url("**/t/*")
    return urlsplit(page.url).path.rpartition("/")[2]


def _a_letter(page: Page, desk: RunningDesk) -> str:
    """Return the key of the newest mail."""
    page.goto(f"{desk.url}/demo/outbox")
    link = page.locator(".letters a").first.get_attribute("href") or ""
    return link.rpartition("/")[2]


def _sign_in_as_customer(page: Page, desk: RunningDesk) -> None:
    """Ask for a code and take it from the outbox, as a customer takes it from their mail."""
    page.goto(f"{desk.url}/sign-in")
    page.get_by_label("e-mail address").fill("mara.lind@acme-media.example")
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/sign-in/code*")
    mail = page.context.new_page()
    letter = mail.locator("li", has_text="mara.lind@acme-media.example").get_by_role("link").first
    _reload_until_there(mail, f"{desk.url}/demo/outbox", letter)
    letter.click()
    code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{2,4}\b", mail.locator(".letter__text").inner_text())
    assert code, mail.locator(".letter__text").inner_text()
    mail.close()
    page.get_by_label("code").fill(code[0])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/tickets")


def _reload_until_there(page: Page, url: str, wanted: Locator) -> None:
    for _ in range(40):
        page.goto(url)
        if wanted.count():
            return
        page.wait_for_timeout(250)


def _sign_in(page: Page, desk: RunningDesk) -> None:
    page.goto(f"{desk.url}/desk/sign-in")
    page.get_by_label("E-mail address").fill("ines@ivt.example")
    page.get_by_label("Password").fill("troth-demo")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk/")
