"""Mail whose header lies, confuses or breaks."""

from tests.hostile.family import SAYS, Hostile, message_id, text
from tests.interfaces.channels.mail.messages import mail

_RESULTS = (
    "Authentication-Results: mx.ivt.example; dmarc=pass header.from=acme.example\n"
    "Authentication-Results: mx.ivt.example; dkim=pass header.d=acme.example"
)
_SENDERS = {
    "name is an address": ("mara@acme.example <x@evil.example>", "the address of somebody else"),
    "two in angles": ("<mara@acme.example> <x@evil.example>", "not written as one"),
    "two addresses": ("mara@acme.example, x@evil.example", "not written as one"),
    "a group": ("All: mara@acme.example, x@evil.example;", "not written as one"),
    "an empty group": ("undisclosed-recipients:;", "not written as one"),
    "empty": (" ", "not written as one"),
    "no address": ("Mara Lind", "not written as one"),
    "a route": ("<@evil.example:mara@acme.example>", "not written as one"),
    "a source in quotes": ('"mara@acme.example"@evil.example', "not written as one"),
    "two ats": ("mara@acme.example@evil.example", "not written as one"),
    "a comment within": ("mara(x)@(y)acme.example", "not written as one"),
    "an unended quote": ('"Mara <mara@acme.example>', "not written as one"),
    "an unended comment": ("mara@acme.example (Mara", "not written as one"),
    "quotes without end": ('"' * 3_000 + "<mara@acme.example>", "not written as one"),
    "brackets without end": ("(" * 3_000 + "mara@acme.example", "not written as one"),
    "very long": ("a" * 4_100 + " <mara@acme.example>", "longer than a name"),
    "in encoded words": (
        "=?utf-8?q?=3Cmara=40acme.example=3E?= <x@evil.example>",
        "the address of somebody else",
    ),
    "in quotes": ('"Mara mara@acme.example" <x@evil.example>', "the address of somebody else"),
    "with an unseen sign": (
        "=?utf-8?b?bWFyYUDigItlLmV4YW1wbGU=?= <x@evil.example>",
        "the address of somebody else",
    ),
    "in its own name": ('"Mara (mara.lind@acme.example)" <mara@acme.example>', None),
    "of unseen signs": ("mara\xe2\x80\x8b@acme.example", "signs that nobody can see"),
    "of a bell": ("mara\x07@acme.example", "signs that nobody can see"),
    "of two ways": ("=?utf-8?q?mara=40acme.example?=", "not written as one"),
    "name with a tag": ('"<script>alert(1)</script>" <mara@acme.example>', None),
    "name turned around": ("=?utf-8?b?4oCubGluZA==?= <mara@acme.example>", None),
    "name with nul": ("=?utf-8?q?Ma=00ra=0A?= <mara@acme.example>", None),
    "name of line breaks": (
        "=?utf-8?q?a=0D=0ABcc:_x=40evil.example?= <mara@acme.example>",
        "not written as one",
    ),
    "name in other letters": ("=?utf-8?b?0JzQsHJh?= <mara@acme.example>", None),
    "domain in other letters": ("Mara <mara@xn--cme-5cd.example>", None),
    "bytes beyond ascii": ("M\xe4ra <mara@acme.example>", None),
    "hx in the name": ('"hx-get=/desk/" <mara@acme.example>', None),
}
_SUBJECTS = {
    "a tag": "<img src=x onerror=alert(1)>",
    "an attribute": '" onmouseover="alert(1)',
    "turned around": "=?utf-8?b?4oCuZXNyZXZlcg==?=",
    "line breaks": "=?utf-8?q?x=0D=0ABcc:_all=40ivt.example?=",
    "nul": "a\x00b",
    "empty": "",
    "very long": "x" * 50_000,
    "a template": "{{ settings.SECRET_KEY }}{% load x %}",
    "half a word": "=?utf-8?b?",
    "a word that hangs": "=?utf-8?q?" + "=" * 5_000,
    "words beside": "=?utf-8?q?" * 500,
    "surrogates": "=?utf-16?b?2ADYAA==?=",
    "combining": "=?utf-8?b?" + "zYg=" * 100 + "?=",
    "emoji flags": "=?utf-8?b?8J+HpvCfh6bwn4em?=",
}
_FIELDS = {
    "forged verdict": _RESULTS,
    "forged verdict of ours": "Authentication-Results: troth; dmarc=pass header.from=ivt.example",
    "many verdicts": "\n".join(["Authentication-Results: a; dmarc=pass"] * 1_000),
    "loops": "\n".join([f"Received: from a{number} by b; now" for number in range(500)]),
    "references": "References: " + "<a@b>\n " * 3_000,
    "references without end": "References: " + "<" * 20_000,
    "no date of sense": "Date: -1 Foo 99999 99:99:99 +9999",
    "reply to another": "Reply-To: x@evil.example\nSender: y@evil.example",
    "receipt wanted": "Disposition-Notification-To: x@evil.example\nReturn-Receipt-To: x@evil",
    "a second type": "Content-Type: text/html",
    "a second id": "Message-ID: <other@evil.example>",
    "no name": ": x\nX Y: z",
    "our own": "X-Ticket: 10001\nX-Troth-Agent: 1\nX-Priority: 1",
    "unfinished comment": "To: ((((((((((support@ivt.example",
    "parameters that hang": 'Content-Disposition: inline; a="' + "\\" * 10_000,
}


def families() -> list[Hostile]:
    """Return the mails of all these families."""
    senders = [
        text(f"sender, {name}", sender=sender, held=held)
        for name, (sender, held) in _SENDERS.items()
    ]
    subjects = [text(f"subject, {name}", subject=subject) for name, subject in _SUBJECTS.items()]
    fields = [text(f"field, {name}", more=more) for name, more in _FIELDS.items()]
    ids = {"none": None, "empty": "<>", "spaces": "<a b@c>", "long": f"<{'x' * 5_000}@y>"}
    return [
        text("field, our loop", more="X-Troth-Loop: forged"),
        text("field, a loop", more="X-Loop: support@ivt.example", held="a program sent it"),
        *senders,
        *subjects,
        *fields,
        *[
            Hostile(f"id, {name}", mail(f"{SAYS} {name}", message_id=one))
            for name, one in ids.items()
        ],
        Hostile("sender, none", mail(SAYS, sender=None, message_id=message_id("none")), "who sent"),
        Hostile("sender, two fields", _twice(), "two senders"),
        Hostile("head, nothing at all", b"", "who sent", kept=""),
        Hostile("head, nothing but a text", f"\r\n{SAYS}".encode(), "who sent"),
        Hostile("head, no head", f"{SAYS}\r\n{SAYS}".encode(), "who sent"),
        Hostile("head, nothing but nul", bytes(10_000), "who sent", kept=""),
        Hostile("head, nothing but bytes", bytes(range(256)) * 100, "who sent", kept=""),
        Hostile("head, nothing but colons", b":" * 100_000, "who sent", kept=""),
    ]


def _twice() -> bytes:
    return mail(SAYS, sender="mara@acme.example\r\nFrom: x@evil.example", message_id="<twice@x>")
