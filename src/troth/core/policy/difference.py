"""What changed between two policies, in words a support manager can check."""

from collections.abc import Iterator, Mapping

from troth.core.policy.document import NO_ANSWER, NOT_PRODUCTION, HoursRule, Policy, Severity
from troth.core.policy.plan import Plan
from troth.core.policy.prose.pauses import ENDS, silence_words, still_words
from troth.core.policy.prose.subjects import subject
from troth.core.policy.prose.wording import (
    and_list,
    answered_words,
    capital,
    day_words,
    hours_name,
    lower,
    promised_words,
    span_words,
    target_words,
    week_words,
)
from troth.core.policy.waiting import WaitingRule

FIELDS = ("vendor", "product", "title", "version", "ticket_prefix")

CAPPED = {NOT_PRODUCTION: "A trouble on a system that is not in production"}


def difference(old: Policy, new: Policy) -> tuple[str, ...]:
    """Return one sentence for each thing that the two policies say differently; none if alike."""
    before, after = dict(_said(old)), dict(_said(new))
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(
        _change(_about(new if key in after else old, key), before.get(key), after.get(key))
        for key in keys
        if before.get(key) != after.get(key)
    )


def _change(about: str, before: str | None, after: str | None) -> str:
    if before is None:
        return f"{about}: new: {after}"
    if after is None:
        return f"{about}: no longer there; it was: {before}"
    return f"{about}: was {before}; is now {after}"


def _about(policy: Policy, key: str) -> str:
    kind, _, rest = key.partition(":")
    if kind == "clause":
        return f"The clause “{rest}”"
    if kind == "holiday":
        return f"The holiday {rest}"
    if kind == "cap":
        return CAPPED[rest]
    if kind == "chosen":
        return f"What is chosen about “{subject(policy, rest)}”"
    return subject(policy, key)


def _said(policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield everything a policy says, each under the key it is written at."""
    for name in FIELDS:
        yield f"policy.{name}", getattr(policy, name)
    yield "policy.effective", day_words(policy.effective)
    for rule in policy.hours.values():
        yield from _hours(rule)
    for calendar in policy.holidays.values():
        yield f"holidays.{calendar.key}.on_weekend", calendar.on_weekend
        for holiday in calendar.days:
            yield f"holiday:{holiday.name}", holiday.falls.words()
    for way in ("phone", "email", "portal"):
        if address := getattr(policy.contact, way):
            yield f"contact.{way}", address
    for name in ("clock_starts", "response_is", "business_days_end"):
        yield f"counting.{name}", getattr(policy.counting, name)
    yield "entitlement.who", policy.entitlement.who
    yield "entitlement.needs", and_list(policy.entitlement.needs) or "nothing"
    yield "entitlement.if_not", policy.entitlement.if_not
    yield "entitlement.notice", policy.entitlement.notice
    yield "entitlement.decide", target_words(policy.entitlement.decide)
    yield "gathering.ask", and_list(policy.gathering) or "nothing"
    for channel in policy.channels.values():
        names = [policy.severity(key).name for key in channel.severities]
        said = [answered_words(channel), *([f"for {and_list(names)} only"] if names else [])]
        said += [word for word in (channel.otherwise, channel.reaches) if word]
        said += [f"raised by {and_list(channel.raised_by)}"] if channel.raised_by else []
        yield f"channel.{channel.key}", ", ".join(said)
    yield "severity", and_list(one.name for one in policy.severities)
    for severity in policy.severities:
        yield from _severity(severity)
    yield "severity_rules.suggested_by", policy.severity_rules.suggested_by
    yield "severity_rules.assigned_by", policy.severity_rules.assigned_by
    yield "severity_rules.default", policy.severity(policy.default_severity).name
    for cap in policy.severity_rules.caps:
        yield f"cap:{cap.when}", f"{policy.severity(cap.highest).name} at most"
    for plan in policy.plans.values():
        yield from _plan(policy, plan)
    if policy.region_chosen_by:
        yield "regions.chosen_by", policy.region_chosen_by
    for region in policy.regions.values():
        yield f"region.{region.key}.name", region.name
        yield f"region.{region.key}.hours", _instead(region.hours)
    for waiting in policy.waiting.values():
        yield f"waiting.{waiting.key}", _waiting(waiting)
    yield "closing.after", policy.closing.after
    for reason in policy.closing.reasons.values():
        needs = and_list(reason.needs) or "nothing"
        yield f"closing.reason.{reason.key}", f"{reason.name} ({reason.means} Needs: {needs}.)"
    if silence := policy.closing.no_answer:
        words = f"{silence.name} ({silence.means} {capital(silence_words(silence))}.)"
        yield f"closing.{NO_ANSWER}", words
    yield "reopening.decided_by", policy.reopening.decided_by
    yield "reopening.decide", target_words(policy.reopening.decide)
    for clause in policy.clauses:
        yield f"clause:{clause.title}", clause.text
    for chosen in policy.chosen:
        yield f"chosen:{chosen.about}", chosen.why


def _waiting(rule: WaitingRule) -> str:
    words = f"{rule.reason} (Until: {lower(ENDS[rule.ends])}. Stands still: "
    anew = ", and is then counted from the beginning" if rule.anew else ""
    return f"{words}{lower(still_words(rule))}{anew}.)"


def _plan(policy: Policy, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield what a plan comes to, however much of it is written or taken over."""
    at = f"plan.{plan.key}"
    yield f"{at}.name", plan.name
    yield f"{at}.severities", and_list(policy.severity(key).name for key in plan.severities)
    yield f"{at}.default", policy.severity(plan.default).name
    yield f"{at}.hours", _instead(plan.hours)
    for (severity, measure), promised in plan.promises.items():
        yield f"{at}.severity.{severity}.{measure}", promised_words(promised)


def _instead(hours: Mapping[str, str]) -> str:
    said = (f"{hours_name(new)} for {hours_name(old)}" for old, new in hours.items())
    return and_list(said) or "those of the policy"


def _hours(rule: HoursRule) -> Iterator[tuple[str, str]]:
    yield f"hours.{rule.key}.zone", rule.zone
    yield f"hours.{rule.key}.called", rule.called
    yield f"hours.{rule.key}.open", week_words(rule.weekly)
    yield f"hours.{rule.key}.holidays", rule.holidays or "none"
    if rule.exceptions:
        said = (
            f"{day_words(day)}: {span_words(spans) if spans else 'closed'}"
            for day, spans in sorted(rule.exceptions.items())
        )
        yield f"hours.{rule.key}.exceptions", "; ".join(said)


def _severity(severity: Severity) -> Iterator[tuple[str, str]]:
    at = f"severity.{severity.key}"
    yield f"{at}.name", severity.name
    yield f"{at}.means", severity.means
    if severity.examples:
        yield f"{at}.examples", and_list(severity.examples)
    yield f"{at}.response", promised_words(severity.response)
    if severity.update:
        yield f"{at}.update", promised_words(severity.update)
