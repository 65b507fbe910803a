"""`troth run`: one process tree that holds the whole desk, and stops it whole."""

import fcntl
import os
import sys
from typing import IO

import click

from troth.interfaces.cli.run import state
from troth.interfaces.cli.run.environment import Environment, Misconfigured, is_loopback, read
from troth.interfaces.cli.run.port import PortTaken, refuse_taken
from troth.interfaces.cli.run.supervisor import Supervisor


@click.command()
def run() -> None:
    """Start the whole desk; Ctrl-C stops it all.

    That is the private database, the web, the worker and the watch.

    Prints the addresses once the desk is well, and then what its parts say, one
    line each, named. What falls is started again. With DATABASE_URL set, no
    database is started.

    \b
    Example:
        TROTH_PORT=8080 troth run
    """
    try:
        env = read(os.environ, state.ROOT)
        state.make_home(env.home)
        held = _only_desk(env)
        refuse_taken(env.host, env.port)
    except Misconfigured as fault:
        raise click.ClickException(f"the desk does not start:\n{fault}") from None
    except (PortTaken, OSError) as fault:
        raise click.ClickException(str(fault)) from None
    if env.demo and not is_loopback(env.host):
        click.echo("This demo's passwords are public, and other machines can reach it.", err=True)
    with held:
        sys.exit(Supervisor(env).run())


def _only_desk(env: Environment) -> IO[str]:
    """Hold the home for this process; whoever comes second is told so."""
    held = (env.home / "run.lock").open("a+")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.seek(0)
        who = held.read().strip() or "another process"
        held.close()
        raise click.ClickException(
            f"A desk already runs in {env.home} (process {who}). Stop it, or set TROTH_HOME."
        ) from None
    held.truncate(0)
    held.write(str(os.getpid()))
    held.flush()
    return held
