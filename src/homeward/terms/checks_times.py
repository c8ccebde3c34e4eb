"""Checks of times: days that cannot be kept, deadlines on what may never occur, orders and clocks that contradict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from homeward.model.findings import Finding
from homeward.model.steps import Deed, Moment, Step, When
from homeward.model.terms import Commitment, Terms
from homeward.terms.checking import At, Check, Part, when_words
from homeward.terms.circles import circles
from homeward.terms.days import Calendar, calendar_of
from homeward.terms.places import Places
from homeward.terms.rules import Rule

_LISTS: Final = frozenset({Deed.SUBMIT_LIST, Deed.ANSWER, Deed.REMARK, Deed.REPLY, Deed.SIGN_FINAL})
_TIMES: Final = frozenset({"header", "event", "step", "tranche", "commitment"})


def _early(terms: Terms, places: Places) -> Iterator[Finding]:
    at, calendar = At(places, "tranche"), calendar_of(terms)
    for tranche, on in terms.dated:
        key = "on" if tranche.due is None or calendar.day(tranche.due) != on else "due"
        if on < terms.agreed_on:
            yield at.found(Rule.TOO_EARLY, tranche, key, seen=f"{on}, agreed on {terms.agreed_on}")
        elif terms.in_force is not None and terms.agreed_on <= on < terms.in_force:
            yield at.found(Rule.TOO_EARLY, tranche, key, seen=f"{on}, in force on {terms.in_force}")
    for (_, before), (tranche, on) in pairwise(terms.dated):
        if on < before:
            yield at.found(Rule.TRANCHE_ORDER, tranche, "on", seen=f"{on} after {before}")


def _late_lists(terms: Terms, places: Places) -> Iterator[Finding]:
    due, first = terms.deadlines, terms.first_day
    days = sum(days or 0 for days in (due.lists_days, due.answer_days, due.final_days))
    if first is None or first < terms.agreed_on:
        return
    if (first - terms.agreed_on).days < days:
        seen = f"lists may be final {days} days after {terms.agreed_on}, the first tranche is on {first}"
        yield Rule.LATE_STEPS.found(places.where("deadlines", clause=due.clause), seen=seen)
    calendar, leaning = calendar_of(terms), _before_tranches(terms)
    for step in terms.provisions.steps:
        day = calendar.day(step.due)
        if step.id in leaning and day is not None and day > first:
            seen = f"{when_words(step.due)} is {day}, the first tranche is on {first}"
            yield At(places, "step").found(Rule.LATE_STEPS, step, "due", seen=seen)


def _before_tranches(terms: Terms) -> frozenset[str]:
    """Return the steps of the lists whose time runs from the signature, and not from a tranche or a person's event."""
    steps = {one.id: one for one in terms.provisions.steps}
    found: set[str] = set()
    for one in steps.values():
        event, seen = _event_of(one), {one.id}
        while event in steps and event not in seen:
            seen.add(event)
            event = _event_of(steps[event])
        if one.deed in _LISTS and event in (None, "signature", "in_force"):
            found.add(one.id)
    return frozenset(found)


def _event_of(step: Step) -> str | None:
    return None if step.due is None else step.due.event


def _deadlines(terms: Terms) -> Iterator[tuple[str, Part, str, When]]:
    """Yield every time something must be done by: kind of part, part, key and time."""
    provisions = terms.provisions
    for kind, some in (("commitment", terms.commitments), ("tranche", terms.tranches), ("step", provisions.steps)):
        yield from ((kind, one, "due", one.due) for one in some if one.due is not None)
    yield from (("custody", one, "until", one.until) for one in provisions.custodies if one.until is not None)
    yield from (("hold", one, "notice", one.notice) for one in provisions.holds if one.notice is not None)


