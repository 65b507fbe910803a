"""Where no patch is available, the ticket stays open until one puts the trouble right.

Such a ticket cannot be closed as patched, and its news goes on however long it takes. It is
linked to a defect, with those of other customers; a patch for that is announced to all of them.
"""

import json
import re

import pytest
from django.test import Client

from tests.stories.desk import Desk
from troth.domain.defects import hooks
from troth.domain.defects.actions import telling
from troth.domain.defects.models import Announcement, Defect
from troth.domain.refusal import Refused
from troth.domain.tickets import queries
from troth.domain.tickets.filter import Filter
from troth.domain.tickets.models import Sending, Ticket
from troth.interfaces.channels.shapes import Letter
from troth.interfaces.now import now
from troth.interfaces.worker.sending import written


def test_without_a_released_patch_the_ticket_stays_open_and_the_news_goes_on(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="3")
    desk.replies(ticket, "2026-03-02 13:00", "A patch will be made.")
    with pytest.raises(Refused, match="no ticket closes"):
        desk.closes(ticket, "2026-03-02 13:10", "patch", patch="")

    for week in ("09", "16", "23", "30"):
        assert desk.owes(ticket) == f"update by 2026-03-{week} 13:00"
        desk.replies(ticket, f"2026-03-{week} 13:00", "The patch is still being made.")
    assert desk.owes(ticket) == "update by 2026-04-06 13:00"
    assert "promise_broken" not in desk.happened(ticket)


def test_a_workaround_is_told_and_the_released_patch_closes_the_ticket(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="3")
    defect = desk.enters_defect("2026-03-03 12:00")
    desk.links(ticket, "2026-03-03 12:05", defect)
    desk.resolves(ticket, "2026-03-04 12:00", "workaround", "Restart it after an hour.")
    with pytest.raises(Refused, match="No released patch"):
        desk.closes(ticket, "2026-03-04 12:10", "patch", patch="4.2.1")

    desk.releases("2026-03-27 11:00", "4.2.1", defect)
    desk.resolves(ticket, "2026-03-27 12:00", "fix", "Install 4.2.1.")
    desk.closes(ticket, "2026-03-27 12:10", "patch", patch="4.2.1")

    assert desk.newest(ticket, "closed").patch == "4.2.1"


@pytest.mark.parametrize("reason", ["for_patch", "for_customer", "for_others"])
def test_the_news_goes_on_while_a_ticket_waits(desk: Desk, reason: str) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")
    desk.replies(ticket, "2026-03-02 13:00")
    desk.lets_wait(ticket, "2026-03-02 13:10", reason)

    assert desk.owes(ticket) == "update by 2026-03-03 13:00"
    assert desk.stands(ticket).standing.waits == reason
    desk.watch("2026-03-03 13:01")
    assert desk.promises(ticket, "2026-03-03 13:01") == ["response kept", "update broken"]


def test_waiting_for_the_customer_is_over_when_they_write(desk: Desk) -> None:
    ticket = desk.report("2026-03-02 12:00", suggested="2")
    desk.lets_wait(ticket, "2026-03-02 13:10", "for_customer", "The log of the player.")
    desk.writes_again(ticket, "2026-03-02 14:00", "Here it is.")

    assert desk.stands(ticket).standing.waits == ""
    assert desk.newest(ticket, "waiting_ended").why == "customer wrote"


def test_one_patch_told_by_the_pipeline_wakes_two_hundred_tickets_of_120_customers(
    desk: Desk,
) -> None:
    defect = desk.enters_defect("2026-03-02 09:00", "Captions lag, as Kunde007 found")
    tickets = [_waiting_ticket(desk, defect, one, one % 120) for one in range(200)]
    first = tickets[0]
    desk.resolves(first, "2026-03-04 12:00", "workaround", "Restart it after an hour.")
    with pytest.raises(Refused, match="No released patch"):
        desk.closes(first, "2026-03-04 12:10", "patch", patch="4.2.1")

    assert _pipeline_tells("4.2.1", defect) == 201
    assert _pipeline_tells("4.2.1", defect) == 200  # a replay, or a pipeline that ran twice
    while telling.tell_some(Announcement.objects.get().pk, at=now()):
        pass

    mails = list(written(list(Sending.objects.filter(state="queued", position__gt=4))))
    assert sorted(sending.ticket_id for sending, _ in mails) == [one.number for one in tickets]
    for sending, letter in mails:
        assert isinstance(letter, Letter)
        own = re.findall(r"(?:Kunde|Person)\d{3}", str(sending.ticket.reporter))
        told = re.findall(r"(?:Kunde|Person)\d{3}", f"{letter.subject} {letter.text} {letter.to}")
        assert set(told) <= set(own), letter.text
        assert "4.2.1 is released" in letter.text
        assert sending.ticket.ref in letter.text
    back = queries.numbers(desk.agent, now=now(), wanted=Filter(state=("patched",)), most=300)
    assert sorted(back) == [one.number for one in tickets]

    desk.closes(first, "2026-11-30 12:00", "patch", patch="4.2.1")
    assert desk.newest(first, "closed").patch == "4.2.1"


def _waiting_ticket(desk: Desk, defect: Defect, number: int, customer: int) -> Ticket:
    name = f"Kunde{customer:03}"
    ticket = desk.report(
        "2026-03-02 12:00",
        key=f"{number}",
        email=f"person{number}@kunde{customer}.example",
        name=f"Person{number:03}",
        company=name,
        suggested="3",
        subject="Captions lag",
    )
    desk.links(ticket, "2026-03-03 12:00", defect)
    return ticket


def _pipeline_tells(version: str, defect: Defect) -> int:
    hook, secret = hooks.make("release pipeline", by="shell", at=now())
    body = json.dumps({"version": version, "fixes": defect.ref, "notes": "Captions start at zero."})
    time = str(int(now().timestamp()))
    signed = {
        "Troth-Hook": str(hook.pk),
        "Troth-Time": time,
        "Troth-Signature": hooks.sign(secret, time, body.encode()),
    }
    sent = Client().post("/hooks/patches", body, content_type="application/json", headers=signed)
    return sent.status_code
