"""What a message says comes out whole, whichever program wrote it."""

from typing import Any

import pytest

from tests.interfaces.channels.mail.messages import mail, mail_of, multipart, nested, part
from troth.interfaces.channels.mail.parts import Carried
from troth.interfaces.channels.mail.reader import read

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))


def found(raw: bytes) -> dict[str, Any]:
    return read(raw)[0]


def files(raw: bytes) -> list[Carried]:
    return read(raw)[1].files


@pytest.mark.parametrize(
    ("text", "charset", "declared"),
    [
        pytest.param("Grüße – „so“ … 5 €", "cp1252", "windows-1252", id="windows-1252"),
        pytest.param("Grüße – „so“ 5 €", "cp1252", "iso-8859-1", id="called-latin-1-by-habit"),
        pytest.param("ログインできません", "iso2022_jp", "iso-2022-jp", id="iso-2022-jp"),
        pytest.param("ログインできません", "iso2022_jp", "us-ascii", id="escapes-called-ascii"),
        pytest.param("Не могу войти", "koi8-r", "koi8-r", id="koi8-r"),
        pytest.param("Nevar pieslēgties", "utf-8", "utf-8", id="utf-8"),
        pytest.param("Nevar pieslēgties", "utf-8", "", id="utf-8-undeclared"),
        pytest.param("Nevar pieslēgties", "utf-8", "us-ascii", id="utf-8-called-ascii"),
        pytest.param("无法登录系统镕", "gb18030", "gb2312", id="larger-than-gb2312"),
        pytest.param("로그인할 수 없습니다 똠", "cp949", "ks_c_5601-1987", id="larger-than-ksc"),
        pytest.param("Grüße", "cp1252", "utf-8", id="wrongly-declared"),
        pytest.param("Grüße", "utf-8", "x-no-such-set", id="unknown-set"),
        pytest.param("Grüße", "utf-8", "unicode-escape", id="no-charset-of-mail"),
    ],
)
def test_a_body_is_read_in_its_charset(text: str, charset: str, declared: str) -> None:
    kind = f"text/plain; charset={declared}" if declared else "text/plain"

    assert found(mail(text.encode(charset), content_type=kind))["text"] == text


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe_aus_Riga?=", "Grüße aus Riga"),
        ("=?utf-8?b?w7zDtg==?= =?utf-8?b?w6Q=?=", "üöä"),
        ("=?utf-8?b?5peg5rOV55k=?=\r\n =?utf-8?b?u+W9lQ==?=", "无法登录"),
        ("=?iso-8859-1?q?caf=E9?= at =?koi8-r?b?69LFzczY?=", "café at Кремль"),
        ("=?utf-8*de?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("50 =?= 50 ?=", "50 =?= 50 ?="),
        ("=?utf-8?b?not base64?=", "not base64"),
        ("=?utf-8?q?evil=00=0Aname?=", "evil name"),
    ],
)
def test_encoded_words_are_decoded(written: str, read_as: str) -> None:
    assert found(mail(subject=written))["subject"] == read_as


def test_of_alternatives_the_plain_text_is_taken_and_the_page_kept() -> None:
    raw = mail_of(
        multipart(part("plain words"), part("<p>rich words</p>", "text/html"), kind="alternative")
    )

    assert found(raw)["text"] == "plain words"
    assert found(raw)["html"] == "<p>rich words</p>"


def test_html_alone_is_told_as_text_and_made_harmless() -> None:
    page = (
        "<style>p{}</style><p>Hello<br>there</p><script>alert(1)</script>"
        '<img src="https://spy.example/x.gif"><ul><li>one<li>two</ul>'
        '<p>See <a href="https://acme.example/x">this</a></p><blockquote>old</blockquote>'
    )
    raw = mail(page, content_type="text/html; charset=utf-8")

    assert found(raw)["text"] == (
        "Hello\nthere\n\n- one\n- two\n\nSee this <https://acme.example/x>\n\n> old"
    )
    assert "script" not in found(raw)["html"]
    assert "spy.example" not in found(raw)["html"]


