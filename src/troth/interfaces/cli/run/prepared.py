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
    digest = sha256(f"{sys.version} {env.demo} {env.home}".encode())
    watched = [Path(sysconfig.get_path("purelib")), *sorted((state.ROOT / "policies").glob("*"))]
    watched += sorted(path for path in PROGRAM.rglob("*") if "__pycache__" not in path.parts)
    for path in watched:
        seen = path.stat()
        size = seen.st_size if path.is_file() else 0
        digest.update(f"{path}\0{size}\0{seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_done(env: Environment, kept: Path) -> bool:
    """Say whether preparing went well for this mark, and what it made is still there.

    The mark is kept beside the cluster's data, so that a new cluster is always prepared.
    """
    made = env.home / "static" / static.current(env.home)
    there = static.current(env.home) and made.exists() and (env.home / "demo").exists() == env.demo
    return bool(there) and kept.exists() and kept.read_text() == mark(env)
