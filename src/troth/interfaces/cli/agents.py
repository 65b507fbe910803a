"""`troth agents`: who works at the desk."""

from datetime import UTC, datetime

import click

from troth.interfaces.cli.run.shell import by_shell


@click.group()
def agents() -> None:
    """Add agents, list them, and let them go."""


@agents.command()
@click.argument("email")
@click.argument("name")
@click.password_option(help="Asked for when it is not given.")
@click.option(
    "--role",
    type=click.Choice(["agent", "lead", "administrator", "auditor"]),
    default="agent",
    show_default=True,
    help="What they may do; docs/roles.md tells.",
)
def add(email: str, name: str, password: str, role: str) -> None:
    """Add one of the desk's own people, who signs in with EMAIL and a password.

    Refused, with the reasons, when the password is too easy or the address is taken.

    \b
    Example:
        troth agents add ines@example.com "Ines Duarte" --role lead
    """
    from troth.domain.refusal import Refused
    from troth.domain.security import administration
    from troth.interfaces.now import now

    said = {"name": name, "role": role, "password": password}
    try:
        user = administration.add(email, **said, by=by_shell(), at=now())
    except Refused as refused:
        raise click.ClickException(refused.say) from refused
    click.echo(f"added {user.email}")


@agents.command("list")
def list_() -> None:
    """List them, one a line, tab-separated: address, name, "active", "away" or "gone", role.

    \b
    Example:
        troth agents list
    """
    from troth.domain.accounts.models import User
    from troth.domain.accounts.teams import is_away
    from troth.interfaces.now import now

    at = now()
    for user in User.objects.staff().order_by("email"):
        here = "away" if is_away(user.away_until, at) else "active"
        click.echo(f"{user.email}\t{user.name}\t{here if user.is_active else 'gone'}\t{user.role}")


@agents.command()
@click.argument("email")
@click.argument("role", type=click.Choice(["agent", "lead", "administrator", "auditor"]))
def role(email: str, role: str) -> None:
    """Give one of the desk's own people another ROLE.

    Refused where nobody would be left who may look after the desk.

    \b
    Example:
        troth agents role tomas@example.com lead
    """
    from troth.domain.refusal import Refused
    from troth.domain.security import administration
    from troth.interfaces.now import now

    try:
        changed = administration.change_role(email, role, by=by_shell(), at=now())
    except Refused as refused:
        raise click.ClickException(refused.say) from refused
    click.echo(f"{changed.email}: {changed.role}")


@agents.command()
@click.argument("email")
def remove(email: str) -> None:
    """Let an agent go: no sign-in any more, what they did stays theirs.

    \b
    Example:
        troth agents remove ines@example.com
    """
    from troth.domain.refusal import Refused
    from troth.domain.security import administration
    from troth.interfaces.now import now

    try:
        administration.let_go(email, by=by_shell(), at=now())
    except Refused as refused:
        raise click.ClickException(refused.say) from refused
    click.echo(f"removed {email.strip().lower()}")


@agents.command()
@click.argument("email")
@click.argument("until", type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"]))
@click.option("--note", default="", help="Why, as colleagues read it.")
def away(email: str, until: datetime, note: str) -> None:
    """Say that an agent is away UNTIL a day or a time, in UTC.

    No ticket is given to them in turn meanwhile; what is theirs stays theirs.

    \b
    Example:
        troth agents away ines@example.com 2026-12-01T08:00 --note "at a conference"
    """
    from troth.domain.accounts import teams
    from troth.domain.accounts.models import User
    from troth.domain.refusal import Refused
    from troth.interfaces.now import now

    user = User.objects.agents().filter(email=email.strip().lower()).first()
    if user is None:
        raise click.ClickException(f"{email} is no agent.")
    try:
        teams.go_away(user, until=until.replace(tzinfo=UTC), note=note, at=now())
    except Refused as refused:
        raise click.ClickException(refused.say) from refused
    click.echo(f"{user.email} is away until {until:%Y-%m-%d %H:%M} UTC")


@agents.command()
@click.argument("email")
def back(email: str) -> None:
    """Say that an agent is here again.

    \b
    Example:
        troth agents back ines@example.com
    """
    from troth.domain.accounts import teams
    from troth.domain.accounts.models import User

    user = User.objects.agents().filter(email=email.strip().lower()).first()
    if user is None:
        raise click.ClickException(f"{email} is no agent.")
    teams.come_back(user)
    click.echo(f"{user.email} is here")
