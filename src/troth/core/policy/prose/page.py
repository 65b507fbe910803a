"""The published page: every statement of a policy, in the order a customer looks for it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from troth.core.policy.edition import Edition
from troth.core.policy.prose import care, pauses, plans, promises, time
from troth.core.policy.prose.model import Page, Section
from troth.core.policy.prose.wording import day_words


def page(edition: Edition, at: datetime) -> Page:
    """Return the whole page. `at` decides only which year's holidays are listed."""
    policy = edition.policy
    return Page(
        vendor=policy.vendor,
        product=policy.product,
        title=policy.title,
        version=policy.version,
        effective=day_words(policy.effective),
        edition=edition.key,
        sections=tuple(_each_anchor_once(_sections(edition, at), set())),
    )


def _each_anchor_once(sections: Iterable[Section], taken: set[str]) -> Iterator[Section]:
    """Number the anchors that a title, written by hand, shares with one before it."""
    for section in sections:
        anchor, number = section.anchor, 2
        while anchor in taken:
            anchor, number = f"{section.anchor}-{number}", number + 1
        taken.add(anchor)
        inner = tuple(_each_anchor_once(section.sections, taken))
        yield replace(section, anchor=anchor, sections=inner)


def _sections(edition: Edition, at: datetime) -> Iterator[Section]:
    policy = edition.policy
    yield care.contact(policy)
    yield time.opening(policy)
    yield from care.out_of_hours(policy)
    yield care.entitled(policy)
    yield care.gathering(policy)
    yield promises.severities(policy)
    yield from plans.plans(policy)
    yield promises.responses(policy)
    yield from promises.updates(policy)
    yield promises.not_promised()
    yield from pauses.waiting(policy)
    yield promises.closing(policy)
    yield promises.reopening(policy)
    yield from plans.regions(policy)
    yield time.counting(edition, at)
    yield from care.clauses(policy)
    yield from care.chosen(policy)
