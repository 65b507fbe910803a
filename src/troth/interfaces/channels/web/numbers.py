"""Whole numbers that strangers send."""


def whole(said: str, otherwise: int = -1) -> int:
    """Read a whole number of at most 15 digits; anything else is `otherwise`."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else otherwise
