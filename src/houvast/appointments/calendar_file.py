"""Planned talks as an iCalendar file (RFC 5545), without content: with whom, when and where, never about what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LINE = 75
"""Octets on a line before it is folded (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event. `uid` is unique in the world and stays; `sequence` rises with each change; moments are aware."""

    uid: str
    summary: str
    starts_at: datetime
    minutes: int
    changed_at: datetime
    sequence: int
    place: str = ""
    url: str = ""
    cancelled: bool = False


def calendar_file(events: Sequence[Event], *, name: str, made_at: datetime) -> bytes:
    """The whole file, in UTF-8, lines ending in CRLF and folded at 75 octets."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Houvast//Planned talks//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        *(line for event in events for line in _event(event, made_at)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def _event(event: Event, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_utc(made_at)}"
    yield f"LAST-MODIFIED:{_utc(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{_utc(event.starts_at)}"
    yield f"DTEND:{_utc(event.starts_at + timedelta(minutes=event.minutes))}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11): backslash, comma, semicolon and line ends; other control characters go."""
    known = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = known.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(one for one in lines if one >= " " and one != "\x7f")


def folded(line: str) -> bytes:
    """One content line: at most 75 octets, then CRLF and a space; never inside a character."""
    parts, size, part = [], 0, bytearray()
    for one in line:
        octets = one.encode()
        if size + len(octets) > LINE:
            parts.append(bytes(part))
            part, size = bytearray(b" "), 1
        part += octets
        size += len(octets)
    parts.append(bytes(part))
    return b"\r\n".join(parts) + b"\r\n"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
