"""A made-up exchange for the tests of bulletins: 1,000 for 1,000 in three tranches, and what officials said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from homeward.bulletin.draft import Material, draft_bulletin
from homeward.bulletin.render_json import bulletin_digest
from homeward.model.claims import Claim, ClaimCount, CountOp, Modality, Result, Scope, Statement, Verdict
from homeward.model.dates import parse_date
from homeward.model.exchange import Exchange, Organisation
from homeward.model.figures import Bulletin, Edition, Figure, Stage
from homeward.model.ids import CategoryId, ClauseId, Digest, ExchangeId, OrgId, PartyId, TrancheId
from homeward.model.terms import (
    Category,
    Commitment,
    CountsPublic,
    Deadlines,
    Direction,
    Op,
    Publicity,
    Terms,
    Tranche,
)

CLAUSE = ClauseId("c1")
EAST, WEST = PartyId("east"), PartyId("west")
THERE, BACK = Direction(holder=EAST, receiver=WEST), Direction(holder=WEST, receiver=EAST)
DAYS = {
    TrancheId("t1"): date(2025, 5, 23),
    TrancheId("t2"): date(2025, 5, 24),
    TrancheId("t3"): date(2025, 5, 25),
}
CIVILIAN, POW = CategoryId("civilian"), CategoryId("pow")
COUNTS = {"t1": (120, 270), "t2": (0, 307), "t3": (0, 303)}
NAMES = {EAST: "Eastland", WEST: "Westland"}
AS_OF = date(2025, 5, 26)


def organisation(name: str, *, is_party: bool = True) -> Organisation:
    """Return an organisation without keys: a bulletin needs none."""
    return Organisation(
        id=OrgId(name), is_party=is_party, log_key="", witness_key="", seat_key="", sealing_key="", officers=()
    )


def exchange(*, is_demo: bool = True, title: str = "The lakeside exchange") -> Exchange:
    """Return an exchange of two parties and a neutral."""
    organisations = (organisation("east"), organisation("neutral", is_party=False), organisation("west"))
    return Exchange(id=ExchangeId("lakeside-2025"), title=title, is_demo=is_demo, organisations=organisations)


def commitment(
    direction: Direction, count: int | None, tranche: str | None = None, *, op: Op = Op.EQ, category: str | None = None
) -> Commitment:
    """Return a promise of *count* people."""
    return Commitment(
        id=f"{direction}-{tranche}-{category}",
        clause=CLAUSE,
        direction=direction,
        category=None if category is None else CategoryId(category),
        op=op,
        count=count,
        tranche=None if tranche is None else TrancheId(tranche),
    )


def terms(
    *,
    counts: CountsPublic = CountsPublic.AFTER_ARRIVAL,
    future_tranches: bool = False,
    min_cell: int = 10,
    commitments: tuple[Commitment, ...] | None = None,
) -> Terms:
    """Return the agreement: 1,000 each way, three tranches."""
    promises = tuple(
        commitment(way, sum(COUNTS[tranche]) if tranche else 1_000, tranche)
        for way in (THERE, BACK)
        for tranche in (*COUNTS, None)
    )
    return Terms(
        title="The lakeside agreement",
        agreed_on=date(2025, 5, 16),
        parties=(EAST, WEST),
        clauses=(),
        categories=(
            Category(id=CIVILIAN, name="civilians", clause=CLAUSE),
            Category(id=POW, name="prisoners of war", clause=CLAUSE),
        ),
        commitments=promises if commitments is None else commitments,
        parities=(),
        tranches=tuple(Tranche(id=one, clause=CLAUSE, on=on) for one, on in DAYS.items()),
        priority=None,
        gates=(),
        reserve=None,
        publicity=Publicity(
            clause=CLAUSE, counts=counts, future_tranches=future_tranches, min_cell=min_cell, record=False
        ),
        deadlines=Deadlines(clause=CLAUSE, lists_days=3, answer_days=3, final_days=3, arrival_days=3),
    )


def figure(
    persons: int,
    tranche: str | None = "t1",
    *,
    direction: Direction = THERE,
    category: CategoryId | None = None,
    stage: Stage = Stage.RETURNED,
    proof: str = "a",
) -> Figure:
    """Return one figure, proven by an event whose digest repeats *proof*."""
    row = None if tranche is None else TrancheId(tranche)
    return Figure(
        stage=stage,
        direction=direction,
        tranche=row,
        on=None if row is None else DAYS.get(row),
        category=category,
        persons=persons,
        proof=(Digest(proof * 64),),
    )


def arrivals(
    counts: Mapping[str, tuple[int, int]] = COUNTS, directions: tuple[Direction, ...] = (THERE, BACK)
) -> tuple[Figure, ...]:
    """Return the figures of *counts* (civilians, prisoners of war) by tranche, each with its total."""
    return tuple(
        figure(number, tranche, direction=way, category=category)
        for way in directions
        for tranche, (civilians, prisoners) in counts.items()
        for category, number in ((CIVILIAN, civilians), (POW, prisoners), (None, civilians + prisoners))
    )


def claim(
    name: str, number: int | None, *, office: str = "ministry of defence", party: str = "east", on: str = "2025-05-23"
) -> Claim:
    """Return a claim that *number* people returned on a day, told by an office."""
    statement = Statement(
        id=f"s-{name}",
        speaker="A Person Who Is Never Named",
        office=office,
        party=party,
        role="mod",
        channel="messenger channel",
        said_on=date.fromisoformat(on),
        source="https://example.org/statement",
        via=None,
    )
    return Claim(
        id=f"s-{name}-1",
        statement=statement,
        quote="quoted words",
        event_on=parse_date(on),
        direction="both",
        count=None if number is None else ClaimCount(op=CountOp.EXACT, low=number, high=number),
        category="persons",
        scope=Scope.PER_SIDE,
        modality=Modality.DONE,
    )


def verdict(
    *claims: str,
    result: Result = Result.AGREES_WITH_RECORD,
    record: str | None = "23 May 2025: 390 people each way, confirmed as returned (proof aaaaaaaa)",
    says: str = "The number 390 for 23 May 2025 is what the record has.",
    arithmetic: str | None = None,
    settles: str | None = None,
) -> Verdict:
    """Return what was found about *claims*."""
    return Verdict(
        rule="R8",
        result=result,
        claims=claims,
        says=says,
        arithmetic=arithmetic,
        record=record,
        weakest=None,
        settles=settles,
    )


def material(
    *,
    figures: tuple[Figure, ...] | None = None,
    claims: tuple[Claim, ...] = (),
    verdicts: tuple[Verdict, ...] = (),
    agreement: Terms | None = None,
    of: Exchange | None = None,
    names: Mapping[PartyId, str] | None = None,
) -> Material:
    """Return what a bulletin of the made-up exchange is drafted from."""
    return Material(
        exchange=exchange() if of is None else of,
        terms=terms() if agreement is None else agreement,
        figures=arrivals() if figures is None else figures,
        claims=claims,
        verdicts=verdicts,
        record=((OrgId("west"), 409, "W" * 43 + "="), (OrgId("east"), 412, "E" * 43 + "=")),
        party_names=NAMES if names is None else names,
    )


def rich(names: Mapping[PartyId, str] | None = None) -> Bulletin:
    """Return a bulletin with withheld numbers, plots, and statements of every kind of count, sense and scope."""
    counts = (
        ClaimCount(op=CountOp.EXACT, low=1_001, high=1_001),
        ClaimCount(op=CountOp.APPROX, low=390, high=390),
        ClaimCount(op=CountOp.AT_LEAST, low=300, high=None),
        ClaimCount(op=CountOp.AT_MOST, low=0, high=1_200),
        ClaimCount(op=CountOp.RANGE, low=300, high=400),
        None,
    )
    told = tuple(
        replace(
            claim(f"n{place}", None),
            count=counts[place % len(counts)],
            modality=modality,
            scope=[*Scope, None][place % 6],
            category=("pow", "civilian", "persons", "hostage", "medical")[place % 5],
            direction=("both", "east>west", None)[place % 3],
            event_on=parse_date(("2025-05-23", "2025-05-23/2025-05-25")[place % 2]),
            quote=f"quoted words {place + 10}",
        )
        for place, modality in enumerate(Modality)
    )
    verdicts = tuple(
        replace(
            verdict(told[place % len(told)].id, result=result, record=None),
            rule=f"R{place % 8 + 1}",
            arithmetic="390 + 307 + 303 = 1,000; 390 of 1,200 is 32.5 %; 800 is 780 rounded up to the next hundred",
            settles="something",
            weakest=("scope", None)[place % 2],
        )
        for place, result in enumerate(Result)
    )
    shown = replace(verdict("s-a-1", record="23 May 2025: 385 people from east to west"), rule="R8")
    figures = (*arrivals({"t1": (115, 270), "t2": (4, 303)}, (THERE,)), *arrivals(directions=(BACK,)))
    promises = tuple(commitment(way, 1_000) for way in (THERE, BACK))
    return draft_bulletin(
        material(
            figures=figures,
            claims=(replace(claim("a", 385), direction="east>west"), *told),
            verdicts=(*verdicts, shown),
            agreement=terms(commitments=promises),
            names=names,
        ),
        as_of=AS_OF,
    )


def editions(*, is_draft: bool = False) -> tuple[Edition, ...]:
    """Return a bulletin after the second day, the one after the third, and a correction of it, or its draft."""
    first = draft_bulletin(
        material(figures=arrivals({"t1": COUNTS["t1"], "t2": COUNTS["t2"]})), as_of=DAYS[TrancheId("t2")]
    )
    second = draft_bulletin(material(), as_of=AS_OF, previous=[first])
    third = replace(rich(), corrects=bulletin_digest(second))
    times = [datetime(2025, 5, day, 20, tzinfo=UTC) for day in (24, 26, 27)]
    made = [Edition(bulletin=one, at=at) for one, at in zip((first, second, third), times, strict=True)]
    return (*made[:-1], replace(made[-1], at=None) if is_draft else made[-1])
