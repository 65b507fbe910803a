"""Mail whose parts are wrong, hidden, or not what they say."""

from base64 import b64encode

from tests.hostile.family import SAYS, Hostile, made, message_id, text
from tests.interfaces.channels.mail.messages import mail, mail_of, multipart, part

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
_PAGE_FILE = "<script>alert(document.domain)</script><img src='https://spy.example/f.gif'>"
_NAMES = {
    "up the path": "../../../../etc/passwd",
    "windows path": "..\\\\..\\\\windows\\\\system32\\\\evil.dll",
    "absolute path": "/etc/cron.d/evil",
    "encoded path": "%2e%2e%2fevil.txt",
    "nul": "bill.pdf\x00.exe",
    "line break": "bill.pdf\r\n Content-Type: text/html",
    "turned": "=?utf-8?b?YmlsbOKArmZkcC5leGU=?=",
    "invisible": "=?utf-8?b?YmlsbC5wZGbigIvigIsuZXhl?=",
    "dots": "....",
    "device": "CON",
    "tag": "<img src=x onerror=alert(1)>.png",
    "quote": 'x\\" onmouseover=\\"alert(1).png',
    "long": f"{'a' * 5_000}.txt",
    "blank": "   ",
    "hidden": ".htaccess",
    "drive": "C:evil.txt",
}
_BOUNDARIES = {
    "missing": ("multipart/mixed", f"--b\n\n{SAYS}\n--b--\n"),
    "empty": ('multipart/mixed; boundary=""', f"--\n\n{SAYS}\n----\n"),
    "never ended": ("multipart/mixed; boundary=b", f"--b\n\n{SAYS}\n"),
    "never begun": ("multipart/mixed; boundary=b", f"{SAYS}\n--b--\n"),
    "of spaces": ('multipart/mixed; boundary="b "', f"--b \n\n{SAYS}\n--b --\n"),
    "of dashes": ('multipart/mixed; boundary="--"', f"----\n\n{SAYS}\n------\n"),
    "of a pattern": ('multipart/mixed; boundary="(a+)+$"', f"--(a+)+$\n\n{SAYS}\n--(a+)+$--\n"),
    "twice": ("multipart/mixed; boundary=a; boundary=b", f"--a\n\n{SAYS}\n--a--\n"),
    "in pieces": (
        "multipart/mixed; boundary*0=on; boundary*1=e",
        f"--one\n\n{SAYS}\n--one--\n",
    ),
    "inside another": (
        "multipart/mixed; boundary=b",
        f"--b\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\n{SAYS}\n--bb--\n--b--\n",
    ),
    "the same inside": (
        "multipart/mixed; boundary=b",
        f"--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n{SAYS}\n--b--\n--b--\n",
    ),
    "ends early": ("multipart/mixed; boundary=b", f"--b\n\nx\n--b--\n\n{SAYS}\n"),
    "nothing inside": ("multipart/mixed; boundary=b", f"--b--\n{SAYS}\n"),
    "very long": (f"multipart/mixed; boundary={'b' * 300}", f"--{'b' * 300}\n\n{SAYS}\n"),
}


def families() -> list[Hostile]:
    """Return the mails of all these families."""
    return [*_boundaries(), *_codings(), *_kinds(), *_names(), *_lines()]


def _boundaries() -> list[Hostile]:
    return [
        text(f"boundary, {name}", body, content_type=kind)
        for name, (kind, body) in _BOUNDARIES.items()
    ]


def _codings() -> list[Hostile]:
    coded = b64encode(SAYS.encode()).decode()
    wrong = {
        "base64 that is text": ("base64", SAYS),
        "base64 with rubbish": ("base64", f"{coded}\n!!!! %%%% \x01"),
        "base64 unpadded": ("base64", coded.rstrip("=")),
        "base64 one letter too many": ("base64", f"{coded}\nA"),
        "quoted with bad codes": ("quoted-printable", f"=ZZ =\n{SAYS} =G1 ="),
        "unknown": ("x-secret", SAYS),
        "two": ("base64, 7bit", SAYS),
        "binary": ("binary", f"{SAYS} \x80\xff"),
        "in quotes": ('"base64"', coded),
        "uuencode without a start": ("x-uuencode", SAYS),
    }
    found = [
        text(f"coding, {name}", body, more=f"Content-Transfer-Encoding: {how}")
        for name, (how, body) in wrong.items()
    ]
    charsets = ("x-evil", "../../etc/passwd", "zlib", "rot13", "utf-7", "idna", "a" * 500, "utf-16")
    return found + [
        text(f"charset, {name[:20]}", content_type=f"text/plain; charset={name}")
        for name in charsets
    ]


