"""The steps of the lists, where an agreement sets their days in one table instead of step by step."""

from __future__ import annotations

from collections.abc import Iterator

from homeward.model.ids import ClauseId
from homeward.model.steps import Deed, Moment, Step, When
from homeward.model.terms import Terms
from homeward.terms.whens import HOURS_A_DAY

_CHAIN = (
    ("lists", Deed.SUBMIT_LIST, True),
    ("answer", Deed.ANSWER, True),
    ("remark", Deed.REMARK, False),
    ("reply", Deed.REPLY, False),
    ("final", Deed.SIGN_FINAL, True),
)
"""Each step, and whether every agreement has it: remarks and replies are steps only where the table says so."""


def steps_of_deadlines(terms: Terms) -> tuple[Step, ...]:
    """
    Return the table of deadlines as steps: each one's days run from the step before it, the first from the signature.

    A step without a number has no day, so that it is never late. A step the terms themselves write under the same id
    stands in its place.
    """
    if terms.deadlines.clause is None:
        return ()
    clause, written = terms.deadlines.clause, {one.id for one in terms.provisions.steps}
    found = (*_lists(terms, clause), *_arrivals(terms, clause))
    return tuple(one for one in found if one.id not in written)


def _lists(terms: Terms, clause: ClauseId) -> Iterator[Step]:
    before = None
    for word, deed, is_always in _CHAIN:
        days: int | None = getattr(terms.deadlines, f"{word}_days")
        if days is None and not is_always:
            continue
        name = f"deadlines.{word}"
        due = None if days is None else _days_after(days, before or "signature")
        yield Step(id=name, clause=clause, actors=tuple(sorted(terms.parties)), deed=deed, after=before, due=due)
        before = name


def _arrivals(terms: Terms, clause: ClauseId) -> Iterator[Step]:
    """Yield a step for each window: those who receive people in it confirm that they arrived."""
    days = terms.deadlines.arrival_days
    for window in () if days is None else terms.tranches:
        receivers = {one.direction.receiver for one in terms.commitments if one.tranche == window.id}
        if days is not None and receivers:
            yield Step(
                id=f"deadlines.arrival.{window.id}",
                clause=clause,
                actors=tuple(sorted(receivers)),
                deed=Deed.CONFIRM_ARRIVAL,
                after=window.id,
                due=_days_after(days, window.id),
            )


def _days_after(days: int, event: str) -> When:
    moment = Moment.AFTER if days else Moment.ON
    return When(event=event, hours=HOURS_A_DAY * days, moment=moment)
