"""The watch settles what is due, beats, and outlives the database."""

from datetime import timedelta
from threading import Event

import pytest
from click.testing import CliRunner
from django.db import OperationalError, connections

from tests.rooms.conftest import Opens
from troth.domain.ledger.queries import entries
from troth.domain.promises.models import WatchBeat
from troth.interfaces.cli.watch import watch as command
from troth.interfaces.now import now
from troth.interfaces.worker import watch

pytestmark = pytest.mark.django_db


def test_once_settles_all_that_is_due_and_beats(
    opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "BATCH", 2)
    tickets = [opens(at=now() - timedelta(hours=3), suggested="1") for _ in range(5)]
    told = CliRunner().invoke(command, ["--once"], catch_exceptions=False)

    assert told.output == "5\n"
    assert all(entries(one.number)[-1].fact.kind == "promise_broken" for one in tickets)
    assert WatchBeat.objects.count() == 1
    assert CliRunner().invoke(command, ["--once"]).output == "0\n"


def test_a_database_that_is_away_is_tried_again(
    opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens(at=now() - timedelta(hours=3), suggested="1")
    stop, tries = Event(), 0

    def settle_due(*_: object, **__: object) -> int:
        nonlocal tries
        tries += 1
        if tries <= 3:
            raise OperationalError("the server closed the connection")
        stop.set()
        return 0

    monkeypatch.setattr(watch, "settle_due", settle_due)
    # The test's transaction lives on this thread's connection, so nothing may close it.
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(watch, "close_old_connections", lambda: None)
    monkeypatch.setattr(watch, "PACE", timedelta(milliseconds=10))
    watch.run("watch@test", stop)

    assert tries == 4
