"""The policy of Larkfield Relay, which has plans, regions and a cap, and ways to write it."""

from datetime import UTC, datetime
from functools import cache
from importlib import resources

from tests.pure.policy.sample import FILE, ZONES
from troth.core.policy.edition import Edition
from troth.core.policy.frozen import freeze
from troth.core.policy.parse import Fault, PolicyFaults, parse

RELAY = FILE.with_name("larkfield-relay.toml").read_text(encoding="utf-8")
STARTER_NORMAL = '[plan.starter.severity.normal]\nresponse = "best effort"'
TEAM = 'name  = "Team"'
CRITICAL = 'based_on = "team"'


@cache
def edition() -> Edition:
    policy = parse(RELAY, zones=ZONES)
    names = {rule.zone for rule in policy.hours.values()}
    rules = {
        name: resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
        for name in names
    }
    return Edition("relay", policy, freeze(policy, rules, range(2025, 2030)))


def rewritten(old: str, new: str) -> str:
    assert RELAY.count(old) == 1, f"{old!r} stands {RELAY.count(old)} times"
    return RELAY.replace(old, new)


def relay_faults(text: str) -> tuple[Fault, ...]:
    try:
        parse(text, zones=ZONES)
    except PolicyFaults as faults:
        return faults.faults
    return ()


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
