"""What the founding policy says once it is read."""

from datetime import date, timedelta

import pytest

from tests.pure.policy.sample import ZONES, founding, written
from troth.core.clock.words.durations import BusinessDays, Elapsed
from troth.core.policy.document import UnknownSeverity
from troth.core.policy.parse import parse
from troth.core.policy.target import Target


def hours(number: int) -> Elapsed:
    return Elapsed(timedelta(hours=number))


@pytest.mark.parametrize(
    ("key", "response", "update"),
    [
        ("1", (hours(2), "always"), (hours(2), "always")),
        ("2", (hours(4), "support"), (hours(24), "business_days")),
        ("3", (hours(48), "business_days"), (BusinessDays(5), "support")),
    ],
)
def test_the_targets_of_a_severity(
    key: str, response: tuple[Elapsed, str], update: tuple[Elapsed | BusinessDays, str]
) -> None:
    severity = founding().severity(key)

    assert severity.response == Target(*response, f"severity.{key}.response")
    assert severity.update == Target(*update, f"severity.{key}.update")


def test_severities_stand_most_severe_first_and_the_mildest_is_the_default() -> None:
    policy = founding()

    assert [severity.key for severity in policy.severities] == ["1", "2", "3"]
    assert policy.default_severity == "3"


def test_a_severity_the_policy_does_not_have_is_told_with_those_it_has() -> None:
    with pytest.raises(UnknownSeverity, match="no severity '4'; it has 1, 2, 3"):
        founding().severity("4")


def test_a_ticket_closes_for_one_of_three_reasons_each_with_its_needs() -> None:
    closing = founding().closing

    assert closing.after == "resolution communicated"
    assert {key: reason.needs for key, reason in closing.reasons.items()} == {
        "no_code_change": ("resolution",),
        "patch": ("resolution", "released patch"),
        "not_our_component": ("resolution", "component"),
    }


def test_urgent_care_is_for_severity_1_outside_support_hours() -> None:
    urgent = founding().channels["urgent_care"]

    assert (urgent.clock, urgent.outside, urgent.severities) == ("support", True, ("1",))


def test_everything_the_founding_policy_asks_for_is_gathered() -> None:
    assert founding().gathering == (
        "name",
        "company",
        "contract or account number",
        "system specifications",
        "description",
        "suggested severity",
    )


def test_a_severity_may_promise_no_updates() -> None:
    text = written('update   = { every  = "5 business days", clock = "support" }', "")
    text = text.replace('about = "severity.3.update.clock"', 'about = "severity.3"')

    assert parse(text, zones=ZONES).severity("3").update is None


def test_an_exception_replaces_its_date() -> None:
    spans = 'exceptions = { 2026-12-24 = ["08:00-12:00"], 2026-12-31 = [] }'
    text = written('open     = ["Mon-Fri 08:00-20:00"]', f'open = ["Mon-Fri 08:00-20:00"]\n{spans}')

    assert parse(text, zones=ZONES).hours["support"].exceptions == {
        date(2026, 12, 24): (("08:00", "12:00"),),
        date(2026, 12, 31): (),
    }
