"""Mail leaves in batches, and no message waits for another's."""

from datetime import timedelta

import pytest

from tests.interfaces.channels.mail.server import Script
from tests.interfaces.worker.test_sending import script, server
from tests.rooms.conftest import Opens
from troth.domain.tickets.models import Sending
from troth.interfaces.now import now
from troth.interfaces.worker.dispatch import Dispatch

__all__ = ["script", "server"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy", "home", "server")]
MOMENT = timedelta(seconds=5)


def states() -> dict[str, str]:
    return dict(Sending.objects.values_list("to", "state"))


def test_a_recipient_whose_server_is_slow_holds_up_no_other(opens: Opens, script: Script) -> None:
    script.slow = "slow@acme.example"
    for name in ("slow", "one", "two", "three"):
        opens(at=now(), email=f"{name}@acme.example")

    dispatch = Dispatch()
    while list(states().values()).count("accepted") < 3:
        dispatch.round_()
        dispatch.wait(MOMENT)
    assert states()["slow@acme.example"] == "queued"

    script.released.set()
    while dispatch.round_():
        dispatch.wait(MOMENT)
    assert set(states().values()) == {"accepted"}
    assert [one.rcpt_tos for one in script.taken].count(["slow@acme.example"]) == 1


def test_whoever_stops_gives_back_what_it_had_not_begun(opens: Opens, script: Script) -> None:
    script.slow = "@acme.example"
    for number in range(6):
        opens(at=now(), email=f"person{number}@acme.example")
    dispatch = Dispatch()
    dispatch.round_()
    dispatch.finish(0)

    back = Sending.objects.filter(begun=0, next_try_at__lte=now())
    assert back.count() == 2
    script.released.set()


def test_what_falls_silent_is_recorded_after_its_lease_ran_out(
    opens: Opens, script: Script
) -> None:
    """The database was away when the end of a try was to be written down."""
    opens(at=now())
    dispatch = Dispatch()
    dispatch.round_()
    dispatch.wait(MOMENT)
    Sending.objects.update(next_try_at=now())
    again = Dispatch()
    again.round_()
    again.wait(MOMENT)
    for one in (again, dispatch):
        one.round_()

    sent = Sending.objects.get()
    assert (sent.state, sent.unsure, len(script.taken)) == ("accepted", 1, 2)
