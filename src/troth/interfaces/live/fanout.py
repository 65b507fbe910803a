"""From what the listener hears to the streams of this process."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress

from django.db import Error

from troth.interfaces.live.grant import Reader

GAP = 0.1  # seconds between two tellings: what happens meanwhile is told together
MOST_NAMED = 500  # tickets in one event; beyond, "many"
PAGE_COST = 25  # ms of a core that a page takes when it looks again

Visible = Callable[[Reader, Collection[int]], Awaitable[Collection[int]]]


class Subscription:
    """One stream's share: what it has not been sent yet."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.woken = asyncio.Event()
        self.over = False  # the server stops
        self.doubted = False  # whether its reader may still read is to be asked first
        self._news: dict[int, int] = {}
        self._many = False
        self._words: dict[str, None] = {}  # in order, each once

    def changed(self, news: dict[int, int] | None) -> None:
        """Take in which tickets changed; None: too many to name."""
        self._news |= news or {}
        self._many |= news is None or len(self._news) > MOST_NAMED
        self.woken.set()

    def say(self, word: str) -> None:
        """Take in an event that has nothing but its name."""
        self._words[word] = None
        self.woken.set()

    def take(self) -> list[str]:
        """Return what is to be sent, ready for the wire."""
        self.woken.clear()
        told = [event(word) for word in self._words]
        if self._many:
            told.append(event("changed", many=True))
        elif self._news:
            told.append(event("changed", tickets=self._news))
        self._news, self._many, self._words = {}, False, {}
        return told


def event(name: str, **said: object) -> str:
    """Return one server-sent event."""
    return f"event: {name}\ndata: {json.dumps(said, separators=(',', ':'))}\n\n"


class Fanout:
    """Every stream of this process, and what is told to which."""

    def __init__(self, visible: Visible) -> None:
        """`visible` says which of some tickets a reader may see."""
        self.streams: set[Subscription] = set()
        self.is_away = True
        self.changed_at: float | None = None  # in the loop's time: when something last changed
        self._visible = visible
        self._waiting: dict[int, int] = {}
        self._too_many = False
        self._telling: asyncio.Task[None] | None = None

    def spread(self, reader: Reader) -> int:
        """Return over how many ms such readers should spread their questions."""
        alike = sum(stream.reader.ticket == reader.ticket for stream in self.streams)
        return (alike - 1) * PAGE_COST

    def changed(self, news: dict[int, int] | None) -> None:
        """Tell of changed tickets, those soon after each other together; None: too many."""
        self.changed_at = asyncio.get_running_loop().time()
        self._waiting |= news or {}
        self._too_many |= news is None
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    def company(self, ticket: int) -> None:
        """Tell those who look at a ticket that others came, went or write."""
        for stream in self.streams:
            if stream.reader.ticket == ticket:
                stream.say("company")

    def doubt(self, agent: int) -> None:
        """Let an agent's streams ask, before anything else, whether they may go on."""
        for stream in self.streams:
            if stream.reader.agent == agent:
                stream.doubted = True
                stream.woken.set()

    def away(self) -> None:
        """Tell everybody that nothing is heard any more."""
        if not self.is_away:
            self.is_away = True
            self._say("away")

    def back(self) -> None:
        """Tell everybody that something may have been missed."""
        self.is_away = False
        self.changed_at = asyncio.get_running_loop().time()
        self._say("resync")

    def stop(self) -> None:
        """End every stream."""
        for stream in self.streams:
            stream.over = True
            stream.woken.set()

    def _say(self, word: str) -> None:
        for stream in self.streams:
            stream.say(word)

    async def _tell(self) -> None:
        while self._waiting or self._too_many:
            news = None if self._too_many else self._waiting
            self._waiting, self._too_many = {}, False
            await self._tell_of(news)
            await asyncio.sleep(GAP)

    async def _tell_of(self, news: dict[int, int] | None) -> None:
        alike: dict[str, list[Subscription]] = {}
        for stream in self.streams:
            ticket = stream.reader.ticket
            if ticket is None:
                alike.setdefault(stream.reader.asks, []).append(stream)
            elif news is None:
                stream.changed(None)
            elif ticket in news:
                stream.changed({ticket: news[ticket]})
        for streams in alike.values():
            share = news
            if news is not None:
                share = None  # while the database cannot say who may see what, no number is named
                with suppress(Error):
                    seen = await self._visible(streams[0].reader, news)
                    share = {number: news[number] for number in seen}
            if share is None or share:
                for stream in streams:
                    stream.changed(share)
