"""Rules for lists: sealed first, revealed when all are sealed, matched, answered, made final."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from homeward.model.findings import Refusal
from homeward.model.ids import OrgId
from homeward.model.people import ListKind
from homeward.procedure.bodies import read_direction
from homeward.procedure.fields import Fields
from homeward.procedure.happening import Happening, had_seen, need_neutral, need_party, need_terms, refuse
from homeward.procedure.rules_answers import require_steps
from homeward.procedure.state import ListState, State, with_item

REQUIRED_LISTS = (ListKind.HOLDING, ListKind.WISH)
"""What each party commits to before anything is revealed."""

REMARK_CODES = frozenset({"identity", "category", "health", "wish", "error"})
"""What a remark may be about. Words go to the vault, never to the record."""


def list_committed(state: State, now: Happening) -> State:
    """Admit the root of a list. A list equal to another one is refused: nobody commits to a copy."""
    need_party(state, now.event)
    need_terms(state, now.event)
    now.fields.exactly("bucket", "list", "root")
    kind, root = _list_kind(now.fields), now.fields.digest("root")
    now.fields.count("bucket")
    if (now.event.org, kind) in state.lists:
        raise refuse("ADMIT-30", f"{now.event.org} committed to its {kind.value} list already", "the first one stands")
    if any(one.root == root and had_seen(now, owner, one.index) for (owner, _), one in state.lists.items()):
        raise refuse("ADMIT-31", "a list with the root of another list", "commit to your own list with fresh salts")
    sealed = ListState(root=root, index=now.index, committed_at=now.event.at)
    return replace(state, lists=with_item(state.lists, (now.event.org, kind), sealed))


def list_revealed(state: State, now: Happening) -> State:
    """Admit a reveal only when every party's lists and draw are sealed: nobody edits after seeing the others'."""
    need_party(state, now.event)
    now.fields.exactly("list", "root", "to")
    missing = sorted(
        [
            f"{party} {kind.value} list"
            for party in state.parties()
            for kind in REQUIRED_LISTS
            if (party, kind) not in state.lists
        ]
        + [f"{party} draw" for party in state.parties() if party not in state.draws]
    )
    if missing:
        raise refuse("ADMIT-32", f"a list revealed before these were sealed: {', '.join(missing)}", "wait, then reveal")
    if now.fields.org("to") != state.neutral():
        raise refuse("ADMIT-33", "a list is revealed to the neutral only", "send it to the neutral's seat")
    sealed = _sealed(state, now, now.event.org)
    if sealed.revealed_at is not None:
        raise refuse("ADMIT-34", "this list was revealed already", "nothing needs to be done")
    return _with_list(state, now, now.event.org, replace(sealed, revealed_at=now.event.at))


def list_opened(state: State, now: Happening) -> State:
    """Admit the neutral's word that what it opened is what was committed to."""
    need_neutral(state, now.event)
    now.fields.exactly("list", "root", "owner")
    owner = now.fields.org("owner")
    corrected = state.next_lists.get((owner, _list_kind(now.fields)))
    if corrected is not None and corrected.root == now.fields.digest("root"):
        return _promoted(state, now, owner, corrected)
    sealed = _sealed(state, now, owner)
    if sealed.revealed_at is None:
        raise refuse(
            "ADMIT-35", f"the {now.fields.text('list')} list of {owner} was not revealed", "ask its owner for it"
        )
    return _with_list(state, now, owner, replace(sealed, opened_at=now.event.at))


def _promoted(state: State, now: Happening, owner: OrgId, corrected: ListState) -> State:
    """Put a corrected list in force, and keep the one before it."""
    key = (owner, _list_kind(now.fields))
    return replace(
        state,
        lists=with_item(state.lists, key, replace(corrected, opened_at=now.event.at)),
        old_lists=with_item(state.old_lists, key, (*state.old_lists.get(key, ()), state.lists[key])),
        next_lists=MappingProxyType({one: value for one, value in state.next_lists.items() if one != key}),
    )


