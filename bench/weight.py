"""What a page weighs as it travels: the first view with everything it loads, and later ones.

python -m bench.weight
"""

import re
from urllib.parse import urljoin

from bench import ground

FIRST_BAR, LATER_BAR = 150, 40
LOADED = re.compile(r'<(?:link|script|use|img)\b[^>]*?\b(?:href|src)="([^"#]+)')
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?"(\./[^"]+|\.\./[^"]+)\"""")


def main() -> None:
    """Measure and print."""
    with ground.desk() as home:
        from bench.ticket import ENTRIES, grown

        number = grown()
        for person in range(60):
            ground.opened(f"row-{person}", at=ground.now(), person=person)
        _serve_from(home)
        print(f"load: a queue of 50 rows, a ticket of {ENTRIES} entries; gzip, headers counted")
        pages = {
            "front page": "/",
            "report form": "/report",
            "policy": "/policy",
            "queue": "/desk/",
            "ticket": f"/desk/tickets/{number}",
        }
        for what, address in pages.items():
            page, rest = _weigh(address)
            ground.tell(f"{what}, first view", page + rest, FIRST_BAR, "KiB")
            ground.tell(f"{what}, later views", page, LATER_BAR, "KiB")


def _serve_from(home: object) -> None:
    """Gather the stylesheets and scripts of this desk, and let it serve them."""
    from pathlib import Path

    from django.conf import settings

    from troth.interfaces.cli.run import static

    assert isinstance(home, Path)
    static.collect(home)
    settings.STATIC_URL = f"/static/{static.current(home)}/"
    settings.STATIC_ROOT = home / "static" / static.current(home)


def _weigh(address: str) -> tuple[float, float]:
    """Return the KiB of a page, and of all it makes a browser load."""
    page, html = _fetched(address)
    seen: dict[str, float] = {}
    wanted = [urljoin(address, found) for found in LOADED.findall(html)]
    while wanted:
        one = wanted.pop()
        if one in seen or not one.startswith("/static/"):
            continue
        seen[one], text = _fetched(one)
        if one.endswith(".js"):
            wanted += [urljoin(one, found) for found in IMPORTED.findall(text)]
    return page, sum(seen.values())


def _fetched(address: str) -> tuple[float, str]:
    """Return how many KiB an answer takes with its headers, and what it says."""
    import gzip

    from django.test import Client

    client = Client(SERVER_NAME="localhost", HTTP_ACCEPT_ENCODING="gzip")
    client.force_login(ground.agent())
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    body = answer.getvalue()
    headers = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    text = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
    return (len(body) + headers) / 1024, text.decode("utf-8", "replace")


if __name__ == "__main__":
    main()
