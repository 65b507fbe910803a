"""`troth search`: prove that tickets are found by what they say, or derive it anew."""

import sys

import click


@click.group()
def search() -> None:
    """Keep tickets findable."""


@search.command()
def verify() -> None:
    """Derive what every ticket is found by from the ledger, and compare.

    Prints each difference on a line, and exits 1 if there is any.

    \b
    Example:
        troth search verify
    """
    from troth.domain.search.actions import differences

    found = 0
    for difference in differences():
        found += 1
        click.echo(difference)
    if found:
        sys.exit(1)
    click.echo("No difference: every ticket is found by what its contents say.")


@search.command()
def rebuild() -> None:
    """Derive what every ticket is found by anew, while the desk goes on.

    Prints how many tickets are done.

    \b
    Example:
        troth search rebuild
    """
    from troth.domain.search.actions import rebuild as rebuilt

    done = max(rebuilt(), default=0)
    click.echo(f"{done} tickets are found by what their contents say.")
