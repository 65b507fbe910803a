"""Check that the sections of a policy agree: names that are used exist, and ranks make sense."""

from collections.abc import Sequence
from itertools import pairwise

from troth.core.clock.words.durations import BusinessDays, Elapsed
from troth.core.policy.document import NO_ANSWER, Policy, Severity
from troth.core.policy.parse.faults import FaultList, as_written, listed, near
from troth.core.policy.parse.lines import Path, dotted
from troth.core.policy.parse.terms import check_terms
from troth.core.policy.parse.times import PLACEHOLDER
from troth.core.policy.target import ALWAYS, Promised, Target, Unpromised
from troth.core.policy.waiting import CUSTOMER_WRITES

ENDS = f'ends = "{CUSTOMER_WRITES}"'


def check(policy: Policy, faults: FaultList) -> None:
    """Note a fault wherever one section of `policy` contradicts another."""
    _clocks(policy, faults)
    _severities(policy, faults)
    _ranks(policy.severities, faults)
    for terms in check_terms(policy, faults):
        _ranks(terms.severities, faults)
    _silence(policy, faults)
    _chosen(policy, faults)


def _clocks(policy: Policy, faults: FaultList) -> None:
    hours = (ALWAYS, *policy.hours)
    for target in policy.targets:
        path: Path = (*target.clause.split("."), "clock")
        _exists(target.clock, hours, path, "hours", faults)
        if target.clock == ALWAYS and target.in_business_days:
            faults.add(
                path,
                found=ALWAYS,
                allowed=listed(as_written(one) for one in policy.hours),
                say="business days are counted in hours that close; around the clock has none",
            )
    for channel in policy.channels.values():
        if channel.clock:
            _exists(channel.clock, hours, ("channel", channel.key, "answered"), "hours", faults)
    for rule in policy.hours.values():
        if rule.holidays is not None:
            path = ("hours", rule.key, "holidays")
            _exists(rule.holidays, tuple(policy.holidays), path, "holidays", faults)


def _severities(policy: Policy, faults: FaultList) -> None:
    keys = tuple(one.key for one in policy.severities)
    if policy.default_severity:
        path: Path = ("severity_rules", "default")
        _exists(policy.default_severity, keys, path, "severity", faults)
    for channel in policy.channels.values():
        for index, key in enumerate(channel.severities):
            path = ("channel", channel.key, "severities", index)
            _exists(key, keys, path, "severity", faults)
        others = tuple(key for key in policy.channels if key != channel.key)
        for index, key in enumerate(channel.raised_by):
            _exists(key, others, ("channel", channel.key, "raised_by", index), "channel", faults)


def _ranks(severities: Sequence[Severity], faults: FaultList) -> None:
    names: dict[str, str] = {}
    for one in severities:
        if one.name and one.name in names:
            say = f"two severities are called {as_written(one.name)}; nobody could tell them apart"
            path: Path = ("severity", one.key, "name")
            faults.add(path, found=one.name, allowed="a name of its own", say=say)
        names[one.name] = one.key
    for worse, milder in pairwise(severities):
        _sooner("response", worse.response, milder.response, faults)
        if worse.update and milder.update:
            _sooner("update", worse.update, milder.update, faults)


def _sooner(what: str, worse: Promised, milder: Promised, faults: FaultList) -> None:
    """Note a fault where the graver trouble is promised less, so far as the two compare."""
    if isinstance(milder, Unpromised):
        return
    if isinstance(worse, Unpromised):
        faults.add(
            tuple(worse.clause.split(".")),
            found=worse.said,
            allowed=f"at most {milder.within.words()}",
            say=f"a graver trouble is promised no {what} while the next one down is",
        )
        return
    unread = PLACEHOLDER in (worse.within, milder.within)
    if unread or worse.clock != milder.clock or not _longer(worse, milder):
        return
    faults.add(
        tuple(worse.clause.split(".")),
        found=worse.within.words(),
        allowed=f"at most {milder.within.words()}",
        say=f"a graver trouble gets its {what} later than the next one down:"
        " put the most severe first, or correct the time",
    )


def _longer(one: Target, other: Target) -> bool:
    match one.within, other.within:
        case Elapsed(a), Elapsed(b):
            return a > b
        case BusinessDays(m), BusinessDays(n):
            return m > n
    return False


def _silence(policy: Policy, faults: FaultList) -> None:
    """Note a fault where silence is counted in no wait for the customer, or its steps go back."""
    rule = policy.closing.no_answer
    if rule is None:
        return
    path: Path = ("closing", NO_ANSWER)
    waits = [one.key for one in policy.waiting.values() if one.ends == CUSTOMER_WRITES]
    if rule.waits_in and rule.waits_in not in waits:
        faults.add(
            (*path, "waits_in"),
            found=rule.waits_in,
            allowed=listed(as_written(one) for one in waits) or f"[waiting.NAME], {ENDS}",
            say=f"a ticket is silent only while it waits for the customer: write {ENDS} there",
        )
    for earlier, later in pairwise((*rule.reminders, rule.after)):
        if PLACEHOLDER not in (earlier.within, later.within) and not _longer(later, earlier):
            faults.add(
                (*path, "after"),
                found=later.within.words(),
                allowed=f"more than {earlier.within.words()}, and each in the same unit",
                say="each step comes after the one before, and closing last",
            )
    if NO_ANSWER in policy.closing.reasons:
        say = f"{NO_ANSWER} is what a closing after silence is called; name this reason otherwise"
        where = ("closing", "reason", NO_ANSWER)
        faults.add(where, found=NO_ANSWER, allowed="another name", say=say)


def _chosen(policy: Policy, faults: FaultList) -> None:
    keys = {dotted(path) for path in faults.lines.at}
    subjects: set[str] = set()
    for index, one in enumerate(policy.chosen):
        if one.about in subjects:
            path: Path = ("chosen", index, "about")
            say = f"{one.about} is chosen twice; say it in one place"
            faults.add(path, found=one.about, allowed="each subject once", say=say)
        elif one.about and one.about not in keys and not faults.at_or_above(one.about):
            faults.add(
                ("chosen", index, "about"),
                found=one.about,
                allowed='a key of this file, such as "hours.support.zone"',
                say=f"nothing in this file is called {one.about}" + near(one.about, sorted(keys)),
            )
        subjects.add(one.about)


def _exists(name: str, known: Sequence[str], path: Path, what: str, faults: FaultList) -> None:
    if name not in known:
        faults.add(
            path,
            found=name,
            allowed=listed(as_written(one) for one in known) or f"[{what}.NAME], written first",
            say=f"there is no {what} called {as_written(name)}{near(name, known)}",
        )
