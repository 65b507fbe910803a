"""The second factor: enrolling an app, using its codes, and the codes that stand in for it."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.domain.accounts.models import User
from troth.domain.refusal import Refused
from troth.domain.security import rules
from troth.domain.security.acts import By, record
from troth.domain.security.models import Factor, RecoveryCode
from troth.domain.security.queries import digest_of
from troth.domain.security.sessions import end_quietly

WRONG = gettext_lazy("That code does not fit. Type the one your app shows now.")


def new_salt() -> str:
    """Return what a new app's secret is derived from."""
    return secrets.token_hex(16)


def secret_from(salt: str) -> bytes:
    """Return the secret that an app is given."""
    return rules.secret_of(salt, settings.SECRET_KEY)


@transaction.atomic
def enrol(
    user: User, salt: str, typed: str, *, keep: str | None, by: By, at: datetime, clock: datetime
) -> list[str]:
    """Take an app that has shown that it makes the right codes; return new recovery codes.

    `clock` is the instant that codes are compared by: apps know no other. Sessions
    that were begun without it end, but for the one with the key `keep`.

    Raises:
        Refused: the code is wrong, or there is an app already.
    """
    step = rules.step_used(typed, [secret_from(salt)], at=clock, after=0)
    if step is None:
        raise Refused(str(WRONG))
    try:
        with transaction.atomic():
            Factor.objects.create(user=user, salt=salt, enrolled_at=at, last_step=step)
    except IntegrityError:
        raise Refused(_("You have an app already. Remove it first.")) from None
    end_quietly(user, keep)
    record("factor_enrolled", user, by=by, at=at)
    return _new_codes(user)


@transaction.atomic
def prove(user: User, typed: str, *, clock: datetime) -> bool:
    """Say whether a code is one of somebody's app; then it counts no more."""
    factor = Factor.objects.select_for_update().filter(user=user).first()
    if factor is None:
        return False
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    known = [rules.secret_of(factor.salt, key) for key in keys]
    step = rules.step_used(typed, known, at=clock, after=factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    factor.save(update_fields=["last_step"])
    return True


@transaction.atomic
def recover(user: User, typed: str, *, by: By, at: datetime) -> bool:
    """Say whether a code is one of somebody's recovery codes; then it counts no more."""
    digest = _digest(user, rules.plain(typed))
    unused = RecoveryCode.objects.filter(user=user, digest=digest, used_at=None)
    if not unused.update(used_at=at):
        return False
    record("recovery_used", user, by=by, at=at)
    return True


@transaction.atomic
def renew_recovery(user: User, *, by: By, at: datetime) -> list[str]:
    """Make new recovery codes in place of all there were.

    Raises:
        Refused: there is no app that they could stand in for.
    """
    if not Factor.objects.select_for_update().filter(user=user).exists():
        raise Refused(_("Recovery codes stand in for an app. Enrol one first."))
    record("recovery_made", user, by=by, at=at)
    return _new_codes(user)


@transaction.atomic
def remove(user: User, *, by: By, at: datetime, note: str = "") -> None:
    """Remove somebody's app and their recovery codes.

    Raises:
        Refused: there is none.
    """
    if not Factor.objects.filter(user=user).delete()[0]:
        raise Refused(_("There is no app to remove."))
    RecoveryCode.objects.filter(user=user).delete()
    record("factor_removed", user, by=by, at=at, note=note)


def _new_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = [
        "".join(secrets.choice(rules.LETTERS) for _letter in range(rules.RECOVERY_LENGTH))
        for _code in range(rules.RECOVERY_CODES)
    ]
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(user=user, digest=_digest(user, code)) for code in codes]
    )
    return [rules.grouped(code) for code in codes]


def _digest(user: User, code: str) -> str:
    return digest_of(f"recovery {user.pk} {code}")
