"""A whole desk as `troth run` starts it, and a headless browser to look at it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
RUN = [sys.executable, "-m", "troth.interfaces.cli", "run"]
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Of the demo's tickets, one that is open at any hour, wherever it stands in the queue by then.
OPEN = "Viewers see a grey frame when the encoder changes"
expect.set_options(timeout=15_000)  # milliseconds: what is waited for comes at once, or never


class RunningDesk:
    """A demo desk with a home and a port of its own, which can be started again later on."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, ahead: int = 0) -> None:
        """Start it, its clock `ahead` by some hours, and wait until it is well."""
        ahead += int(os.environ.get("DESK_HOURS", "0"))
        clock = f"{ahead:+d}h" if ahead else ""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TROTH_")}
        kept.pop("DATABASE_URL", None)
        own = {"TROTH_HOME": str(self.home), "TROTH_PORT": str(self.port), "TROTH_DEMO": "yes"}
        with (self.home / "said").open("ab") as said:
            self.process = subprocess.Popen(
                RUN, env=kept | own | {"TROTH_CLOCK": clock}, stdout=said, stderr=said
            )
        until = time.monotonic() + 90
        while not self._is_well():
            assert self.process.poll() is None, (self.home / "said").read_text()
            assert time.monotonic() < until, (self.home / "said").read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop all of it."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def kill_web(self) -> None:
        """Kill the web part as a machine might, and wait until another has been started."""
        killed = self._web()
        os.killpg(killed, signal.SIGKILL)
        until = time.monotonic() + 30
        while self._web() == killed or not self._is_well():
            assert time.monotonic() < until, (self.home / "said").read_text()
            time.sleep(0.1)

    def _web(self) -> int:
        parts = (self.home / "run.parts").read_text().splitlines()
        return next(int(line.split("\t")[0]) for line in parts if "granian" in line)

    def _is_well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:
                return int(answer.status) == 200
        except OSError:
            return False


@pytest.fixture(scope="session")
def desk() -> Iterator[RunningDesk]:
    """One desk for all, since a start takes seconds, with the demo's people and tickets."""
    with tempfile.TemporaryDirectory(prefix="troth-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        one = RunningDesk(Path(folder))
        one.start()
        yield one
        one.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one that CHROMIUM names, or the one on this machine."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    if program is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine; name one with CHROMIUM=/path/to/chromium")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=program, args=ARGS)
        yield made
        made.close()


@pytest.fixture(autouse=True)
def _pages_are_closed(browser: Browser) -> Iterator[None]:
    """Close what a test leaves open: pages go on listening to the desk, and ask it for news."""
    yield
    for context in browser.contexts:
        context.close()


def wait_until(page: Page, true: str) -> None:
    """Wait until an expression is true in a page.

    Playwright's own waiting evaluates text within the page, which its policy refuses from the
    second time on.
    """
    until = time.monotonic() + 20
    while not page.evaluate(true):
        assert time.monotonic() < until, true
        page.wait_for_timeout(50)


def open_ticket(page: Page, subject: str = OPEN) -> str:
    """Open a ticket from the queue by its subject; return its address."""
    page.locator("[data-row]").get_by_role("link", name=subject).click()
    expect(page.locator(".ticket__subject")).to_have_text(subject)
    page.wait_for_load_state()
    return page.url


def barriers(page: Page, tags: Sequence[str] = ()) -> list[str]:
    """Return what axe finds wrong with a page: by its default rules, or by those of the tags."""
    if page.evaluate("window.axe === undefined"):
        page.evaluate(AXE_SCRIPT)
    told: dict[str, object] = {"resultTypes": ["violations"]}
    if tags:
        told["runOnly"] = {"type": "tag", "values": list(tags)}
    # Of what passes nothing is handed over: it is most of what axe has to say.
    found = page.evaluate("async (told) => (await axe.run(document, told)).violations", told)
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]} {fault['nodes'][0]['failureSummary']}"
        for fault in found
    ]


class Looked:
    """Pages as they were seen, kept as artefacts in the order they were looked at."""

    def __init__(self, name: str) -> None:
        self.folder = ROOT / "artifacts" / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.count = 0

    def at(self, page: Page, what: str) -> None:
        """Keep a picture of the whole page."""
        self.count += 1
        # With the caret left alone no style is added to the page, which its policy would refuse.
        path = self.folder / f"{self.count:02d}-{what}.png"
        page.screenshot(path=path, full_page=True, caret="initial")
