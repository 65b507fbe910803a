"""The founding policy, and ways to write it differently."""

import re
from pathlib import Path
from zoneinfo import available_timezones

from troth.core.policy.document import Policy
from troth.core.policy.parse import Fault, PolicyFaults, parse
from troth.core.policy.target import Target

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


def target_of(policy: Policy, severity: str, promise: str = "response") -> Target:
    """What a severity is promised, which must be something."""
    found = policy.severity(severity)
    promised = found.response if promise == "response" else found.update
    assert isinstance(promised, Target)
    return promised


def faults_in(text: str) -> tuple[Fault, ...]:
    try:
        parse(text, zones=ZONES)
    except PolicyFaults as faults:
        return faults.faults
    return ()


def line_of(text: str, passage: str) -> int:
    return text[: text.index(passage)].count("\n") + 1


def assert_told(old: str, new: str, *, key: str, found: str, says: str) -> None:
    """Check that writing `new` for `old` is told once, at its line, in these words."""
    text = written(old, new)
    told = [fault for fault in faults_in(text) if fault.key == key]
    assert len(told) == 1, faults_in(text)
    (fault,) = told
    assert fault.found.strip('"') == found.strip('"')
    assert says in fault.say
    assert fault.allowed
    changed_at = line_of(FOUNDING, old)
    # What is missing is placed at its table, a little above; a list, at the line it begins.
    above = 12 if found == "nothing" else 0
    assert changed_at - above <= fault.line <= changed_at + new.count("\n") + 4
