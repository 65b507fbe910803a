"""What an app is given when it is enrolled."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from troth.domain.accounts.models import User
from troth.domain.security.factors import secret_from
from troth.interfaces.gate.picture import address_of_secret, picture_of, typed


def enrolling(user: User, salt: str) -> dict[str, Any]:
    """Return the picture, the same as an address, and the same to be typed."""
    secret, host = secret_from(salt), urlsplit(settings.TROTH.url).hostname or "Troth"
    address = address_of_secret(secret, issuer=host, account=user.email)
    return {"picture": picture_of(address), "address": address, "secret": typed(secret)}
