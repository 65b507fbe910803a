"""`troth mail`: let mail in, and look after it."""

import asyncio
import signal
import sys

import click


@click.group()
def mail() -> None:
    """Let mail in, read it, and prove that none of it was lost."""


@mail.command()
def run() -> None:
    """Listen for mail, fetch it from mailboxes, and read what was accepted.

    Runs until it is stopped, through restarts of the database. The ways in are
    the setting TROTH_MAIL_IN.

    \b
    Example:
        TROTH_MAIL_IN=lmtp://127.0.0.1:8024 troth mail run
    """
    from django.conf import settings

    from troth.interfaces.worker.letting_in import let_in

    async def work() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, stop.set)
        await let_in(settings.TROTH.mail_in, stop)

    asyncio.run(work())


@mail.command()
def status() -> None:
    """Say how mail stands: ways in, mailboxes, what waits, what went wrong, the accounting.

    Exits 1 when a mailbox cannot be reached or a mail has waited over five minutes.

    \b
    Example:
        troth mail status
    """
    from django.conf import settings

    from troth.interfaces.channels.mail.state import state
    from troth.interfaces.now import now

    told = state(settings.TROTH.mail_in, now())
    for line in told.lines():
        click.echo(line)
    if told.alarms:
        for alarm in told.alarms:
            click.echo(f"ALARM {alarm}", err=True)
        sys.exit(1)


@mail.command()
@click.option("--deep", is_flag=True, help="Read every original and compare it with its digest.")
@click.option("--mailboxes", is_flag=True, help="Compare with the messages still in mailboxes.")
def verify(deep: bool, mailboxes: bool) -> None:
    """Prove that every mail that was accepted is accounted for.

    Compares the file store, the database and, with --mailboxes, what is still
    in the mailboxes. Prints each difference on a line, and exits 1 if there is
    any; else prints the accounting.

    \b
    Example:
        troth mail verify --deep
    """
    from django.conf import settings

    from troth.domain.mailroom.queries import accounting
    from troth.interfaces.channels.mail.proof import differences

    ways = settings.TROTH.mail_in if mailboxes else ()
    found = 0
    for difference in differences(ways, deep=deep):
        found += 1
        click.echo(difference)
    if found:
        sys.exit(1)
    click.echo(f"No difference. {accounting()}")


@mail.command()
@click.argument("number", type=click.IntRange(min=1))
def reparse(number: int) -> None:
    """Read the original of inbound NUMBER again, as the reader reads today; change nothing.

    Prints what it says as JSON, so that a better reader can be tried over history.

    \b
    Example:
        troth mail reparse 17
    """
    import json
    from dataclasses import asdict

    from troth.domain.mailroom.models import Inbound
    from troth.interfaces.channels.mail.intake import read_again

    inbound = Inbound.objects.filter(pk=number).first()
    if inbound is None:
        raise click.ClickException(f"There is no inbound {number}.")
    click.echo(json.dumps(asdict(read_again(inbound)), indent=2, default=str, ensure_ascii=False))


@mail.command()
@click.argument("to")
def test(to: str) -> None:
    """Send a test message to the address TO by the way that all mail goes out.

    \b
    Example:
        troth mail test ines@example.com
    """
    from troth.interfaces.channels.mail.handing import try_out

    why = try_out(to)
    click.echo(f"Not sent: {why}" if why else "Accepted by the next hop.")


@mail.command()
@click.argument("numbers", type=int, nargs=-1, required=True)
def forget(numbers: tuple[int, ...]) -> None:
    """Forget the originals of mails NUMBERS, and who sent them to whom, for good.

    What they said stays on their tickets. The bytes are deleted by the next
    nightly sweep. Exits 1 where one of them is not there or still waits to be read.

    \b
    Example:
        troth mail forget 17 18
    """
    from troth.domain.mailroom import actions
    from troth.interfaces.now import now

    done = actions.forget(numbers, at=now())
    click.echo(f"{done} of {len(set(numbers))} forgotten")
    if done < len(set(numbers)):
        sys.exit(1)
