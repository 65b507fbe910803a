"""A ticket as it is read: what stays in sight, what is folded, what stands beside it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import Opens, seen
from tests.times import NOON
from troth.core.facts import kinds
from troth.domain.accounts.models import User
from troth.domain.tickets.actions import assigning, conversation, delivery, triage
from troth.domain.tickets.models import Sending, Ticket
from troth.interfaces.desk.screens.history import GROUPS, KINDS

MAIL = """It works now.

-- 
Mara Lind

On Mon, Mar 2, 2026 at 9:04 AM Ines Duarte <support@ivt.example> wrote:

> Please install 4.2.1.
"""  # noqa: W291 - the space is the signature's mark


def page(agent: Client, ticket: Ticket, path: str = "") -> str:
    return agent.get(f"/desk/tickets/{ticket.number}{path}").content.decode()


def customer_wrote(ticket: Ticket, text: str, key: str = "k1") -> None:
    conversation.customer_wrote(
        ticket.number,
        text=text,
        attachments=(),
        key=key,
        person_id=ticket.reporter_id,
        at=NOON,
    )


def test_the_head_says_what_is_due_next_and_whose_it_is(
    agent: Client, ticket: Ticket, ines: User
) -> None:
    head = page(agent, ticket).partition("</header>")[2].partition("</header>")[0]
    assert re.search(r"IVT-\d+ Severity 2 Untriaged Open Nobody can log in", words(head))
    assert "Response in 3 h 59 min" in words(head) or "Response in 4 h" in words(head)
    assert "Nobody's yet" in words(head).replace("&#x27;", "'")

    assigning.assign(ticket.number, agent_id=ines.pk, seen=seen(ticket), by=ines, at=NOON)
    assert "Assigned to Ines Duarte" in words(page(agent, ticket))


def test_quotes_and_signatures_of_mail_are_folded_and_kept(agent: Client, opens: Opens) -> None:
    html = page(agent, opens(text=MAIL))

    said, _, folded = html.partition('<details class="entry__fold">')
    assert "It works now." in said
    assert "Please install 4.2.1." not in said
    assert "Mara Lind\n" not in said
    assert "&gt; Please install 4.2.1." in folded


def test_what_was_typed_into_a_form_is_never_folded(agent: Client, opens: Opens) -> None:
    assert "entry__fold" not in page(agent, opens(text=MAIL, channel="web"))


def test_our_own_words_are_shown_with_their_formatting(
    agent: Client, ticket: Ticket, ines: User
) -> None:
    text = "Run **this** <script>alert(1)</script>"
    conversation.reply(ticket.number, text=text, seen=seen(ticket), by=ines, at=NOON)

    html = page(agent, ticket)
    assert "<strong>this</strong>" in html
    assert "<script>alert" not in html


def test_a_customer_s_words_are_never_formatted(agent: Client, opens: Opens) -> None:
    assert "<strong>" not in page(agent, opens(text="It says **fatal** to [us](https://x.example)"))


def test_many_events_in_a_row_are_folded_once_something_is_written_after_them(
    agent: Client, ticket: Ticket, ines: User
) -> None:
    triage.triage(ticket.number, severity="2", reason="", seen=seen(ticket), by=ines, at=NOON)
    assert "run__fold" not in page(agent, ticket)

    customer_wrote(ticket, "Any news?")
    html = page(agent, ticket)
    fold = html.partition('<details class="run__fold">')[2].partition("</details>")[0]
    assert re.match(r"\d events", words(fold))
    assert "Assigned Severity 2" in words(fold)
    assert 'id="entry-2"' in fold


def test_a_broken_promise_is_never_folded(agent: Client, opens: Opens, ines: User) -> None:
    ticket = opens(at=NOON - timedelta(days=3), suggested="1")
    customer_wrote(ticket, "Hello?")

    html = page(agent, ticket)
    for fold in re.findall(r'<details class="run__fold">.*?</details>', html, re.DOTALL):
        assert "Promise broken" not in fold
    assert "Promise broken: response by" in words(html)


def test_the_first_unread_entry_is_the_first_after_one_s_own(
    agent: Client, ticket: Ticket, ines: User
) -> None:
    conversation.note(ticket.number, text="Mine.", seen=seen(ticket), by=ines, at=NOON)
    mine = seen(ticket)
    customer_wrote(ticket, "Any news?")
    html = page(agent, ticket)

    link = re.search(r'<a href="#entry-(\d+)"[^>]*data-unread="(\d+)"', html)
    assert link is not None
    assert int(link[2]) == mine
    assert int(link[1]) > mine
    assert f'id="entry-{link[1]}"' in html


def test_every_entry_has_an_address_of_its_own(agent: Client, ticket: Ticket) -> None:
    html = page(agent, ticket)

    linked = set(re.findall(r'class="entry__at" href="#entry-(\d+)"', html))
    assert linked
    assert linked == set(re.findall(r'id="entry-(\d+)"', html))


def test_the_panel_tells_severity_customer_and_system(agent: Client, opens: Opens) -> None:
    ticket = opens(
        suggested="1",
        company="Acme Media",
        contract="C-77",
        specifications="OS: Debian 12\nMediaPlatform 4.2, two encoders",
    )

    told = words(page(agent, ticket))
    assert "Suggested Severity 1, by the customer" in told
    assert "none yet, counted as Severity 1 The whole application is down" in told
    assert "Customer Acme Media, as they say" in told
    assert "Contract C-77" in told
    assert "Reporter Mara Lind mara@acme.example" in told
    assert "OS Debian 12 MediaPlatform 4.2 two encoders As they typed it" in told


def test_promises_stand_on_a_line_of_time(agent: Client, ticket: Ticket, ines: User) -> None:
    triage.triage(ticket.number, severity="2", reason="", seen=seen(ticket), by=ines, at=NOON)
    conversation.reply(ticket.number, text="On it.", seen=seen(ticket), by=ines, at=NOON)
    for sending in Sending.objects.filter(ticket=ticket, state="queued"):
        delivery.accepted(ticket.number, sending.position, at=NOON)

    line = words(page(agent, ticket).partition('<ol class="timeline">')[2])
    assert re.match(r"Update in (1 d|23 h 59 min) counted from 12:00 , due Tue 12:00 Eastern", line)
    assert "Now Response kept 12:00 counted from 12:00 , due 16:00 Eastern" in line


def test_a_related_ticket_tells_how_it_stands(agent: Client, opens: Opens) -> None:
    ticket, other = opens(), opens(subject="Another trouble")

    assert f"Another trouble {other.ref} · open" in words(page(agent, ticket))
    assert "None that we know of." in words(page(agent, opens(email="new@else.example")))


def test_the_history_tells_every_fact_and_can_be_cut_to_one_kind(
    agent: Client, ticket: Ticket, ines: User
) -> None:
    conversation.note(ticket.number, text="Between us.", seen=seen(ticket), by=ines, at=NOON)

    html = page(agent, ticket, "/history")
    assert re.findall(r'id="fact-(\d+)"', html) == [str(n + 1) for n in range(seen(ticket))]
    only = words(page(agent, ticket, "/history?only=staff"))
    assert "Between us." in only
    assert "All users see a blank page." not in only
    assert page(agent, ticket, "/history?only=%00x").count('id="fact-') == seen(ticket)
    assert "No such fact." in words(page(agent, ticket, "/history?only=promises"))


def test_a_fact_recorded_late_says_so(agent: Client, opens: Opens, ines: User) -> None:
    ticket = opens(at=NOON - timedelta(hours=2))
    conversation.log_call(
        ticket.number,
        text="Talked.",
        ended_at=NOON - timedelta(hours=1),
        seen=seen(ticket),
        by=ines,
        at=NOON,
    )

    assert "11:00 Ines Duarte · on the phone recorded 12:00 call" in words(
        page(agent, ticket, "/history")
    )


def test_every_kind_of_fact_has_its_words() -> None:
    known = {one.kind for one in kinds.Kind.__args__}

    assert set(KINDS) == known
    assert {group for group, _ in KINDS.values()} <= set(GROUPS)


@pytest.mark.parametrize("path", ["", "/history", "/promises/response/1", "/files/x/preview"])
def test_a_ticket_that_is_not_there_is_the_same_as_one_not_to_be_seen(
    agent: Client, ines: User, ticket: Ticket, path: str
) -> None:
    never = agent.get(f"/desk/tickets/999999{path}")

    assert never.status_code == 404
    assert "There is nothing here" in words(never.content)
