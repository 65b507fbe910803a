"""The time zones of the world, read from the `tzdata` package, else from the system.

The only part of this room that reads files: `core` may not, and an edition is
frozen from what is read here.
"""

from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from zoneinfo import TZPATH, available_timezones

PACKAGE = "tzdata"


@cache
def known_zones() -> frozenset[str]:
    """Return the names a policy may give a zone: `Area/City`, and UTC.

    Abbreviations are left out: "EST" means one thing in a zone file and
    another in a contract.
    """
    return frozenset(name for name in _names() if "/" in name or name == "UTC")


def zone_bytes(names: Iterable[str]) -> dict[str, bytes]:
    """Return the rules (TZif) of each named zone.

    Raises:
        KeyError: there is no zone of that name, here or in the system.
    """
    return {name: _rules_of(name) for name in names}


def _names() -> Iterable[str]:
    try:
        listed = resources.files(PACKAGE).joinpath("zones").read_text("utf-8")
    except (ModuleNotFoundError, FileNotFoundError):
        return available_timezones()
    return listed.split()


def _rules_of(name: str) -> bytes:
    if name not in known_zones():
        raise KeyError(name)
    try:
        return resources.files(PACKAGE).joinpath("zoneinfo", *name.split("/")).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError):
        for folder in TZPATH:
            if (file := Path(folder, name)).is_file():
                return file.read_bytes()
    raise KeyError(name)
