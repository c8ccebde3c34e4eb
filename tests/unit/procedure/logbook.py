"""
A record told line by line: each event is drafted, signed by whom its kind names, and admitted as any other.

The two parties are ``one`` and ``two`` here; which of them bears which name is said when the book is opened. So the
same story can be told with the names exchanged, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from homeward.model.acts import Act
from homeward.model.events import Event, event_digest, event_text
from homeward.model.exchange import Officer
from homeward.model.findings import Json
from homeward.model.ids import Digest, OrgId, PartyId, TrancheId
from homeward.model.terms import Direction, Terms
from homeward.procedure import ActState, Draft, PlanState, State, admit, kind_of, needs_of
from homeward.procedure.kinds import role_at
from homeward.procedure.shown import Line, shown_by
from homeward.terms import read_terms, terms_record
from tests.unit.procedure.cast import whole
from tests.world import PARTIES, TERMS

NORTH_SOUTH: Final[Mapping[str, str]] = {"one": "north", "two": "south", "neutral": "neutral"}
SOUTH_NORTH: Final[Mapping[str, str]] = {"one": "south", "two": "north", "neutral": "neutral"}

DATED: Final = TERMS
UNDATED: Final = re.sub(r"(?s)\[\[tranche\]\].*?(?=\[priority\])", "", TERMS)
"""The same agreement with no tranche: both sides agreed whom, and left open when."""


NOTHING: Final = Digest("0" * 64)
"""The digest of no event."""


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant in March 2026, UTC."""
    return datetime(2026, 3, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1)


def hexes(number: int) -> str:
    """Return 64 hex digits that tell *number*."""
    return f"{number:064x}"


def terms_for(names: Mapping[str, str], text: str = DATED) -> Terms:
    """Return the agreement with the parties named by *names*; the text names ``north`` where ``one`` is meant."""
    said = text.replace("north", "\0").replace("south", names["two"]).replace("\0", names["one"])
    terms, findings = read_terms(said.encode(), source="terms.toml", parties=list(PARTIES))
    assert terms is not None, findings
    return terms


