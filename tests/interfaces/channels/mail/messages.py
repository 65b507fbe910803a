"""Messages in the shapes that mail programs really send, written by hand."""

from base64 import encodebytes


def mail(
    body: bytes | str = "Nobody can log in.\n",
    *,
    sender: str | None = "Mara Lind <mara@acme.example>",
    subject: str = "Nobody can log in",
    content_type: str = "text/plain; charset=utf-8",
    message_id: str | None = "<one@acme.example>",
    more: str = "",
) -> bytes:
    """Return a message with CRLF line ends; `more` is further header lines."""
    lines = [
        f"From: {sender}" if sender else "",
        "To: support@ivt.example",
        f"Subject: {subject}",
        "Date: Mon, 2 Mar 2026 18:00:00 +0100",
        f"Message-ID: {message_id}" if message_id else "",
        "MIME-Version: 1.0",
        f"Content-Type: {content_type}",
        *more.strip().split("\n"),
    ]
    head = "\r\n".join(line for line in lines if line).encode("latin-1")
    raw = body.encode() if isinstance(body, str) else body
    return head + b"\r\n\r\n" + raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def part(body: bytes | str, content_type: str = "text/plain; charset=utf-8", more: str = "") -> str:
    """Return one part of a multipart, its body in base64."""
    raw = body.encode() if isinstance(body, str) else body
    extra = f"{more}\n" if more else ""
    return (
        f"Content-Type: {content_type}\nContent-Transfer-Encoding: base64\n{extra}\n"
        f"{encodebytes(raw).decode()}"
    )


def multipart(*parts: str, kind: str = "mixed", boundary: str = "b1") -> str:
    """Return a multipart as a part of another: its header and its body."""
    inside = "".join(f"--{boundary}\n{one}\n" for one in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inside}--{boundary}--\n'


def mail_of(whole: str, **fields: str) -> bytes:
    """Return a message whose content is what `multipart` or `part` returned."""
    head, _, body = whole.partition("\n\n")
    kind, _, more = head.partition("\n")
    return mail(body, content_type=kind.removeprefix("Content-Type: "), more=more, **fields)


def nested(depth: int) -> bytes:
    """Return a message whose one text lies so many multiparts deep."""
    whole = part("at the bottom")
    for level in range(depth):
        whole = multipart(whole, boundary=f"level-{level}")
    return mail_of(whole)
