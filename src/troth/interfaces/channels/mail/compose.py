"""Write a letter down as RFC 5322 bytes: plain text, and HTML made of the same text."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from troth.interfaces.channels.shapes import Letter

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_MOST_REFERENCES = 20
_PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"></head>'
    '<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40em">{body}</body></html>'
)


def compose(letter: Letter) -> bytes:
    """Return the message. The same letter gives the same headers, however often it is tried.

    Automatic ones say so (RFC 3834), so that no machine answers them.
    """
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = letter.message_id
    message["Date"] = _date(letter.at)
    message["From"] = _address(letter.sender_name, letter.sender)
    message["Reply-To"] = _address(letter.sender_name, letter.sender)
    message["To"] = letter.to
    message["Subject"] = " ".join(letter.subject.split())
    if letter.in_reply_to:
        message["In-Reply-To"] = letter.in_reply_to
    if letter.references:
        message["References"] = " ".join(letter.references[-_MOST_REFERENCES:])
    if letter.automatic:
        message["Auto-Submitted"] = letter.automatic
        message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(to_html(letter.text), subtype="html", cte="quoted-printable")
    # A boundary of its own for every message, and the same one at every try.
    message.set_boundary(f"=_{re.sub(r'[^0-9A-Za-z]', '', letter.message_id)[:50]}")
    return bytes(message)


def to_html(text: str) -> str:
    """Return plain text as a page: paragraphs and lists as they stand, addresses as links."""
    return _PAGE.format(body="".join(_block(one) for one in re.split(r"\n{2,}", text.strip("\n"))))


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


def _address(name: str, email: str) -> Address:
    return Address(name, addr_spec=email)


def _date(at: datetime) -> str:
    return format_datetime(at)
