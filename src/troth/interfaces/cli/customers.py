"""`troth customers`: which company somebody belongs to."""

from typing import TextIO

import click


@click.group()
def customers() -> None:
    """Say which company people belong to."""


@customers.command()
@click.argument("email")
@click.argument("company")
@click.option("--name", default="", help="The person's name, where it is not known yet.")
def add(email: str, company: str, name: str) -> None:
    """Make whoever has EMAIL one of COMPANY's people, both made where they are new.

    They may sign in by a code in their mail, and see what their company reported.

    \b
    Example:
        troth customers add mara@acme.example "Acme Media" --name "Mara Lind"
    """
    from troth.domain.customers.actions import belong
    from troth.domain.refusal import Refused
    from troth.interfaces.now import now

    try:
        person = belong(email=email, company=company, name=name, by="shell", at=now())
    except Refused as refused:
        raise click.ClickException(refused.say) from refused
    click.echo(f"{email.strip().lower()} belongs to {person.customer}")


@customers.command()
@click.argument("email")
def remove(email: str) -> None:
    """Let somebody leave their company: they sign in no longer, and no contract names them.

    What they reported stays with their company.

    \b
    Example:
        troth customers remove mara@acme.example
    """
    from troth.domain.contracts.naming import leave
    from troth.domain.customers.queries import person_behind
    from troth.domain.refusal import Refused
    from troth.interfaces.now import now

    person = person_behind(email)
    try:
        leave(person.pk if person else 0, by="shell", at=now())
    except Refused as refused:
        raise click.ClickException(refused.say) from refused
    click.echo(f"{email.strip().lower()} has left {person.customer if person else ''}")


@customers.command("list")
def list_() -> None:
    """List whom we know a company of, one a line, tab-separated: address, name, company.

    \b
    Example:
        troth customers list
    """
    from troth.domain.customers.queries import everybody

    for email, name, company in everybody():
        click.echo(f"{email}\t{name}\t{company}")


@customers.command("import")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def import_(file: TextIO, dry_run: bool) -> None:
    """Import customers, people and contracts from a table of commas: all of FILE, or nothing.

    Its first line names the columns; docs/customers.md tells them. Every fault
    is told with its line. Try it with --dry-run first. "-" reads what is piped in.

    \b
    Example:
        troth customers import customers.csv --dry-run
    """
    from troth.domain.contracts.exchange import take_in
    from troth.domain.notices.queries import desk_zone
    from troth.interfaces.now import now

    at = now()
    done = take_in(file.read(), zone=desk_zone(at), by="shell", at=at, dry_run=dry_run)
    for fault in done.faults:
        click.echo(fault, err=True)
    if done.faults:
        raise click.ClickException(f"{len(done.faults)} faults; nothing was imported")
    new = f"{done.customers} customers, {done.people} people, {done.contracts} contracts"
    click.echo(f"would be new: {new}" if dry_run else f"new: {new}")


@customers.command()
def export() -> None:
    """Print every customer, person and contract as a table of commas that `import` reads.

    Cells that a spreadsheet would take for a formula begin with an apostrophe.

    \b
    Example:
        troth customers export > customers.csv
    """
    from troth.domain.contracts.exchange import give_out
    from troth.domain.notices.queries import desk_zone
    from troth.interfaces.now import now

    at = now()
    click.echo(give_out(zone=desk_zone(at), at=at), nl=False)
