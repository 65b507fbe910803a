"""Each story begins with a desk that runs the founding policy."""

import pytest

from tests.flushing import flushing_passes_the_guards
from tests.rooms.conftest import ines, policy
from tests.stories.desk import Desk
from troth.domain.accounts.models import User

__all__ = ["flushing_passes_the_guards", "ines", "policy"]


@pytest.fixture
def desk(policy: None, ines: User) -> Desk:
    """A desk at work."""
    return Desk(ines)
