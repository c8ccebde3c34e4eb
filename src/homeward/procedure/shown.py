"""By when the record shows a joint act complete: its own time is only that of the draft its first signer wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from homeward.model.ids import Digest, OrgId
from homeward.procedure.admit import Draft
from homeward.procedure.kinds import kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One event of the record as the audit came to it."""

    org: OrgId
    index: int
    draft: Draft


def shown_by(lines: Iterable[Line]) -> Mapping[Digest, datetime]:
    """
    Return, for each joint event that something in the record follows, by when it was complete; nothing for the others.

    No signature on an event carries a time, and an event enters a log only with all of them. So an event that stands
    behind it in a log, or whose author had seen it there, proves at its own time that nobody was left to sign. The
    earliest of these counts, and never a time before the draft's own.

    Source:
        docs/record.md: a time is a claim, and what bounds it is what had been seen.
    """
    lines = tuple(lines)
    joint = [one for one in lines if kind_of(one.draft.event).joint]
    earliest: dict[tuple[OrgId, int], datetime] = {}
    for org, size, at in _sights(lines):
        earliest[org, size] = min(at, earliest.get((org, size), at))
    found: dict[Digest, datetime] = {}
    for one in joint:
        digest, drafted = one.draft.digest, one.draft.event.at
        times = [max(drafted, at) for (org, size), at in earliest.items() if org == one.org and size > one.index]
        if times:
            found[digest] = min(*times, found.get(digest, times[0]))
    return MappingProxyType(found)


def _sights(lines: Iterable[Line]) -> Iterator[tuple[OrgId, int, datetime]]:
    """Yield of each event which size of which log its author had before it when it was written, and the time."""
    for one in lines:
        event = one.draft.event
        if not kind_of(event).joint:
            yield one.org, one.index, event.at
        for seen in event.seen:
            yield seen.org, seen.size, event.at
