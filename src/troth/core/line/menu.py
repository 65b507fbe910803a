"""What the line says and asks: one function a step, from the edition in force."""

from dataclasses import dataclass
from datetime import datetime

from troth.core.clock import Hours
from troth.core.line.spoken import holiday, opening, spelled
from troth.core.line.verbs import Ask, Leave, Record, Ring, Say, Step, Turn, Verb
from troth.core.policy.edition import Edition
from troth.core.policy.prose.wording import main_hours
from troth.core.urgent.reached import cover_of, urgent_care

URGENT = "1"
"""The key for urgent care."""
TO_END = "When you are done, press any key, or hang up."
PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Caller:
    """What the line knows of a call when a step comes back.

    `reference` is its ticket, once there is one. `can_ring` says that somebody
    is there to be rung for this step; `answered`, of a step that rang, that
    somebody took the call.
    """

    at: datetime
    reference: str = ""
    can_ring: bool = False
    answered: bool = False


def welcome(edition: Edition, at: datetime) -> Turn:
    """Answer a call: inside hours ask for the contract, outside them say so and what there is."""
    greeting = f"Thank you for calling {edition.policy.product} support."
    if _is_open(edition, at):
        return Turn((Ask("contract", f"{greeting} {_contract()}"),))
    said = f"{greeting} {closed_words(edition, at)}"
    severity = urgent_severity(edition, at)
    if severity is None:
        return Turn((Say(f"{said} {_message(edition, at)}"), Record("message")))
    rank = edition.policy.severity(severity)
    asked = (
        f"{said} For {rank.name} only, press {URGENT} to reach urgent care. {rank.name} means:"
        f" {rank.means} For anything else, stay on the line and leave a message."
    )
    return Turn((Ask("urgent", asked, one_key=True),))


def after(step: Step, keys: str, caller: Caller, edition: Edition) -> Turn:
    """Go on from a step, with the keys the caller pressed there; "" where none, or none were asked.

    Keys that say nothing here are taken as none: nobody is asked the same twice.
    """
    match step:
        case "contract":
            return _ring_agents(caller, edition)
        case "urgent" if keys[:1] == URGENT:
            asked = (
                "Your report is taken as urgent, and the person on call is being called now."
                f" {_contract()}"
            )
            return Turn((Ask("urgent contract", asked),), "page")
        case "urgent":
            return Turn((Say(_message(edition, caller.at)), Record("message")))
        case "urgent contract":
            said = f"After the tone, please say what has happened. {TO_END}"
            return Turn((Say(said), Record("description")))
        case "description":
            return _bridge(caller)
        case "message":
            return Turn(_farewell(caller, _answered_words(edition, caller.at)), "ticket")
        case "agents" | "bridge" if caller.answered:
            return Turn((Leave(),))
        case "agents":
            said = "Nobody could take your call just now. Please leave a message after the tone."
            return Turn((Say(f"{said} {TO_END}"), Record("message")))
        case "bridge":
            said = "The person on call is still being called, and will call you back."
            return Turn(_farewell(caller, said))


def urgent_severity(edition: Edition, at: datetime) -> str | None:
    """Return the gravest severity for which urgent care answers now; None where it answers none."""
    for severity in edition.policy.severities:
        if urgent_care(edition, severity.key, at) is not None:
            return severity.key
    return None


def closed_words(edition: Edition, at: datetime) -> str:
    """Say that support is closed, for which holiday if any, and when it opens again."""
    hours, called = _hours(edition)
    name = holiday(hours, at)
    because = f"Support is closed today for {name}." if name else "Support is closed now."
    opens = opening(hours, called, at)
    return f"{because} It opens {opens}." if opens else because


def _is_open(edition: Edition, at: datetime) -> bool:
    channel = edition.policy.channels.get(PHONE)
    if channel is None:
        return _hours(edition)[0].is_open(at)
    return cover_of(edition, channel).is_needed(at)


def _hours(edition: Edition) -> tuple[Hours, str]:
    rule = main_hours(edition.policy)
    return edition.hours(rule.key), rule.called


def _contract() -> str:
    return (
        "Please enter the digits of your contract or account number, then the hash key."
        " If you don't have it, press the hash key alone."
    )


def _message(edition: Edition, at: datetime) -> str:
    return (
        "Please leave a message after the tone: your name, your company, and what happens."
        f" {_answered_words(edition, at)} {TO_END}"
    )


def _answered_words(edition: Edition, at: datetime) -> str:
    opens = "" if _is_open(edition, at) else opening(*_hours(edition), at)
    return (
        f"It is answered in support hours, which begin {opens}."
        if opens
        else ("It is answered in support hours.")
    )


def _ring_agents(caller: Caller, edition: Edition) -> Turn:
    if caller.can_ring:
        return Turn((Say("Thank you. Please hold the line."), Ring("agents")))
    return after("agents", "", caller, edition)


def _bridge(caller: Caller) -> Turn:
    if caller.can_ring:
        return Turn(
            (Say("Thank you. Please stay on the line for the person on call."), Ring("bridge"))
        )
    return Turn(_farewell(caller, "The person on call is being called, and will call you back."))


def _farewell(caller: Caller, said: str) -> tuple[Verb, ...]:
    number = f"Your ticket is {spelled(caller.reference)}. " if caller.reference else ""
    return (Say(f"Thank you. {number}{said} Goodbye."), Leave())
