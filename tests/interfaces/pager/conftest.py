"""A desk with a rota, at three in the morning, and one Severity 1 ticket that pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from tests.flushing import flushing_passes_the_guards
from tests.rooms.conftest import Opens, ines, opens, policy
from tests.rooms.urgent.conftest import NIGHT, rota, team
from troth.domain.promises.story import story
from troth.domain.tickets.models import Ticket
from troth.domain.urgent.actions.paging import raise_page
from troth.interfaces.cli.run.environment import Mail

__all__ = ["flushing_passes_the_guards", "ines", "opens", "policy", "rota", "team"]


@pytest.fixture(autouse=True)
def at_night(settings: object, tmp_path: Path) -> None:
    """Let it be three in the morning in New York; mail is kept apart."""
    django_settings.CLOCK_OFFSET = NIGHT - datetime.now(UTC)
    django_settings.TROTH = replace(django_settings.TROTH, home=tmp_path, demo=True, mail=Mail())
    django_settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def paged(opens: Opens, rota: object) -> Ticket:
    """A ticket whose page tries Ines first."""
    ticket = opens(at=NIGHT, suggested="1")
    with transaction.atomic():
        raise_page(story(ticket.number), why="call", by="desk", channel="phone", at=NIGHT)
    return ticket


class Service:
    """A service that takes pages over HTTP, and answers as it is told."""

    def __init__(self) -> None:
        self.answers = 200
        self.took: list[str] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if service.answers < 300:
                    service.took.append(body.decode())
                self.send_response(service.answers)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port


@pytest.fixture
def service() -> Iterator[Service]:
    """A running service on a port of its own."""
    one = Service()
    Thread(target=one.server.serve_forever, daemon=True).start()
    yield one
    one.server.shutdown()
    one.server.server_close()
