"""Whether preparing can be left out: nothing that it looks at has changed since it last went well.

Loading Django only to find nothing to do is a quarter of a start.
"""

import sys
import sysconfig
from hashlib import sha256
from pathlib import Path

from troth.interfaces.cli.run import state, static
from troth.interfaces.cli.run.environment import Environment

PROGRAM = Path(__file__).resolve().parents[3]


def mark(env: Environment) -> str:
    """Return a digest of what preparing depends on: the program, its packages, the settings."""
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    digest = sha256(f"{sys.version} {env.demo} {env.home} {packages}".encode())
    # Not folders: their times change whenever Python keeps a compiled module in them.
    files = [path for path in PROGRAM.rglob("*") if path.suffix != ".pyc" and path.is_file()]
    for path in sorted([*files, *(state.ROOT / "policies").glob("*.toml")]):
        seen = path.stat()
        digest.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_done(env: Environment, kept: Path) -> bool:
    """Say whether preparing went well for this mark, and what it made is still there.

    The mark is kept beside the cluster's data, so that a new cluster is always prepared.
    """
    made = env.home / "static" / static.current(env.home)
    there = static.current(env.home) and made.exists() and (env.home / "demo").exists() == env.demo
    if (env.home / "first-visit").exists():  # whether anybody works here by now is to be asked
        return False
    return bool(there) and kept.exists() and kept.read_text() == mark(env)
