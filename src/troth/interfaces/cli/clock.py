"""`troth clock …`: count a promise by hand, and see why it falls due when it does."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from troth.core.clock.faults import ClockFault
from troth.core.policy.document import UnknownSeverity
from troth.core.policy.edition import BeyondHorizon, Edition
from troth.core.policy.parse import PolicyFaults
from troth.core.policy.plan import Measure
from troth.core.policy.prose.wording import main_hours, target_words
from troth.core.policy.target import ALWAYS, Target
from troth.core.policy.terms import UnknownTerms
from troth.domain.contracts.drafts import draft
from troth.interfaces.cli.policy import FILE, present, read_text, tell

PROMISES: tuple[Measure, ...] = ("response", "update")


class Instant(click.ParamType[datetime]):
    """An instant with its offset: 2026-11-20T19:30-05:00, or ending in Z."""

    name = "instant"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the instant, in UTC; fail in words for anything that is none."""
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not an instant such as 2026-11-20T19:30-05:00", param, ctx)
        if at.utcoffset() is None:
            self.fail(f"{value} does not say its zone; end it in Z or in -05:00", param, ctx)
        try:
            return at.astimezone(UTC)
        except OverflowError:
            self.fail(f"{value} is outside the years that can be counted", param, ctx)


@click.group()
def clock() -> None:
    """Count promises by hand."""


@clock.command()
@click.option("--policy", "file", type=FILE, required=True, help="The policy file to count by.")
@click.option("--severity", required=True, metavar="KEY", help="A severity of that policy.")
@click.option("--promise", type=click.Choice(PROMISES), required=True, help="What is promised.")
@click.option("--plan", metavar="KEY", help="A plan of that policy; without it, no plan.")
@click.option("--region", metavar="KEY", help="A region of that policy.")
@click.option("--from", "start", type=Instant(), help="When it begins to count.  [default: now]")
@click.option("--why", is_flag=True, help="Tell the clause, the spans counted and days skipped.")
def due(
    file: Path,
    severity: str,
    promise: Measure,
    plan: str | None,
    region: str | None,
    start: datetime | None,
    why: bool,
) -> None:
    """Print when a promise falls due, in the hours' own zone and in UTC.

    Prints the two instants on one line, tab-separated. With --why, a line
    follows for the clause, and one for every span counted and day skipped.

    \b
    Example:
        troth clock due --policy policies/ivt-mediaplatform.toml \\
            --severity 2 --promise response --from 2026-11-20T19:30-05:00 --why
    """
    at = start or present()
    try:
        edition = draft(read_text(file), at=at).terms(plan, region)
        target = _target(edition, severity, promise)
        trace = edition.explain(at, target)
    except PolicyFaults as faults:
        tell(faults, file)
    except (UnknownSeverity, UnknownTerms) as unknown:
        raise click.ClickException(f"{file}: {unknown}") from None
    except (ClockFault, BeyondHorizon) as fault:
        raise click.ClickException(str(fault)) from None

    there = trace.due_at.astimezone(_zone(edition, target))
    click.echo(f"{written(there)}\t{written(trace.due_at.astimezone(UTC))}")
    if why:
        name = edition.policy.severity(severity).name
        click.echo(f"Clause {target.clause}: {name}, {promise} {target_words(target)}.")
        for line in trace.lines():
            click.echo(line)


def written(at: datetime) -> str:
    """Return an instant as ISO 8601 writes it, to the minute where that is exact."""
    exact = at.second == at.microsecond == 0
    return at.isoformat(timespec="minutes" if exact else "auto").replace("+00:00", "Z")


def _target(edition: Edition, severity: str, promise: Measure) -> Target:
    found = edition.policy.severity(severity)
    if found in edition.policy.not_offered:
        raise click.ClickException(f"{found.name} is not offered by this plan.")
    said = found.says(promise)
    if isinstance(said, Target):
        return said
    words = f": {said.said}" if said else ""
    raise click.ClickException(f"{found.name} is promised no {promise}{words}.")


def _zone(edition: Edition, target: Target) -> ZoneInfo:
    """Return the zone a reader expects: that of the hours, or of support where none close."""
    name = main_hours(edition.policy).key if target.clock == ALWAYS else target.clock
    return edition.hours(name).zone
