"""What happens next on a ticket, in sentences that commit to no more than the policy does."""

from django.utils.translation import gettext as _

from troth.core.policy.edition import Edition
from troth.core.policy.prose.wording import target_words
from troth.core.policy.waiting import CUSTOMER_WRITES
from troth.core.promises.pausing import Waiting
from troth.core.promises.promise import Promise
from troth.core.promises.standing import Standing
from troth.interfaces.ui.times import DeskClock


def what_next(
    now: Standing, promise: Promise | None, edition: Edition, clock: DeskClock
) -> list[str]:
    """Return what we do next and what is up to the customer, by how the ticket stands."""
    if now.declined:
        return [_("Nothing more is promised here. If you think we are wrong, report it again.")]
    if now.held:
        return [_("Somebody reads your report and either makes it a ticket or tells you why not.")]
    if now.merged_into is not None:
        return [_("We go on with this in your other ticket, and owe you there what we owed here.")]
    if now.closed_at is not None:
        return _closed(now, edition)
    said = [_asked(now)] if now.asks else []
    if promise and promise.due_at < clock.now:
        late = _("We are late. That is recorded, and staff see it above all that is in time.")
        return [*said, late]
    if now.resolved_at is not None:
        return said or [
            _("We have told you what puts it right. If it does, say that it is solved."),
            _("If it does not, write below: the ticket goes on, and so does news of it."),
        ]
    if now.waiting is not None:
        return [*said, _waits(now.waiting, edition, clock)]
    if promise and promise.what == "response":
        first = _("A person of our staff reads your report and answers you.")
        if not now.triaged:
            first = _("A person of our staff reads your report, assigns its severity and answers.")
        return [*said, first, _("You need not do anything until then. More details always help.")]
    if promise and promise.what == "update":
        return [*said, _("We work on it. You hear from us by then, even if there is no cure yet.")]
    return said or [_("We work on it. The policy promises no regular news for this severity.")]


def _waits(wait: Waiting, edition: Edition, clock: DeskClock) -> str:
    rule = edition.policy.waiting.get(wait.reason)
    if rule is not None and rule.ends == CUSTOMER_WRITES:
        return _("We wait for your answer: write below, and we go on.")
    if wait.until is not None:
        return _("We go on {at}.").format(at=clock.at(wait.until).words)
    return _("It waits, as said above. You hear from us when it goes on.")


def _asked(now: Standing) -> str:
    if now.asks == "urgent":
        return _(
            "You said that it is urgent: staff see that beside the ticket now."
            " They assign the severity, and until they do, the promise above stands."
        )
    return _(
        "You said that it is solved. Staff see it, and close the ticket once a resolution"
        " is on record; what is promised stands until then."
    )


def _closed(now: Standing, edition: Edition) -> list[str]:
    if now.undecided is not None:
        return [
            _("Staff read what you wrote, and either open this ticket again or make a new one.")
        ]
    rule = target_words(edition.policy.reopening.decide)
    words = _("If it comes back, write below. Staff then decide whether it opens again, {rule}.")
    return [_("Nothing more is owed."), words.format(rule=rule)]
