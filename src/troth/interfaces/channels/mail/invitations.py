"""Tell what an invitation says (RFC 5545): what, when, where, who."""

import re
from collections.abc import Iterator
from datetime import datetime

_LINE = re.compile(
    r"([A-Za-z-]{1,60})((?:;[^:\"\n]{0,500}|;[^:\"\n]{0,200}\"[^\"\n]{0,500}\")*):(.*)"
)
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
_ZONE = re.compile(r"TZID=\"?([^;:\"]{1,100})", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\;,nN])")
_METHODS = {
    "REQUEST": "Invitation",
    "CANCEL": "Cancelled",
    "REPLY": "Answer to an invitation",
    "COUNTER": "Another time is proposed",
}
_SAID = ("SUMMARY", "DTSTART", "DTEND", "DUE", "LOCATION", "ORGANIZER", "RRULE", "DESCRIPTION")
_WORDS = {
    "SUMMARY": "What",
    "DTSTART": "From",
    "DTEND": "To",
    "DUE": "Due",
    "LOCATION": "Where",
    "ORGANIZER": "By",
    "RRULE": "Again",
    "DESCRIPTION": "About",
}
_MOST_EVENTS = 20
_MOST_LINES = 5_000


def told(calendar: str) -> str:
    """Return what the events of a calendar say, a line for each thing; '' where there are none."""
    method, found, event = "", [], dict[str, str]()
    inside = 0
    for name, parameters, value in _lines(calendar):
        if name == "METHOD":
            method = value.strip().upper()
        elif name == "BEGIN" and (inside or value.strip().upper() in ("VEVENT", "VTODO")):
            inside += 1
        elif name == "END" and inside:
            inside -= 1
            if not inside:
                found.append(event)
                event = {}
        elif inside == 1 and name in _SAID:
            event.setdefault(name, _value(name, parameters, value))
    titled = [_event(_METHODS.get(method, "In the calendar"), one) for one in found[:_MOST_EVENTS]]
    return "\n\n".join(one for one in titled if one)


def _event(title: str, event: dict[str, str]) -> str:
    said = [f"{_WORDS[name]}: {event[name]}" for name in _SAID if event.get(name)]
    return "\n".join([f"{title}:", *said]) if said else ""


def _lines(calendar: str) -> Iterator[tuple[str, str, str]]:
    whole = re.sub(r"\n[ \t]", "", calendar)  # long lines are folded
    for line in whole.split("\n")[:_MOST_LINES]:
        if found := _LINE.match(line[:5_000]):
            yield found.group(1).upper(), found.group(2), found.group(3)


def _value(name: str, parameters: str, value: str) -> str:
    if name.startswith("DT") or name == "DUE":
        return _moment(parameters, value)
    if name == "ORGANIZER":
        return re.sub(r"(?i)^mailto:", "", value.strip())
    return _ESCAPED.sub(lambda one: "\n" if one[1] in "nN" else one[1], value).strip()


def _moment(parameters: str, value: str) -> str:
    """Return a time in words, with the zone it is told in: the reader's clock is not ours."""
    found = _MOMENT.match(value.strip())
    if not found:
        return value.strip()
    year, month, day = (int(one) for one in found.groups()[:3])
    try:
        date = datetime(year, month, day).strftime("%a %d %b %Y")  # noqa: DTZ001 - only its words
    except ValueError:
        return value.strip()
    if found.group(4) is None:
        return date
    zone = _ZONE.search(parameters)
    where = "UTC" if found.group(6) else zone.group(1) if zone else ""
    return f"{date}, {found.group(4)}:{found.group(5)} {where}".strip()
