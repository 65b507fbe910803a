"""Decisions about tickets: values in, values out."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from troth.core.facts.entry import Entry, standing
from troth.core.facts.kinds import (
    Assigned,
    Call,
    Closed,
    ColleagueAdded,
    HoldEnded,
    MessageIn,
    MessageOut,
    Reported,
    ReporterSet,
    SeveritySet,
    Withdrawn,
)
from troth.core.policy.document import Policy
from troth.core.policy.waiting import DATE_COMES
from troth.core.promises.promise import Promise
from troth.core.promises.standing import Standing
from troth.domain.contracts.entitled import NotEntitled
from troth.domain.customers.rules import company_domain
from troth.domain.refusal import Refused
from troth.domain.tickets.report import Report

GIVEN_AS = {
    "name": "name",
    "company": "company",
    "contract or account number": "contract",
    "system specifications": "specifications",
    "description": "text",
    "suggested severity": "suggested",
    "production or not": "production",
}
"""Where a report holds each thing that a policy may ask for."""


def missing(report: Report, policy: Policy) -> tuple[str, ...]:
    """Return what the policy asks customers to have ready and the report does not say."""
    return tuple(
        asked for asked in policy.gathering if not _given(getattr(report, GIVEN_AS[asked]))
    )


_LACKS = {
    "unknown": "we know nobody by this address, at no customer",
    "left": "whoever writes has left their company, as we were told",
    "no contract": "their company has no contract with us",
    "not begun": "their contract {number} had not begun",
    "ended": "their contract {number} had been ended",
    "expired": "their contract {number} had run out",
    "not covered": "their contract {number} does not cover this product",
    "not named": "their contract {number} does not name them as an authorised support user",
    "over quota": "their contract {number} names more people than it may, and others before them",
}


def held_words(found: NotEntitled) -> str:
    """Return, for staff, why a report of somebody who is not entitled waits."""
    lack = _LACKS[found.why].format(number=found.number)
    return f"This report waits for staff: {lack}."


def _given(said: str | bool | None) -> bool:
    return bool(said.strip()) if isinstance(said, str) else said is not None


def suggestion(said: str | None, policy: Policy) -> str | None:
    """Return the severity a customer suggests, if the policy has it."""
    return said if said in [severity.key for severity in policy.severities] else None


def title(report: Report) -> str:
    """Return a subject for lists: as given, else the first words of the text."""
    words = " ".join((report.subject or report.text).split())
    return words[:200] or "(no subject)"


def quoted_numbers(subject: str) -> list[tuple[str, int]]:
    """Return the tickets that a subject quotes, such as [IVT-10427], as prefix and number."""
    found = re.findall(r"\b([A-Za-z]{1,12})-(\d{5,15})\b", subject)
    return [(prefix.upper(), int(number)) for prefix, number in found]


def check_open(now: Standing) -> None:
    """Refuse to work on a ticket that is held or closed."""
    if now.held:
        raise Refused("This report is held. Accept it as a ticket first, or decline it.")
    if now.merged_into is not None:
        raise Refused(f"This ticket goes on in {now.merged_into}. Work on it there.")
    if now.closed_at is not None:
        raise Refused("This ticket is closed. Only a customer's word can reopen it.")


def check_assignable(now: Standing) -> None:
    """Refuse to give anybody a ticket on which there is nothing left to do."""
    if now.closed_at is not None and now.undecided is None:
        raise Refused("This ticket is closed: there is nothing left to do on it.")


def check_may_give(now: Standing, *, by: int, to: int | None, here: Collection[int]) -> None:
    """Refuse to hand on what is somebody else's, unless that is one's right or they are away.

    Taking a ticket oneself is everybody's: whoever is there may help. `here` is who is not away.
    """
    if now.assignee != by and now.assignee in here and to != by:
        raise Refused(
            "This ticket is somebody else's. Take it yourself, or ask a team lead to hand it on."
        )


def check_not_assigned_since(entries: list[Entry], seen: int | None) -> None:
    """Refuse to take a ticket from whoever was given it since it was seen."""
    newer = (entry for entry in entries if seen is not None and entry.position > seen)
    if any(isinstance(entry.fact, Assigned) for entry in newer):
        raise Refused("Somebody else assigned this ticket meanwhile.")


def check_unchanged(entries: list[Entry], seen: int | None) -> None:
    """Refuse to act on a ticket on which people did something since it was seen."""
    newer = (entry for entry in entries if seen is not None and entry.position > seen)
    if any(entry.by != "desk" for entry in newer):
        raise Refused("This ticket changed since you looked at it.")


def is_new(now: Standing) -> bool:
    """Say whether a ticket waits to be given out for the first time."""
    return not now.given and not now.held and now.closed_at is None


def check_may_say(now: Standing) -> None:
    """Refuse to hear "urgent" or "solved" of what is not being worked on."""
    if now.held:
        raise Refused("Your report waits for somebody to look at it. Write to us instead.")
    if now.closed_at is not None:
        raise Refused("This ticket is closed. Write to us, and staff decide what follows.")


def same_company(address: str, own: str) -> bool:
    """Say whether two addresses are of one company's mail domain, as far as that can be known."""
    ours = company_domain(own)
    return bool(ours) and company_domain(address) == ours


