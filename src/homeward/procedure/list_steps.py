"""Which step of the list procedure is next in one direction, and who takes it: for whoever shows a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from homeward.model.ids import OrgId
from homeward.model.terms import Direction
from homeward.procedure.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStep:
    """A step that is due: who takes it, what it is, since when, and until when (None: the agreement sets no limit)."""

    orgs: tuple[OrgId, ...]
    step: str
    since: datetime | None
    until: datetime | None


def next_list_step(state: State, direction: Direction) -> ListStep | None:
    """
    Return the next step between a wish list and a final list in one direction; None before, after, or without terms.

    Remarks and replies are steps only where the terms set days for them. A step that is late stays due, and nothing is
    forfeited by it.
    """
    terms, neutral = state.terms, state.neutral()
    if terms is None or direction in state.finals or direction not in state.proposed:
        return None
    due = terms.deadlines
    holder, receiver = (OrgId(direction.holder),), (OrgId(direction.receiver),)
    has_steps = due.remark_days is not None or due.reply_days is not None
    if has_steps and direction not in state.asked and direction not in state.answered:
        return _step((neutral,) if neutral else state.parties(), "ask about the names", state.proposed[direction], None)
    asked = state.asked[direction][1] if direction in state.asked else state.proposed[direction]
    if direction not in state.answered:
        return _step(holder, "answer", asked, due.answer_days)
    answered, remarked = state.answered[direction][1], state.remarks_sent.get(direction)
    if due.remark_days is not None and remarked is None:
        return _step(receiver, "remark on the answers", answered, due.remark_days)
    replied = state.replied.get(direction)
    if due.reply_days is not None and replied is None:
        return _step(holder, "reply to the remarks", remarked[1] if remarked else answered, due.reply_days)
    since = replied[-1][1] if replied else answered
    return _step(tuple(sorted((*holder, *receiver))), "sign the final list", since, due.final_days)


def _step(orgs: tuple[OrgId, ...], step: str, since: datetime, days: int | None) -> ListStep:
    return ListStep(orgs=orgs, step=step, since=since, until=None if days is None else since + timedelta(days=days))
