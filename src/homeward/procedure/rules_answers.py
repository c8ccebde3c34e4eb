"""
Rules for the steps between a wish list and a final list: names asked about, remarks, replies, later answers.

The record holds roots and times. How many names a step spoke of, and what it said of them, shows in none of these.
An author's root is looked for among all that were ever recorded for a direction, not only the last: what another seat
wrote at the same time, unseen, must not make an honest event refused.
"""

from __future__ import annotations

from dataclasses import replace

from homeward.model.ids import OrgId
from homeward.model.people import ListKind
from homeward.model.terms import Direction
from homeward.procedure.bodies import read_direction
from homeward.procedure.happening import Happening, need_neutral, need_party, need_terms, refuse
from homeward.procedure.state import State, with_item


def list_asked(state: State, now: Happening) -> State:
    """Admit that the holder was shown whom the other side looks for, once that list was opened."""
    need_neutral(state, now.event)
    now.fields.exactly("asked", "holder", "receiver")
    direction, root = read_direction(now.fields), now.fields.digest("asked")
    wish = state.lists.get((OrgId(direction.receiver), ListKind.WISH))
    if wish is None or wish.opened_at is None:
        raise refuse(
            "ADMIT-150", f"names asked about before the wish list of {direction.receiver} was opened", "open it first"
        )
    return replace(state, asked=with_item(state.asked, direction, (root, now.event.at)))


def answers_remarked(state: State, now: Happening) -> State:
    """Admit the asking side's remarks on answers it was given; it may have none, and says so with the same bytes."""
    need_party(state, now.event)
    need_terms(state, now.event)
    now.fields.exactly("answers", "holder", "receiver", "remarks")
    direction, remarks = read_direction(now.fields), now.fields.digest("remarks")
    if direction.receiver != now.event.org:
        raise refuse("ADMIT-151", f"{now.event.org} remarks on answers to {direction.receiver}", "the asking side does")
    if now.fields.digest("answers") not in state.answer_roots.get(direction, frozenset()):
        raise refuse("ADMIT-152", f"remarks on answers for {direction} that nobody signed", "import the answers first")
    known = state.remark_roots.get(direction, frozenset()) | {remarks}
    return replace(
        state,
        remarks_sent=with_item(state.remarks_sent, direction, (remarks, now.event.at)),
        remark_roots=with_item(state.remark_roots, direction, known),
    )


def remarks_replied(state: State, now: Happening) -> State:
    """Admit the holder's replies to remarks it was given. An answer changed by a reply is kept beside the new one."""
    now.fields.exactly("holder", "receiver", "remarks", "replies")
    direction = _own_direction(state, now)
    replies = now.fields.digest("replies")
    if now.fields.digest("remarks") not in state.remark_roots.get(direction, frozenset()):
        raise refuse("ADMIT-154", f"replies for {direction} to remarks nobody signed", "import the remarks first")
    rounds = (*state.replied.get(direction, ()), (replies, now.event.at))
    return replace(state, replied=with_item(state.replied, direction, rounds))


def answers_amended(state: State, now: Happening) -> State:
    """Admit answers the holder changes later: somebody is found, or dies. What was answered before is kept."""
    now.fields.exactly("amended", "holder", "receiver")
    direction = _own_direction(state, now)
    one = (now.fields.digest("amended"), now.event.at)
    if direction not in state.answered:
        raise refuse("ADMIT-155", f"an answer for {direction} changed before any was given", "answer the list first")
    return replace(state, amended=with_item(state.amended, direction, (*state.amended.get(direction, ()), one)))


def require_steps(state: State, direction: Direction) -> None:
    """Refuse a final list before the steps that the terms set a time for: remarks, then replies."""
    terms = state.terms
    if terms is None:
        return
    if terms.deadlines.remark_days is not None and direction not in state.remarks_sent:
        raise refuse("ADMIT-156", f"a final list for {direction} before the remarks", "send the remarks, even if none")
    if terms.deadlines.reply_days is not None and direction not in state.replied:
        raise refuse("ADMIT-157", f"a final list for {direction} before the replies", "send the replies, even if none")


def _own_direction(state: State, now: Happening) -> Direction:
    need_party(state, now.event)
    need_terms(state, now.event)
    direction = read_direction(now.fields)
    if direction.holder != now.event.org:
        raise refuse("ADMIT-153", f"{now.event.org} speaks for what {direction.holder} holds", "the holder does")
    return direction
