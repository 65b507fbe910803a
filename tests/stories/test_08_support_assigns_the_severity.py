"""The customer suggests a severity; support assigns it, and says why where the two differ."""

import pytest

from tests.stories.desk import Desk
from tests.times import eastern
from troth.domain.refusal import Refused
from troth.domain.tickets import pages, queries


def test_until_support_has_assigned_one_the_suggestion_counts(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="1")

    assert desk.owes(ticket) == "response by 2026-03-02 14:00"
    assert not desk.stands(ticket).standing.triaged


def test_where_nothing_is_suggested_the_policy_s_default_counts(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00")

    assert desk.stands(ticket).standing.severity == "3"


def test_a_severity_the_policy_does_not_have_is_no_suggestion(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="99")

    assert desk.stands(ticket).standing.severity == "3"


def test_a_severity_other_than_suggested_needs_a_reason(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="1")
    with pytest.raises(Refused, match="Say why"):
        desk.triages(ticket, "2026-03-02 12:10", "2")
    desk.triages(ticket, "2026-03-02 12:10", "2", "One of forty people is affected.")

    standing = desk.stands(ticket).standing
    assert (standing.severity, standing.triaged) == ("2", True)
    assert desk.letters(ticket) == ["receipt", "triage notice"]


def test_a_severity_the_policy_does_not_have_cannot_be_assigned(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00")
    with pytest.raises(Refused, match="It has 1, 2, 3"):
        desk.triages(ticket, "2026-03-02 12:10", "0")


def test_a_raise_brings_the_answer_forward_and_a_lowering_takes_nothing_back(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="3")
    desk.triages(ticket, "2026-03-02 12:10", "1", "An outage.")
    assert desk.owes(ticket) == "response by 2026-03-02 14:10"
    desk.triages(ticket, "2026-03-02 12:20", "3", "It was one person after all.")
    assert desk.owes(ticket) == "response by 2026-03-02 14:10"


def test_untriaged_tickets_are_a_list_of_their_own(desk: Desk) -> None:
    waiting, done = desk.report("2026-03-02 12:00"), desk.report("2026-03-02 12:01")
    desk.triages(done, "2026-03-02 12:10", "3")
    noon = eastern("2026-03-02 12:30")

    assert queries.queue(desk.agent, now=noon, only="untriaged") == [waiting]
    assert queries.counts(desk.agent, now=noon)["untriaged"] == 1


def test_triage_shows_the_customer_s_other_tickets_closed_ones_too(desk: Desk) -> None:
    old = desk.report("2026-03-02 12:00")
    desk.resolves(old, "2026-03-02 12:10")
    desk.closes(old, "2026-03-02 12:20", "no_code_change")
    new = desk.report("2026-03-03 12:00")
    desk.report("2026-03-03 12:00", email="somebody@else.example")

    page = pages.page(desk.agent, new.number)
    assert page is not None
    assert [one.number for one in page.related] == [old.number]
