"""/health says what is wrong, and never hangs."""

import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

WELL = {"web": "well", "live": "well", "database": "well", "worker": "well", "watch": "well"}
Beat = Callable[[int, int], None]

pytestmark = pytest.mark.django_db


@pytest.fixture
def beat(db: None) -> Iterator[Beat]:
    """Let worker and watch have beaten some seconds ago, seen by other connections too."""
    params = connection.get_connection_params()
    where = {name: params[name] for name in ("host", "user", "dbname")}

    with psycopg.connect(**where, autocommit=True) as own:

        def beaten(worker: int, watch: int) -> None:
            own.execute(
                "insert into procrastinate_workers (last_heartbeat)"
                " values (now() - make_interval(secs => %s))",
                [worker],
            )
            own.execute(
                "insert into promises_watchbeat (name, beaten_at)"
                " values ('test', now() - make_interval(secs => %s))",
                [watch],
            )

        yield beaten
        own.execute("delete from procrastinate_workers")
        own.execute("delete from promises_watchbeat")


def test_all_is_well(client: Client, beat: Beat) -> None:
    beat(1, 1)
    answer = client.get("/health")

    assert (answer.status_code, answer.json()) == (200, WELL)


def test_a_silent_worker_and_a_silent_watch_are_named(client: Client, beat: Beat) -> None:
    beat(60, 60)
    answer = client.get("/health")

    assert answer.status_code == 503
    assert answer.json() == WELL | {
        "worker": "no sign of the worker for 60 s",
        "watch": "no sign of the watch for 60 s",
    }


def test_a_desk_without_worker_and_watch_is_not_well(client: Client) -> None:
    answer = client.get("/health")

    assert answer.status_code == 503
    assert (answer.json()["worker"], answer.json()["watch"]) == ("no worker runs", "no watch runs")


def test_a_database_that_is_gone_is_told_within_two_seconds(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "/nowhere")
    began = time.monotonic()
    answer = client.get("/health")

    assert time.monotonic() - began < 2
    assert answer.status_code == 503
    assert "No such file" in answer.json()["database"]
