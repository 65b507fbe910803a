"""Read a whole policy file."""

import re
from collections.abc import Collection
from datetime import date

from troth.core.clock.instants import FIRST_YEAR, LAST_YEAR
from troth.core.policy.document import Policy
from troth.core.policy.parse import plans, sections, times
from troth.core.policy.parse.agreement import check
from troth.core.policy.parse.faults import PolicyFaults
from troth.core.policy.parse.holidays import holiday_rule
from troth.core.policy.parse.reader import Table
from troth.core.policy.parse.toml import opened

PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,9}")
A_PREFIX = 'up to ten capital letters and digits, a letter first, such as "IVT"'
A_VERSION = 'letters, digits, dots and dashes, such as "2026.1"'
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")


def parse(text: str, *, zones: Collection[str]) -> Policy:
    """Return the policy that a TOML text writes. `zones` are the time zones there are.

    Raises:
        PolicyFaults: the text is not TOML, or not a policy this desk can run.
    """
    document = opened(text)
    policy = _document(document, zones)
    check(policy, document.faults)
    if document.faults.found:
        raise PolicyFaults(document.faults.found)
    return policy


def _document(document: Table, zones: Collection[str]) -> Policy:
    about = document.table("policy", holds="whose policy it is, and which version")
    hours = document.table("hours", holds="when support is open")
    holidays = document.optional_table("holidays")
    channels = document.optional_table("channel")
    waiting = document.optional_table("waiting")
    severities = sections.severities(document.table("severity", holds="how troubles are ranked"))
    severity_rules = sections.severity_rules(
        document.table("severity_rules", holds="who ranks a trouble")
    )
    policy = Policy(
        vendor=about.text("vendor"),
        product=about.text("product"),
        title=about.text("title"),
        version=_shaped(about, "version", VERSION, A_VERSION),
        effective=_effective(about),
        ticket_prefix=_shaped(about, "ticket_prefix", PREFIX, A_PREFIX),
        hours={one.name: times.hours(one, zones) for one in hours.tables()},
        holidays={one.name: holiday_rule(one) for one in holidays.tables()} if holidays else {},
        contact=sections.contact(document.table("contact", holds="how support is reached")),
        counting=sections.counting(document.table("counting", holds="how promises are counted")),
        entitlement=sections.entitlement(document.table("entitlement", holds="who may ask")),
        gathering=sections.gathering(document.table("gathering", holds="what to have ready")),
        channels={one.name: sections.channel(one) for one in channels.tables()} if channels else {},
        severities=severities,
        severity_rules=severity_rules,
        waiting={one.name: sections.waiting(one) for one in waiting.tables()} if waiting else {},
        closing=sections.closing(document.table("closing", holds="when a ticket closes")),
        reopening=sections.reopening(
            document.table("reopening", holds="what a word on a closed ticket does")
        ),
        clauses=tuple(sections.clauses(document)),
        chosen=tuple(sections.chosen(document)),
        plans=plans.plans(
            document.optional_table("plan"),
            [one.key for one in severities],
            severity_rules.default,
        ),
        regions=plans.regions(document.optional_table("region")),
        region_chosen_by=plans.chosen_by(document.optional_table("regions")),
    )
    about.done()
    document.done()
    return policy


def _effective(table: Table) -> date:
    found = table.day("effective")
    if found != date.max and not FIRST_YEAR < found.year < LAST_YEAR:
        allowed = f"a date from {FIRST_YEAR + 1} to {LAST_YEAR - 1}"
        table.fault("effective", found=found, allowed=allowed, say="no desk counts in that year")
    return found


def _shaped(table: Table, key: str, shape: re.Pattern[str], allowed: str) -> str:
    found = table.text(key, allowed=allowed)
    if found and not shape.fullmatch(found):
        table.fault(key, found=found, allowed=allowed, say=f"{key} goes into names and addresses")
    return found
