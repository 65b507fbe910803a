"""Many tickets whose promises fall due at the same second."""

from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import Reported, TermsSet
from troth.domain.contracts import queries as contracts
from troth.domain.ledger.actions import Draft, next_number
from troth.domain.promises.actions import Change, commit_many
from troth.domain.promises.story import new_story


def flood(many: int, at: datetime, suggested: str = "1", batch: int = 500) -> list[int]:
    """Open tickets in batches, all reported at one instant; return their numbers."""
    edition, _ = contracts.current(at)
    made: list[int] = []
    while len(made) < many:
        numbers = [next_number() for _ in range(min(batch, many - len(made)))]
        changes = [
            Change(
                new_story(number, at),
                [
                    Draft(Reported("00", None, suggested), by="desk", at=at),
                    Draft(TermsSet(edition), by="desk"),
                ],
            )
            for number in numbers
        ]
        with transaction.atomic():
            commit_many(changes, at=at)
        made += numbers
    return made
