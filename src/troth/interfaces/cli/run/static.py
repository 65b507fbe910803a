"""Stylesheets and scripts, gathered in one folder named after what is in it.

The name is part of every address, so browsers may keep a file for long and still
never show an old one; relative imports inside stylesheets and scripts hold, too.
"""

import shutil
from hashlib import sha256
from pathlib import Path


def current(home: Path) -> str:
    """Return the name of the folder that is served now; empty before the first start."""
    named = home / "static" / "current"
    return named.read_text().strip() if named.exists() else ""


def collect(home: Path) -> bool:
    """Gather every app's files where they changed since last time; say whether they did."""
    from django.contrib.staticfiles.finders import get_finders

    found = {
        path: Path(storage.path(path))
        for finder in get_finders()
        for path, storage in finder.list([])
    }
    digest = sha256()
    for path, source in sorted(found.items()):
        digest.update(f"{path}\0{sha256(source.read_bytes()).hexdigest()}\n".encode())
    name = digest.hexdigest()[:12]
    folder = home / "static" / name
    if name == current(home) and folder.exists():
        return False
    for path, source in found.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    fresh = home / "static" / "current.new"
    fresh.write_text(name)
    fresh.rename(home / "static" / "current")
    return True
