"""Tickets are found by what was said in them, by those who may know."""

from datetime import timedelta

import pytest

from tests.rooms.conftest import Opens, kinds_of, seen
from tests.times import NOON, eastern
from troth.domain.accounts.models import User
from troth.domain.customers.models import Customer, Person
from troth.domain.ledger.models import Content
from troth.domain.search import queries
from troth.domain.search.actions import differences, rebuild
from troth.domain.search.models import TicketWords
from troth.domain.search.queries import Found, Seeker, agent, search
from troth.domain.search.rules import understand
from troth.domain.tickets.actions import analysis, assigning, conversation, triage, withdrawing
from troth.domain.tickets.models import Ticket

TEN_SECONDS = timedelta(seconds=10)
SEVERITIES = {key: f"Severity {key}" for key in "1234"}


def find(user: User, text: str, **more: int) -> Found:
    return search(agent(user), understand(text, SEVERITIES), now=NOON, **more)


def numbers(found: Found) -> list[int]:
    return [one.ticket.number for one in found.results]


def shown(found: Found) -> str:
    return "".join(f"[{p.text}]" if p.hit else p.text for p in found.results[0].excerpt)


@pytest.mark.parametrize(
    "text",
    [
        "anmeldung", "fällt", "fallt", "ERR_CONN_RESET", "err_conn", "4.2.1", '"seite bleibt"',
        "jana@müller.example", "müller", "Muller", "trace.log", "Größe", "grosse", "версия",
        "Болт", "C-2008", "jana anmeldung 502",
    ],
)  # fmt: skip
def test_words_of_every_sort_are_found(opens: Opens, ines: User, text: str) -> None:
    opens(subject="Other", text="Nothing of the sort.")
    ticket = opens(
        subject="Anmeldungen schlagen fehl",
        text="Die Seite bleibt weiß; sie fällt mit 502 aus: ERR_CONN_RESET (4.2.1). Größe: ВЕРСИЯ",
        name="Jana Болт",
        email="jana@müller.example",
        company="Müller GmbH",
        contract="C-2008",
        specifications="see trace.log",
    )
    found = find(ines, text)
    assert numbers(found) == [ticket.number]
    assert not found.alike


@pytest.mark.parametrize("text", ["login -blank", '"page blank"', "gin", "50", "blank nowhere"])
def test_what_is_not_said_is_not_found(opens: Opens, ines: User, text: str) -> None:
    opens(subject="Login", text="A blank page: 502.")
    found = find(ines, text)
    assert numbers(found) == [] or found.alike


def test_words_of_several_messages_find_their_ticket_newest_first(opens: Opens, ines: User) -> None:
    first, second = opens(text="The pool runs dry."), opens(text="The pool runs dry, too.")
    for ticket in (first, second):
        conversation.reply(
            ticket.number, text="A timeout, we think.", seen=seen(ticket), by=ines, at=NOON
        )
    found = find(ines, "pool timeout")
    assert numbers(found) == [second.number, first.number]
    assert (found.count, found.counted) == (2, True)
    assert shown(found) in ("A [timeout], we think.", "The [pool] runs dry, too.")


def test_pages_follow_each_other(opens: Opens, ines: User) -> None:
    made = [opens().number for _ in range(5)]
    first = find(ines, "blank", page=2)
    assert (numbers(first), first.count, first.counted) == (made[:2:-1], 5, True)
    assert first.after is not None
    second = find(ines, "blank", page=2, before=first.after)
    assert numbers(second) == made[2:0:-1]
    last = find(ines, "blank", page=2, before=second.after or 0)
    assert (numbers(last), last.after) == (made[:1], None)


