"""Failed sign-ins, counted for a while by address and by account, for all processes together."""

from datetime import timedelta

from troth.domain.accounts.actions import count_try, forget_tries, tries
from troth.interfaces.now import now

WHILE = timedelta(minutes=5)
MOST_BY_ADDRESS = 50
MOST_BY_ACCOUNT = 10
_BY_ADDRESS, _BY_ACCOUNT = "password by address", "password by account"


def too_many(address: str, account: str) -> bool:
    """Say whether this address, or tries on this account, must wait."""
    at = now()
    return (
        tries(_BY_ADDRESS, address, at=at) >= MOST_BY_ADDRESS
        or tries(_BY_ACCOUNT, account, at=at) >= MOST_BY_ACCOUNT
    )


def count(address: str, account: str) -> None:
    """Remember a failed try."""
    at = now()
    count_try(_BY_ADDRESS, address, within=WHILE, at=at)
    count_try(_BY_ACCOUNT, account, within=WHILE, at=at)


def forget(account: str) -> None:
    """Start anew after a sign-in that went well."""
    forget_tries(_BY_ACCOUNT, account)
