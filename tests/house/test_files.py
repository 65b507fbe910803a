"""How long files may be, and what they may be called."""

import re
from pathlib import Path

import pytest

from tests.house.files import ROOT, SRC, ours, shown, tracked

CODE_LINES, TEMPLATE_LINES = 400, 120
POOR_NAMES = re.compile(
    r"(^|_)(utils?|helpers?|common|managers?|base|misc|services?|data|stuff|handlers?)($|_)"
)
ALLOWED_NAMES = {"base.html", "base.css"}  # the page and the elements that all others stand on
AUTO_NAMED = re.compile(r"_auto_|_alter_|\d{4}_\d{4}")
SHAPE = re.compile(r"\d{4}_[a-z][a-z0-9_]+")


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_no_file_is_too_long_to_be_read_in_one_sitting() -> None:
    code = [*ours(".py", ".js", ".css", ".sql")]
    long = [f"{shown(p)}: {lines(p)} lines" for p in code if lines(p) > CODE_LINES]

    assert not long, f"split these into a folder of the same name: {long}"


def test_no_template_is_too_long() -> None:
    long = [
        f"{shown(p)}: {lines(p)}" for p in ours(".html", under=SRC) if lines(p) > TEMPLATE_LINES
    ]

    assert not long, f"move pieces of these into partials: {long}"


def test_names_say_what_is_inside() -> None:
    poor = [
        shown(path)
        for path in tracked()
        if path.suffix in (".py", ".js", ".css", ".html")
        and path.name not in ALLOWED_NAMES
        and any(
            POOR_NAMES.search(part) for part in (path.stem, *path.parent.relative_to(ROOT).parts)
        )
    ]

    assert not poor, f"name these with the room's words: {poor}"


@pytest.mark.parametrize("room", sorted(p.parent for p in SRC.glob("domain/*/migrations")))
def test_a_migration_is_named_for_its_change(room: Path) -> None:
    for path in room.glob("migrations/[0-9]*.py"):
        assert SHAPE.fullmatch(path.stem), shown(path)
        assert not AUTO_NAMED.search(path.stem), f"{shown(path)} says nothing of its change"


def test_every_room_says_in_its_docstring_what_words_live_in_it() -> None:
    for front in SRC.glob("domain/*/__init__.py"):
        text = front.read_text("utf-8")
        assert text.startswith('"""'), f"{shown(front)} has no docstring"
        assert not re.search(r"^(import|from) ", text, re.M), f"{shown(front)} imports something"
