"""Replays the logs of all organisations together: the record, read from nothing but its bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from homeward.log import Tree, parse_note, tree_of
from homeward.model.events import Event
from homeward.model.findings import Finding, Refusal, Severity, Where
from homeward.model.ids import Digest, OrgId
from homeward.procedure.admit import Draft, admit, read_note
from homeward.procedure.kinds import kind_of
from homeward.procedure.shown import Line, shown_by
from homeward.procedure.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class LogView:
    """One organisation's verified log: its entries and its tree."""

    entries: tuple[bytes, ...]
    tree: Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The state after all events that could be judged, those events in order, and what waits for a longer mirror."""

    state: State
    lines: tuple[Line, ...]
    waiting: tuple[Finding, ...]


def log_view(entries: tuple[bytes, ...]) -> LogView:
    """Build the view of a log from its entries."""
    return LogView(entries=entries, tree=tree_of(entries))


def audit(logs: Mapping[OrgId, LogView]) -> Record:
    """
    Judge every event of *logs*, each after all it had seen, with :func:`homeward.procedure.admit.admit`.

    Events are taken in one order whatever the logs' order: among those whose ``seen`` is met, the earliest, then by
    organisation. An event that had seen more of another log than this seat holds waits, and is named.

    Raises:
        Refusal: at the first event that may not stand, naming log and place (counted from 0).
    """
    replay = _Replay(logs=logs)
    lines = tuple(replay.run())
    state = replace(replay.state, shown=shown_by(lines))
    return Record(state=state, lines=lines, waiting=tuple(replay.waiting()))


@dataclass(slots=True, kw_only=True)
class _Replay:
    logs: Mapping[OrgId, LogView]
    state: State = field(default_factory=State)
    at: dict[OrgId, int] = field(default_factory=dict)
    heads: dict[OrgId, Draft] = field(default_factory=dict)
    taken: set[tuple[OrgId, Digest]] = field(default_factory=set)

    def run(self) -> Iterator[Line]:
        while (org := self._next()) is not None:
            draft, index = self.heads.pop(org), self.at.get(org, 0)
            try:
                self._apply(org, draft, index)
            except Refusal as refusal:
                raise _placed(refusal, org, index) from refusal
            self.at[org] = index + 1
            yield Line(org=org, index=index, draft=draft)

    def waiting(self) -> Iterator[Finding]:
        for org, log in sorted(self.logs.items()):
            left = len(log.entries) - self.at.get(org, 0)
            if left:
                yield _waits(org, self.at.get(org, 0), left)

    def _next(self) -> OrgId | None:
        ready = [(draft.event.at, org) for org, draft in self._all_heads() if self._is_ready(org, draft)]
        return min(ready)[1] if ready else None

    def _all_heads(self) -> Iterator[tuple[OrgId, Draft]]:
        for org in sorted(self.logs):
            index = self.at.get(org, 0)
            if org not in self.heads and index < len(self.logs[org].entries):
                try:
                    self.heads[org] = read_note(parse_note(self.logs[org].entries[index]), self.state)
                except Refusal as refusal:
                    raise _placed(refusal, org, index) from refusal
            if org in self.heads:
                yield org, self.heads[org]

    def _is_ready(self, org: OrgId, draft: Draft) -> bool:
        if draft.digest in self.state.joint:
            return True
        self._require_known(org, draft)
        return all(one.org == org or self.at.get(one.org, 0) >= one.size for one in draft.event.seen)

    def _require_known(self, org: OrgId, draft: Draft) -> None:
        """Refuse an event that waits for a log nobody has: all after it would go unjudged for ever."""
        try:
            require_known(draft.event, self.state)
        except Refusal as refusal:
            raise _placed(refusal, org, self.at.get(org, 0)) from refusal

    def _apply(self, org: OrgId, draft: Draft, index: int) -> None:
        require_roots(draft.event, self.logs)
        if (org, draft.digest) in self.taken:
            raise Refusal("AUDIT-3", f"{draft.event.kind} stands twice in this log", hint=_ASK)
        self.taken.add((org, draft.digest))
        if draft.digest in self.state.joint:
            return
        if draft.event.org != org and not kind_of(draft.event).joint:
            raise Refusal("AUDIT-2", f"an event of {draft.event.org} stands in this log", hint=_ASK)
        self.state = admit(draft, self.state, index=index)


def require_seen(event: Event, state: State, logs: Mapping[OrgId, LogView]) -> None:
    """
    Refuse an act whose author says it had seen other logs than this seat holds, before anybody here signs it.

    An audit holds an event that had seen more back until the mirror is longer. Whoever signs does not wait: the act
    would stand in the log unjudged, and everything after it too.

    Raises:
        Refusal: ``AUDIT-5`` for a log of a stranger, ``AUDIT-1`` for another log, ``AUDIT-6`` for a longer one.
    """
    require_known(event, state)
    require_roots(event, logs)
    for one in event.seen:
        if one.size > (logs[one.org].tree.size if one.org in logs else 0):
            raise Refusal(
                "AUDIT-6",
                f"{event.kind} had seen more of the log of {one.org} than this seat holds",
                hint="exchange bundles with the other organisations, then sign",
                source="docs/record.md",
            )


def require_known(event: Event, state: State) -> None:
    """Refuse an event that had seen the log of somebody who takes no part."""
    organisations = state.exchange.organisations if state.exchange else ()
    strangers = {one.org for one in event.seen} - {one.id for one in organisations}
    if organisations and strangers:
        raise Refusal("AUDIT-5", f"it had seen a log of {min(strangers)}, which takes no part", hint=_ASK)


def require_roots(event: Event, logs: Mapping[OrgId, LogView]) -> None:
    """Refuse an event that had seen another version of a log than these."""
    for one in event.seen:
        log = logs.get(one.org)
        if log is not None and one.size <= log.tree.size and log.tree.root(one.size).hex() != one.root:
            raise Refusal(
                "AUDIT-1",
                f"it had seen another log of {one.org} at size {one.size} than this record holds",
                hint="two versions of one log exist: keep both as evidence and tell every organisation",
                source="C2SP tlog-witness",
            )


_ASK = "ask the organisation for its log again; keep this one as evidence"


def _placed(refusal: Refusal, org: OrgId, index: int) -> Refusal:
    return Refusal(
        refusal.code, f"log of {org}, event {index}: {refusal.says}", hint=refusal.hint, source=refusal.source
    )


def _waits(org: OrgId, index: int, events: int) -> Finding:
    return Finding(
        code="AUDIT-4",
        severity=Severity.ADVICE,
        where=Where(source=f"record/{org}", line=index),
        rule="an event is judged after everything it had seen",
        seen=f"{events} event(s) had seen more of another log than this seat holds",
        remedy="exchange bundles with the other organisations",
        source="docs/record.md",
    )
