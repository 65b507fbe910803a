"""Every hostile mail, looked at in Chromium: nothing of it runs, asks, or touches our pages."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
)

from tests.browser.conftest import ROOT, RunningDesk

# What a text can never be: an element within it, or an attribute that acts.
ACTS = """() => [...document.querySelectorAll('.entry__text:not(.formatted) *')]
  .concat([...document.querySelectorAll('.entry *, .event *')].filter((one) =>
    [...one.attributes].some((its) => /^(data-)?hx-|^on|^style$|^srcdoc$/.test(its.name))
    || /^(script|style|iframe|object|embed|svg|form|base|meta|link)$/i.test(one.tagName)
    || /^\\s*(javascript|data|vbscript):/i.test(one.getAttribute('href') || '')))
  .map((one) => one.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def attacked() -> Iterator[RunningDesk]:
    """A desk of its own, so that no other test finds its queue full of this."""
    with tempfile.TemporaryDirectory(prefix="troth-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        one = RunningDesk(Path(folder))
        one.start()
        yield one
        one.stop()


@pytest.fixture(scope="module")
def places(attacked: RunningDesk) -> dict[str, list[str]]:
    """The addresses at which hostile mails show, and what each page must say."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TROTH_")}
    kept.pop("DATABASE_URL", None)
    own = {"TROTH_HOME": str(attacked.home), "TROTH_PORT": str(attacked.port), "TROTH_DEMO": "yes"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.hostile_tickets"],
        env=kept | own,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


class Watched:
    """A browser that notes whatever a page does that no page of ours may do."""

    def __init__(self, browser: Browser, desk: RunningDesk) -> None:
        self.desk, self.faults, self.at = desk, list[str](), ""
        # Whatever is asked for elsewhere ends at a port where nobody listens. It is noted all the
        # same. (A route would see it too, and would keep the browser from keeping our own files.)
        self.context: BrowserContext = browser.new_context(
            reduced_motion="reduce", proxy={"server": "127.0.0.1:9", "bypass": "localhost"}
        )
        self.context.on("request", self._asked)
        self.context.on("dialog", self._dialog)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda fault: self._note(str(fault.error)))
        self.page: Page = self.context.new_page()

    def sign_in(self) -> None:
        """Sign in as Ines."""
        self.go("/desk/sign-in")
        self.page.get_by_label("E-mail address").fill("ines@ivt.example")
        self.page.get_by_label("Password").fill("troth-demo")
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(f"{self.desk.url}/desk/")

    def go(self, address: str) -> None:
        """Look at a page, all that folds unfolded."""
        self.at = address
        answer = self.page.goto(f"{self.desk.url}{address}", wait_until="load")
        assert answer is not None
        if answer.status >= 400:
            self._note(f"answered {answer.status}")

    def look(self, says: list[str]) -> None:
        """Note what acts on the page, and what is missing of what it must say."""
        for one in self.page.evaluate(ACTS):
            self._note(f"acts: {one}")
        text = self.page.locator("body").text_content() or ""
        wanted = [one for one in says if one]
        if any(one not in text for one in wanted):
            self._note("does not say all it must")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.desk.url, "data:", "blob:")):
            self._note(f"asked for {request.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(message.text)

    def _note(self, fault: str) -> None:
        self.faults.append(f"{self.at}: {fault}")


def test_no_hostile_mail_acts_in_a_browser(
    attacked: RunningDesk, browser: Browser, places: dict[str, list[str]]
) -> None:
    watched = Watched(browser, attacked)
    watched.sign_in()
    files = set[str]()
    for address, says in places.items():
        watched.go(address)
        watched.look(says)
        for link in watched.page.locator("a.files__look").all():
            files.add(link.get_attribute("href") or "")
    for address in ("/desk/", "/desk/?q=Mara", "/desk/search?q=Mara"):
        watched.go(address)
        watched.look([])
    for address in sorted(files):
        watched.go(address)

    assert watched.faults == []
    assert len(places) > 100
    assert files
    watched.context.close()
