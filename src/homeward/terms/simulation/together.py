"""Bundles and sequences: what happens together or not at all, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from homeward.model import provisions
from homeward.model.ids import ClauseId
from homeward.model.terms import Direction, Op
from homeward.terms.counts import Interval, exactly
from homeward.terms.simulation.agreed import known
from homeward.terms.simulation.facts import Facts
from homeward.terms.simulation.outline import Outline
from homeward.terms.simulation.stage import Stage
from homeward.terms.simulation.verdicts import KEPT, Stands, Verdict, since_when, unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Commitments of which none is performed, or all are as far as they can be by then."""

    id: str
    clause: ClauseId
    commitments: tuple[str, ...]
    kind: str = "bundle"
    ways: tuple[Direction, ...] = ()

    def judged(self, stage: Stage, on: date, before: Verdict | None, /) -> Verdict:
        """Return how it stands; it is kept again when what was missing has crossed."""
        now = self._at(stage, on)
        if now.stands is not Stands.BROKEN:
            return now
        if before is not None and before.stands is Stands.BROKEN:
            since = before.since or on
        else:
            past = ((day, self._at(stage, day).stands is Stands.BROKEN) for day in self._days(stage, on))
            since = since_when(past, on)
        return Verdict(stands=now.stands, since=since, of=now.of)

    def _days(self, stage: Stage, on: date) -> Sequence[date]:
        days = {day for name in self.commitments for day in (*stage.accounts.each[name].days, *stage.days_of(name))}
        return sorted((day for day in days if day <= on), reverse=True)

    def _at(self, stage: Stage, on: date) -> Verdict:
        crossed = {name: stage.accounts.each[name].until(on) for name in sorted(set(self.commitments))}
        if not any(credit for credit, _ in crossed.values()):
            unsaid = [name for name, (_, is_open) in crossed.items() if is_open]
            return unknown(unsaid) if unsaid else KEPT
        needed = {name: _needed(stage, name, on) for name in crossed}
        missing = [name for name, (credit, is_open) in crossed.items() if not is_open and credit < needed[name].low]
        if missing:
            return Verdict(stands=Stands.BROKEN, of=tuple(missing))
        highs = {name: needed[name].high for name in crossed}
        unsaid = [name for name, high in highs.items() if high is None or crossed[name][0] < high]
        return unknown(unsaid) if unsaid else KEPT


