"""Read plans and regions: each writes only what differs from what it is based on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from troth.core.policy import vocabulary
from troth.core.policy.parse.faults import as_written, listed, near
from troth.core.policy.parse.reader import Table
from troth.core.policy.parse.times import promised
from troth.core.policy.plan import Measure, Plan, Region
from troth.core.policy.target import Promised

SOME_HOURS = 'the names of hours, such as { support = "extended" }'


@dataclass(slots=True)
class Draft:
    """One `[plan.NAME]` as written: nothing taken over from the plan it is based on yet."""

    table: Table
    name: str
    based_on: str | None
    severities: tuple[str, ...] | None
    default: str | None
    hours: Mapping[str, str]
    promises: dict[tuple[str, Measure], Promised] = field(default_factory=dict)


def plans(table: Table | None, severities: Sequence[str], default: str) -> dict[str, Plan]:
    """Read every `[plan.NAME]`, in the order written. `severities` are the policy's."""
    drafts = {one.name: _draft(one) for one in table.tables()} if table else {}
    whole: dict[str, Plan] = {}
    for key in drafts:
        _complete(key, drafts, whole, (), severities, default)
    return {key: whole[key] for key in drafts}


def regions(table: Table | None) -> dict[str, Region]:
    """Read every `[region.NAME]`, in the order written."""
    found: dict[str, Region] = {}
    for one in table.tables() if table else ():
        found[one.name] = Region(one.name, _name(one), _hours(one))
        one.done()
    return found


def chosen_by(table: Table | None) -> str | None:
    """Read `[regions]`: what says which region a customer is served in."""
    if table is None:
        return None
    said = table.choice(
        "chosen_by", vocabulary.REGION_CHOSEN_BY, later=vocabulary.REGION_CHOSEN_BY_LATER
    )
    table.done()
    return said


def _draft(table: Table) -> Draft:
    draft = Draft(
        table=table,
        name=_name(table),
        based_on=table.optional_text("based_on", allowed="the name of a plan"),
        severities=table.texts("severities") if table.has("severities") else None,
        default=table.optional_text("default", allowed="the key of a severity"),
        hours=_hours(table),
    )
    severities = table.optional_table("severity")
    for one in severities.tables() if severities else ():
        if one.has("response"):
            draft.promises[one.name, "response"] = promised(one, "response")
        if one.has("update"):
            draft.promises[one.name, "update"] = promised(one, "update", word="every")
        one.done()
    table.done()
    return draft


def _name(table: Table) -> str:
    return table.optional_text("name") or table.name.replace("_", " ").capitalize()


def _hours(table: Table) -> dict[str, str]:
    instead: dict[str, str] = {}
    inner = table.optional_table("hours")
    for key in inner.values if inner else ():
        if inner and (name := inner.text(key, allowed=SOME_HOURS)):
            instead[key] = name
    return instead


def _complete(
    key: str,
    drafts: Mapping[str, Draft],
    whole: dict[str, Plan],
    above: tuple[str, ...],
    severities: Sequence[str],
    default: str,
) -> Plan | None:
    """Complete a plan and those it is based on; `above` are the plans that led here."""
    if key in whole:
        return whole[key]
    draft = drafts[key]
    based: Plan | None = None
    if draft.based_on is not None:
        if draft.based_on in (*above, key):
            _not_based(draft, drafts, "plans cannot be based on each other in a circle")
        elif draft.based_on not in drafts:
            say = f"there is no plan called {as_written(draft.based_on)}"
            _not_based(draft, drafts, say + near(draft.based_on, list(drafts)))
        else:
            based = _complete(draft.based_on, drafts, whole, (*above, key), severities, default)
    offered = draft.severities
    if offered is None:
        offered = based.severities if based else tuple(severities)
    whole[key] = Plan(
        key=key,
        name=draft.name,
        based_on=draft.based_on,
        severities=tuple(one for one in severities if one in offered),
        default=draft.default or (based.default if based else default),
        hours={**(based.hours if based else {}), **draft.hours},
        promises={**(based.promises if based else {}), **draft.promises},
    )
    _offers(draft, whole[key], severities)
    return whole[key]


def _offers(draft: Draft, plan: Plan, severities: Sequence[str]) -> None:
    """Note a fault where a plan ranks or promises what it does not offer."""
    known = listed(as_written(one) for one in severities)
    faults, path = draft.table.faults, draft.table.path
    if draft.severities == () and draft.table.values.get("severities") == []:
        say = "a plan for no severity offers nothing: leave severities out for all, or name some"
        draft.table.fault("severities", found=[], allowed=known, say=say)
        return
    for index, one in enumerate(draft.severities or ()):
        if one not in severities:
            say = f"there is no severity called {as_written(one)}{near(one, severities)}"
            faults.add((*path, "severities", index), found=one, allowed=known, say=say)
    offered = listed(as_written(one) for one in plan.severities)
    for one, measure in draft.promises:
        if one not in plan.severities:
            what = "is not offered by this plan" if one in severities else "does not exist"
            say = f"severity {as_written(one)} {what}, so nothing can be promised of it"
            at = (*path, "severity", one, measure)
            faults.add(at, found=draft.table.name, allowed=offered, say=say)
    if plan.severities and plan.default not in plan.severities:
        say = (
            f"severity {as_written(plan.default)} counts while none is known, and this plan does"
            " not offer it: say another default"
        )
        draft.table.fault("default", found=plan.default, allowed=offered, say=say)


def _not_based(draft: Draft, drafts: Mapping[str, Draft], say: str) -> None:
    others = [as_written(one) for one in drafts if one != draft.table.name]
    allowed = listed(others) or "another plan, written as [plan.NAME]"
    draft.table.fault("based_on", found=draft.based_on, allowed=allowed, say=say)
