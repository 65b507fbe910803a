"""Mail that is meant to cost time or memory."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.hostile.family import SAYS, Hostile, made, message_id, page, text
from tests.interfaces.channels.mail.messages import mail, mail_of, multipart, nested, part

_MANY = 50_000


def families() -> list[Hostile]:
    """Return the mails of all these families."""
    return [*_counted(), *_pages(), *_texts(), *_packed()]


def _counted() -> list[Hostile]:
    def cost(name: str, raw: bytes, held: str) -> Hostile:
        raw = raw.replace(b"<one@acme.example>", message_id(name).encode(), 1)
        return Hostile(f"cost, {name}", raw, held, kept="")

    headers = "\n".join(f"X-{number}: y" for number in range(_MANY))
    tiny = "\n".join(["A:"] * _MANY)
    one_part = f"Content-Type: text/plain\n{headers}\n\n{SAYS}\n"
    empty = "\n".join(["--b", "", ""] * _MANY)
    return [
        cost("1,200 parts in parts", nested(1_200), "more than 50 deep"),
        cost("60 parts in parts", nested(60), "more than 50 deep"),
        cost("1,200 parts", mail_of(multipart(*[part(SAYS)] * 1_200)), "more than 1,000 parts"),
        cost("50,000 parts", mail(empty, content_type="multipart/mixed; boundary=b"), "parts"),
        cost(
            "a million boundaries",
            mail("--bX\n" * 10**6, content_type="multipart/mixed; boundary=b"),
            "parts",
        ),
        cost("50,000 headers", mail(SAYS, more=headers), "header"),
        cost("50,000 tiny headers", mail(SAYS, more=tiny), "header fields"),
        cost("50,000 headers of a part", mail_of(multipart(one_part)), "header"),
        cost(
            "a header of 300 KB", mail(SAYS, more=f"X-Long: {'x' * 300_000}"), "headers are larger"
        ),
        cost(
            "a type of 200 KB",
            mail(SAYS, content_type=f"text/plain; a={'x' * 200_000}"),
            "larger than 16",
        ),
        cost(
            "10,000 parameters",
            mail(SAYS, content_type="text/plain" + "; a=b" * 3_000),
            "100 parameters",
        ),
        cost("10,000 pieces of a name", mail(SAYS, content_type=_pieces()), "parameters"),
        cost("20,000 encoded words", mail(SAYS, subject="=?a?q?b?= " * 20_000), "encoded words"),
        cost(
            "20,000 words of a name",
            mail(SAYS, more="To: " + "=?a?q?b?= " * 20_000),
            "encoded words",
        ),
        cost("10,000 addresses", mail(SAYS, more="To: " + "a@b.example, " * 10_000), "addresses"),
        cost("10,000 folds", mail(SAYS, more="X-Fold: " + "\n x" * 100_000), "headers are larger"),
        cost("a head without end", b"A: b\r\n" * 100_000, "header"),
        cost("37 MiB", mail("x" * 37 * 2**20), "larger than 36 MiB"),
    ]


def _pieces() -> str:
    return "text/plain" + "".join(f"; name*{number}=x" for number in range(900))


def _pages() -> list[Hostile]:
    return [
        page(f"cost, page of {name}", html)
        for name, html in {
            "50,000 tags in tags": "<div>" * _MANY,
            "50,000 bold tags": "<b>" * _MANY,
            "links in links": "<a href=x>" * 20_000,
            "tables in tables": "<table>" * 5_000,
            "bold across paragraphs": "<b><i><u><s>" * 200 + "<p></b>" * 5_000,
            "50,000 quotes": "<blockquote>" * _MANY,
            "50,000 lists": "<ul><li>" * 20_000,
            "50,000 attributes": f"<p {' '.join(f'a{number}=1' for number in range(_MANY))}>",
            "a long attribute": f'<p title="{"x" * 500_000}">',
            "400,000 signs": "&" * 400_000,
            "brackets": "<" * 300_000,
            "comments": "<!--" * 100_000 + "-->",
            "endings": "</div>" * _MANY,
            "svg in svg": "<svg>" * 5_000 + "</svg>" * 5_000,
            "a long style": f"<style>{'a{b:c}' * 100_000}</style>",
            "a long script": f"<script>{'x' * 800_000}</script>",
            "half a word": "<p" * 100_000 + ">",
        }.items()
    ]


def _texts() -> list[Hostile]:
    said = {
        "quotes in quotes": ">" * 100_000,
        "50,000 quoted lines": "> x\n" * _MANY,
        "attributions": "On Monday, a@b.example wrote:\n" * 5_000,
        "signatures": "-- \n" * 20_000,
        "spaces": " " * 500_000,
        "tabs before a colon": "Severity" + "\t" * 200_000 + ":",
        "named lines": "Company: x\n" * 20_000,
        "specifications": "System:" + "\n" * 200_000,
        "uuencoded starts": "begin 644 x\n" * 20_000 + "\nend",
        "pgp starts": "-----BEGIN PGP MESSAGE-----\n" * 10_000,
        "pgp blocks": "-----BEGIN PGP MESSAGE-----\n-----END PGP MESSAGE-----\n" * 5_000,
        "pictures named": "[cid:x]" * 50_000,
        "links": "http://" * 50_000,
        "words that wrap": "a" * 300_000,
        "marks of formatting": "*_`[" * 50_000,
        "combining signs": "a" + "\u0308" * 100_000,
        "turning signs": "\u202e\u2066" * 50_000,
        "rules": "_" * 200_000 + "\n" + "-" * 200_000,
    }
    flowed = "text/plain; charset=utf-8; format=flowed"
    return [
        *(text(f"cost, text of {name}", f"{SAYS}\n{body}") for name, body in said.items()),
        text("cost, flowed lines", f"{SAYS}\n" + "x \n" * 100_000, content_type=flowed),
        text("cost, invitation of events", _events(), content_type="text/calendar"),
    ]


def _events() -> str:
    one = f"BEGIN:VEVENT\nSUMMARY:{SAYS}\nEND:VEVENT\n"
    return f"BEGIN:VCALENDAR\n{one * 2_000}{'BEGIN:VEVENT' * 10_000}"


def _packed() -> list[Hostile]:
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(50 * 2**20))
    inner = bomb.getvalue()
    twice = BytesIO()
    with ZipFile(twice, "w", ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.zip", inner)
    squeezed = zlib.compress(bytes(50 * 2**20))
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xff\x00\x00\xff\xff\x08\x02\x00\x00\x00"
    files = {
        "zip bomb": (inner, "application/zip; name=x.zip"),
        "zip in zip": (twice.getvalue(), "application/zip; name=y.zip"),
        "gzip": (b"\x1f\x8b\x08" + squeezed, "application/gzip; name=x.gz"),
        "document": (inner, "application/vnd.openxmlformats; name=x.docx"),
        "picture of four thousand million": (png, "image/png; name=x.png"),
        "rtf in winmail": (b"\x78\x9f\x3e\x22" + squeezed, "application/ms-tnef; name=winmail.dat"),
    }
    return [
        made(f"packed, {name}", multipart(part(SAYS), part(body, kind)))
        for name, (body, kind) in files.items()
    ]
