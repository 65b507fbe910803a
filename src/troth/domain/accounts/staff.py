"""The desk's own people: what each may do, and letting them go."""

from django.db import transaction
from django.utils.translation import gettext as _

from troth.domain.accounts.models import User
from troth.domain.accounts.rules import STAFF, Right, who_may
from troth.domain.refusal import Refused


@transaction.atomic
def become(email: str, role: str) -> User:
    """Give somebody another role. It counts at once.

    Raises:
        Refused: they do not work here, there is no such role, or nobody would be
            left who may look after the desk.
    """
    user = _locked(email)
    if role not in STAFF:
        raise Refused(_("There is no such role: %(roles)s.") % {"roles": ", ".join(STAFF)})
    user.role = role
    user.save(update_fields=["role"])
    _check_somebody_runs_it()
    return user


@transaction.atomic
def let_go(email: str) -> User:
    """Let somebody go: no sign-in any more; what they did stays theirs.

    Raises:
        Refused: they do not work here, or nobody would be left who may look after the desk.
    """
    user = _locked(email)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _check_somebody_runs_it()
    return user


def _locked(email: str) -> User:
    """Return somebody who works here, holding every row that decides who runs the desk."""
    rows = User.objects.staff().filter(is_active=True).select_for_update().order_by("pk")
    known = {user.email: user for user in rows}
    user = known.get(email.strip().lower())
    if user is None:
        raise Refused(_("%(email)s is nobody of this desk.") % {"email": email})
    return user


def _check_somebody_runs_it() -> None:
    if not User.objects.filter(is_active=True, role__in=who_may(Right.RUN)).exists():
        raise Refused(_("Nobody would be left who may look after the desk. Name another first."))
