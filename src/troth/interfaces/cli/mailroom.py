"""`troth mailroom`: let mail in, and look after it."""

import asyncio
import signal

import click


@click.group()
def mailroom() -> None:
    """Let mail in, read it, and prove that none of it was lost."""


@mailroom.command()
def run() -> None:
    """Listen for mail, fetch it from mailboxes, and read what was accepted.

    Runs until it is stopped, through restarts of the database. The ways in are
    the setting TROTH_MAIL_IN.

    \b
    Example:
        TROTH_MAIL_IN=lmtp://127.0.0.1:8024 troth mailroom run
    """
    from django.conf import settings

    from troth.interfaces.worker.letting_in import let_in

    stop = asyncio.Event()

    async def work() -> None:
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, stop.set)
        await let_in(settings.TROTH.mail_in, stop)

    asyncio.run(work())
