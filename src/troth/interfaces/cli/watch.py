"""`troth watch`: find what falls due, and record what was missed."""

import signal
import socket
from threading import Event

import click


@click.command()
@click.option("--once", is_flag=True, help="Settle what is due by now, and end.")
def watch(once: bool) -> None:
    """Watch the promises: twice a second, record what has fallen due.

    Runs until it is stopped, through restarts of the database. With --once,
    prints how many tickets were settled.

    \b
    Example:
        troth watch --once
    """
    from troth.interfaces.worker.watch import round_, run

    name = f"watch@{socket.gethostname()}"[:80]
    if once:
        click.echo(round_(name))
        return
    stop = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    run(name, stop)
