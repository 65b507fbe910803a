"""Sessions, as a browser's sign-in leaves them."""

from datetime import timedelta

from django.utils.crypto import get_random_string
from django.utils.timezone import now

from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.security.models import Session


def session_of(user: User) -> str:
    """Make a session of somebody; return its key."""
    key = get_random_string(32)
    until = max(NOON, now()) + timedelta(days=1)
    Session.objects.create(
        session_key=key, user=user, expire_date=until, began_at=NOON, seen_at=NOON
    )
    return key
