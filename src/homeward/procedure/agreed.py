"""What was agreed and what was not: only what both sides signed counts as agreed, and what lacks is said as plainly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from homeward.model.ids import ClauseId, Digest, OrgId, TrancheId
from homeward.procedure.state import State
from homeward.procedure.turns import PLAN, TERMS, date_of, final_list, is_handed_over, tranches_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """
    Something that every party signed, in the record by ``since``: None while nothing in it follows the event.

    ``proof`` is the digest or root that stands in the signed text, ``clause`` its place in the terms where it has one.
    """

    what: str
    says: str
    by: tuple[OrgId, ...]
    since: datetime | None
    proof: Digest | None
    clause: ClauseId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that is not agreed, and what there is instead: proposals, drafts, or nothing."""

    what: str
    says: str
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsigned:
    """
    A joint act that waits for signatures at the seat where the clock is read: whose it has, whose it lacks.

    Who has signed with fewer people than it takes is ``partly`` there, and among those who ``lacks``.
    """

    what: str
    digest: Digest
    signed: tuple[OrgId, ...]
    lacks: tuple[OrgId, ...]
    partly: tuple[OrgId, ...] = ()

    def __str__(self) -> str:
        """Say it for people."""
        none = tuple(org for org in self.lacks if org not in self.partly)
        has = (("by", self.signed), ("in part by", self.partly))
        signed = ", ".join(f"{how} {' and '.join(orgs)}" for how, orgs in has if orgs) or "by nobody"
        lacks = f", not by {' and '.join(none)}" if none else ""
        return f"a draft waits here ({self.digest[:12]}): signed {signed}{lacks}"


DATES = "a date"


def agreed_facts(state: State) -> Iterator[Fact]:
    """Yield what every party signed, in the order of the procedure."""
    parties = tuple(OrgId(one) for one in state.parties())
    if state.terms is None:
        return
    yield Fact(what=TERMS, says=TERMS, by=parties, since=state.shown_at(state.terms_event), proof=state.terms_digest)
    for direction in state.terms.directions:
        if direction in state.finals:
            root, since = state.finals[direction][0], state.shown_at(state.final_events.get(direction))
            name = final_list(direction)
            yield Fact(what=name, says=name, by=parties, since=since, proof=root)
    if state.plan is not None:
        digest = state.plan.digest
        since = state.shown_at(digest)
        yield Fact(what=PLAN, says="the plan of tranches", by=parties, since=since, proof=digest)
    for tranche in tranches_of(state):
        yield from _date_fact(state, tranche, parties)


def gaps(state: State, unsigned: Sequence[Unsigned]) -> Iterator[Gap]:
    """Yield what is not agreed yet, in the order of the procedure; of a plan only when its turn has come."""
    if state.exchange is None:
        return
    if state.terms is None:
        yield _gap(TERMS, "the terms are not signed by all parties", unsigned)
        return
    for direction in state.terms.directions:
        if direction not in state.finals:
            name = final_list(direction)
            yield _gap(name, f"{name} is not signed", unsigned)
    if state.plan is None and len(state.finals) == len(state.terms.directions):
        yield _gap(PLAN, "no plan of tranches is signed", unsigned)
    yield from _date_gaps(state, unsigned)


def _date_fact(state: State, tranche: TrancheId, parties: tuple[OrgId, ...]) -> Iterator[Fact]:
    agreed, name = state.meetings.dates.get(tranche), date_of(tranche)
    if agreed is not None and agreed.on is not None:
        says = f"tranche {tranche} crosses on {agreed.on}"
        since = state.shown_at(agreed.digest)
        yield Fact(what=name, says=says, by=parties, since=since, proof=agreed.digest)
    elif agreed is None and state.terms is not None:
        for one, on in state.terms.dated:
            if one.id == tranche:
                says = f"tranche {tranche} crosses on {on}, as the terms say"
                yield Fact(
                    what=name,
                    says=says,
                    by=parties,
                    since=state.shown_at(state.terms_event),
                    proof=state.terms_digest,
                    clause=one.clause,
                )


def _date_gaps(state: State, unsigned: Sequence[Unsigned]) -> Iterator[Gap]:
    """
    Yield each tranche without a date, and each open proposal that nobody else has signed.

    Terms that name no tranche leave the dates to the sides: until one is agreed, none is.
    """
    dated = {what.what for what in agreed_facts(state)}
    names = tranches_of(state)
    if not names:
        yield _gap(DATES, "no date is agreed", unsigned)
    for tranche in names:
        proposed = _proposals(state, tranche)
        if is_handed_over(state, tranche):
            continue
        if date_of(tranche) not in dated:
            yield _gap(date_of(tranche), f"no date is agreed for tranche {tranche}", unsigned, proposed)
        elif proposed or _drafts(date_of(tranche), unsigned):
            says = f"no other date is agreed for tranche {tranche}"
            yield _gap(date_of(tranche), says, unsigned, proposed)


def _proposals(state: State, tranche: TrancheId) -> tuple[str, ...]:
    made = sorted((one for one in state.meetings.proposals.values() if one.tranche == tranche), key=lambda one: one.org)
    parties = state.parties()
    return tuple(
        f"{one.on}, proposed by {one.org} on {one.at:%Y-%m-%d %H:%M} UTC, "
        f"not signed by {' and '.join(org for org in parties if org != one.org)}"
        for one in made
    )


def _gap(what: str, says: str, unsigned: Sequence[Unsigned], instead: tuple[str, ...] = ()) -> Gap:
    return Gap(what=what, says=says, instead=(*instead, *_drafts(what, unsigned)))


def _drafts(what: str, unsigned: Sequence[Unsigned]) -> tuple[str, ...]:
    return tuple(str(one) for one in unsigned if one.what == what)
