"""`troth rota`: who is on call, now and next, and where nobody is."""

from __future__ import annotations

import sys
from datetime import timedelta
from getpass import getuser
from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.group()
def rota() -> None:
    """Check and publish who is on call, and ask who it is."""


@rota.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Tell every fault of a rota file, or that there is none.

    Prints one fault a line to stderr: file, line, key, what was found, what is
    allowed, and why; then exits 1. FILE may be - for standard input.

    \b
    Example:
        troth rota check rota.toml
    """
    from troth.core.policy.parse import PolicyFaults
    from troth.domain.urgent.actions.rotas import read
    from troth.interfaces.cli.policy import read_text, tell

    try:
        found = read(read_text(file))
    except PolicyFaults as faults:
        tell(faults, file)
    layers = ", ".join(layer.name for layer in found.layers)
    click.echo(f"{file}: {found.name} is a rota this desk can run: {layers}.")


@rota.command()
@click.argument("file", type=FILE)
@click.option("--by", metavar="NAME", help="Who publishes; your login name if not given.")
def publish(file: Path, by: str | None) -> None:
    """Put a rota file in force. The same as the one in force changes nothing.

    Prints who is on call from now on, as `troth rota now` does.

    \b
    Example:
        troth rota publish rota.toml
    """
    from troth.core.policy.parse import PolicyFaults
    from troth.domain.urgent.actions.rotas import publish
    from troth.interfaces.cli.policy import read_text, tell
    from troth.interfaces.now import now

    try:
        publish(read_text(file), by=by or getuser(), at=now())
    except PolicyFaults as faults:
        tell(faults, file)
    _tell_now()


@rota.command()
def now() -> None:
    """Print who is on call now and who comes next, one layer a line.

    Tab-separated: layer, address, until when, next address, from when; "nobody"
    where nobody is. Exits 1 where there is no rota.

    \b
    Example:
        troth rota now
    """
    _tell_now()


@rota.command()
@click.option("--days", default=7, show_default=True, help="Days ahead to look.")
def gaps(days: int) -> None:
    """Print when urgent care reaches nobody, by the policy and the rota in force.

    One gap a line, tab-separated: from when, until when; exits 1 where there is
    one. Whoever left, or has no way to be reached, covers nothing.

    \b
    Example:
        troth rota gaps --days 14
    """
    from troth.core.urgent.reached import needed
    from troth.domain.contracts import queries as contracts
    from troth.domain.urgent.queries import uncovered
    from troth.interfaces.now import now

    at = now()
    _id, edition = contracts.current(at)
    cover = needed(edition)
    if cover is None:
        click.echo("The policy in force has no line that reaches the person on call.", err=True)
        return
    found = uncovered(at, at + timedelta(days=days), cover)
    for begins, ends in found:
        click.echo(f"{begins:%Y-%m-%dT%H:%MZ}\t{ends:%Y-%m-%dT%H:%MZ}")
    sys.exit(1 if found else 0)


def _tell_now() -> None:
    from troth.domain.urgent.queries import on_call
    from troth.interfaces.now import now

    found = on_call(now())
    if not found:
        raise click.ClickException("This desk has no rota: publish one with `troth rota publish`.")
    for one in found:
        coming = one.next
        then = f"{coming.person}\t{coming.begins:%Y-%m-%dT%H:%MZ}" if coming else "-\t-"
        until = f"{one.now.ends:%Y-%m-%dT%H:%MZ}" if coming else "-"
        click.echo(f"{one.name}\t{one.now.person or 'nobody'}\t{until}\t{then}")
