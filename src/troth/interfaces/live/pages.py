"""Plain synchronous Django under a server that is not: each request in one thread, start to end."""

import asyncio
import functools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any, ParamSpec, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.core.handlers.asgi import ASGIRequest, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.db import close_old_connections
from django.http import HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

P = ParamSpec("P")
T = TypeVar("T")
Scope = dict[str, Any]
THREADS = 4
PIECE = 128 * 1024


class Pages(BaseHandler):
    """Django's handler, called as under WSGI: no view and no middleware knows of the loop.

    Django's own handler for this kind of server changes threads for each middleware
    that is not async; this one changes once a request.
    """

    def __init__(self) -> None:
        self.load_middleware()
        self._threads = ThreadPoolExecutor(THREADS, "page")

    async def answer(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        """Return what the site answers."""
        return await self._in_thread(self._answer, scope, body)

    async def piece(self, pieces: Iterator[bytes]) -> bytes:
        """Return the next piece of an answer that comes in pieces; nothing at its end."""
        return await self._in_thread(_gather, pieces)

    async def close(self, response: HttpResponseBase) -> None:
        """Let go of what an answer in pieces has held open."""
        await self._in_thread(response.close)

    def _answer(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=type(self), scope=scope)
        try:
            request = ASGIRequest(scope, body)
        except UnicodeDecodeError:
            return HttpResponseBadRequest()
        except RequestDataTooBig:
            return HttpResponse("413 Payload too large", status=413)
        response = self.get_response(request)
        if response.streaming:
            close_old_connections()  # of this thread; its pieces may come from others
        else:
            response.close()
        return response

    async def _in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, functools.partial(work, *args, **kwargs))


def _gather(pieces: Iterator[bytes]) -> bytes:
    """Join small pieces, because each that is sent costs a change of threads."""
    found: list[bytes] = []
    size = 0
    for piece in pieces:
        found.append(piece)
        size += len(piece)
        if size >= PIECE:
            break
    return b"".join(found)
