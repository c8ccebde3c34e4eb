"""Claims, figures and terms to reconcile, with made-up offices of made-up parties."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from homeward.model.claims import Claim, ClaimCount, CountOp, Modality, Result, Scope, Statement, Verdict
from homeward.model.dates import parse_date
from homeward.model.figures import Figure, Stage
from homeward.model.ids import CategoryId, ClauseId, Digest, PartyId, TrancheId
from homeward.model.people import Status
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
from homeward.reconcile import reconcile

CLAUSE = ClauseId("1")
EAST, WEST = PartyId("east"), PartyId("west")
THERE, BACK = Direction(holder=EAST, receiver=WEST), Direction(holder=WEST, receiver=EAST)
BOTH_WAYS = (THERE, BACK)
DAY = date(2025, 3, 1)
LAST = date(2025, 12, 31)


def made_terms(
    agreed: int = 1_000, *, op: Op = Op.EQ, tranches: Iterable[date] = (), agreed_on: date = date(2025, 2, 20)
) -> Terms:
    """Return terms of two parties with *agreed* people from each side."""
    return Terms(
        title="Made-up agreement",
        agreed_on=agreed_on,
        parties=(EAST, WEST),
        clauses=(),
        categories=tuple(
            Category(id=CategoryId(f"of-{status.value}"), name="", clause=CLAUSE, statuses=frozenset({status}))
            for status in (Status.CIVILIAN, Status.POW)
        ),
        commitments=tuple(
            Commitment(id=str(way), clause=CLAUSE, direction=way, category=None, op=op, count=agreed)
            for way in BOTH_WAYS
        ),
        parities=(),
        tranches=tuple(Tranche(id=TrancheId(f"t-{on}"), clause=CLAUSE, on=on) for on in tranches),
        priority=None,
        gates=(),
        reserve=None,
        publicity=Publicity(
            clause=CLAUSE, counts=CountsPublic.AFTER_ARRIVAL, future_tranches=False, min_cell=10, record=True
        ),
        deadlines=Deadlines(clause=CLAUSE, lists_days=2, answer_days=2, final_days=2, arrival_days=1),
    )


TERMS = made_terms()


def counted(low: int, op: CountOp = CountOp.EXACT, *, high: int | None = None) -> ClaimCount:
    """Return a count; exact and about have one number, the others an end of their own."""
    is_point = op in (CountOp.EXACT, CountOp.APPROX)
    return ClaimCount(op=op, low=low, high=low if is_point else high)


def claim(
    name: str,
    count: int | ClaimCount | None,
    *,
    by: str = "Defence of East",
    party: str = "east",
    said: date = DAY,
    on: str | None = "2025-03-01",
    statement: str | None = None,
) -> Claim:
    """Return "so many people from each side, done"; ``replace`` or the functions below say otherwise."""
    return Claim(
        id=name,
        statement=Statement(
            id=statement or f"by {by} on {said}",
            speaker=by,
            office=by,
            party=party,
            role="mod",
            channel=None,
            said_on=said,
            source="made up",
            via=None,
        ),
        quote="in our own words",
        event_on=None if on is None else parse_date(on),
        direction="both",
        count=counted(count) if isinstance(count, int) else count,
        category="persons",
        scope=Scope.PER_SIDE,
        modality=Modality.DONE,
    )


def of_west(name: str, count: int | ClaimCount | None, *, said: date = DAY, on: str | None = "2025-03-01") -> Claim:
    """Return a claim of the other party."""
    return claim(name, count, by="Defence of West", party="west", said=said, on=on)


def in_news(name: str, count: int | ClaimCount | None, *, said: date = DAY, on: str | None = "2025-03-01") -> Claim:
    """Return a claim in a reporter's own voice, about the total."""
    told = claim(name, count, by="News headline", party="NEWS", said=said, on=on)
    return replace(told, scope=None if count is None else Scope.TOTAL)


def from_afar(
    name: str, modality: Modality = Modality.DONE, *, said: date = DAY, on: str | None = "2025-03-01"
) -> Claim:
    """Return a claim about status by somebody who takes no part."""
    told = claim(name, None, by="President of Elsewhere", party="third", said=said, on=on)
    return replace(told, scope=None, modality=modality)


def status(
    name: str, modality: Modality, *, party: str = "east", said: date = DAY, on: str | None = "2025-03-01"
) -> Claim:
    """Return a claim about status by a party."""
    told = claim(name, None, by=f"Office of {party}", party=party, said=said, on=on)
    return replace(told, scope=None, modality=modality)


def figures(
    persons: int,
    on: date = DAY,
    *,
    category: str | None = None,
    stage: Stage = Stage.RETURNED,
    ways: Iterable[Direction] = BOTH_WAYS,
) -> tuple[Figure, ...]:
    """Return the same number in each direction, in the tranche of that day."""
    return tuple(
        Figure(
            stage=stage,
            direction=way,
            tranche=TrancheId(f"t-{on}"),
            on=on,
            category=None if category is None else CategoryId(category),
            persons=persons,
            proof=(Digest(("a" if way == THERE else "b") * 64),),
        )
        for way in ways
    )


def found(claims: Iterable[Claim], record: Iterable[Figure] = (), *, terms: Terms | None = TERMS) -> list[Verdict]:
    """Return every verdict, as of the last day."""
    return list(reconcile(tuple(claims), tuple(record), terms, as_of=LAST))


def results(
    claims: Iterable[Claim], record: Iterable[Figure] = (), *, rule: str, terms: Terms = TERMS
) -> list[tuple[Result, tuple[str, ...]]]:
    """Return what one rule found, with the claims it is about."""
    return [(one.result, one.claims) for one in found(claims, record, terms=terms) if one.rule == rule]


def arithmetic(
    claims: Iterable[Claim], record: Iterable[Figure] = (), *, rule: str, terms: Terms = TERMS
) -> list[str | None]:
    """Return the calculations one rule wrote out."""
    return [one.arithmetic for one in found(claims, record, terms=terms) if one.rule == rule]
