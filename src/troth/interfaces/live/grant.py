"""A view's leave to have a stream."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse

from troth.domain.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a stream, and what they may hear of."""

    agent: int
    reach: QuerySet[Ticket]
    ticket: int | None  # None: every ticket in reach

    @property
    def asks(self) -> str:
        """Return what is the same for readers of the same reach: one answer is for all of them."""
        return str(self.reach.query)


class Grant(HttpResponse):
    """The answer of a view that lets a stream begin; `serving` carries on from it.

    It went through every middleware, as a page's answer does, so a stream needs no
    access rules of its own. A server that knows no streams sends it as it is: empty.
    """

    def __init__(
        self, *, reader: int, reach: QuerySet[Ticket], ticket: int | None = None, position: int = 0
    ) -> None:
        super().__init__(content_type="text/event-stream")
        self.reader = Reader(reader, reach, ticket)
        self.position = position
        self["Cache-Control"] = "no-transform"  # a proxy that compresses would hold events back
        self["X-Accel-Buffering"] = "no"
