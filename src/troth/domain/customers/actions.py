"""Remembering who writes, and letting them sign in."""

from datetime import datetime

from django.db import IntegrityError, transaction

from troth.domain.accounts.models import User
from troth.domain.customers.models import Address, Customer, Leaving, Person
from troth.domain.customers.queries import person_behind
from troth.domain.refusal import Refused
from troth.domain.security import sessions

# Asked for every report; the ORM takes several times as long to spell it.
_BEHIND = (
    "SELECT person.* FROM customers_person person"
    " JOIN customers_address address ON address.person_id = person.id"
    " WHERE address.kind = 'mail' AND address.value = %s"
)
WAYS = ("at once", "digest", "off")  # for replies that count in the portal to be mailed
LONGEST = 254  # letters of an address, small ones: some letters grow when they are made small


def remember(*, email: str, name: str, company: str, zone: str) -> Person | None:
    """Return the person behind an address, made at their first word; None without an address.

    What a person says of themselves later fills in what was empty and changes
    nothing else: a stranger's mail must not rename a customer. Their time zone
    is only how times are shown, so the newest counts.
    """
    value = email.strip().lower()
    if not value or len(value) > LONGEST:
        return None
    person = next(iter(Person.objects.raw(_BEHIND, [value])), None)
    if person is None:
        person = Person.objects.create(name=name[:200], company=company[:200], zone=zone)
        made, fresh = Address.objects.get_or_create(
            kind="mail", value=value, defaults={"person": person}
        )
        if fresh:
            return person
        person.delete()  # somebody else's transaction was first
        return made.person
    news = {
        "name": person.name or name[:200],
        "company": person.company or company[:200],
        "zone": zone or person.zone,
    }
    if any(getattr(person, field) != value for field, value in news.items()):
        Person.objects.filter(pk=person.pk).update(**news)
        for field, said in news.items():
            setattr(person, field, said)
    return person


def identity(email: str) -> User | None:
    """Return who signs in by a code sent to this address, made at the first time.

    None for an address that no customer's person has, for an agent's own, and
    for somebody who may no longer sign in. The caller has proof that whoever
    asks reads the mail of this address.
    """
    person = person_behind(email)
    if person is None or person.left_at is not None:
        return None
    user = User.objects.filter(person=person).first()
    if user is None:
        made = User(
            email=email.strip().lower(),
            name=person.name[:120],
            role=User.Role.CUSTOMER,
            person=person,
        )
        made.set_unusable_password()
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:  # asked for twice at once, or the address signs in as somebody else
            user = User.objects.filter(person=person).first()
        else:
            user = made
    return user if user and user.is_active else None


def enter(name: str) -> Customer:
    """Enter a customer by its name.

    Raises:
        Refused: it has no name, or there is one of that name.
    """
    called = " ".join(name.split())
    if not called or len(called) > 200:
        raise Refused("Give the customer a name, of at most 200 letters.")
    made, fresh = Customer.objects.get_or_create(name=called)
    if not fresh:
        raise Refused(f"There is a customer called {called} already.")
    return made


@transaction.atomic
def belong(*, email: str, company: str, name: str, by: str, at: datetime) -> Person:
    """Make whoever has this address one of a company's people, both made where they are new.

    Somebody who left that company is there again. Somebody who left another begins
    anew: the address is theirs from now on, and all they did stays with whom they were.

    Raises:
        Refused: it is no address, it is an agent's, or the company has no name.
    """
    address, called = email.strip().lower(), " ".join(company.split())[:200]
    if "@" not in address or len(address) > LONGEST:
        raise Refused(f"{email} is no mail address.")
    if User.objects.staff().filter(email=address).exists():
        raise Refused(f"{email} is an agent's address.")
    if not called:
        raise Refused("Name the company.")
    person = remember(email=address, name=name, company=called, zone="")
    if person is None:
        raise Refused(f"{email} is no mail address.")
    customer, _ = Customer.objects.get_or_create(name=called)
    if person.customer_id not in (None, customer.pk):
        if person.left_at is None:
            raise Refused(
                f"{address} belongs to {person.customer}, and an address has one customer. Let them"
                f" leave {person.customer} first."
            )
        return _begin_anew(person, address, customer, name)
    person.customer = customer
    person.save(update_fields=["customer"])
    come_back(person, by=by, at=at)
    return person


def _begin_anew(before: Person, address: str, customer: Customer, name: str) -> Person:
    """Make somebody of another company out of an address whose owner left the one before.

    What they reported stays with that company, which they see nothing of any more.
    """
    called, zone = name[:200] or before.name, before.zone
    person = Person.objects.create(name=called, company=customer.name, zone=zone, customer=customer)
    Address.objects.filter(kind="mail", value=address).update(person=person)
    User.objects.filter(person=before, email=address).update(person=person, is_active=True)
    return person


def write_leaving(person: Person, *, by: str, at: datetime, why: str = "") -> None:
    """Write down that somebody left their customer, and end all they reach: a part of `leave`.

    Their sign-in, their links and their way to answer end with this: each is
    asked for again at every request and every mail. `contracts.naming.leave` is
    the way to leave, since a contract names nobody who is gone.
    """
    if person.left_at is not None:
        return
    Leaving.objects.create(person=person, left=True, at=at, why=why, by=by)
    person.left_at = at
    person.save(update_fields=["left_at"])
    for user in User.objects.filter(person=person):
        sessions.end_quietly(user)
        User.objects.filter(pk=user.pk).update(is_active=False)


def come_back(person: Person, *, by: str, at: datetime, why: str = "") -> None:
    """Let somebody who left their customer be one of its people again. They sign in anew."""
    if person.left_at is None:
        return
    Leaving.objects.create(person=person, left=False, at=at, why=why, by=by)
    person.left_at = None
    person.save(update_fields=["left_at"])
    User.objects.filter(person=person).update(is_active=True)


@transaction.atomic
def choose(person_id: int, *, replies: str, at: datetime) -> None:
    """Say how replies that a person reads in the portal are mailed to them as well.

    `replies` is "at once", "digest" (once a day, those from `at` on) or "off".

    Raises:
        Refused: it is none of these.
    """
    if replies not in WAYS:
        raise Refused("Choose how answers are mailed: at once, once a day, or not at all.")
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.replies != replies:
        person.replies_by_mail = replies == "at once"
        person.digest_since = at if replies == "digest" else None
        person.save(update_fields=["replies_by_mail", "digest_since"])


def digested(person_id: int, *, since: datetime, upto: datetime) -> None:
    """Note that the digest of replies from `since` up to `upto` has been mailed; once."""
    Person.objects.filter(pk=person_id, digest_since=since).update(digest_since=upto)


def stop_writing(email: str, *, why: str, at: datetime) -> None:
    """Mail nothing more to an address, until staff say otherwise."""
    rows = Address.objects.filter(kind="mail", value=email.strip().lower(), stopped_at=None)
    rows.update(stopped_at=at, stopped_why=why[:200])


def write_again(email: str) -> None:
    """Let an address be mailed to again."""
    rows = Address.objects.filter(kind="mail", value=email.strip().lower())
    rows.update(stopped_at=None, stopped_why="")