def test_a_word_in_very_many_tickets_is_found_without_its_index(
    opens: Opens, ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_FEW", 2)
    made = [opens().number for _ in range(4)]
    found = find(ines, "blank", page=3)
    assert (numbers(found), found.count, found.counted) == (made[:0:-1], 3, False)
    assert numbers(find(ines, "-nowhere")) == made[::-1]


def test_nearly_right_words_find_subjects_that_come_close(opens: Opens, ines: User) -> None:
    ticket = opens(subject="Benutzeranmeldung")
    inside, mistyped = find(ines, "anmeldung"), find(ines, "Benutzeranmeldnug")
    assert inside.alike
    assert mistyped.alike
    assert numbers(inside) == numbers(mistyped) == [ticket.number]


def test_notes_are_found_by_staff_and_not_even_missed_by_customers(
    opens: Opens, ines: User
) -> None:
    ticket = opens()
    conversation.note(ticket.number, text="Sabotage?", seen=seen(ticket), by=ines, at=NOON)
    analysis.record(
        ticket.number, confirmed="Yes", cause="Gremlins", seen=seen(ticket), by=ines, at=NOON
    )
    triage.triage(
        ticket.number, severity="1", reason="Nobody works.", seen=seen(ticket), by=ines, at=NOON
    )
    customer = Seeker(Ticket.objects.all(), reads_notes=False)

    def as_customer(text: str) -> Found:
        return search(customer, understand(text, SEVERITIES), now=NOON)

    assert find(ines, "sabotage").results[0].private
    assert numbers(find(ines, "gremlins")) == [ticket.number]
    assert as_customer("sabotage").count == as_customer("gremlins").count == 0
    assert as_customer("-sabotage").count == 1, "its absence would tell of it as well"
    assert as_customer("works").count == 1, "the reason of a severity is theirs to read"
    assert "Sabotage" not in shown(as_customer("blank"))


def test_only_what_the_seeker_may_see_is_found_and_counted(opens: Opens, ines: User) -> None:
    one, _ = opens(), opens()
    seeker = Seeker(Ticket.objects.filter(pk=one.number), reads_notes=True, agent=ines)
    found = search(seeker, understand("blank", SEVERITIES), now=NOON)
    assert (numbers(found), found.count) == ([one.number], 1)

    ines.is_active = False
    assert find(ines, "blank").count == 0


def test_conditions_narrow_down(opens: Opens, ines: User) -> None:
    urgent = opens(
        suggested="1",
        email="a@acme.example",
        name="Ada",
        company="Acme",
        at=eastern("2026-03-02 09:00"),
    )
    calm = opens(suggested="3", email="b@blue.example", name="Bo", company="100% Blue")
    held = opens(held="It could not be read.", email="", name="")
    person = Person.objects.get(name="Bo")
    Person.objects.filter(pk=person.pk).update(customer=Customer.objects.create(name="Indigo"))
    assigning.assign(calm.number, agent_id=ines.pk, seen=seen(calm), by=ines, at=NOON)

    for text, expected in {
        "severity:1": [urgent],
        "customer:acme": [urgent],
        "customer:indigo": [calm],
        "customer:100%": [calm],
        'customer:"0% b"': [calm],
        "customer:%": [calm],
        "from:ada": [urgent],
        "from:b@blue": [calm],
        "assignee:me": [calm],
        "assignee:duarte": [calm],
        "is:mine blank": [calm],
        "assignee:nobody -is:held": [urgent],
        "is:held": [held],
        "is:broken": [urgent],
        "is:open -is:untriaged": [held],
        "is:closed": [],
        "due:<1m": [urgent],
        "due:>1m -severity:1 -is:held": [calm],
    }.items():
        assert numbers(find(ines, text)) == [one.number for one in expected], text


def test_what_is_stored_is_what_would_be_derived(opens: Opens, ines: User) -> None:
    ticket = opens()
    conversation.note(ticket.number, text="A note.", seen=seen(ticket), by=ines, at=NOON)
    conversation.reply(ticket.number, text="A reply.", seen=seen(ticket), by=ines, at=NOON)
    opens(text="")
    assert kinds_of(ticket)[-1] == "message_out"
    assert list(differences()) == []

    TicketWords.objects.filter(pk=ticket.number).update(words="nonsense")
    assert list(differences()) == [f"#{ticket.number}: is not found by what its contents say"]
    assert find(ines, "nonsense").count == 1, "to compare changes nothing"
    assert list(rebuild(batch=1)) == [1, 2]
    assert list(differences()) == []
    assert find(ines, "reply").count == 1


def test_what_is_erased_is_not_found_any_more(opens: Opens, ines: User) -> None:
    ticket = opens(text="My secret is 1234567.", subject="Secret")
    conversation.reply(ticket.number, text="Understood.", seen=seen(ticket), by=ines, at=NOON)
    Content.objects.filter(chain_id=ticket.number, body__text__icontains="secret").delete()

    assert numbers(find(ines, "1234567")) == []
    assert numbers(find(ines, "understood")) == [ticket.number]
    assert list(differences()) == []


def test_a_very_long_ticket_stays_within_what_a_row_holds(opens: Opens, ines: User) -> None:
    text = " ".join(f"w{index}x" for index in range(30_000))
    ticket = opens(text=text)
    for _ in range(6):
        conversation.note(ticket.number, text=text, seen=seen(ticket), by=ines, at=NOON)
    assert numbers(find(ines, "w77x")) == [ticket.number]
    assert list(differences()) == []


def test_what_was_taken_back_is_found_by_staff_alone(opens: Opens, ines: User) -> None:
    ticket = opens()
    conversation.reply(
        ticket.number, text="Gremlins!", seen=seen(ticket), by=ines, at=NOON, undo=TEN_SECONDS
    )
    customer = Seeker(Ticket.objects.all(), reads_notes=False)
    asked = understand("gremlins", SEVERITIES)
    assert search(customer, asked, now=NOON).count == 0
    assert search(customer, asked, now=NOON + TEN_SECONDS).count == 1

    withdrawing.withdraw(ticket.number, seen(ticket), by=ines, at=NOON)
    assert search(customer, asked, now=NOON + TEN_SECONDS).count == 0
    assert find(ines, "gremlins").results[0].private
    assert list(differences()) == []
