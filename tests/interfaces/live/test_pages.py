"""Pages are read and answered as under any server, each in one thread."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pytest_django import Settings

from troth.interfaces.live.pages import PIECE, Gone, TooLarge, _gather, body_of


def told(*messages: dict[str, Any]) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Return what receives these messages, one after the other."""
    left = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(left)

    return receive


def part(body: bytes, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_in_parts_is_read_whole() -> None:
    body = asyncio.run(body_of(told(part(b"one ", True), part(b"two", False))))

    assert body.read() == b"one two"


def test_a_client_that_hangs_up_halfway_is_gone() -> None:
    with pytest.raises(Gone):
        asyncio.run(body_of(told(part(b"one ", True), {"type": "http.disconnect"})))


def test_more_than_any_form_sends_is_not_kept(settings: Settings) -> None:
    settings.ATTACHMENT_MAX_BYTES, settings.DATA_UPLOAD_MAX_NUMBER_FILES = 10, 2

    with pytest.raises(TooLarge):
        asyncio.run(body_of(told(part(b"x" * 30, True), part(b"x", True))))


def test_small_pieces_of_an_answer_travel_together() -> None:
    pieces = iter([b"x" * 4096] * 100)

    assert len(_gather(pieces)) == PIECE
    assert PIECE + sum(map(len, [_gather(pieces), _gather(pieces), _gather(pieces)])) == 409600
    assert _gather(pieces) == b""
