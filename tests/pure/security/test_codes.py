"""Codes by the clock, and what is read of a browser."""

from datetime import UTC, datetime, timedelta

import pytest

from troth.domain.security.rules import browser_of, code_at, plain, secret_of, step_of, step_used

SECRET = b"12345678901234567890"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B; the last six digits of its eight."""
    assert code_at(SECRET, step_of(datetime.fromtimestamp(seconds, UTC))) == code


@pytest.mark.parametrize(
    ("off", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_off_by_half_a_minute(off: int, counts: bool) -> None:
    step = step_of(NOON) + off

    used = step_used(code_at(SECRET, step), [SECRET], at=NOON, after=0)
    assert used == (step if counts else None)


def test_no_code_counts_twice_nor_after_a_newer_one() -> None:
    now = step_of(NOON)
    for step in (now - 1, now):
        assert step_used(code_at(SECRET, step), [SECRET], at=NOON, after=now) is None
    assert step_used(code_at(SECRET, now + 1), [SECRET], at=NOON, after=now) == now + 1


@pytest.mark.parametrize("typed", ["287 082", " 287082\n", "287-082", "287\u00a0082"])
def test_spaces_and_dashes_do_no_harm(typed: str) -> None:
    at = datetime.fromtimestamp(59, UTC)
    assert step_used(typed, [SECRET], at=at, after=0) == 1


@pytest.mark.parametrize(
    "typed", ["", "28708", "2870822", "٢٨٧٠٨٢", "\ud800", "²87082", "9" * 10_000]
)
def test_nonsense_is_no_code(typed: str) -> None:
    at = datetime.fromtimestamp(59, UTC)
    assert step_used(typed, [SECRET], at=at, after=0) is None
    assert len(plain(typed)) <= 40


def test_a_former_key_opens_what_it_made() -> None:
    known = [secret_of("salt", key) for key in ("new", "old")]
    code = code_at(secret_of("salt", "old"), step_of(NOON))

    assert step_used(code, known, at=NOON, after=0) == step_of(NOON)
    assert step_used(code, known[:1], at=NOON + timedelta(0), after=0) is None


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0",
            ("Firefox", "Windows"),
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.6 Safari/605.1.15",
            ("Safari", "macOS"),
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) Chrome/129.0.0.0 Mobile Safari/537.36",
            ("Chrome", "Android"),
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/129.0.0.0 Safari/537.36 Edg/129.0.0.0",
            ("Edge", "Windows"),
        ),
        ("curl/8.5.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(said: str, named: tuple[str, str]) -> None:
    assert browser_of(said) == named
