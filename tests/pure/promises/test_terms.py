"""What is promised is counted by the plan and the region a ticket is on; new terms only help."""

import pytest

from tests.pure.promises.tale import Tale, march
from troth.core.facts.kinds import Corrected, ProductionSet, SeveritySet, TermsSet
from troth.core.promises.promise import status

# 12:00 in New York on 2 March 2026 is 17:00 in Dublin, half an hour before the office closes.
NONE = TermsSet(3)
STARTER = TermsSet(3, "starter", "americas")
TEAM = TermsSet(3, "team", "americas")
CRITICAL = TermsSet(3, "critical", "americas")


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        (NONE, "3 07:30"),  # 30 minutes, then three and a half hours from 09:00 in Dublin
        (TermsSet(3, None, "americas"), "16:00"),
        (TEAM, "14:00"),
        (CRITICAL, "12:30"),
    ],
)
def test_a_response_is_due_by_the_plan_in_the_hours_of_the_region(
    terms: TermsSet, due: str
) -> None:
    tale = Tale("12:00", "urgent", terms=terms)

    assert tale.one("response").due_at == march(due)
    assert (tale.standing.plan, tale.standing.region) == (terms.plan, terms.region)


def test_at_best_effort_nothing_is_promised_and_nothing_breaks() -> None:
    tale = Tale("12:00", "normal", terms=STARTER)

    assert tale.promises == []
    tale.reply("9 12:00")
    assert tale.promises == []
    assert tale.standing.answered_at == march("9 12:00")


def test_a_severity_the_plan_does_not_offer_counts_as_its_default() -> None:
    assert Tale("12:00", "urgent", terms=STARTER).standing.severity == "normal"


def test_a_raise_from_best_effort_promises_what_was_not_promised() -> None:
    tale = Tale("12:00", "normal", terms=STARTER)
    tale.tell("13:00", SeveritySet("high"))

    response = tale.one("response")
    assert (response.made_at, response.made_by) == (march("13:00"), 3)
    assert response.due_at == march("3 17:30")


def test_better_terms_bring_a_promise_forward_from_when_it_was_made() -> None:
    tale = Tale("12:00", "urgent", terms=TEAM)
    tale.tell("12:10", CRITICAL)

    response = tale.one("response")
    assert (response.due_at, response.counted_from) == (march("12:30"), march("12:00"))


@pytest.mark.parametrize("worse", [TEAM, STARTER, NONE])
def test_worse_terms_move_nothing_later(worse: TermsSet) -> None:
    tale = Tale("12:00", "high", terms=CRITICAL)
    was = tale.one("response").due_at
    tale.tell("12:10", worse)

    assert tale.one("response").due_at == was


def test_a_miss_before_the_new_terms_stays_as_it_was() -> None:
    tale = Tale("12:00", "urgent", terms=TEAM)
    tale.tell("15:00", CRITICAL)

    response = tale.one("response")
    assert (response.due_at, status(response, march("15:00"))) == (march("14:00"), "broken")


def test_better_terms_promise_what_was_at_best_effort_from_then_on() -> None:
    tale = Tale("12:00", "question", terms=TEAM)
    assert tale.promises == []
    tale.tell("12:30", CRITICAL)

    response = tale.one("response")
    assert (response.made_at, response.due_at) == (march("12:30"), march("5 21:00"))


def test_better_terms_promise_news_of_what_was_answered() -> None:
    tale = Tale("12:00", "high", terms=TermsSet(3, "starter", "americas"))
    tale.reply("12:20")
    was = tale.one("update").due_at
    tale.tell("13:00", CRITICAL)

    assert tale.one("update").due_at < was


def test_terms_set_by_mistake_are_put_right_from_the_beginning() -> None:
    tale = Tale("12:00", "urgent", terms=CRITICAL)
    assert tale.one("response").due_at == march("12:30")
    tale.tell("12:20", TEAM)
    tale.tell("12:20", Corrected(2))

    assert tale.one("response").due_at == march("14:00")
    assert tale.standing.plan == "team"


def test_new_terms_taken_back_stand_no_longer() -> None:
    tale = Tale("12:00", "urgent", terms=TEAM)
    new = tale.tell("12:10", CRITICAL)
    tale.tell("12:15", Corrected(new))

    assert tale.one("response").due_at == march("14:00")
    assert tale.standing.plan == "team"


def test_a_trouble_outside_production_starts_at_its_cap() -> None:
    tale = Tale("12:00", "urgent", terms=TEAM, production=False)

    assert tale.standing.severity == "normal"
    assert tale.one("response").due_at == march("4 21:00")


def test_found_to_be_in_production_a_trouble_may_be_raised() -> None:
    tale = Tale("12:00", "urgent", terms=TEAM, production=False)
    tale.tell("12:30", ProductionSet(production=True))
    assert tale.standing.severity == "normal", "staff raise it; nothing does so by itself"
    tale.tell("12:30", SeveritySet("urgent"))

    assert tale.one("response").due_at == march("14:30")


def test_found_not_to_be_in_production_it_keeps_what_it_was_promised() -> None:
    tale = Tale("12:00", "urgent", terms=TEAM)
    tale.tell("12:30", ProductionSet(production=False))

    assert tale.standing.severity == "normal"
    assert tale.one("response").due_at == march("14:00")
