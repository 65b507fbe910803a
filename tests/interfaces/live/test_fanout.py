"""From what is heard to the streams of a process."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection

import pytest
from django.db import OperationalError

from troth.domain.tickets.models import Ticket
from troth.interfaces.live import streams as streams_
from troth.interfaces.live.fanout import GAP, MOST_NAMED, Fanout, Subscription
from troth.interfaces.live.grant import Grant, Reader
from troth.interfaces.live.streams import Streams

ALL = Ticket.objects.all()
FEW = Ticket.objects.filter(reporter=7)


class Desk:
    """A fan-out with readers of several kinds, and a count of what the database was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_down = False
        self.fanout = Fanout(self._visible)

    async def _visible(self, reader: Reader, numbers: Collection[int]) -> list[int]:
        self.asked += 1
        if self.is_down:
            raise OperationalError
        return list(numbers) if reader.reach is ALL else [n for n in numbers if n < 10]

    def opens(self, reach: object = ALL, ticket: int | None = None) -> Subscription:
        stream = Subscription(Reader(1, reach, ticket))  # type: ignore[arg-type]
        self.fanout.streams.add(stream)
        return stream


def run(story: Callable[[Desk], Awaitable[None]]) -> None:
    async def told() -> None:
        await asyncio.wait_for(story(Desk()), 10)

    asyncio.run(told())


def events(stream: Subscription) -> list[tuple[str, object]]:
    """Return what a stream was told, and take it."""
    found = []
    for one in stream.take():
        name, data = one.strip().split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_everybody_hears_of_what_they_may_see_and_of_nothing_else() -> None:
    async def story(desk: Desk) -> None:
        all_, few, nine = desk.opens(), desk.opens(FEW), desk.opens(ticket=9)
        other = desk.opens(ticket=8)
        desk.fanout.changed({9: 4, 12: 1})
        await asyncio.gather(all_.woken.wait(), few.woken.wait(), nine.woken.wait())

        assert events(all_) == [("changed", {"tickets": {"9": 4, "12": 1}})]
        assert events(few) == events(nine) == [("changed", {"tickets": {"9": 4}})]
        assert events(other) == []

    run(story)


def test_readers_of_the_same_reach_are_one_question() -> None:
    async def story(desk: Desk) -> None:
        streams = [desk.opens() for _ in range(50)]
        desk.fanout.changed({1: 1})
        await asyncio.gather(*(one.woken.wait() for one in streams))

        assert desk.asked == 1

    run(story)


def test_a_burst_is_told_at_once_and_then_together() -> None:
    async def story(desk: Desk) -> None:
        stream = desk.opens()
        desk.fanout.changed({1: 1})
        await stream.woken.wait()
        assert events(stream) == [("changed", {"tickets": {"1": 1}})]

        began = asyncio.get_running_loop().time()
        for position in range(2, 30):
            desk.fanout.changed({1: position})
        await stream.woken.wait()
        assert events(stream) == [("changed", {"tickets": {"1": 29}})]
        assert asyncio.get_running_loop().time() - began < GAP * 3

    run(story)


def test_too_many_changes_are_told_without_their_numbers() -> None:
    async def story(desk: Desk) -> None:
        slow, one = desk.opens(), desk.opens(ticket=5)
        desk.fanout.changed(None)
        await slow.woken.wait()
        assert events(slow) == events(one) == [("changed", {"many": True})]

        slow.changed(dict.fromkeys(range(MOST_NAMED + 1), 1))
        assert events(slow) == [("changed", {"many": True})]

    run(story)


def test_when_nobody_can_say_who_may_see_what_no_number_is_named() -> None:
    async def story(desk: Desk) -> None:
        stream = desk.opens()
        desk.is_down = True
        desk.fanout.changed({1: 1})
        await stream.woken.wait()

        assert events(stream) == [("changed", {"many": True})]

    run(story)


def test_an_outage_is_told_once_and_its_end_asks_for_a_resync() -> None:
    async def story(desk: Desk) -> None:
        stream = desk.opens()
        desk.fanout.back()
        events(stream)
        desk.fanout.away()
        desk.fanout.away()
        assert events(stream) == [("away", {})]

        desk.fanout.back()
        assert events(stream) == [("resync", {})]

    run(story)


class NoLooks:
    """Presence is tested where it is kept."""

    def come(self, agent: int, ticket: int) -> None: ...


async def carry(desk: Desk, allowed: bool) -> list[str]:
    said: list[str] = []

    async def send(text: str) -> None:
        said.append(text)

    async def may() -> Reader | None:
        return Reader(1, ALL, None) if allowed else None

    streams = Streams(desk.fanout, NoLooks())  # type: ignore[arg-type]
    carried = asyncio.create_task(streams.carry(Grant(reader=1, reach=ALL), send, may))
    while not desk.fanout.streams:
        await asyncio.sleep(0)
    if allowed:
        streams.stop()
    await carried
    assert not desk.fanout.streams
    return said


def test_a_stream_ends_when_its_reader_may_no_longer_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streams_, "CHECKED_EVERY", (0.0, 0.0))
    monkeypatch.setattr(streams_, "BEAT", 0.01)

    async def story(desk: Desk) -> None:
        desk.fanout.back()
        said = await carry(desk, allowed=False)
        assert said[-1] == "event: ended\ndata: {}\n\n"

    run(story)


def test_a_leaver_s_streams_end_at_once_and_before_they_hear_of_anything_more() -> None:
    async def story(desk: Desk) -> None:
        desk.fanout.back()
        desk.fanout.changed({9: 1})
        said: list[str] = []
        may = {1: True, 2: True}

        def opened(agent: int) -> asyncio.Task[None]:
            async def send(text: str) -> None:
                said.append(f"{agent} {text}")

            async def allowed() -> Reader | None:
                return Reader(agent, ALL, None) if may[agent] else None

            streams = Streams(desk.fanout, NoLooks())  # type: ignore[arg-type]
            grant = Grant(reader=agent, reach=ALL)
            return asyncio.create_task(streams.carry(grant, send, allowed))

        leaver, other = opened(1), opened(2)
        while len(desk.fanout.streams) < 2:
            await asyncio.sleep(0)
        await asyncio.sleep(2 * GAP)
        said.clear()

        may[1] = False
        desk.fanout.doubt(1)
        desk.fanout.changed({12: 1})
        await leaver
        await asyncio.sleep(2 * GAP)

        assert [one for one in said if one.startswith("1")] == ["1 event: ended\ndata: {}\n\n"]
        assert any(one.startswith("2 event: changed") for one in said)
        other.cancel()

    run(story)


def test_streams_end_when_the_server_stops() -> None:
    async def story(desk: Desk) -> None:
        desk.fanout.back()
        said = await carry(desk, allowed=True)
        assert [text.split("\n")[0] for text in said] == ["event: hello"]

    run(story)
