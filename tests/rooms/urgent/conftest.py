"""A desk with a rota of two layers, and agents who can be reached."""

from datetime import datetime

import pytest

from tests.times import eastern
from troth.domain.accounts.models import User
from troth.domain.urgent.actions import rotas

ROTA = """
[rota]
name   = "Urgent care"
zone   = "America/New_York"
begins = 2026-03-02

[layer.first]
name       = "First on call"
next_after = "5 minutes"
changes    = "Mon 08:00"
people     = ["ines@ivt.example", "tomas@ivt.example"]

[layer.second]
name       = "Second on call"
next_after = "10 minutes"
changes    = "every day 08:00"
people     = ["rui@ivt.example"]

[at_last]
tell        = ["lead@ivt.example"]
again_after = "15 minutes"
"""
NIGHT: datetime = eastern("2026-03-03 03:00")


@pytest.fixture
def team(ines: User) -> dict[str, User]:
    """Ines, Tomas, Rui and a lead, each reached by one way."""
    people = {"ines": ines}
    for name in ("tomas", "rui", "lead"):
        people[name] = User.objects.create_user(f"{name}@ivt.example", name.capitalize())
    for one in people.values():
        rotas.add_way(one, kind="console", to=one.email, after=0, at=NIGHT)
    return people


@pytest.fixture
def rota(team: dict[str, User]) -> dict[str, User]:
    """The rota in force; yields its people by their first names."""
    rotas.publish(ROTA, by="the tests", at=NIGHT)
    return team
