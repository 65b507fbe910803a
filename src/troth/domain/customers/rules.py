"""Decisions about customers: values in, values out."""

EVERYBODYS = frozenset(
    f"{name}.{end}"
    for name, ends in {
        "gmail": ("com",),
        "googlemail": ("com",),
        "outlook": ("com",),
        "hotmail": ("com", "co.uk", "fr", "de"),
        "live": ("com",),
        "yahoo": ("com", "co.uk", "fr", "de", "co.jp"),
        "icloud": ("com",),
        "me": ("com",),
        "aol": ("com",),
        "proton": ("me",),
        "protonmail": ("com",),
        "gmx": ("de", "net", "com", "at", "ch"),
        "web": ("de",),
        "mail": ("ru",),
        "yandex": ("ru", "com"),
        "qq": ("com",),
        "163": ("com",),
    }.items()
    for end in ends
)
"""Mail domains at which anybody has an address, so that sharing one makes nobody a colleague."""


def company_domain(address: str) -> str:
    """Return the mail domain of an address; empty for one at which anybody has an address."""
    domain = address.strip().lower().rpartition("@")[2]
    return "" if domain in EVERYBODYS else domain
