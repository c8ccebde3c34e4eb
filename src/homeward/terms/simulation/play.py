"""An agreement played forward: dated happenings in, a table and a timeline out. Pure: no clock, nothing drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import assert_never

from homeward.model.happenings import (
    Aborted,
    Corrected,
    Count,
    Explained,
    Extended,
    Gesture,
    Handover,
    Happening,
    Occurs,
    Split,
    StepTaken,
    Suspended,
    Universe,
)
from homeward.model.terms import Terms
from homeward.terms.counts import Interval
from homeward.terms.simulation.outline import outline_of
from homeward.terms.simulation.rows import play_of
from homeward.terms.simulation.stage import News, Stage
from homeward.terms.simulation.telling import entries_of
from homeward.terms.simulation.values import Entry, Play, sort_key
from homeward.terms.simulation.watch import Watch

_FIRST = (Universe, Occurs, StepTaken, Suspended, Extended, Handover, Split, Gesture, Aborted, Corrected, Explained)
"""On one day a handover is entered before what corrects or explains it."""


def simulate(terms: Terms, happenings: Iterable[Happening], *, until: date) -> Play:
    """
    Play *terms* forward with *happenings* and return how things stand at the end of the day *until*.

    What happens later than *until* is not looked at. The order of happenings on one day changes nothing, nor does the
    order of clauses. A longer play begins with the same timeline.

    Args:
        terms: The agreement.
        happenings: What happened, as :func:`homeward.terms.simulation.read_happenings` read it.
        until: The last day that is played.

    Returns:
        One row for each commitment, with ``performed + outstanding + unexplained == agreed`` wherever these are known;
        a row for each step; gestures, totals, pools and balances apart; and the timeline.
    """
    timeline: list[Entry] = []
    past = tuple(one for one in happenings if one.on <= until)
    watch = _watched(terms, past, until=until, told=timeline)
    aborted: dict[str, list[date]] = {}
    for one in sorted((one for one in past if isinstance(one, Aborted)), key=lambda one: one.on):
        aborted.setdefault(one.tranche, []).append(one.on)
    gestures = [one for one in past if isinstance(one, Gesture)]
    return play_of(watch, until, gestures=gestures, aborted=aborted, timeline=tuple(sorted(timeline, key=sort_key)))


def staged(terms: Terms, happenings: Iterable[Happening], *, until: date) -> Stage:
    """Return the state at the end of *until*."""
    return _watched(terms, happenings, until=until, told=[]).stage


def _watched(terms: Terms, happenings: Iterable[Happening], *, until: date, told: list[Entry]) -> Watch:
    """Play to the end of *until*; the entries of the timeline are added to *told*."""
    days: dict[date, list[Happening]] = {}
    for one in happenings:
        if one.on <= until:
            days.setdefault(one.on, []).append(one)
    stage = Stage(outline_of(terms))
    watch = Watch(stage)
    for on in _days(watch, sorted(days), until):
        news = News()
        for one in sorted(days.get(on, ()), key=lambda each: (_FIRST.index(type(each)), str(each))):
            told.extend(entries_of(one))
            _take(stage, one, news)
        told.extend(stage.settle(on, news))
        told.extend(watch.settle(on, news))
    return watch


def _days(watch: Watch, happening: Sequence[date], until: date) -> Iterator[date]:
    """Yield the days on which something happens or falls due, in order; what happens moves those that come."""
    stage = watch.stage
    on = min((stage.outline.terms.agreed_on, *happening[:1]))
    at = 0
    while on <= until:
        yield on
        at = bisect_right(happening, on, at)
        coming = bisect_right(stage.agenda, on)
        following = [*happening[at : at + 1], *stage.agenda[coming : coming + 1], *watch.coming(on)]
        if not following:
            return
        on = min(following)


def _take(stage: Stage, one: Happening, news: News) -> None:
    """Enter one happening, and note what it changes."""
    match one:
        case Universe():
            stage.universes.update({name: _number(count) for count in one.counts for name in count.of})
            news.rewritten |= {name for count in one.counts for name in stage.outline.shown(count.of, None)}
        case Handover():
            _hand_over(stage, one, news)
        case Split():
            news.touched |= stage.accounts.split(one)
            stage.facts.told |= {name for count in one.counts for name in count.of}
        case Corrected():
            news.rewritten |= stage.accounts.corrected(one)
        case Explained():
            news.rewritten |= stage.accounts.explains(one)
        case Gesture() | Aborted():
            pass
        case _:
            _learn(stage, one, news)


def _learn(stage: Stage, one: Occurs | StepTaken | Extended | Suspended, news: News) -> None:
    """Enter what may move a deadline."""
    news.is_moved = True
    match one:
        case Occurs():
            stage.facts.occurs(one)
        case StepTaken():
            stage.facts.takes(one)
        case Extended():
            _extend(stage, one)
        case Suspended():
            stage.facts.stops.append(one)
            news.stops = True
        case _:
            assert_never(one)


def _hand_over(stage: Stage, one: Handover, news: News) -> None:
    touched = stage.accounts.handed_over(one)
    news.touched |= touched
    for name in touched - stage.facts.first.keys():
        stage.facts.first[name] = one.on
        news.is_moved = news.is_moved or stage.outline.commitments[name].daily is not None
    if one.into is None:
        stage.facts.at_once(one.on, touched | ({one.tranche} if one.tranche is not None else set()), one.order)
    if one.tranche is not None:
        stage.facts.handed[one.tranche] = one.on
        news.is_moved = True


def _extend(stage: Stage, one: Extended) -> None:
    facts = stage.facts
    for name in (each for written in one.commitments for each in stage.outline.named(written)):
        facts.extended[name] = max(one.to, facts.extended.get(name, one.to))
    if one.tranche is not None:
        facts.extended_tranches[one.tranche] = max(one.to, facts.extended_tranches.get(one.tranche, one.to))


def _number(count: Count) -> Interval:
    return Interval(low=count.number, high=count.number if count.is_exact else None)
