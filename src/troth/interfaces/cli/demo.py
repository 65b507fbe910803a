"""`troth demo`: a small living desk to look at, never for real customers."""

from datetime import timedelta

import click


@click.group()
def demo() -> None:
    """Fill an empty desk with demo people and tickets."""


@demo.command()
def seed() -> None:
    """Make demo agents, customers and tickets, unless the desk has any ticket.

    Prints one line: what was made, or that nothing was. Refused outside demo mode.

    \b
    Example:
        troth demo seed
    """
    from django.conf import settings

    from troth.interfaces.cli.run.demo_desk.fill import fill
    from troth.interfaces.now import now

    if not settings.TROTH.demo:
        raise click.ClickException("This is no demo desk; set TROTH_DEMO=yes for one.")
    made = fill(now() - timedelta(seconds=1))
    click.echo(f"made {made} demo tickets" if made else "the desk has tickets; nothing made")