def check_severity(severity: str, reason: str, now: Standing, policy: Policy) -> None:
    """Refuse a severity the policy does not have, or one that contradicts without a reason.

    Clause "severities": staff assign what customers suggest; where the two
    differ, and whenever an assigned severity changes, somebody has to say why.
    """
    known = [one.key for one in policy.severities]
    if severity not in known:
        raise Refused(f"The policy has no severity {severity!r}. It has {', '.join(known)}.")
    if severity not in [one.key for one in policy.open_to(production=now.production)]:
        highest = policy.open_to(production=now.production)[0].name
        raise Refused(
            f"A trouble that is not on a production system is {highest} at most. Where it is on"
            " one after all, say so first."
        )
    if now.triaged and severity == now.severity:
        raise Refused(f"{policy.severity(severity).name} is already assigned.")
    differs = severity != now.severity if now.triaged else now.suggested not in (None, severity)
    if differs and not reason.strip():
        raise Refused("Say why: this is not the severity that was suggested or assigned before.")


def misassigned(entries: Iterable[Entry], reason: str) -> int:
    """Return the position of the severity that counts, to be taken back as a mistake.

    What was promised by it counts as never promised, unlike after a lowering:
    so somebody has to say why.
    """
    assigned = [one.position for one in standing(entries) if isinstance(one.fact, SeveritySet)]
    if not assigned:
        raise Refused("Nobody has assigned a severity that could be taken back.")
    if not reason.strip():
        raise Refused("Say what was wrong: the customer was told of this severity.")
    return assigned[-1]


def check_production(production: bool, now: Standing) -> None:
    """Refuse to say again where the trouble is."""
    if now.production is production:
        raise Refused("That is what this ticket says already.")


def check_closing(
    now: Standing, policy: Policy, *, reason: str, patch: str, component: str
) -> None:
    """Refuse a closing that the policy does not allow.

    Clause "closing": a resolution must have reached the customer, and the
    reason must be one of the policy's, with what that reason needs.
    """
    _check_one_of(policy, reason)
    if now.resolution is None:
        raise Refused("Tell the customer the resolution first: no ticket closes without one.")
    if now.communicated_at is None:
        raise Refused(
            "The resolution has not reached the customer yet. Close the ticket once the"
            " message has been accepted for delivery."
        )
    check_reason(now, policy, reason=reason, patch=patch, component=component)


def _check_one_of(policy: Policy, reason: str) -> None:
    if reason not in policy.closing.reasons:
        names = "; ".join(one.name for one in policy.closing.reasons.values())
        raise Refused(f"Choose one of the policy's reasons to close: {names}.")


def check_reason(now: Standing, policy: Policy, *, reason: str, patch: str, component: str) -> None:
    """Refuse a reason to close that is none of the policy's, or lacks what it needs."""
    _check_one_of(policy, reason)
    needs = policy.closing.reasons[reason].needs
    if "released patch" in needs:
        _check_patch(patch.strip(), now)
    if "component" in needs and not component.strip():
        raise Refused("Name the component that causes this and is not ours.")


def _check_patch(version: str, now: Standing) -> None:
    if not now.patches:
        raise Refused(
            "No released patch is linked. Link the ticket to the defect that causes it: it can"
            " close with a patch once one for that is released."
        )
    if not version:
        raise Refused("Name the version of the released patch that resolves this.")
    if version not in now.patches:
        out = ", ".join(now.patches)
        raise Refused(f"{version} is no released patch of this ticket's defects. Out is: {out}.")


