"""Say which messages are the same message, whatever way they came."""

import hashlib
import re

_FIELD = re.compile(rb"^([!-9;-~]{1,100})[ \t]*:[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE)
_CONTENT = (b"from", b"date")
_WITHOUT_ID = (*_CONTENT, b"to", b"subject")


def key(raw: bytes) -> str:
    """Return the identity of a message: the digest of its Message-ID and of its content.

    Content is the body, From and Date. A redelivery under other Received or
    X- lines, or other line ends, has the same key; another content under the
    same Message-ID has another. Without a Message-ID, To and Subject count
    too. The message need not be well formed.
    """
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if lines.startswith(b"From "):  # the envelope line that a mailbox or a pipe adds
        lines = lines.partition(b"\n")[2]
    head, _, body = lines.partition(b"\n\n")
    fields: dict[bytes, bytes] = {}
    for found in _FIELD.finditer(head[: 256 * 1024]):
        fields.setdefault(found.group(1).lower(), b" ".join(found.group(2).split()))
    message_id = fields.get(b"message-id", b"")
    if not message_id and not any(name in fields for name in _WITHOUT_ID):
        body = lines  # hardly a message, and still to be told from others
    digest = hashlib.sha256()
    for piece in (
        message_id,
        *(fields.get(name, b"") for name in (_CONTENT if message_id else _WITHOUT_ID)),
        body.rstrip(b"\n"),
    ):
        digest.update(hashlib.sha256(piece).digest())
    return f"mail:{digest.hexdigest()}"
