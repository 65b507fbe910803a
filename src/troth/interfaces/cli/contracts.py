"""`troth contracts`: whether reports are checked against them."""

import click


@click.group()
def contracts() -> None:
    """Check reports against contracts, or take everybody in."""


@contracts.command()
@click.argument("whether", type=click.Choice(["on", "off", "show"]), default="show")
def check(whether: str) -> None:
    """Say WHETHER reports are checked against contracts: on, off, or show how it is.

    A new desk checks nothing, so that contracts can be entered in peace: every
    report becomes a ticket. Once it is on, a report of somebody whom no
    contract in force entitles is held until staff decide.

    \b
    Example:
        troth contracts check on
    """
    from troth.domain.contracts import naming, queries
    from troth.interfaces.now import now

    if whether != "show":
        naming.check(checks=whether == "on", by="shell", at=now())
    checks = queries.checking(now())
    click.echo("reports are checked" if checks else "not checked: every report becomes a ticket")
