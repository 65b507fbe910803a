"""Stylesheets and scripts, gathered in one folder named after what is in it.

The name is part of every address, so browsers may keep a file for long and still
never show an old one; relative imports inside stylesheets and scripts hold, too. A stylesheet
that only imports others becomes one file, which saves a browser the way to each of them, and
whatever shrinks by it has a compressed copy beside it.
"""

import gzip
import re
from hashlib import sha256
from pathlib import Path

IMPORT = re.compile(r"""@import url\("([^":]+)"\);\n?""")
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
SHRINKS = (".css", ".js", ".svg", ".json", ".txt")


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
    digest.update(Path(__file__).read_bytes())
    name = digest.hexdigest()[:12]
    folder = home / "static" / name
    if name == current(home) and folder.exists():
        return False
    for path, source in found.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        content = bundled(source).encode() if source.suffix == ".css" else source.read_bytes()
        target.write_bytes(content)
        small = gzip.compress(content, 9, mtime=0) if source.suffix in SHRINKS else content
        if len(small) < len(content) * 0.95:
            target.with_name(f"{target.name}.gz").write_bytes(small)
    fresh = home / "static" / "current.new"
    fresh.write_text(name)
    fresh.rename(home / "static" / "current")
    return True


def bundled(sheet: Path) -> str:
    """Return a stylesheet with what it imports in the place of each import, without comments.

    Layers decide what overrides what, so the place of a rule in the file matters no more than
    it did.
    """
    text = COMMENT.sub("", sheet.read_text("utf-8"))
    return IMPORT.sub(lambda found: bundled(sheet.parent / found[1]), text)
