"""How mail names instants and promises: full dates, the desk's zone and the reader's."""

from datetime import datetime, tzinfo

from troth.core.policy.document import Channel, Policy
from troth.core.policy.edition import Edition
from troth.core.policy.prose.wording import and_list, hours_name, main_hours, target_words
from troth.core.policy.target import ALWAYS, Target
from troth.core.promises.promise import Promise
from troth.interfaces.ui.times import zone_of

ASKED = {
    "name": "your name",
    "company": "your company",
    "contract or account number": "your contract or account number",
    "system specifications": "the specifications of your system",
    "description": "a detailed description of the trouble",
    "suggested severity": "the severity you suggest",
    "production or not": "whether the trouble is on a production system",
}
LEADS = {
    "response": "We answer by",
    "update": "You hear from us again by",
    "decision": "We decide by",
    "hold decision": "We decide by",
}


def instant_words(at: datetime, edition: Edition, reader: str = "") -> str:
    """Return an instant as "Mon 23 Nov 2026, 14:00 Eastern time (20:00 your time)".

    The reader's own time is left out where their zone is not known or shows
    the same, and has its day where that differs.
    """
    rule = main_hours(edition.policy)
    desk = at.astimezone(edition.hours(rule.key).zone)
    words = f"{_day(desk)} {desk.year}, {desk:%H:%M} {rule.called}"
    own = _own(at, desk, zone_of(reader))
    return f"{words} ({own} your time)" if own else words


def _own(at: datetime, desk: datetime, zone: tzinfo | None) -> str:
    if zone is None:
        return ""
    own = at.astimezone(zone)
    if own.utcoffset() == desk.utcoffset():
        return ""
    return f"{own:%H:%M}" if own.date() == desk.date() else f"{_day(own)}, {own:%H:%M}"


def _day(local: datetime) -> str:
    return f"{local:%a} {local.day} {local:%b}"


def promise_words(promise: Promise, edition: Edition, reader: str = "") -> str:
    """Return a promise with its reason, as one sentence.

    "We answer by …, because Severity 1 is answered within 2 hours, counted
    around the clock."
    """
    return (
        f"{LEADS[promise.what]} {instant_words(promise.due_at, edition, reader)},"
        f" because {_reason(promise, edition.policy)}."
    )


def _reason(promise: Promise, policy: Policy) -> str:
    target = promise.target
    if promise.what == "response":
        return f"{policy.severity_name(promise.severity)} is answered {target_words(target)}"
    if promise.what == "update":
        name = policy.severity_name(promise.severity)
        every = target.within.words()
        return f"there is news on {name} at least every {every}, counted {_counted(target)}"
    if promise.what == "decision":
        return f"what is written on a closed ticket is decided on {target_words(target)}"
    return f"a report that waits for us is decided on {target_words(target)}"


def _counted(target: Target) -> str:
    return "around the clock" if target.clock == ALWAYS else f"in {hours_name(target.clock)}"


def urgent_words(severity: str, edition: Edition, at: datetime) -> str:
    """Return how urgent care is reached now; '' when the office answers, or for lesser troubles."""
    policy = edition.policy
    for channel in policy.channels.values():
        if channel.outside and _answers(channel, severity, edition, at):
            ways = {"phone": policy.contact.phone, "email": policy.contact.email}
            reach = [
                f"{'call' if way == 'phone' else 'write to'} {ways[way]}"
                for way in policy.channels
                if ways.get(way) and policy.channels[way].otherwise
            ]
            name = channel.key.replace("_", " ")
            how = f" To reach it, {and_list(reach)}: you are told there how." if reach else ""
            return f"Our office is closed now, but {name} is there for this severity.{how}"
    return ""


def _answers(channel: Channel, severity: str, edition: Edition, at: datetime) -> bool:
    meant = not channel.severities or severity in channel.severities
    return meant and not edition.hours(channel.clock).is_open(at)


def missing_words(missing: list[str]) -> str:
    """Return what is still asked for, as a list to answer; '' when nothing is."""
    if not missing:
        return ""
    asked = "\n".join(f"- {ASKED.get(one, one)}" for one in missing)
    return f"It helps us to know the following as well. Please answer this mail with:\n\n{asked}"
