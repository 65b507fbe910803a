"""The published page says everything the policy says, and nothing in the file's own tongue."""

import re
from collections.abc import Iterator

import pytest

from tests.pure.policy.sample import ZONES, founding, written
from tests.pure.policy.test_edition import edition_of, new_york
from troth.core.policy.document import Policy
from troth.core.policy.parse import parse
from troth.core.policy.prose import Bullets, Page, Paragraph, Section, Table, page, plain, today
from troth.core.policy.prose.subjects import subject
from troth.core.policy.prose.wording import week_words

AT = new_york("2026-11-20 12:00")


def published(policy: Policy | None = None) -> Page:
    return page(edition_of(policy or founding()), AT)


def every(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from every(section.sections)


def words(section: Section) -> str:
    said = [section.title]
    for block in section.blocks:
        match block:
            case Paragraph(text):
                said.append(text)
            case Bullets(items):
                said += items
            case Table():
                said += [" | ".join(row) for row in (block.head, *block.rows)]
    return "\n".join([*said, *(words(inner) for inner in section.sections)])


def said(anchor: str) -> str:
    return next(words(one) for one in every(published().sections) if one.anchor == anchor)


@pytest.mark.parametrize(
    ("anchor", "passages"),
    [
        ("contact", ["+1 212 555 0100", "support@ivt.example", "https://support.ivt.example"]),
        ("hours", ["Monday to Friday, 08:00 to 20:00, Eastern time, except on holidays"]),
        ("urgent-care", ["when support is closed, for Severity 1 only", "person on call"]),
        ("who-may-ask", ["authorised support users", "within 4 hours, counted in support hours"]),
        ("what-to-have-ready", ["your contract or account number", "specifications"]),
        ("severities", ["Until then the severity you suggested counts, or Severity 3"]),
        ("severity-1", ["whole application is down", "Nobody can log in"]),
        ("response-times", ["Severity 2 | Within 4 hours | In support hours", "Around the clock"]),
        ("update-times", ["Severity 3 | Every 5 business days | In support hours"]),
        ("not-promised", ["no time by which a trouble is resolved"]),
        ("closing", ["which released patch holds it", "Caused by a component"]),
        ("reopening", ["our staff decide", "within 4 hours"]),
        ("counting", ["what clocks show in New York, daylight saving time included"]),
        ("holidays", ["Thursday, November 26, 2026 | Thanksgiving", "July 5, 2027 | Indep"]),
        ("what-we-chose", ["The time zone of support hours", "The document says EST"]),
    ],
)
def test_a_section_says_what_the_policy_says(anchor: str, passages: list[str]) -> None:
    for passage in passages:
        assert passage in said(anchor)


def test_holidays_are_those_of_the_next_twelve_months_only() -> None:
    assert "2026" in said("holidays")
    assert "September 6, 2027" in said("holidays")
    assert "November 25, 2027" not in said("holidays")


def test_no_key_of_the_file_is_shown_to_readers() -> None:
    text = plain(published())

    assert not re.search(r"\b(severity|hours|counting|closing|holidays|waiting)\.\w", text)
    assert "_" not in text
    assert "America/" not in text


def test_every_anchor_is_there_once_even_where_titles_are_alike() -> None:
    text = written('title = "Whom this policy is for"', 'title = "Closing"')
    sections = published(parse(text, zones=ZONES)).sections

    anchors = [section.anchor for section in every(sections)]

    assert len(set(anchors)) == len(anchors)
    assert {"closing", "closing-2"} <= set(anchors)


def test_a_clause_is_published_and_not_enforced() -> None:
    standing = {section.anchor: section.standing for section in published().sections}

    assert standing["whom-this-policy-is-for"] == "published"
    assert standing["response-times"] == "enforced"


def test_the_plain_page_keeps_to_its_width() -> None:
    assert max(len(line) for line in plain(published(), 80).splitlines()) <= 80


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2026-11-20 12:00", "Open until 20:00 Eastern time"),
        ("2026-11-20 20:00", "Closed until 08:00 Monday, Eastern time"),
        ("2026-11-23 07:59", "Closed until 08:00 Eastern time"),
        ("2026-11-26 12:00", "Closed for Thanksgiving until 08:00 Monday, Eastern time"),
        ("2026-11-25 21:00", "Closed until 08:00 Monday, Eastern time"),
    ],
)
def test_today(at: str, state: str) -> None:
    found = today(edition_of(founding()), new_york(at))

    assert found.words == state
    assert found.open == state.startswith("Open")


def test_hours_that_close_at_midnight_are_open_until_the_end_of_the_day() -> None:
    found = today(edition_of(founding()), new_york("2026-11-20 12:00"), "business_days")

    assert found.words == "Open until 24:00 Eastern time"


def test_hours_that_never_close_are_always_open() -> None:
    assert today(edition_of(founding()), AT, "always").words == "Always open"


@pytest.mark.parametrize(
    ("weekly", "expected"),
    [
        ({"mon": [("08:00", "20:00")]}, "Monday, 08:00 to 20:00"),
        (
            {"mon": [("08:00", "12:00"), ("13:00", "17:00")], "wed": [("00:00", "24:00")]},
            "Monday, 08:00 to 12:00 and 13:00 to 17:00; Wednesday, the whole day",
        ),
        (
            {"sat": [("10:00", "14:00")], "sun": [("10:00", "14:00")]},
            "Saturday and Sunday, 10:00 to 14:00",
        ),
        (
            {
                key: [("00:00", "24:00")]
                for key in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
            },
            "Every day, the whole day",
        ),
    ],
)
def test_a_week_in_words(weekly: dict[str, list[tuple[str, str]]], expected: str) -> None:
    assert week_words(weekly) == expected


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("severity.2.update.clock", "The hours in which updates on Severity 2 are counted"),
        ("hours.business_days.zone", "The time zone of business days"),
        (
            "entitlement.decide.clock",
            "The hours in which is counted how soon we decide about such a report",
        ),
        ("closing.reason.patch.needs", "Closing: resolved by a software patch"),
        ("channel.urgent_care.reaches", "Urgent care"),
    ],
)
def test_a_key_in_words(about: str, expected: str) -> None:
    assert subject(founding(), about) == expected


def test_the_page_says_what_a_held_sender_is_told() -> None:
    held = 'if_not = "hold, tell the sender, staff decide"'
    names = written(held, f'{held}\nnotice = "what is missing and who is authorised"')
    for policy, says in (
        (founding(), "it names nobody"),
        (parse(names, zones=ZONES), "by name who at their company is an authorised support user"),
    ):
        assert says in "".join(words(one) for one in published(policy).sections)
