"""`troth intake`: take in a mail, as a mail server's pipe hands it over."""

import sys
from pathlib import Path
from typing import BinaryIO

import click

EX_TEMPFAIL = 75  # sysexits.h: "keep it and try again later", as mail servers understand
FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
def intake(file: Path) -> None:
    """Take in one mail (RFC 5322) from FILE, or from standard input with -.

    Prints one line: the ticket's number and "opened", "added", "already had"
    or "held". Exits 0 when the mail is safe with the desk, whatever it holds,
    and 75 when it is not and must be handed over again.

    \b
    Example:
        troth intake report.eml
    """
    from django.conf import settings

    from troth.domain.tickets.actions.intake import TakenIn
    from troth.interfaces.channels.mail.intake import TryLater, take_in
    from troth.interfaces.channels.store import store
    from troth.interfaces.now import now

    def words(taken: TakenIn) -> str:
        if not taken.fresh:
            return "already had"
        if not taken.opened:
            return "added"
        return "held" if taken.ticket.standing.held else "opened"

    def hand_over(stream: BinaryIO) -> TakenIn:
        own = {settings.DEFAULT_FROM_EMAIL.lower()}
        return take_in(stream, store(), own_addresses=own, at=now())

    try:
        if str(file) == "-":
            taken = hand_over(sys.stdin.buffer)
        else:
            with file.open("rb") as stream:
                taken = hand_over(stream)
        click.echo(f"{taken.ticket.ref}\t{words(taken)}")
    except TryLater as later:
        click.echo(f"Not taken in, try later: {later}", err=True)
        sys.exit(EX_TEMPFAIL)
