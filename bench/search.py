"""Search at 100,000 tickets and 300,000 messages: what it reads, and its page.

    python -m bench.search

1,000 tickets are opened and answered by the desk's own actions, so that the words follow as they
always do; the others are written in bulk, each with a subject and three messages of its own from
a vocabulary whose words are as unevenly spread as those of a language, and then derived.
"""

import itertools
import random
import time
from collections.abc import Iterator

from bench import ground
from bench.queue import copy, fill, settled

MESSAGES, WORDS = 3, 60
RARE_BAR, COMMON_BAR, PAST_BAR = 20, 60, 100
# One in two tickets says it, one in fifty, three of them all, and one in two of the old alone.
COMMON, SOME, RARE, PAST = "halfword", "fiftiethword", "rarestword", "pastword"
LOOKS = {
    "a rare word": (RARE, RARE_BAR),
    "a word in one of 50 tickets": (SOME, COMMON_BAR),
    "a word in half of the tickets": (COMMON, COMMON_BAR),
    "that word only begun": (COMMON[:4], COMMON_BAR),
    "a word in the older tickets alone": (PAST, PAST_BAR),
    "two words": (f"{COMMON} {SOME}", COMMON_BAR),
    "two words that never meet": (f"{PAST} onlynewword", COMMON_BAR),
    "a word without another": (f"{COMMON} -{SOME}", COMMON_BAR),
    "a phrase": (f'"{COMMON} {SOME}"', COMMON_BAR),
    "a word of a customer": (f'{COMMON} customer:"Company 7"', COMMON_BAR),
    "a word, broken, of a severity": (f"{COMMON} is:broken severity:1", COMMON_BAR),
    "a customer alone": ('customer:"Company 7"', COMMON_BAR),
    "a word nobody said": ("neversaid", COMMON_BAR),
}


def main() -> None:
    """Measure and print."""
    with ground.desk():
        fill()
        copy()
        say()
        settled()
        print("load: 100,000 tickets with 300,000 messages of 60 words each; a page is 25 results")
        looks()


def looks() -> None:
    """Time every look at the search, and its page at the server."""
    from troth.domain.search.queries import agent, search
    from troth.domain.search.rules import understand

    user, now = ground.agent(), ground.now()
    for what, (text, bar) in LOOKS.items():
        asked = understand(text, {"1": "Severity 1"})
        found = search(agent(user), asked, now=now)
        count = f"{found.count}{'' if found.counted else '+'}"
        took = ground.took(lambda asked=asked: search(agent(user), asked, now=now), rounds=20)
        ground.tell_time(f"{what} ({count} found)", took, bar)
    pages = {
        "search page at the server, a rare word": (f"/desk/search?q={RARE}", COMMON_BAR),
        "search page at the server, a word in half": (f"/desk/search?q={COMMON}", COMMON_BAR),
        "palette at the server, a word in half": (f"/desk/palette?q={COMMON}", PAST_BAR),
    }
    for what, (address, bar) in pages.items():
        ground.tell_time(what, ground.took(ground.shown(address, user), rounds=20), bar)


def say() -> None:
    """Give every ticket a subject and messages of its own, and derive the words."""
    from django.db import connection

    from troth.domain.search.actions import rebuild
    from troth.domain.tickets.models import Ticket

    numbers = list(Ticket.objects.order_by("number").values_list("number", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_content DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM ledger_content")
        with cursor.copy(
            "COPY ledger_content (digest, chain_id, salt, body) FROM STDIN"
        ) as contents:
            for row in _contents(numbers):
                contents.write_row(row)
        cursor.execute("ALTER TABLE ledger_content ENABLE TRIGGER USER")
        # Each content belongs to an entry of its own, as the ledger has it.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM ledger_entry WHERE position <= %s", [MESSAGES])
        cursor.execute(_ENTRIES)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")
    began = time.monotonic()
    for _ in rebuild():
        pass
    print(f"words of {len(numbers):,} tickets derived in {time.monotonic() - began:.0f} s")


_ENTRIES = """
INSERT INTO ledger_entry
    (chain_id, position, kind, form, at, recorded_at, by, channel, facts, previous, digest)
SELECT chain_id, turn, CASE turn WHEN 1 THEN 'reported' WHEN 2 THEN 'message_out' ELSE 'note' END,
    1, now(), now(), 'desk', 'web', jsonb_build_object('content', encode(digest, 'hex')), '', digest
FROM (SELECT *, row_number() OVER (PARTITION BY chain_id ORDER BY digest) AS turn
    FROM ledger_content) AS content
"""


def _contents(numbers: list[int]) -> Iterator[tuple[bytes, int, bytes, str]]:
    import json

    chance = random.Random(2026)
    words = _vocabulary(chance)
    spread = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(words))))
    for index, number in enumerate(numbers):
        for turn in range(MESSAGES):
            text = chance.choices(words, cum_weights=spread, k=WORDS)
            if turn == 0:
                text += _marks(index, len(numbers))
            body = {"text": " ".join(text), "subject": " ".join(text[:5]) if turn == 0 else ""}
            named = number.to_bytes(24, "big") + turn.to_bytes(8, "big")
            yield named, number, b"", json.dumps(body)


def _marks(index: int, of: int) -> list[str]:
    marks = [COMMON] if index % 2 else []
    marks += [SOME] if index % 50 == 7 else []
    marks += [RARE] if index in (5, of // 2, of - 5) else []
    marks += [PAST] if index < of // 2 else ["onlynewword"]
    return marks


def _vocabulary(chance: random.Random, size: int = 30_000) -> list[str]:
    parts = [first + second for first in "bcdfghjklmnprstvz" for second in "aeiou"]
    made = {"".join(chance.choices(parts, k=chance.randint(2, 5))) for _ in range(size)}
    return sorted(made, key=lambda _: chance.random())


if __name__ == "__main__":
    main()