def test_every_text_beside_another_is_kept() -> None:
    raw = mail_of(multipart(part("above"), part(PNG, "image/png"), part("below")))

    assert found(raw)["text"] == "above\n\nbelow"
    assert [(one.name, one.body) for one in files(raw)] == [("part-3.png", PNG)]


def test_an_attached_message_is_a_file_and_never_joins_the_body() -> None:
    inner = mail("not ours", subject="The old mail").decode().replace("\r\n", "\n")
    raw = mail_of(multipart(part("see below"), f"Content-Type: message/rfc822\n\n{inner}"))

    assert found(raw)["text"] == "see below"
    [attached] = files(raw)
    assert (attached.name, attached.media_type) == ("The old mail.eml", "message/rfc822")
    assert b"not ours" in attached.body


def test_a_picture_shown_in_the_page_is_a_file_that_the_text_names_in_its_place() -> None:
    picture = part(PNG, "image/png", "Content-ID: <p1>\nContent-Disposition: inline")
    page = part('<p>look: <img src="cid:p1"></p>', "text/html")
    raw = mail_of(multipart(page, picture, kind="related"))

    assert found(raw)["text"] == "look: [cid:part-3.png]"
    assert [(one.body, one.inline) for one in files(raw)] == [(PNG, True)]


def test_an_invitation_beside_the_text_is_kept() -> None:
    raw = mail_of(
        multipart(part("come"), part("BEGIN:VCALENDAR", "text/calendar"), kind="alternative")
    )

    assert found(raw)["text"] == "come"
    assert [one.name for one in files(raw)] == ["part-3.ics"]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="plain.txt"', "plain.txt"),
        ("attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.txt", "Grüße.txt"),
        (
            "attachment; filename*0*=iso-8859-1''caf%E9; filename*1=\" au lait.txt\"",
            "café au lait.txt",
        ),
        ('attachment; filename="=?utf-8?b?R3LDvMOfZS50eHQ=?="', "Grüße.txt"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\Users\\\\mara\\\\log.txt"', "log.txt"),
        ('attachment; filename="say \\"hi\\".txt"', "say hi.txt"),
        ("attachment", "part-3.txt"),
    ],
)
def test_a_file_has_a_name_that_can_be_trusted(disposition: str, name: str) -> None:
    file = part("log", "text/plain", f"Content-Disposition: {disposition}")

    assert [one.name for one in files(mail_of(multipart(part("hi"), file)))] == [name]


def test_broken_base64_gives_what_can_be_read_of_it() -> None:
    broken = "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=!!!\n%%%%\n"
    raw = mail_of(multipart(part("see"), broken))

    assert found(raw)["held"] == ""
    assert files(raw)[0].body.startswith(b"\x89PNG")


def test_nul_bytes_are_left_out_of_text_and_headers() -> None:
    raw = mail(b"be\x00fore", subject="a\x00b")

    assert found(raw)["text"] == "before"
    assert found(raw)["subject"] == "ab"


def test_a_multipart_without_its_parts_shows_its_lines() -> None:
    raw = mail("just lines\n", content_type='multipart/mixed; boundary="never"')

    assert found(raw)["text"] == "just lines"
    assert found(raw)["held"] == ""


@pytest.mark.parametrize(
    ("date", "zone"),
    [
        ("Mon, 2 Mar 2026 18:00:00 +0100", "+01:00"),
        ("2 Mar 2026 18:00 -0330 (NST)", "-03:30"),
        ("Mon, 2 Mar 2026 18:00:00 -0000", ""),
        ("Mon, 2 Mar 2026 18:00:00 GMT", ""),
        ("yesterday", ""),
        ("Mon, 2 Mar 2026 18:00:00 +9900", ""),
    ],
)
def test_the_zone_is_the_offset_of_the_date(date: str, zone: str) -> None:
    raw = mail().replace(b"Mon, 2 Mar 2026 18:00:00 +0100", date.encode())

    assert found(raw)["zone"] == zone


