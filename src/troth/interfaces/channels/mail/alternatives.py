"""What a message or a part of it says; and which of several tellings is read."""

import re
from dataclasses import dataclass, field

_WORD = re.compile(r"\w{3,}")
_ADDRESS = re.compile(r"https?://\S+|\[cid:[^\]\n]*\]|<[^<>\s]+>")
_FEW = 3
_TENTH = 10
BEYOND = "[Another form of this message says:]"


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that came with a message; `inline` where the body means to show it, as `cid`."""

    name: str
    media_type: str
    body: bytes
    inline: bool = False
    cid: str = ""


@dataclass(slots=True)
class Body:
    """What a message or a part of it says: as text, as HTML, and the files it carries."""

    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)  # each harmless
    files: list[Carried] = field(default_factory=list)
    besides: list[str] = field(default_factory=list)  # told after the texts, whatever is chosen
    remarks: list[str] = field(default_factory=list)  # our own words about it

    def add(self, other: "Body") -> None:
        """Put what another part says after this."""
        self.texts += other.texts
        self.pages += other.pages
        self.files += other.files
        self.besides += other.besides
        self.remarks += other.remarks


def chosen(alternatives: list[Body]) -> Body:
    """Keep one telling of what several parts tell, and of the others what it leaves out.

    The plain text is taken where there is one. Programs that write "this mail
    needs another program" into it, or another message altogether, hide nothing.
    """
    plain = [one for one in alternatives if not one.pages and any(t.strip() for t in one.texts)]
    told = [one for one in alternatives if any(t.strip() for t in one.texts)]
    first = (plain or told)[0] if told else Body()
    whole = Body(texts=list(first.texts))
    for one in alternatives:
        whole.files += one.files
        whole.besides += one.besides
        whole.remarks += one.remarks
        if one.pages:
            whole.pages = list(one.pages)
        if one is not first and _says_more("\n".join(one.texts), "\n".join(whole.texts)):
            whole.texts += [BEYOND, *one.texts]
    return whole


def _says_more(text: str, than: str) -> bool:
    """Say whether a text has words that another lacks, more than two programs would differ by."""
    said = _words(text)
    beyond = said - _words(than)
    return len(beyond) > max(_FEW, len(said) // _TENTH) or (bool(said) and beyond == said)


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(_ADDRESS.sub(" ", text))}
