"""Three severities, each with its meaning and examples, shown to whoever chooses one."""

from tests.stories.desk import Desk


def test_there_are_three_severities_the_gravest_first(desk: Desk) -> None:
    severities = desk.edition("2026-03-02 12:00").policy.severities

    assert [one.name for one in severities] == ["Severity 1", "Severity 2", "Severity 3"]
    assert all(one.means and len(one.examples) == 2 for one in severities)


def test_the_gravest_is_when_the_whole_application_is_down(desk: Desk) -> None:
    gravest = desk.edition("2026-03-02 12:00").policy.severity("1")

    assert "whole application is down" in gravest.means
    assert any("Nobody can log in" in one for one in gravest.examples)


def test_whatever_is_neither_is_severity_3_which_counts_when_nothing_is_known(desk: Desk) -> None:
    policy = desk.edition("2026-03-02 12:00").policy

    assert policy.severity("3").means.startswith("Everything else")
    assert policy.default_severity == "3"
