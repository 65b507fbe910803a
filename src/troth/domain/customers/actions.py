"""Remembering who writes, and letting them sign in."""

from django.db import IntegrityError, transaction

from troth.domain.accounts.models import User
from troth.domain.customers.models import Address, Person
from troth.domain.customers.queries import person_behind

# Asked for every report; the ORM takes several times as long to spell it.
_BEHIND = (
    "SELECT person.* FROM customers_person person"
    " JOIN customers_address address ON address.person_id = person.id"
    " WHERE address.kind = 'mail' AND address.value = %s"
)
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
    if person is None:
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