def _kinds() -> list[Hostile]:
    says, svg = part(SAYS), part(_SVG, "image/svg+xml; name=x.svg")
    inner = mail_of(multipart(part("deep"), part(_PAGE_FILE, "text/html; name=x.html")))
    letter = f"Content-Type: message/rfc822\n\n{inner.decode()}"
    bare = "Content-Type: message/rfc822\n\n"
    return [
        made("kind, picture with a script", multipart(says, svg)),
        made("kind, page as a file", multipart(says, part(_PAGE_FILE, "text/html; name=x.html"))),
        made("kind, page as a picture", multipart(says, part(_PAGE_FILE, "image/png; name=x.png"))),
        made("kind, page in pdf", multipart(says, part(f"%PDF-1.4 {_PAGE_FILE}", "text/html"))),
        made("kind, script", multipart(says, part("alert(1)", "text/javascript"))),
        made("kind, none", multipart(says, part("x", "nonsense"))),
        made("kind, slashes", multipart(says, part("x", "text/plain/html; name=x"))),
        made("kind, with a tag", multipart(says, part("x", "text/<script>"))),
        made("kind, a message", multipart(says, letter)),
        made("kind, a message in base64", multipart(says, part(inner, "message/rfc822"))),
        made("kind, an empty message", multipart(says, bare)),
        text(
            "kind, messages 1,200 deep", bare * 1_200 + f"\n{SAYS}", content_type="message/rfc822"
        ),
        made("kind, an alternative of nothing", f"{multipart(kind='alternative')}{SAYS}"),
        made("kind, html hidden behind text", _hidden()),
        text("kind, whole mail is a picture", _SVG + SAYS, content_type="image/svg+xml"),
        text("kind, whole mail is a program", SAYS, content_type="application/x-msdownload"),
        text(
            "kind, invitation",
            f"BEGIN:VEVENT\nSUMMARY:<script>{SAYS}",
            content_type="text/calendar",
        ),
        text("kind, secret", SAYS, content_type="application/pkcs7-mime; smime-type=x"),
        text(
            "kind, broken winmail",
            b"\x78\x9f\x3e\x22" + SAYS.encode(),
            content_type="application/ms-tnef",
        ),
        text(
            "kind, elsewhere", SAYS, content_type="message/external-body; access-type=URL; URL=//x"
        ),
        text(
            "kind, part of itself",
            SAYS,
            content_type="message/partial; number=1; total=99999; id=x",
        ),
        text("kind, pgp without an end", f"-----BEGIN PGP MESSAGE-----\n{SAYS}"),
        text("kind, pgp inside out", f"-----END PGP MESSAGE-----{SAYS}-----BEGIN PGP MESSAGE-----"),
    ]


def _hidden() -> str:
    page = f'<p style="display:none">{SAYS}</p>'
    return multipart(part("nothing here"), part(page, "text/html"), kind="alternative")


def _names() -> list[Hostile]:
    return [
        made(
            f"file name, {name}",
            multipart(
                part(SAYS),
                part("x", "text/plain", f'Content-Disposition: attachment; filename="{said}"'),
            ),
        )
        for name, said in _NAMES.items()
    ]


def _lines() -> list[Hostile]:
    smuggled = f"{SAYS}\n.\nMAIL FROM:<x@evil.example>\nRCPT TO:<all@ivt.example>\nDATA\nFrom: x"
    plain = mail(SAYS, message_id=message_id("lines"))

    def lined(name: str, raw: bytes) -> Hostile:
        return Hostile(
            f"lines, {name}", raw.replace(b"<lines@", f"<{name.replace(' ', '-')}@".encode())
        )

    return [
        lined("cr alone", plain.replace(b"\r\n", b"\r")),
        lined("lf alone", plain.replace(b"\r\n", b"\n")),
        lined("cr in the text", plain + b"\rFrom: x@evil.example\r\r<script>"),
        lined("nul everywhere", plain.replace(b"log", b"\x00log\x00").replace(b"\x00log", b"log")),
        lined("no end", plain.rstrip()),
        lined("one of a million", plain + b"x" * 1_000_000),
        lined("a million", plain + b"\r\n" * 1_000_000),
        lined("form feeds", plain + b"\x0c\x0b\x1c\x85\xe2\x80\xa8" * 100),
        lined("escapes", plain + b"\x1b[31m\x1b]0;title\x07\x1b$B\x1b(B"),
        lined("envelope line", b"From evil Mon Mar 2 18:00:00 2026\n" + plain),
        text("lines, smuggled with lf", smuggled),
        text("lines, smuggled with cr", smuggled.replace("\n.\n", "\r.\r")),
        text("lines, smuggled with both", smuggled.replace("\n.\n", "\n.\r\n")),
    ]
