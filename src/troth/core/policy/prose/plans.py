"""Sections about what a contract chooses: plans beside each other, and regions."""

from collections.abc import Callable, Iterator, Mapping

from troth.core.policy.document import Policy
from troth.core.policy.plan import Measure, Plan
from troth.core.policy.prose.model import Bullets, Paragraph, Section, Table
from troth.core.policy.prose.wording import (
    and_list,
    capital,
    clock_words,
    hours_name,
    hours_words,
)
from troth.core.policy.target import ALWAYS, Promised, Target
from troth.core.policy.terms import under

NO_PLAN = "Without a plan"
CHOSEN_BY = {"contract": "Your contract says which region you are served in."}

Cell = Callable[[Promised | None], str]


def plans(policy: Policy) -> Iterator[Section]:
    """Say of each plan which severities it offers, and in which hours it counts."""
    if policy.plans:
        yield Section(
            "plans",
            "Plans",
            "enforced",
            (
                Paragraph("Your contract says which plan you are on. The plans differ in this:"),
                Bullets(tuple(_plan(policy, one) for one in policy.plans.values())),
                Paragraph("What they promise stands side by side in the tables below."),
            ),
        )


def _plan(policy: Policy, plan: Plan) -> str:
    offered = [policy.severity(key).name for key in plan.severities]
    every = len(offered) == len(policy.severities)
    said = f"{plan.name}: " + ("every severity" if every else f"{and_list(offered)} only")
    for old, new in plan.hours.items():
        said += f"; what counts in {hours_name(old)} counts {_in(new)}"
    return f"{said}."


def comparison(policy: Policy, caption: str, measure: Measure, words: Cell) -> Table:
    """Return what each plan promises of each severity: a row a severity, a column a plan."""
    terms = [policy, *(under(policy, key, None) for key in policy.plans)]
    rows = tuple(
        (one.name, *(_cell(each, one.key, measure, words) for each in terms))
        for one in policy.severities
    )
    head = ("Severity", NO_PLAN, *(plan.name for plan in policy.plans.values()))
    return Table(caption, head, rows, compares=True)


def _cell(terms: Policy, severity: str, measure: Measure, words: Cell) -> str:
    offered = {one.key: one for one in terms.severities}
    if severity not in offered:
        return "Not offered"
    promised = offered[severity].says(measure)
    said = words(promised)
    return f"{said}, {clock_words(promised)}" if isinstance(promised, Target) else said


def regions(policy: Policy) -> Iterator[Section]:
    """Tabulate which hours count in each region, wherever this page names some."""
    if not policy.regions or policy.region_chosen_by is None:
        return
    named = [
        key for key in policy.hours if any(key in one.hours for one in policy.regions.values())
    ]
    rows = tuple(
        (
            capital(hours_name(key)),
            *(_hours(policy, one.hours, key) for one in policy.regions.values()),
        )
        for key in named
    )
    table = Table(
        "Hours by region",
        ("Hours", *(one.name for one in policy.regions.values())),
        rows,
        compares=True,
    )
    yield Section(
        "regions",
        "Regions",
        "enforced",
        (
            Paragraph(
                f"{CHOSEN_BY[policy.region_chosen_by]} The promises are the same everywhere; the"
                " hours they are counted in are those of your region:"
            ),
            table,
        ),
    )


def _hours(policy: Policy, instead: Mapping[str, str], key: str) -> str:
    name = instead.get(key, key)
    return "Around the clock" if name == ALWAYS else hours_words(policy.hours[name])


def _in(name: str) -> str:
    return "around the clock" if name == ALWAYS else f"in {hours_name(name)}"
