"""Who may import what, and who may read the clock."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.files import ROOT, SRC, ours, shown

CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("time", "time"),
}
ONE_CLOCK = SRC / "interfaces" / "now.py"
SKEW = SRC / "interfaces" / "worker" / "health.py"  # compares this machine's own clock


def test_the_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.parametrize("storey", ["core", "domain", "interfaces", "project"])
def test_the_clock_is_read_in_one_place(storey: str) -> None:
    found = []
    for path in ours(".py", under=SRC / storey):
        if path in (ONE_CLOCK, SKEW):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and _reads_clock(node):
                found.append(f"{shown(path)}:{node.lineno}")

    assert not found, f"ask interfaces.now.now(), once a command, and hand it down: {found}"


def _reads_clock(node: ast.Attribute) -> bool:
    owner = node.value
    name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
    return (name, node.attr) in CLOCKS


def test_core_is_plain_python_without_chance() -> None:
    for path in ours(".py", under=SRC / "core"):
        text = path.read_text("utf-8")
        assert not re.search(r"^\s*(import|from) (django|random|secrets|uuid|os)\b", text, re.M), (
            shown(path)
        )


def test_rules_decide_without_django_and_without_a_clock() -> None:
    for path in SRC.glob("domain/*/rules.py"):
        assert "django" not in path.read_text("utf-8"), f"{shown(path)}: rules are values in, out"


def test_no_signals_no_save_overrides_no_callbacks() -> None:
    for path in ours(".py", under=SRC / "domain"):
        text = path.read_text("utf-8")
        assert "django.dispatch" not in text, shown(path)
        assert "models.signals" not in text, shown(path)
        assert "def save(" not in text, f"{shown(path)}: write through an action"


def test_the_django_admin_is_not_mounted() -> None:
    for path in ours(".py", under=SRC):
        assert "contrib.admin" not in path.read_text("utf-8"), (
            f"{shown(path)}: it writes around the actions"
        )
