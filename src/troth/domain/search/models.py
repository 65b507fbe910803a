"""What tickets are found by: rows derived from contents. `troth search verify` proves them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class TicketWords(models.Model):
    """The words of one ticket. Written by the database alone, whenever a content comes or goes.

    A word's weight says where it stands: A subject, B people, C conversation, D among staff.
    """

    # No constraint: the row is written with the ticket's first content, before the ticket's own.
    ticket = models.OneToOneField(
        "tickets.Ticket",
        primary_key=True,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="found_by",
    )
    words = SearchVectorField()
    size = models.PositiveIntegerField()  # bytes of text taken in; beyond a limit no more is

    class Meta:
        indexes = [GinIndex(fields=["words"], name="search_words")]

    def __str__(self) -> str:
        return f"words of #{self.ticket_id}"
