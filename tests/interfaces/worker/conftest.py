"""A desk with the founding policy, and a store and an outbox of its own."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.flushing import flushing_passes_the_guards
from tests.rooms.conftest import asked, ines, opens, policy
from troth.interfaces.cli.run.environment import Mail

__all__ = ["asked", "flushing_passes_the_guards", "ines", "opens", "policy"]


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """Where this desk keeps its files; its mail goes to the outbox."""
    settings.TROTH = replace(settings.TROTH, home=tmp_path, demo=True, mail=Mail())
    settings.ATTACHMENTS = tmp_path / "attachments"
    return tmp_path
