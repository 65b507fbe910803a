"""What staff keep among themselves, and what has not left or was taken back: nowhere to be read."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.interfaces.portal.conftest import REPORT, words
from tests.interfaces.portal.people import MARA, make, signed_in
from tests.rooms.conftest import seen
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.ledger.queries import entries
from troth.domain.tickets.actions import (
    analysis,
    assigning,
    conversation,
    resolving,
    triage,
    withdrawing,
)
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import token_for
from troth.interfaces.channels.store import store
from troth.interfaces.channels.web.uploads import keep

TEN_SECONDS = timedelta(seconds=10)
WORD = "zebrafish"
FILE = SimpleUploadedFile(f"{WORD}.txt", WORD.encode(), "text/plain")
DIGEST = sha256(WORD.encode()).hexdigest()
Does = Callable[[Ticket, User], object]


@pytest.fixture
def ticket(client: Client, policy: None) -> Ticket:
    make(MARA, "Mara Lind", "Acme")
    client.post("/report", REPORT | {"email": MARA})
    return Ticket.objects.get()


def _files() -> dict[str, Any]:
    FILE.seek(0)
    return {"attachments": keep([FILE]).files}


def _reply(ticket: Ticket, by: User, **more: Any) -> None:
    told: dict[str, Any] = {"seen": seen(ticket), "by": by, "at": NOON}
    conversation.reply(ticket.number, text=f"A {WORD} it is.", **told, **_files(), **more)


def waits(ticket: Ticket, by: User) -> None:
    _reply(ticket, by, undo=timedelta(minutes=5))


def taken_back(ticket: Ticket, by: User) -> None:
    _reply(ticket, by, undo=TEN_SECONDS)
    withdrawing.withdraw(ticket.number, _newest_message(ticket), by=by, at=NOON)


def noted(ticket: Ticket, by: User) -> None:
    told: dict[str, Any] = {"seen": seen(ticket), "by": by, "at": NOON}
    conversation.note(ticket.number, text=f"Ask {WORD}@acme.example.", **told, **_files())


def analysed(ticket: Ticket, by: User) -> None:
    told: dict[str, Any] = {"seen": seen(ticket), "by": by, "at": NOON}
    analysis.record(ticket.number, confirmed=WORD, cause=WORD, **told)


def handed_over(ticket: Ticket, by: User) -> None:
    whose = assigning.Whose("agent", by.pk)
    assigning.give(ticket.number, whose, handover=WORD, seen=seen(ticket), by=by, at=NOON)


@pytest.mark.parametrize("does", [waits, taken_back, noted, analysed, handed_over])
def test_a_customer_neither_reads_nor_finds_it(ticket: Ticket, ines: User, does: Does) -> None:
    does(ticket, ines)
    token, own = token_for(ticket), f"/tickets/{ticket.number}"
    mara = signed_in(MARA)

    assert store().has(DIGEST) or does in (analysed, handed_over)
    for address in (f"/t/{token}", own, "/tickets", f"/tickets?only=all&q={ticket.number}"):
        page = mara.get(address).content.decode()
        assert WORD not in page, address
        assert DIGEST not in page, address
    told = words(mara.get(own).content)
    assert "We answer by" in told
    assert "Answer kept" not in told
    for stem in (f"/t/{token}", own):
        for tail in ("", "/preview"):
            assert mara.get(f"{stem}/files/{DIGEST}{tail}").status_code == 404
    for sought in (WORD, WORD[:5], f"“A {WORD}”", f"{WORD}.txt", f"{WORD}@acme.example"):
        found = mara.get("/tickets", {"only": "all", "q": sought}).content.decode()
        assert f"/tickets/{ticket.number}" not in found, sought
    kept = mara.get("/tickets", {"only": "all", "q": f"blank -{WORD}"}).content.decode()
    assert f"/tickets/{ticket.number}" in kept, "nor is it told by what is not found"


def test_what_has_left_is_read_and_found(ticket: Ticket, ines: User, settings: Settings) -> None:
    _reply(ticket, ines, undo=TEN_SECONDS)
    settings.CLOCK_OFFSET += 2 * TEN_SECONDS
    mara = signed_in(MARA)

    assert WORD in mara.get(f"/tickets/{ticket.number}").content.decode()
    assert mara.get(f"/tickets/{ticket.number}/files/{DIGEST}").status_code == 200
    found = mara.get("/tickets", {"only": "all", "q": WORD}).content.decode()
    assert f"/tickets/{ticket.number}" in found


def test_what_a_customer_may_read_they_find(ticket: Ticket, ines: User) -> None:
    told: dict[str, Any] = {"by": ines, "at": NOON}
    triage.triage(
        ticket.number, severity="1", reason=f"The {WORD} is down.", seen=seen(ticket), **told
    )
    resolving.resolve(ticket.number, how="fix", text="Take it.", seen=seen(ticket), **told)
    mara = signed_in(MARA)

    assert WORD in mara.get(f"/tickets/{ticket.number}").content.decode()
    found = mara.get("/tickets", {"only": "all", "q": WORD}).content.decode()
    assert f"/tickets/{ticket.number}" in found


def _newest_message(ticket: Ticket) -> int:
    return [one.position for one in entries(ticket.number) if one.fact.kind == "message_out"][-1]
