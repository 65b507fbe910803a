"""`troth pages`: pages that nobody has yet, and taking one."""

from __future__ import annotations

import click


@click.group()
def pages() -> None:
    """List pages that nobody has taken yet, and take one."""


@pages.command(name="list")
def list_() -> None:
    """List pages that nobody has taken yet, the oldest first.

    One page a line, tab-separated: number, why, since when, and "missed" where
    everybody on call was tried in vain.

    \b
    Example:
        troth pages list
    """
    from troth.domain.urgent.queries import open_pages

    for one in open_pages():
        state = "missed" if one.missed_at else "under way"
        click.echo(f"{one.chain_id}\t{one.why}\t{one.paged_at:%Y-%m-%dT%H:%MZ}\t{state}")


@pages.command()
@click.argument("number", type=int)
@click.option("--as", "email", required=True, metavar="EMAIL", help="The agent who has it.")
def take(number: int, email: str) -> None:
    """Let an agent have the page of ticket NUMBER: nobody else is called any more.

    \b
    Example:
        troth pages take 10427 --as ines@example.com
    """
    from troth.domain.accounts.models import User
    from troth.domain.refusal import Missing, Refused
    from troth.domain.urgent.actions.paging import take
    from troth.interfaces.now import now

    agent = User.objects.agents().filter(email=email.lower()).first()
    if agent is None:
        raise click.ClickException(f"No agent signs in as {email}.")
    try:
        new = take(number, agent=agent, channel="shell", at=now())
    except Missing:
        raise click.ClickException(f"There is no ticket {number}.") from None
    except Refused as refused:
        raise click.ClickException(refused.say) from None
    click.echo(f"{agent.name} has it." if new else "It was over already.")
