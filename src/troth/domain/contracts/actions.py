"""What can be done in the contracts room: publish a policy."""

from datetime import datetime

from django.db import IntegrityError, transaction

from troth.core.policy.document import Policy
from troth.core.policy.parse import parse
from troth.domain.contracts import queries, rules
from troth.domain.contracts.drafts import freeze_today
from troth.domain.contracts.models import Edition
from troth.domain.contracts.zones import known_zones
from troth.domain.refusal import Refused


@transaction.atomic
def publish(text: str, *, by: str, at: datetime) -> Edition:
    """Store a policy as an edition, with the zone rules and holidays of the day.

    Publishing the same text again returns the edition there is, with what was
    frozen into it then.

    Raises:
        PolicyFaults: the text is not a policy this desk can run.
        Refused: this version has been published with other content, or lacks a
            plan or a region that contracts name.
    """
    policy = parse(text, zones=known_zones())
    key = rules.key_of(policy)
    published = Edition.objects.filter(key=key).first()
    if published is None:
        _check_contracts(policy)
        frozen = freeze_today(policy, at)
        edition = Edition(
            key=key,
            vendor=policy.vendor,
            product=policy.product,
            version=policy.version,
            effective=policy.effective,
            effective_at=rules.effective_at(policy, frozen.zones),
            source=text,
            frozen=frozen.to_json(),
            digest=rules.digest(text, frozen),
            published_at=at,
            published_by=by,
        )
        try:
            with transaction.atomic():
                edition.save(force_insert=True)
        except IntegrityError:
            # Somebody published this version between our look and our write.
            published = Edition.objects.get(key=key)
        else:
            return edition
    if published.source != text:
        raise Refused(
            f"Version {policy.version} of {policy.product} was published on"
            f" {published.published_at:%Y-%m-%d} with other content, and an edition never"
            " changes. Give this one a new version."
        )
    return published


def _check_contracts(policy: Policy) -> None:
    """Refuse a policy without a plan or a region that a contract counts by, whichever is in force.

    Every report under that contract would have to wait.
    """
    for what, known in (("plan", policy.plans), ("region", policy.regions)):
        lost = [
            f"{number} ({said})"
            for number, said in queries.chosen(what, product=policy.product)
            if said not in known
        ]
        if lost:
            raise Refused(
                f"Contracts name a {what} that this policy does not have: {', '.join(lost[:10])}."
                f" Keep the {what}, or change those contracts or pin their policy first."
            )
