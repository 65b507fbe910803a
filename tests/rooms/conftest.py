"""A desk with the founding policy, one agent and one ticket, at literal times."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.flushing import flushing_passes_the_guards
from tests.times import NOON, eastern
from troth.core.facts.entry import Entry
from troth.domain.accounts.models import User
from troth.domain.contracts.actions import publish
from troth.domain.defects.actions import announcing, linking, recording, telling
from troth.domain.ledger.queries import entries
from troth.domain.tickets.actions import intake
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.report import Report

__all__ = ["flushing_passes_the_guards"]

FOUNDING = Path(__file__).parents[2] / "policies" / "ivt-mediaplatform.toml"


@pytest.fixture
def policy(db: None) -> None:
    """The founding policy, published."""
    publish(FOUNDING.read_text(), by="the tests", at=eastern("2026-01-05 09:00"))


@pytest.fixture
def ines(db: None) -> User:
    """An agent."""
    return User.objects.create_user("ines@ivt.example", "Ines Duarte", role="administrator")


Opens = Callable[..., Ticket]


@pytest.fixture
def opens(policy: None) -> Opens:
    """Open a ticket by mail, or as told: `opens(at=…, suggested="1")`."""

    def _open(*, at: datetime = NOON, **said: Any) -> Ticket:
        said = {
            "channel": "mail",
            "key": f"key-{Ticket.objects.count()}",
            "email": "mara@acme.example",
            "name": "Mara Lind",
            "subject": "Nobody can log in",
            "text": "All users see a blank page.",
            **said,
        }
        return intake.take_in(Report(**said), at=at).ticket

    return _open


@pytest.fixture
def ticket(opens: Opens) -> Ticket:
    """A ticket reported by mail on Monday 2 March 2026 at noon in New York, Severity 2."""
    return opens(suggested="2")


@pytest.fixture
def asked(db: None) -> Callable[[], list[tuple[str, dict[str, Any]]]]:
    """Return the jobs that were asked for, in order."""

    def _asked() -> list[tuple[str, dict[str, Any]]]:
        return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", "args"))

    return _asked


def kinds_of(ticket: Ticket) -> list[str]:
    """Return the kinds of a ticket's entries, in the order they were written."""
    return [entry.fact.kind for entry in entries(ticket.number)]


def last(ticket: Ticket, kind: str) -> Entry:
    """Return the newest entry of a kind."""
    return [entry for entry in entries(ticket.number) if entry.fact.kind == kind][-1]


def sent(ticket: Ticket) -> Sending:
    """Return the newest message on its way."""
    return Sending.objects.filter(ticket=ticket).order_by("-position")[0]


def patched(ticket: Ticket, version: str, *, by: User, at: datetime) -> None:
    """Let a patch be out for a defect of a ticket."""
    defect = recording.enter(title="It does not start", by=by, at=at)
    linking.link(ticket.number, defect.pk, seen=None, by=by, at=at)
    patch, _ = announcing.release(
        version, fixes=[defect.pk], released_on=at.date(), by="shell", at=at
    )
    while telling.tell_some(patch.announcement.pk, at=at):
        pass


def seen(ticket: Ticket) -> int:
    """Return the position that a form shown now would carry."""
    return entries(ticket.number)[-1].position
