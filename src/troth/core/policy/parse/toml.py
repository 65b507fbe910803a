"""Open a TOML text as a table that notes its faults, or say where it stops being TOML."""

import re
import tomllib

from troth.core.policy.parse.faults import Fault, FaultList, PolicyFaults
from troth.core.policy.parse.lines import Unscannable, dotted, find_lines
from troth.core.policy.parse.reader import Table


def opened(text: str) -> Table:
    """Return a TOML text as its outermost table.

    Raises:
        PolicyFaults: the text is not TOML.
    """
    try:
        return Table(tomllib.loads(text), (), FaultList(find_lines(text)))
    except tomllib.TOMLDecodeError as fault:
        raise PolicyFaults(_not_toml(text, str(fault))) from None
    except RecursionError:
        raise PolicyFaults(_not_toml(text, "Brackets inside brackets without end")) from None


def _not_toml(text: str, said: str) -> list[Fault]:
    """Say why the text is not TOML: every key written twice, else what the parser met first."""
    try:
        twice = find_lines(text).twice
    except (Unscannable, RecursionError):
        twice = {}
    if twice:
        return [
            Fault(
                line=again,
                key=dotted(path),
                found="the key again",
                allowed="each key once",
                say=f"{dotted(path)} is already written at line {first}",
            )
            for path, (first, again) in twice.items()
        ]
    place = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)", said)
    line = int(place[1]) if place and place[1] else text.count("\n", 0, len(text.rstrip())) + 1
    words = said[: place.start()] if place else said
    shown = text.split("\n")[line - 1 : line]
    return [
        Fault(
            line=line,
            key="",
            found="".join(shown).strip()[:80] or "the end of the file",
            allowed="TOML",
            say=f"the file stops being TOML here: {words[:1].lower()}{words[1:]}",
        )
    ]
