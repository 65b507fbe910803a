"""Check that plans and regions agree with the policy, and with each other."""

from collections.abc import Iterator, Mapping

from troth.core.policy.document import NOT_PRODUCTION, Policy
from troth.core.policy.parse.faults import MISSING, FaultList, as_written, listed
from troth.core.policy.parse.lines import Path
from troth.core.policy.target import ALWAYS
from troth.core.policy.terms import under

Apart = tuple[Path, Mapping[str, str]]  # where hours are replaced, and by which


def check_terms(policy: Policy, faults: FaultList) -> Iterator[Policy]:
    """Note every fault of plans, regions and caps; yield the policy of each plan that has none."""
    before = len(faults.found)
    _names(policy, faults)
    _caps(policy, faults)
    if policy.regions and policy.region_chosen_by is None:
        say = "regions are there, and nothing says which one counts: write [regions]"
        faults.add(("region",), found=MISSING, allowed='chosen_by = "contract"', say=say)
    elif policy.region_chosen_by and not policy.regions:
        say = "a region is chosen, and there is none: write [region.NAME]"
        faults.add(("regions",), found=policy.region_chosen_by, allowed="[region.NAME]", say=say)
    for path, instead in _apart(policy):
        _hours_exist(path, instead, policy, faults)
        _days_close(path, instead, policy, faults)
    _both(policy, faults)
    if len(faults.found) == before:
        yield from (under(policy, key, None) for key in policy.plans)


def _apart(policy: Policy) -> Iterator[Apart]:
    for plan in policy.plans.values():
        yield ("plan", plan.key, "hours"), plan.hours
    for region in policy.regions.values():
        yield ("region", region.key, "hours"), region.hours


def _names(policy: Policy, faults: FaultList) -> None:
    for kind, named in (("plan", policy.plans), ("region", policy.regions)):
        taken: set[str] = set()
        for one in named.values():
            if one.name in taken:
                say = f"two {kind}s are called {as_written(one.name)}; nobody could tell them apart"
                path: Path = (kind, one.key, "name")
                faults.add(path, found=one.name, allowed="a name of its own", say=say)
            taken.add(one.name)


def _caps(policy: Policy, faults: FaultList) -> None:
    keys = [one.key for one in policy.severities]
    for index, cap in enumerate(policy.severity_rules.caps):
        path: Path = ("severity_rules", "highest", index, "highest")
        lacking = [
            plan.name for plan in policy.plans.values() if cap.highest not in plan.severities
        ]
        if cap.highest and cap.highest not in keys:
            say = f"there is no severity called {as_written(cap.highest)}"
        elif cap.highest and lacking:
            say = f"{listed(lacking, 'and')} does not offer it, so nothing would be left to allow"
        else:
            continue
        allowed = listed(as_written(key) for key in keys)
        faults.add(path, found=cap.highest, allowed=allowed, say=say)
    asked = "production or not"
    if asked not in policy.gathering and any(
        cap.when == NOT_PRODUCTION for cap in policy.severity_rules.caps
    ):
        say = f"nobody is asked where the trouble is: let gathering ask {as_written(asked)}"
        path = ("severity_rules", "highest", 0, "when")
        faults.add(path, found=NOT_PRODUCTION, allowed=f"with {as_written(asked)} asked", say=say)


def _hours_exist(path: Path, instead: Mapping[str, str], policy: Policy, faults: FaultList) -> None:
    written = listed(as_written(one) for one in policy.hours)
    for old, new in instead.items():
        if old not in policy.hours:
            say = f"there are no hours called {as_written(old)} to replace"
            faults.add((*path, old), found=old, allowed=written, say=say)
        if new not in (ALWAYS, *policy.hours):
            say = f"there are no hours called {as_written(new)}"
            faults.add((*path, old), found=new, allowed=f'"{ALWAYS}", {written}', say=say)


def _days_close(path: Path, instead: Mapping[str, str], policy: Policy, faults: FaultList) -> None:
    """Note a fault where business days would be counted around the clock."""
    counted = {one.clock for one in policy.targets if one.in_business_days}
    for old, new in instead.items():
        if new == ALWAYS and old in counted:
            say = f"business days are counted in {old}, and around the clock has none"
            allowed = listed(as_written(one) for one in policy.hours)
            faults.add((*path, old), found=new, allowed=allowed, say=say)


def _both(policy: Policy, faults: FaultList) -> None:
    """Note a fault where a plan and a region replace the same hours and nothing says by which."""
    for region in policy.regions.values():
        for plan in policy.plans.values():
            for old, new in plan.hours.items():
                if old in region.hours and new not in region.hours and new != ALWAYS:
                    say = (
                        f"{plan.name} replaces {old} by {new}, and {region.name} does"
                        f" too: say what {new} is in {region.name}"
                    )
                    path: Path = ("region", region.key, "hours")
                    faults.add(path, found=MISSING, allowed=f'{new} = "…"', say=say)
