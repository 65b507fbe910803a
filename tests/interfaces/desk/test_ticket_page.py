"""Working on a ticket from its page."""

from typing import Any

import pytest
from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import Opens, kinds_of, patched, seen
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.tickets.actions import conversation, delivery
from troth.domain.tickets.models import Sending, Ticket

HTMX = {"HX-Request": "true"}


def send(agent: Client, ticket: Ticket, name: str, /, **said: Any) -> Any:
    """Send one of the page's forms as a page shown now would."""
    said.setdefault("seen", seen(ticket))
    return agent.post(f"/desk/tickets/{ticket.number}/{name}", said, headers=HTMX)


def test_reply_and_note_cannot_be_confused(agent: Client, ticket: Ticket) -> None:
    page = words(agent.get(f"/desk/tickets/{ticket.number}").content)

    assert "Send to Mara Lind" in page
    assert "Keep note (staff only)" in page
    assert "Note: staff only, the customer never sees it" in page


def test_an_action_answers_with_the_ticket_as_it_then_stands(agent: Client, ticket: Ticket) -> None:
    answer = send(agent, ticket, "note", text="Ask the platform team.")

    html = answer.content.decode()
    assert html.strip().startswith('<article class="ticket" id="ticket"')
    assert "Ask the platform team." in html
    assert f'name="seen" value="{seen(ticket)}"' in html


def test_without_scripts_an_action_leads_back_to_the_ticket(agent: Client, ticket: Ticket) -> None:
    address = f"/desk/tickets/{ticket.number}"

    answer = agent.post(f"{address}/note", {"text": "Hm.", "seen": seen(ticket)})

    assert (answer.status_code, answer["Location"]) == (302, address)


def test_a_stale_form_keeps_its_text_and_shows_what_is_new(agent: Client, ticket: Ticket) -> None:
    shown = seen(ticket)
    conversation.customer_wrote(
        ticket.number,
        text="It also fails on phones.",
        attachments=(),
        key="k1",
        person_id=ticket.reporter_id,
        at=NOON,
    )

    answer = send(agent, ticket, "reply", text="Which browser?", seen=shown)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This ticket changed while you wrote" in page
    assert "It also fails on phones." in page
    assert "Which browser?</textarea>" in page
    assert f'name="seen" value="{seen(ticket)}"' in page
    assert "message_out" not in kinds_of(ticket)[3:]


def test_another_severity_than_suggested_needs_a_reason(agent: Client, ticket: Ticket) -> None:
    answer = send(agent, ticket, "triage", severity="1", reason="")
    assert answer.status_code == 422
    assert "Say why" in words(answer.content)

    assert send(agent, ticket, "triage", severity="1", reason="A live event.").status_code == 200
    assert "severity_set" in kinds_of(ticket)


def test_a_severity_the_policy_does_not_have_is_told_plainly(agent: Client, ticket: Ticket) -> None:
    answer = send(agent, ticket, "triage", severity="9", reason="Because.")

    assert answer.status_code == 422
    assert "The policy has no severity" in words(answer.content)
    assert "Because." in answer.content.decode()


def test_closing_without_a_resolution_is_refused_in_words(agent: Client, ticket: Ticket) -> None:
    answer = send(agent, ticket, "closure", reason="patch", patch="4.2.1")

    assert answer.status_code == 422
    assert "Tell the customer the resolution first" in words(answer.content)
    assert 'value="4.2.1"' in answer.content.decode()


def test_a_call_counts_from_when_it_ended(agent: Client, opens: Opens) -> None:
    ticket = opens(at=NOON.replace(hour=NOON.hour - 2), suggested="1")

    answer = send(agent, ticket, "call", text="Told her to restart.", minutes="30")

    assert "Response kept 11:30" in words(answer.content)


def test_the_whole_way_from_triage_to_reopening(agent: Client, opens: Opens) -> None:
    ticket = opens(channel="web", suggested="2")
    assert send(agent, ticket, "triage", severity="2").status_code == 200
    assert "Response kept 12:00" in words(send(agent, ticket, "reply", text="On it.").content)
    assert send(agent, ticket, "analysis", confirmed="Fails.", cause="A leak.").status_code == 200
    assert send(agent, ticket, "assignment", whose="mine").status_code == 200
    assert send(agent, ticket, "resolution", how="fix", text="Install 4.2.1.").status_code == 200
    patched(ticket, "4.2.1", by=User.objects.get(email="ines@ivt.example"), at=NOON)
    closed = send(agent, ticket, "closure", reason="patch", patch="4.2.1")
    assert "Closed: Resolved by a software patch (4.2.1)" in words(closed.content)

    conversation.customer_wrote(
        ticket.number,
        text="It is back.",
        attachments=(),
        key="k2",
        person_id=ticket.reporter_id,
        at=NOON,
    )
    assert "The customer wrote after closing" in words(
        agent.get(f"/desk/tickets/{ticket.number}").content
    )
    assert "Reopened" in words(send(agent, ticket, "decision", follows="reopen").content)


