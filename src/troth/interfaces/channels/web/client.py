"""Who asks: the address that a limit counts."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the asker's address; of an IPv6 one its /64, since that is one household.

    Anybody can send any header, so one is believed only where the operator names
    it (TROTH_CLIENT_HEADER), and only from a proxy of theirs (TROTH_PROXIES). Of
    several addresses in it the last counts that is none of the proxies: what
    stands before it was said by whoever asks.
    """
    own = str(request.META.get("REMOTE_ADDR", ""))
    found = _address(own)
    header = settings.TROTH.client_header
    said = request.headers.get(header, "").split(",") if header else []
    while found and said and any(found in one for one in settings.TROTH.proxies):
        before = _address(said.pop())
        if before is None:
            break
        found = before
    if found is None:
        return own
    if isinstance(found, IPv6Address):
        return str(ip_network((found, 64), strict=False))
    return str(found)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
