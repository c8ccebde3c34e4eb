"""Made-up people, small agreements and solvers that misbehave: the cast of the tests on planning."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from homeward.adapters.highs import HighsSolver
from homeward.model.dates import UncertainDate, parse_date
from homeward.model.ids import CategoryId, ClauseId, Digest, PartyId, Ref, TrancheId
from homeward.model.people import SERIOUS, Candidate, Health, Sex, Status
from homeward.model.plans import Placement, Plan, Program, Row, Solution
from homeward.model.terms import (
    Category,
    Clause,
    Commitment,
    CountsPublic,
    Deadlines,
    Direction,
    Op,
    Parity,
    Priority,
    Publicity,
    Reserve,
    Terms,
    Tranche,
)
from homeward.planning import make_plan, seed_of

AGREED = date(2025, 5, 16)
NORTH, SOUTH = PartyId("north"), PartyId("south")
THERE = Direction(holder=NORTH, receiver=SOUTH)
BACK = Direction(holder=SOUTH, receiver=NORTH)
ONE, TWO = TrancheId("t1"), TrancheId("t2")
WOMEN, YOUNG, ILL = CategoryId("women"), CategoryId("young"), CategoryId("ill")
SEED = seed_of([b"n" * 32, b"s" * 32])
TERMS_DIGEST = Digest("7" * 64)


def ref(number: int) -> Ref:
    """Return the commitment of made-up person *number*."""
    return Ref(hashlib.sha256(f"person {number}".encode()).hexdigest())


def day(text: str) -> UncertainDate:
    """Return an uncertain date as written."""
    found = parse_date(text)
    assert found is not None
    return found


def person(number: int, direction: Direction = THERE, *, days: int = 100, group: str | None = None) -> Candidate:
    """Return a healthy grown-up prisoner of war, held for *days* when the agreement was made."""
    return Candidate(
        ref=ref(number),
        holder=direction.holder,
        receiver=direction.receiver,
        status=Status.POW,
        health=Health.GOOD,
        sex=Sex.MALE,
        born=day("1985"),
        held_since=day((AGREED - timedelta(days=days)).isoformat()),
        group=group,
    )


def ill(one: Candidate) -> Candidate:
    """Return *one*, seriously wounded."""
    return replace(one, health=Health.SERIOUSLY_WOUNDED)


def woman(one: Candidate) -> Candidate:
    """Return *one* as a woman."""
    return replace(one, sex=Sex.FEMALE)


def child(one: Candidate) -> Candidate:
    """Return *one*, ten years old."""
    return replace(one, born=day("2015"))


def owes(
    id_: str,
    op: Op,
    count: int | None,
    *,
    direction: Direction = THERE,
    category: CategoryId | None = None,
    tranche: TrancheId | None = None,
) -> Commitment:
    """Return a commitment."""
    return Commitment(
        id=id_, clause=ClauseId("2"), direction=direction, category=category, op=op, count=count, tranche=tranche
    )


CATEGORIES = (
    Category(id=WOMEN, name="women", clause=ClauseId("3"), sexes=frozenset({Sex.FEMALE})),
    Category(id=YOUNG, name="people under 25", clause=ClauseId("3"), age_under=25, age_as_of=AGREED),
    Category(id=ILL, name="seriously sick and wounded", clause=ClauseId("3"), healths=SERIOUS),
)


def agreement(
    *commitments: Commitment,
    parities: tuple[Parity, ...] = (),
    order: tuple[CategoryId, ...] = (WOMEN,),
    reserve: int = 0,
    tranches: int = 2,
) -> Terms:
    """Return terms with these commitments, an order of priority and two tranches a day apart."""
    return Terms(
        title="a made-up agreement",
        agreed_on=AGREED,
        parties=(NORTH, SOUTH),
        clauses=tuple(Clause(id=ClauseId(str(one)), says=f"clause {one}", source="made up") for one in range(1, 10)),
        categories=CATEGORIES,
        commitments=commitments,
        parities=parities,
        tranches=tuple(
            Tranche(id=TrancheId(f"t{one}"), clause=ClauseId("1"), on=date(2025, 5, 22) + timedelta(days=one))
            for one in range(1, tranches + 1)
        ),
        priority=Priority(clause=ClauseId("4"), order=order) if order else None,
        gates=(),
        reserve=Reserve(clause=ClauseId("5"), persons=reserve) if reserve else None,
        publicity=Publicity(
            clause=ClauseId("6"), counts=CountsPublic.AFTER_ARRIVAL, future_tranches=False, min_cell=10, record=True
        ),
        deadlines=Deadlines(clause=ClauseId("7"), lists_days=3, answer_days=3, final_days=3, arrival_days=3),
    )


def slack(persons: int, category: CategoryId | None = None) -> Parity:
    """Return a parity that allows a lead of *persons*."""
    return Parity(id="even", clause=ClauseId("8"), category=category, slack=persons)


plan_of: Callable[..., Plan] = partial(make_plan, terms_digest=TERMS_DIGEST, seed=SEED, solver=HighsSolver())


def place_of(plan: Plan, number: int) -> Placement:
    """Return the placement of person *number*."""
    return next(one for one in plan.placements if one.ref == ref(number))


def moved(plan: Plan, number: int, **changes: object) -> Plan:
    """Return *plan* with the placement of person *number* changed by hand."""
    changed = replace(place_of(plan, number), **changes)  # type: ignore[arg-type]
    return replace(plan, placements=tuple(changed if one.ref == changed.ref else one for one in plan.placements))


@dataclass
class Meddler:
    """A solver that works, and then changes its answer."""

    change: Callable[[Program, Solution], Solution]
    inner: HighsSolver = field(default_factory=HighsSolver)

    def solve(self, program: Program, *, start: tuple[int, ...] | None = None) -> Solution:
        """Solve, then meddle."""
        return self.change(program, self.inner.solve(program, start=start))


@dataclass
class Partisan:
    """A solver that gives a best answer and, where several are best, the one it likes: columns far down the list."""

    likes_the_last: bool

    def solve(self, program: Program, *, start: tuple[int, ...] | None = None) -> Solution:
        """Solve, then among equally good answers choose by the number of the column."""
        best = HighsSolver().solve(program, start=start)
        if best.columns is None:
            return best
        used = tuple(range(len(program.cost)))
        hold = Row(name="best", columns=used, coefficients=program.cost, lower=best.objective, upper=best.objective)
        liking = tuple(-(one + 1) if self.likes_the_last else one + 1 for one in used)
        liked = HighsSolver().solve(replace(program, rows=(*program.rows, hold), cost=liking), start=best.columns)
        return replace(best, columns=liked.columns)


def codes(findings: Sequence[object]) -> list[str]:
    """Return the codes of *findings* in their order."""
    return [str(getattr(one, "code", "")) for one in findings]
