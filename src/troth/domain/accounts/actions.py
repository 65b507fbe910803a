"""Counting tries, asking for codes, and keeping on whose clock an agent reads."""

from datetime import datetime, timedelta
from hashlib import sha256
from unicodedata import normalize

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from troth.core.clock.faults import UnknownZone
from troth.core.clock.zones import find_zone
from troth.domain import outbox
from troth.domain.accounts.models import CodeLetter, Try, User
from troth.domain.refusal import Refused

DOUBTED = "troth_doubted"
"""Where the database tells, by id, whose leave to sign in has changed."""
CODE_HOLDS = timedelta(minutes=10)
"""How long a code may be used, and how long its mail is tried."""
# One statement, so that tries made at once are all counted, by whichever process.
_COUNT = """
    INSERT INTO accounts_try AS known (key, count, until, about) VALUES (%s, 1, %s, %s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN known.until <= %s THEN 1 ELSE known.count + 1 END,
        until = CASE WHEN known.until <= %s THEN excluded.until ELSE known.until END
    RETURNING count
"""


def count_try(what: str, who: str, *, within: timedelta, at: datetime, about: str = "") -> int:
    """Count a try and return how many there were in this while; the first one begins it.

    `about` is the account whose tries can be forgotten together.
    """
    account = _key("about", about) if about else ""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(what, who), at + within, account, at, at])
        (count,) = cursor.fetchone()
    return int(count)


def tries(what: str, who: str, *, at: datetime) -> int:
    """Return how many tries were counted in the while that still runs."""
    known = Try.objects.filter(key=_key(what, who), until__gt=at)
    return known.values_list("count", flat=True).first() or 0


def forget_tries(what: str, who: str) -> None:
    """Start anew, after something that went well."""
    Try.objects.filter(key=_key(what, who)).delete()


def take_back_try(what: str, who: str) -> None:
    """Count one less: that try turned out well."""
    Try.objects.filter(key=_key(what, who), count__gt=0).update(count=F("count") - 1)


def forget_all_tries(account: str) -> int:
    """Forget every try that was about an account; return how many counts there were."""
    return Try.objects.filter(about=_key("about", account)).delete()[0]


@transaction.atomic
def ask_for_code(email: str, code: str, *, at: datetime) -> None:
    """Ask for a code to be mailed. Done alike for every address, known or not."""
    letter = CodeLetter.objects.create(email=email, code=code, asked_at=at)
    outbox.ask("mail.code", letter=letter.pk)


def keep_zone(by: User, zone: str) -> None:
    """Keep the zone an agent reads times in; empty for the desk's own.

    Raises:
        Refused: no zone has this name.
    """
    try:
        by.zone = find_zone(zone).key if zone else ""
    except UnknownZone:
        raise Refused(_("No zone has this name. Names look like Europe/Riga.")) from None
    by.save(update_fields=["zone"])


def clear(*, at: datetime) -> None:
    """Forget tries whose while is over, and codes that no longer count."""
    Try.objects.filter(until__lte=at).delete()
    CodeLetter.objects.filter(asked_at__lte=at - CODE_HOLDS).delete()


def one_name(who: str) -> str:
    """Return a name as signing in reads it: letters of another shape are no other account."""
    return normalize("NFKC", who).strip().lower()


def _key(what: str, who: str) -> str:
    return sha256(f"{what}\n{one_name(who)}".encode(errors="replace")).hexdigest()