def closed(
    policy: Policy, reason: str, patch: str, component: str, instead_of: int | None = None
) -> Closed:
    """Return the fact of a closing, with what its reason needs and nothing else."""
    needs = policy.closing.reasons[reason].needs
    return Closed(
        reason,
        patch=patch.strip() if "released patch" in needs else None,
        component=component.strip() if "component" in needs else None,
        instead_of=instead_of,
    )


def closing_to_correct(entries: Iterable[Entry], now: Standing) -> Entry:
    """Return the entry that closed the ticket, whose reason or whole may be a mistake."""
    if now.closed_at is None or now.closing is None:
        raise Refused("This ticket is not closed for a reason that could be a mistake.")
    return next(one for one in entries if one.position == now.closing)


def first_closing(entries: Iterable[Entry], wrong: Entry) -> int:
    """Return the position of the closing itself, whose reason may have been put right since."""
    by_position = {one.position: one.fact for one in entries}
    position, fact = wrong.position, wrong.fact
    while isinstance(fact, Closed) and fact.instead_of is not None:
        position, fact = fact.instead_of, by_position[fact.instead_of]
    return position


def said_by(closing: Entry) -> tuple[str, str | None, str | None] | None:
    """Return the reason of a closing, with the patch or the component it names."""
    fact = closing.fact
    return (fact.reason, fact.patch, fact.component) if isinstance(fact, Closed) else None


def named_reporter(entries: Iterable[Entry]) -> int:
    """Return the position of the entry that says whose ticket it is."""
    naming = (Reported, HoldEnded, ReporterSet)
    return [one.position for one in standing(entries) if isinstance(one.fact, naming)][-1]


def check_nothing_said(entries: Iterable[Entry]) -> None:
    """Refuse to hand over to another customer what one customer has read or written."""
    for entry in standing(entries):
        fact = entry.fact
        ours = isinstance(fact, MessageOut) and not fact.automatic
        if ours or isinstance(fact, MessageIn | ColleagueAdded | Call):
            raise Refused(
                "Another customer has read or written here, so this ticket cannot become"
                " somebody else's. Take the report in once more, from whose it is."
            )


def check_waiting(policy: Policy, reason: str, until: datetime | None, at: datetime) -> None:
    """Refuse to wait for a reason that is none of the policy's, or for a date that is none."""
    rule = policy.waiting.get(reason)
    if rule is None:
        raise Refused("Choose one of the policy's reasons to wait.")
    if until is None and rule.ends == DATE_COMES:
        raise Refused("Say until when it waits.")
    if until is not None and until <= at:
        raise Refused("That date has come already. Give one that is to come.")


def check_undecided(now: Standing) -> None:
    """Refuse a decision where nothing waits for one."""
    if now.undecided is None:
        raise Refused("No word of the customer waits for a decision on this ticket.")


def undecided_messages(entries: list[Entry], now: Standing) -> list[Entry]:
    """Return the customer's words on the closed ticket that wait for a decision, in order."""
    if now.undecided is None:
        return []
    return [
        entry
        for entry in standing(entries)
        if isinstance(entry.fact, MessageIn)
        and not entry.fact.automatic
        and entry.position >= now.undecided
    ]


def first_triage(entries: list[Entry]) -> bool:
    """Say whether nobody has assigned a severity yet."""
    return not any(isinstance(entry.fact, SeveritySet) for entry in entries)


NEAR = timedelta(minutes=1)
"""So long before a due time nothing waits to be undone: sending takes a moment too."""


def leaves_at(promises: Iterable[Promise], undo: timedelta | None, at: datetime) -> datetime | None:
    """Return until when a message waits to be undone; None where it must leave at once."""
    if undo is None:
        return None
    until = at + undo
    near = [one for one in promises if one.is_open and at <= one.due_at <= until + NEAR]
    return None if near else until


def check_withdrawal(entries: Iterable[Entry], position: int, *, by: str, at: datetime) -> None:
    """Pass a message that its writer may still take back.

    Raises:
        Refused: it is somebody else's, it has left, or the ticket was closed on it.
    """
    message: MessageOut | None = None
    for entry in entries:
        if entry.position == position and entry.by == by and isinstance(entry.fact, MessageOut):
            message = entry.fact
        elif isinstance(entry.fact, Withdrawn) and entry.fact.message == position:
            raise Refused("This message was taken back already.")
        elif isinstance(entry.fact, Closed) and entry.position > position:
            raise Refused("The ticket was closed after this message, so it stays.")
    if message is None or message.leaves_at is None:
        raise Refused("There is no message of yours to take back here.")
    if at >= message.leaves_at:
        raise Refused("It has left already. Write another message to put it right.")
