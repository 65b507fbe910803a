"""The ground of a measurement: an empty desk with a private PostgreSQL that writes to disk."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))
POLICY = ROOT / "policies" / "ivt-mediaplatform.toml"

if TYPE_CHECKING:
    from troth.domain.accounts.models import User
    from troth.domain.tickets.models import Ticket


@contextmanager
def desk(**environ: str) -> Iterator[Path]:
    """Make an empty desk with the founding policy published; yield its home.

    The database writes to disk as it would for a real desk. Once a process.
    """
    home = Path(tempfile.mkdtemp(prefix="troth-bench-"))
    home.chmod(0o711)
    os.environ.pop("DATABASE_URL", None)
    # Its agent is let in by the bench itself, with no app at hand.
    own = {"TROTH_HOME": str(home), "TROTH_LOG": "warning", "TROTH_SECOND_FACTOR": "offered"}
    os.environ |= own | environ
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "troth.project.settings")

    from troth.interfaces.cli.run.postgres import cluster as postgres

    cluster = postgres.Cluster(home)
    server = cluster.start()
    assert server is not None
    try:
        createdb = cluster.programs.path("createdb")
        subprocess.run(
            [createdb, "-h", str(cluster.place.socket), "-U", postgres.ROLE, "troth"], check=True
        )
        _prepare()
        yield home
    finally:
        postgres.stop(server)
        shutil.rmtree(cluster.place.folder, ignore_errors=True)
        shutil.rmtree(cluster.place.socket, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def _prepare() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from troth.domain.contracts.actions import publish

    call_command("migrate", verbosity=0)
    publish(POLICY.read_text(), by="the benchmarks", at=now())


def now() -> datetime:
    """Return this instant in UTC."""
    return datetime.now(UTC)


def agent() -> "User":
    """Return the one agent of the desk."""
    from troth.domain.accounts.models import User

    found = User.objects.first()
    return found or User.objects.create_user("ines@ivt.example", "Ines Duarte")


def opened(key: str, *, at: datetime, person: int = 0, **said: object) -> "Ticket":
    """Open a ticket as the web form would, from one of many people."""
    from troth.domain.tickets.actions.intake import take_in
    from troth.domain.tickets.report import Report

    given = {
        "name": f"Person {person}",
        "email": f"person{person}@customer.example",
        "company": f"Company {person % 40}",
        "contract": "C-2008",
        "specifications": "Linux 6.1, Chromium 120, MediaPlatform 4.2",
        "subject": "Nobody can log in",
        "text": "All users see a blank page after the sign-in. " * 8,
        "suggested": "2",
        **said,
    }
    return take_in(Report(channel="web", key=key, **given), at=at).ticket  # type: ignore[arg-type]


@dataclass(frozen=True)
class Took:
    """How many milliseconds some work takes: in the middle of many rounds, and at best."""

    median: float
    best: float


def took(work: Callable[[], object], *, rounds: int = 40, warm: int = 5) -> Took:
    """Do some work many times and return how long it takes."""
    for _ in range(warm):
        work()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return Took(statistics.median(seconds) * 1000, min(seconds) * 1000)


def tell_time(what: str, found: Took, bar: float) -> None:
    """Print how long something takes beside its bar. The median counts."""
    tell(what, found.median, bar, f"ms, best {found.best:.1f}")


def tell(what: str, figure: float, bar: float, unit: str, *, at_least: bool = False) -> None:
    """Print a figure beside its bar, and whether it is reached."""
    reached = figure >= bar if at_least else figure <= bar
    side = "at least" if at_least else "at most"
    word = "reached" if reached else "MISSED"
    print(f"{what:<52}{figure:>8.1f} {unit:<16} {side} {bar:g}: {word}", flush=True)


HOUR = timedelta(hours=1)


def shown(address: str, user: "User") -> Callable[[], object]:
    """Return what asks the desk for a page as a signed-in agent, through every middleware."""
    from django.test import Client

    from troth.interfaces.gate.middleware import FACTOR
    from troth.interfaces.live.settling import settle

    settle()  # as what serves the pages does
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    session = client.session
    session[FACTOR] = True
    session.save()

    def show() -> object:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer.content

    return show