def match_proposed(state: State, now: Happening) -> State:
    """Admit proposals for one direction when both lists they rest on were opened."""
    need_neutral(state, now.event)
    now.fields.exactly("holder", "pairs", "receiver")
    direction = read_direction(now.fields)
    now.fields.digest("pairs")
    for owner, kind in ((direction.holder, ListKind.HOLDING), (direction.receiver, ListKind.WISH)):
        one = state.lists.get((OrgId(owner), kind))
        if one is None or one.opened_at is None:
            raise refuse(
                "ADMIT-36", f"matches proposed before the {kind.value} list of {owner} was opened", "open it first"
            )
    return replace(state, proposed=with_item(state.proposed, direction, now.event.at))


def match_reviewed(state: State, now: Happening) -> State:
    """Admit the root over what people at the neutral decided about pairs; it names neither a pair nor a number."""
    need_neutral(state, now.event)
    now.fields.exactly("reviews")
    if not any(one.opened_at is not None for one in state.lists.values()):
        raise refuse("ADMIT-43", "pairs reviewed before a list was opened", "open the revealed lists first")
    return replace(state, reviewed=(*state.reviewed, (now.fields.digest("reviews"), now.event.at)))


def list_answered(state: State, now: Happening) -> State:
    """Admit the holder's answers to one wish list: a root over one sealed answer an entry."""
    need_party(state, now.event)
    now.fields.exactly("answers", "holder", "receiver")
    direction = read_direction(now.fields)
    answers = now.fields.digest("answers")
    if direction.holder != now.event.org:
        raise refuse("ADMIT-37", f"{now.event.org} answers for what {direction.holder} holds", "the holder answers")
    if direction not in state.proposed:
        raise refuse(
            "ADMIT-38", f"an answer for {direction} before matches were proposed", "wait for the neutral's bundle"
        )
    known = state.answer_roots.get(direction, frozenset()) | {answers}
    return replace(
        state,
        answered=with_item(state.answered, direction, (answers, now.event.at)),
        answer_roots=with_item(state.answer_roots, direction, known),
    )


def list_remarked(state: State, now: Happening) -> State:
    """Admit a coded remark on one entry, named by its commitment. It moves no step: nobody must reply to it."""
    need_terms(state, now.event)
    now.fields.exactly("code", "entry")
    now.fields.digest("entry")
    if now.fields.text("code") not in REMARK_CODES:
        raise refuse("ADMIT-39", "an unknown remark code", f"use one of {', '.join(sorted(REMARK_CODES))}")
    return replace(state, remarks=state.remarks + 1)


def list_final(state: State, now: Happening) -> State:
    """Admit the final list of one direction: the people who could be included, both sides agreeing who they are."""
    now.fields.exactly("holder", "receiver", "root")
    direction = read_direction(now.fields)
    if direction not in state.answered:
        raise refuse("ADMIT-40", f"a final list for {direction} before its holder answered", "the holder answers first")
    if direction in state.finals:
        raise refuse(
            "ADMIT-41",
            f"the final list for {direction} is signed already",
            "a new version is an act of its own: run `homeward lists final --again`",
        )
    require_steps(state, direction)
    return replace(
        state,
        finals=with_item(state.finals, direction, (now.fields.digest("root"), now.event.at)),
        final_events=with_item(state.final_events, direction, now.digest),
    )


def _list_kind(fields: Fields) -> ListKind:
    try:
        return ListKind(fields.text("list"))
    except ValueError as problem:
        raise fields.malformed("list is wish, holding or offer") from problem


def _sealed(state: State, now: Happening, owner: OrgId) -> ListState:
    kind = _list_kind(now.fields)
    sealed = state.lists.get((owner, kind))
    if sealed is None or sealed.root != now.fields.digest("root"):
        raise Refusal(
            "ADMIT-42",
            f"the {kind.value} list of {owner} is not the one it committed to",
            hint="the owner sends the list it committed to; the sealed root proves which that is",
            source="docs/record.md",
        )
    return sealed


def _with_list(state: State, now: Happening, owner: OrgId, one: ListState) -> State:
    return replace(state, lists=with_item(state.lists, (owner, _list_kind(now.fields)), one))
