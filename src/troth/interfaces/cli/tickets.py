"""`troth tickets`: look at tickets from the command line."""

import re
from datetime import timedelta

import click

UNITS = {"": "hours", "m": "minutes", "h": "hours", "d": "days"}


class Length(click.ParamType[timedelta]):
    """A length of time: hours, or a number with m, h or d."""

    name = "length"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Read "8", "90m", "8h" or "2d"."""
        found = re.fullmatch(r"(\d{1,5})([mhd]?)", str(value))
        if found is None:
            self.fail(f"{value!r} is no length; give hours, or a number with m, h or d", param, ctx)
        return timedelta(**{UNITS[found.group(2)]: int(found.group(1))})


@click.group()
def tickets() -> None:
    """List tickets."""


@tickets.command()
@click.option("--within", type=Length(), default="4", show_default=True, help="How far to look.")
def due(within: timedelta) -> None:
    """List tickets whose next promise falls due soon or is broken already, soonest first.

    Prints one ticket a line, tab-separated: number, due time, what is promised, subject.

    \b
    Example:
        troth tickets due --within 8
    """
    from troth.domain.tickets.due import due_by
    from troth.interfaces.now import now

    for ticket in due_by(now() + within).iterator(chunk_size=500):
        standing = ticket.standing
        click.echo(
            f"{ticket.ref}\t{standing.queue_at:%Y-%m-%dT%H:%MZ}\t{standing.next_what}"
            f"\t{ticket.subject}"
        )
