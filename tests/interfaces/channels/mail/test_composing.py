"""A letter becomes a message that threads, says what it is, and carries no trick."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from troth.interfaces.channels.mail.compose import compose, to_html
from troth.interfaces.channels.shapes import Attached, Letter

AT = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def letter(**said: object) -> Letter:
    given: dict[str, object] = {
        "message_id": "<abc@troth>",
        "sender_name": "IVT support",
        "sender": "support@ivt.example",
        "to": "mara@acme.example",
        "subject": "[IVT-10427] Grüße",
        "text": "Hello,\n\n- one\n- two\n\nhttps://ivt.example/t/x.\n",
        "at": AT,
        **said,
    }
    return Letter(**given)  # type: ignore[arg-type]


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_it_threads_and_carries_text_and_page() -> None:
    message = read(compose(letter(in_reply_to="<b@x>", references=("<a@x>", "<b@x>"))))

    assert message["Message-ID"] == "<abc@troth>"
    assert message["In-Reply-To"] == "<b@x>"
    assert message["References"] == "<a@x> <b@x>"
    assert message["Subject"] == "[IVT-10427] Grüße"
    assert message["From"] == "IVT support <support@ivt.example>"
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert "- one\r\n- two" in plain.get_content()
    assert "<li>one</li>" in page.get_content()


@pytest.mark.parametrize("automatic", ["auto-replied", "auto-generated"])
def test_automatic_mail_says_so(automatic: str) -> None:
    assert read(compose(letter(automatic=automatic)))["Auto-Submitted"] == automatic
    assert read(compose(letter()))["Auto-Submitted"] is None


def test_the_same_letter_is_the_same_bytes() -> None:
    assert compose(letter()) == compose(letter())


def test_a_subject_cannot_add_a_header() -> None:
    message = read(compose(letter(subject="hi\r\nBcc: eve@evil.example")))

    assert message["Bcc"] is None
    assert message["Subject"] == "hi Bcc: eve@evil.example"


def test_the_page_shows_what_was_written_and_runs_nothing() -> None:
    page = to_html('<script>x</script>\nsee https://a.example/?a=1&b="2')

    assert "&lt;script&gt;x&lt;/script&gt;<br>" in page
    assert '<a href="https://a.example/?a=1&amp;b=">' in page


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 100, id="long-line"),
        pytest.param("x" * 2_000, id="no-spaces"),
        pytest.param("Grüße, 你好 🙂\n= equals =20\n", id="signs"),
        pytest.param(".\n..\n.\n", id="dots"),
        pytest.param("From me\n-- \nto you  \n\n\tend", id="trailing-spaces"),
    ],
)
def test_the_text_arrives_as_it_was_written(text: str) -> None:
    raw = compose(letter(text=text))
    plain = read(raw).get_body(("plain",))

    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_names_and_subjects_of_any_script_arrive() -> None:
    long = "[IVT-10427] " + "Невозможно войти в систему " * 6
    message = read(compose(letter(sender_name='Müller "und" Söhne', subject=long)))

    assert message["From"].addresses[0].display_name == 'Müller "und" Söhne'
    assert message["Subject"] == long.strip()


def test_a_plain_name_is_quoted() -> None:
    message = read(compose(letter(sender_name='IVT, "the" desk')))

    assert message["From"].addresses[0].display_name == 'IVT, "the" desk'
    assert message["From"].addresses[0].addr_spec == "support@ivt.example"


def test_ids_that_mail_cannot_carry_are_left_out() -> None:
    ids = ("<müller@x>", "<b@x>")
    message = read(compose(letter(in_reply_to="<müller@x>", references=ids)))

    assert message["In-Reply-To"] is None
    assert message["References"] == "<b@x>"


def test_what_a_person_formatted_is_formatted_in_the_page_and_as_typed_in_the_text() -> None:
    text = "Use **this** `<b>`:\n\n[guide](https://ivt.example/g_1)\n\nIVT-1: https://ivt.example/t/a_b_\n"

    message = read(compose(letter(text=text, formatted=True)))

    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert "Use **this** `<b>`:" in plain.get_content()
    assert "Use <strong>this</strong> <code>&lt;b&gt;</code>:" in page.get_content()
    assert 'href="https://ivt.example/t/a_b_"' in page.get_content()


def test_files_go_with_it_under_their_own_names() -> None:
    files = (
        Attached("Bericht Grüße.pdf", "application/pdf", bytes(range(256)) * 20),
        Attached('x"\r\nBcc: evil@example.com', "message/rfc822\r\nX: y", b""),
    )

    message = read(compose(letter(attached=files)))

    assert message.get_content_type() == "multipart/mixed"
    assert message["Bcc"] is None
    parts = list(message.iter_attachments())
    assert [(part.get_filename(), part.get_content()) for part in parts] == [
        (files[0].name, files[0].what),
        (files[1].name, b""),
    ]
    assert [part.get_content_type() for part in parts] == [
        "application/pdf",
        "application/octet-stream",
    ]
    plain = message.get_body(("plain",))
    assert plain is not None
    assert "- one" in plain.get_content()
