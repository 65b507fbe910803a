"""Keys of the policy language that this desk does not run yet, and what to call them.

Ignoring one would publish a promise nobody keeps, so each is refused by name.
"""

from collections.abc import Mapping

NOT_YET: Mapping[tuple[str, ...], str] = {
    # (table,) at the top of the file
    ("channel_rule",): "rules that tie a severity to a channel",
    ("promise",): "further promises, such as a workaround or a fix",
    ("updates",): "updates replaced by an agreed time",
    ("escalation",): "escalations",
    ("event",): "standby for planned events",
    ("quota",): "quotas",
    ("credit",): "credits",
    # (table, key within it)
    ("holidays", "calendar"): "ready-made holiday calendars",
    ("holidays", "ics"): "holidays from a calendar file",
    ("channel", "response"): "targets of a channel",
    ("severity_rules", "change"): "severities that change by rule",
    ("plan", "contacts"): "contacts of a plan",
    ("plan", "contact_changes_per_year"): "contacts of a plan",
    ("regions", "handover"): "regions that hand over to each other",
    ("closing", "finally"): "closing in two steps",
    ("reopening", "within"): "a reopening window",
    ("reopening", "same_problem"): "a reopening window",
    ("reopening", "otherwise"): "a reopening window",
}
