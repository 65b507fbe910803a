"""Emptying the test database between tests that commit: the ledger's guards must step aside.

Nothing but a test may do this. The guards are triggers, and a superuser's
session can stand in for a replica, for which triggers do not fire.
"""

from collections.abc import Iterator

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations

AS_REPLICA = "SET LOCAL session_replication_role = replica"
JOBS = "TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE"


@pytest.fixture(scope="session", autouse=True)
def flushing_passes_the_guards() -> Iterator[None]:
    """Let Django's flush truncate guarded tables, and empty the jobs as well."""
    flush = DatabaseOperations.execute_sql_flush

    def _flush(self: DatabaseOperations, sql_list: list[str]) -> None:
        flush(self, [AS_REPLICA, *sql_list, JOBS])

    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseOperations, "execute_sql_flush", _flush)
    yield
    patch.undo()
