"""A mail server delivers over a real socket: "250" follows the commit, and nothing else does."""

import smtplib
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import DataError, OperationalError, connection
from pytest_django import Settings

from tests.interfaces.channels.mail.listening import Listening
from tests.interfaces.channels.mail.messages import mail
from troth.domain.mailroom import actions
from troth.domain.mailroom.models import Inbound
from troth.interfaces.channels.mail import limits
from troth.interfaces.channels.mail.accepting import Envelope, accept
from troth.interfaces.channels.mail.ways import listener
from troth.interfaces.channels.store import store
from troth.interfaces.worker.mailroom import work_off

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("policy", "home"),
]
TO = ["support@ivt.example"]


@pytest.fixture
def lmtp() -> Iterator[Listening]:
    with Listening("lmtp") as one:
        yield one


@pytest.fixture
def smtp() -> Iterator[Listening]:
    with Listening("smtp") as one:
        yield one


def test_what_was_accepted_is_on_the_disk_and_in_the_database(lmtp: Listening) -> None:
    with smtplib.LMTP("127.0.0.1", lmtp.port) as server:
        refused = server.sendmail("mara@acme.example", TO, mail())
    inbound = Inbound.objects.get()

    assert refused == {}
    assert (inbound.way, inbound.sender, inbound.recipients) == ("lmtp", "mara@acme.example", TO)
    with store().open(inbound.digest) as kept:
        assert kept.read() == mail().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert lmtp.woken.is_set()


def test_by_lmtp_each_recipient_is_answered(lmtp: Listening) -> None:
    more = ["urgent@ivt.example"]
    with spoken(lmtp, b"LHLO x", *TO, *more) as line:
        line.write(mail() + b"\r\n.\r\nNOOP\r\n")
        answers = [line.readline() for _ in range(3)]

    assert [answer[:9] for answer in answers] == [b"250 2.6.0", b"250 2.6.0", b"250 OK\r\n"]
    assert Inbound.objects.get().recipients == [*TO, *more]


def test_mail_from_nobody_is_taken_and_counts_as_automatic(smtp: Listening) -> None:
    with smtplib.SMTP("127.0.0.1", smtp.port) as server:
        server.sendmail("", TO, mail())
    work_off()

    assert (Inbound.objects.get().sender, Inbound.objects.get().outcome) == ("<>", "automatic")


