"""The worker does what was asked, and gives back what a dead worker left behind."""

import asyncio
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.rooms.conftest import Opens
from troth.domain.accounts.actions import ask_for_code
from troth.domain.tickets.models import Sending
from troth.interfaces.channels.mail import outbox
from troth.interfaces.cli.worker import worker
from troth.interfaces.now import now
from troth.interfaces.worker import tasks, timetable

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("policy", "home"),
]


def test_what_was_asked_for_is_done(opens: Opens) -> None:
    ticket = opens(at=now())
    told = CliRunner().invoke(worker, ["--until-done"], catch_exceptions=False)

    assert told.exit_code == 0, told.output
    assert Sending.objects.get(ticket=ticket).state == "accepted"
    assert len(outbox.listing()) == 1


def test_every_task_the_domain_asks_for_has_a_function() -> None:
    ask_for_code("mara@acme.example", "123456", at=now())
    asked = set(ProcrastinateJob.objects.values_list("task_name", flat=True))

    assert asked <= set(app.tasks)
    assert tasks.mail_code.name in asked


def test_the_job_of_a_dead_worker_is_given_back() -> None:
    ask_for_code("mara@acme.example", "123456", at=now())
    _as_the_database(
        "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - interval '1 minute') RETURNING id)"
        " UPDATE procrastinate_jobs SET status = 'doing', worker_id = dead.id FROM dead"
    )

    async def give_back() -> None:
        own = app.with_connector(DjangoConnector().get_worker_connector())

        class Context:
            app = own

        context: Any = Context()
        async with own.open_async():
            await timetable.retry_stalled(context, 0)

    asyncio.run(give_back())

    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"todo"}


def _as_the_database(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
