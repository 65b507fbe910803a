"""Read one message. Done in a process of its own (`forking`), which may be killed and harms nobody.

Imports no Django, so that the process that reads is small.
"""

import json
from pathlib import Path
from typing import Any

from troth.interfaces.channels.mail import identity, limits
from troth.interfaces.channels.mail.automatic import is_automatic
from troth.interfaces.channels.mail.charset import clean, decode
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
from troth.interfaces.channels.mail.mime import Entity, head, message
from troth.interfaces.channels.mail.parts import Body, body_of
from troth.interfaces.channels.mail.returned import returned
from troth.interfaces.channels.mail.vouching import LONGEST, MOST

MEMORY = 1024 * 1024 * 1024
SECONDS = 10


def read(raw: bytes) -> tuple[dict[str, Any], Body]:
    """Return what a message says, as plain values, and its body with the files.

    What makes the message one to hold is told under "held", in words that
    finish the sentence "This mail is held: …".
    """
    try:
        limits.check(raw)
        whole = message(raw)
        body = body_of(whole)
    except limits.TooMuch as much:
        return _too_much(raw, str(much)), Body()
    text = _cut("\n\n".join(one.strip("\n") for one in _texts(body) if one.strip()))
    named = said(text)
    return {
        **_head(whole, ""),
        "text": text,
        "remarks": list(dict.fromkeys(body.remarks)),
        "html": "\n".join(body.pages)[: limits.TEXT],
        "severity": named.severity,
        "company": named.company,
        "contract": named.contract,
        "specifications": named.specifications,
        "returned": returned(whole),
    }, body


def _texts(body: Body) -> list[str]:
    return [*body.texts, *body.besides]


def _too_much(raw: bytes, why: str) -> dict[str, Any]:
    """Return what can be told of a message that is not taken apart: its head, and how it begins."""
    told = head(raw)
    begins = clean(decode(told.source[: limits.SOURCE])).strip("\n")
    return {**_head(told, why), "text": begins and f"{begins}\n\n{limits.REST}"}


def _head(whole: Entity, held: str) -> dict[str, Any]:
    fields: dict[str, list[str]] = {}
    for name, value in whole.fields:
        fields.setdefault(name, []).append(value)
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
    return f"{text[: limits.TEXT]}\n\n{limits.REST}"


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
