"""The desk's own people: what each may do, and letting them go."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from troth.domain.accounts import queries
from troth.domain.accounts.models import User
from troth.domain.accounts.rules import STAFF, Right, Role, who_may
from troth.domain.refusal import Refused

LONGEST = 254
_FIRST = 6_021_983  # a lock of the database; any number will do, as long as it is always this one


def enter(email: str, *, name: str, role: str, password: str) -> User:
    """Let somebody work here, who signs in with this address and password.

    Raises:
        Refused: the address is none or signs in already, there is no such role, or
            the password is too easy.
    """
    value = email.strip().lower()
    if "@" not in value or len(value) > LONGEST or any(one.isspace() for one in value):
        raise Refused(_("%(email)s is no mail address.") % {"email": email})
    if role not in STAFF:
        raise Refused(_("There is no such role: %(roles)s.") % {"roles": ", ".join(STAFF)})
    called = " ".join(name.split())[:120]
    if not called:
        raise Refused(_("Give a name: colleagues and customers read it."))
    try:
        validate_password(password, User(email=value, name=called))
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault
    try:
        with transaction.atomic():
            return User.objects.create_user(value, called, password, role=role)
    except IntegrityError:
        raise Refused(_("%(email)s signs in already.") % {"email": value}) from None


@transaction.atomic
def begin(email: str, *, name: str, password: str) -> User:
    """Enter the first of the desk's people, who looks after it. Of two at once one is first.

    Raises:
        Refused: somebody works here already, or as `enter` refuses.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FIRST])
    if not queries.nobody_works_here():
        raise Refused(_("Somebody works here already. Ask them to let you in."))
    return enter(email, name=name, role=Role.ADMINISTRATOR, password=password)


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
