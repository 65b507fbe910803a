"""Find the line of every key of a TOML text, which the standard parser does not tell."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
BLANK = re.compile(r"[ \t]*")
BLANK_LINES = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
SCALAR = re.compile(r"[^,\]}\n#]*")
STRING = re.compile(
    r"""
      \"{3} (?: [^\\] | \\. )*? \"{3,5}    # three quotes: text over several lines
    | '{3} .*? '{3,5}                      # and to the letter
    | \" (?: [^"\\\n] | \\. )* \"          # one quote: text on one line
    | ' [^'\n]* '                          # and to the letter
    """,
    re.DOTALL | re.VERBOSE,
)


class Unscannable(ValueError):  # noqa: N818 (named for what is wrong)
    """The text is not TOML as far as finding lines goes."""


def dotted(path: Path) -> str:
    """Return a path as a person writes it: `severity.2.response`, `chosen[3].why`."""
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
        else:
            shown += f".{part}" if shown else part
    return shown


@dataclass(frozen=True, slots=True)
class Lines:
    """The line each key is written on, and the keys written more than once."""

    at: Mapping[Path, int]
    twice: Mapping[Path, tuple[int, int]]

    def of(self, path: Path) -> int:
        """Return the line of a key; of its nearest table where the key is not written."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.at:
                return self.at[path[:length]]
        return 1


def find_lines(text: str) -> Lines:
    """Scan a TOML text for the line of every table, key and array element.

    Raises:
        Unscannable: the text is not TOML.
    """
    scanner = _Scanner(text)
    scanner.document()
    return Lines(at=scanner.at, twice=scanner.twice)


@dataclass(slots=True)
class _Scanner:
    text: str
    position: int = 0
    at: dict[Path, int] = field(default_factory=dict)
    twice: dict[Path, tuple[int, int]] = field(default_factory=dict)
    headers: set[Path] = field(default_factory=set)
    last_of: dict[Path, int] = field(default_factory=dict)  # array of tables -> last index

    def document(self) -> None:
        table: Path = ()
        self._skip(BLANK_LINES)
        while self.position < len(self.text):
            table = self._header() if self._next() == "[" else self._pair(table)
            self._skip(BLANK_LINES)

    def _header(self) -> Path:
        line = self._line()
        array = self.text.startswith("[[", self.position)
        self.position += 2 if array else 1
        path: Path = ()
        keys = list(self._key())
        for depth, part in enumerate(keys, start=1):
            path = (*path, part)
            if array and depth == len(keys):
                self.last_of[path] = self.last_of.get(path, -1) + 1
            self.at.setdefault(path, line)
            if path in self.last_of:
                path = (*path, self.last_of[path])
        if path in self.headers:
            self.twice.setdefault(path, (self.at[path], line))
        else:
            self.at[path] = line
        self.headers.add(path)
        self._expect("]]" if array else "]")
        return path

    def _pair(self, table: Path) -> Path:
        line = self._line()
        path = (*table, *self._key())
        if path in self.at:
            self.twice.setdefault(path, (self.at[path], line))
        for length in range(len(table) + 1, len(path) + 1):
            self.at.setdefault(path[:length], line)
        self._expect("=")
        self._skip(BLANK)
        self._value(path)
        return table

    def _key(self) -> Iterator[str]:
        while True:
            self._skip(BLANK)
            if found := BARE_KEY.match(self.text, self.position):
                yield found[0]
            elif found := STRING.match(self.text, self.position):
                yield found[0][1:-1]
            else:
                raise Unscannable(self._line())
            self.position = found.end()
            self._skip(BLANK)
            if self._next() != ".":
                return
            self.position += 1

    def _value(self, path: Path) -> None:
        match self._next():
            case "[":
                self._inside("]", path, self._element)
            case "{":
                self._inside("}", path, self._entry)
            case '"' | "'":
                if not self._skip(STRING):
                    raise Unscannable(self._line())
            case _:
                if not self._skip(SCALAR):
                    raise Unscannable(self._line())

    def _inside(self, closing: str, path: Path, read: Callable[[Path, int], None]) -> None:
        self.position += 1
        self._skip(BLANK_LINES)
        count = 0
        while self._next() != closing:
            read(path, count)
            count += 1
            self._skip(BLANK_LINES)
            if self._next() == ",":
                self.position += 1
                self._skip(BLANK_LINES)
            elif self._next() != closing:
                raise Unscannable(self._line())
        self.position += 1

    def _element(self, path: Path, index: int) -> None:
        self.at[(*path, index)] = self._line()
        self._value((*path, index))

    def _entry(self, path: Path, _index: int) -> None:
        self._pair(path)

    def _next(self) -> str:
        return self.text[self.position : self.position + 1]

    def _line(self) -> int:
        return self.text.count("\n", 0, self.position) + 1

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self.text, self.position)
        if found:
            self.position = found.end()
        return bool(found and found[0])

    def _expect(self, sign: str) -> None:
        self._skip(BLANK)
        if not self.text.startswith(sign, self.position):
            raise Unscannable(self._line())
        self.position += len(sign)
