"""What the line says at chosen instants, as the table in docs/phone-line.md."""

from datetime import datetime

from tests.pure.promises import tale
from tests.times import eastern
from troth.core.line.menu import URGENT, Caller, after, welcome
from troth.core.line.verbs import Ask, Say, Turn
from troth.core.urgent.reached import urgent_care

NIGHTS = (
    ("2026-11-20 19:59", "Friday, a minute before closing"),
    ("2026-11-20 20:01", "Friday, a minute after closing"),
    ("2026-11-26 12:00", "Thanksgiving at noon"),
    ("2026-11-27 09:00", "the day after Thanksgiving, at nine"),
    ("2026-03-08 03:00", "3 a.m., the night clocks go forward"),
    ("2026-11-01 03:00", "3 a.m., the night clocks go back"),
    ("2027-01-01 00:00", "the first second of the year"),
    ("2026-11-23 08:00", "Monday, the very moment of opening"),
)


def heard(turn: Turn) -> str:
    """Everything that is spoken in a turn."""
    return " ".join(verb.text for verb in turn.verbs if isinstance(verb, Say | Ask))


def pressed(at: datetime) -> Turn:
    """What follows when the caller presses the key for urgent care first of all."""
    first = welcome(tale.edition(), at).verbs[0]
    assert isinstance(first, Ask)
    caller = Caller(at, reference="IVT-10427", can_ring=True)
    return after(first.step, URGENT, caller, tale.edition())


def table() -> str:
    """The table as it stands in the docs."""
    rows = [
        "| when, in New York | the line says | urgent care | pressing 1 first |",
        "| --- | --- | --- | --- |",
    ]
    for text, name in NIGHTS:
        at = eastern(text)
        said = heard(welcome(tale.edition(), at)).partition("support. ")[2]
        care = "answers" if urgent_care(tale.edition(), "1", at) else "does not answer"
        does = "pages" if pressed(at).effect == "page" else "pages nobody"
        rows.append(f"| {text}, {name} | {said} | {care} | {does} |")
    return "\n".join(rows) + "\n"
