"""A desk on a Monday noon in New York, an agent who has signed in, and one ticket."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests.flushing import flushing_passes_the_guards
from tests.interfaces.portal.conftest import words
from tests.rooms.conftest import ines, opens, policy, ticket
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.interfaces.cli.run.environment import Mail

__all__ = ["flushing_passes_the_guards", "ines", "opens", "policy", "ticket", "words"]

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, tmp_path: Path) -> None:
    """Let it be noon in New York on Monday 2 March 2026; files and mail are kept apart."""
    settings.CLOCK_OFFSET = NOON - datetime.now(UTC)
    settings.TROTH = replace(settings.TROTH, home=tmp_path, demo=True, mail=Mail())
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.ALLOWED_HOSTS = ["testserver"]
    cache.clear()


@pytest.fixture
def agent(client: Client, ines: User) -> Client:
    """A browser in which Ines has signed in."""
    ines.set_password(PASSWORD)
    ines.save()
    client.force_login(ines)
    return client
