"""Settings kept in the desk's home, in a file called `settings`: one NAME=value a line.

What the environment says counts before it. It may hold passwords, so nobody but the desk's own
account may read it.
"""

import os
from collections.abc import Mapping
from pathlib import Path


def kept(home: Path) -> dict[str, str]:
    """Return what the file says; nothing where there is none."""
    try:
        lines = (home / "settings").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    pairs = [line.partition("=") for line in lines if line.strip() and line.strip()[0] != "#"]
    return {name.strip(): value.strip() for name, _, value in pairs if value.strip()}


def keep(home: Path, new: Mapping[str, str]) -> None:
    """Write settings beside those that are there; the file is whole, or as it was."""
    said = kept(home) | dict(new)
    lines = ["# Read at every start; what the environment says counts before it."]
    lines += [f"{name}={value}" for name, value in sorted(said.items()) if value]
    fresh = home / f"settings.{os.getpid()}"
    fresh.touch(mode=0o600)
    fresh.write_text("\n".join([*lines, ""]), encoding="utf-8")
    fresh.replace(home / "settings")
