"""Agreements and happenings drawn for the laws of the simulator: small numbers, few days, every primitive mixed."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from homeward.model.happenings import (
    Aborted,
    Corrected,
    Count,
    Crossing,
    Explained,
    Extended,
    Gesture,
    Handover,
    Happening,
    Occurs,
    Reason,
    Split,
    StepTaken,
    Suspended,
    Universe,
)
from homeward.model.ids import CategoryId, ClauseId, PartyId, TrancheId
from homeward.model.people import Status
from homeward.model.provisions import (
    Actor,
    ActorKind,
    Bundle,
    Chooser,
    Coupling,
    Custody,
    Effect,
    Exclusion,
    Extension,
    Pace,
    Pool,
    Provisions,
    Rank,
    Ratio,
    Rounding,
    Sequence,
    Total,
    Weights,
)
from homeward.model.steps import Deed, Event, Moment, Silence, Step, When
from homeward.model.terms import (
    UNCOUNTED,
    Category,
    Clause,
    Commitment,
    CountsPublic,
    Deadlines,
    Direction,
    Gate,
    GateKind,
    Op,
    Parity,
    Publicity,
    Terms,
    Tranche,
)

NORTH, SOUTH = PartyId("north"), PartyId("south")
KEEPER = PartyId("delegate")
WAYS = (Direction(holder=NORTH, receiver=SOUTH), Direction(holder=SOUTH, receiver=NORTH))
CLAUSE = ClauseId("1")
START = date(2026, 3, 1)
LAST = START + timedelta(days=24)
CATEGORIES = ("pow", "civilian")
TRANCHES = ("first", "second")
EVENTS = ("truce", "line")

numbers = st.integers(0, 12)
days = st.integers(0, 20).map(lambda number: START + timedelta(days=number))


@st.composite
def whens(draw: st.DrawFn, events: tuple[str, ...]) -> When:
    """Draw a day or a time measured from an event."""
    if draw(st.booleans()):
        return When(day=draw(days))
    latest = draw(st.none() | days)
    event, hours, months = (
        draw(st.sampled_from(events)),
        *draw(st.sampled_from(((0, 0), (24, 0), (36, 0), (96, 0), (0, 1)))),
    )
    moment = draw(st.sampled_from((Moment.AFTER, Moment.BEFORE))) if hours or months else Moment.ON
    return When(event=event, hours=hours, months=months, moment=moment, latest=latest)


def commitment(draw: st.DrawFn, name: str, way: Direction, tranche: str | None, ids: tuple[str, ...]) -> Commitment:
    """Draw a commitment whose numbers go with its op; it is part only of what was drawn before."""
    op = draw(st.sampled_from(Op)) if tranche is None else draw(st.sampled_from((Op.EQ, Op.AT_LEAST, Op.BY_RATIO)))
    count = draw(numbers)
    daily = draw(st.none() | st.integers(1, 4)) if op in (Op.EQ, Op.AT_LEAST) else None
    return Commitment(
        id=name,
        clause=CLAUSE,
        direction=way,
        category=draw(st.none() | st.sampled_from(CATEGORIES).map(CategoryId)),
        op=op,
        count=None if op in UNCOUNTED else count * (daily or 1),
        universe="all" if op in (Op.ALL, Op.ALL_UP_TO) else None,
        tranche=None if tranche is None else TrancheId(tranche),
        high=count + 3 if op is Op.RANGE else None,
        size=draw(st.none() | numbers) if op in (Op.ALL, Op.ALL_UP_TO) else None,
        daily=daily,
        part_of=draw(st.none() | st.sampled_from(ids)) if ids else None,
        due=draw(st.none() | whens(("signature", "truce", "lists", *TRANCHES, *ids))),
        not_before=draw(st.none() | whens(("signature", "truce"))) if daily else None,
    )


def tranche(draw: st.DrawFn, name: str) -> Tranche:
    """Draw a window with a day, a time, or neither."""
    return Tranche(
        id=TrancheId(name),
        clause=CLAUSE,
        on=draw(st.none() | days),
        due=draw(st.none() | whens(("signature", "truce", "lists"))),
    )


def step(draw: st.DrawFn, name: str, after: str | None) -> Step:
    """Draw a step of the procedure."""
    return Step(
        id=name,
        clause=CLAUSE,
        actors=draw(st.sampled_from(((NORTH, SOUTH), (NORTH,), (SOUTH,)))),
        deed=Deed.SUBMIT_LIST,
        after=after,
        due=draw(st.none() | whens(("signature", "first", *((after,) if after else ())))),
        silence=draw(st.none() | st.sampled_from(Silence)),
    )


def exclusion(draw: st.DrawFn, at: int, ids: list[str]) -> Exclusion:
    """Draw an exception from some promises, with or without a number and an end."""
    return Exclusion(
        id=f"exclusion-{at}",
        clause=CLAUSE,
        category=None,
        says="some",
        commitments=draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True).map(tuple)),
        count=draw(st.none() | st.integers(1, 6)),
        until=draw(st.none() | whens(("truce", "lists", *TRANCHES))),
    )


def provisions(draw: st.DrawFn, commitments: tuple[Commitment, ...]) -> Provisions:
    """Draw what an agreement provides beside its promises."""
    ids = [one.id for one in commitments]
    some = st.lists(st.sampled_from(ids), max_size=2, unique=True).map(tuple)
    ratios = [
        Ratio(
            id=f"ratio-{one.id}",
            clause=CLAUSE,
            of=draw(st.sampled_from(ids)),
            to=one.id,
            per=draw(st.integers(1, 3)),
            give=draw(st.integers(0, 3)),
            rounding=draw(st.sampled_from(Rounding)),
            block=draw(st.booleans()),
        )
        for one in commitments
        if one.op is Op.BY_RATIO
    ]
    couplings = [
        Coupling(
            id=f"coupling-{at}",
            clause=CLAUSE,
            event=draw(st.sampled_from(EVENTS)),
            effect=effect,
            commitments=draw(some),
        )
        for at, effect in enumerate(draw(st.lists(st.sampled_from(Effect), max_size=2)))
    ]
    extended = draw(st.lists(st.sampled_from(ids), max_size=1))
    ordered = (*ids, *TRANCHES, "lists", "answers")
    pace = st.none() | st.integers(1, 6)
    return Provisions(
        events=tuple(
            Event(id=name, clause=CLAUSE, name=name, certain=False, on=draw(st.none() | days)) for name in EVENTS
        ),
        steps=(step(draw, "lists", None), step(draw, "answers", "lists")),
        ratios=tuple(ratios),
        weights=Weights(clause=CLAUSE, ranks=(Rank(name="captain", equals=6), Rank(name="private", equals=1)))
        if draw(st.booleans())
        else None,
        totals=(Total(id="sum", clause=CLAUSE, count=9, of=tuple(ids[:2])),),
        pools=(Pool(id="pool", clause=CLAUSE, commitment=ids[0], size=9, chosen_by=Chooser.BOTH),),
        couplings=tuple(couplings),
        exclusions=tuple(exclusion(draw, at, ids) for at in range(draw(st.integers(0, 2)))),
        actors=(Actor(id=KEEPER, name="delegate", kind=ActorKind.NEUTRAL),),
        bundles=(Bundle(id="bundle", clause=CLAUSE, commitments=(ids[0], *draw(some))),),
        sequences=(
            Sequence(
                id="sequence",
                clause=CLAUSE,
                order=tuple(draw(st.lists(st.sampled_from(ordered), max_size=3, unique=True))),
                together=draw(st.booleans()),
            ),
        ),
        paces=tuple(
            Pace(
                id=f"pace.{way}",
                clause=CLAUSE,
                holder=way.holder,
                receiver=way.receiver,
                at_least=draw(pace),
                up_to=draw(pace),
            )
            for way in WAYS
        ),
        custodies=(
            Custody(
                id="custody",
                clause=CLAUSE,
                custodian=KEEPER,
                commitments=tuple(ids),
                until=draw(st.none() | whens(("handover", "truce", "lists"))),
            ),
        ),
        extensions=tuple(
            Extension(id="longer", clause=CLAUSE, commitment=one, each=2, hours=24, most=draw(st.none() | numbers))
            for one in extended
        ),
    )


@st.composite
def agreements(draw: st.DrawFn) -> Terms:
    """Draw an agreement of two parties with a few commitments each way."""
    commitments: list[Commitment] = []
    for at, way in enumerate(WAYS * 2):
        ids = tuple(one.id for one in commitments if one.direction == way)
        commitments.append(commitment(draw, f"c{at}.{way}", way, None, ids))
    for name in TRANCHES:
        way = draw(st.sampled_from(WAYS))
        ids = tuple(one.id for one in commitments if one.direction == way)
        commitments.append(commitment(draw, f"{name}.{way}", way, name, ids))
    gates = (Gate(kind=GateKind.WISH, clause=CLAUSE, valid_days=9, frees_holder=draw(st.booleans())),)
    return Terms(
        title="drawn",
        agreed_on=START,
        parties=(NORTH, SOUTH),
        clauses=(Clause(id=CLAUSE, says="drawn", source="drawn"),),
        categories=tuple(
            Category(id=CategoryId(name), name=name, clause=CLAUSE, statuses=frozenset({Status(name)}))
            for name in CATEGORIES
        ),
        commitments=tuple(commitments),
        parities=tuple(
            Parity(id=f"parity-{category}", clause=CLAUSE, category=category, slack=draw(st.integers(0, 3)))
            for category in draw(st.lists(st.sampled_from((None, CategoryId("pow"))), max_size=2, unique=True))
        ),
        tranches=tuple(tranche(draw, name) for name in TRANCHES),
        priority=None,
        gates=gates,
        reserve=None,
        publicity=Publicity(clause=None, counts=CountsPublic.NEVER, future_tranches=False, min_cell=10, record=False),
        deadlines=Deadlines(
            clause=draw(st.sampled_from((None, CLAUSE))),
            lists_days=draw(st.none() | st.integers(0, 4)),
            answer_days=draw(st.none() | st.integers(0, 4)),
            final_days=None,
            arrival_days=draw(st.none() | st.integers(0, 4)),
            reply_days=draw(st.none() | st.integers(0, 4)),
        ),
        in_force=draw(st.none() | days),
        provisions=provisions(draw, tuple(commitments)),
    )


@st.composite
def crossings(draw: st.DrawFn, terms: Terms) -> Crossing:
    """Draw a line of a handover whose numbers go together."""
    ids = [one.id for one in terms.commitments]
    of = tuple(sorted(draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True))))
    number, is_exact = draw(numbers), draw(st.integers(0, 5)) > 0
    reasons = draw(st.dictionaries(st.sampled_from((Reason.DECLINED, Reason.UNFIT)), st.integers(1, 3)))
    given = sum(reasons.values())
    return Crossing(
        count=Count(of=of, number=number, is_exact=is_exact),
        listed=draw(st.none() | st.integers(number + given, number + given + 4)) if is_exact else None,
        reasons=tuple(sorted(reasons.items(), key=lambda item: item[0].value)),
        ranks=(("private", number),) if is_exact and draw(st.booleans()) else (),
    )


def moves(draw: st.DrawFn, terms: Terms, on: date) -> Happening:
    """Draw something that moves deadlines."""
    ids = [one.id for one in terms.commitments]
    some = draw(st.lists(st.sampled_from(ids), max_size=2, unique=True).map(tuple))
    choices: tuple[Happening, ...] = (
        Occurs(on=on, event=draw(st.sampled_from((*EVENTS, "in_force"))), is_over=draw(st.booleans())),
        StepTaken(on=on, step=draw(st.sampled_from(("lists", "answers"))), by=(draw(st.sampled_from((NORTH, SOUTH))),)),
        Extended(on=on, to=on + timedelta(days=draw(st.integers(0, 6))), commitments=some),
        Extended(on=on, to=on + timedelta(days=3), tranche=TrancheId(draw(st.sampled_from(TRANCHES)))),
        Suspended(on=on, commitments=some, is_over=draw(st.booleans())),
    )
    return draw(st.sampled_from(choices))


@st.composite
def happenings(draw: st.DrawFn, terms: Terms) -> tuple[Happening, ...]:
    """Draw what happened; a declared number and a correction stand alone on their day, as the reader asks."""
    found: list[Happening] = []
    for _ in range(draw(st.integers(0, 7))):
        on, kind = draw(days), draw(st.integers(0, 6))
        if kind < 3:
            lines = draw(st.lists(crossings(terms), min_size=1, max_size=3, unique_by=lambda line: line.count.of))
            window = draw(st.none() | st.sampled_from(TRANCHES).map(TrancheId))
            order, custody = draw(st.none() | st.integers(1, 3)), draw(st.sampled_from(("", "", "into", "out_of")))
            keeper = {custody: KEEPER} if custody else {}
            found.append(Handover(on=on, crossings=tuple(lines), tranche=window, order=order, **keeper))
        elif kind == 3:
            found.append(moves(draw, terms, on))
        elif kind == 4:
            found.append(Gesture(on=on, holder=NORTH, receiver=SOUTH, count=draw(numbers)))
        elif kind == 5:
            found.append(Split(on=on, counts=(draw(crossings(terms)).count,)))
        else:
            found.append(Aborted(on=on, tranche=TrancheId(draw(st.sampled_from(TRANCHES)))))
    found.extend(draw(rewritings(terms, tuple(found))))
    return tuple(found)


@st.composite
def rewritings(draw: st.DrawFn, terms: Terms, before: tuple[Happening, ...]) -> list[Happening]:
    """Draw at most one declared number, one correction and one explanation of what was drawn before."""
    found: list[Happening] = []
    all_of = [one.id for one in terms.commitments if one.op in (Op.ALL, Op.ALL_UP_TO)]
    if draw(st.booleans()) and all_of:
        count = Count(of=(draw(st.sampled_from(all_of)),), number=draw(numbers), is_exact=draw(st.booleans()))
        found.append(Universe(on=draw(days), counts=(count,)))
    lines = [(one.on, line) for one in before if isinstance(one, Handover) for line in one.crossings]
    if draw(st.booleans()) and lines:
        of, line = draw(st.sampled_from(lines))
        most = 99 if line.listed is None else line.listed - sum(number for _, number in line.reasons)
        count = dataclasses.replace(line.count, number=min(draw(numbers), most), is_exact=True)
        on = of + timedelta(days=draw(st.integers(0, 4)))
        found.append(Corrected(on=on, of=of, crossings=(Crossing(count=count),)))
    listed = [(on, line) for on, line in lines if line.listed is not None]
    if draw(st.booleans()) and listed:
        on, line = draw(st.sampled_from(listed))
        missing = (line.listed or 0) - line.count.number - sum(number for _, number in line.reasons)
        count = Count(of=line.count.of, number=draw(st.integers(0, missing)))
        found.append(Explained(on=on + timedelta(days=draw(st.integers(0, 4))), counts=(count,), reason=Reason.DEAD))
    return found


def swapped(value: object) -> object:
    """Return *value* with the two parties in each other's place, wherever their ids stand."""
    if isinstance(value, str) and type(value) is str:
        return re.sub("north|south", lambda found: "south" if found[0] == "north" else "north", value)
    if isinstance(value, tuple):
        return tuple(swapped(one) for one in value)
    if isinstance(value, frozenset):
        return frozenset(swapped(one) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: swapped(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return dataclasses.replace(value, **changed)
    return value


def unordered(value: object) -> object:
    """Return *value* in a form in which the order of every list is lost."""
    if isinstance(value, tuple):
        return sorted((unordered(one) for one in value), key=repr)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: unordered(getattr(value, one.name)) for one in dataclasses.fields(value)}
    return value


def turned(terms: Terms) -> Terms:
    """Return *terms* with everything in the opposite order of the file."""
    kept = terms.provisions
    several: dict[str, Any] = {
        one.name: tuple(reversed(getattr(kept, one.name)))
        for one in dataclasses.fields(kept)
        if isinstance(getattr(kept, one.name), tuple)
    }
    return dataclasses.replace(
        terms,
        commitments=tuple(reversed(terms.commitments)),
        tranches=tuple(reversed(terms.tranches)),
        parities=tuple(reversed(terms.parities)),
        categories=tuple(reversed(terms.categories)),
        provisions=dataclasses.replace(kept, **several),
    )
