"""Stories told to `derive`: facts at literal New York times, on the founding policy."""

from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path

from tests.pure.policy import relay
from tests.times import eastern
from troth.core.facts.entry import Entry
from troth.core.facts.kinds import (
    Call,
    Held,
    Kind,
    MessageAccepted,
    MessageOut,
    Reported,
    Resolved,
    TermsSet,
)
from troth.core.policy.edition import Edition
from troth.core.policy.frozen import freeze
from troth.core.policy.parse import parse
from troth.core.promises.derive import derive, read
from troth.core.promises.promise import Promise, status
from troth.core.promises.standing import Standing

FOUNDING = Path(__file__).parents[3] / "policies" / "ivt-mediaplatform.toml"
ZONE = "America/New_York"


@cache
def edition(*, kinder: bool = False) -> Edition:
    """The founding policy as published; `kinder` answers a Severity 2 within an hour."""
    text = FOUNDING.read_text(encoding="utf-8")
    if kinder:
        text = text.replace('within = "4 hours",  clock', 'within = "1 hour",  clock')
    rules = resources.files("tzdata").joinpath("zoneinfo", *ZONE.split("/")).read_bytes()
    policy = parse(text, zones={ZONE})
    return Edition("founding", policy, freeze(policy, {ZONE: rules}, range(2025, 2030)))


EDITIONS = {1: edition(), 2: edition(kinder=True), 3: relay.edition()}


FOUNDING_TERMS = TermsSet(1)


class Tale:
    """Entries of one ticket, told one after the other.

    A time is a New York wall time of Monday 2 March 2026 such as "12:00", or
    with its day of March before it: "3 09:30".
    """

    def __init__(
        self,
        at: str = "12:00",
        suggested: str | None = "2",
        *,
        held: bool = False,
        terms: TermsSet = FOUNDING_TERMS,
        production: bool | None = None,
    ) -> None:
        self.entries: list[Entry] = []
        self.tell(at, Reported("00", 1, suggested, production))
        self.tell(at, terms)
        if held:
            self.tell(at, Held("could not be read"))

    def tell(self, at: str, fact: Kind, *, recorded: str | None = None) -> int:
        """Append a fact and return its position; `recorded` when it was written down later."""
        position = len(self.entries) + 1
        happened = march(at)
        written = march(recorded) if recorded else happened
        self.entries.append(Entry(position, happened, written, "agent:1", "desk", fact))
        return position

    def write(self, at: str, *, automatic: bool = False) -> int:
        """Write to the customer by mail: not yet under way."""
        return self.tell(at, MessageOut("00", automatic=automatic))

    def reply(self, at: str) -> int:
        """Write to the customer, accepted at once; return the position of the message."""
        message = self.write(at)
        self.tell(at, MessageAccepted(message))
        return message

    def call(self, at: str, *, recorded: str | None = None) -> int:
        return self.tell(at, Call("00"), recorded=recorded)

    def resolve(self, at: str) -> int:
        """Tell the customer a fix, accepted at once; return the position of the message."""
        message = self.write(at)
        self.tell(at, Resolved("fix", message))
        self.tell(at, MessageAccepted(message))
        return message

    @property
    def promises(self) -> list[Promise]:
        return derive(self.entries, EDITIONS)

    @property
    def standing(self) -> Standing:
        return read(self.entries, EDITIONS).standing

    def one(self, what: str) -> Promise:
        """Return the only promise of a kind."""
        (promise,) = [promise for promise in self.promises if promise.what == what]
        return promise

    def seen(self, now: str) -> list[tuple[str, str, datetime]]:
        """Return what each promise is, how it stands at `now`, and when it is due."""
        return [(p.what, status(p, march(now)), p.due_at) for p in self.promises]


def march(text: str) -> datetime:
    """Return the instant of a wall time of March 2026 in New York, the second unless said."""
    day, clock = text.split() if " " in text else ("2", text)
    return eastern(f"2026-03-{int(day):02} {clock}")
