"""Outbox: the only way out of the domain.

A job is a row in the caller's transaction: a change that is rolled back leaves no job.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.types import JSONValue


def ask(task: str, **ids: int) -> None:
    """Ask for a task by its name, once the caller's transaction commits; ids only."""
    app.configure_task(task, allow_unknown=True).defer(**ids)


def ask_in(task: str, wait: timedelta, **ids: int) -> None:
    """Ask for a task to be begun after a while; until then `take_back` can undo it."""
    seconds = int(wait.total_seconds())
    app.configure_task(task, allow_unknown=True, schedule_in={"seconds": seconds}).defer(**ids)


def take_back(task: str, **ids: int) -> bool:
    """Undo a job that nobody has begun; say whether there was one. No worker can begin it then."""
    waiting = ProcrastinateJob.objects.filter(task_name=task, status="todo", args=ids)
    job = waiting.values_list("id", flat=True).first()
    return job is not None and app.job_manager.cancel_job_by_id(job, delete_job=True)


def ask_many(task: str, many: Iterable[Mapping[str, int]]) -> None:
    """Ask for the same task many times in one statement."""
    jobs: list[dict[str, JSONValue]] = [dict(ids) for ids in many]
    if jobs:
        app.configure_task(task, allow_unknown=True).batch_defer(*jobs)
