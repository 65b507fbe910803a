"""Where a cluster lives: in the desk's home, or where its account can reach it."""

import os
import secrets
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from troth.interfaces.cli.run.postgres.account import Account

# A Unix socket's path is at most 107 bytes on Linux and 103 on macOS, its ending counted.
LONGEST = 103
ENDING = "/.s.PGSQL.5432"
# Where root keeps what a lesser account must reach while the home is closed to it.
SHARED = Path("/var/lib/troth")


@dataclass(frozen=True)
class Place:
    """The folders of one cluster: its data, and its socket."""

    folder: Path
    socket: Path

    @property
    def data(self) -> Path:
        """Return the folder that initdb fills."""
        return self.folder / "data"


def known(home: Path) -> Place:
    """Return where the cluster of a home is, or would be, without making anything."""
    pointer = home / "postgres.place"
    folder = Path(pointer.read_text().strip()) if pointer.exists() else home / "postgres"
    return Place(folder, _socket(folder))


def settled(home: Path, account: Account) -> Place:
    """Return the cluster's place, choosing it once and making its folders.

    A home under a folder that the account may not enter keeps only a pointer to the place.
    """
    pointer = home / "postgres.place"
    if not pointer.exists() and not account.can_reach(home / "postgres"):
        # A new name each time: a home that was thrown away must not find its old cluster again.
        mine = home / f"postgres.place.{os.getpid()}"
        mine.write_text(str(SHARED / secrets.token_hex(6)))
        mine.rename(pointer)
    place = known(home)
    place.folder.parent.mkdir(parents=True, exist_ok=True)
    if place.folder.parent == SHARED:
        SHARED.chmod(0o755)
    account.own(place.folder)
    account.own(place.socket)
    if place.socket.stat().st_uid != account.uid:
        raise PermissionError(f"{place.socket} belongs to somebody else; remove it.")
    return place


def _socket(folder: Path) -> Path:
    """Return a folder for the socket, short enough: beside the data, else in /tmp."""
    socket = folder / "socket"
    if len(os.fsencode(f"{socket}{ENDING}")) <= LONGEST:
        return socket
    name = f"troth-{sha256(os.fsencode(folder)).hexdigest()[:12]}"
    short = Path(tempfile.gettempdir()) / name
    return short if len(os.fsencode(f"{short}{ENDING}")) <= LONGEST else Path("/tmp") / name  # noqa: S108
