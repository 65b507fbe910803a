"""Every page there is: the list is taken from the URL configuration, never kept by hand."""

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import BrowserContext

STREAMS = {"live"}  # rooms whose answers never end, or are no pages
GAP = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Place:
    """One address pattern: its room and name, and the address with gaps."""

    name: str
    pattern: str

    @property
    def gaps(self) -> list[str]:
        return GAP.findall(self.pattern)


def places() -> list[Place]:
    """Return every place of the URL configuration, event streams left out."""
    return sorted(_walked(get_resolver().url_patterns), key=lambda place: place.pattern)


def _walked(
    patterns: list[URLPattern | URLResolver], room: str = "", before: str = "/"
) -> Iterator[Place]:
    for one in patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = one.namespace or room
            if inner not in STREAMS:
                yield from _walked(one.url_patterns, inner, address)
        else:
            yield Place(f"{room}:{one.name}".strip(":"), address)


def is_page(context: BrowserContext, url: str) -> bool:
    """Say whether asking for this address shows a whole page of ours."""
    parts = urlsplit(url)
    cookies = "; ".join(f"{c.get('name')}={c.get('value')}" for c in context.cookies(url))
    line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)
    line.request("GET", f"{parts.path}?{parts.query}", headers={"Cookie": cookies})
    answer = line.getresponse()
    assert answer.status < 500, f"{url}: {answer.status}"
    kind = answer.headers.get("Content-Type", "")
    whole = answer.status == 200 and kind.startswith("text/html") and b"<html" in answer.read(400)
    line.close()
    return whole
