"""Terms: what a policy says to whoever is on one of its plans, in one of its regions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from troth.core.policy.document import Channel, Policy, Severity
from troth.core.policy.plan import Plan
from troth.core.policy.target import Promised, Target
from troth.core.policy.waiting import NoAnswer


class UnknownTerms(KeyError):  # noqa: N818 (named for what is wrong)
    """The policy has no plan, or no region, of that key."""

    def __init__(self, what: str, key: str, known: tuple[str, ...]) -> None:
        super().__init__(key)
        self.what = what
        self.key = key
        self.known = known

    def __str__(self) -> str:
        having = f"it has {', '.join(self.known)}" if self.known else "it has none"
        return f"this policy has no {self.what} {self.key!r}; {having}"


def under(policy: Policy, plan: str | None, region: str | None) -> Policy:
    """Return the policy as it reads under a plan and in a region; None changes nothing.

    A plan replaces hours first, a region what they have become, wherever the
    policy names hours: in targets, and in when a channel is answered.

    Raises:
        UnknownTerms: the policy has no such plan or region.
    """
    if plan is not None:
        if plan not in policy.plans:
            raise UnknownTerms("plan", plan, tuple(policy.plans))
        policy = _on_plan(policy, policy.plans[plan])
    if region is not None:
        if region not in policy.regions:
            raise UnknownTerms("region", region, tuple(policy.regions))
        policy = _in_hours(policy, policy.regions[region].hours)
    return policy


def _on_plan(policy: Policy, plan: Plan) -> Policy:
    severities = tuple(
        replace(
            one,
            response=plan.promises.get((one.key, "response"), one.response),
            update=plan.promises.get((one.key, "update"), one.update),
        )
        for one in policy.severities
        if one.key in plan.severities
    )
    return _in_hours(
        replace(
            policy,
            severities=severities,
            not_offered=tuple(one for one in policy.severities if one.key not in plan.severities),
            severity_rules=replace(policy.severity_rules, default=plan.default),
            channels=dict(_channels(policy.channels, plan.severities)),
        ),
        plan.hours,
    )


def _channels(
    channels: Mapping[str, Channel], offered: tuple[str, ...]
) -> Iterator[tuple[str, Channel]]:
    """Yield the channels that are for any severity of the plan, each for those alone."""
    for key, channel in channels.items():
        left = tuple(one for one in channel.severities if one in offered)
        if left or not channel.severities:
            yield key, replace(channel, severities=left)


def _in_hours(policy: Policy, instead: Mapping[str, str]) -> Policy:
    """Return the policy with hours replaced wherever it names them."""
    if not instead:
        return policy

    def target(one: Target) -> Target:
        return replace(one, clock=instead.get(one.clock, one.clock))

    def promised(one: Promised) -> Promised:
        return target(one) if isinstance(one, Target) else one

    def severity(one: Severity) -> Severity:
        update = promised(one.update) if one.update else None
        return replace(one, response=promised(one.response), update=update)

    def silence(one: NoAnswer | None) -> NoAnswer | None:
        if one is None:
            return None
        reminders = tuple(target(each) for each in one.reminders)
        return replace(one, reminders=reminders, after=target(one.after))

    return replace(
        policy,
        severities=tuple(severity(one) for one in policy.severities),
        entitlement=replace(policy.entitlement, decide=target(policy.entitlement.decide)),
        reopening=replace(policy.reopening, decide=target(policy.reopening.decide)),
        closing=replace(policy.closing, no_answer=silence(policy.closing.no_answer)),
        channels={
            key: replace(one, clock=instead.get(one.clock, one.clock))
            for key, one in policy.channels.items()
        },
    )
