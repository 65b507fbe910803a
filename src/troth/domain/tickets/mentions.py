"""Who is called by name in what staff write: `@Ines Duarte`, `@ines.duarte`, or `@Ines`."""

import re
from collections.abc import Iterable, Mapping

LONGEST = 130  # a name's most letters, and what follows it
# Before the sign stands what no address is made of, so that mara@acme.example calls nobody.
_CALL = re.compile(r"(?<![^\s(\[“‘«>,;])@(?=\w)")


def mentioned(text: str, agents: Mapping[int, str]) -> tuple[int, ...]:
    """Return the ids of the agents that a text calls, in the order it does, each once.

    The longest name that fits is meant. A first name calls its bearer where
    nobody else bears it; any other word behind an @ is only a word.
    """
    called: dict[int, None] = {}
    spellings = _spellings(agents)
    for call in _CALL.finditer(text):
        rest = text[call.end() : call.end() + LONGEST].casefold()
        for spelling, agent in spellings:
            if rest.startswith(spelling) and _ends(rest[len(spelling) :]):
                called.setdefault(agent)
                break
    return tuple(called)


def _spellings(agents: Mapping[int, str]) -> list[tuple[str, int]]:
    """Return every way to call somebody that calls nobody else, the longest first."""
    ways: dict[str, set[int]] = {}
    for agent, name in agents.items():
        words = name.casefold().split()
        for way in _ways(words):
            ways.setdefault(way, set()).add(agent)
    plain = [(way, whose.pop()) for way, whose in ways.items() if len(whose) == 1]
    return sorted(plain, key=lambda one: -len(one[0]))


def _ways(words: list[str]) -> Iterable[str]:
    if words:
        yield from (" ".join(words), ".".join(words), words[0])


def _ends(rest: str) -> bool:
    """Say whether a name ends here: not in the middle of a word, nor of an address."""
    return not re.match(r"\w|[.\-@+]\w|@", rest)
