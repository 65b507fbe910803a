"""Files that were sent, and that nothing has come to refer to: uploads whose form was never sent.

Originals of mail that the desk has forgotten go with them.

Whoever refers to a file saved it, or touched it, shortly before: a form carries
a word for it that holds a week. So what is older and named by nothing is nobody's.
"""

from datetime import datetime, timedelta

from troth.domain.ledger.queries import files_named, originals_named
from troth.domain.mailroom.queries import digests, forgotten
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
    gone = forgotten()
    originals = {*originals_named(), *raws.iterator()} - gone
    named = {*files_named(), *(digest for _, digest in digests()), *originals}
    if not (named or gone):
        return 0  # a desk that knows no file at all is not the one whose files these are
    return sum(store().forget(digest, since) for digest in found - named)