def test_a_sender_keeps_what_the_database_cannot_take(
    smtp: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("the connection is lost")

    with smtplib.SMTP("127.0.0.1", smtp.port) as server:
        with monkeypatch.context() as broken:
            broken.setattr(actions, "accept", away)
            with pytest.raises(smtplib.SMTPDataError) as told:
                server.sendmail("mara@acme.example", TO, mail())
        assert told.value.smtp_code == 451
        server.sendmail("mara@acme.example", TO, mail())  # and later it is taken

    assert Inbound.objects.count() == 1


def test_a_sender_keeps_what_the_disk_cannot_take(
    smtp: Listening, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    settings.ATTACHMENTS = tmp_path / "file" / "below"
    with smtplib.SMTP("127.0.0.1", smtp.port) as server, pytest.raises(smtplib.SMTPDataError) as no:
        server.sendmail("mara@acme.example", TO, mail())

    assert no.value.smtp_code == 451
    assert Inbound.objects.count() == 0


def test_a_fault_of_ours_leaves_the_mail_with_its_sender(
    smtp: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "accept", lambda *_, **__: 1 / 0)
    with smtplib.SMTP("127.0.0.1", smtp.port) as server, pytest.raises(smtplib.SMTPDataError) as no:
        server.sendmail("mara@acme.example", TO, mail())

    assert no.value.smtp_code == 451


def test_mail_over_the_limit_is_refused_before_it_is_read(
    smtp: Listening,
) -> None:
    with smtplib.SMTP("127.0.0.1", smtp.port) as server:
        server.ehlo()
        assert server.esmtp_features["size"] == str(limits.SIZE)


def test_long_lines_and_bare_line_ends_are_no_reason_to_refuse(smtp: Listening) -> None:
    with smtplib.SMTP("127.0.0.1", smtp.port) as server:
        server.sendmail("mara@acme.example", TO, mail("x" * 50_000 + "\n"))

    assert Inbound.objects.count() == 1


@pytest.mark.parametrize(
    "end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n"]
)
def test_a_message_cannot_smuggle_another_behind_what_only_looks_like_its_end(
    smtp: Listening, end: bytes
) -> None:
    body = (
        b"One." + end + b"MAIL FROM:<evil@x>\r\nRCPT TO:<support@ivt.example>\r\nDATA\r\nTwo.\r\n"
    )
    with spoken(smtp, b"HELO x", *TO) as line:
        line.write(b"Subject: x\r\n\r\n" + body + b".\r\nNOOP\r\n")
        assert [line.readline()[:3] for _ in range(2)] == [b"250", b"250"]

    inbound = Inbound.objects.get()
    assert inbound.sender == "mara@acme.example"
    with store().open(inbound.digest) as kept:
        assert b"Two." in kept.read()


def test_commands_sent_all_at_once_are_answered_one_by_one(smtp: Listening) -> None:
    once = (
        b"EHLO x\r\nMAIL FROM:<a@x.example> BODY=8BITMIME SMTPUTF8\r\n"
        b"RCPT TO:<s\xc3\xbc@ivt.example>\r\n"
        b"BDAT 5 LAST\r\nDATA\r\nSubject: \xc3\xbc\r\n\r\nOne.\r\n.\r\n"
        b"MAIL FROM:<b@x.example>\r\nRCPT TO:<support@ivt.example>\r\nDATA\r\nTwo.\r\n.\r\nQUIT\r\n"
    )
    with socket.create_connection(("127.0.0.1", smtp.port), 10) as line:
        line.sendall(once)
        told = line.makefile("rb").read()
    answers = [one[:3] for one in told.split(b"\r\n") if one[3:4] == b" "]

    assert answers == [
        *(b"220", b"250", b"250", b"250", b"500", b"354", b"250"),
        *(b"250", b"250", b"354", b"250", b"221"),
    ]
    found = Inbound.objects.order_by("pk").values_list("sender", "recipients")
    assert list(found) == [("a@x.example", ["sü@ivt.example"]), ("b@x.example", TO)]


@pytest.mark.parametrize("spoilt", [b"ma\x00ra@x.example", b"ma\xffra@x.example"])
def test_an_address_that_is_no_text_keeps_no_mail_away(smtp: Listening, spoilt: bytes) -> None:
    with socket.create_connection(("127.0.0.1", smtp.port), 10) as line:
        line.sendall(b"EHLO x\r\nMAIL FROM:<" + spoilt + b">\r\nRCPT TO:<" + spoilt + b">\r\n")
        line.sendall(b"DATA\r\nSubject: x\r\n\r\nOne.\r\n.\r\nQUIT\r\n")
        told = line.makefile("rb").read()

    refused = b"\r\n553" in told or b"\r\n501" in told
    assert refused or Inbound.objects.get().sender == "ma\ufffdra@x.example", told


def test_of_a_fault_of_ours_each_recipient_is_told(
    lmtp: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "accept", lambda *_, **__: 1 / 0)
    with spoken(lmtp, b"LHLO x", *TO, "urgent@ivt.example") as line:
        line.write(mail() + b"\r\n.\r\nNOOP\r\n")

        assert [line.readline()[:3] for _ in range(3)] == [b"451", b"451", b"250"]


def test_there_are_only_so_many_recipients_to_a_mail(
    smtp: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "MOST_RECIPIENTS", 2)
    to = [f"{number}@ivt.example" for number in range(3)]
    with smtplib.SMTP("127.0.0.1", smtp.port) as server:
        refused = server.sendmail("mara@acme.example", to, mail())

    assert list(refused) == [to[2]]
    assert refused[to[2]][0] == 452


@contextmanager
def spoken(to: Listening, hello: bytes, *recipients: str) -> Iterator[socket.SocketIO]:
    """Speak until the server waits for the message itself."""
    with socket.create_connection(("127.0.0.1", to.port), 10) as connection:
        line = connection.makefile("rwb", buffering=0)
        line.readline()
        line.write(hello + b"\r\n")
        while line.readline()[3:4] == b"-":
            pass
        for said in ("MAIL FROM:<mara@acme.example>", *map("RCPT TO:<{}>".format, recipients)):
            line.write(said.encode() + b"\r\n")
            assert line.readline().startswith(b"250")
        line.write(b"DATA\r\n")
        assert line.readline().startswith(b"354")
        yield line


def test_of_mails_that_come_at_once_one_that_cannot_be_kept_harms_no_other() -> None:
    """The name of a way that is too long is what no column takes; there is none such."""
    senders = [f"person{number}@acme.example" for number in range(12)]

    def deliver(sender: str) -> None:
        way = "lmtp" if sender != senders[5] else "a way of a long name"
        with suppress(DataError):
            accept(mail(message_id=f"<{sender}>"), Envelope(way, sender))
        connection.close()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(deliver, senders))

    taken = Inbound.objects.values_list("sender", flat=True)
    assert sorted(taken) == sorted({*senders} - {senders[5]})
