"""Whom the server runs as: PostgreSQL refuses root, so root lends it a lesser account."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

# An account kept for this is better than one that others share.
CANDIDATES = ("troth", "postgres", "nobody")


class NoAccount(LookupError):  # noqa: N818 - reads as a sentence where it is raised
    """There is nobody to run PostgreSQL as, told in plain words."""


@dataclass(frozen=True)
class Account:
    """A system account: its name and ids."""

    name: str
    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        """Say whether this very process already runs as the account."""
        return self.uid == os.geteuid()

    def own(self, path: Path) -> None:
        """Give a folder to the account, closed to everybody else."""
        path.mkdir(parents=True, exist_ok=True)
        if not self.is_me:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700)

    def can_reach(self, path: Path) -> bool:
        """Say whether the account may pass through every folder above `path`.

        For one's own account the answer is always yes: the file was found by it.
        """
        return self.is_me or all(
            folder.stat().st_mode & 0o001 for folder in path.absolute().parents if folder.exists()
        )


def server_account() -> Account:
    """Return who the server runs as: oneself, or for root the first lesser account there is.

    Raises:
        NoAccount: root finds none of the accounts.
    """
    if os.geteuid() != 0:
        mine = pwd.getpwuid(os.geteuid())
        return Account(mine.pw_name, mine.pw_uid, mine.pw_gid)
    for name in CANDIDATES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid != 0:
            return Account(name, found.pw_uid, found.pw_gid)
    raise NoAccount(
        f"PostgreSQL does not run as root, and there is no account {' or '.join(CANDIDATES)}."
    )
