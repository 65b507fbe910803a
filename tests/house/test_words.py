"""Words that have no place in the repository."""

import re
from pathlib import Path

from tests.house.files import SRC, ours, shown

TEXT = (".py", ".md", ".toml", ".html", ".js", ".css", ".sql", ".in", ".txt", ".yml", ".sh", "")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
THIS_MACHINE = re.compile(r"(?<![\w.])/(wo" + r"rk|home/\w+|Users)/")
REGISTRY = re.compile(r"(files\.pythonhosted|py" + r"pi)\.org|registry\.npm" + r"js")
SYNONYMS = re.compile(r"^(class|def) \w*(Article|Comment|SlaTimer|PolicyVersion)\w*", re.M)
CHOICES = re.compile(r"(severity|reason)\s*=\s*models\.CharField\([^)]*choices")


def found(pattern: re.Pattern[str], *endings: str, under: Path | None = None) -> list[str]:
    files = ours(*endings, under=under) if under else ours(*endings)
    return [
        f"{shown(path)}:{number}"
        for path in files
        if path.name != "LICENSE"
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_left_to_be_done_in_a_comment() -> None:
    assert not found(UNFINISHED, *TEXT)


def test_no_path_of_one_machine_and_no_address_of_a_registry() -> None:
    assert not found(THIS_MACHINE, *TEXT)
    assert not found(REGISTRY, *TEXT)


def test_the_rooms_words_have_no_synonyms() -> None:
    assert not found(SYNONYMS, ".py", under=SRC)


def test_what_a_policy_owns_is_no_list_of_choices() -> None:
    assert not found(CHOICES, ".py", under=SRC)


def test_pages_load_nothing_from_elsewhere() -> None:
    elsewhere = re.compile(r"""(src|href)=["'](https?:)?//""")

    assert not found(elsewhere, ".html", under=SRC)
    assert not found(re.compile(r"@import\s+url\(.?https?:|!important"), ".css", under=SRC)