def _never(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find times measured from an event that may never occur, and no day that holds then."""
    doubtful = calendar_of(terms).doubtful
    for kind, part, key, when in _deadlines(terms):
        if when.event in doubtful and when.latest is None:
            yield At(places, kind).found(Rule.NEVER_DUE, part, key, seen=when_words(when))
    provisions = terms.provisions
    for kind, one in (("residual", provisions.residual), ("dispute", provisions.dispute)):
        if one is not None and one.due is not None and one.due.event in doubtful and one.due.latest is None:
            where = places.where(kind, key="due", clause=one.clause)
            yield Rule.NEVER_DUE.found(where, seen=when_words(one.due))


def _impossible(terms: Terms, places: Places) -> Iterator[Finding]:
    calendar = calendar_of(terms)
    if terms.in_force is not None and terms.in_force < terms.agreed_on:
        seen = f"in force on {terms.in_force}, agreed on {terms.agreed_on}"
        yield Rule.DAY_IMPOSSIBLE.found(places.where("header", key="in_force"), seen=seen)
    lifted = (("exclusion", one, "until", one.until) for one in terms.provisions.exclusions if one.until is not None)
    for kind, part, key, when in (*_deadlines(terms), *lifted):
        reason = None if kind == "tranche" else _why_not(when, terms.agreed_on, calendar)
        if reason is not None:
            yield At(places, kind).found(Rule.DAY_IMPOSSIBLE, part, key, seen=reason)
    yield from _impossible_promises(terms, calendar, At(places, "commitment"))
    yield from _impossible_steps(terms, calendar, At(places, "step"))


def _two_days(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find a tranche with two days, and a cut-off after which nobody is left."""
    calendar = calendar_of(terms)
    for tranche, on in terms.dated:
        day = calendar.day(tranche.due)
        if day is not None and day != on:
            seen = f"{when_words(tranche.due)} is {day}, on {on}"
            yield At(places, "tranche").found(Rule.DAY_IMPOSSIBLE, tranche, "due", seen=seen)
    for one in terms.categories:
        if one.captured_from and one.captured_before and one.captured_from >= one.captured_before:
            seen = f"from {one.captured_from}, before {one.captured_before}"
            yield At(places, "category").found(Rule.DAY_IMPOSSIBLE, one, "captured_before", seen=seen)


def _why_not(when: When, agreed_on: date, calendar: Calendar) -> str | None:
    """Return why nobody can keep a time: it was over at the signature, or its last day is before the event."""
    day = calendar.day(when)
    if day is not None and day < agreed_on:
        measured = "" if when.day is not None else f"{when_words(when)} is "
        return f"{measured}{day}, agreed on {agreed_on}"
    start = None if when.event is None or when.moment is Moment.BEFORE else calendar.event(when.event)
    if start is not None and when.latest is not None and when.latest < start:
        return f"at the latest {when.latest}, {when.event} is on {start}"
    return None


def _impossible_promises(terms: Terms, calendar: Calendar, at: At) -> Iterator[Finding]:
    extended, windows = {one.commitment for one in terms.provisions.extensions}, _tranche_days(terms)
    for one in terms.commitments:
        first, last, days = calendar.day(one.not_before), calendar.day(one.due), _days_of(one, windows)
        if first is not None and last is not None and last < first:
            yield at.found(Rule.DAY_IMPOSSIBLE, one, "due", seen=f"due {last}, not before {first}")
        elif last is not None and days and max(days) > last and one.id not in extended:
            yield at.found(Rule.DAY_IMPOSSIBLE, one, "due", seen=f"due {last}, its last tranche is on {max(days)}")
        elif first is not None and days and min(days) < first:
            seen = f"not before {first}, its first tranche is on {min(days)}"
            yield at.found(Rule.DAY_IMPOSSIBLE, one, "not_before", seen=seen)


def _tranche_days(terms: Terms) -> dict[object, set[date]]:
    """Return the days on which tranches count people of each promise: of one they name, or of their own category."""
    days: dict[object, set[date]] = {}
    on_days = {tranche.id: on for tranche, on in terms.dated}
    for one in terms.commitments:
        if one.tranche in on_days:
            whole = one.part_of if one.part_of is not None else (one.direction, one.unit, one.category)
            days.setdefault(whole, set()).add(on_days[one.tranche])
    return days


def _days_of(one: Commitment, windows: dict[object, set[date]]) -> set[date]:
    if one.tranche is not None:
        return set()
    return windows.get(one.id, set()) | windows.get((one.direction, one.unit, one.category), set())


def _impossible_steps(terms: Terms, calendar: Calendar, at: At) -> Iterator[Finding]:
    """Find a step that must be taken before the one it comes after need be."""
    in_circle = {name for names in circles(_waiting(terms)) for name in names}
    steps = {one.id: one for one in terms.provisions.steps if one.id not in in_circle}
    for step in steps.values():
        before = steps.get(step.after or "")
        own, others = calendar.day(step.due), None if before is None else calendar.day(before.due)
        if before is not None and own is not None and others is not None and terms.agreed_on <= own < others:
            seen = f"due {own}, after {before.id}, which is due {others}"
            yield at.found(Rule.DAY_IMPOSSIBLE, step, "due", seen=seen)


def _waiting(terms: Terms) -> dict[str, set[str]]:
    """Return what waits for what: steps for steps, promises for what they may not precede."""
    waits: dict[str, set[str]] = {}
    for step in terms.provisions.steps:
        waits.setdefault(step.id, set()).update([] if step.after is None else [step.after])
    for some in (terms.provisions.steps, terms.tranches, terms.commitments):
        for one in some:
            waits.setdefault(one.id, set()).update(_awaited(one.due, terms))
    for promise in terms.commitments:
        waits[promise.id].update(_awaited(promise.not_before, terms))
    return waits


def _awaited(when: When | None, terms: Terms) -> list[str]:
    """Return what a time runs from: all of them, where one id stands for a promise in each direction."""
    if when is None or when.event is None or when.moment is Moment.BEFORE:
        return []
    return [when.event, *(one.id for one in terms.commitments if one.id == f"{when.event}.{one.direction}")]


def _step_circles(terms: Terms, places: Places) -> Iterator[Finding]:
    kinds = (("step", terms.provisions.steps), ("commitment", terms.commitments), ("tranche", terms.tranches))
    parts: dict[str, tuple[str, Part]] = {}
    for kind, some in kinds:
        for one in some:
            parts.setdefault(one.id, (kind, one))
    steps = {one.id: one for one in terms.provisions.steps}
    for names in circles(_waiting(terms)):
        name = next((one for one in names if one in steps), names[0])
        kind, part = parts[name]
        key = "after" if name in steps and steps[name].after in names else "due"
        yield At(places, kind).found(Rule.STEP_CIRCLE, part, key, seen=", ".join(names))


def _twice(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find steps for which [deadlines] set days too: nobody could say which time holds. A person's own is another."""
    days = {deed: (name, days) for deed, name, days in terms.deadlines.steps if days is not None}
    for step in terms.provisions.steps:
        if step.due is not None and not step.each_person and step.deed in days:
            name, limit = days[step.deed]
            seen = f"{when_words(step.due)}, {name}_days = {limit}"
            yield At(places, "step").found(Rule.DEADLINE_TWICE, step, "due", seen=seen)


def _order_circles(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find sequences that no order of events can keep, with the steps that say what they come after."""
    at, sequences = At(places, "sequence"), sorted(terms.provisions.sequences, key=lambda one: one.id)
    before = {step.id: [step.after] for step in terms.provisions.steps if step.after is not None}
    known = {one: names for names in circles(before) for one in names}
    waits: dict[str, set[str]] = {name: set(some) for name, some in before.items() if name not in known}
    joined = {one: sequence.order[0] for sequence in sequences if sequence.together for one in sequence.order}
    for sequence in sequences:
        if sequence.together:
            continue
        for first, then in pairwise(sequence.order):
            waits.setdefault(joined.get(then, then), set()).add(joined.get(first, first))
    for names in circles(waits):
        inside = [one for one in sequences if not one.together and _is_ordered_in(one.order, joined, names)]
        if inside:
            yield at.found(Rule.ORDER_CIRCLE, inside[-1], "order", seen=", ".join(names))


def _is_ordered_in(order: tuple[str, ...], joined: dict[str, str], names: tuple[str, ...]) -> bool:
    pairs = pairwise(joined.get(one, one) for one in order)
    return any(first in names and then in names for first, then in pairs)


def _sequence_days(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find a sequence whose tranches have days in another order."""
    days = {str(one.id): on for one, on in terms.dated}
    for one in terms.provisions.sequences:
        dated = [(name, days[name]) for name in one.order if name in days]
        for (first, early), (then, late) in pairwise(dated):
            if late < early or (one.together and late != early):
                seen = f"{first} is on {early}, {then} on {late}"
                yield At(places, "sequence").found(Rule.DAY_IMPOSSIBLE, one, "order", seen=seen)


CHECKS: Final[tuple[tuple[Check, frozenset[str]], ...]] = (
    (_early, frozenset({"header"})),
    (_late_lists, frozenset({"header", "tranche", "deadlines", "step", "event"})),
    (_never, frozenset({"event"})),
    (_impossible, _TIMES),
    (_two_days, frozenset({"header", "event", "step", "tranche"})),
    (_twice, frozenset({"step", "deadlines"})),
    (_step_circles, frozenset({"step", "tranche", "commitment"})),
    (_order_circles, frozenset({"step", "sequence"})),
    (_sequence_days, frozenset({"sequence", "tranche", "header"})),
)
"""Each check, and the kinds of part it leans on."""
