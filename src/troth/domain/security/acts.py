"""Writing down what was done about somebody's sign-in, and telling them."""

from dataclasses import dataclass
from datetime import datetime

from troth.domain import outbox
from troth.domain.accounts.models import User
from troth.domain.security.models import Act
from troth.domain.security.rules import KINDS, NOT_TOLD


@dataclass(frozen=True, slots=True)
class By:
    """Who does something, and from where: "agent:3" at an address, in a browser; "shell:ines"."""

    who: str
    source: str = ""
    browser: str = ""


def record(kind: str, user: User, *, by: By, at: datetime, note: str = "") -> Act:
    """Write down an act, in the caller's transaction, and ask for the mail that tells of it."""
    if kind not in KINDS:
        raise ValueError(kind)
    act = Act.objects.create(
        kind=kind,
        at=at,
        user=user,
        whom=user.email,
        by=by.who,
        source=by.source,
        browser=by.browser[:300],
        note=note[:200],
    )
    if kind not in NOT_TOLD:
        outbox.ask("mail.security", act=act.pk)
    return act
