"""The telephone provider: its account, and what is asked of its API."""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from troth.interfaces.outgoing import Unanswered, post
from troth.interfaces.pager.shapes import Outcome

TRIES = 2
"""Of a request that the provider answers with a fault of its own."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account at a provider that speaks the industry's form: id, secret, our number, its API."""

    sid: str
    token: str
    number: str
    api: str = "https://api.twilio.com"


def account() -> Account | None:
    """Return the desk's account; a demo without one signs for itself; else None: no telephone."""
    phone = settings.TROTH.phone
    if phone is not None:
        return Account(phone.sid, phone.token, phone.number, phone.api)
    if not settings.TROTH.demo:
        return None
    token = hmac.new(settings.SECRET_KEY.encode(), b"the demo's telephone", hashlib.sha256)
    return Account("demo", token.hexdigest(), "+12125550100", api="")


def ask(what: str, form: dict[str, str]) -> Outcome:
    """Ask the provider for a call ("Calls") or a message ("Messages").

    A fault of the provider's own is asked once more; silence is not, since the phone may ring.
    """
    held = account()
    if held is None or not held.api:
        return Outcome("failed", "this desk has no telephone provider")
    url = f"{held.api}/2010-04-01/Accounts/{held.sid}/{what}.json"
    for _ in range(TRIES):
        try:
            status = post(url, {"From": held.number} | form, user=held.sid, password=held.token)
        except Unanswered as fault:
            return Outcome("unknown" if fault.sent else "failed", str(fault))
        if status < 300:
            return Outcome("handed over")
        if status < 500:
            return Outcome("failed", f"the provider refused it: {status}")
    return Outcome("failed", f"the provider failed: {status}")
