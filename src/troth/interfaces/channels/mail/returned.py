"""Read reports of machines about mail of ours: returned, delayed, delivered, complained about.

Goes by what a machine wrote for machines (RFC 3464, 6533, 5965) and by nothing
else: a text that looks like a bounce is a text. Imports no Django.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from troth.interfaces.channels.mail.charset import decode
from troth.interfaces.channels.mail.headers import unfold
from troth.interfaces.channels.mail.mime import Entity

MOST = 20  # recipients read of one report; ours name one
_KINDS = {
    "delivery-status": "delivery",
    "global-delivery-status": "delivery",
    "feedback-report": "complaint",
    "disposition-notification": "reading",
    "global-disposition-notification": "reading",
}
_ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")
_RETURNED = (
    "message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers",
)  # fmt: skip
_FIELD = re.compile(r"^([!-9;-~]{1,60})[ \t]*:[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE)
_ID = re.compile(rb"^message-id[ \t]*:\s*(<[^<>\s]{1,500}>)", re.IGNORECASE | re.MULTILINE)
_PATH = re.compile(rb"^return-path[ \t]*:\s*<?([^<>\s]{1,500})", re.IGNORECASE | re.MULTILINE)
_LARGEST = 64 * 1024


def returned(whole: Entity) -> dict[str, Any]:
    """Return what a report says, as plain values; {} for a message that is none.

    `kind` is "delivery", "complaint" or "reading"; `action` the gravest that is
    told of a recipient; `tokens` whatever may bear a token of ours, unproven.
    """
    if whole.media_type != "multipart/report":
        return {}
    parts = whole.parts().inside[:10]
    for part in parts:
        family, _, name = part.media_type.partition("/")
        if family == "message" and (kind := _KINDS.get(name, "")):
            return {"kind": kind, **_of_machine(part), **_of_original(parts)}
    return {"kind": "other", "action": "", "why": "", "tokens": [], "recipient": ""} | _of_original(
        parts
    )


def _of_machine(part: Entity) -> dict[str, Any]:
    blocks = [dict(_fields(one)) for one in re.split(r"\n\s*\n", _text(part)) if one.strip()]
    told = [_recipient(one) for one in blocks[: MOST + 1] if "action" in one]
    gravest = min(told, key=lambda one: _ACTIONS.index(one["action"]), default=None)
    first = blocks[0] if blocks else {}
    seen = [
        first.get("original-envelope-id", ""),
        _after_type(first.get("original-mail-from", "")).strip("<>"),
    ]
    return {
        "action": gravest["action"] if gravest else "",
        "why": gravest["why"] if gravest else first.get("feedback-type", ""),
        "recipient": gravest["who"] if gravest else first.get("original-rcpt-to", "").strip("<>"),
        "tokens": [one for one in seen if one],
    }


def _recipient(block: dict[str, str]) -> dict[str, str]:
    action = block["action"].partition(" ")[0].lower()
    said = [block.get("status", ""), _after_type(block.get("diagnostic-code", ""))]
    return {
        "action": action if action in _ACTIONS else "expanded",
        "who": _after_type(block.get("original-recipient") or block.get("final-recipient", "")),
        "why": " ".join(one for one in said if one)[:400],
    }


def _of_original(parts: Sequence[Entity]) -> dict[str, Any]:
    """Return the id of the message of ours that a report brings back, as far as it brings it."""
    for part in parts:
        if part.media_type in _RETURNED:
            head = part.body_of_text[:_LARGEST].replace(b"\r\n", b"\n")
            found, path = _ID.search(head), _PATH.search(head)
            return {
                "message_id": found.group(1).decode("ascii", "replace") if found else "",
                "path": path.group(1).decode("ascii", "replace") if path else "",
            }
    return {"message_id": "", "path": ""}


def _fields(block: str) -> Iterator[tuple[str, str]]:
    for found in _FIELD.finditer(block):
        yield found.group(1).lower(), " ".join(unfold(found.group(2)).split())[:1_000]


def _after_type(value: str) -> str:
    """Return what follows the type of an address or a code: "rfc822; mara@acme.example"."""
    kind, sign, rest = value.partition(";")
    return (rest if sign else kind).strip()


def _text(part: Entity) -> str:
    charset = part.parameters.get("charset", "utf-8")
    return decode(part.body_of_text[:_LARGEST], charset).replace("\r\n", "\n")
