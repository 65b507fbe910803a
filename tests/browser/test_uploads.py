"""Files travel while one writes, and go on where a broken line left them."""

import re

from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.browser.conftest import RunningDesk

VIDEO = FilePayload(name="screen.mov", mimeType="video/quicktime", buffer=b"m" * 3_000_000)


def test_a_report_from_a_phone_whose_line_breaks_halfway_through_an_upload(
    desk: RunningDesk, browser: Browser
) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.set_default_timeout(15_000)
    offsets: list[int] = []
    line = _Line(page, offsets, breaks_after=2)
    page.goto(f"{desk.url}/report")
    page.get_by_label("What happens?").fill("The screen flickers, see the recording.")
    page.get_by_label("Your e-mail address").fill("ola@acme.example")

    page.set_input_files("input[type=file]", VIDEO)
    row = page.locator(".upload", has_text="screen.mov")
    expect(row).to_contain_text("The connection is gone")
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("[data-uploads-said]")).to_contain_text("goes out as soon as its files")
    line.mends()

    page.wait_for_url(re.compile(r"/t/\d+"), timeout=30_000)
    expect(page.locator(".files")).to_contain_text("screen.mov")
    assert offsets == sorted(set(offsets)), "no piece travelled twice"


def test_files_are_dropped_and_pasted_and_those_too_large_are_named(
    desk: RunningDesk, browser: Browser
) -> None:
    page = browser.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{desk.url}/report")
    page.get_by_label("What happens?").fill("See the files.")

    for how, name in (("drop", "dropped.txt"), ("paste", "shot.png")):
        page.get_by_label("What happens?").evaluate(_BRING, [how, name])
        expect(page.locator(".upload", has_text=name)).to_contain_text("ready")
    page.get_by_label("What happens?").evaluate(_BRING, ["drop", "huge.bin", 26 * 2**20])
    huge = page.locator(".upload", has_text="huge.bin")
    expect(huge).to_contain_text("larger than 25 MiB")
    huge.get_by_role("button", name="Remove huge.bin").click()
    expect(page.locator(".upload")).to_have_count(2)
    expect(page.get_by_label("What happens?")).to_have_value("See the files.")


_BRING = """(field, [how, name, size = 20]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(size)], name));
  const said = { bubbles: true, cancelable: true };
  field.dispatchEvent(how === "drop"
    ? new DragEvent("drop", { ...said, dataTransfer: carried })
    : new ClipboardEvent("paste", { ...said, clipboardData: carried }));
}"""


class _Line:
    """What a page sends piece by piece, with a line that breaks after some pieces."""

    def __init__(self, page: Page, offsets: list[int], breaks_after: int) -> None:
        self.offsets, self.left = offsets, breaks_after
        page.route("**/uploads/*", self._carry)

    def mends(self) -> None:
        self.left = 1_000

    def _carry(self, route: Route) -> None:
        if self.left <= 0:
            route.abort("connectionreset")
            return
        if route.request.method == "PATCH":
            self.left -= 1
            self.offsets.append(int(route.request.headers["upload-offset"]))
        route.continue_()
