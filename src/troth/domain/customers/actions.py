"""Remembering who writes."""

from troth.domain.customers.models import Address, Person

# Asked for every report; the ORM takes several times as long to spell it.
_BEHIND = (
    "SELECT person.* FROM customers_person person"
    " JOIN customers_address address ON address.person_id = person.id"
    " WHERE address.kind = 'mail' AND address.value = %s"
)


def remember(*, email: str, name: str, company: str, zone: str) -> Person | None:
    """Return the person behind an address, made at their first word; None without an address.

    What a person says of themselves later fills in what was empty and changes
    nothing else: a stranger's mail must not rename a customer. Their time zone
    is only how times are shown, so the newest counts.
    """
    value = email.strip().lower()
    if not value:
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
