"""`troth promises` and `troth tickets` say what stands, and what does not."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from tests.rooms.conftest import Opens
from troth.domain.promises.models import StoredPromise
from troth.interfaces.cli.promises import promises
from troth.interfaces.cli.tickets import tickets
from troth.interfaces.now import now

pytestmark = pytest.mark.django_db


def test_what_is_whole_verifies(opens: Opens) -> None:
    opens(at=now())
    told = CliRunner().invoke(promises, ["verify"], catch_exceptions=False)

    assert told.exit_code == 0
    assert told.output.startswith("No difference")


def test_a_promise_that_was_meddled_with_is_found(opens: Opens) -> None:
    ticket = opens(at=now())
    StoredPromise.objects.update(due_at=now() + timedelta(days=9))
    told = CliRunner().invoke(promises, ["verify"], catch_exceptions=False)

    assert told.exit_code == 1
    assert f"#{ticket.number} response by fact 1: due_at is stored as" in told.output


def test_tickets_that_are_soon_due_are_listed_soonest_first(opens: Opens) -> None:
    second = opens(at=now(), suggested="1", subject="Second")
    first = opens(at=now() - timedelta(hours=1), suggested="1", subject="First")
    opens(at=now(), suggested="3", subject="Much later")
    told = CliRunner().invoke(tickets, ["due", "--within", "2h"], catch_exceptions=False)

    lines = [line.split("\t") for line in told.output.splitlines()]
    assert [(line[0], line[2], line[3]) for line in lines] == [
        (first.ref, "response", "First"),
        (second.ref, "response", "Second"),
    ]


def test_a_length_that_is_none_is_told() -> None:
    told = CliRunner().invoke(tickets, ["due", "--within", "soon"])

    assert told.exit_code == 2
    assert "no length" in told.output
