"""The demo's tickets stand alike whenever the desk is started: at night, on holidays, any day."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.rooms.conftest import policy as policy
from troth.domain.promises.watch import settle_due
from troth.domain.tickets.models import Ticket
from troth.interfaces.cli.run.demo_desk.fill import fill

HOURS = [
    pytest.param("2026-11-24T15:00", id="a-tuesday-morning"),
    pytest.param("2026-11-27T23:38", id="friday-evening"),
    pytest.param("2026-11-28T17:00", id="saturday"),
    pytest.param("2026-11-30T05:30", id="the-night-to-monday"),
    pytest.param("2026-11-26T19:00", id="thanksgiving"),
    pytest.param("2027-01-01T05:10", id="the-first-minutes-of-a-year"),
    pytest.param("2027-03-14T07:20", id="the-night-clocks-go-forward"),
    pytest.param("2026-11-01T06:30", id="the-night-clocks-go-back"),
    pytest.param("2028-02-29T12:00", id="a-leap-day"),
]


BROKEN = "Nobody on campus can sign in"
OPEN = {  # in the queue, with their severity, and whether somebody has looked at it
    BROKEN: ("1", False),
    "Live event drops to audio after ten minutes": ("2", True),
    "How do we add a second language to a template?": ("3", True),
    "One producer cannot open the editor": ("2", False),
    "Could the player remember the volume?": ("3", False),
    "Viewers see a grey frame when the encoder changes": ("2", True),
    "Playback stops on ward tablets": ("3", True),
    "Last year's lectures are missing from search": ("3", True),
    "Invoice overdue, all seats will be switched off": ("3", False),
}


@pytest.mark.parametrize("hour", HOURS)
def test_the_demo_stands_as_at_any_other_hour(
    policy: None, hour: str, tmp_path: Path, settings: Settings
) -> None:
    settings.ATTACHMENTS = tmp_path
    at = datetime.fromisoformat(hour).replace(tzinfo=UTC)

    fill(at)
    while settle_due(at):
        pass

    queued = Ticket.objects.filter(standing__in_queue=True).select_related("standing")
    assert {one.subject: (one.standing.severity, one.standing.triaged) for one in queued} == OPEN
    late = queued.filter(standing__next_due_at__lt=at)
    assert [one.subject for one in late] == [BROKEN]
