"""What every test stands on: settings of its own, and a private PostgreSQL where one is needed."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

from tests.flushing import flushing_passes_the_guards as flushing_passes_the_guards
from troth.interfaces.cli.run.environment import read
from troth.interfaces.cli.run.postgres.cluster import Cluster, stop

# How long an example takes says more of the machine than of us. In CI Hypothesis sees to it itself.
hypothesis.settings.register_profile(
    "default", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)


def pytest_configure() -> None:
    """Forget what the machine's owner set, and whatever desk was run here before.

    Django's settings are loaded by now, so what they took from the environment is set anew.
    """
    for name in [name for name in os.environ if name.startswith("TROTH_")]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    home = _folder_of_our_own()
    os.environ["TROTH_HOME"] = str(home)
    os.environ["TROTH_SECOND_FACTOR"] = "offered"  # those who need one say so
    settings.TROTH = read(os.environ, home)
    settings.ATTACHMENTS = settings.MEDIA_ROOT = home / "attachments"
    settings.CLOCK_OFFSET = timedelta(0)
    settings.STATIC_URL, settings.STATIC_ROOT = "/static/", None
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # for speed


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """A private PostgreSQL of this test process; yields the folder of its socket."""
    cluster = Cluster(_folder_of_our_own(), lasting=False)
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


def _folder_of_our_own() -> Path:
    """Make a folder that any account may pass through, and that goes when the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="troth-test-"))
    folder.chmod(0o711)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
