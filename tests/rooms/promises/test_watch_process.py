"""The watch as a process of its own: killed without warning, it catches up when it returns."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.rooms.promises.flood import flood
from troth.domain.ledger.models import Entry
from troth.domain.ledger.queries import faults
from troth.domain.promises.models import WatchBeat

pytestmark = pytest.mark.django_db(transaction=True)

Starts = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def starts_watch(tmp_path: Path) -> Iterator[Starts]:
    """Start `troth watch` on the tests' database; all are ended afterwards."""
    there = connection.settings_dict
    environ = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("TROTH_", "DJANGO_"))},
        "TROTH_HOME": str(tmp_path),
        "DATABASE_URL": f"postgresql://{there['USER']}@/{there['NAME']}?host={there['HOST']}",
    }
    started: list[subprocess.Popen[bytes]] = []

    def _start() -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "troth.interfaces.cli", "watch"]
        started.append(subprocess.Popen(command, env=environ))
        return started[-1]

    yield _start
    for process in started:
        process.kill()
        process.wait(timeout=10)


def until(done: Callable[[], bool], seconds: float) -> float:
    """Wait for something to come true and return how long it took."""
    began = time.monotonic()
    while not done():
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - began


def broken() -> Counter[int]:
    return Counter(Entry.objects.filter(kind="promise_broken").values_list("chain_id", flat=True))


def test_a_watch_killed_without_warning_catches_up_within_ten_seconds_of_its_return(
    policy: None, starts_watch: Starts
) -> None:
    early = flood(20, datetime.now(UTC) - timedelta(hours=3))
    first = starts_watch()
    until(lambda: broken().keys() == set(early), 90)
    assert WatchBeat.objects.exists()
    first.kill()
    first.wait(timeout=10)
    due = datetime.now(UTC) + timedelta(seconds=1)
    soon = flood(50, due - timedelta(hours=2))

    time.sleep(max(0, (due - datetime.now(UTC)).total_seconds() + 0.5))
    assert broken().keys() == set(early)  # nobody watches
    returned = datetime.now(UTC)
    starts_watch()
    until(lambda: WatchBeat.objects.filter(beaten_at__gt=returned).exists(), 90)
    until(lambda: broken().keys() == {*early, *soon}, 10)

    time.sleep(1)
    assert broken() == dict.fromkeys([*early, *soon], 1)
    told = Entry.objects.filter(kind="promise_broken", chain_id__in=soon)
    assert {entry.at for entry in told} == {due}
    assert not list(faults())
