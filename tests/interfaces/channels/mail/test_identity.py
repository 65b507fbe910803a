"""The same message is known again, whatever way it came; another never passes for it."""

from tests.interfaces.channels.mail.messages import mail
from troth.interfaces.channels.mail.identity import key

ONE = mail("Nobody can log in.\n")


def test_a_redelivery_by_another_way_is_the_same_message() -> None:
    by_another_way = b"Received: from b.example\r\nX-Spam: no\r\nReturn-Path: <a@b>\r\n" + ONE

    assert key(by_another_way) == key(ONE)
    assert key(ONE.replace(b"\r\n", b"\n") + b"\n") == key(ONE)
    assert key(b"From mara@acme.example Mon Mar  2\n" + ONE) == key(ONE)


def test_the_same_id_with_other_content_is_another_message() -> None:
    assert key(mail("Nobody can print.\n")) != key(ONE)
    assert key(mail(sender="eve@evil.example")) != key(ONE)


def test_without_an_id_the_content_decides_and_always_alike() -> None:
    nameless = mail(message_id=None)

    assert key(nameless) == key(b"Received: from b.example\r\n" + nameless)
    assert key(nameless) != key(mail(message_id=None, subject="Another trouble"))
    assert key(nameless) != key(ONE)


def test_bytes_that_are_no_message_have_an_identity_too() -> None:
    assert len({key(b""), key(b"\x00\xff"), key(b"no headers at all")}) == 3
    assert all(len(key(raw)) <= 80 for raw in (b"", ONE))


def test_a_head_that_says_nothing_is_still_told_from_others() -> None:
    assert key(b"") != key(b"A: b\r\n")
    assert key(b"A: b\r\n") != key(b"A: c\r\n")
