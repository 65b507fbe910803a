"""What requests bring is read whole, and fills no disk: not one of them, and not all together."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pytest_django import Settings

from troth.interfaces.live.bodies import AT_ONCE, Bodies, Gone, NoRoom, TooLarge

FORM = b"multipart/form-data; boundary=x"
PIECE = b"application/offset+octet-stream"
PLAIN = b"application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def small(settings: Settings) -> None:
    """A file is at most 10 bytes, and a form has two; one without files has 4."""
    settings.ATTACHMENT_MAX_BYTES, settings.DATA_UPLOAD_MAX_NUMBER_FILES = 10, 2
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 4


def told(*messages: dict[str, Any]) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Return what receives these messages, one after the other."""
    left = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(left)

    return receive


def part(body: bytes, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def read(*messages: dict[str, Any], kind: bytes = FORM, length: bytes = b"") -> bytes:
    headers = [(b"content-type", kind), *([(b"content-length", length)] if length else [])]

    async def story() -> bytes:
        bodies = Bodies()
        try:
            async with bodies.read({"headers": headers}, told(*messages)) as body:
                return body.read()
        finally:
            assert bodies.kept == 0

    return asyncio.run(story())


def test_a_body_in_parts_is_read_whole() -> None:
    assert read(part(b"one ", True), part(b"two", False)) == b"one two"


def test_a_client_that_hangs_up_halfway_is_gone() -> None:
    with pytest.raises(Gone):
        read(part(b"one ", True), {"type": "http.disconnect"})


@pytest.mark.parametrize(
    ("kind", "most"),
    [(FORM, 30), (FORM.upper(), 30), (PIECE, 10), (PLAIN, 8), (b"text/plain", 8), (b"", 8)],
)
def test_more_than_a_form_of_its_kind_sends_is_not_kept(kind: bytes, most: int) -> None:
    assert read(part(b"x" * most, False), kind=kind) == b"x" * most
    with pytest.raises(TooLarge):
        read(part(b"x" * most, True), part(b"x", True), kind=kind)
    with pytest.raises(TooLarge):
        read(kind=kind, length=str(most + 1).encode())  # and nothing of it is read
    with pytest.raises(TooLarge):
        read(kind=kind, length=b"9" * 5_000)


def test_all_together_leave_room_on_the_disk_and_go_on_once_one_is_done() -> None:
    async def story() -> None:
        bodies = Bodies()
        scope = {"headers": [(b"content-type", FORM)]}
        full = part(b"x" * 30, False)
        async with bodies.read(scope, told(full)):
            for _ in range(AT_ONCE - 2):
                await bodies.read(scope, told(full)).__aenter__()
            async with bodies.read(scope, told(full)):
                with pytest.raises(NoRoom):
                    await bodies.read(scope, told(part(b"x", False))).__aenter__()
            async with bodies.read(scope, told(full)) as body:
                assert body.read() == b"x" * 30

    asyncio.run(story())
