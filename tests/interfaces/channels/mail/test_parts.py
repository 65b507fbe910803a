"""Parts of every kind are kept and told: invitations, wrapped, sealed and broken ones."""

from base64 import b64encode, encodebytes
from binascii import b2a_uu

import pytest

from tests.interfaces.channels.mail.messages import mail, mail_of, multipart, part
from tests.interfaces.channels.mail.test_reading import PNG, files, found
from troth.interfaces.channels.mail import sealed
from troth.interfaces.channels.mail.flowed import joined

INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/Riga
BEGIN:STANDARD
DTSTART:19700101T000000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Look at the outage\\, together
DTSTART;TZID=Europe/Riga:20260302T140000
DTEND;TZID=Europe/Riga:20260302T150000
LOCATION:Room 4
ORGANIZER;CN=Mara:mailto:mara@acme.example
DESCRIPTION:Bring the logs\\nand
  patience
BEGIN:VALARM
DESCRIPTION:not this
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def uuencoded(name: str, body: bytes) -> str:
    lines = [b2a_uu(body[at : at + 45]).decode() for at in range(0, len(body), 45)]
    return f"begin 644 {name}\n{''.join(lines)}`\nend\n"


def der(tag: int, *values: bytes) -> bytes:
    """Return a value as DER: its tag, its length, itself."""
    value = b"".join(values)
    size = len(value)
    if size < 0x80:
        return bytes([tag, size]) + value
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + value


def signed_data(content: bytes, *, in_pieces: bool = False) -> bytes:
    """Return signed data as S/MIME wraps a message, with nobody's signature."""
    octets = der(0x04, content)
    if in_pieces:
        half = len(content) // 2
        octets = b"\x24\x80" + der(4, content[:half]) + der(4, content[half:]) + b"\x00\x00"
    data = der(0x06, bytes.fromhex("2a864886f70d010701"))
    inside = b"\x30\x80" + data + b"\xa0\x80" + octets + b"\x00\x00\x00\x00"
    if not in_pieces:
        inside = der(0x30, data, der(0xA0, octets))
    signed = der(0x30, der(0x02, b"\x01"), der(0x31), inside, der(0x31))
    return der(0x30, der(0x06, bytes.fromhex("2a864886f70d010702")), der(0xA0, signed))


def test_an_invitation_says_what_when_and_where() -> None:
    raw = mail_of(multipart(part("come"), part(INVITATION, "text/calendar"), kind="alternative"))

    assert found(raw)["text"] == (
        "come\n\nInvitation:\nWhat: Look at the outage, together\n"
        "From: Mon 02 Mar 2026, 14:00 Europe/Riga\nTo: Mon 02 Mar 2026, 15:00 Europe/Riga\n"
        "Where: Room 4\nBy: mara@acme.example\nAbout: Bring the logs\nand patience"
    )
    assert [one.name for one in files(raw)] == ["part-3.ics"]


def test_a_uuencoded_file_within_the_text_is_a_file_and_named_in_its_place() -> None:
    raw = mail(f"see\n{uuencoded('shot.png', PNG)}below\n")

    assert found(raw)["text"] == "see\n[shot.png]\nbelow"
    assert [(one.name, one.body) for one in files(raw)] == [("shot.png", PNG)]


@pytest.mark.parametrize(
    "text",
    ["begin 644 x\nno end", "begin 644 x\n\u00e4\nend", "begin here\nand\nend", "begin 644 y\nend"],
)
def test_what_only_looks_uuencoded_stays_text(text: str) -> None:
    assert found(mail(text))["text"] == text


@pytest.mark.parametrize("in_pieces", [False, True], ids=["in-one", "in-pieces"])
def test_what_smime_signed_is_shown_and_said_to_be_unchecked(in_pieces: bool) -> None:
    inner = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "Grüße".encode() + b"\r\n"
    wrapped = signed_data(inner, in_pieces=in_pieces)
    kind = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"

    told = found(mail_of(part(wrapped, kind)))

    assert told["text"] == "Grüße"
    assert told["remarks"] == [sealed.SIGNED]


def test_what_smime_encrypted_is_said_to_be_and_kept() -> None:
    raw = mail_of(part(b"\x30\x80secret", "application/pkcs7-mime; smime-type=enveloped-data"))

    assert found(raw)["remarks"] == [sealed.ENCRYPTED]
    assert [one.name for one in files(raw)] == ["smime.p7m"]


def test_a_detached_signature_is_kept_and_said_to_be_unchecked() -> None:
    raw = mail_of(
        multipart(part("signed words"), part("sig", "application/pgp-signature"), kind="signed")
    )

    assert found(raw)["text"] == "signed words"
    assert found(raw)["remarks"] == [sealed.SIGNED]
    assert [one.name for one in files(raw)] == ["part-3.asc"]


