"""Looking after mail: what stands, what is proved, and that a loss would show."""

import json

import pytest
from click.testing import CliRunner, Result

from tests.interfaces.channels.mail.dovecot import Dovecot
from tests.interfaces.channels.mail.messages import mail
from tests.interfaces.channels.mail.test_fetching import fetched, server
from troth.domain.mailroom.models import Inbound, Mailbox
from troth.interfaces.channels.mail.accepting import Envelope, accept
from troth.interfaces.channels.mail.proof import differences
from troth.interfaces.channels.store import store
from troth.interfaces.cli.mail import mail as mail_command
from troth.interfaces.worker.mailroom import work_off

__all__ = ["server"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("policy", "home")]


def told(*words: str) -> Result:
    return CliRunner().invoke(mail_command, list(words), catch_exceptions=False)


def came(*raws: bytes) -> None:
    for raw in raws:
        accept(raw, Envelope("pipe"))
    while work_off():
        pass


def test_the_accounting_says_what_became_of_each() -> None:
    came(
        mail(),
        mail(),
        mail(message_id="<two@x>", more="Auto-Submitted: auto-replied"),
        b"no mail at all",
    )
    accept(mail("Later.\n", message_id="<three@x>"), Envelope("pipe"))

    assert told("verify", "--deep").output == (
        "No difference. 5 received = 1 waiting + 1 on a ticket + 1 held + 1 duplicate"
        " + 1 automatic\n"
    )


def test_an_original_that_is_gone_is_told_of() -> None:
    came(mail())
    inbound = Inbound.objects.get()
    store().path(inbound.digest).unlink()
    verified = told("verify")

    assert verified.exit_code == 1
    assert (
        verified.output == f"mail {inbound.pk}: its original {inbound.digest} is not in the store\n"
    )


def test_an_original_that_was_changed_is_told_of_when_looked_at_deeply() -> None:
    came(mail())
    path = store().path(Inbound.objects.get().digest)
    path.write_bytes(b"something else")

    assert told("verify").exit_code == 0
    assert "was changed in the store" in told("verify", "--deep").output


def test_a_mail_whose_ticket_knows_nothing_of_it_is_told_of() -> None:
    came(mail())
    ticket = Inbound.objects.get().ticket
    assert ticket is not None
    ticket.arrivals.all().delete()

    assert "has no arrival" in told("verify").output


def test_what_is_in_a_mailbox_and_not_on_the_desk_is_told_of(server: Dovecot) -> None:
    from tests.interfaces.channels.mail.test_fetching import the_way

    server.put(mail())
    fetched(server)
    way = the_way(server)
    assert list(differences((way,))) == []

    server.put(mail("Never fetched.\n", message_id="<lost@x>"))
    Mailbox.objects.update(uid=2)  # as a desk would that moved its cursor too far
    assert list(differences((way,))) == [
        f"{way.name}: message 2 is in the mailbox and not on the desk"
    ]


def test_the_status_names_what_could_not_be_settled() -> None:
    came(mail())
    waits = accept(mail("Later.\n", message_id="<two@x>"), Envelope("pipe"))
    Inbound.objects.filter(pk=waits.pk).update(last_error="The store cannot be used.", tries=2)
    status = told("status")

    assert status.exit_code == 0
    assert f"put off\t{waits.pk}\ttries 2\tThe store cannot be used.\n" in status.output
    assert "waiting to be read\t1\n" in status.output


def test_a_mail_that_waits_too_long_is_an_alarm() -> None:
    waits = accept(mail(), Envelope("pipe"))
    Inbound.objects.filter(pk=waits.pk).update(received_at="2026-01-01T00:00:00Z")

    assert told("status").exit_code == 1


def test_an_original_can_be_read_again_and_nothing_changes() -> None:
    came(mail("Severity 2\n\nNo login.\n"))
    again = told("reparse", str(Inbound.objects.get().pk))

    assert json.loads(again.output)["suggested"] == "2"
    assert Inbound.objects.count() == 1
    assert told("reparse", "4711").exit_code == 1


def test_a_test_message_says_what_became_of_it() -> None:
    assert told("test", "ines@ivt.example").output == "Accepted by the next hop.\n"
