"""Read reports of machines about mail of ours: returned, delayed, delivered, complained about.

Goes by what a machine wrote for machines (RFC 3464, 6533, 5965) and by nothing
else: a text that looks like a bounce is a text. Imports no Django.
"""

import re
from collections.abc import Iterator
from email.message import Message
from typing import Any

from troth.interfaces.channels.mail.charset import decode
from troth.interfaces.channels.mail.headers import parameters, unfold

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


def returned(message: Message) -> dict[str, Any]:
    """Return what a report says, as plain values; {} for a message that is none.

    `kind` is "delivery", "complaint" or "reading"; `action` the gravest that is
    told of a recipient; `tokens` whatever may bear a token of ours, unproven.
    """
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return {}
    parts = list(_parts(message))[:10]
    for part in parts:
        kind = _KINDS.get(part.get_content_subtype(), "")
        if part.get_content_maintype() == "message" and kind:
            return {"kind": kind, **_of_machine(part), **_of_original(parts)}
    return {"kind": "other", "action": "", "why": "", "tokens": [], "recipient": ""} | _of_original(
        parts
    )


def _of_machine(part: Message) -> dict[str, Any]:
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


def _of_original(parts: list[Message]) -> dict[str, Any]:
    """Return the id of the message of ours that a report brings back, as far as it brings it."""
    for part in parts:
        if part.get_content_type() in _RETURNED:
            head = _bytes(part)[:_LARGEST].replace(b"\r\n", b"\n")
            found, path = _ID.search(head), _PATH.search(head)
            return {
                "message_id": found.group(1).decode("ascii", "replace") if found else "",
                "path": path.group(1).decode("ascii", "replace") if path else "",
            }
    return {"message_id": "", "path": ""}


def _parts(message: Message) -> Iterator[Message]:
    payload = message.get_payload()
    yield from (
        (one for one in payload if isinstance(one, Message)) if isinstance(payload, list) else ()
    )


def _fields(block: str) -> Iterator[tuple[str, str]]:
    for found in _FIELD.finditer(block):
        yield found.group(1).lower(), " ".join(unfold(found.group(2)).split())[:1_000]


def _after_type(value: str) -> str:
    """Return what follows the type of an address or a code: "rfc822; mara@acme.example"."""
    kind, sign, rest = value.partition(";")
    return (rest if sign else kind).strip()


def _text(part: Message) -> str:
    charset = parameters(str(part.get("content-type", ""))).get("charset", "utf-8")
    return decode(_bytes(part)[:_LARGEST], charset).replace("\r\n", "\n")


def _bytes(part: Message) -> bytes:
    payload = part.get_payload()
    if isinstance(payload, list):  # the parser has taken it apart: put it together again
        return b"\n".join(one.as_bytes() for one in payload[:50] if isinstance(one, Message))
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""
