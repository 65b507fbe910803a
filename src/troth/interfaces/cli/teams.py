"""`troth teams`: who shares work, and who is given the next ticket."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from troth.domain.accounts.models import Team, User


@click.group()
def teams() -> None:
    """Form teams, say who is in them, and which is given new tickets."""


@teams.command()
@click.argument("name")
@click.argument("emails", nargs=-1)
def add(name: str, emails: tuple[str, ...]) -> None:
    """Form a team named NAME, of the agents with these EMAILS.

    A team that is there already gets the agents as well.

    \b
    Example:
        troth teams add Media ines@example.com tomas@example.com
    """
    from troth.domain.accounts import teams as actions
    from troth.domain.accounts.models import Team

    members = _agents(emails)
    team = Team.objects.filter(name=name).first() or actions.form(name)
    actions.join(team, members)
    click.echo(f"{team.name}: {team.members.count()} agents")


@teams.command()
@click.argument("name")
@click.argument("emails", nargs=-1, required=True)
def leave(name: str, emails: tuple[str, ...]) -> None:
    """Let agents leave the team NAME. What is assigned to them stays theirs.

    \b
    Example:
        troth teams leave Media tomas@example.com
    """
    from troth.domain.accounts import teams as actions

    team = _team(name)
    actions.leave(team, _agents(emails))
    click.echo(f"{team.name}: {team.members.count()} agents")


@teams.command("list")
def list_() -> None:
    """List teams, one a line, tab-separated: name, members, "new tickets" or nothing.

    \b
    Example:
        troth teams list
    """
    from troth.domain.accounts.models import Team

    for team in Team.objects.order_by("name").prefetch_related("members"):
        members = ", ".join(sorted(user.email for user in team.members.all()))
        click.echo(f"{team.name}\t{members}\t{'new tickets' if team.takes_new else ''}")


@teams.command()
@click.argument("name")
@click.option("--off", is_flag=True, help="Let new tickets lie until somebody takes them.")
def takes_new(name: str, off: bool) -> None:
    """Give every new ticket to the team NAME, to one of its agents after the other.

    Who is away is passed over; where all are, the ticket lies with the team. One
    team at a time takes new tickets. Those that are there already stay as they are.

    \b
    Example:
        troth teams takes-new Media
    """
    from troth.domain.accounts import teams as actions
    from troth.domain.tickets.actions.assigning import newest_number

    team = _team(name)
    if off:
        actions.take_no_new(team)
    else:
        actions.take_new(team, after=newest_number())
    click.echo(f"{team.name}: {'takes no new tickets' if off else 'takes new tickets, in turn'}")


def _team(name: str) -> Team:
    from troth.domain.accounts.models import Team

    team = Team.objects.filter(name=name).first()
    if team is None:
        raise click.ClickException(f"There is no team named {name}.")
    return team


def _agents(emails: Iterable[str]) -> list[User]:
    from troth.domain.accounts.models import User

    asked = {email.strip().lower() for email in emails}
    found = list(User.objects.agents().filter(email__in=asked))
    missing = sorted(asked - {user.email for user in found})
    if missing:
        raise click.ClickException(f"No agent has the address {', '.join(missing)}.")
    return found
