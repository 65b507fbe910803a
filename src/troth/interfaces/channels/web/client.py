"""Who asks: the address that a limit counts."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the asker's address; of an IPv6 one its /64, since that is one household.

    Anybody can send any header, so one is believed only where the operator
    says that a proxy in front writes it (TROTH_CLIENT_HEADER). Of several
    addresses in it the last counts: the proxy's own word.
    """
    own = str(request.META.get("REMOTE_ADDR", ""))
    header = settings.TROTH.client_header
    said = request.headers.get(header, "").rpartition(",")[2].strip() if header else ""
    try:
        found = ip_address(said or own)
    except ValueError:
        return own
    if isinstance(found, IPv6Address):
        return str(ip_network((found, 64), strict=False))
    return str(found)
