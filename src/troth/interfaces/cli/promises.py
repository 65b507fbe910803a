"""`troth promises`: prove what was promised, and how it was kept."""

import sys

import click


@click.group()
def promises() -> None:
    """Prove promises from the facts."""


@promises.command()
def verify() -> None:
    """Derive every promise again from the facts, and verify the ledger they stand in.

    Prints each difference on a line, and exits 1 if there is any.

    \b
    Example:
        troth promises verify
    """
    from itertools import chain

    from troth.domain.ledger.queries import faults
    from troth.domain.promises.queries import differences

    found = 0
    for difference in chain(faults(), differences()):
        found += 1
        click.echo(difference)
    if found:
        sys.exit(1)
    click.echo("No difference: every promise is what the facts say, and the ledger is whole.")
