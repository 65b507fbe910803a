"""`troth intake`: a real message becomes a ticket, once, whatever is wrong with it."""

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import OperationalError
from pytest_django import Settings

from tests.interfaces.channels.mail.messages import mail, mail_of, multipart, nested, part
from troth.domain.ledger.queries import contents, entries
from troth.domain.mailroom import actions as mailroom
from troth.domain.mailroom.models import Inbound
from troth.domain.tickets.actions import intake as tickets
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.report import Report
from troth.interfaces.channels.mail import forking, readers
from troth.interfaces.channels.store import store
from troth.interfaces.cli.intake import intake
from troth.interfaces.worker.mailroom import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy", "home")]


def piped(raw: bytes) -> Result:
    return CliRunner().invoke(intake, ["-"], input=raw, catch_exceptions=False)


def only() -> Ticket:
    [ticket] = Ticket.objects.all()
    return ticket


def kinds_of(ticket: Ticket) -> list[str]:
    return [entry.fact.kind for entry in entries(ticket.number)]


def test_a_mail_with_a_file_is_a_ticket_with_its_original(home: Path) -> None:
    file = part("the log", "text/plain", "Content-Disposition: attachment; filename=log.txt")
    raw = mail_of(multipart(part("Severity 2\nCompany: Acme\n\nNo login."), file))
    told = piped(raw)
    ticket = only()

    assert (told.output, told.exit_code) == (f"{ticket.ref}\topened\n", 0)
    [report] = [one for one in contents(ticket.number).values() if "raw" in one]
    assert report["company"] == "Acme"
    assert report["missing"] == ["contract or account number", "system specifications"]
    with store().open(report["raw"]["digest"]) as kept:
        assert kept.read() == raw
    with store().open(report["attachments"][0]["digest"]) as kept:
        assert kept.read() == b"the log"
    assert ticket.standing.severity == "2"
    assert ticket.reporter is not None
    assert ticket.reporter.zone == "+01:00"


def test_the_same_mail_twice_is_one_ticket() -> None:
    piped(mail())
    again = piped(b"Received: from elsewhere.example\r\n" + mail())

    assert (again.output, again.exit_code) == (f"{only().ref}\talready had\n", 0)
    assert Sending.objects.count() == 1


def test_the_same_id_with_other_content_is_not_lost() -> None:
    piped(mail("The first parcel.\n"))
    piped(mail("The second parcel.\n"))

    assert Ticket.objects.count() == 2


def test_an_answer_to_our_mail_joins_its_ticket() -> None:
    piped(mail())
    ours = Sending.objects.get().message_id
    told = piped(mail("More.\n", message_id="<two@x>", more=f"In-Reply-To: {ours}"))

    assert told.output == f"{only().ref}\tadded\n"
    assert kinds_of(only())[-1] == "message_in"


def test_a_stranger_who_quotes_an_id_of_ours_is_held() -> None:
    piped(mail())
    ours = Sending.objects.get().message_id
    more = f"In-Reply-To: {ours}"
    told = piped(mail("hi\n", sender="eve@evil.example", message_id="<e@x>", more=more))

    assert told.output.endswith("held\n")
    assert Ticket.objects.count() == 2


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x00\xff\xfe" * 500, id="no-mail-at-all"),
        pytest.param(mail(more="From: eve@evil.example"), id="two-senders"),
        pytest.param(nested(60), id="too-deep"),
    ],
)
def test_what_makes_no_sense_is_a_held_ticket_with_its_original(raw: bytes) -> None:
    told = piped(raw)
    ticket = only()

    assert (told.output, told.exit_code) == (f"{ticket.ref}\theld\n", 0)
    assert ticket.standing.held
    [report] = [one for one in contents(ticket.number).values() if "raw" in one]
    with store().open(report["raw"]["digest"]) as kept:
        assert kept.read() == raw
    assert Sending.objects.count() == 0


def test_a_reader_that_dies_leaves_a_held_ticket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "PATIENCE", 0)
    told = piped(mail())
    monkeypatch.undo()

    assert told.output.endswith("held\n")


def test_the_reader_starts_without_django() -> None:
    import subprocess
    import sys

    program = f"import sys, {forking.__name__}; print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert told.stdout == "False\n", told.stderr


def test_an_automatic_mail_is_kept_and_gets_no_receipt() -> None:
    piped(mail(more="Auto-Submitted: auto-replied"))

    assert kinds_of(only())[0] == "reported"
    assert Sending.objects.count() == 0


@pytest.mark.parametrize(
    "sender", ["mara@acme.example", "Mara+t1.k00.aaaabbbbccccdddd@acme.example"]
)
def test_mail_from_our_own_address_is_automatic(settings: Settings, sender: str) -> None:
    settings.DEFAULT_FROM_EMAIL = "mara@acme.example"
    piped(mail(sender=sender))

    assert Sending.objects.count() == 0


def test_when_the_database_is_away_the_mail_server_must_come_again(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr(mailroom, "accept", away)

    assert piped(mail()).exit_code == 75
    assert Inbound.objects.count() == 0


def test_what_was_accepted_waits_until_a_ticket_can_have_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as broken:
        broken.setattr(tickets, "taken_in", away)
        told = piped(mail())

    assert (told.output, told.exit_code) == ("accepted\tThe database cannot be reached.\n", 0)
    assert Inbound.objects.get().outcome == "waiting"
    assert work_off() == 1
    assert Inbound.objects.get().outcome == "on a ticket"
    assert only().arrivals.count() == 1


def test_when_the_store_cannot_be_written_the_mail_server_must_come_again(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    settings.ATTACHMENTS = tmp_path / "file" / "below"

    assert piped(mail()).exit_code == 75
    assert Ticket.objects.count() == 0


def test_a_mail_the_desk_chokes_on_is_held_and_never_in_the_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = tickets.taken_in

    def chokes(report: Report, **more: object) -> object:
        if not report.held:
            raise ZeroDivisionError
        return whole(report, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(tickets, "taken_in", chokes)

    assert piped(mail()).output.endswith("held\n")


def test_a_file_can_be_named_instead_of_piped(tmp_path: Path) -> None:
    path = tmp_path / "report.eml"
    path.write_bytes(mail())
    told = CliRunner().invoke(intake, [str(path)], catch_exceptions=False)

    assert told.output.endswith("opened\n")
    assert BytesIO(mail()).read() == path.read_bytes()
