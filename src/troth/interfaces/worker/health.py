"""`GET /health`: are web, streams, database, worker and watch well, and if not, why not."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from datetime import UTC, datetime

import psycopg
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from troth.interfaces.live.hearing import HEARING

WELL = "well"
PATIENCE = 1.5  # whoever asks waits no longer, even for a server that hangs
WORKER_FRESH = 8.0  # it beats every 2 s
WATCH_FRESH = 5.0
SKEW_ALLOWED = 2.0  # between our clock and the database's

# Ages are told by the database's own clock, so that a machine with a wrong one cannot look alive.
ASK = """
    select extract(epoch from clock_timestamp())::float8,
           (select extract(epoch from clock_timestamp() - max(last_heartbeat))::float8
              from procrastinate_workers),
           (select extract(epoch from clock_timestamp() - max(beaten_at))::float8
              from promises_watchbeat)
"""
_asking = ThreadPoolExecutor(2, "health")


@never_cache
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when all is well, 503 with the reason within two seconds when it is not."""
    parts = {"web": WELL, "live": HEARING.fault() or WELL} | _state()
    return JsonResponse(parts, status=200 if set(parts.values()) == {WELL} else 503)


def _state() -> dict[str, str]:
    unknown = "not known: the database does not answer"
    asked = _asking.submit(_ask, connection.get_connection_params())
    try:
        theirs, worker, watch = asked.result(PATIENCE)
    except (TooLate, psycopg.Error) as fault:
        asked.cancel()
        # Only the reason: where the database stands is nobody's business out there.
        why = str(fault).strip().partition("\n")[0].rpartition(": ")[2]
        database = f"does not answer: {why or f'nothing within {PATIENCE} s'}"
        return {"database": database, "worker": unknown, "watch": unknown}
    skew = abs(theirs - datetime.now(UTC).timestamp())
    return {
        "database": WELL if skew < SKEW_ALLOWED else f"its clock is {skew:.0f} s from ours",
        "worker": _beat("worker", worker, WORKER_FRESH),
        "watch": _beat("watch", watch, WATCH_FRESH),
    }


def _ask(params: dict[str, object]) -> tuple[float, float | None, float | None]:
    """Ask over a connection of its own: one from the pool may be busy, or long dead."""
    for name in ("cursor_factory", "context", "prepare_threshold"):
        params.pop(name, None)
    with psycopg.connect(**params, connect_timeout=2, autocommit=True) as own:  # type: ignore[arg-type]
        row = own.execute(ASK).fetchone()
    if row is None:
        raise psycopg.DataError("the database gave no answer")
    return row[0], row[1], row[2]


def _beat(name: str, age: float | None, fresh: float) -> str:
    if age is None:
        return f"no {name} runs"
    return WELL if age < fresh else f"no sign of the {name} for {age:.0f} s"
