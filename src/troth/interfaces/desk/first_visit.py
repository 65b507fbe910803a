"""The address that lets the first administrator of an empty desk in, known to its operator alone.

It is signed with the desk's secret, so nobody makes one up, and it leads nowhere once anybody
works here: a stranger who finds a new desk cannot claim it, and nobody claims it twice.
"""

from django.core.signing import Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from troth.domain.accounts.queries import nobody_works_here

_WORD = "first visit"


def address() -> str:
    """Return the address of the first visit; empty once somebody works here."""
    return reverse("desk:first", args=[_word()]) if nobody_works_here() else ""


def is_open(word: str) -> bool:
    """Say whether a word leads to the first visit of this desk, which is still to come."""
    return constant_time_compare(word, _word()) and nobody_works_here()


def _word() -> str:
    return Signer(salt="troth.first-visit").signature(_WORD)
