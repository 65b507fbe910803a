"""No line of the log opens anybody's ticket."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.interfaces.portal.conftest import REPORT
from troth.domain.accounts.models import User
from troth.domain.security.passwords import make_link
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import token_for
from troth.interfaces.now import now
from troth.project.discreet import Discreet


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the desk's own handler writes."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.addFilter(Discreet())
    logging.getLogger().addHandler(handler)
    yield said
    logging.getLogger().removeHandler(handler)


def test_the_desk_s_handler_is_discreet() -> None:
    logging_of: dict[str, Any] = settings.LOGGING
    for handler in logging_of["handlers"].values():
        assert handler["filters"] == ["discreet"]


def test_no_refusal_writes_a_link_into_the_log(
    client: Client, policy: None, log: io.StringIO
) -> None:
    client.post("/report", REPORT)
    token = token_for(Ticket.objects.get())
    strict = Client(enforce_csrf_checks=True)
    upload = client.post("/uploads", {"name": "a", "size": "5"}).json()["address"]
    for address in (f"/t/{token}/messages", f"/t/{token}/files/{'0' * 64}", f"/t/{token}?x=1"):
        client.get(address)
        client.put(address)
        strict.post(address)
    client.get(upload)
    strict.patch(upload)

    assert "Not Found: /t/…/files/" in log.getvalue()
    assert token not in log.getvalue()
    assert upload.rpartition("/")[2] not in log.getvalue()


def test_a_made_up_host_costs_a_line_and_no_more(client: Client, log: io.StringIO) -> None:
    client.get("/", headers={"Host": "evil.example"})

    assert log.getvalue().count("Traceback") == 0
    assert "evil.example" in log.getvalue()


def test_no_refusal_writes_a_link_to_choose_a_password_into_the_log(
    client: Client, ines: User, log: io.StringIO
) -> None:
    word = make_link(ines, at=now())
    Client(enforce_csrf_checks=True).post(f"/desk/password/{word}")
    client.get(f"/desk/password/{word}x")

    assert "/desk/password/…" in log.getvalue()
    assert word not in log.getvalue()
