"""What came to the demo desk by mail: a quoted reply with files, a held mail, a word too late."""

import struct
import zlib
from datetime import timedelta

from troth.domain.tickets.actions import (
    assigning,
    closing,
    conversation,
    intake,
    resolving,
    triage,
)
from troth.domain.tickets.actions.assigning import Whose
from troth.domain.tickets.report import Report
from troth.interfaces.cli.run.demo_desk.desk import ANY, Desk
from troth.interfaces.cli.run.demo_desk.people import DAN, JOEL, PRIYA

QUOTING = """\
The same again at 14:10. This is what viewers see in that minute:

[image: at-14-10.png]

The encoder's log of the whole event is attached.

Priya

On Tuesday, {who} <support@ivt.example> wrote:
> Priya, we have your encoder logs and see the video track stop.
> Could you tell us when it happens the next time, and what viewers see?
"""
LOG = """\
14:00:01 encoder-2 lease granted, 600 s
14:09:58 encoder-2 lease renewal sent
14:10:01 encoder-2 lease lost, video track stopped
14:10:01 encoder-2 audio track goes on
"""
HELD = b"""\
From: "IVT Billing" <billing@northlight-university.example>\r
To: support@ivt.example\r
Subject: Invoice overdue, all seats will be switched off\r
Message-ID: <77120@northlight-university.example>\r
\r
Dear support, please confirm our contract number and sign in below.\r
"""


def quoted_reply(desk: Desk) -> None:
    """Tell of a mail that quotes ours, with a picture in its place and a log."""
    ticket = desk.report(
        PRIYA,
        "Viewers see a grey frame when the encoder changes",
        "In the minute of the change all viewers see grey, then the event goes on.",
        ago=timedelta(hours=7),
        suggested="2",
        specifications="MediaPlatform 4.2, two encoders, 1080p",
        channel="mail",
    )
    number, at = ticket.number, desk.before(hours=6, minutes=40)
    triage.triage(number, severity="2", reason="", seen=ANY, by=desk.ines, at=at)
    assigning.assign(number, agent_id=desk.ines.pk, seen=ANY, by=desk.ines, at=at)
    text = (
        "Priya, we have your encoder logs and see the video track stop.\n\n"
        "Could you tell us:\n\n- **when** it happens the next time\n- what viewers see then"
    )
    conversation.reply(number, text=text, seen=ANY, by=desk.ines, at=at)
    desk.told(ticket, at + timedelta(minutes=1))
    files = (
        desk.file("at-14-10.png", "image/png", _grey_frame()),
        desk.file("encoder-2.log", "text/plain", LOG.encode()),
    )
    mail = desk.mail(PRIYA, f"Re: {ticket.subject}", QUOTING.format(who=desk.ines.name), files)
    intake.hear(ticket, mail, ticket.reporter, at=desk.before(minutes=52))
    text = f"@{desk.tomas.name} is this the lease again? You had one last spring."
    conversation.note(number, text=text, seen=ANY, by=desk.ines, at=desk.before(minutes=40))
    text = f"It is. @{desk.ines.name} ask her for the firmware: before 7.3 it renews too late."
    conversation.note(number, text=text, seen=ANY, by=desk.tomas, at=desk.before(minutes=31))


def urgent(desk: Desk) -> None:
    """Tell of a ticket handed over to a team, whose customer says that it is urgent."""
    ticket = desk.report(
        DAN,
        "Playback stops on ward tablets",
        "Training films stop after a minute on every tablet of the wards.",
        ago=timedelta(hours=3),
        suggested="3",
    )
    number, at = ticket.number, desk.before(hours=2, minutes=45)
    triage.triage(number, severity="3", reason="", seen=ANY, by=desk.tomas, at=at)
    talk = "Dan says it began with the tablets' update on Monday. Laptops play on."
    conversation.log_call(number, text=talk, ended_at=at, seen=ANY, by=desk.tomas, at=at)
    word = "Ask for the tablets' version first; theirs is the only ward network we know of."
    team = Whose("team", desk.media.pk)
    assigning.give(number, team, handover=word, seen=ANY, by=desk.tomas, at=at)
    conversation.customer_wrote(
        number,
        text="A new shift is trained tomorrow morning.",
        attachments=(),
        key="demo-urgent",
        person_id=ticket.reporter_id,
        at=desk.before(minutes=18),
        says="urgent",
    )
    desk.told(ticket, desk.before(minutes=17))


def word_too_late(desk: Desk) -> None:
    """Tell of a closed ticket whose customer wrote again: staff are to decide."""
    ticket = desk.report(
        JOEL,
        "Last year's lectures are missing from search",
        "Titles are found, but not what was said in the lectures.",
        ago=timedelta(days=6),
        suggested="3",
        channel="mail",
    )
    number, at = ticket.number, desk.before(days=6) + timedelta(minutes=50)
    triage.triage(number, severity="3", reason="", seen=ANY, by=desk.ines, at=at)
    how = "Ask for the transcripts in Settings, Search; they are read overnight."
    resolving.resolve(number, how="workaround", text=how, seen=ANY, by=desk.ines, at=at)
    desk.told(ticket, at)
    at += timedelta(hours=1)
    closing.close(number, reason="no_code_change", seen=ANY, by=desk.ines, at=at)
    desk.told(ticket, at)
    text = "Found since then, but lectures in Welsh are still not. Is that the same?"
    mail = desk.mail(JOEL, f"Re: {ticket.subject}", text)
    intake.hear(ticket, mail, ticket.reporter, at=desk.before(minutes=73))


def held(desk: Desk) -> None:
    """Tell of a mail whose sender is in doubt: it waits for staff to accept or decline it."""
    report = Report(
        channel="mail",
        key="demo-held",
        email="billing@northlight-university.example",
        name="IVT Billing",
        subject="Invoice overdue, all seats will be switched off",
        text="Dear support, please confirm our contract number and sign in below.",
        raw=desk.file("message.eml", "message/rfc822", HELD),
        held=(
            "This mail waits for staff: northlight-university.example refuses it:"
            " mx.ivt.example says dmarc=fail."
        ),
    )
    intake.take_in(report, at=desk.before(minutes=12))


def _grey_frame() -> bytes:
    """Draw what viewers saw, as a PNG: grey, with the player's bar and what was played of it."""
    width, height, played = 320, 120, 148
    grey, dark, red = b"\x8a\x8f\x98", b"\x2b\x31\x3a", b"\xd0\x3b\x4a"
    line = red * played + b"\x5a\x61\x6c" * (width - played)
    rows = (
        b"\0" + (grey * width if y < 100 else line if 108 <= y < 112 else dark * width)
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


MAILED = (quoted_reply, urgent, word_too_late, held)
