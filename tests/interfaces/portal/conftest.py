"""A portal on a Monday noon in New York, with the founding policy and a store of its own."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.flushing import flushing_passes_the_guards
from tests.rooms.conftest import ines, opens, policy
from tests.times import NOON
from troth.interfaces.cli.run.environment import Mail

__all__ = ["flushing_passes_the_guards", "ines", "opens", "policy"]

REPORT = {
    "nonce": "6f0c1c1e-5a52-4a3e-9a53-0d2f3b1b7a10",
    "zone": "Europe/Riga",
    "name": "Lena Ozola",
    "email": "lena@baltic.example",
    "company": "Baltic Media",
    "contract": "C-77",
    "specifications": "MediaPlatform 4.2",
    "subject": "Nobody can sign in",
    "text": "All users see a blank page.",
    "suggested": "1",
}


@pytest.fixture(autouse=True)
def at_noon(settings: Settings) -> None:
    """Let it be noon in New York on Monday 2 March 2026."""
    settings.CLOCK_OFFSET = NOON - datetime.now(UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    """Where this desk keeps its files; its mail goes to the outbox."""
    settings.TROTH = replace(settings.TROTH, home=tmp_path, demo=True, mail=Mail())
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.ALLOWED_HOSTS = ["testserver"]
    return tmp_path


@pytest.fixture
def reported(client: Client, policy: None) -> str:
    """Return the address of the page of a ticket just reported by the form."""
    return client.post("/report", REPORT)["Location"]


def words(html: bytes | str) -> str:
    """Return what a page says, without its markup."""
    text = html.decode() if isinstance(html, bytes) else html
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
