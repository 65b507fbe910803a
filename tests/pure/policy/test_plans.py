"""A plan and a region read the policy differently, wherever they say so and nowhere else."""

import pytest

from tests.pure.policy.relay import edition, rewritten, utc
from tests.pure.policy.sample import ZONES, founding, target_of
from troth.core.policy.parse import parse
from troth.core.policy.target import Unpromised
from troth.core.policy.terms import UnknownTerms, under


def test_without_plan_and_region_an_edition_is_itself() -> None:
    assert edition().terms(None, None) is edition()
    assert edition().terms("team", None) is edition().terms("team", None)


def test_a_policy_without_plans_has_none() -> None:
    policy = founding()

    assert (policy.plans, policy.regions, policy.severity_rules.caps) == ({}, {}, ())
    with pytest.raises(UnknownTerms, match="no plan 'gold'; it has none"):
        under(policy, "gold", None)


@pytest.mark.parametrize(
    ("plan", "severity", "within", "clock"),
    [
        (None, "urgent", "4 hours", "office"),
        ("team", "urgent", "2 hours", "extended"),
        ("critical", "urgent", "30 minutes", "always"),
        ("team", "normal", "2 business days", "extended"),
        ("critical", "normal", "2 business days", "extended"),
        ("critical", "question", "3 business days", "extended"),
        ("starter", "high", "the next business day", "office"),
    ],
)
def test_a_plan_takes_over_what_it_does_not_write(
    plan: str | None, severity: str, within: str, clock: str
) -> None:
    target = target_of(edition().terms(plan, None).policy, severity)

    assert (target.within.words(), target.clock) == (within, clock)


def test_a_plan_offers_its_severities_only_and_names_the_others_still() -> None:
    starter = edition().terms("starter", None).policy

    assert [one.key for one in starter.severities] == ["high", "normal", "question"]
    assert starter.severity("urgent").name == "Urgent"
    assert "urgent_care" not in starter.channels, "a line for no severity left is no line"
    assert starter.severity("normal").response == Unpromised(
        "best effort", "plan.starter.severity.normal.response"
    )


@pytest.mark.parametrize(
    ("plan", "region", "due"),
    [
        # Monday 2 March 2026, 18:00 in Dublin and 13:00 in Toronto.
        (None, None, "2026-03-03 13:00"),
        (None, "europe", "2026-03-03 13:00"),
        (None, "americas", "2026-03-02 22:00"),
        ("team", "europe", "2026-03-02 20:00"),
        ("team", "americas", "2026-03-02 20:00"),
        ("critical", "americas", "2026-03-02 18:30"),
    ],
)
def test_what_is_due_when_depends_on_plan_and_region(
    plan: str | None, region: str | None, due: str
) -> None:
    terms = edition().terms(plan, region)
    target = target_of(terms.policy, "urgent")

    assert terms.due(utc("2026-03-02 18:00"), target) == utc(due)
    assert terms.explain(utc("2026-03-02 18:00"), target).due_at == utc(due)


def test_a_region_moves_channels_and_decisions_too() -> None:
    policy = edition().terms("team", "americas").policy

    assert policy.channels["phone"].clock == "americas_extended"
    assert policy.entitlement.decide.clock == "americas_extended"
    assert policy.reopening.decide.clock == "americas_extended"


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-03-02 10:00", "2026-03-03 17:30"),
        ("2026-03-02 08:00", "2026-03-02 17:30"),  # Monday has not opened: it is the next
        ("2026-03-06 18:00", "2026-03-09 17:30"),
        ("2026-03-16 12:00", "2026-03-18 17:30"),  # Saint Patrick's day in between
    ],
)
def test_the_next_business_day_ends_at_its_close(at: str, due: str) -> None:
    target = target_of(edition().policy, "high")

    assert edition().due(utc(at), target) == utc(due)
    assert edition().explain(utc(at), target).due_at == utc(due)


@pytest.mark.parametrize(
    ("severity", "production", "counts"),
    [
        ("urgent", False, "normal"),
        ("urgent", True, "urgent"),
        ("urgent", None, "urgent"),
        ("question", False, "question"),
        (None, False, "normal"),
        ("unheard", None, "normal"),
    ],
)
def test_a_trouble_outside_production_is_capped(
    severity: str | None, production: bool | None, counts: str
) -> None:
    assert edition().policy.capped(severity, production=production) == counts


def test_a_plan_may_have_a_default_of_its_own() -> None:
    policy = parse(rewritten(TEAM_NAME, f'{TEAM_NAME}\ndefault = "high"'), zones=ZONES)

    assert under(policy, "team", None).default_severity == "high"
    assert under(policy, "critical", None).default_severity == "high"
    assert policy.default_severity == "normal"


TEAM_NAME = 'name  = "Team"'