def test_references_are_in_order_of_trust() -> None:
    raw = mail(more="In-Reply-To: <c@x>\nReferences: <a@x>\n <b@x> <c@x>")

    assert found(raw)["references"] == ["c@x", "b@x", "a@x"]


@pytest.mark.parametrize(
    "sender",
    [
        pytest.param(None, id="nobody"),
        pytest.param("a@x.example\r\nFrom: b@x.example", id="two-fields"),
        pytest.param("a@x.example, b@x.example", id="two-addresses"),
        pytest.param("a1@customer.example <x@evil.example>", id="dressed-as-another"),
        pytest.param("<x@evil.example> <a@customer.example>", id="two-in-angles"),
        pytest.param("Mara", id="no-address"),
        pytest.param("Friends: a@x.example, b@x.example;", id="a-group"),
        pytest.param("Mara <mara@acme.example", id="unfinished"),
        pytest.param("m" * 64 + "@" + "x" * 250 + ".example", id="too-long"),
    ],
)
def test_a_mail_whose_sender_is_unclear_is_held(sender: str | None) -> None:
    told = found(mail(sender=sender))

    assert told["held"]
    assert told["email"] == ""
    assert told["text"] == "Nobody can log in.\n".strip()


@pytest.mark.parametrize(
    ("sender", "name", "email"),
    [
        ("Mara Lind <Mara@Acme.example>", "Mara Lind", "mara@acme.example"),
        ('"Lind, Mara" <mara@acme.example>', "Lind, Mara", "mara@acme.example"),
        ("=?utf-8?q?M=C4=81ra?= <mara@acme.example>", "Māra", "mara@acme.example"),
        ("mara@acme.example (Mara Lind)", "Mara Lind", "mara@acme.example"),
        ("mara@acme.example <mara@acme.example>", "mara@acme.example", "mara@acme.example"),
        ('"m@acme.example" <mara@acme.example>', "m@acme.example", "mara@acme.example"),
        ("<mara@acme.example>", "", "mara@acme.example"),
    ],
)
def test_a_clear_sender_is_taken(sender: str, name: str, email: str) -> None:
    told = found(mail(sender=sender))

    assert (told["held"], told["name"], told["email"]) == ("", name, email)


@pytest.mark.parametrize(
    ("field", "automatic"),
    [
        ("Auto-Submitted: auto-replied (vacation)", True),
        ("Auto-Submitted: no", False),
        ("Return-Path: <>", True),
        ("Return-Path: <mara@acme.example>", False),
        ("Precedence: bulk", True),
        ("Precedence: first-class", False),
        ("List-Id: <news.acme.example>", True),
        ("X-Auto-Response-Suppress: All", False),
    ],
)
def test_mail_that_a_program_sent_is_told_from_mail_of_people(field: str, automatic: bool) -> None:
    assert found(mail(more=field))["automatic"] is automatic


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        pytest.param(
            mail_of(multipart(*[part("x")] * 1_200)), "more than 1,000 parts", id="1200-parts"
        ),
        pytest.param(nested(60), "more than 50 deep", id="60-deep"),
        pytest.param(mail(more=f"X-Long: {'x' * 300_000}"), "headers are larger", id="headers"),
        pytest.param(mail("x" * (37 * 1024 * 1024)), "larger than 36 MiB", id="size"),
        pytest.param(
            mail(content_type="text/plain" + "; a=b" * 10_000), "header of one", id="parameters"
        ),
    ],
)
def test_a_mail_past_a_limit_is_held_and_still_says_whose_it_is(raw: bytes, why: str) -> None:
    told, body = read(raw)

    assert why in told["held"]
    assert told["email"] == "mara@acme.example"
    assert body.files == []


def test_a_mail_just_inside_the_limits_is_read() -> None:
    assert found(nested(49))["text"] == "at the bottom"
    assert found(mail_of(multipart(*[part("x")] * 900)))["held"] == ""
