"""The dead man's switch is told while watch and pager move on, and silent when they do not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from pytest_django import Settings

from tests.rooms.conftest import Opens
from troth.domain.promises.story import story
from troth.domain.promises.watch import beat
from troth.domain.urgent.actions.paging import raise_page
from troth.domain.urgent.models import OpenPage
from troth.interfaces.now import now
from troth.interfaces.worker.alive import stuck, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy", "home")]


@pytest.fixture
def heard(settings: Settings) -> Iterator[list[str]]:
    """Return what an address of the operator's was asked for, so far."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    where = f"http://127.0.0.1:{server.server_port}/ping/secret"
    settings.TROTH = replace(django_settings.TROTH, heartbeat=where)
    yield paths
    server.shutdown()
    server.server_close()


def test_it_is_told_while_the_watch_beats(heard: list[str]) -> None:
    assert not tell()
    beat("watch")

    assert tell()
    assert heard == ["/ping/secret"]


def test_it_falls_silent_when_the_watch_does(heard: list[str]) -> None:
    beat("watch")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE promises_watchbeat SET beaten_at = beaten_at - interval '1 minute'")

    assert not tell()
    assert heard == []
    assert stuck() == "the watch makes no progress"


def test_it_falls_silent_when_a_page_stands_still(heard: list[str], opens: Opens) -> None:
    beat("watch")
    ticket = opens(at=now(), suggested="1")
    with transaction.atomic():
        raise_page(story(ticket.number), why="call", by="desk", channel="phone", at=now())
    assert tell()

    OpenPage.objects.update(look_at=now() - timedelta(minutes=2))

    assert not tell()
    assert stuck() == "a page stands still"


def test_an_address_that_does_not_answer_harms_nothing(settings: Settings) -> None:
    beat("watch")
    settings.TROTH = replace(django_settings.TROTH, heartbeat="http://127.0.0.1:9/x")

    assert not tell()


def test_without_an_address_nothing_is_told() -> None:
    beat("watch")

    assert not tell()
