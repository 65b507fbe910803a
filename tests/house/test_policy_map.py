"""The map from the founding policy to code and stories stays true."""

import re
import tomllib
from typing import Any

import pytest

from tests.house.files import ROOT

MAP = ROOT / "docs" / "policy" / "README.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in MAP.read_text("utf-8").splitlines()
    if line.startswith("| ") and "`tests/stories/" in line
]
POLICY: dict[str, Any] = tomllib.loads(
    (ROOT / "policies/ivt-mediaplatform.toml").read_text("utf-8")
)


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_row_names_its_statement_key_code_and_story() -> None:
    assert len(ROWS) == 17
    for statement, key, code, story, _ in ROWS:
        assert statement.endswith(".")
        assert quoted(key), statement
        assert quoted(code), statement
        assert len(quoted(story)) == 1, statement


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_what_a_row_points_to_exists(row: list[str]) -> None:
    for path in [*quoted(row[2]), *quoted(row[3])]:
        assert (ROOT / path).is_file(), f"docs/policy names {path}, which is not there"
    for key in quoted(row[1]):
        found: Any = POLICY
        for part in key.split("."):
            assert part in found, f"docs/policy names {key}, which the policy file lacks"
            found = found[part]


def test_every_story_is_in_the_map() -> None:
    told = {path.name for path in (ROOT / "tests" / "stories").glob("test_*.py")}

    assert told == {path.rsplit("/", 1)[1] for row in ROWS for path in quoted(row[3])}
