"""Events: what happened, as the exact text that officers sign and logs keep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from homeward.model.canonical import decode, digest, encode
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, ExchangeId, OrgId

MAGIC: Final = "homeward.event/v1"
"""First line of every event: names the format and its version."""

_TIME = "%Y-%m-%dT%H:%M:%SZ"
_HEX = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_KEYS: Final = {"body", "ex", "id", "kind", "org", "prev", "role", "seen", "t", "v"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The last verified checkpoint of another organisation's log when an event was written."""

    org: OrgId
    size: int
    root: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    One thing that happened.

    ``org`` wrote it; ``prev`` is the digest of the text of that organisation's event before it (None for the first);
    ``seen`` is in alphabetical order of organisation. ``body`` holds no personal data: ids, counts, commitments.
    """

    id: str
    kind: str
    exchange: ExchangeId
    org: OrgId
    role: str
    at: datetime
    prev: Digest | None
    seen: tuple[Seen, ...]
    body: dict[str, Json]


def event_text(event: Event) -> str:
    """Return the text of *event*: the magic line and one line of canonical JSON, each ended by a newline."""
    envelope: dict[str, Json] = {
        "body": event.body,
        "ex": event.exchange,
        "id": event.id,
        "kind": event.kind,
        "org": event.org,
        "prev": event.prev,
        "role": event.role,
        "seen": {one.org.replace("-", "_"): [one.org, one.size, one.root] for one in event.seen},
        "t": event.at.strftime(_TIME),
        "v": 1,
    }
    return f"{MAGIC}\n{encode(envelope).decode()}\n"


def event_digest(text: str) -> Digest:
    """Return the digest that names an event's text (not its signatures, which may be gathered in any order)."""
    return digest(text.encode())


def parse_event(text: str) -> Event:
    """
    Read an event's text.

    Raises:
        Refusal: ``EVENT-1`` for another or newer format, ``EVENT-2`` for a field missing, unknown or malformed,
            ``CANON-2`` for JSON that is not canonical.
    """
    magic, _, line = text.partition("\n")
    if magic != MAGIC:
        raise Refusal("EVENT-1", f"an event starts with {MAGIC!r}, not {magic[:40]!r}", hint=_NEWER)
    if not line.endswith("\n"):
        raise Refusal("EVENT-2", "an event's text ends with a newline", hint=_DAMAGED)
    value = decode(line[:-1].encode())
    if not isinstance(value, dict) or set(value) != _KEYS:
        raise Refusal("EVENT-2", "an event has exactly the fields of its format", hint=_DAMAGED)
    if value["v"] != 1:
        raise Refusal("EVENT-1", f"event version {value['v']} is newer than this program", hint=_NEWER)
    try:
        return _event(value)
    except (ValueError, TypeError, AttributeError) as problem:
        raise Refusal("EVENT-2", f"an event's field is malformed: {problem}", hint=_DAMAGED) from problem


_NEWER: Final = "use a release of Homeward that knows this format"
_DAMAGED: Final = "ask the organisation that wrote it for its log again"


def _event(value: dict[str, Json]) -> Event:
    body, seen, prev = value["body"], value["seen"], value["prev"]
    if not isinstance(body, dict) or not isinstance(seen, dict):
        raise TypeError("body and seen are objects")
    return Event(
        id=_matching(_UUID, value["id"]),
        kind=_text(value["kind"]),
        exchange=ExchangeId(_text(value["ex"])),
        org=OrgId(_text(value["org"])),
        role=_text(value["role"]),
        at=_instant(_text(value["t"])),
        prev=None if prev is None else Digest(_matching(_HEX, prev)),
        seen=tuple(_seen(key, one) for key, one in sorted(seen.items())),
        body=body,
    )


def _instant(text: str) -> datetime:
    at = datetime.strptime(text, _TIME).replace(tzinfo=UTC)
    if at.strftime(_TIME) != text:
        raise ValueError(f"{text!r} is not written YYYY-MM-DDTHH:MM:SSZ")
    return at


def _seen(key: str, value: Json) -> Seen:
    match value:
        case [str(org), int(size), str(root)] if (
            not isinstance(size, bool) and size >= 0 and key == org.replace("-", "_")
        ):
            return Seen(org=OrgId(org), size=size, root=Digest(_matching(_HEX, root)))
    raise ValueError("seen is {org: [org, size, root]}")


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a string")
    return value


def _matching(pattern: re.Pattern[str], value: Json) -> str:
    if pattern.fullmatch(_text(value)) is None:
        raise ValueError(f"{value!r} has the wrong form")
    return _text(value)
