"""Files come piece by piece, go on where the line broke, and fill nobody's disk."""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests.interfaces.desk.conftest import agent, at_noon
from tests.interfaces.portal.conftest import REPORT
from tests.rooms.conftest import ines, opens, policy
from troth.domain.ledger.models import Content
from troth.interfaces.channels.store import store
from troth.interfaces.channels.web import coming
from troth.interfaces.now import now

__all__ = ["agent", "at_noon", "ines", "opens", "policy"]
pytestmark = pytest.mark.django_db
LOG = b"502 bad gateway\n" * 10_000


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    cache.clear()


def begin(client: Client, size: int = len(LOG), name: str = "error.log") -> Any:
    return client.post("/uploads", {"name": name, "size": size, "type": "text/plain"})


def send(client: Client, address: str, piece: bytes, at: int) -> Any:
    return client.generic(
        "PATCH",
        address,
        piece,
        "application/offset+octet-stream",
        headers={"Upload-Offset": str(at)},
    )


def whole(client: Client, what: bytes = LOG) -> str:
    """Send a file and return the word that a form carries for it."""
    address = begin(client, len(what)).json()["address"]
    return str(send(client, address, what, 0)["Upload-Kept"])


def test_a_file_comes_in_pieces_and_is_kept_by_its_digest() -> None:
    client = Client()
    begun = begin(client)
    address = begun.json()["address"]
    half = len(LOG) // 2

    first = send(client, address, LOG[:half], 0)
    last = send(client, address, LOG[half:], half)

    assert (begun.status_code, begun["Upload-Offset"]) == (201, "0")
    assert (first.status_code, first["Upload-Offset"]) == (204, str(half))
    assert "Upload-Kept" not in first
    assert last["Upload-Offset"] == str(len(LOG))
    assert last["Upload-Kept"]


def test_it_tells_how_far_it_came_so_that_a_broken_line_costs_little() -> None:
    client = Client()
    address = begin(client).json()["address"]
    send(client, address, LOG[:1000], 0)

    assert client.head(address)["Upload-Offset"] == "1000"
    assert send(client, address, LOG[:1000], 0).status_code == 409
    assert send(client, address, LOG[1000:], 1000)["Upload-Kept"]
    assert client.head(address)["Upload-Kept"], "the answer to the last piece may be lost as well"


def test_more_than_was_announced_is_not_taken() -> None:
    client = Client()
    address = begin(client, size=10).json()["address"]

    assert send(client, address, LOG, 0)["Upload-Offset"] == "10"


def test_a_file_over_the_limit_is_refused_before_it_travels_with_the_limit_named() -> None:
    answer = begin(Client(), size=25 * 2**20 + 1, name="video.mov")

    assert answer.status_code == 422
    assert answer.json()["say"] == "video.mov is larger than 25 MiB. Leave it out, or split it."


@pytest.mark.parametrize("size", ["", "-1", "1e3", "9" * 30, "٣"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    assert Client().post("/uploads", {"name": "x", "size": size}).status_code == 422


def test_nobody_goes_on_with_another_s_upload() -> None:
    visitor = Client()
    address = begin(visitor).json()["address"]

    assert send(Client(), address, LOG, 0).status_code == 404
    assert Client().head(address).status_code == 404
    assert visitor.head(address[:-3] + "abc").status_code == 404
    assert visitor.head("/uploads/../../etc/passwd").status_code == 404


def test_a_page_of_another_site_begins_nothing() -> None:
    assert begin(Client(enforce_csrf_checks=True)).status_code == 403


def test_a_visitor_sends_so_much_a_day_and_no_more(settings: Settings) -> None:
    visitor = Client()
    for _ in range(8):
        assert begin(visitor, size=25 * 2**20).status_code == 201

    answer = begin(visitor, size=25 * 2**20)

    assert answer.status_code == 422
    assert "too much was sent from here today" in answer.json()["say"]
    assert begin(Client(), size=100).status_code == 201, "another visitor is not the first"


def test_a_stranger_with_many_names_is_bounded_by_their_address() -> None:
    taken = sum(begin(Client(), size=25 * 2**20).status_code == 201 for _ in range(50))

    assert taken == 40  # 1 GiB


def test_nobody_begins_uploads_without_end() -> None:
    visitor = Client()
    answers = [begin(visitor, size=1).status_code for _ in range(302)]

    assert answers.count(429) == 2
    cache.clear()  # as in another process
    assert begin(visitor, size=1).status_code == 429


def test_what_nobody_goes_on_with_is_swept_and_the_rest_is_not() -> None:
    client = Client()
    begin(client)
    old = next(coming.folder().iterdir())
    long_ago = (now() - timedelta(hours=25)).timestamp()
    os.utime(old, (long_ago, long_ago))
    fresh = begin(client).json()["address"]

    assert coming.sweep(now()) == 1
    assert client.head(fresh).status_code == 200


def test_given_up_it_is_gone() -> None:
    client = Client()
    address = begin(client).json()["address"]

    assert client.delete(address).status_code == 204
    assert client.head(address).status_code == 404
    assert list(coming.folder().iterdir()) == []


def test_a_report_carries_what_was_sent_before_it(policy: None) -> None:
    visitor = Client()
    words = [whole(visitor), whole(visitor, b"second")]

    answer = visitor.post("/report", {**REPORT, "kept": words})

    assert answer.status_code == 302
    files = Content.objects.get(body__subject=REPORT["subject"]).body["attachments"]
    assert [one["size"] for one in files] == [len(LOG), 6]
    assert all(store().has(one["digest"]) for one in files)


def test_a_form_that_comes_back_still_has_its_files(policy: None) -> None:
    visitor = Client()
    word = whole(visitor)

    page = visitor.post("/report", {**REPORT, "email": "", "kept": word})

    assert page.status_code == 422
    assert re.search(r'name="kept" value="[^"]+" checked> error.log', page.content.decode())


def test_a_word_that_is_not_ours_brings_nothing(policy: None) -> None:
    visitor = Client()
    visitor.post("/report", {**REPORT, "kept": whole(visitor)[:-2] + "xx"})

    assert Content.objects.get(body__subject=REPORT["subject"]).body["attachments"] == []