@dataclass(slots=True, kw_only=True)
class Logbook:
    """A record as it grows. ``last`` is the digest of the event told last."""

    names: Mapping[str, str] = field(default_factory=lambda: NORTH_SOUTH)
    state: State = field(default_factory=lambda: whole("genesis").state)
    told: int = 0
    lines: list[Line] = field(default_factory=list)
    last: Digest = NOTHING

    def tell(self, who: str, kind: str, body: dict[str, Json], when: datetime) -> Digest:
        """Add one event, complete with its signatures; a refusal leaves the book as it was."""
        draft = self.draft(who, kind, body, when)
        owners = self.names.values() if kind_of(draft.event).joint else (self.names[who],)
        self.lines += [Line(org=OrgId(org), index=self.told, draft=draft) for org in owners]
        after = admit(draft, self.state, index=self.told)
        self.state = replace(after, shown={**after.shown, **shown_by(self.lines)})
        self.told += 1
        self.last = draft.digest
        return draft.digest

    def draft(self, who: str, kind: str, body: dict[str, Json], when: datetime) -> Draft:
        """Return an event as *who* would write it next, signed by everybody its kind names."""
        org = OrgId(self.names[who])
        base = whole("genesis").record.lines[0].draft.event
        event = replace(base, kind=kind, org=org, body=body, seen=(), at=when)
        known = kind_of(event)
        role = role_at(known, self.state, org).value
        event = replace(event, role=role, prev=None if known.joint else self.state.last.get(org))
        return Draft(event=event, digest=event_digest(event_text(event)), signers=tuple(self._signers(event)))

    def direction(self, holder: str) -> dict[str, Json]:
        """Return the two fields of a body that name the direction in which *holder* frees people."""
        return {"holder": self.names[holder], "receiver": self.names["two" if holder == "one" else "one"]}

    def agreement(self, text: str = DATED, when: datetime | None = None) -> None:
        """Sign the terms."""
        record = terms_record(terms_for(self.names, text))
        self.tell("one", "terms.signed", {"terms": record}, when or at(1))

    def sealed(self, when: datetime) -> None:
        """Seal both lists and the draw of both parties."""
        for number, who in enumerate(("one", "two")):
            self.tell(who, "draw.committed", {"commitment": hexes(10 + number)}, when)
            for place, kind in enumerate(("holding", "wish")):
                root = hexes(100 + 10 * number + place)
                self.tell(who, "list.committed", {"list": kind, "root": root, "bucket": 250}, when)

    def revealed(self, when: datetime) -> None:
        """Reveal both lists of both parties to the neutral, who opens them."""
        for number, who in enumerate(("one", "two")):
            for place, kind in enumerate(("holding", "wish")):
                named: dict[str, Json] = {"list": kind, "root": hexes(100 + 10 * number + place)}
                self.tell(who, "list.revealed", {**named, "to": "neutral"}, when)
                self.tell("neutral", "list.opened", {**named, "owner": self.names[who]}, when)

    def matched(self, when: datetime) -> None:
        """Propose matches in both directions."""
        for who in ("one", "two"):
            self.tell("neutral", "match.proposed", {**self.direction(who), "pairs": hexes(7)}, when)

    def answered(self, who: str, when: datetime) -> None:
        """Let a holder answer."""
        self.tell(who, "list.answered", {**self.direction(who), "answers": hexes(8)}, when)

    def remarked(self, who: str, when: datetime) -> None:
        """Let a party remark on what it was answered."""
        holder = next(other for other in ("one", "two") if other != who)
        told: dict[str, Json] = {**self.direction(holder), "answers": hexes(8), "remarks": hexes(9)}
        self.tell(who, "answers.remarked", told, when)

    def final(self, holder: str, when: datetime) -> None:
        """Sign the final list of one direction."""
        self.tell("one", "list.final", {**self.direction(holder), "root": hexes(20)}, when)

    def proposed(self, who: str, tranche: str, on: str | None, when: datetime) -> None:
        """Propose a date, or take the proposal back."""
        self.tell(who, "date.proposed", {"tranche": tranche, "on": on, "sealed": None}, when)

    def dated(self, tranche: str, on: str | None, when: datetime, *, who: str = "one") -> Digest:
        """Sign a date, move it, or take it back."""
        before = self.state.meetings.dates.get(TrancheId(tranche))
        replaces = before.digest if before else None
        body: dict[str, Json] = {"tranche": tranche, "on": on, "sealed": None, "replaces": replaces}
        return self.tell(who, "date.agreed", body, when)

    def ready(self, who: str, tranche: str, when: datetime, *, ready: bool = True) -> None:
        """Declare to be ready, or not."""
        body: dict[str, Json] = {"tranche": tranche, "date": self.date(tranche), "ready": ready}
        self.tell(who, "readiness.declared", body, when)

    def present(self, who: str, tranche: str, when: datetime, *, seal: int | None = None) -> Digest:
        """Record to be there."""
        sealed = hexes(1000 + self.told if seal is None else seal)
        body: dict[str, Json] = {"tranche": tranche, "date": self.date(tranche), "sealed": sealed}
        return self.tell(who, "presence.recorded", body, when)

    def witnessed(self, presence: str, when: datetime) -> None:
        """Let the neutral confirm a presence."""
        self.tell("neutral", "presence.witnessed", {"presence": presence}, when)

    def date(self, tranche: str) -> Digest | None:
        """Return which date is in force."""
        agreed = self.state.meetings.dates.get(TrancheId(tranche))
        return agreed.digest if agreed is not None and agreed.on is not None else None

    def planned(self, when: datetime) -> None:
        """Put a signed plan and final lists into the state: how they came there is another story's matter."""
        terms = self.state.terms
        assert terms is not None
        plan = PlanState(digest=Digest(hexes(1)), seed=Digest(hexes(2)), parts=(), reserve={}, at=when)
        finals = {one: (Digest(hexes(3)), when) for one in terms.directions}
        shown = {**self.state.shown, plan.digest: when}
        self.state = replace(self.state, plan=plan, finals=finals, shown=shown)

    def crossed(self, holder: str, tranche: str, when: datetime, *, arrived: datetime | None = None) -> None:
        """Put a signed act into the state, and its arrival where there was one."""
        ways = self.direction(holder)
        direction = Direction(holder=PartyId(str(ways["holder"])), receiver=PartyId(str(ways["receiver"])))
        act = Act(tranche=TrancheId(tranche), number=1, direction=direction, people=(), absent=(), replacements=())
        done = ActState(digest=Digest(hexes(30 + self.told)), act=act, at=when, arrived_at=arrived)
        shown = {**self.state.shown, done.digest: when}
        self.state = replace(self.state, acts=(*self.state.acts, done), shown=shown)

    def _signers(self, event: Event) -> Iterator[Officer]:
        for need in needs_of(self.state, event):
            able = [one for one in self.state.officers.values() if one.org == need.org and need.role in one.roles]
            yield from sorted(able, key=lambda one: one.id)[: need.persons]


def up_to_answers(names: Mapping[str, str] = NORTH_SOUTH, text: str = UNDATED) -> Logbook:
    """Return a book in which both sides' lists were handed over and answered, each in good time."""
    book = Logbook(names=names)
    book.agreement(text)
    book.sealed(at(2))
    book.revealed(at(3))
    book.matched(at(4))
    book.answered("one", at(5))
    book.answered("two", at(5))
    return book


def swapped(value: Json) -> Json:
    """Return *value* with the two parties' names exchanged, in the order in which they are then told."""
    match value:
        case str():
            text = value.replace("north", "\0").replace("south", "north").replace("\0", "south")
            text = text.replace("south and north", "north and south")
            return text.replace("south>north, north>south", "north>south, south>north")
        case list():
            return ordered([swapped(one) for one in value])
        case dict():
            return {key: swapped(one) for key, one in value.items() if key != "proof"}
    return value


def ordered(value: Json) -> Json:
    """Return *value* with every list in one order and without digests: what remains is what is said."""
    match value:
        case list():
            return sorted((ordered(one) for one in value), key=repr)
        case dict():
            return {key: ordered(one) for key, one in value.items() if key != "proof"}
    return value
