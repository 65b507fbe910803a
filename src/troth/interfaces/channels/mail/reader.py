"""Read one message. Done in a process of its own (`forking`), which may be killed and harms nobody.

Imports no Django, so that the process that reads is small.
"""

import json
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from troth.interfaces.channels.mail import identity, limits
from troth.interfaces.channels.mail.automatic import is_automatic
from troth.interfaces.channels.mail.charset import clean
from troth.interfaces.channels.mail.headers import (
    Unclear,
    addressed,
    ids,
    sender,
    unfold,
    words,
    zone,
)
from troth.interfaces.channels.mail.lines import said
from troth.interfaces.channels.mail.parts import Body, body_of
from troth.interfaces.channels.mail.vouching import LONGEST, MOST

MEMORY = 1024 * 1024 * 1024
SECONDS = 15


def read(raw: bytes) -> tuple[dict[str, Any], Body]:
    """Return what a message says, as plain values, and its body with the files.

    What makes the message one to hold is told under "held", in words that
    finish the sentence "This mail is held: …".
    """
    try:
        limits.check(raw)
        message = message_from_bytes(_without_envelope(raw))
        body = body_of(message)
    except limits.TooMuch as much:
        return _head(message_from_bytes(raw[: limits.HEADERS].split(b"\n\n")[0]), str(much)), Body()
    except RecursionError:
        return {"held": "its parts lie too deep in one another"}, Body()
    text = _cut("\n\n".join(one.strip("\n") for one in body.texts if one.strip()))
    named = said(text)
    return {
        **_head(message, ""),
        "text": text,
        "html": "\n".join(body.pages)[: limits.TEXT],
        "severity": named.severity,
        "company": named.company,
        "contract": named.contract,
        "specifications": named.specifications,
    }, body


def _head(message: Message, held: str) -> dict[str, Any]:
    fields: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        fields.setdefault(name.lower(), []).append(str(value))
    found: dict[str, Any] = {
        "subject": words(_one(fields, "subject"))[:1_000],
        "zone": zone(unfold(_one(fields, "date"))),
        "message_id": next(iter(ids(_one(fields, "message-id"))), ""),
        "references": list(dict.fromkeys([*ids(_one(fields, "in-reply-to")), *_newest(fields)])),
        "automatic": is_automatic(fields),
        "results": [one[:LONGEST] for one in fields.get("authentication-results", [])[:MOST]],
        "addressed": addressed(fields),
        "loops": [one.strip()[:100] for one in fields.get("x-troth-loop", [])[:MOST]],
    }
    try:
        who = sender(fields.get("from", []))
        found |= {"name": who.name[:200], "email": who.email}
    except Unclear as unclear:
        held = held or str(unclear)
        found |= {"name": words("; ".join(fields.get("from", [])))[:200], "email": ""}
    return found | {"held": held}


def _newest(fields: dict[str, list[str]]) -> list[str]:
    return ids(_one(fields, "references"))[::-1]


def _one(fields: dict[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[0]


def _cut(text: str) -> str:
    if len(text) <= limits.TEXT:
        return text
    return f"{text[: limits.TEXT]}\n\n[The rest of this message is in the original mail.]"


def _without_envelope(raw: bytes) -> bytes:
    return raw.partition(b"\n")[2] if raw.startswith(b"From ") else raw


def write_into(folder: Path, raw: bytes) -> None:
    """Read a message; leave what it says as `found.json` and its files as 0, 1, 2 … in `folder`."""
    found, body = read(raw)
    for number, carried in enumerate(body.files):
        (folder / str(number)).write_bytes(carried.body)
    found["files"] = [
        {"name": clean(one.name), "media_type": one.media_type, "inline": one.inline}
        for one in body.files
    ]
    found["key"] = identity.key(raw)
    (folder / "found.json").write_text(json.dumps(found))
