"""An agent who has signed in, as on the desk."""

from tests.flushing import flushing_passes_the_guards
from tests.interfaces.desk.conftest import agent, at_noon
from tests.rooms.conftest import ines, opens, policy, ticket

__all__ = ["agent", "at_noon", "flushing_passes_the_guards", "ines", "opens", "policy", "ticket"]
