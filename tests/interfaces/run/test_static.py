"""Stylesheets and scripts as they are gathered to be served."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

from troth.interfaces.cli.run import static


def test_a_sheet_of_imports_becomes_one_file(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "main.css").write_text('/* Why. */\n@layer a;\n\n@import url("parts/one.css");\n')
    (tmp_path / "parts" / "one.css").write_text('@import url("two.css");\n.one { color: red; }\n')
    (tmp_path / "parts" / "two.css").write_text(".two { color: blue; }\n")

    said = static.bundled(tmp_path / "main.css")

    assert " ".join(said.split()) == "@layer a; .two { color: blue; } .one { color: red; }"


def test_the_desks_own_sheet_imports_nothing_when_it_is_served() -> None:
    main = finders.find("ui/css/main.css")
    assert isinstance(main, str)

    assert "@import" not in static.bundled(Path(main))


def test_what_shrinks_is_kept_compressed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "long.js").write_text("// the same again\n" * 100)
    (source / "picture.png").write_bytes(b"\x89PNG" * 100)
    finder = finders.FileSystemFinder()
    finder.locations, finder.storages = (
        [("", str(source))],
        {str(source): FileSystemStorage(source)},
    )
    monkeypatch.setattr(finders, "get_finders", lambda: [finder])

    assert static.collect(tmp_path)
    folder = tmp_path / "static" / static.current(tmp_path)

    assert (
        gzip.decompress((folder / "long.js.gz").read_bytes()) == (folder / "long.js").read_bytes()
    )
    assert not (folder / "picture.png.gz").exists()
    assert not static.collect(tmp_path)
