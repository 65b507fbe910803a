"""`troth policy …`: check a policy file, read it as a customer would, publish it."""

import os
import sys
from datetime import datetime
from getpass import getuser
from pathlib import Path
from typing import NoReturn

import click

from troth.core.policy.parse import Fault, PolicyFaults, parse
from troth.core.policy.prose import page, plain
from troth.domain.contracts.drafts import draft
from troth.domain.contracts.zones import known_zones

FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.group()
def policy() -> None:
    """Check, show and publish the written support policy."""


@policy.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Tell every fault of a policy file, or that there is none.

    Prints one fault a line to stderr: file, line, key, what was found, what is
    allowed, and why; then exits 1. FILE may be - for standard input.

    \b
    Example:
        troth policy check policies/ivt-mediaplatform.toml
    """
    try:
        read = parse(read_text(file), zones=known_zones())
    except PolicyFaults as faults:
        tell(faults, file)
    counts = [
        count(len(read.severities), "severity", "severities"),
        count(len(read.plans), "plan", "plans"),
        count(len(read.regions), "region", "regions"),
        count(len(read.targets), "target", "targets"),
        count(len(read.chosen), "choice", "choices"),
    ]
    click.echo(
        f"{file}: {read.product} {read.version} is a policy this desk can run:"
        f" {', '.join(one for one in counts if one)}."
    )
    for plan in read.plans.values():
        click.echo(f"  plan {plan.key}: {', '.join(plan.severities)}")
    for region in read.regions.values():
        click.echo(f"  region {region.key}: {region.name}")


@policy.command()
@click.argument("file", type=FILE)
def show(file: Path) -> None:
    """Print a policy file as its published page reads, without publishing it.

    Prints plain text, 80 columns wide, with the holidays of the next twelve
    months.

    \b
    Example:
        troth policy show policies/ivt-mediaplatform.toml
    """
    at = present()
    try:
        edition = draft(read_text(file), at=at)
    except PolicyFaults as faults:
        tell(faults, file)
    click.echo(plain(page(edition, at)), nl=False)


@policy.command()
@click.argument("file", type=FILE)
@click.option("--by", metavar="NAME", help="Who publishes; your login name if not given.")
def publish(file: Path, by: str | None) -> None:
    """Store a policy file as an edition, which never changes afterwards.

    Freezes the zone rules and holidays of today into it. Prints the edition's
    key, the day it takes effect, and its digest, tab-separated. The same file
    again prints the same; the same version with other content is refused.

    \b
    Example:
        troth policy publish policies/ivt-mediaplatform.toml --by "Ines Kalnins"
    """
    text = read_text(file)
    at = present()
    import django

    django.setup()
    from django.db import DatabaseError

    from troth.domain.contracts.actions import publish as publish_edition
    from troth.domain.refusal import Refused

    try:
        edition = publish_edition(text, by=by or getuser(), at=at)
    except PolicyFaults as faults:
        tell(faults, file)
    except Refused as refused:
        raise click.ClickException(refused.say) from None
    except DatabaseError as fault:
        first = str(fault).strip().partition("\n")[0]
        raise click.ClickException(f"The database did not take it: {first}") from None
    click.echo(f"{edition.key}\t{edition.effective.isoformat()}\t{edition.digest}")


def count(number: int, one: str, many: str) -> str:
    """Return how many there are, in words; '' for none."""
    return f"{number} {one if number == 1 else many}" if number else ""


def read_text(file: Path) -> str:
    """Return a file's text; `-` is standard input. Refuse what is not UTF-8, in words."""
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise click.ClickException(
            f"{file} is not UTF-8 text: byte {fault.start + 1} cannot be read"
        ) from None
    except OSError as fault:
        raise click.ClickException(f"{file} cannot be read: {fault.strerror}") from None


def tell(faults: PolicyFaults, file: Path) -> NoReturn:
    """Print every fault to stderr, one a line, and exit 1."""
    for fault in faults.faults:
        click.echo(f"{file}:{fault.line}: {told(fault)}", err=True)
    number = len(faults.faults)
    click.echo(f"{file}: {number} fault{'' if number == 1 else 's'}; nothing was done.", err=True)
    sys.exit(1)


def told(fault: Fault) -> str:
    """Return a fault on one line: key, found, allowed, and why."""
    key = f"{fault.key}: " if fault.key else ""
    return f"{key}found {fault.found}; allowed {fault.allowed} ({fault.say})"


def present() -> datetime:
    """Return this instant from the desk's one clock, so that TROTH_CLOCK holds here too."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "troth.project.settings")
    from troth.interfaces.now import now

    return now()
