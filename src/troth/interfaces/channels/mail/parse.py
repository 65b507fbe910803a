"""Turn the bytes of a mail into a report. Whatever is wrong with them, there is one."""

import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from troth.domain.tickets.braking import mailbox_of
from troth.domain.tickets.report import File, Report, Returned
from troth.domain.tickets.tokens import own_loops
from troth.interfaces.channels.mail import identity, limits, readers
from troth.interfaces.channels.mail.vouching import Verdict, vouched
from troth.interfaces.channels.store import Store

UNREADABLE = "it could not be read within the limits of time and memory; the original is kept"


def report_of(
    original: File, store: Store, *, own_addresses: Collection[str] = (), border: str = ""
) -> Report:
    """Return what a mail reports, its files put into the store. Never fails on what it holds.

    `original` is the mail itself, in the store. A mail whose sender is unclear,
    that passes a limit, or that cannot be read at all comes back held, with the
    reason in words and the original beside it. Mail from an address of our own
    counts as automatic. `border` is the name by which our own border vouches.

    Raises:
        OSError: the store cannot be read or written.
    """
    with tempfile.TemporaryDirectory(prefix="troth-mail-") as folder:
        found = readers.reader().read(store.path(original.digest), Path(folder))
        if found is None:
            return held_report(original, UNREADABLE, store)
        files = tuple(
            _kept(Path(folder) / str(number), one, store)
            for number, one in enumerate(found.get("files", ()))
        )
    return _report(found, original, files, own_addresses, border)


def held_report(original: File, why: str, store: Store) -> Report:
    """Return a report of a mail that only staff can make sense of."""
    with store.open(original.digest) as stream:
        key = identity.key(stream.read())
    return Report(channel="mail", key=key, raw=original, held=_held(why))


def _kept(path: Path, one: dict[str, Any], store: Store) -> File:
    with path.open("rb") as stream:
        digest, size = store.save(stream)
    return File(one["name"], one["media_type"], digest, size)


def _report(
    found: dict[str, Any],
    original: File,
    files: tuple[File, ...],
    own_addresses: Collection[str],
    border: str,
) -> Report:
    def said(name: str, most: int = 200) -> str:
        return str(found.get(name, ""))[:most]

    email = said("email", 254)
    message_id = said("message_id", 500)
    held = str(found.get("held", ""))[:400]
    verdict = Verdict("held", held) if held else vouched(found.get("results", ()), email, border)
    held = verdict.why if verdict.trust == "held" else ""
    return Report(
        channel="mail",
        key=said("key", 80),
        email=email,
        name=said("name"),
        company=said("company"),
        contract=said("contract"),
        specifications=said("specifications", 20_000),
        subject=said("subject", 1_000),
        text=said("text", limits.TEXT + 100),
        html=said("html", limits.TEXT),
        suggested=said("severity", 40) or None,
        zone=said("zone", 6),
        attachments=files,
        remarks=tuple(str(one)[:300] for one in found.get("remarks", ())[:20]),
        raw=original,
        message_id=f"<{message_id}>" if message_id else "",
        references=tuple(f"<{one}>" for one in found.get("references", ())),
        held=_held(held) if held else None,
        automatic=bool(found.get("automatic")) or mailbox_of(email) in own_addresses,
        trust=verdict.trust,
        why=verdict.why,
        tokens=tuple(found.get("addressed", ())),
        own=not own_loops().isdisjoint(found.get("loops", ())),
        returned=_returned(found.get("returned") or {}),
    )


def _returned(told: dict[str, Any]) -> Returned | None:
    if not told:
        return None
    return Returned(
        kind=told["kind"],
        action=told["action"],
        why=told["why"][:500],
        recipient=told["recipient"][:254].lower(),
        tokens=tuple(one for one in (*told["tokens"], told["path"]) if one),
        message_id=told["message_id"],
    )


def _held(why: str) -> str:
    return f"This mail waits for staff: {why}."
