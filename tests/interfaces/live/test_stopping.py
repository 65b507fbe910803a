"""A whole desk stops at once, however many streams are open."""

import http.client
import re
import signal
import tempfile
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.browser.conftest import RunningDesk


@pytest.fixture
def desk() -> Iterator[RunningDesk]:
    with tempfile.TemporaryDirectory(prefix="troth-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        one = RunningDesk(Path(folder))
        one.start()
        yield one
        one.stop()


def test_ctrl_c_ends_streams_whole_and_the_desk_within_three_seconds(desk: RunningDesk) -> None:
    cookies = signed_in(desk)
    streams = [opened(desk, cookies) for _ in range(20)]
    assert desk.process is not None
    began = time.monotonic()

    desk.process.send_signal(signal.SIGINT)
    for stream in streams:
        stream.read()  # to the end; a stream that is cut raises IncompleteRead

    assert time.monotonic() - began < 3
    assert desk.process.wait(10) == 0


def signed_in(desk: RunningDesk) -> str:
    """Sign in as a demo agent; return the cookies."""
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    browser.addheaders = [("Origin", desk.url)]
    page = browser.open(f"{desk.url}/desk/sign-in").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    said = {
        "csrfmiddlewaretoken": token[1],
        "username": "ines@ivt.example",
        "password": "troth-demo",
    }
    browser.open(f"{desk.url}/desk/sign-in", urlencode(said).encode())
    return "; ".join(f"{one.name}={one.value}" for one in jar)


def opened(desk: RunningDesk, cookies: str) -> http.client.HTTPResponse:
    """Open a stream, and hear that it has begun."""
    line = http.client.HTTPConnection("localhost", desk.port, timeout=20)
    line.request("GET", "/live/desk", headers={"Cookie": cookies})
    stream = line.getresponse()
    assert stream.status == 200
    assert stream.getheader("Content-Type") == "text/event-stream"
    assert stream.readline() == b"event: hello\n"
    return stream
