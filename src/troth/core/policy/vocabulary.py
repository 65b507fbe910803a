"""The closed lists of the policy language: words a rule may say, and no others.

Words in a `LATER` list belong to the language, but no desk runs them yet.
"""

from troth.core.clock.words.days import OnWeekend
from troth.core.policy.document import NOT_PRODUCTION, PERSON_ON_CALL
from troth.core.policy.waiting import (
    CONTINUE,
    CUSTOMER_WRITES,
    DATE_COMES,
    PATCH_RELEASED,
    RESTART,
    STAFF_SAY,
)

CLOCK_STARTS = ("reported",)
CLOCK_STARTS_LATER = ("severity set",)
RESPONSE_IS = ("a person answers",)
SAME_TIME, AT_CLOSING = "same time of day", "at closing time"
BUSINESS_DAYS_END = (SAME_TIME, AT_CLOSING)

ON_WEEKEND: tuple[OnWeekend, ...] = ("nearest weekday", "not moved")

NAMED, MAIL_DOMAIN, SIGNS_IN = "named in the contract", "mail domain", "anyone with a sign-in"
ENTITLED = (NAMED, MAIL_DOMAIN, SIGNS_IN)
IN_FORCE = "contract in force"
ENTITLEMENT_NEEDS = (IN_FORCE,)
IF_NOT_ENTITLED = ("hold, tell the sender, staff decide",)
TELLS_LACK, TELLS_WHO = "what is missing", "what is missing and who is authorised"
HOLD_NOTICE = (TELLS_LACK, TELLS_WHO)

GATHERED = (
    "name",
    "company",
    "contract or account number",
    "system specifications",
    "description",
    "suggested severity",
    "production or not",
)

OTHERWISE = ("say hours and how to reach urgent care",)
REACHES = (PERSON_ON_CALL,)

SUGGESTED_BY = ("customer",)
ASSIGNED_BY = ("support",)
CAP_WHEN = (NOT_PRODUCTION,)

BEST_EFFORT, NOT_OFFERED = "best effort", "not offered"
UNPROMISED = (BEST_EFFORT, NOT_OFFERED)

REGION_CHOSEN_BY = ("contract",)
REGION_CHOSEN_BY_LATER = ("contact", "customer's address")

STOPS = ("response", "update")
WAITING_ENDS = (CUSTOMER_WRITES, PATCH_RELEASED, DATE_COMES, STAFF_SAY)
ON_RETURN = (CONTINUE, RESTART)

CLOSING_AFTER = ("resolution communicated",)
RESOLUTION, RELEASED_PATCH, COMPONENT = "resolution", "released patch", "component"
CLOSING_NEEDS = (RESOLUTION, RELEASED_PATCH, COMPONENT)

REOPENING_DECIDED_BY = ("staff",)
