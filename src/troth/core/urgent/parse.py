"""Read a rota file: TOML text in, a `Rota` out, or every fault at once."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from troth.core.clock import Hours
from troth.core.clock.faults import ClockFault, WordsFault
from troth.core.clock.spans import minute_of
from troth.core.clock.words.durations import Elapsed, parse_duration
from troth.core.clock.words.spans import weekday
from troth.core.policy.parse import times
from troth.core.policy.parse.faults import MISSING, PolicyFaults, as_written
from troth.core.policy.parse.reader import Table
from troth.core.policy.parse.toml import opened
from troth.core.urgent.rota import Handover, Layer, Rota, Turn

A_HANDOVER = '"Mon 09:00", "every day 08:00" or "every 2 weeks Mon 09:00"'
A_LENGTH = 'a length of time such as "5 minutes"'
AN_AGENT = "the e-mail address of an agent"
NOBODY = Handover(1, 0, date.min, "")
UNREAD = timedelta(minutes=5)

_WRITTEN = re.compile(
    r"(?:every (?:(?P<weeks>\d{1,2}) weeks )?)?(?P<day>[a-z]+) (?P<time>\d{1,2}:\d{2})"
)


def parse(text: str, *, zones: Collection[str], agents: Collection[str] | None) -> Rota:
    """Return the rota that a TOML text writes.

    `zones` are the time zones there are, `agents` the addresses of those who may be on call;
    None leaves that unasked.

    Raises:
        PolicyFaults: the text is not TOML, or not a rota this desk can run; every fault is in it.
    """
    document = opened(text)
    rota = _rota(document, zones, agents)
    if document.faults.found:
        raise PolicyFaults(document.faults.found)
    return rota


def _rota(document: Table, zones: Collection[str], agents: Collection[str] | None) -> Rota:
    about = document.table("rota", holds="what the rota is called, and in which zone it is read")
    name = about.text("name")
    zone = times.read_zone(about, zones)
    begins = about.day("begins")
    about.done()

    layers = document.table("layer", holds="who is on call, and who comes after them")
    read = tuple(_layer(one, zone, begins, zones, agents) for one in layers.tables())
    if not read and layers.path:
        layers.faults.add(
            layers.path,
            found=MISSING,
            allowed="a table such as [layer.first]",
            say="a rota without a layer puts nobody on call",
        )
    last = document.table("at_last", holds="who is told when nobody takes a page")
    tell = _people(last, "tell", agents)
    again_after = _length(last, "again_after")
    last.done()
    document.done()
    return Rota(name, ZoneInfo(zone), read, tell, again_after)


def _layer(
    table: Table, zone: str, begins: date, zones: Collection[str], agents: Collection[str] | None
) -> Layer:
    name = table.text("name")
    next_after = _length(table, "next_after")
    turns = [_turn(one, zone, begins, zones, agents) for one in table.rows("turn")]
    if turns:
        for key in ("people", "changes"):
            if key in table.values:
                say = f"{key} stands in each [[turn]] of this layer, or there are no turns"
                table.fault(key, found=table.values[key], allowed="one of the two", say=say)
                table.has(key)
    else:
        turns = [
            Turn(name, ZoneInfo(zone), _handover(table, begins), _people(table, "people", agents))
        ]
    table.done()
    return Layer(table.name, name, next_after, tuple(turns))


def _turn(
    table: Table, zone: str, begins: date, zones: Collection[str], agents: Collection[str] | None
) -> Turn:
    name = table.text("name")
    place = times.read_zone(table, zones) if table.has("zone") else zone
    first = table.day("begins") if table.has("begins") else begins
    weekly = times.read_weekly(table) if table.has("open") else None
    exceptions = times.read_exceptions(table)
    hours = None
    try:
        if weekly:
            hours = Hours(place, weekly, (), exceptions, name or "turn")
        elif exceptions:
            say = "dates that differ need hours to differ from: say when the turn is open"
            table.fault("exceptions", found="dates", allowed="open as well", say=say)
    except ClockFault as fault:
        table.fault("open", found=table.values["open"], allowed="each time once", say=str(fault))
    read = Turn(
        name, ZoneInfo(place), _handover(table, first), _people(table, "people", agents), hours
    )
    table.done()
    return read


def _handover(table: Table, begins: date) -> Handover:
    text = table.text("changes", allowed=A_HANDOVER)
    if not text:
        return NOBODY
    return table.parsed(table.at("changes"), lambda words: handover(words, begins), text) or NOBODY


def handover(text: str, begins: date) -> Handover:
    """Read how often a turn passes on: every day, or on a weekday every so many weeks.

    Of weeks, the first handover is the first such weekday from `begins` on.

    Raises:
        WordsFault: the words are none of these.
    """
    found = _WRITTEN.fullmatch(" ".join(text.lower().split()))
    if not found:
        raise WordsFault(text, A_HANDOVER)
    try:
        minute = minute_of(found["time"]) % (24 * 60)
    except ClockFault:
        raise WordsFault(text, A_HANDOVER) from None
    if found["day"] == "day" and not found["weeks"]:
        return Handover(1, minute, begins, text)
    weeks = int(found["weeks"] or 1)
    if not weeks:
        raise WordsFault(text, A_HANDOVER)
    ahead = (weekday(found["day"]) - begins.weekday()) % 7
    return Handover(7 * weeks, minute, begins + timedelta(days=ahead), text)


def _people(table: Table, key: str, agents: Collection[str] | None) -> tuple[str, ...]:
    named = tuple(one.strip().lower() for one in table.texts(key))
    if not named and table.values.get(key) == []:
        table.fault(key, found=[], allowed=AN_AGENT, say="somebody must be named here")
    for index, one in enumerate(named):
        if agents is not None and one not in agents:
            say = f"no agent signs in as {as_written(one)}"
            table.faults.add((*table.at(key), index), found=one, allowed=AN_AGENT, say=say)
    return named


def _length(table: Table, key: str) -> timedelta:
    text = table.text(key, allowed=A_LENGTH)
    read = table.parsed(table.at(key), parse_duration, text, A_LENGTH) if text else None
    if read is None or isinstance(read, Elapsed):
        return read.length if read else UNREAD
    say = "a page is answered in minutes, whatever the day: business days cannot be meant"
    table.fault(key, found=text, allowed=A_LENGTH, say=say)
    return UNREAD
