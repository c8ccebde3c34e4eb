"""The table at the end of a day: what each commitment promised, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from homeward.model.happenings import Gesture
from homeward.model.provisions import Total, Unit, Weights
from homeward.model.terms import VAGUE, Commitment, Direction, Op
from homeward.terms.counts import Interval, exactly
from homeward.terms.simulation.accounts import Account
from homeward.terms.simulation.agreed import ANY, known
from homeward.terms.simulation.days import is_paused
from homeward.terms.simulation.stage import Stage
from homeward.terms.simulation.values import (
    Balance,
    Entry,
    GestureRow,
    Play,
    PoolRow,
    Row,
    StepRow,
    TotalRow,
    Turn,
)
from homeward.terms.simulation.watch import Watch


def play_of(
    watch: Watch,
    until: date,
    *,
    gestures: Sequence[Gesture],
    aborted: Mapping[str, Sequence[date]],
    timeline: tuple[Entry, ...],
) -> Play:
    """Put together what a play derives at the end of *until*."""
    stage = watch.stage
    rows = tuple(_row(stage, one, until, aborted) for one in stage.outline.commitments.values())
    provisions, stop = stage.outline.terms.provisions, stage.calendar.stop()
    return Play(
        until=until,
        rows=rows,
        provisions=tuple(watch.rows()),
        steps=tuple(_step_row(stage, name) for name in stage.outline.steps),
        gestures=_gestures(gestures),
        totals=tuple(_total(stage, one, rows) for one in sorted(provisions.totals, key=lambda one: one.id)),
        pools=tuple(_pools(stage)),
        balances=tuple(_balances(stage)),
        timeline=timeline,
        is_paused=is_paused(until, stage.calendar.pauses),
        closed_on=stop if stop is not None and stop <= until else None,
    )


def _row(stage: Stage, one: Commitment, until: date, aborted: Mapping[str, Sequence[date]]) -> Row:
    account, schedule = stage.accounts.each[one.id], stage.schedules[one.id]
    performed, beyond = _performed(stage, one, account)
    agreed = stage.agreed.of(one.id)
    unexplained = _unexplained(stage, one.id)
    return Row(
        id=one.id,
        clause=one.clause,
        direction=one.direction,
        unit=one.unit,
        op=one.op,
        tranche=one.tranche,
        agreed=agreed,
        up_to=one.count if one.op is Op.UP_TO else None,
        about=one.count if one.op is Op.ABOUT else None,
        left_out=sum(count or 0 for count in stage.agreed.left_out(one.id, until)),
        performed=performed,
        outstanding=_outstanding(one, agreed, performed, unexplained),
        unexplained=unexplained,
        beyond=beyond,
        by_offer=max(0, performed.low - min(account.crossed, performed.low)),
        in_custody=account.in_custody,
        shared=tuple(sorted((other, number) for other, number in account.shared.items() if number)),
        reasons=tuple(sorted(((r, n) for r, n in account.reasons.items() if n), key=lambda item: item[0].value)),
        said=one.said,
        due=schedule.due,
        in_default_since=stage.since.get(one.id),
        extended_to=schedule.extended_to,
        is_paused=is_paused(until, schedule.pauses),
        aborted=tuple(aborted.get(one.tranche or "", ())),
        weighed=_weighed(stage.outline.terms.provisions.weights, one, account),
    )


def _performed(stage: Stage, one: Commitment, account: Account) -> tuple[Interval, Interval]:
    """Return what counts towards the promise, and what crossed beyond it."""
    agreed, crossed = known(stage.agreed.of(one.id)), account.crossed
    credit = crossed + account.declined
    most = one.count if one.op is Op.UP_TO else agreed
    if most is None:
        # How many were promised is not known, so nobody can be said to be beyond it; 'up to' gives a bound.
        bound = one.count if one.op is Op.ALL_UP_TO else None
        inside = crossed if bound is None else min(crossed, bound)
        beyond = ANY if one.op in (Op.BY_RATIO, *VAGUE) else exactly(crossed - inside)
        return Interval(low=inside, high=bound if account.is_open else inside), beyond
    if not account.is_open:
        return exactly(min(credit, most)), exactly(max(0, crossed - most))
    return Interval(low=min(credit, most), high=most), Interval(low=max(0, crossed - most))


def _outstanding(one: Commitment, agreed: Interval, performed: Interval, unexplained: int) -> Interval:
    if one.op is Op.UP_TO:
        return exactly(0)
    whole = known(agreed)
    if whole is not None and known(performed) is not None:
        return exactly(whole - performed.low - unexplained)
    # The other end stays open: where nothing more can be said it must not look like a number.
    return Interval(low=0 if performed.high is None else max(0, agreed.low - performed.high - unexplained))


def _unexplained(stage: Stage, name: str) -> int:
    """
    Return how many of the commitment are missing without a reason.

    Somebody who was missing on one day may have crossed on a later one: what has been performed since leaves no room.
    """
    found = 0
    for of, number in stage.accounts.unexplained().items():
        under = [each for one in of for each in (*stage.outline.named(one), *stage.outline.totals.get(one, ()))]
        if any(name in stage.outline.reach[one] for one in under):
            found += _fitting(stage, number, under)
    return _fitting(stage, found, [name])


def _fitting(stage: Stage, number: int, names: Iterable[str]) -> int:
    """Return how many of *number* can still be missing under each of *names*, beside those who have crossed."""
    for name in names:
        agreed, account = known(stage.agreed.of(name)), stage.accounts.each[name]
        if agreed is not None and stage.outline.commitments[name].op is not Op.UP_TO:
            number = min(number, max(0, agreed - account.crossed - account.declined))
    return number


def _weighed(weights: Weights | None, one: Commitment, account: Account) -> Interval | None:
    if weights is None or one.unit is not Unit.PERSON or weights.category not in (None, one.category):
        return None
    equals = {rank.name: rank.equals for rank in weights.ranks}
    low = sum(number * equals.get(rank, 0) for rank, number in account.ranks.items())
    is_known = not account.unranked and not account.is_open
    return exactly(low) if is_known else Interval(low=low)


def _step_row(stage: Stage, name: str) -> StepRow:
    step, facts, due = stage.outline.steps[name], stage.facts, stage.calendar.step_due(name)
    taken, missing = facts.taken.get(name, {}), facts.missing(name)
    return StepRow(
        id=name,
        clause=step.clause,
        deed=step.deed,
        turn=_turn(stage, name),
        actors=tuple(sorted(step.actors)),
        due=due,
        awaited=() if step.each_person or not stage.calendar.is_open(step) else missing,
        taken=tuple(sorted(taken.items())),
        late_since=facts.late.get(name) if missing else None,
        late_by=tuple((one, (on - due).days) for one, on in sorted(taken.items()) if due is not None and on > due),
        silence=step.silence,
    )


def _turn(stage: Stage, name: str) -> Turn:
    step, facts = stage.outline.steps[name], stage.facts
    if step.each_person:
        return Turn.EACH_PERSON
    if not facts.missing(name):
        return Turn.TAKEN
    if name in facts.deemed:
        return Turn.SILENCE
    if name in facts.late:
        return Turn.LATE
    return Turn.OPEN if stage.calendar.is_open(step) else Turn.WAITS


def _gestures(gestures: Iterable[Gesture]) -> tuple[GestureRow, ...]:
    counts: dict[tuple[str, str], tuple[Direction, Unit, int]] = {}
    for one in gestures:
        direction = Direction(holder=one.holder, receiver=one.receiver)
        key = (str(direction), one.unit.value)
        counts[key] = (direction, one.unit, one.count + counts.get(key, (direction, one.unit, 0))[2])
    return tuple(GestureRow(direction=way, unit=unit, count=count) for _, (way, unit, count) in sorted(counts.items()))


def _total(stage: Stage, one: Total, rows: Sequence[Row]) -> TotalRow:
    """Sum what the commitments of a total come to; a number given for all of them together counts here alone."""
    inside = [row for row in rows if row.id in one.of]
    agreed = sum((row.agreed for row in inside), exactly(0))
    performed = _each_once(stage, one, inside)
    whole = known(agreed)
    if known(performed) is None:
        lines = [(place.of, line.count) for place, line in stage.accounts.about(one.of)]
        is_known = all(count.is_exact and (of == (one.id,) or of[0] not in stage.outline.totals) for of, count in lines)
        crossed = sum(count.number for _, count in lines)
        low = crossed if whole is None else min(crossed, whole)
        performed = exactly(low) if is_known else Interval(low=low, high=whole)
    left = ANY if whole is None or known(performed) is None else exactly(whole - performed.low)
    return TotalRow(
        id=one.id, clause=one.clause, stated=one.count, agreed=agreed, performed=performed, outstanding=left
    )


def _each_once(stage: Stage, one: Total, inside: Sequence[Row]) -> Interval:
    """Return how many of a total were performed: who counts under two of its commitments is one person in the sum."""
    whole = sum((row.performed for row in inside), exactly(0))
    twice = 0
    for place, line in stage.accounts.about(one.of):
        if len(place.of) > 1 and not place.is_split:
            reach = [{name for name in one.of if name in stage.outline.reach[each]} for each in place.of]
            twice += line.count.number * (len(set().union(*reach)) - max(map(len, reach)))
    least = max((row.performed.low for row in inside), default=0)
    high = None if whole.high is None else max(least, whole.high - twice)
    return Interval(low=max(least, whole.low - twice), high=high)


def _pools(stage: Stage) -> Iterator[PoolRow]:
    for one in sorted(stage.outline.terms.provisions.pools, key=lambda pool: pool.id):
        account = stage.accounts.each[one.commitment]
        crossed = Interval(low=account.crossed) if account.is_open else exactly(account.crossed)
        left = max(0, one.size - account.crossed)
        yield PoolRow(
            id=one.id,
            clause=one.clause,
            commitment=one.commitment,
            size=one.size,
            crossed=crossed,
            left=Interval(high=left) if account.is_open and left else exactly(left),
        )


def _balances(stage: Stage) -> Iterator[Balance]:
    """Yield how two directions stand against each other by the table of ranks; each person is weighed once."""
    weights = stage.outline.terms.provisions.weights
    ways = sorted({one.direction for one in stage.outline.commitments.values()}, key=str) if weights else []
    for way in ways:
        back = Direction(holder=way.receiver, receiver=way.holder)
        if way.holder < way.receiver and back in ways:
            there, here = _weighed_way(stage, weights, way), _weighed_way(stage, weights, back)
            is_known = known(there) is not None and known(here) is not None
            ahead = way.holder if there.low > here.low else back.holder
            surplus = abs(there.low - here.low)
            yield Balance(
                directions=(way, back),
                weighed=(there, here),
                surplus=surplus if is_known else None,
                credit=ahead if is_known and surplus else None,
            )


def _weighed_way(stage: Stage, weights: Weights | None, way: Direction) -> Interval:
    equals = {} if weights is None else {rank.name: rank.equals for rank in weights.ranks}
    ids = [
        one.id
        for one in stage.outline.commitments.values()
        if one.direction == way
        and one.unit is Unit.PERSON
        and (weights is None or weights.category in (None, one.category))
    ]
    lines = [line for place, line in stage.accounts.about(ids) if not place.is_split]
    low = sum(number * equals.get(rank, 0) for line in lines for rank, number in line.ranks)
    is_known = all(line.count.is_exact and sum(n for _, n in line.ranks) == line.count.number for line in lines)
    return exactly(low) if is_known else Interval(low=low)