def test_pgp_in_the_text_is_shown_without_its_marks() -> None:
    raw = mail(
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nIt fails.\n- -- \nMara\n"
        "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    )

    assert found(raw)["text"] == "It fails.\n-- \nMara"
    assert found(raw)["remarks"] == [sealed.SIGNED]
    assert b"abc" in files(raw)[0].body


def test_pgp_secrets_are_said_to_be_and_kept() -> None:
    block = "-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----"
    within = multipart(
        part("Version: 1", "application/pgp-encrypted"),
        part(block, "application/octet-stream; name=encrypted.asc"),
        kind="encrypted",
    )

    for raw in (mail(f"Hello\n{block}\n"), mail_of(within)):
        assert sealed.ENCRYPTED in found(raw)["remarks"]
        assert block.encode() in b"".join(one.body for one in files(raw))


def test_a_piece_of_a_message_is_told_as_one() -> None:
    raw = mail(
        "Subject: x\n\nsecond half", content_type='message/partial; id="a"; number=2; total=3'
    )

    assert "second half" in found(raw)["text"]
    assert found(raw)["remarks"] == [
        "It is only part 2 of 3 of a longer message; the parts are not put together."
    ]


def test_a_file_kept_elsewhere_is_not_fetched() -> None:
    kind = 'message/external-body; access-type=URL; URL="https://spy.example/x"'
    raw = mail("Content-Type: image/gif\n\n", content_type=kind)

    assert found(raw)["remarks"] == [
        "It refers to a file that is kept elsewhere, which the desk does not fetch."
    ]


def test_a_report_shows_its_words_and_keeps_its_parts() -> None:
    raw = mail_of(
        multipart(
            part("It could not be delivered."),
            part("Action: failed", "message/delivery-status"),
            part("Subject: x", "text/rfc822-headers"),
            kind="report; report-type=delivery-status",
        )
    )

    assert found(raw)["text"] == "It could not be delivered."
    assert [one.body for one in files(raw)] == [b"Action: failed", b"Subject: x"]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("one \ntwo\nthree", "one two\nthree"),
        ("> quoted \n> on\nmine", "> quoted on\nmine"),
        ("> quoted \nmine", "> quoted \nmine"),
        ("Regards \n-- \nMara", "Regards \n-- \nMara"),
        (" >not quoted", ">not quoted"),
    ],
)
def test_flowed_text_is_joined(text: str, read_as: str) -> None:
    assert joined(text) == read_as


def test_flowed_text_may_delete_the_space() -> None:
    kind = "text/plain; charset=utf-8; format=flowed; delsp=yes"

    assert found(mail("ログ \nイン", content_type=kind))["text"] == "ログイン"


def test_another_message_in_the_other_form_is_not_hidden() -> None:
    page = part("<p>Pay the invoice 4711 by Friday to avoid a lawsuit</p>", "text/html")
    raw = mail_of(multipart(part("Your mail program is too old."), page, kind="alternative"))

    assert found(raw)["text"] == (
        "Your mail program is too old.\n\n[Another form of this message says:]\n\n"
        "Pay the invoice 4711 by Friday to avoid a lawsuit"
    )


def test_pictures_written_into_the_page_are_files_in_their_place() -> None:
    page = f'<p>See <img src="data:image/png;base64,{b64encode(PNG).decode()}"> here</p>'
    raw = mail(page, content_type="text/html")

    assert found(raw)["text"] == "See [cid:picture-1.png] here"
    assert [(one.name, one.body) for one in files(raw)] == [("picture-1.png", PNG)]


def test_a_remote_picture_is_told_by_its_words() -> None:
    page = '<p><img src="https://spy.example/x" alt="Error 0x8007"></p>'

    assert found(mail(page, content_type="text/html"))["text"] == "[Error 0x8007]"
    assert "spy.example" not in found(mail(page, content_type="text/html"))["html"]


def test_a_footer_below_base64_is_kept() -> None:
    coded = encodebytes("Grüße".encode() * 30).decode()
    raw = mail(f"{coded}\n-- \nA list's footer", more="Content-Transfer-Encoding: base64")

    assert found(raw)["text"] == "Grüße" * 30 + "\n-- \nA list's footer"


def test_text_that_is_wrongly_said_to_be_base64_is_shown() -> None:
    raw = mail("Nobody can log in!", more="Content-Transfer-Encoding: base64")

    assert found(raw)["text"] == "Nobody can log in!"


def test_words_before_and_after_the_parts_are_kept() -> None:
    whole = multipart(part("inside")).replace("\n\n--b1", "\n\nbefore them\n--b1", 1)
    raw = mail_of(f"{whole}after them\n")

    assert found(raw)["text"] == "before them\n\ninside\n\nafter them"


def test_an_attached_message_is_kept_byte_for_byte() -> None:
    inner = "Subject: Old\n\n  odd   spacing \t\n\n\nend"
    raw = mail_of(multipart(part("see"), f"Content-Type: message/rfc822\n\n{inner}"))

    assert files(raw)[0].body == inner.replace("\n", "\r\n").encode()


def test_lines_that_end_with_cr_alone_are_lines() -> None:
    raw = mail("one\ntwo").replace(b"\r\n", b"\r")

    assert found(raw)["text"] == "one\ntwo"
    assert found(raw)["email"] == "mara@acme.example"
