"""The files of the repository, as git knows them."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "troth"


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file git tracks that is there; outside a clone, every file of ours."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = (name for name in listed.stdout.decode().split("\0") if name)
        return tuple(path for path in (ROOT / name for name in names) if path.is_file())
    folders = (ROOT / name for name in ("src", "tests", "docs", "policies", "bench"))
    return tuple(path for folder in folders for path in folder.rglob("*") if path.is_file())


def ours(*endings: str, under: Path = ROOT) -> Iterator[Path]:
    """Yield the files with one of these endings, under a folder."""
    for path in tracked():
        if path.suffix in endings and path.is_relative_to(under):
            yield path


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
