"""`troth intake`: take in a mail, as a mail server's pipe hands it over."""

import sys
from pathlib import Path

import click

EX_TEMPFAIL = 75  # sysexits.h: "keep it and try again later", as mail servers understand
FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
def intake(file: Path) -> None:
    """Take in one mail from FILE, or from standard input with -.

    The mail is read as RFC 5322 writes it. Prints one line: the ticket's
    number and "opened", "added", "already had" or "held"; "set aside" and why,
    for a machine's report on mail of ours; or "accepted" where the mail is safe
    and will be read later. Exits 0 when the mail is safe with the desk,
    whatever it holds, and 75 when it is not and must be handed over again.

    \b
    Example:
        troth intake report.eml
    """
    from troth.domain.tickets.actions.intake import TakenIn
    from troth.domain.tickets.actions.returning import Aside
    from troth.interfaces.channels.mail.accepting import Envelope, TryLater, accept
    from troth.interfaces.channels.mail.intake import settle

    def words(taken: TakenIn | Aside) -> str:
        if isinstance(taken, Aside):
            return f"set aside\t{taken.remark}"
        return f"{taken.ticket.ref}\t{_became(taken)}"

    def _became(taken: TakenIn) -> str:
        if not taken.fresh:
            return "already had"
        if not taken.opened:
            return "added"
        return "held" if taken.ticket.standing.held else "opened"

    try:
        if str(file) == "-":
            inbound = accept(sys.stdin.buffer, Envelope("pipe"))
        else:
            with file.open("rb") as stream:
                inbound = accept(stream, Envelope("pipe"))
    except TryLater as later:
        click.echo(f"Not taken in, try later: {later}", err=True)
        sys.exit(EX_TEMPFAIL)
    try:
        click.echo(words(settle(inbound)))
    except TryLater as later:
        click.echo(f"accepted\t{later}")
