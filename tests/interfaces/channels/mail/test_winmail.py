"""What some of Microsoft's programs wrap into winmail.dat is taken out, rich text too."""

from struct import pack
from time import process_time

import pytest
from compressed_rtf import compress  # type: ignore[import-untyped]

from tests.interfaces.channels.mail.messages import mail_of, multipart, part
from tests.interfaces.channels.mail.test_reading import files, found
from troth.interfaces.channels.mail.richtext import told


def tnef(*objects: tuple[int, int, int, bytes]) -> bytes:
    """Return a winmail.dat of objects: level, name, type and value."""
    whole = pack("<IH", 0x223E9F78, 1)
    for level, name, kind, value in objects:
        whole += (
            pack("<BHHI", level, name, kind, len(value)) + value + pack("<H", sum(value) % 2**16)
        )
    return whole


WINMAIL = tnef(
    (1, 0x9007, 6, pack("<II", 1252, 0)),
    (1, 0x800C, 2, b"words within winmail\x00"),
    (2, 0x9002, 6, bytes(14)),
    (2, 0x8010, 1, b"log.txt\x00"),
    (2, 0x800F, 6, b"what the log says"),
)


def test_winmail_is_opened() -> None:
    raw = mail_of(multipart(part("see"), part(WINMAIL, "application/ms-tnef; name=winmail.dat")))

    assert found(raw)["text"] == "see\n\nwords within winmail"
    assert [(one.name, one.body) for one in files(raw)] == [("log.txt", b"what the log says")]


def rich(text: bytes, *, spoilt: bool = False) -> bytes:
    """Return a winmail.dat that says its words in rich text alone, as Outlook squeezes it."""
    squeezed = bytearray(compress(text))
    squeezed[-1] ^= spoilt
    padded = pack("<II", 1, len(squeezed)) + squeezed + bytes(-len(squeezed) % 4)
    said = pack("<IHH", 1, 0x0102, 0x1009) + padded
    return tnef(
        (1, 0x9007, 6, pack("<II", 1252, 0)),
        (1, 0x9003, 6, said),
        (2, 0x9002, 6, bytes(14)),
        (2, 0x8010, 1, b"log.txt\x00"),
        (2, 0x800F, 6, b"what the log says"),
    )


RICH = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}"
    rb"{\*\generator Hidden;}\f0 Nobody can \b log\b0  in."
    rb"{\f1 \'cf\'f0\'e8}"
    rb"\par Gr\'fc\'dfe \u-10179?\u-8704?\par{\pict 0102}}"
)


def test_what_winmail_says_in_rich_text_alone_is_read() -> None:
    raw = mail_of(multipart(part(rich(RICH), "application/ms-tnef; name=winmail.dat")))

    assert found(raw)["text"] == "Nobody can log in.При\nGrüße 😀"
    assert [(one.name, one.body.rstrip(b"\x00")) for one in files(raw)] == [
        ("log.txt", b"what the log says"),
        ("message.rtf", RICH),
    ]


def test_a_page_wrapped_into_rich_text_is_given_back() -> None:
    wrapped = (
        rb"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Nobody can"
        rb"{\*\htmltag84 <b>}\htmlrtf {\b \htmlrtf0  log in\htmlrtf }\htmlrtf0"
        rb"{\*\htmltag92 </b>}\htmlrtf\par}\htmlrtf0"
        rb"{\*\htmltag72 </p>}{\*\mhtmltag72 x}}"
    )
    raw = mail_of(multipart(part(rich(wrapped), "application/ms-tnef; name=winmail.dat")))

    assert found(raw)["text"] == "Nobody can log in"
    assert "<b> log in</b>" in found(raw)["html"]


def test_rich_text_that_is_spoilt_is_kept_beside_the_files() -> None:
    body = rich(RICH, spoilt=True)
    raw = mail_of(multipart(part("see"), part(body, "application/ms-tnef; name=winmail.dat")))

    assert found(raw)["text"] == "see"
    assert [one.name for one in files(raw)] == ["log.txt", "winmail.dat"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(WINMAIL[:40], id="cut"),
        pytest.param(WINMAIL[:6] + bytes(11 * 200_000), id="of-nothing-many-times"),
        pytest.param(WINMAIL[:6] + b"\xff" * 5_000, id="of-rubbish"),
    ],
)
def test_a_winmail_that_cannot_be_opened_is_kept(body: bytes) -> None:
    raw = mail_of(multipart(part("see"), part(body, "application/ms-tnef; name=winmail.dat")))

    assert found(raw)["text"].startswith("see")
    assert [(one.name, one.body) for one in files(raw)] == [("winmail.dat", body)]


PIECES = [
    rb"{\field{\*\fldinst{HYPERLINK ", b"{", b"}", rb"\u9999999999 ", rb"\'ff", rb"\f1", b"\\",
    rb"\fcharset204", rb"\ansicpg99999", rb"\uc999 \u1 ", rb"\*", rb"{\*\htmltag\fromhtml1 ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_rich_text_costs_no_more_than_its_size(piece: bytes) -> None:
    begun = process_time()
    told(rb"{\rtf1 " + piece * (400_000 // len(piece)) + b"end}")

    assert process_time() - begun < 3
