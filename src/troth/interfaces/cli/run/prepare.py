"""`troth prepare`: everything between a database that answers and a desk that can start."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from troth.interfaces.cli.run import state, static

EXAMPLE = state.ROOT / "policies" / "ivt-mediaplatform.toml"
# Any number will do, as long as every desk takes the same: preparing happens one desk at a time.
TURN = 7_086_847


@click.command()
def prepare() -> None:
    """Bring database and files up to date.

    In a demo, publishes and fills what is missing.

    Prints one line for each thing done, and nothing where nothing was to do.
    `troth run` calls it at every start.

    \b
    Example:
        troth prepare
    """
    try:
        _make_database()
        with _one_at_a_time():
            _migrate()
            if settings.TROTH.demo:
                _make_demo()
    except psycopg.OperationalError as fault:
        raise click.ClickException(f"The database cannot be used: {fault}") from None
    _tell_of_first_visit()
    if static.collect(settings.TROTH.home):
        click.echo("collected stylesheets and scripts")


def _tell_of_first_visit() -> None:
    """Keep the address by which the first of the desk's people enters themselves, while none is."""
    from troth.interfaces.desk.first_visit import address

    kept = settings.TROTH.home / "first-visit"
    if where := address():
        kept.touch(mode=0o600)
        kept.write_text(where)
    else:
        kept.unlink(missing_ok=True)


def _make_database() -> None:
    """Make the desk's database in a private cluster that is new. Another server's is given."""
    if settings.TROTH.database_url:
        return
    params = connection.get_connection_params()
    where = {name: params[name] for name in ("host", "user")}
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as own:
        named = own.execute(
            "select 1 from pg_database where datname = %s", [params["dbname"]]
        ).fetchone()
        if not named:
            own.execute(sql.SQL("create database {}").format(sql.Identifier(params["dbname"])))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let desks that start together on one database prepare it in turn."""
    params = connection.get_connection_params()
    own = {key: value for key, value in params.items() if key not in ("cursor_factory", "context")}
    with psycopg.connect(**own, autocommit=True) as lock:
        lock.execute("select pg_advisory_lock(%s)", [TURN])
        yield


def _migrate() -> None:
    """Apply what is not applied; loading the plan is much cheaper than running it empty."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        began = time.monotonic()
        call_command("migrate", database=DEFAULT_DB_ALIAS, interactive=False, verbosity=0)
        click.echo(f"applied {len(plan)} migrations in {time.monotonic() - began:.1f} s")


def _make_demo() -> None:
    """Publish the example policy where none is, and let the demo's people have some history."""
    from troth.domain.contracts.actions import publish
    from troth.domain.contracts.models import Edition
    from troth.domain.tickets.models import Ticket
    from troth.interfaces.cli.run.demo_desk.fill import fill
    from troth.interfaces.cli.run.demo_desk.people import AGENTS, PASSWORD, PEOPLE
    from troth.interfaces.now import now

    at = now()
    if not Edition.objects.exists():
        edition = publish(EXAMPLE.read_text(encoding="utf-8"), by="the demo", at=at)
        click.echo(f"published {edition.key}")
    if not Ticket.objects.exists():
        click.echo(f"made {fill(at)} demo tickets")
    sign_ins = "\n".join(f"{email}  {PASSWORD}  ({role})" for email, _, role in AGENTS)
    sign_ins += f"\n{PEOPLE[0][0]}  by a code, which the mail it sent holds (a customer)"
    (settings.TROTH.home / "demo").write_text(f"{sign_ins}\n")
