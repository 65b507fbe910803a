"""Deciding on customers' words one after the other, with everything in view."""

import pytest
from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import Opens, kinds_of, seen, sent
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.tickets.actions import closing, conversation, delivery, resolving
from troth.domain.tickets.models import Ticket


def undecide(ticket: Ticket, by: User, text: str) -> None:
    resolving.resolve(
        ticket.number, how="fix", text="Update it.", seen=seen(ticket), by=by, at=NOON
    )
    delivery.accepted(ticket.number, sent(ticket).position, at=NOON)
    closing.close(ticket.number, reason="no_code_change", seen=seen(ticket), by=by, at=NOON)
    conversation.customer_wrote(
        ticket.number, text=text, attachments=(), key=text, person_id=ticket.reporter_id, at=NOON
    )


def test_everything_that_a_decision_needs_is_in_view(
    agent: Client, ticket: Ticket, opens: Opens, ines: User
) -> None:
    other = opens(subject="Captions drift")
    undecide(ticket, ines, "Now the <b>captions</b> drift.")
    answer = agent.get("/desk/decisions").content
    page = words(answer)

    assert "One word waits for a decision." in page
    assert b"Now the &lt;b&gt;captions&lt;/b&gt; drift." in answer
    assert b'<li class="entry entry--theirs"' in answer
    assert "All users see a blank page." in page
    assert "Update it." in page
    assert "Closed: Resolved without a change to the code" in page
    assert f"1 Belongs to {other.ref} Captions drift Severity 3" in page


@pytest.mark.parametrize(
    ("follows", "kind"), [("reopen", "reopened"), ("new", "new_issued"), ("thanks", "thanked")]
)
def test_a_decision_leads_on_to_the_next(
    agent: Client, ticket: Ticket, ines: User, follows: str, kind: str
) -> None:
    undecide(ticket, ines, "Thanks!")
    form = {"seen": seen(ticket), "follows": follows}
    answer = agent.post(f"/desk/decisions/{ticket.number}", form, follow=True)

    assert kind in kinds_of(ticket)
    assert "Nothing to decide." in words(answer.content)


def test_what_was_decided_by_somebody_else_meanwhile_is_said(
    agent: Client, ticket: Ticket, ines: User
) -> None:
    undecide(ticket, ines, "Thanks!")
    form = {"seen": seen(ticket), "follows": "thanks"}
    agent.post(f"/desk/decisions/{ticket.number}", form)
    again = agent.post(f"/desk/decisions/{ticket.number}", form)

    assert again.status_code == 422
    assert kinds_of(ticket).count("thanked") == 1


def test_what_is_left_for_later_comes_last(
    agent: Client, ticket: Ticket, opens: Opens, ines: User
) -> None:
    other = opens(subject="Upload fails")
    undecide(ticket, ines, "First.")
    undecide(other, ines, "Second.")
    page = words(agent.get(f"/desk/decisions?left={ticket.number}").content)

    assert "Second." in page
    assert "2 words wait for a decision." in page
