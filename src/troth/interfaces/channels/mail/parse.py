"""Turn the bytes of a mail into a report. Whatever is wrong with them, there is one."""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import troth
from troth.domain.tickets.report import File, Report
from troth.interfaces.channels.mail import identity, limits, reader
from troth.interfaces.channels.store import Store

log = logging.getLogger("troth.mail")

PATIENCE = 20  # seconds on the wall; the reader ends itself after `reader.SECONDS` of work
UNREADABLE = "it could not be read within the limits of time and memory; the original is kept"


def report_of(
    raw: bytes, original: File, store: Store, *, own_addresses: Collection[str] = ()
) -> Report:
    """Return what a mail reports, its files put into the store. Never fails on what it holds.

    A mail whose sender is unclear, that passes a limit, or that cannot be read
    at all comes back held, with the reason in words and the original beside it.
    Mail from an address of our own counts as automatic.

    Raises:
        OSError: the store cannot be written.
    """
    key = identity.key(raw)
    with tempfile.TemporaryDirectory(prefix="troth-mail-") as folder:
        found = _read(raw, Path(folder))
        if found is None:
            return Report(channel="mail", key=key, raw=original, held=_held(UNREADABLE))
        files = tuple(
            _kept(Path(folder) / str(number), one, store)
            for number, one in enumerate(found.get("files", ()))
        )
    return _report(found, key, original, files, own_addresses)


def held_report(raw: bytes, original: File, why: str) -> Report:
    """Return a report of a mail that only staff can make sense of."""
    return Report(channel="mail", key=identity.key(raw), raw=original, held=_held(why))


def _read(raw: bytes, folder: Path) -> dict[str, Any] | None:
    """Run the reader; None when it is killed, fails, or answers with anything but JSON."""
    command = [sys.executable, "-P", "-m", reader.__name__, str(folder)]
    paths = {"PYTHONPATH": str(Path(troth.__file__).parents[1]), "PYTHONUTF8": "1"}
    try:
        told = subprocess.run(  # noqa: S603 - our own program, with no word of the mail in it
            command, input=raw, capture_output=True, timeout=PATIENCE, env=paths, check=True
        )
        found = json.loads(told.stdout)
    except subprocess.CalledProcessError as failed:
        tail = failed.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        log.warning("the reader ended with %s: %s", failed.returncode, tail)
        return None
    except (subprocess.TimeoutExpired, ValueError) as failed:
        log.warning("the reader gave no answer: %s", type(failed).__name__)
        return None
    return found if isinstance(found, dict) else None


def _kept(path: Path, one: dict[str, Any], store: Store) -> File:
    with path.open("rb") as stream:
        digest, size = store.save(stream)
    return File(one["name"], one["media_type"], digest, size)


def _report(
    found: dict[str, Any],
    key: str,
    original: File,
    files: tuple[File, ...],
    own_addresses: Collection[str],
) -> Report:
    def said(name: str, most: int = 200) -> str:
        return str(found.get(name, ""))[:most]

    email = said("email", 254)
    message_id = said("message_id", 500)
    return Report(
        channel="mail",
        key=key,
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
        raw=original,
        message_id=f"<{message_id}>" if message_id else "",
        references=tuple(f"<{one}>" for one in found.get("references", ())),
        held=_held(said("held", 400)) if found.get("held") else None,
        automatic=bool(found.get("automatic")) or email in own_addresses,
    )


def _held(why: str) -> str:
    return f"This mail waits for staff: {why}."
