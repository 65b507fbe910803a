"""Failed sign-ins, counted for a while by address and by account.

Kept in this process's memory, so with several web processes the limit is a few
times as high: enough against guessing, and no row is written for a stranger.
"""

from hashlib import sha256

from django.core.cache import cache

WHILE = 300  # seconds
MOST_BY_ADDRESS = 50
MOST_BY_ACCOUNT = 10


def too_many(address: str, account: str) -> bool:
    """Say whether this address, or tries on this account, must wait."""
    by_address: int = cache.get(_key("address", address), 0)
    by_account: int = cache.get(_key("account", account), 0)
    return by_address >= MOST_BY_ADDRESS or by_account >= MOST_BY_ACCOUNT


def count(address: str, account: str) -> None:
    """Remember a failed try."""
    for key in (_key("address", address), _key("account", account)):
        if not cache.add(key, 1, WHILE):
            try:
                cache.incr(key)
            except ValueError:  # it ran out between the two
                cache.set(key, 1, WHILE)


def forget(account: str) -> None:
    """Start anew after a sign-in that went well."""
    cache.delete(_key("account", account))


def _key(kind: str, said: str) -> str:
    return f"attempts:{kind}:{sha256(said.strip().lower().encode()).hexdigest()}"
