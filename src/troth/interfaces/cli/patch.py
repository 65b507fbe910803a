"""`troth patch`: release a patch, and let release pipelines do so."""

from datetime import datetime
from typing import TextIO

import click


@click.group()
def patch() -> None:
    """Release patches, and make the hooks by which a pipeline releases them."""


@patch.command()
@click.argument("version")
@click.option("--fixes", required=True, help="Defects it puts right: DEF-12,DEF-15.")
@click.option("--notes", type=click.File(), help="File of release notes, which customers read.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of release; today.")
@click.option("--words", type=click.File(), help="File of words to each customer; needs --by.")
@click.option("--by", "email", help="Address of the agent who wrote the words.")
@click.option("--resolves", is_flag=True, help="The words resolve the tickets.")
def release(
    version: str,
    fixes: str,
    notes: TextIO | None,
    day: datetime | None,
    words: TextIO | None,
    email: str | None,
    resolves: bool,
) -> None:
    """Release patch VERSION, and tell everybody who waits for it.

    Every ticket of its defects learns of it once and its customer is told, each
    in its own thread. Releasing the same again changes nothing. The desk's own
    words are no update; words that a person wrote are one.

    \b
    Example:
        troth patch release 4.2.1 --fixes DEF-12,DEF-15 --notes NOTES.md
    """
    from troth.domain.accounts.models import User
    from troth.domain.defects import reach, rules
    from troth.domain.defects.actions import announcing
    from troth.domain.refusal import Refused
    from troth.interfaces.now import now

    at = now()
    author = User.objects.staff().filter(email=(email or "").strip().lower()).first()
    if words is not None and author is None:
        raise click.ClickException("Say with --by who of this desk wrote these words.")
    try:
        made, new = announcing.release(
            version,
            fixes=rules.numbers(fixes),
            notes=notes.read() if notes else "",
            released_on=day.date() if day else at.date(),
            text=words.read() if words else "",
            resolves=resolves,
            author=author,
            by="shell",
            at=at,
        )
    except Refused as refused:
        raise click.ClickException(refused.say) from None
    if not new:
        click.echo(f"{made.version} was released before; nothing changed")
        return
    found = reach.audience(reach.defects_of(made.announcement))
    click.echo(
        f"{made.version} is released: {found.reached} tickets of {found.customers} customers are"
        " told as the worker comes to them"
    )


@patch.command()
@click.argument("name")
def hook(name: str) -> None:
    """Make a hook called NAME, and print its number and its secret.

    The secret is shown this once and stored nowhere. docs/patches.md says how a
    pipeline signs with it.

    \b
    Example:
        troth patch hook "release pipeline"
    """
    from troth.domain.defects import hooks as actions
    from troth.domain.refusal import Refused
    from troth.interfaces.now import now

    try:
        made, secret = actions.make(name, by="shell", at=now())
    except Refused as refused:
        raise click.ClickException(refused.say) from None
    click.echo(f"hook\t{made.pk}\nsecret\t{secret}")


@patch.command()
def hooks() -> None:
    """List the hooks: number, name, when last used, and whether it has ended.

    \b
    Example:
        troth patch hooks
    """
    from troth.domain.defects import hooks as actions

    for one in actions.hooks():
        used = f"{one.used_at:%Y-%m-%dT%H:%MZ}" if one.used_at else "never used"
        click.echo(f"{one.pk}\t{one.name}\t{used}\t{'ended' if one.ended_at else 'in use'}")


@patch.command()
@click.argument("number", type=int)
def unhook(number: int) -> None:
    """End the hook NUMBER: its secret is good for nothing from now on.

    \b
    Example:
        troth patch unhook 3
    """
    from troth.domain.defects import hooks as actions
    from troth.domain.refusal import Refused
    from troth.interfaces.now import now

    try:
        ended = actions.end(number, at=now())
    except Refused as refused:
        raise click.ClickException(refused.say) from None
    click.echo(f"{ended.name}: ended")
