"""The line of every key is found, however TOML lets it be written."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pure.policy.sample import FOUNDING
from troth.core.policy.parse.lines import Path, Unscannable, dotted, find_lines

TEXT = '''# a comment with "quotes" and [brackets]
title = "a # that is no comment"

[a.b]           # a header
one = 1
"two words".x = 'lit # eral'
list = [
  "first",      # comment, with a comma ]
  { y = "second", z = [1, 2] },
]
long = """
[not.a.table]
key = "no"
"""
after = 2008-01-01
[[row]]
n = 1
[row.inner]
m = 1
[[row]]
n = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("a",), 4),
        (("a", "b"), 4),
        (("a", "b", "one"), 5),
        (("a", "b", "two words", "x"), 6),
        (("a", "b", "list"), 7),
        (("a", "b", "list", 0), 8),
        (("a", "b", "list", 1, "z", 1), 9),
        (("a", "b", "after"), 15),
        (("row", 0, "n"), 17),
        (("row", 0, "inner", "m"), 19),
        (("row", 1), 20),
        (("row", 1, "n"), 21),
    ],
)
def test_a_key_is_found_at_its_line(path: Path, line: int) -> None:
    assert find_lines(TEXT).at[path] == line


def test_a_key_that_is_not_written_is_placed_at_its_table() -> None:
    lines = find_lines(TEXT)

    assert lines.of(("a", "b", "missing")) == 4
    assert lines.of(("nowhere",)) == 1


def test_a_path_is_told_as_a_person_counts() -> None:
    assert dotted(("chosen", 2, "why")) == "chosen[3].why"


def test_every_key_of_the_founding_policy_is_found() -> None:
    lines = find_lines(FOUNDING)

    assert paths(tomllib.loads(FOUNDING), ()) <= set(lines.at)
    assert lines.twice == {}


def paths(value: object, path: Path) -> set[Path]:
    found = {path} if path else set()
    match value:
        case dict():
            for key, inner in value.items():
                found |= paths(inner, (*path, key))
        case list():
            for index, inner in enumerate(value):
                found |= paths(inner, (*path, index))
    return found


@given(st.text(alphabet="ab.=[]{},\"'#\n \\1", max_size=40))
def test_any_text_is_scanned_or_refused_and_valid_toml_is_scanned_whole(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        values = None
    try:
        lines = find_lines(text)
    except Unscannable:
        assert values is None, "valid TOML must be scanned"
        return
    if values is not None:
        assert paths(values, ()) <= set(lines.at)
        assert lines.twice == {}
