"""A ticket closes without a change to code, by a released patch, or for a foreign component."""

import pytest

from tests.stories.desk import Desk
from troth.domain.refusal import Refused
from troth.domain.tickets.models import Ticket


@pytest.fixture
def resolved(desk: Desk) -> Ticket:
    """A ticket told its resolution, of a defect for which a patch is out."""
    ticket, defect = desk.report("2026-03-02 12:00"), desk.enters_defect("2026-03-02 12:10")
    desk.links(ticket, "2026-03-02 12:10", defect)
    desk.releases("2026-03-02 12:30", "4.2.1", defect)
    desk.resolves(ticket, "2026-03-02 13:00")
    return ticket


@pytest.mark.parametrize(
    ("reason", "more"),
    [
        pytest.param("no_code_change", {}, id="without-a-change-to-code"),
        pytest.param("patch", {"patch": "4.2.1"}, id="by-a-patch"),
        pytest.param("not_our_component", {"component": "the proxy"}, id="not-our-component"),
    ],
)
def test_these_are_the_reasons(
    desk: Desk, resolved: Ticket, reason: str, more: dict[str, str]
) -> None:
    desk.closes(resolved, "2026-03-02 13:10", reason, **more)
    closed = desk.newest(resolved, "closed")

    assert closed.reason == reason
    assert {name: getattr(closed, name) for name in more} == more


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        pytest.param("patch", "version", id="a-patch-without-a-version"),
        pytest.param("not_our_component", "component", id="a-component-without-a-name"),
        pytest.param("bored", "one of the policy's reasons", id="another-reason"),
        pytest.param("", "one of the policy's reasons", id="no-reason"),
    ],
)
def test_a_reason_that_does_not_say_enough_is_refused(
    desk: Desk, resolved: Ticket, reason: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        desk.closes(resolved, "2026-03-02 13:10", reason)

    assert desk.stands(resolved).standing.closed_at is None
