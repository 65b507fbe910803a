"""The founding policy, and ways to write it differently."""

import re
from pathlib import Path
from zoneinfo import available_timezones

from troth.core.policy.document import Policy
from troth.core.policy.parse import Fault, PolicyFaults, parse

FILE = Path(__file__).parents[3] / "policies" / "ivt-mediaplatform.toml"
FOUNDING = FILE.read_text(encoding="utf-8")
ZONES = frozenset(name for name in available_timezones() if "/" in name) | {"UTC"}


def founding() -> Policy:
    return parse(FOUNDING, zones=ZONES)


def written(old: str, new: str) -> str:
    """The founding policy with one passage written differently."""
    assert FOUNDING.count(old) == 1, f"{old!r} stands {FOUNDING.count(old)} times"
    return FOUNDING.replace(old, new)


def without(table: str) -> str:
    """The founding policy without one of its tables."""
    changed, number = re.subn(rf"(?ms)^\[{re.escape(table)}\].*?(?=^\[|\Z)", "", FOUNDING)
    assert number == 1
    return changed


def faults_in(text: str) -> tuple[Fault, ...]:
    try:
        parse(text, zones=ZONES)
    except PolicyFaults as faults:
        return faults.faults
    return ()


def line_of(text: str, passage: str) -> int:
    return text[: text.index(passage)].count("\n") + 1
