"""What a customer chooses to be mailed, and what they are owed whatever they choose."""

import pytest
from django.test import Client

from tests.interfaces.portal.conftest import words
from tests.interfaces.portal.people import MARA, make, signed_in
from tests.rooms.conftest import Opens, seen
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.customers.models import Person
from troth.domain.tickets.actions import conversation, resolving
from troth.domain.tickets.models import Sending, Ticket


@pytest.fixture
def mara(policy: None) -> Client:
    make(MARA, "Mara Lind", "Acme")
    return signed_in(MARA)


def mails(ticket: Ticket) -> int:
    return Sending.objects.filter(ticket=ticket).count()


def reply(ticket: Ticket, by: User) -> None:
    conversation.reply(ticket.number, text="We look.", seen=seen(ticket), by=by, at=NOON)


def test_replies_are_mailed_until_they_are_chosen_to_stand_here_only(
    mara: Client, opens: Opens, ines: User
) -> None:
    ticket = opens(channel="web", suggested="2")
    before = mails(ticket)
    reply(ticket, ines)
    assert mails(ticket) == before + 1

    answer = mara.post("/preferences", {"replies": "no"}, follow=True)
    assert "Your preferences are kept." in words(answer.content)
    reply(ticket, ines)
    assert mails(ticket) == before + 1

    mara.post("/preferences", {"replies": "yes"})
    reply(ticket, ines)
    assert mails(ticket) == before + 2


def test_what_is_owed_is_mailed_whatever_is_chosen(mara: Client, opens: Opens, ines: User) -> None:
    mara.post("/preferences", {"replies": "no"})
    by_mail, by_web = opens(suggested="2"), opens(channel="web", suggested="2")
    before = mails(by_mail), mails(by_web)

    reply(by_mail, ines)
    resolving.resolve(
        by_web.number, how="fix", text="Install 4.2.1.", seen=seen(by_web), by=ines, at=NOON
    )

    assert before == (1, 1)
    assert (mails(by_mail), mails(by_web)) == (2, 2)


def test_no_way_or_another_changes_nothing(mara: Client) -> None:
    for said in ({}, {"replies": "perhaps"}):
        answer = mara.post("/preferences", said)
        assert answer.status_code == 422
        assert "Choose one of the two." in words(answer.content)
    assert Person.objects.get(name="Mara Lind").replies_by_mail


def test_only_who_signs_in_chooses(client: Client, policy: None, ines: User) -> None:
    assert client.get("/preferences")["Location"].startswith("/sign-in")
    client.force_login(ines)
    assert client.get("/preferences").status_code == 404
