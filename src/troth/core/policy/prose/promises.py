"""Sections about what is promised of a ticket: severities, responses, updates, its end."""

from collections.abc import Iterator

from troth.core.policy import vocabulary
from troth.core.policy.document import Policy, Severity
from troth.core.policy.prose import pauses, plans
from troth.core.policy.prose.model import Bullets, Paragraph, Section, Table
from troth.core.policy.prose.wording import (
    anchor_of,
    and_list,
    capital,
    counted_words,
    target_words,
)
from troth.core.policy.target import Promised, Target, Unpromised

SUGGESTED = {"customer": "You suggest a severity with your report."}
ASSIGNED = {"support": "Our support staff assign the severity, and tell you which."}
CAPPED = {"not production": "A trouble on a system that is not in production is {} at most."}
BEST_EFFORT = "At best effort we do what we can, and promise no time."
RESPONSE_IS = {
    "a person answers": (
        "A response is an answer from a person. The receipt that is sent automatically is none."
    ),
}
AFTER = {
    "resolution communicated": "A ticket is closed once we have told you how it was resolved.",
}
NEEDS = {
    "resolution": "what the resolution was",
    "released patch": "which released patch holds it",
    "component": "which component it was",
}
DECIDED_BY = {
    "staff": (
        "When you write about a ticket that is closed, our staff decide whether it is opened again"
        " or a new ticket is opened and linked to it. They decide {within}."
    ),
}


def severities(policy: Policy) -> Section:
    """Define every severity, with its examples, each under an anchor of its own."""
    rules = policy.severity_rules
    default = policy.severity(rules.default).name
    return Section(
        "severities",
        "Severities",
        "enforced",
        (
            Paragraph(
                f"{SUGGESTED[rules.suggested_by]} {ASSIGNED[rules.assigned_by]} Until then the"
                f" severity you suggested counts, or {default} if you suggested none."
            ),
            *(
                Paragraph(CAPPED[cap.when].format(policy.severity(cap.highest).name))
                for cap in rules.caps
            ),
        ),
        tuple(_severity(one) for one in policy.severities),
    )


def _severity(severity: Severity) -> Section:
    blocks: tuple[Paragraph | Bullets, ...] = (Paragraph(severity.means),)
    if severity.examples:
        blocks += (Paragraph("For example:"), Bullets(severity.examples))
    return Section(anchor_of(severity.name), severity.name, "enforced", blocks)


def responses(policy: Policy) -> Section:
    """Tabulate how soon each severity is answered."""
    rows = tuple(
        (one.name, response_words(one.response), counted_words(one.response))
        for one in policy.severities
    )
    table = Table("Response times", ("Severity", "First response", "Counted"), rows)
    if policy.plans:
        table = plans.comparison(policy, "Response times", "response", response_words)
    blocks: tuple[Table | Paragraph, ...] = (
        table,
        Paragraph(RESPONSE_IS[policy.counting.response_is]),
    )
    if vocabulary.BEST_EFFORT in said(policy):
        blocks += (Paragraph(BEST_EFFORT),)
    return Section("response-times", "How soon we respond", "enforced", blocks)


def said(policy: Policy) -> set[str]:
    """Return the words that stand where a time could, anywhere in the policy."""
    promised = [
        one for severity in policy.severities for one in (severity.response, severity.update)
    ]
    promised += [one for plan in policy.plans.values() for one in plan.promises.values()]
    return {one.said for one in promised if isinstance(one, Unpromised)}


def updates(policy: Policy) -> Iterator[Section]:
    """Tabulate how often there is news, where the policy promises any."""
    plans_say = [key for plan in policy.plans.values() for key in plan.promises]
    if all(one.update is None for one in policy.severities) and not any(
        measure == "update" for _, measure in plans_say
    ):
        return
    rows = tuple(
        (one.name, update_words(one.update), counted_words(one.update)) for one in policy.severities
    )
    table = Table("Update times", ("Severity", "News at least", "Counted"), rows)
    if policy.plans:
        table = plans.comparison(policy, "Update times", "update", update_words)
    yield Section(
        "update-times",
        "How often you hear from us",
        "enforced",
        (
            Paragraph(
                "From our first response until your ticket is resolved, you hear at least this"
                " often how it stands, also when there is nothing new:"
            ),
            table,
        ),
    )


def response_words(promised: Promised | None) -> str:
    """Return how soon an answer comes, as a cell of a table: `Within 4 hours`, `Best effort`."""
    if isinstance(promised, Target):
        return f"Within {promised.within.words()}"
    return _not_promised(promised)


def update_words(promised: Promised | None) -> str:
    """Return how often there is news, as a cell of a table: `Every 2 hours`, `None promised`."""
    if isinstance(promised, Target):
        return f"Every {promised.within.words().removeprefix('1 ')}"
    return _not_promised(promised)


def _not_promised(promised: Unpromised | None) -> str:
    return capital(promised.said) if promised else "None promised"


def not_promised() -> Section:
    """Say that no time is promised for a resolution."""
    return Section(
        "not-promised",
        "What we do not promise",
        "published",
        (
            Paragraph(
                "We promise no time by which a trouble is resolved. The times on this page are for"
                " our responses, for our news and for our decisions."
            ),
        ),
    )


def closing(policy: Policy) -> Section:
    """Say what comes before closing, and list the reasons a ticket may close for."""
    rows = tuple(
        (one.name, one.means, capital(and_list(NEEDS[need] for need in one.needs)))
        for one in policy.closing.reasons.values()
    )
    return Section(
        "closing",
        "When a ticket is closed",
        "enforced",
        (
            Paragraph(f"{AFTER[policy.closing.after]} It is closed for one of these reasons:"),
            Table("Reasons to close", ("Reason", "What it means", "We tell you"), rows),
            Paragraph("Until one of them holds, the ticket stays open."),
            *pauses.silence(policy),
        ),
    )


def reopening(policy: Policy) -> Section:
    """Say what a word on a closed ticket does, and how soon it is decided."""
    rule = policy.reopening
    text = DECIDED_BY[rule.decided_by].format(within=target_words(rule.decide))
    return Section("reopening", "Writing on a closed ticket", "enforced", (Paragraph(text),))