def _needed(stage: Stage, name: str, on: date) -> Interval:
    """Return how many must have crossed once the bundle has begun: all, or what the agreement itself sets by then."""
    one, agreed = stage.outline.commitments[name], stage.agreed.of(name)
    if one.op is Op.UP_TO:
        return exactly(0)
    windows = any(group.tranche is not None for group in stage.outline.groups.get(name, ()))
    if one.daily is None and not windows:
        return agreed
    by_now = stage.scheduled(name, on)
    return Interval(low=max(by_now, min(1, agreed.low)), high=max(by_now, 0 if agreed.high == 0 else 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What happens one after the other, ``parts`` that go together as one; or all at one time."""

    id: str
    clause: ClauseId
    parts: tuple[tuple[str, ...], ...]
    together: bool
    kind: str = "sequence"
    ways: tuple[Direction, ...] = ()

    def judged(self, stage: Stage, _on: date, _before: Verdict | None, /) -> Verdict:
        """Return how it stands; an order that was not kept stays so, unless what was said is corrected."""
        return _at_once(stage, self.parts) if self.together else _in_order(stage, self.parts)


def sequence_of(outline: Outline, one: provisions.Sequence) -> Order:
    """Return a sequence as it is played: a commitment written for several directions is one thing in the order."""
    base = {name: written for written, names in outline.twins.items() for name in names}
    parts = [tuple(sorted(some)) for _, some in groupby(one.order, lambda name: base.get(name, name))]
    return Order(id=one.id, clause=one.clause, parts=tuple(parts), together=one.together)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """
    When something of a sequence began and was over.

    ``over`` None: it is not over, or, with ``is_told`` False, nobody says when it was. ``last``: its last day so far.
    ``is_hidden``: what was told of it came afterwards, and does not say when it began.
    """

    names: frozenset[str]
    began: date | None
    over: date | None
    last: date | None
    is_told: bool
    is_hidden: bool = False

    def told(self) -> str:
        return " & ".join(sorted(self.names))


def _in_order(stage: Stage, parts: Iterable[tuple[str, ...]]) -> Verdict:
    courses = [_course_of(stage, part) for part in parts]
    broken: list[tuple[date, tuple[str, ...]]] = []
    unsaid: list[str] = []
    for at, later in enumerate(courses):
        for earlier in courses[:at]:
            kept = _goes_before(stage.facts, earlier, later)
            if kept is Stands.BROKEN and later.began is not None:
                broken.append((later.began, (earlier.told(), later.told())))
            elif kept is Stands.UNKNOWN:
                unsaid += [earlier.told(), later.told()]
    if broken:
        since, pair = min(broken)
        return Verdict(stands=Stands.BROKEN, since=since, of=pair)
    return unknown(dict.fromkeys(unsaid)) if unsaid else KEPT


def _goes_before(facts: Facts, earlier: _Course, later: _Course) -> Stands:
    """Tell whether *earlier* was over when *later* began."""
    if later.began is None:
        return Stands.UNKNOWN if later.is_hidden else Stands.KEPT
    if not earlier.is_told:
        goes_on = earlier.last is not None and earlier.last > later.began
        return Stands.BROKEN if goes_on else Stands.UNKNOWN
    if earlier.over is None or earlier.over > later.began:
        return Stands.BROKEN
    if earlier.over < later.began:
        return Stands.KEPT
    ends, begins = (_orders(facts, earlier.over, each.names) for each in (earlier, later))
    if ends is None or begins is None or max(ends) == min(begins):
        return Stands.UNKNOWN
    return Stands.KEPT if max(ends) < min(begins) else Stands.BROKEN


def _at_once(stage: Stage, parts: Iterable[tuple[str, ...]]) -> Verdict:
    courses = [_course_of(stage, (name,)) for part in parts for name in part]
    owed = [one for one in courses if one.over != date.min]
    began = {one.told(): one.began for one in owed}
    days = sorted(day for day in began.values() if day is not None)
    unsaid = [one.told() for one in owed if one.is_hidden]
    if unsaid:
        return unknown(unsaid)
    if not days:
        return KEPT
    behind = tuple(name for name, day in began.items() if day != days[0])
    if behind:
        return Verdict(stands=Stands.BROKEN, since=days[0], of=tuple(sorted(behind)))
    return _in_one_moment(stage.facts, days[0], [one.names for one in owed])


def _in_one_moment(facts: Facts, on: date, begun: Sequence[frozenset[str]]) -> Verdict:
    moments = [names for names, _ in facts.moments.get(on, ()) if any(names & one for one in begun)]
    if moments and all(names & one for names in moments for one in begun):
        return KEPT
    orders = [_orders(facts, on, one) for one in begun]
    firsts = [min(each) for each in orders if each is not None]
    of = tuple(sorted(name for one in begun for name in one))
    if len(firsts) < len(orders):
        return unknown(of)
    return KEPT if len(set(firsts)) == 1 else Verdict(stands=Stands.BROKEN, since=on, of=of)


def _orders(facts: Facts, on: date, names: frozenset[str]) -> list[int] | None:
    """Return the places in the day of what took place under *names*; None where one is not given."""
    found = [order for at_once, order in facts.moments.get(on, ()) if at_once & names]
    orders = [order for order in found if order is not None]
    return orders if orders and len(orders) == len(found) else None


def _course_of(stage: Stage, names: Sequence[str]) -> _Course:
    each = [_alone(stage, name) for name in names]
    began = [one.began for one in each if one.began is not None]
    over = [one.over for one in each if one.over is not None]
    last = [one.last for one in each if one.last is not None]
    is_over = len(over) == len(each)
    # One that is certainly not over decides for all of them.
    is_told = is_over or any(one.over is None and one.is_told for one in each)
    return _Course(
        names=frozenset(name for one in each for name in one.names),
        began=min(began, default=None),
        over=max(over) if is_over else None,
        last=max(last, default=None),
        is_told=is_told,
        is_hidden=any(one.is_hidden for one in each),
    )


def _alone(stage: Stage, name: str) -> _Course:
    outline, facts = stage.outline, stage.facts
    if name in outline.steps:
        began, over = min(facts.taken.get(name, {}).values(), default=None), facts.step_done(name)
        return _Course(names=frozenset({name}), began=began, over=over, last=over, is_told=True)
    if name not in outline.tranches:
        return _promise(stage, name)
    counted, handed = outline.counted(name), facts.handed.get(name)
    whole = _course_of(stage, counted) if counted else None
    if whole is None or not whole.is_told:
        # The same rule as for what leans on a window: without numbers it has happened on the day of its handover.
        began = handed if whole is None or whole.began is None else min(whole.began, handed or whole.began)
        is_told = handed is not None or not counted
        return _Course(names=frozenset({name, *counted}), began=began, over=handed, last=handed, is_told=is_told)
    return _Course(
        names=whole.names | {name}, began=whole.began or handed, over=whole.over, last=whole.last, is_told=True
    )


def _promise(stage: Stage, name: str) -> _Course:
    account, agreed = stage.accounts.each[name], known(stage.agreed.of(name))
    names = frozenset({name})
    if name in stage.facts.told:
        return _Course(names=names, began=None, over=None, last=None, is_told=False, is_hidden=True)
    began, last = account.first(), max(account.days, default=None)
    if agreed is None or stage.outline.commitments[name].op is Op.UP_TO:
        return _Course(names=names, began=began, over=None, last=last, is_told=False)
    over = date.min if agreed == 0 else account.reached(agreed)
    return _Course(names=names, began=began, over=over, last=last, is_told=over is not None or not account.is_open)
