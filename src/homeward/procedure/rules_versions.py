"""Rules for corrections: requested, approved or rejected, only then a new version. What was there is kept."""

from __future__ import annotations

from dataclasses import replace

from homeward.model.ids import OrgId
from homeward.model.people import ListKind
from homeward.procedure.bodies import read_direction
from homeward.procedure.happening import Happening, need_neutral, need_party, refuse
from homeward.procedure.rules_answers import require_steps
from homeward.procedure.state import Correction, ListState, State, with_item


def correction_requested(state: State, now: Happening) -> State:
    """Admit a party's request to correct its own opened list: a root over the requests, one request at a time."""
    need_party(state, now.event)
    now.fields.exactly("list", "requests", "root")
    key = (now.event.org, _kind(now))
    one, earlier = state.lists.get(key), state.corrections.get(key, ())
    if one is None or one.opened_at is None or one.root != now.fields.digest("root"):
        raise refuse("ADMIT-160", "a correction of a list that is not in force", "correct the list the neutral opened")
    if any(other.decision is None or _is_unused(state, key, other) for other in earlier):
        raise refuse("ADMIT-161", "a correction while another one waits", "have that one decided and carried out first")
    asked = Correction(of=one.root, requests=now.fields.digest("requests"), at=now.event.at)
    return replace(state, corrections=with_item(state.corrections, key, (*earlier, asked)))


def correction_decided(state: State, now: Happening) -> State:
    """Admit the neutral's decisions on one party's requests: each approved or rejected, with a reason."""
    need_neutral(state, now.event)
    now.fields.exactly("any_approved", "decisions", "list", "owner", "requests")
    key = (now.fields.org("owner"), _kind(now))
    requests, decision = now.fields.digest("requests"), now.fields.digest("decisions")
    is_any = now.fields.flag("any_approved")
    known = state.corrections.get(key, ())
    if all(one.requests != requests or one.decision is not None for one in known):
        raise refuse(
            "ADMIT-162", "a decision on a correction nobody asked for, or on one decided", "import the request"
        )
    decided = tuple(
        replace(one, decision=decision, is_any_approved=is_any) if one.requests == requests else one for one in known
    )
    return replace(state, corrections=with_item(state.corrections, key, decided))


def list_versioned(state: State, now: Happening) -> State:
    """Admit a corrected list as the next version, on an approved request; in force once the neutral opened it."""
    need_party(state, now.event)
    now.fields.exactly("bucket", "decisions", "list", "of", "root", "version")
    key = (now.event.org, _kind(now))
    one, decisions, root = state.lists.get(key), now.fields.digest("decisions"), now.fields.digest("root")
    now.fields.count("bucket")
    approved = [other for other in state.corrections.get(key, ()) if other.decision == decisions]
    if one is None or not any(other.is_any_approved and other.of == now.fields.digest("of") for other in approved):
        raise refuse("ADMIT-163", "a new version of a list without an approved correction", "ask for the correction")
    if one.root != now.fields.digest("of") or now.fields.count("version") != one.version + 1 or key in state.next_lists:
        raise refuse("ADMIT-164", "a new version that does not follow the one in force", "draft it again")
    if root == one.root or any(other.root == root for other in state.lists.values()):
        raise refuse("ADMIT-165", "a new version with the root of another list", "commit with fresh salts")
    corrected = ListState(
        root=root,
        index=now.index,
        version=one.version + 1,
        committed_at=now.event.at,
        revealed_at=now.event.at,
    )
    return replace(state, next_lists=with_item(state.next_lists, key, corrected))


def final_versioned(state: State, now: Happening) -> State:
    """Admit a new version of a final list: an act of its own that both sides sign, naming the one it replaces."""
    now.fields.exactly("holder", "of", "receiver", "root", "version")
    direction, root = read_direction(now.fields), now.fields.digest("root")
    current, earlier = state.finals.get(direction), state.old_finals.get(direction, ())
    if current is None or current[0] != now.fields.digest("of") or now.fields.count("version") != len(earlier) + 2:
        raise refuse("ADMIT-166", f"a version that does not follow the final list for {direction}", "draft it again")
    if state.plan is not None:
        raise refuse(
            "ADMIT-167", "a new final list after the plan was signed", "people found later are in the register"
        )
    if root == current[0]:
        raise refuse("ADMIT-168", "a new version that changes nothing", "nothing needs to be done")
    require_steps(state, direction)
    return replace(
        state,
        finals=with_item(state.finals, direction, (root, now.event.at)),
        final_events=with_item(state.final_events, direction, now.digest),
        old_finals=with_item(state.old_finals, direction, (*earlier, current)),
    )


def _kind(now: Happening) -> ListKind:
    try:
        return ListKind(now.fields.text("list"))
    except ValueError as problem:
        raise now.fields.malformed("list is wish, holding or offer") from problem


def _is_unused(state: State, key: tuple[OrgId, ListKind], one: Correction) -> bool:
    """Tell whether an approved correction has not become a version yet."""
    made = [state.lists[key], *state.old_lists.get(key, ())]
    return one.is_any_approved and all(other.root != one.of or other is state.lists[key] for other in made)
