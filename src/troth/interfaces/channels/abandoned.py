"""Files that were sent, and that nothing has come to refer to: uploads whose form was never sent.

Whoever refers to a file saved it, or touched it, shortly before: a form carries
a word for it that holds a week. So what is older and named by nothing is nobody's.
"""

from datetime import datetime, timedelta

from troth.domain.ledger.queries import files_named
from troth.domain.mailroom.queries import digests
from troth.domain.tickets.models import Arrival
from troth.interfaces.channels.store import store

KEPT = timedelta(days=9)
"""Longer than any word for a file holds."""


def sweep(at: datetime) -> int:
    """Delete what has lain for `KEPT` and nothing refers to; return how many files."""
    since = (at - KEPT).timestamp()
    found = set(store().untouched(since))
    if not found:
        return 0
    raws = Arrival.objects.exclude(raw="").values_list("raw", flat=True)
    named = {*files_named(), *(digest for _, digest in digests()), *raws.iterator()}
    if not named:
        return 0  # a desk that knows no file at all is not the one whose files these are
    return sum(store().forget(digest, since) for digest in found - named)
