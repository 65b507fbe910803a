"""The desk's home: what it keeps between runs, and how it is locked."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The folder that holds the project: `src/troth/interfaces/cli/run/state.py`, five storeys up.
ROOT = Path(__file__).resolve().parents[5]


def make_home(home: Path) -> None:
    """Make the home if it is missing. Others may pass through it, but not look around."""
    if not home.exists():
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o711)


def secret_key(home: Path) -> str:
    """Return the desk's secret, made once and readable by its owner only.

    Racing processes agree on one secret: the file appears whole or not at all.
    """
    path = home / "secret-key"
    if not path.exists():
        make_home(home)
        mine = home / f"secret-key.{os.getpid()}"
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(48))
        try:
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text().strip()


def former_keys(home: Path) -> list[str]:
    """Return secrets of before, one a line of `former-secret-keys`, which are still believed."""
    path = home / "former-secret-keys"
    return path.read_text().split() if path.exists() else []


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file, waiting for whoever holds it; a dead holder lets go by itself."""
    with path.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
