"""Mail says when, in the desk's zone and the reader's, and why then."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.pure.policy.sample import target_of
from tests.times import eastern
from troth.core.facts import kinds
from troth.core.policy.edition import Edition
from troth.core.promises.promise import Promise
from troth.core.promises.standing import Standing
from troth.domain.contracts.drafts import draft
from troth.interfaces.channels.mail.notices import Scene, write
from troth.interfaces.channels.mail.wording import instant_words, promise_words

FOUNDING = Path(__file__).parents[4] / "policies" / "ivt-mediaplatform.toml"
IVT = draft(FOUNDING.read_text(), at=eastern("2026-11-01 12:00"))
MONDAY = eastern("2026-11-23 12:00")


def promised(severity: str = "1", *, at: datetime = MONDAY, edition: Edition = IVT) -> Promise:
    target = target_of(edition.policy, severity)
    return Promise("response", severity, at, 1, at, target, 1, edition.due(at, target))


def scene(
    severity: str = "1",
    *,
    at: datetime = MONDAY,
    told: kinds.Kind | None = None,
    missing: tuple[str, ...] = (),
    promises: tuple[Promise, ...] | None = None,
    suggested: str | None = None,
    triaged: bool = False,
    why: str = "",
) -> Scene:
    return Scene(
        ref="IVT-10427",
        prefix="IVT",
        subject="Nobody can log in",
        name="Mara Lind",
        zone="+01:00",
        link="https://support.ivt.example/t/abc",
        edition=IVT,
        promises=(promised(severity, at=at),) if promises is None else promises,
        standing=Standing(severity=severity, suggested=suggested, triaged=triaged),
        missing=missing,
        told=told,
        why=why,
        at=at,
    )


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("", "Mon 23 Nov 2026, 14:00 Eastern time"),
        ("America/New_York", "Mon 23 Nov 2026, 14:00 Eastern time"),
        ("-05:00", "Mon 23 Nov 2026, 14:00 Eastern time"),
        ("Europe/Riga", "Mon 23 Nov 2026, 14:00 Eastern time (21:00 your time)"),
        ("+00:00", "Mon 23 Nov 2026, 14:00 Eastern time (19:00 your time)"),
        ("Asia/Tokyo", "Mon 23 Nov 2026, 14:00 Eastern time (Tue 24 Nov, 04:00 your time)"),
        ("Asia/Kolkata", "Mon 23 Nov 2026, 14:00 Eastern time (Tue 24 Nov, 00:30 your time)"),
        ("nowhere", "Mon 23 Nov 2026, 14:00 Eastern time"),
    ],
)
def test_an_instant_is_told_on_both_clocks(zone: str, words: str) -> None:
    assert instant_words(eastern("2026-11-23 14:00"), IVT, zone) == words


def test_a_promise_says_when_and_why() -> None:
    assert promise_words(promised("1"), IVT, "+00:00") == (
        "We answer by Mon 23 Nov 2026, 14:00 Eastern time (19:00 your time), because Severity 1"
        " is answered within 2 hours, counted around the clock."
    )
    assert promise_words(promised("2"), IVT) == (
        "We answer by Mon 23 Nov 2026, 16:00 Eastern time, because Severity 2 is answered within"
        " 4 hours, counted in support hours."
    )


def test_a_receipt_says_number_promise_and_what_is_missing_once() -> None:
    text = write("receipt", "", scene("2", missing=("company", "contract or account number")))

    assert text.startswith("Hello Mara Lind,\n\nWe have your report “Nobody can log in”.")
    assert "Its number is IVT-10427." in text
    assert "We answer by Mon 23 Nov 2026, 16:00 Eastern time (22:00 your time)" in text
    assert "It counts as Severity 2 until our staff have assigned a severity." in text
    assert "answer this mail with:\n\n- your company\n- your contract or account number" in text
    assert text.endswith("IVT-10427: https://support.ivt.example/t/abc\n")


@pytest.mark.parametrize(
    ("severity", "at", "told"),
    [
        pytest.param("1", "2026-11-23 22:00", True, id="severity-1-at-night"),
        pytest.param("1", "2026-11-26 12:00", True, id="severity-1-on-a-holiday"),
        pytest.param("1", "2026-11-23 12:00", False, id="the-office-is-open"),
        pytest.param("2", "2026-11-23 22:00", False, id="a-lesser-trouble"),
    ],
)
def test_urgent_care_is_named_when_it_is_there(severity: str, at: str, told: bool) -> None:
    text = write("receipt", "", scene(severity, at=eastern(at)))

    assert ("urgent care is there" in text) is told
    assert ("+1 212 555 0100" in text) is told


def test_a_triage_notice_says_severity_meaning_and_reason() -> None:
    told = kinds.SeveritySet("2")
    text = write("triage notice", "", scene("2", told=told, triaged=True, why="One team only."))

    assert "assigned Severity 2 to IVT-10427" in text
    assert "Severity 2 means: An error slows the application down" in text
    assert "The reason: One team only." in text


def test_a_closing_notice_says_why_and_how_to_come_back() -> None:
    closed = kinds.Closed("patch", patch="4.2.1")
    text = write("closing notice", "", scene(told=closed, promises=()))

    assert "is closed." in text
    assert "(4.2.1)" in text
    assert "answer this mail" in text
    assert "We answer by" not in text


def test_a_decision_notice_says_what_was_decided() -> None:
    again = write("decision notice", "", scene(told=kinds.Reopened(message=9)))
    anew = write("decision notice", "", scene(told=kinds.Linked(10300, "follows")))

    assert "We have opened IVT-10427, “Nobody can log in”, again." in again
    assert "What you wrote on IVT-10300 is now a ticket of its own, IVT-10427" in anew
    assert "We answer by" in again
    assert "We answer by" in anew


def test_what_is_overdue_is_owned_up_to() -> None:
    late = promised("1", at=eastern("2026-11-23 08:00"))

    assert "are late with it" in write("receipt", "", scene(promises=(late,)))


def test_what_a_person_wrote_stands_as_written() -> None:
    text = write("reply", "Please clear the cache.\n\nInes", scene())

    assert text == (
        "Please clear the cache.\n\nInes\n\nIVT-10427: https://support.ivt.example/t/abc\n"
    )
