"""Read one table of a policy file key by key, noting every fault on the way.

A reading that fails notes its fault and returns a harmless placeholder, so that
the rest of the file is still read. No placeholder survives: one fault anywhere
and no policy comes out.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from troth.core.clock.faults import WordsFault
from troth.core.policy.parse.faults import MISSING, FaultList, as_written, listed, near
from troth.core.policy.parse.lines import Path, dotted
from troth.core.policy.parse.not_yet import NOT_YET

T = TypeVar("T")

NAME = re.compile(r"[A-Za-z0-9_]+")


@dataclass(slots=True)
class Table:
    """A table of the file, the path it stands at, and the keys read from it so far."""

    values: Mapping[str, object]
    path: Path
    faults: FaultList
    read: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the last part of the table's path: the key its author gave it."""
        return str(self.path[-1])

    def at(self, key: str | int) -> Path:
        """Return the path of a key of this table."""
        return (*self.path, key)

    def has(self, key: str) -> bool:
        """Say whether the key is written here; asking makes it a known key."""
        self.read.append(key)
        return key in self.values

    def fault(self, key: str, *, found: object, allowed: str, say: str) -> None:
        """Note a fault at a key of this table."""
        self.faults.add(self.at(key), found=found, allowed=allowed, say=say)

    def text(self, key: str, *, allowed: str = "text in quotes") -> str:
        """Return a text that must be there and not be empty."""
        if not self.has(key):
            return self._lacks(key, allowed)
        return self._as_text(key, allowed)

    def optional_text(self, key: str, *, allowed: str = "text in quotes") -> str | None:
        """Return a text, or None where the key is not written."""
        return self._as_text(key, allowed) if self.has(key) else None

    def choice(self, key: str, allowed: Sequence[str], *, later: Sequence[str] = ()) -> str:
        """Return one of a closed list. `later` are words of the language not run yet."""
        shown = listed(as_written(one) for one in allowed)
        if not self.has(key):
            return self._lacks(key, shown)
        found = self.values[key]
        if found in allowed:
            return str(found)
        self._not_chosen(self.at(key), found, allowed, later)
        return ""

    def choices(
        self, key: str, allowed: Sequence[str], *, later: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Return a list of words, each from a closed list and none twice."""
        chosen: list[str] = []
        for index, found in enumerate(self.items(key)):
            path = (*self.at(key), index)
            if found not in allowed:
                self._not_chosen(path, found, allowed, later)
            elif found in chosen:
                self.faults.add(
                    path, found=found, allowed="each once", say=f"{as_written(found)} stands twice"
                )
            else:
                chosen.append(str(found))
        return tuple(chosen)

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts, none of them empty."""
        if not required and not self.has(key):
            return ()
        found: list[str] = []
        for index, one in enumerate(self.items(key)):
            if isinstance(one, str) and one.strip():
                found.append(one)
            else:
                self.faults.add(
                    (*self.at(key), index),
                    found=one,
                    allowed="text in quotes",
                    say=f"each of {key} is a text in quotes",
                )
        return tuple(found)

    def items(self, key: str) -> list[object]:
        """Return a list that must be there, of anything."""
        if not self.has(key):
            self._lacks(key, "a list in square brackets")
            return []
        found = self.values[key]
        if isinstance(found, list):
            return found
        self.fault(
            key, found=found, allowed="a list in square brackets", say=f"{key} must be a list"
        )
        return []

    def day(self, key: str) -> date:
        """Return a date that must be there, written without quotes and without a time."""
        allowed = "a date such as 2026-01-31, without quotes"
        found = self.values.get(key)
        if not self.has(key):
            self._lacks(key, allowed)
        elif isinstance(found, date) and not isinstance(found, datetime):
            return found
        else:
            self.fault(key, found=found, allowed=allowed, say=f"{key} must be a date")
        return date.max

    def table(self, key: str, *, holds: str) -> "Table":
        """Return a table that must be there; an empty one, with a fault, where it is not.

        `holds` says in words what the table is for.
        """
        if not self.has(key):
            say = f"the policy must say {holds}: [{dotted(self.at(key))}] is missing"
            self.faults.add(self.at(key), found=MISSING, allowed="a table", say=say)
            return Table({}, self.at(key), self.faults)
        return self.inner(key)

    def optional_table(self, key: str) -> "Table | None":
        """Return a table, or None where it is not written."""
        return self.inner(key) if self.has(key) else None

    def inner(self, key: str) -> "Table":
        """Return the table at a key that is written, with a fault where it is none."""
        self.read.append(key)
        found = self.values[key]
        if isinstance(found, dict):
            return Table(found, self.at(key), self.faults)
        self.fault(key, found=found, allowed="a table", say=f"{key} must be a table of its own")
        return Table({}, self.at(key), self.faults)

    def tables(self) -> Iterator["Table"]:
        """Yield every table inside this one, in the order written; their names are plain words."""
        for key in self.values:
            if not NAME.fullmatch(key):
                say = f"{as_written(key)} cannot be a name here"
                self.fault(key, found=key, allowed="letters, digits and underscores", say=say)
            yield self.inner(key)

    def rows(self, key: str) -> Iterator["Table"]:
        """Yield the rows of an array of tables (`[[key]]`); none where it is not written."""
        if not self.has(key):
            return
        found = self.values[key]
        if not isinstance(found, list):
            say = f"write [[{key}]] in double brackets: there may be several"
            self.fault(key, found=found, allowed=f"[[{key}]]", say=say)
            return
        for index, row in enumerate(found):
            path = (*self.at(key), index)
            if isinstance(row, dict):
                yield Table(row, path, self.faults)
            else:
                self.faults.add(path, found=row, allowed="a table", say=f"each of {key} is a table")

    def parsed(
        self, path: Path, read: Callable[[str], T], text: str, allowed: str = ""
    ) -> T | None:
        """Return what the clock's grammar reads; None, with a fault, for words it does not know."""
        try:
            return read(text)
        except WordsFault as fault:
            say = f"{as_written(text)} is not understood"
            self.faults.add(path, found=text, allowed=allowed or fault.allowed, say=say)
        return None

    def done(self) -> None:
        """Refuse every key that nothing has read: a key not understood is never ignored."""
        known = sorted(set(self.read))
        for key, value in self.values.items():
            if key in known:
                continue
            later = NOT_YET.get((*(str(part) for part in self.path[:1]), key))
            where = f"[{dotted(self.path)}]" if self.path else "the file"
            say = (
                f"this desk does not run {later} yet"
                if later
                else f"{where} has no key {key!r}{near(key, known)}"
            )
            allowed = listed(known) if known else "no keys"
            self.fault(key, found=value, allowed=allowed, say=say)

    def _lacks(self, key: str, allowed: str) -> str:
        say = f"[{dotted(self.path)}] must say {key}"
        self.fault(key, found=MISSING, allowed=allowed, say=say)
        return ""

    def _as_text(self, key: str, allowed: str) -> str:
        found = self.values[key]
        if isinstance(found, str) and found.strip():
            return found.strip()
        self.fault(key, found=found, allowed=allowed, say=f"{key} must be a text in quotes")
        return ""

    def _not_chosen(
        self, path: Path, found: object, allowed: Sequence[str], later: Sequence[str]
    ) -> None:
        shown = listed(as_written(one) for one in allowed) or "an empty list: []"
        if found in later:
            say = f"this desk does not run {as_written(found)} yet"
        else:
            hint = near(found, allowed) if isinstance(found, str) else ""
            say = f"{as_written(found)} is not a word this key knows{hint}"
        self.faults.add(path, found=found, allowed=shown, say=say)
