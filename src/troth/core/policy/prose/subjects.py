"""Name in words what a key of the policy file is about, for readers who never see the file."""

import re

from troth.core.policy.document import Policy
from troth.core.policy.prose.wording import capital, hours_name, lower

FIXED = {
    "contact": "Ways to reach support",
    "contact.phone": "The support telephone number",
    "contact.email": "The support e-mail address",
    "contact.portal": "The support portal",
    "policy.title": "The title of this policy",
    "policy.version": "The version of this policy",
    "policy.effective": "The day this policy takes effect",
    "policy.ticket_prefix": "The letters in front of a ticket's number",
    "counting": "How time is counted",
    "counting.clock_starts": "When a time begins to run",
    "counting.response_is": "What counts as a response",
    "counting.business_days_end": "When a business day is over",
    "entitlement": "Who may ask for support",
    "entitlement.who": "Who may ask for support",
    "entitlement.needs": "What must be in place to ask for support",
    "entitlement.if_not": "A report from somebody who may not ask for support",
    "entitlement.notice": "What the sender of such a report is told",
    "entitlement.decide": "How soon we decide about such a report",
    "gathering": "What to have ready",
    "gathering.ask": "What to have ready",
    "severity": "How troubles are ranked",
    "severity_rules": "Who ranks a trouble",
    "severity_rules.suggested_by": "Who suggests a severity",
    "severity_rules.assigned_by": "Who assigns the severity",
    "severity_rules.default": "The severity that counts while none is known",
    "severity_rules.highest": "What caps a severity",
    "plan": "Plans",
    "region": "Regions",
    "regions": "Regions",
    "regions.chosen_by": "What says which region counts",
    "holidays": "Our holidays",
    "hours": "When support is open",
    "closing": "When a ticket is closed",
    "closing.after": "What comes before a ticket is closed",
    "closing.reason": "The reasons a ticket is closed for",
    "closing.no_answer": "Closing after silence",
    "reopening": "Writing on a closed ticket",
    "reopening.decided_by": "Who decides about a closed ticket",
    "reopening.decide": "How soon we decide about a closed ticket",
    "waiting": "Tickets that wait",
    "channel": "Ways to reach support",
}
HOURS = {
    "": "{}",
    "zone": "The time zone of {}",
    "called": "The name of the time zone of {}",
    "open": "When {} are",
    "holidays": "The holidays left out of {}",
    "exceptions": "Days on which {} differ",
}
PLAN = {
    "": "The plan {}",
    "name": "The name of the plan {}",
    "based_on": "What the plan {} is based on",
    "severities": "The severities that the plan {} offers",
    "default": "The severity that counts in the plan {} while none is known",
    "hours": "The hours that count in the plan {}",
}
REGION = {
    "": "The region {}",
    "name": "The name of the region {}",
    "hours": "The hours that count in the region {}",
}
HOLIDAYS = {
    "": "Our holidays",
    "days": "Which days are holidays",
    "dates": "Which days are holidays",
    "on_weekend": "Holidays that fall on a weekend",
}
SEVERITY = {
    "": "{}",
    "name": "The name of {}",
    "means": "What {} means",
    "examples": "Examples of {}",
    "response": "The response to {}",
    "response.within": "How soon {} is answered",
    "response.clock": "The hours in which the response to {} is counted",
    "update": "Updates on {}",
    "update.every": "How often there is news of {}",
    "update.clock": "The hours in which updates on {} are counted",
}
CLOCK = re.compile(r"(.*)\.(clock|within)")


def subject(policy: Policy, about: str) -> str:
    """Return what a key is about: `severity.2.update.clock` is about the hours of an update."""
    if about in FIXED:
        return FIXED[about]
    kind, _, rest = about.partition(".")
    key, _, detail = rest.partition(".")
    match kind:
        case "severity" if key in {one.key for one in policy.severities}:
            return SEVERITY.get(detail, SEVERITY[""]).format(policy.severity(key).name)
        case "hours":
            return capital(HOURS.get(detail, HOURS[""]).format(hours_name(key)))
        case "plan" if key in policy.plans:
            return _plan(policy, key, detail)
        case "region" if key in policy.regions:
            words = REGION.get(detail.partition(".")[0], REGION[""])
            return words.format(policy.regions[key].name)
        case "holidays":
            return HOLIDAYS.get(detail.partition(".")[0], HOLIDAYS[""])
        case "waiting" if key in policy.waiting:
            return f"Waiting: {lower(policy.waiting[key].reason)}"
        case "channel":
            return capital(f"{key.replace('_', ' ')}")
        case "closing" if detail and detail.partition(".")[0] in policy.closing.reasons:
            return f"Closing: {lower(policy.closing.reasons[detail.partition('.')[0]].name)}"
    if found := CLOCK.fullmatch(about):
        of = lower(subject(policy, found[1]))
        return f"The hours in which is counted {of}" if found[2] == "clock" else capital(of)
    return capital(about.replace("_", " ").replace(".", ", "))


def _plan(policy: Policy, key: str, detail: str) -> str:
    name = policy.plans[key].name
    if detail.startswith("severity."):
        return f"{subject(policy, detail)} in the plan {name}"
    return PLAN.get(detail.partition(".")[0], PLAN[""]).format(name)
