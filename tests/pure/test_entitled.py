"""Whether somebody may ask: by what was agreed, and by whom it names."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.pure.policy.sample import founding
from troth.core.policy.document import Entitlement
from troth.domain.contracts.entitled import (
    Agreed,
    Asker,
    Claim,
    Entitled,
    NotEntitled,
    at_time,
    decide,
    in_force,
)

RULE = founding().entitlement
PRODUCT = "IVT MediaPlatform"
BEGUN = Agreed(1, "begun", datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
CLAIM = Claim(7, "C-1040", (BEGUN,), named=True)
MARA = Asker(checked=True, customer=3, claims=(CLAIM,))
NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)


def ask(asker: Asker, rule: Entitlement = RULE, at: datetime = NOON) -> Entitled | NotEntitled:
    return decide(asker, rule, product=PRODUCT, at=at)


def agreed(*more: Agreed) -> Asker:
    return replace(MARA, claims=(replace(CLAIM, agreed=(BEGUN, *more)),))


def on(month: int, day: int = 1) -> datetime:
    return datetime(2026, month, day, tzinfo=UTC)


def test_whoever_a_contract_in_force_names_may_ask_under_its_terms() -> None:
    gold = replace(BEGUN, plan="gold", region="emea", edition=4)

    assert ask(replace(MARA, claims=(replace(CLAIM, agreed=(gold,)),))) == Entitled(
        7, "C-1040", 4, "gold", "emea"
    )


def test_a_desk_that_does_not_check_lets_everybody_in() -> None:
    assert ask(Asker(checked=False)) == Entitled()


@pytest.mark.parametrize(
    ("asker", "why", "number"),
    [
        pytest.param(Asker(checked=True), "unknown", "", id="a stranger"),
        pytest.param(Asker(checked=True, customer=3), "no contract", "", id="of no contract"),
        pytest.param(replace(MARA, left=True), "left", "", id="who left"),
        pytest.param(
            replace(MARA, claims=(replace(CLAIM, named=False),)),
            "not named",
            "C-1040",
            id="unnamed",
        ),
        pytest.param(
            replace(MARA, claims=(replace(CLAIM, agreed=(replace(BEGUN, products=("Other",)),)),)),
            "not covered",
            "C-1040",
            id="of another product",
        ),
        pytest.param(
            replace(
                MARA, claims=(replace(CLAIM, before=2, agreed=(replace(BEGUN, most_people=2),)),)
            ),
            "over quota",
            "C-1040",
            id="named after as many as the contract allows",
        ),
    ],
)
def test_what_is_missing_is_named(asker: Asker, why: str, number: str) -> None:
    assert ask(asker) == NotEntitled(why, number)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("at", "why"),
    [
        pytest.param(datetime(2025, 12, 31, 23, 59, tzinfo=UTC), "not begun", id="the day before"),
        pytest.param(datetime(2026, 1, 1, tzinfo=UTC), None, id="its first instant"),
        pytest.param(datetime(2026, 12, 31, 23, 59, tzinfo=UTC), None, id="its last minute"),
        pytest.param(datetime(2027, 1, 1, tzinfo=UTC), "expired", id="the instant it ends"),
    ],
)
def test_a_contract_counts_from_its_beginning_until_its_end(at: datetime, why: str | None) -> None:
    found = ask(MARA, at=at)
    assert (found.why if isinstance(found, NotEntitled) else None) == why


def test_a_change_counts_from_its_day_and_leaves_the_days_before_as_they_were() -> None:
    asker = agreed(replace(BEGUN, id=2, kind="changed", begins=on(3, 3), products=("Other",)))

    assert isinstance(ask(asker, at=on(3, 2)), Entitled)
    assert ask(asker, at=on(3, 3)) == NotEntitled("not covered", "C-1040")


def test_an_end_takes_along_the_renewal_agreed_before_it_and_not_one_agreed_after() -> None:
    renewed = Agreed(2, "renewed", datetime(2027, 1, 1, tzinfo=UTC))
    ended = Agreed(3, "ended", on(6))
    again = Agreed(4, "renewed", on(9))

    assert in_force((BEGUN, renewed, ended), datetime(2027, 2, 1, tzinfo=UTC)) is None
    assert ask(agreed(renewed, ended), at=on(7)) == NotEntitled("ended", "C-1040")
    assert at_time((BEGUN, renewed, ended, again), on(10)) == again


def test_of_several_contracts_the_one_that_entitles_counts_else_the_nearest_reason() -> None:
    expired = replace(CLAIM, contract=1, number="C-1", agreed=(replace(BEGUN, ends=on(2)),))
    unnamed = replace(CLAIM, contract=2, number="C-2", named=False)

    assert ask(replace(MARA, claims=(expired, unnamed))) == NotEntitled("not named", "C-2")
    assert ask(replace(MARA, claims=(expired, unnamed, CLAIM))) == Entitled(7, "C-1040")


def test_the_policy_says_who_may_ask() -> None:
    unnamed = replace(CLAIM, named=False)
    domain = replace(RULE, who="mail domain")
    signs_in = replace(RULE, who="anyone with a sign-in")

    assert isinstance(ask(replace(MARA, claims=(unnamed,)), domain), NotEntitled)
    by_domain = Asker(checked=True, claims=(replace(unnamed, by_domain=True),))
    assert isinstance(ask(by_domain, domain), Entitled)
    assert isinstance(ask(replace(MARA, claims=(unnamed,)), signs_in), Entitled)


def test_a_policy_that_needs_no_contract_in_force_lets_an_expired_one_count() -> None:
    late = datetime(2028, 1, 1, tzinfo=UTC)

    assert isinstance(ask(MARA, replace(RULE, needs=()), late), Entitled)
    assert ask(MARA, at=late) == NotEntitled("expired", "C-1040")
