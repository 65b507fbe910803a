"""Write a letter down as RFC 5322 bytes: plain text, and HTML made of the same text."""

import re
from binascii import b2a_qp
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from html import escape

from troth.interfaces.channels.mail.attached import around
from troth.interfaces.channels.shapes import Attached, Letter, StaffMail
from troth.interfaces.ui.markup import render

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_MOST_REFERENCES = 20
LOOP = "X-Troth-Loop"
"""The field by which this desk knows its own mail when it comes back."""
_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width">'
    '<meta name="color-scheme" content="light dark"></head>'
    '<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40em;'
    ' overflow-wrap: anywhere; color-scheme: light dark">{body}</body></html>'
)


def compose(letter: Letter) -> bytes:
    """Return the message. The same letter is the same bytes, however often it is tried.

    Automatic ones say so (RFC 3834), so that no machine answers them. A line
    end in any field is a space: nothing in it can add a field of its own.
    """
    html = _page(render(letter.text)) if letter.formatted else to_html(letter.text)
    return _written(letter.message_id, _fields(letter), letter.text, html, attached=letter.attached)


def compose_staff(mail: StaffMail) -> bytes:
    """Return a mail to an agent. It says how it is turned off where it can be, and threads."""
    return _written(mail.message_id, _staff_fields(mail), mail.text, to_html(mail.text))


def _written(
    message_id: str,
    fields: Iterable[tuple[str, str]],
    plain: str,
    html: str,
    attached: tuple[Attached, ...] = (),
) -> bytes:
    boundary = f"=_{re.sub(r'[^0-9A-Za-z]', '', message_id)[:60]}"
    lines = [f'Content-Type: multipart/alternative; boundary="{boundary}"']
    for kind, text in (("plain", plain), ("html", html)):
        lines += [
            f"\r\n--{boundary}",
            f"Content-Type: text/{kind}; charset=utf-8",
            f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{_quoted(text)}",
        ]
    body = around(boundary, [*lines, f"--{boundary}--"], attached)
    head = [f"{name}: {value}" for name, value in fields]
    return "\r\n".join([*head, *body, ""]).encode("ascii")


def _fields(letter: Letter) -> Iterator[tuple[str, str]]:
    sender = _sender(letter.sender_name, letter.sender)
    yield from _head(letter.message_id, letter.at, sender, letter.to, letter.subject)
    yield "Reply-To", _sender(letter.sender_name, letter.reply_to or letter.sender)
    if letter.in_reply_to.isascii() and letter.in_reply_to:
        yield "In-Reply-To", _one_line(letter.in_reply_to)
    # Mail comes with ids beyond ASCII, which no header can carry on: better unthreaded than unsent.
    if thread := [_one_line(one) for one in letter.references if one.isascii()]:
        yield "References", "\r\n ".join(thread[-_MOST_REFERENCES:])
    if letter.loop:
        yield LOOP, letter.loop
    if letter.automatic:
        yield "Auto-Submitted", letter.automatic
        yield "X-Auto-Response-Suppress", "All"
    yield "MIME-Version", "1.0"


def _staff_fields(mail: StaffMail) -> Iterator[tuple[str, str]]:
    sender = _sender(mail.sender_name, mail.sender)
    yield from _head(mail.message_id, mail.at, sender, mail.agent, mail.subject)
    if mail.thread:
        yield "In-Reply-To", _one_line(mail.thread)
        yield "References", _one_line(mail.thread)
    if mail.loop:
        yield LOOP, mail.loop
    yield "Auto-Submitted", "auto-generated"
    yield "X-Auto-Response-Suppress", "All"
    if mail.preferences:
        yield "List-Unsubscribe", f"<{_one_line(mail.preferences)}>"
    yield "MIME-Version", "1.0"


def _head(
    message_id: str, at: datetime, sender: str, to: str, subject: str
) -> Iterator[tuple[str, str]]:
    # Written by hand: the library's header objects parse each value anew, ten times as slowly.
    yield "Message-ID", _one_line(message_id)
    yield "Date", format_datetime(at)
    yield "From", sender
    yield "To", Header(_one_line(to)).encode()
    yield "Subject", Header(_one_line(subject), header_name="Subject").encode("", 76, "\r\n")


def _sender(name: str, address: str) -> str:
    return f"{_phrase(name)} <{_one_line(address)}>"


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _phrase(name: str) -> str:
    """Return a name as an address shows it: quoted, or as an encoded word (RFC 5322, RFC 2047)."""
    line = _one_line(name)
    if not line.isascii():
        return Header(line, "utf-8").encode()
    return '"{}"'.format(re.sub(r'(["\\])', r"\\\1", line))


def _quoted(text: str) -> str:
    lines = text.replace("\r\n", "\n").strip("\n").replace("\n", "\r\n")
    return b2a_qp(f"{lines}\r\n".encode(), istext=True).decode("ascii")


def to_html(text: str) -> str:
    """Return plain text as a page: paragraphs and lists as they stand, addresses as links."""
    return _page("".join(_block(one) for one in re.split(r"\n{2,}", text.strip("\n"))))


def _page(body: str) -> str:
    return _PAGE.format(body=body)


def _block(paragraph: str) -> str:
    lines = paragraph.split("\n")
    if all(line.startswith("- ") for line in lines):
        return f"<ul>{''.join(f'<li>{_inline(line[2:])}</li>' for line in lines)}</ul>"
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _inline(line: str) -> str:
    pieces, at = [], 0
    for link in _LINK.finditer(line):
        shown = escape(link.group())
        pieces += [escape(line[at : link.start()]), f'<a href="{shown}">{shown}</a>']
        at = link.end()
    return "".join([*pieces, escape(line[at:])])
