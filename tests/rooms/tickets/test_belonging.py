"""A mail joins a ticket by a token, by an answer, by a number: and only for those who take part."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.rooms.conftest import Opens, kinds_of, last, seen, sent
from tests.times import eastern
from troth.core.facts.kinds import Held
from troth.domain.accounts.models import User
from troth.domain.customers.models import Address, Customer, Person
from troth.domain.ledger.queries import contents
from troth.domain.refusal import Refused
from troth.domain.tickets import tokens
from troth.domain.tickets.actions import holds
from troth.domain.tickets.actions.intake import TakenIn, take_in
from troth.domain.tickets.forwarded import first_sender
from troth.domain.tickets.models import Colleague, Ticket
from troth.domain.tickets.report import Report

LATER = eastern("2026-03-02 12:30")
BASE = "support@ivt.example"


def writes(email: str = "mara@acme.example", **said: object) -> TakenIn:
    values: dict[str, object] = {"channel": "mail", "key": "two", "email": email, "text": "More."}
    return take_in(Report(**{**values, **said}), at=LATER)  # type: ignore[arg-type]


def token_of(ticket: Ticket, email: str = "mara@acme.example") -> tuple[str, ...]:
    return (tokens.address(BASE, f"t{ticket.pk}", email),)


def held(taken: TakenIn) -> Held:
    fact = last(taken.ticket, "held").fact
    assert isinstance(fact, Held)
    return fact


@pytest.fixture
def olaf(ticket: Ticket) -> Person:
    """A colleague who was brought in."""
    acme = Customer.objects.create(name="Acme")
    Person.objects.update(customer=acme)
    person = Person.objects.create(name="Olaf", customer=acme)
    Address.objects.create(person=person, value="olaf@acme.example")
    Colleague.objects.create(ticket=ticket, person=person)
    return person


def test_a_token_joins_whatever_the_subject_says(ticket: Ticket) -> None:
    assert writes(tokens=token_of(ticket), subject="Hello").ticket == ticket


@pytest.mark.parametrize("change", [str.upper, str.title])
def test_a_token_outlives_mail_programs_that_change_its_case(ticket: Ticket, change: type) -> None:
    [address] = token_of(ticket)

    assert writes(tokens=(change(address),)).ticket == ticket


def test_a_colleague_joins_by_token_by_answer_and_by_number(ticket: Ticket, olaf: Person) -> None:
    ways: list[dict[str, object]] = [
        {"tokens": token_of(ticket, "olaf@acme.example")},
        {"references": (sent(ticket).message_id,)},
        {"subject": f"Re: [{ticket.ref}]", "trust": "verified"},
    ]
    for number, way in enumerate(ways):
        assert writes("olaf@acme.example", key=f"w{number}", **way).ticket == ticket


def test_a_token_holds_for_another_address_of_the_same_people(ticket: Ticket, olaf: Person) -> None:
    assert writes("olaf@acme.example", tokens=token_of(ticket)).ticket == ticket


def test_a_token_of_a_stranger_joins_nothing(ticket: Ticket) -> None:
    taken = writes("eve@evil.example", tokens=token_of(ticket))

    assert taken.opened
    assert held(taken).quotes == ticket.pk
    assert ticket.ref in held(taken).why
    assert "message_in" not in kinds_of(ticket)


@pytest.mark.parametrize("key", ["00", "a1", "ff"])
def test_a_forged_token_is_worth_no_more_than_a_number(ticket: Ticket, key: str) -> None:
    forged = f"support+t{ticket.pk}.k{key}.aaaabbbbccccdddd@ivt.example"

    assert held(writes(tokens=(forged,))).quotes == ticket.pk


def test_a_token_of_one_ticket_opens_no_other(opens: Opens) -> None:
    one, other = opens(), opens()
    [address] = token_of(one)
    taken = writes(tokens=(address.replace(f"t{one.pk}", f"t{other.pk}"),))

    assert held(taken).quotes == other.pk


def test_a_token_under_a_former_secret_holds(ticket: Ticket, settings: Settings) -> None:
    borne = token_of(ticket)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another secret"

    assert writes(tokens=borne).ticket == ticket
    settings.SECRET_KEY_FALLBACKS = []
    assert held(writes(key="three", tokens=borne)).quotes == ticket.pk


def test_every_reference_counts_not_only_the_last(ticket: Ticket) -> None:
    refs = (*(f"<{number}@acme.example>" for number in range(99)), sent(ticket).message_id)

    assert writes(references=refs).ticket == ticket


def test_a_number_joins_only_for_a_sender_our_border_vouches_for(ticket: Ticket) -> None:
    claimed = writes(subject=f"[{ticket.ref}] more")
    verified = writes(key="three", subject=f"[{ticket.ref}] more", trust="verified")

    assert held(claimed).quotes == ticket.pk
    assert verified.ticket == ticket


@pytest.mark.parametrize("trust", ["claimed", "verified"])
def test_a_stranger_who_quotes_anything_is_held_and_named_nowhere(
    ticket: Ticket, trust: str
) -> None:
    people = Person.objects.count()
    ways: list[dict[str, object]] = [
        {"references": (sent(ticket).message_id,)},
        {"subject": f"[{ticket.ref}] more"},
        {"tokens": token_of(ticket)},
    ]
    for number, way in enumerate(ways):
        taken = writes("eve@evil.example", key=f"s{number}", trust=trust, **way)
        assert held(taken).quotes == ticket.pk
        assert taken.ticket.reporter is None
    assert Person.objects.count() == people
    assert kinds_of(ticket).count("message_in") == 0


def test_what_our_border_refuses_joins_nothing(ticket: Ticket) -> None:
    taken = writes(tokens=token_of(ticket), trust="held", held="It is refused.")

    assert (held(taken).why, held(taken).quotes) == ("It is refused.", ticket.pk)


@pytest.mark.parametrize("trust", ["claimed", "verified"])
@pytest.mark.parametrize("automatic", [True, False])
def test_an_agent_s_mail_is_held_and_never_a_customer_s_word(
    ticket: Ticket, ines: User, trust: str, automatic: bool
) -> None:
    taken = writes(
        ines.email, trust=trust, automatic=automatic, references=(sent(ticket).message_id,)
    )

    assert "address of one of us" in held(taken).why
    assert held(taken).quotes == ticket.pk
    assert not Address.objects.filter(value=ines.email).exists()
    assert "message_in" not in kinds_of(ticket)


FORWARDS = {
    "-- Forwarded message --\nFrom: Olaf Berg <Olaf@acme.example>\nDate: x": "Olaf Berg",
    "Begin forwarded message:\n\n> From: Olaf Berg <olaf@acme.example>\n> Subject: x": "Olaf Berg",
    "-----Original Message-----\nFrom: Olaf Berg [mailto:olaf@acme.example]\nSent: x": "Olaf Berg",
    "Please see.\n\n*Von:* Olaf Berg <olaf@acme.example>\n*Gesendet:* x": "Olaf Berg",
    "From: olaf@acme.example\n\nFrom: Eve <eve@evil.example>": "",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), FORWARDS.items())
def test_what_an_agent_forwards_suggests_its_first_sender(text: str, name: str) -> None:
    assert first_sender(text) == (name, "olaf@acme.example")


@pytest.mark.parametrize("text", ["", "From here to there", "From: nobody", "x" * 50_000])
def test_where_no_sender_is_named_none_is_suggested(text: str) -> None:
    assert first_sender(text) == ("", "")


def test_a_suggestion_is_confirmed_by_staff_and_never_an_agent_s_own(
    policy: None, ines: User
) -> None:
    taken = writes(ines.email, text="From: Olaf <olaf@acme.example>\n\nNothing works.")
    how = {"name": "", "subject": "", "text": "", "seen": seen(taken.ticket), "by": ines}
    with pytest.raises(Refused, match="one of us"):
        holds.accept(taken.ticket.pk, email=ines.email.title(), at=LATER, **how)  # type: ignore[arg-type]

    accepted = holds.accept(taken.ticket.pk, email="olaf@acme.example", at=LATER, **how)  # type: ignore[arg-type]
    assert accepted.reporter is not None
    [body] = [one for one in contents(taken.ticket.pk).values() if "forwarded" in one]
    assert body["forwarded"] == {"name": "Olaf", "email": "olaf@acme.example"}


def test_a_program_s_mail_that_answers_nothing_is_held_and_kept(policy: None) -> None:
    taken = writes("monitor@acme.example", automatic=True)

    assert "a program sent it" in held(taken).why
    assert "message_out" not in kinds_of(taken.ticket)


def test_a_program_s_mail_that_answers_us_is_kept_on_its_ticket(ticket: Ticket) -> None:
    taken = writes(automatic=True, references=(sent(ticket).message_id,))

    assert (taken.ticket, taken.opened) == (ticket, False)


def test_an_answer_costs_as_few_questions_as_a_new_ticket(ticket: Ticket) -> None:
    with CaptureQueriesContext(connection) as new:
        writes("olaf@acme.example", key="a", subject="A new one")
    refs = (*(f"<{number}@acme.example>" for number in range(50)), sent(ticket).message_id)
    with CaptureQueriesContext(connection) as answer:
        writes(key="b", references=refs, tokens=token_of(ticket))

    assert len(answer) <= len(new) * 1.2


def test_whoever_left_their_company_joins_no_ticket_of_it_by_an_old_token(
    ticket: Ticket, olaf: Person
) -> None:
    old = token_of(ticket, "olaf@acme.example")
    Person.objects.filter(pk=olaf.pk).update(left_at=LATER)
    taken = writes("olaf@acme.example", tokens=old, references=(sent(ticket).message_id,))

    assert taken.opened
    assert held(taken).quotes == ticket.pk


def test_of_two_tickets_of_ones_own_a_token_weighs_more_than_an_answer(opens: Opens) -> None:
    first, second = opens(), opens(key="another")
    answered = (sent(first).message_id,)

    assert writes(tokens=token_of(second), references=answered).ticket == second


def test_of_ones_own_ticket_and_a_strangers_ones_own_is_joined(opens: Opens) -> None:
    own, strange = opens(), opens(key="another", email="noa@kestrel.example", name="Noa")
    both = (sent(strange).message_id, sent(own).message_id)

    assert writes(references=both, tokens=token_of(strange, "noa@kestrel.example")).ticket == own
    taken = writes("noa@kestrel.example", key="three", references=both)
    assert taken.ticket == strange
