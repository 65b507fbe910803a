"""An agent's own clock."""

import pytest
from django.test import Client

from troth.domain.accounts.models import User


@pytest.fixture
def desk(client: Client, ines: User, policy: None) -> Client:
    client.force_login(ines)
    return client


def test_a_zone_is_kept_and_told_to_the_pages_script(desk: Client, ines: User) -> None:
    desk.post("/desk/clock", {"zone": "Asia/Kolkata"})

    ines.refresh_from_db()
    assert ines.zone == "Asia/Kolkata"
    page = desk.get("/desk/").content.decode()
    assert '<meta name="zone" content="Asia/Kolkata">' in page


def test_the_desks_own_clock_again(desk: Client, ines: User) -> None:
    desk.post("/desk/clock", {"zone": "Asia/Kolkata"})
    desk.post("/desk/clock", {"zone": ""})

    ines.refresh_from_db()
    assert ines.zone == ""


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "../../etc/passwd", "\0", "x" * 5000])
def test_no_such_zone(desk: Client, ines: User, zone: str) -> None:
    answer = desk.post("/desk/clock", {"zone": zone})

    assert answer.status_code == 422
    ines.refresh_from_db()
    assert ines.zone == ""
