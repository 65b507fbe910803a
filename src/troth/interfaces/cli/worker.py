"""`troth worker`: do the jobs that changes to tickets ask for."""

import asyncio

import click

AT_ONCE = 4


@click.command()
@click.option(
    "--until-done", is_flag=True, help="End when nothing is left to do, instead of waiting."
)
def worker(until_done: bool) -> None:
    """Do jobs as they are asked for: send mail, keep the timetable.

    Runs until it is stopped, and finishes what it is at. Ends by itself when
    the database goes away: whatever supervises it starts it again.

    \b
    Example:
        troth worker --until-done
    """
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from troth.interfaces.worker import timetable  # noqa: F401 - loading it puts it in force
    from troth.interfaces.worker.dispatch import dispatching, work_off

    async def work() -> None:
        # Not `replace_connector`: what tasks ask for must go through Django's connection, in
        # their own transaction, while the worker listens on connections of its own.
        own = app.with_connector(DjangoConnector().get_worker_connector())
        async with own.open_async():
            await own.run_worker_async(
                concurrency=AT_ONCE, wait=not until_done, shutdown_graceful_timeout=20
            )

    if until_done:
        work_off()
        asyncio.run(work())
    else:
        with dispatching():
            asyncio.run(work())
