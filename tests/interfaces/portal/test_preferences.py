"""What a customer chooses to be mailed, and what they are owed whatever they choose."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.interfaces.portal.conftest import words
from tests.interfaces.portal.people import MARA, make, signed_in
from tests.rooms.conftest import Opens, seen
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.customers.actions import choose
from troth.domain.customers.models import Person
from troth.domain.tickets.actions import conversation, resolving
from troth.domain.tickets.models import Sending, Ticket
from troth.interfaces.channels.mail import outbox
from troth.interfaces.worker import digests


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
        assert "Choose one of the three." in words(answer.content)
    assert Person.objects.get(name="Mara Lind").replies_by_mail


def test_only_who_signs_in_chooses(client: Client, policy: None, ines: User) -> None:
    assert client.get("/preferences")["Location"].startswith("/sign-in")
    client.force_login(ines)
    assert client.get("/preferences").status_code == 404


def test_a_digest_tells_in_the_morning_what_was_answered(
    mara: Client, opens: Opens, ines: User, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person.objects.get(name="Mara Lind")
    Person.objects.filter(pk=person.pk).update(zone="Europe/Riga")
    choose(person.pk, replies="digest", at=NOON)
    answered, quiet = opens(channel="web"), opens(channel="web")
    before = mails(answered)
    reply(answered, ines)
    assert mails(answered) == before

    morning = riga("2026-03-03 08:05")
    for hour, due in ((riga("2026-03-03 07:05"), 0), (morning, 1), (riga("2026-03-03 09:05"), 0)):
        assert digests.ask_for_due(hour) == due
    monkeypatch.setattr(digests, "now", lambda: morning)
    digests.send(person.pk)
    digests.send(person.pk)

    [letter] = [one for one in outbox.listing() if one.to == MARA and "answered" in one.subject]
    assert answered.ref in letter.text
    assert quiet.ref not in letter.text


def test_a_day_without_an_answer_is_a_day_without_a_digest(
    mara: Client, opens: Opens, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person.objects.get(name="Mara Lind")
    choose(person.pk, replies="digest", at=NOON)
    opens(channel="web")
    monkeypatch.setattr(digests, "now", lambda: riga("2026-03-03 08:05"))
    digests.send(person.pk)

    assert not [one for one in outbox.listing() if "answered" in one.subject]


def riga(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Riga")).astimezone(UTC)
