"""What goes out to reach an agent, and what is heard of it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Call:
    """A page as an agent reads or hears it, short enough for the smallest screen.

    `link` is where they take it, `ticket` the ticket's own page.
    """

    title: str  # "IVT-10427: Severity 1 at Acme"
    text: str
    spoken: str
    link: str
    ticket: str
    key: str  # the same for every try of one attempt


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the provider did: took it on, refused it, or left us in doubt. Never that it was read.

    `said` are its words, without the agent's number or address.
    """

    how: Literal["handed over", "failed", "unknown"]
    said: str = ""
