"""What is asked of the contracts room."""

from datetime import datetime
from functools import lru_cache

from django.db import connection

from troth.core.policy.edition import Edition
from troth.core.policy.frozen import Frozen
from troth.core.policy.parse import parse
from troth.domain.contracts import models
from troth.domain.refusal import Refused

# Asked at every report and page; the ORM takes several times as long to spell it.
_LATEST = (
    "SELECT id FROM contracts_edition WHERE effective_at <= %s"
    " ORDER BY effective_at DESC, id DESC LIMIT 1"
)


@lru_cache(maxsize=64)
def edition(edition_id: int) -> Edition:
    """Return a published edition, ready to count with; read once a process, since none changes.

    Raises:
        Refused: there is no such edition.
    """
    row = models.Edition.objects.filter(pk=edition_id).first()
    if row is None:
        raise Refused(f"There is no edition {edition_id} of the support policy.")
    frozen = Frozen.from_json(row.frozen)
    # Its own zones, not today's: a zone that has since been renamed still counts.
    return Edition(key=row.key, policy=parse(row.source, zones=frozen.zones), frozen=frozen)


def current(at: datetime) -> tuple[int, Edition]:
    """Return the edition in force at `at`, with its id: the last to take effect by then.

    Of two that take effect on the same day, the later published. A new
    publication is noticed at once.

    Raises:
        Refused: no edition is in force by then.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [at])
        latest = cursor.fetchone()
    if latest is None:
        raise Refused(
            f"No support policy is in force on {at:%Y-%m-%d}."
            " Publish one: troth policy publish FILE"
        )
    return latest[0], edition(latest[0])


def with_key(key: str) -> tuple[int, Edition]:
    """Return the edition of that key, with its id.

    Raises:
        Refused: no edition has been published under it.
    """
    found = models.Edition.objects.filter(key=key).values_list("pk", flat=True).first()
    if found is None:
        raise Refused(f"No edition called {key!r} has been published.")
    return found, edition(found)


def published() -> list[models.Edition]:
    """Return every edition, the last to take effect first, without the bulk of its text."""
    return list(models.Edition.objects.defer("source", "frozen").order_by("-effective_at", "-id"))
