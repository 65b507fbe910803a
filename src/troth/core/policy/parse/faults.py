"""What is wrong with a policy file, in words fit for the person who wrote it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from troth.core.policy.parse.lines import Lines, Path, dotted

MISSING = "nothing"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: where it stands, what was found there, what is allowed, and why."""

    line: int
    key: str
    found: str
    allowed: str
    say: str


class PolicyFaults(ValueError):  # noqa: N818 (named for what is wrong)
    """The file is not a policy this desk can run. Carries every fault, in line order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("; ".join(f"line {one.line}: {one.say}" for one in self.faults))


@dataclass(slots=True)
class FaultList:
    """Collects faults while a file is read, so that all are told at once."""

    lines: Lines
    found: list[Fault] = field(default_factory=list)

    def add(self, path: Path, *, found: object, allowed: str, say: str) -> None:
        """Note a fault at `path`; a path that is not written is placed at its table."""
        shown = MISSING if found == MISSING else as_written(found)
        self.found.append(
            Fault(line=self.lines.of(path), key=dotted(path), found=shown, allowed=allowed, say=say)
        )

    def at_or_above(self, key: str) -> bool:
        """Say whether a fault is already noted at a dotted key or at a table it stands in."""
        return any(f"{key}.".startswith(f"{fault.key}.") for fault in self.found)


def as_written(value: object) -> str:
    """Return a value roughly as TOML writes it, on one line, cut where it is long."""
    match value:
        case bool():
            text = "true" if value else "false"
        case str():
            text = f'"{value}"'
        case dict():
            text = "{ " + ", ".join(f"{k} = {as_written(v)}" for k, v in value.items()) + " }"
        case list():
            text = "[" + ", ".join(as_written(one) for one in value) + "]"
        case _:
            text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:77] + "…"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Return words as a person lists them: `a, b or c`."""
    shown = list(words)
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def near(word: str, known: Sequence[str]) -> str:
    """Return a suggestion for a misspelt word (` (did you mean "zone"?)`), or nothing."""
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f' (did you mean "{close[0]}"?)' if close else ""
