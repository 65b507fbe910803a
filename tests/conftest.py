"""What every test stands on: a private PostgreSQL that starts when the first test needs it."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from troth.interfaces.cli.run.postgres.cluster import Cluster, stop


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """A private PostgreSQL of this test process; yields the folder of its socket."""
    home = Path(tempfile.mkdtemp(prefix="troth-test-"))
    home.chmod(0o711)
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    cluster = Cluster(home, lasting=False)
    server = cluster.start()
    assert server is not None
    yield cluster.place.socket
    stop(server)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(postgres: Path) -> None:
    """Point Django at the tests' own server before it makes the test database."""
    # Changed in place: Django's connections hold this very dictionary.
    settings.DATABASES["default"].update(
        NAME="troth", USER="troth", PASSWORD="", HOST=str(postgres), PORT=""
    )
