"""`troth users`: who signs in, and letting somebody in again who cannot."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from troth.interfaces.cli.run.shell import by_shell

ROLES = click.Choice(["agent", "lead", "administrator", "auditor"])


@click.group()
def users() -> None:
    """Look after sign-ins. Whatever is done is written down, with the account that did it."""


@users.command("list")
@click.option("--customers", is_flag=True, help="Customers' people too, who sign in by a code.")
def list_(customers: bool) -> None:
    """List who signs in, one a line, tab-separated.

    Address, name, role, "active" or "gone", "app" or "no app", how many browsers
    are signed in, and the last sign-in or "never".

    \b
    Example:
        troth users list
    """
    from troth.domain.security.queries import users as everybody
    from troth.interfaces.now import now

    for user in everybody(customers=customers, at=now()):
        here = "active" if user.is_active else "gone"
        app = "app" if user.has_app else "no app"
        last = f"{user.last_login:%Y-%m-%dT%H:%MZ}" if user.last_login else "never"
        said = (user.email, user.name, user.role, here, app, user.session_count, last)
        click.echo("\t".join(map(str, said)))


@users.command()
@click.argument("email")
@click.argument("name")
@click.option(
    "--role", type=ROLES, default="agent", show_default=True, help="What they may do at the desk."
)
def add(email: str, name: str, role: str) -> None:
    """Add one of the desk's own people, and print a link to choose a password by.

    The link counts once, for a day.

    \b
    Example:
        troth users add ines@example.com "Ines Duarte" --role lead
    """
    from troth.domain.security import administration
    from troth.interfaces.now import now

    with _refusals():
        by, at = by_shell(), now()
        user = administration.add(email, name=name, role=role, by=by, at=at)
        _link(administration.make_link(user.email, by=by, at=at))


@users.command()
@click.argument("email")
@click.argument("role", type=ROLES)
def role(email: str, role: str) -> None:
    """Give one of the desk's own people another ROLE.

    \b
    Example:
        troth users role tomas@example.com lead
    """
    from troth.domain.security import administration
    from troth.interfaces.now import now

    with _refusals():
        user = administration.change_role(email, role, by=by_shell(), at=now())
        click.echo(f"{user.email}: {user.role}")


@users.command()
@click.argument("email")
def deactivate(email: str) -> None:
    """Let somebody go: no sign-in any more, and every session of theirs ends.

    \b
    Example:
        troth users deactivate tomas@example.com
    """
    from troth.domain.security import administration
    from troth.interfaces.now import now

    with _refusals():
        user = administration.let_go(email, by=by_shell(), at=now())
        click.echo(f"{user.email} signs in no more")


@users.command()
@click.argument("email")
def activate(email: str) -> None:
    """Let somebody who was let go sign in again, with the password and the app they had.

    \b
    Example:
        troth users activate tomas@example.com
    """
    from troth.domain.security import administration
    from troth.interfaces.now import now

    with _refusals():
        user = administration.take_back(email, by=by_shell(), at=now())
        click.echo(f"{user.email} may sign in")


@users.command("reset-password")
@click.argument("email")
def reset_password(email: str) -> None:
    """Print a link by which somebody chooses a new password. It counts once, for a day.

    Until they do, the password they have still counts. Codes of their app are
    asked for as before.

    \b
    Example:
        troth users reset-password ines@example.com
    """
    from troth.domain.security import administration
    from troth.interfaces.now import now

    with _refusals():
        _link(administration.make_link(email, by=by_shell(), at=now()))


@users.command("reset-totp")
@click.argument("email")
def reset_totp(email: str) -> None:
    """Remove somebody's app for codes, whose phone is lost, and their recovery codes.

    They are signed out everywhere and told by mail. Where the desk requires a
    second factor, they enrol anew when they next sign in. Be sure who asks.

    \b
    Example:
        troth users reset-totp ines@example.com
    """
    from troth.domain.security import administration
    from troth.interfaces.now import now

    with _refusals():
        user = administration.remove_factor(email, by=by_shell(), at=now())
        click.echo(f"{user.email} has no app any more")


@users.command()
@click.argument("email")
def sessions(email: str) -> None:
    """List where somebody is signed in, one a line, tab-separated.

    Browser, address, signed in since, last seen.

    \b
    Example:
        troth users sessions ines@example.com
    """
    from troth.domain.accounts.models import User
    from troth.domain.security.queries import sessions_of
    from troth.interfaces.now import now
    from troth.interfaces.ui.browsers import browser_words

    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise click.ClickException(f"Nobody signs in by {email}.")
    for one in sessions_of(user, at=now()):
        browser = browser_words(one.browser) or "unknown"
        times = f"{one.began_at:%Y-%m-%dT%H:%MZ}\t{one.seen_at:%Y-%m-%dT%H:%MZ}"
        click.echo(f"{browser}\t{one.source or '-'}\t{times}")


@users.command("end-sessions")
@click.argument("email")
def end_sessions(email: str) -> None:
    """Sign somebody out everywhere. They are told by mail.

    \b
    Example:
        troth users end-sessions ines@example.com
    """
    from troth.domain.security import administration
    from troth.interfaces.now import now

    with _refusals():
        count = administration.end_sessions(email, by=by_shell(), at=now())
        click.echo(f"ended {count} sessions")


@users.command()
@click.argument("email")
def unlock(email: str) -> None:
    """Forget what was guessed at somebody, so that they need not wait.

    \b
    Example:
        troth users unlock ines@example.com
    """
    from troth.domain.security import administration
    from troth.interfaces.now import now

    with _refusals():
        user = administration.unlock(email, by=by_shell(), at=now())
        click.echo(f"nothing is counted against {user.email}")


@users.command()
def acts() -> None:
    """Print what was done about sign-ins, oldest first, one a line, tab-separated.

    When, what, about whom, by whom, from which address, and more. The record is
    only ever appended to.

    \b
    Example:
        troth users acts
    """
    from troth.domain.security.queries import every_act

    for act in every_act():
        said = (f"{act.at:%Y-%m-%dT%H:%M:%SZ}", act.kind, act.whom, act.by, act.source, act.note)
        click.echo("\t".join(one.replace("\t", " ") or "-" for one in said))


@contextmanager
def _refusals() -> Iterator[None]:
    from troth.domain.refusal import Refused

    try:
        yield
    except Refused as refused:
        raise click.ClickException(str(refused.say)) from refused


def _link(word: str) -> None:
    from django.conf import settings
    from django.urls import reverse

    click.echo(settings.TROTH.url + reverse("desk:password-choice", args=[word]))
