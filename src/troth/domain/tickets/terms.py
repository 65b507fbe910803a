"""Decisions about the terms a ticket is on: values in, values out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from troth.core.facts.entry import Entry
from troth.core.facts.kinds import TermsSet
from troth.core.policy.edition import Edition
from troth.core.policy.terms import UnknownTerms
from troth.core.promises.derive import read
from troth.core.promises.promise import Promise
from troth.core.promises.standing import Standing, next_owed
from troth.domain.refusal import Refused


@dataclass(frozen=True, slots=True)
class Offer:
    """Terms that a ticket could be put on: what would be owed next, or why it cannot be."""

    terms: TermsSet
    edition: Edition  # as its plan and region read it
    owed: Promise | None
    refusal: str
    now: bool  # these are the terms it is on


def check_terms(terms: TermsSet, now: Standing, editions: Mapping[int, Edition]) -> None:
    """Refuse terms that there are not, that change nothing, or that lack the ticket's severity."""
    try:
        policy = editions[terms.edition].terms(terms.plan, terms.region).policy
    except UnknownTerms as unknown:
        raise Refused(f"There are no such terms: {unknown}.") from None
    if terms == current_terms(now):
        raise Refused("The ticket is on these terms already.")
    if now.severity not in [one.key for one in policy.severities]:
        name = editions[now.edition].policy.severity_name(now.severity)
        raise Refused(f"These terms do not offer {name}. Assign a severity first that they offer.")


def current_terms(now: Standing) -> TermsSet:
    """Return the terms a ticket is on."""
    return TermsSet(now.edition, now.plan, now.region, now.contract)


def carried_terms(now: Standing, edition_id: int, edition: Edition) -> TermsSet:
    """Return the terms of a ticket that follows another: its plan and region, if still offered."""
    policy = edition.policy
    return TermsSet(
        edition_id,
        now.plan if now.plan in policy.plans else None,
        now.region if now.region in policy.regions else None,
        now.contract,
    )


def offers(
    entries: Sequence[Entry],
    now: Standing,
    choice: Sequence[int],
    editions: Mapping[int, Edition],
    at: datetime,
) -> Iterator[Offer]:
    """Yield every terms that the editions of `choice` offer, with what they would do at `at`."""
    for edition_id in choice:
        policy = editions[edition_id].policy
        for plan in (None, *policy.plans):
            for region in (None, *policy.regions):
                terms = TermsSet(edition_id, plan, region, now.contract)
                yield _offer(terms, entries, now, editions, at)


def _offer(
    terms: TermsSet,
    entries: Sequence[Entry],
    now: Standing,
    editions: Mapping[int, Edition],
    at: datetime,
) -> Offer:
    edition = editions[terms.edition].terms(terms.plan, terms.region)
    if terms == current_terms(now):
        return Offer(terms, edition, _owed(entries, editions), "", now=True)
    try:
        check_terms(terms, now, editions)
    except Refused as refused:
        return Offer(terms, edition, None, refused.say, now=False)
    position = max(entry.position for entry in entries) + 1
    tried = Entry(position, at, at, "desk", "desk", terms)
    return Offer(terms, edition, _owed([*entries, tried], editions), "", now=False)


def _owed(entries: Sequence[Entry], editions: Mapping[int, Edition]) -> Promise | None:
    reading = read(entries, editions)
    return next_owed(reading.promises, reading.standing)
