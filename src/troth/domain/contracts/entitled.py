"""Whether somebody may ask for support at an instant: values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from troth.core.policy import vocabulary
from troth.core.policy.document import Entitlement

Kind = Literal["begun", "renewed", "changed", "ended"]
Lack = Literal[
    "unknown", "left", "no contract", "not begun", "ended", "expired", "not covered", "not named",
    "over quota",
]  # fmt: skip
"""What is missing, the farthest from being entitled first."""
_FARTHEST_FIRST: tuple[Lack, ...] = get_args(Lack)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a contract says from `begins` on, until `ends` or what is agreed next."""

    id: int
    kind: Kind
    begins: datetime
    ends: datetime | None = None
    edition: int | None = None
    plan: str = ""
    region: str = ""
    products: tuple[str, ...] = ()
    most_people: int | None = None
    changes_a_year: int | None = None
    administrator: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A contract by which somebody may be entitled, as it stood at the instant asked about."""

    contract: int
    number: str
    agreed: tuple[Agreed, ...]
    named: bool = False  # the person, by name
    before: int = 0  # people named before them
    by_domain: bool = False  # the mail domain they write from


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and what could entitle them. `checked` is whether the desk checks at all."""

    checked: bool
    customer: int | None = None
    left: bool = False
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Entitled:
    """They may ask, under these terms. No contract: the desk does not check contracts yet."""

    contract: int | None = None
    number: str = ""
    edition: int | None = None
    plan: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class NotEntitled:
    """They may not ask, and what comes nearest to being missing; of which contract, if any."""

    why: Lack
    number: str = ""


def decide(
    asker: Asker, rule: Entitlement, *, product: str, at: datetime
) -> Entitled | NotEntitled:
    """Say whether somebody may ask for support of a product. Of several contracts the best counts.

    Clause "entitlement": who may ask, and what must be in force behind them.
    """
    if not asker.checked:
        return Entitled()
    if asker.left:
        return NotEntitled("left")
    if not asker.claims:
        known = asker.customer is not None
        if known and rule.who == vocabulary.SIGNS_IN and not rule.needs:
            return Entitled()
        return NotEntitled("no contract" if known else "unknown")
    found = [_by(claim, asker, rule, product, at) for claim in asker.claims]
    for one in found:
        if isinstance(one, Entitled):
            return one
    lacks = [one for one in found if isinstance(one, NotEntitled)]
    return max(lacks, key=lambda one: _FARTHEST_FIRST.index(one.why))


def _by(
    claim: Claim, asker: Asker, rule: Entitlement, product: str, at: datetime
) -> Entitled | NotEntitled:
    now = at_time(claim.agreed, at)
    if now is None:
        return NotEntitled("not begun", claim.number)
    if vocabulary.IN_FORCE in rule.needs and (lack := over(now, at)):
        return NotEntitled(lack, claim.number)
    if now.products and product.casefold() not in [one.casefold() for one in now.products]:
        return NotEntitled("not covered", claim.number)
    if missing := _who(claim, asker, rule.who, now.most_people):
        return NotEntitled(missing, claim.number)
    return Entitled(claim.contract, claim.number, now.edition, now.plan, now.region)


def _who(claim: Claim, asker: Asker, who: str, most: int | None) -> Lack | None:
    if who == vocabulary.SIGNS_IN and asker.customer is not None:
        return None
    if who == vocabulary.MAIL_DOMAIN and claim.by_domain:
        return None
    if not claim.named:
        return "not named"
    return "over quota" if most is not None and claim.before >= most else None


def standing(agreed: Iterable[Agreed]) -> list[Agreed]:
    """Return what stands of all that was agreed, in the order it begins.

    An end takes with it what was to begin then or later and had been agreed before it.
    """
    left: list[Agreed] = []
    for one in sorted(agreed, key=lambda one: one.id):
        if one.kind == "ended":
            left = [other for other in left if other.begins < one.begins]
        left.append(one)
    return sorted(left, key=lambda one: (one.begins, one.id))


def at_time(agreed: Sequence[Agreed], at: datetime) -> Agreed | None:
    """Return what had begun last by an instant; None before the contract begins."""
    begun = [one for one in standing(agreed) if one.begins <= at]
    return begun[-1] if begun else None


def over(now: Agreed, at: datetime) -> Literal["ended", "expired"] | None:
    """Say whether what had begun last is over: by an end, or by its own term."""
    if now.kind == "ended":
        return "ended"
    return "expired" if now.ends is not None and now.ends <= at else None


def in_force(agreed: Sequence[Agreed], at: datetime) -> Agreed | None:
    """Return what a contract says at an instant; None where it is not in force."""
    now = at_time(agreed, at)
    return now if now is not None and over(now, at) is None else None
