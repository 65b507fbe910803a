"""We fetch from a mailbox, by IMAP (RFC 3501) with IDLE (RFC 2177).

The cursor is (UIDVALIDITY, UID) and is committed with the message it passes.
Flags say nothing to us: a person who opens a message hides nothing from the
desk. When UIDVALIDITY changes all is fetched again, and what we had is known.
"""

import imaplib
import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from threading import Event

from django.db import close_old_connections
from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted, MailMessageFlags
from imap_tools.errors import ImapToolsError

from troth.domain.mailroom import actions
from troth.domain.mailroom.models import Inbound, Mailbox
from troth.interfaces.channels.mail import limits
from troth.interfaces.channels.mail.accepting import AWAY, Envelope, TryLater, kept
from troth.interfaces.channels.mail.ways.way import Way
from troth.interfaces.now import now

log = logging.getLogger("troth.mail")

PATIENCE = 30  # seconds for an answer of the server
IDLE = 25.0  # seconds; short, so that a connection that died in silence is noticed
LONGEST_REST = timedelta(minutes=1)
AWAY_OR_ILL = (OSError, imaplib.IMAP4.error, ImapToolsError, TryLater, *AWAY)
LEFT = (
    "This message is {size} MiB, more than the {most} MiB that the desk takes from a mailbox."
    " It was left in {mailbox}; these are its first lines.\r\n"
)


def fetch_until(way: Way, stop: Event, woken: Event) -> None:
    """Fetch from a mailbox as mail comes in, until `stop`. Nothing puts an end to trying."""
    tries = 0
    while not stop.is_set():
        try:
            with opened(way) as box:
                tries = 0
                _fetch_and_wait(way, box, stop, woken)
        except AWAY_OR_ILL as fault:
            tries += 1
            log.warning("mailbox %s: %s; trying again", way.name, fault)
            with suppress(*AWAY):
                _note(way, str(fault))
            rest = min(timedelta(seconds=2 ** min(tries, 10)), LONGEST_REST)
            stop.wait(rest.total_seconds())


def _fetch_and_wait(way: Way, box: BaseMailBox, stop: Event, woken: Event) -> None:
    while not stop.is_set():
        close_old_connections()
        if fetch(way, box, stop):
            woken.set()
        if stop.is_set():
            return
        if "IDLE" in box.client.capabilities:
            box.idle.wait(timeout=IDLE)
        else:
            stop.wait(IDLE)
            box.client.noop()


def fetch(way: Way, box: BaseMailBox, stop: Event | None = None) -> int:
    """Accept everything above the cursor, a message and a commit at a time; return how many.

    Raises:
        TryLater: the store is away; what was accepted stays so.
    """
    validity = _select(way, box)
    mailbox, _ = Mailbox.objects.get_or_create(name=way.name)
    begin = mailbox.uid if mailbox.uidvalidity == validity else 0
    Mailbox.objects.filter(pk=mailbox.pk).update(tried_at=now(), succeeded_at=now(), last_error="")
    count = 0
    for uid, size in _above(box, begin):
        if stop is not None and stop.is_set():
            break
        accepted = _accept(way, box, mailbox, validity, uid, size)
        if accepted is not None and size <= limits.SIZE:
            _put_away(way, box, uid)
        count += 1
    return count


def passed(way: Way, box: BaseMailBox, mailbox: Mailbox) -> Iterator[tuple[int, bytes]]:
    """Yield (UID, bytes) of the messages that the cursor has passed and that are still there."""
    if _select(way, box) != mailbox.uidvalidity:
        return
    for uid, size in _above(box, 0):
        if uid <= mailbox.uid and size <= limits.SIZE:
            raw = _bytes(box, uid, "BODY.PEEK[]")
            if raw is not None:
                yield uid, raw


def _accept(
    way: Way, box: BaseMailBox, mailbox: Mailbox, validity: int, uid: int, size: int
) -> Inbound | None:
    raw = _bytes(box, uid, "BODY.PEEK[]" if size <= limits.SIZE else "BODY.PEEK[HEADER]")
    if raw is not None and size > limits.SIZE:
        mib = 1024 * 1024
        said = LEFT.format(size=-(-size // mib), most=limits.SIZE // mib, mailbox=way.name)
        raw = _head_alone(raw) + said.encode()
    coming = kept(raw, Envelope("imap", recipients=(way.user,))) if raw is not None else None
    return actions.accept_from(mailbox, uidvalidity=validity, uid=uid, coming=coming, at=now())


def _head_alone(head: bytes) -> bytes:
    """Return the headers without those that describe a body which is not there."""
    lines: list[bytes] = []
    kept_line = True
    for line in head[: limits.HEADERS].split(b"\r\n"):
        if not line[:1].isspace():
            kept_line = not line.lower().startswith((b"content-", b"mime-version"))
        if kept_line and line:
            lines.append(line)
    return b"\r\n".join([*lines, b"Content-Type: text/plain; charset=utf-8", b"", b""])


def _put_away(way: Way, box: BaseMailBox, uid: int) -> None:
    """Move or flag what is committed. Should that fail, the cursor has passed it all the same."""
    if way.move_to:
        box.move(str(uid), way.move_to)
    else:
        box.flag(str(uid), MailMessageFlags.SEEN, True)


def opened(way: Way) -> BaseMailBox:
    """Return a session with the mailbox's server; it ends with the `with` it is used in."""
    session = MailBox if way.tls else MailBoxUnencrypted
    box: BaseMailBox = session(way.host, way.port, timeout=PATIENCE)
    return box.login(way.user, way.password, initial_folder=None)


def _select(way: Way, box: BaseMailBox) -> int:
    box.folder.set(way.folder)
    _, told = box.client.response("UIDVALIDITY")
    if not told or told[0] is None:
        raise imaplib.IMAP4.error(f"{way.folder} has no UIDVALIDITY")
    return int(told[0])


def _above(box: BaseMailBox, begin: int) -> Iterator[tuple[int, int]]:
    """Yield (UID, size) of each message above the cursor, the lowest first."""
    _, told = box.client.uid("FETCH", f"{begin + 1}:*", "(UID RFC822.SIZE)")
    found: list[tuple[int, int]] = []
    for line in told or []:
        words = line.decode("ascii", "replace").upper() if isinstance(line, bytes) else ""
        uid, size = _number(words, "UID"), _number(words, "RFC822.SIZE")
        if uid is not None and uid > begin:  # "n:*" names the last message even below n
            found.append((uid, size or 0))
    yield from sorted(found)


def _number(words: str, name: str) -> int | None:
    _, found, rest = words.partition(f"{name} ")
    digits = rest.split(" ", 1)[0].rstrip(")") if found else ""
    return int(digits) if digits.isdigit() else None


def _bytes(box: BaseMailBox, uid: int, what: str) -> bytes | None:
    """Return what was asked for of a message; None when it has gone from the mailbox."""
    _, told = box.client.uid("FETCH", str(uid), f"({what})")
    for one in told or []:
        if isinstance(one, tuple):
            return bytes(one[1])
    return None


def _note(way: Way, fault: str) -> None:
    Mailbox.objects.update_or_create(
        name=way.name, defaults={"tried_at": now(), "last_error": fault[:2000]}
    )
