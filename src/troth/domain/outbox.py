"""Outbox: the only way out of the domain.

A job is a row in the caller's transaction: a change that is rolled back leaves no job.
"""

from collections.abc import Iterable, Mapping

from procrastinate.contrib.django import app
from procrastinate.types import JSONValue


def ask(task: str, **ids: int) -> None:
    """Ask for a task by its name, once the caller's transaction commits; ids only."""
    app.configure_task(task, allow_unknown=True).defer(**ids)


def ask_many(task: str, many: Iterable[Mapping[str, int]], *, priority: int = 0) -> None:
    """Ask for the same task many times in one statement; a higher priority is begun first."""
    jobs: list[dict[str, JSONValue]] = [dict(ids) for ids in many]
    if jobs:
        app.configure_task(task, allow_unknown=True, priority=priority).batch_defer(*jobs)
