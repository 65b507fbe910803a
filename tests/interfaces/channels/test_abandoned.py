"""What was sent and never became part of anything goes; what anything refers to stays."""

import os
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client

from tests.interfaces.channels.mail.messages import mail
from tests.interfaces.channels.test_uploads import whole
from tests.interfaces.desk.conftest import agent, at_noon
from tests.interfaces.portal.conftest import REPORT
from tests.rooms.conftest import Opens, ines, opens, policy, seen
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.ledger.models import Content
from troth.domain.mailroom import actions as mailroom
from troth.domain.mailroom.models import Inbound
from troth.domain.tickets.actions import conversation, withdrawing
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.report import File
from troth.interfaces.channels import abandoned
from troth.interfaces.channels.mail.accepting import Envelope, accept
from troth.interfaces.channels.mail.proof import differences
from troth.interfaces.channels.store import store
from troth.interfaces.channels.web import uploads
from troth.interfaces.now import now
from troth.interfaces.worker.mailroom import work_off

__all__ = ["agent", "at_noon", "ines", "opens", "policy"]
pytestmark = pytest.mark.django_db
UNDO = timedelta(seconds=10)


def kept(what: bytes) -> File:
    digest, size = store().save(what)
    return File("a.txt", "text/plain", digest, size)


def let_all_lie(days: int = 10) -> None:
    """Let nobody have touched any file for so long."""
    then = (now() - timedelta(days=days)).timestamp()
    for path in store().root.glob("??/??/*"):
        os.utime(path, (then, then))


def has(what: bytes) -> bool:
    return store().has(sha256(what).hexdigest())


def test_a_finished_upload_whose_form_was_never_sent_goes(opens: Opens) -> None:
    whole(Client(), b"abandoned")
    opens(attachments=(kept(b"attached"),))
    let_all_lie()

    assert abandoned.sweep(now()) == 1
    assert not has(b"abandoned")
    assert has(b"attached")


def test_whatever_refers_to_a_file_keeps_it(opens: Opens, ines: User) -> None:
    """Reports, mails and what waits, replies, notes, and what was taken back."""
    ticket: Ticket = opens(attachments=(kept(b"reported"),), raw=kept(b"original"))
    for what in (b"noted", b"replied", b"taken back"):
        does = conversation.note if what == b"noted" else conversation.reply
        more = {} if what == b"noted" else {"undo": UNDO}
        files = (kept(what),)
        position = seen(ticket)
        does(ticket.number, text="See.", seen=position, by=ines, at=NOON, attachments=files, **more)
    withdrawing.withdraw(ticket.number, seen(ticket), by=ines, at=NOON)
    waits = mail("It waits.\n")
    accept(waits, Envelope("pipe"))
    let_all_lie()

    assert abandoned.sweep(now()) == 0
    for what in (b"reported", b"original", b"noted", b"replied", b"taken back", waits):
        assert has(what), what


def test_what_was_sent_lately_or_is_still_in_a_form_stays(opens: Opens) -> None:
    opens(attachments=(kept(b"attached"),))
    word = uploads.word_for(kept(b"in a form"))
    let_all_lie()
    kept(b"fresh")
    visitor = Client()
    visitor.post("/report", REPORT | {"email": "", "kept": word})  # comes back with its file

    assert abandoned.sweep(now()) == 0
    assert has(b"in a form")


def test_the_same_bytes_sent_again_are_no_more_abandoned(opens: Opens) -> None:
    opens(attachments=(kept(b"attached"),))
    kept(b"twice")
    let_all_lie()
    kept(b"twice")

    assert abandoned.sweep(now()) == 0
    assert has(b"twice")


def test_what_is_erased_is_kept_nowhere(opens: Opens) -> None:
    opens(attachments=(kept(b"other"),))
    erased = opens(attachments=(kept(b"personal"),))
    Content.objects.filter(chain=erased.number).delete()
    let_all_lie()

    abandoned.sweep(now())

    assert not has(b"personal")
    assert has(b"other")


def test_a_desk_that_knows_no_file_deletes_none(policy: None) -> None:
    kept(b"another desk's")
    let_all_lie()

    assert abandoned.sweep(now()) == 0


def test_a_sweep_that_died_halfway_loses_nothing(opens: Opens) -> None:
    file = kept(b"attached")
    opens(attachments=(file,))
    place = store().path(file.digest)
    place.replace(place.with_name(f".going-{file.digest}"))

    abandoned.sweep(now())

    assert has(b"attached")


def settled(raw: bytes) -> Inbound:
    accept(raw, Envelope("pipe", "mara@acme.example", ("support@ivt.example",)))
    while work_off():
        pass
    return Inbound.objects.latest("pk")


@pytest.mark.usefixtures("policy")
def test_an_original_is_kept_for_as_long_as_the_operator_says() -> None:
    raw = mail("Nothing works.\n")
    inbound = settled(raw)
    let_all_lie()
    assert mailroom.forget_old(before=now() - timedelta(days=30), at=now()) == 0
    assert abandoned.sweep(now()) == 0

    assert mailroom.forget_old(before=now(), at=now()) == 1
    inbound.refresh_from_db()
    assert (inbound.sender, inbound.recipients) == ("", [])
    assert abandoned.sweep(now()) == 1
    assert not has(raw)
    assert list(differences()) == []
    assert Ticket.objects.get().arrivals.count() == 1


@pytest.mark.usefixtures("policy")
def test_what_waits_for_staff_is_not_forgotten_by_its_age() -> None:
    raw = mail("Nothing works.\n", more="From: eve@evil.example")
    settled(raw)

    assert mailroom.forget_old(before=now(), at=now()) == 0


@pytest.mark.usefixtures("policy")
def test_a_file_that_is_an_original_as_well_stays_where_it_is_attached(opens: Opens) -> None:
    raw = mail("Nothing works.\n")
    inbound = settled(raw)
    opens(key="two", attachments=(kept(raw),))
    mailroom.forget([inbound.pk], at=now())
    let_all_lie()

    assert abandoned.sweep(now()) == 0
    assert has(raw)


@pytest.mark.usefixtures("policy")
def test_an_original_that_came_again_is_kept_for_the_later_one() -> None:
    raw = mail("Nothing works.\n")
    first = settled(raw)
    settled(raw)
    mailroom.forget([first.pk], at=now())
    let_all_lie()

    assert abandoned.sweep(now()) == 0
    assert has(raw)
