"""The page sets plans side by side, and says which hours count in which region."""

import re

import pytest

from tests.pure.policy import relay
from tests.pure.policy.test_prose import every, published, words
from troth.core.policy.prose import Page, Table, page, plain
from troth.core.policy.prose.subjects import subject

AT = relay.utc("2026-03-02 12:00")


def shown() -> Page:
    return page(relay.edition(), AT)


def table(caption: str) -> Table:
    tables = [block for one in every(shown().sections) for block in one.blocks]
    return next(one for one in tables if isinstance(one, Table) and one.caption == caption)


def said(anchor: str) -> str:
    return next(words(one) for one in every(shown().sections) if one.anchor == anchor)


def test_the_plans_stand_beside_each_other() -> None:
    compared = table("Response times")

    assert compared.compares
    assert compared.head == ("Severity", "Without a plan", "Starter", "Team", "Critical")
    assert compared.rows[0] == (
        "Urgent",
        "Within 4 hours, in office hours",
        "Not offered",
        "Within 2 hours, in extended hours",
        "Within 30 minutes, around the clock",
    )
    assert [row[2] for row in compared.rows] == [
        "Not offered",
        "Within the next business day, in office hours",
        "Best effort",
        "Best effort",
    ]


def test_each_cell_knows_the_plan_it_is_under() -> None:
    first, *_ = table("Update times").named

    assert first[3] == ("Team", "Every 4 hours, in extended hours")


@pytest.mark.parametrize(
    ("anchor", "passage"),
    [
        ("plans", "Starter: High, Normal and Question only."),
        ("plans", "Critical: every severity; what counts in office hours counts in extended hours"),
        ("severities", "A trouble on a system that is not in production is Normal at most."),
        ("response-times", "At best effort we do what we can, and promise no time."),
        ("regions", "Your contract says which region you are served in."),
        ("regions", "Monday to Friday, 09:00 to 17:30, Eastern time, except on holidays"),
        ("what-to-have-ready", "whether the trouble is on a production system"),
        ("counting", "Americas extended hours"),
    ],
)
def test_the_page_says(anchor: str, passage: str) -> None:
    assert passage in said(anchor)


def test_a_terminal_reads_the_same() -> None:
    lines = plain(shown())

    assert "    Critical: Within 30 minutes, around the clock\n" in lines
    assert max(len(line) for line in lines.splitlines()) <= 80


def test_nothing_of_the_file_s_own_tongue_is_on_the_page() -> None:
    for section in shown().sections:
        assert not re.search(r"\w_\w|\bplan\.|\bseverity\.", words(section)), section.anchor


def test_a_policy_without_plans_compares_nothing() -> None:
    blocks = [block for one in every(published().sections) for block in one.blocks]

    assert not any(isinstance(block, Table) and block.compares for block in blocks)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("plan.team", "The plan Team"),
        ("plan.team.hours.office", "The hours that count in the plan Team"),
        ("plan.critical.severity.high.update", "Updates on High in the plan Critical"),
        ("region.americas.hours", "The hours that count in the region Americas"),
        ("severity_rules.highest", "What caps a severity"),
    ],
)
def test_a_key_of_a_plan_is_named_in_words(about: str, words: str) -> None:
    assert subject(relay.edition().policy, about) == words