def test_a_held_report_is_accepted_or_declined_from_its_page(agent: Client, opens: Opens) -> None:
    kept = opens(held="It could not be read.", key="h1")
    page = words(agent.get(f"/desk/tickets/{kept.number}").content)
    assert "Held: It could not be read." in page
    assert "Send to" not in page

    assert send(agent, kept, "acceptance", email="not an address").status_code == 422
    taken = send(agent, kept, "acceptance", email="mara@acme.example", name="Mara", text="Help")
    assert "Accepted as a ticket" in words(taken.content)

    spam = opens(held="It could not be read.", key="h2")
    assert send(agent, spam, "declining", reason="").status_code == 422
    assert "Declined" in words(send(agent, spam, "declining", reason="Spam.").content)


def test_why_then_tells_the_clause_and_the_hours_counted(agent: Client, ticket: Ticket) -> None:
    page = words(agent.get(f"/desk/tickets/{ticket.number}/promises/response/1").content)

    assert "severity.2.response" in page
    assert "Severity 2, within 4 hours, counted in support hours" in page
    assert "16:00" in page


def test_what_a_customer_types_is_shown_as_text(agent: Client, opens: Opens) -> None:
    ticket = opens(
        subject="<svg onload=alert(1)>", text="</div><script>x</script>", name="<b>Eve</b>"
    )

    for address in (f"/desk/tickets/{ticket.number}", "/desk/"):
        html = agent.get(address).content.decode()
        assert "<svg onload" not in html
        assert "<script>x" not in html
        assert "<b>Eve" not in html


def test_news_are_told_without_touching_what_is_typed(agent: Client, ticket: Ticket) -> None:
    address = f"/desk/tickets/{ticket.number}/news?seen="

    assert agent.get(f"{address}{seen(ticket)}", headers=HTMX).status_code == 204
    assert "New since you opened this: Mara Lind" in words(
        agent.get(f"{address}0", headers=HTMX).content
    )


def test_that_a_notice_was_delivered_is_no_news(agent: Client, ticket: Ticket) -> None:
    shown = seen(ticket)
    receipt = Sending.objects.get(ticket=ticket)

    delivery.accepted(ticket.number, receipt.position, at=NOON)

    assert seen(ticket) > int(shown)
    address = f"/desk/tickets/{ticket.number}/news?seen={shown}"
    assert agent.get(address, headers=HTMX).status_code == 204


@pytest.mark.parametrize("typed", ["", "x", "-1"])
def test_a_form_that_lost_its_position_is_told_plainly(
    agent: Client, ticket: Ticket, typed: str
) -> None:
    answer = send(agent, ticket, "note", text="Keep me.", seen=typed)

    assert answer.status_code == 422
    assert "This form is not whole" in words(answer.content)
    assert "Keep me.</textarea>" in answer.content.decode()


def test_a_number_that_nobody_was_given_is_not_found(agent: Client, ticket: Ticket) -> None:
    assert agent.get("/desk/tickets/99").status_code == 404
    assert agent.post("/desk/tickets/99/note", {"text": "x", "seen": 1}).status_code == 404
    assert agent.get(f"/desk/tickets/{10**30}").status_code == 404


def test_news_since_an_impossible_entry_are_no_fault(agent: Client, ticket: Ticket) -> None:
    assert agent.get(f"/desk/tickets/{ticket.number}/news", {"seen": "9" * 5000}).status_code == 200


def test_a_severity_assigned_by_a_slip_is_taken_back(agent: Client, ticket: Ticket) -> None:
    assert "The severity was a mistake" not in words(
        agent.get(f"/desk/tickets/{ticket.number}").content
    )
    send(agent, ticket, "triage", severity="1", reason="A live event.")
    refused = send(agent, ticket, "correction", reason="")
    assert refused.status_code == 422
    assert "Say what was wrong" in words(refused.content)

    page = words(send(agent, ticket, "correction", reason="Wrong click.").content)

    assert "none yet, counted as Severity 2" in page
    assert "was a mistake and does not count" in page
