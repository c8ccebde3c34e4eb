"""Forged events of the list procedure, of remains and of counts: each breaks one rule and is refused under its code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import cast

import pytest

from homeward.model.events import event_digest, event_text
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OrgId
from homeward.model.people import ListKind
from homeward.procedure import Draft, State, admit, audit, judge, missing_signatures
from homeward.procedure.happening import Happening
from homeward.procedure.kinds import KINDS, kind_of
from homeward.service import accounting, remains
from homeward.service.reading import read_record
from homeward.service.versions import Why, decide_corrections, request_correction
from tests.stories.procedure_world import NORTH_TO_SOUTH, both_sign, procedure_at
from tests.stories.test_list_versions import corrected
from tests.stories.test_what_counts import DAY
from tests.unit.procedure.cast import forged
from tests.world import AGENTS, DELEGATE, LIST_OFFICERS, World

HEX = "0123456789abcdef" * 4
OTHER = "fedcba9876543210" * 4
THERE: Mapping[str, Json] = {"holder": "north", "receiver": "south"}
BACK: Mapping[str, Json] = {"holder": "south", "receiver": "north"}
Body = Callable[[State], dict[str, Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One forged event: what is wrong with it, after which step, by whom, and what it says."""

    code: str
    why: str
    step: str
    org: str
    kind: str
    body: Body
    change: Callable[[State], State] = lambda state: state


def says(way: Mapping[str, Json] = THERE, **fields: Json) -> Body:
    """Return a body that does not depend on the state."""
    return lambda _: {**way, **fields}


def wish_root(state: State) -> str:
    """Return the root of south's wish list in force."""
    return next(one.root for (owner, kind), one in state.lists.items() if (owner, kind.value) == ("south", "wish"))


def act(state: State) -> str:
    """Return the digest of the first act from north to south."""
    return next(one.digest for one in state.acts if one.act.direction == NORTH_TO_SOUTH)


def people(state: State) -> list[list[str]]:
    """Return the people of the first act from north to south, as a body has them."""
    found = next(one.act.people for one in state.acts if one.act.direction == NORTH_TO_SOUTH)
    return [[place.ref, place.category] for place in found]


def refs(state: State) -> list[str]:
    """Return their commitments."""
    return [one[0] for one in people(state)]


def corrects(**changes: object) -> Body:
    """Return the body of a correction of that act with fields changed."""

    def body(state: State) -> dict[str, Json]:
        plain: dict[str, object] = {**THERE, "act": act(state), "people": people(state)[1:], "reason": "not_crossed"}
        made = {key: value(state) if callable(value) else value for key, value in {**plain, **changes}.items()}
        return cast("dict[str, Json]", made)

    return body


def allocates(parts: Callable[[State], list[Json]], **changes: Json) -> Body:
    """Return the body of an allocation of that act."""
    return lambda state: {**THERE, "act": act(state), "parts": parts(state), **changes}


def part(agreement: str, *named: str) -> Json:
    """Return one part of an allocation."""
    return {"agreement": agreement, "people": [*named]}


def unopened(state: State) -> State:
    """Return the state as if no list had been opened."""
    return replace(state, lists={key: replace(one, opened_at=None) for key, one in state.lists.items()})


STEPS = (
    Case(
        code="ADMIT-150",
        why="names asked about before the list was opened",
        step="matched",
        org="neutral",
        kind="list.asked",
        body=says(asked=HEX),
        change=unopened,
    ),
    Case(
        code="ADMIT-4",
        why="a party asks in the neutral's place",
        step="matched",
        org="south",
        kind="list.asked",
        body=says(asked=HEX),
    ),
    Case(
        code="ADMIT-151",
        why="the holder remarks on its own answers",
        step="answered",
        org="north",
        kind="answers.remarked",
        body=lambda state: {**THERE, "answers": state.answered[NORTH_TO_SOUTH][0], "remarks": HEX},
    ),
    Case(
        code="ADMIT-152",
        why="remarks on answers nobody signed",
        step="answered",
        org="south",
        kind="answers.remarked",
        body=says(answers=HEX, remarks=HEX),
    ),
    Case(
        code="ADMIT-153",
        why="the asking side replies to itself",
        step="remarked",
        org="south",
        kind="remarks.replied",
        body=lambda state: {**THERE, "remarks": state.remarks_sent[NORTH_TO_SOUTH][0], "replies": HEX},
    ),
    Case(
        code="ADMIT-154",
        why="replies to remarks nobody made",
        step="remarked",
        org="north",
        kind="remarks.replied",
        body=says(remarks=HEX, replies=HEX),
    ),
    Case(
        code="ADMIT-153",
        why="the asking side changes the holder's answers",
        step="answered",
        org="south",
        kind="answers.amended",
        body=says(amended=HEX),
    ),
    Case(
        code="ADMIT-155",
        why="answers changed before there are any",
        step="asked",
        org="north",
        kind="answers.amended",
        body=says(amended=HEX),
    ),
    Case(
        code="ADMIT-2",
        why="a number of answers beside the root",
        step="answered",
        org="north",
        kind="answers.amended",
        body=says(amended=HEX, persons=3),
    ),
)

VERSIONS = (
    Case(
        code="ADMIT-160",
        why="a correction of a list that is not in force",
        step="lists",
        org="south",
        kind="correction.requested",
        body=says({}, list="wish", root=HEX, requests=HEX),
    ),
    Case(
        code="ADMIT-160",
        why="a correction before the list was opened",
        step="lists",
        org="south",
        kind="correction.requested",
        body=lambda state: {"list": "wish", "root": wish_root(state), "requests": HEX},
        change=unopened,
    ),
    Case(
        code="ADMIT-2",
        why="a correction of a list of no known kind",
        step="lists",
        org="south",
        kind="correction.requested",
        body=says({}, list="secret", root=HEX, requests=HEX),
    ),
    Case(
        code="ADMIT-162",
        why="a decision on what nobody asked for",
        step="lists",
        org="neutral",
        kind="correction.decided",
        body=says({}, list="wish", owner="south", requests=HEX, decisions=HEX, any_approved=True),
    ),
    Case(
        code="ADMIT-4",
        why="a party decides on its own request",
        step="lists",
        org="south",
        kind="correction.decided",
        body=says({}, list="wish", owner="south", requests=HEX, decisions=HEX, any_approved=True),
    ),
    Case(
        code="ADMIT-163",
        why="a new version nobody approved",
        step="lists",
        org="south",
        kind="list.versioned",
        body=lambda state: {
            "list": "wish",
            "version": 2,
            "of": wish_root(state),
            "root": HEX,
            "bucket": 250,
            "decisions": HEX,
        },
    ),
    Case(
        code="ADMIT-166",
        why="a version of a final list that is not the next",
        step="final",
        org="neutral",
        kind="final.versioned",
        body=lambda state: {**THERE, "of": state.finals[NORTH_TO_SOUTH][0], "root": HEX, "version": 3},
    ),
    Case(
        code="ADMIT-166",
        why="a version of another final list",
        step="final",
        org="neutral",
        kind="final.versioned",
        body=says(of=HEX, root=OTHER, version=2),
    ),
    Case(
        code="ADMIT-166",
        why="a version before the first",
        step="replied",
        org="neutral",
        kind="final.versioned",
        body=says(of=HEX, root=OTHER, version=2),
    ),
    Case(
        code="ADMIT-168",
        why="a version that changes nothing",
        step="final",
        org="neutral",
        kind="final.versioned",
        body=lambda state: {
            **THERE,
            "of": state.finals[NORTH_TO_SOUTH][0],
            "root": state.finals[NORTH_TO_SOUTH][0],
            "version": 2,
        },
    ),
)

REMAINS = (
    Case(
        code="ADMIT-170",
        why="an act of remains without bags",
        step="terms",
        org="north",
        kind="remains.signed",
        body=says(on="2026-03-11", bags=[]),
    ),
    Case(
        code="ADMIT-170",
        why="bags in no order",
        step="terms",
        org="north",
        kind="remains.signed",
        body=says(on="2026-03-11", bags=[OTHER, HEX]),
    ),
    Case(
        code="ADMIT-3",
        why="one bag twice",
        step="terms",
        org="north",
        kind="remains.signed",
        body=says(on="2026-03-11", bags=[HEX, HEX]),
    ),
    Case(
        code="ADMIT-171",
        why="bags handed back that never came",
        step="terms",
        org="south",
        kind="remains.signed",
        body=says(BACK, on="2026-03-11", bags=[HEX], returns=HEX),
    ),
    Case(
        code="ADMIT-173",
        why="findings about an act nobody signed",
        step="terms",
        org="south",
        kind="remains.identified",
        body=says({}, act=HEX, identified=HEX),
    ),
)

COUNTS = (
    Case(
        code="ADMIT-180",
        why="a gesture for nobody",
        step="acts",
        org="north",
        kind="gesture.signed",
        body=says(on="2026-03-11", people=[]),
    ),
    Case(
        code="ADMIT-180",
        why="people of a gesture in no order",
        step="acts",
        org="north",
        kind="gesture.signed",
        body=says(on="2026-03-11", people=[[OTHER, "pow"], [HEX, "pow"]]),
    ),
    Case(
        code="ADMIT-181",
        why="somebody crosses a second time as a gesture",
        step="acts",
        org="north",
        kind="gesture.signed",
        body=lambda state: {**THERE, "on": "2026-03-11", "people": [*people(state)[:1]]},  # type: ignore[list-item]
    ),
    Case(
        code="ADMIT-182",
        why="somebody not travelling is handed over as a gesture",
        step="acts",
        org="north",
        kind="gesture.signed",
        body=lambda state: {**THERE, "on": "2026-03-11", "people": [[min(state.stopped), "pow"]]},
    ),
    Case(
        code="ADMIT-183",
        why="a person counted under two agreements",
        step="acts",
        org="north",
        kind="act.allocated",
        body=allocates(lambda state: [part("one", *refs(state)), part("two", refs(state)[0])]),
    ),
    Case(
        code="ADMIT-183",
        why="an agreement for nobody",
        step="acts",
        org="north",
        kind="act.allocated",
        body=allocates(lambda state: [part("one", *refs(state)), part("two")]),
    ),
    Case(
        code="ADMIT-2",
        why="words beside the people of one agreement",
        step="acts",
        org="north",
        kind="act.allocated",
        body=allocates(lambda state: [{"agreement": "one", "people": [*refs(state)], "words": "x"}]),
    ),
    Case(
        code="ADMIT-184",
        why="a person left out of the allocation",
        step="acts",
        org="north",
        kind="act.allocated",
        body=allocates(lambda state: [part("one", *refs(state)[1:])]),
    ),
    Case(
        code="ADMIT-184",
        why="a stranger in the allocation",
        step="acts",
        org="north",
        kind="act.allocated",
        body=allocates(lambda state: [part("one", *refs(state), HEX)]),
    ),
    Case(
        code="ADMIT-187",
        why="an allocation of an act nobody signed",
        step="acts",
        org="north",
        kind="act.allocated",
        body=allocates(lambda state: [part("one", *refs(state))], act=HEX),
    ),
    Case(
        code="ADMIT-187",
        why="a correction of an act of the other direction",
        step="acts",
        org="north",
        kind="act.corrected",
        body=corrects(**BACK),
    ),
    Case(
        code="ADMIT-185",
        why="a correction for no known reason",
        step="acts",
        org="north",
        kind="act.corrected",
        body=corrects(reason="politics"),
    ),
    Case(
        code="ADMIT-186",
        why="a correction that changes nothing",
        step="acts",
        org="north",
        kind="act.corrected",
        body=corrects(people=people),
    ),
    Case(
        code="ADMIT-186",
        why="a correction whose people stand in no order",
        step="acts",
        org="north",
        kind="act.corrected",
        body=corrects(people=lambda state: people(state)[::-1]),
    ),
    Case(
        code="ADMIT-188",
        why="a category the terms do not have",
        step="acts",
        org="north",
        kind="act.corrected",
        body=corrects(people=lambda state: [[ref, "officers"] for ref in refs(state)]),
    ),
    Case(
        code="ADMIT-193",
        why="a stranger on a corrected act",
        step="acts",
        org="north",
        kind="act.corrected",
        body=corrects(people=lambda state: sorted([*people(state), [HEX, "pow"]])),
    ),
    Case(
        code="ADMIT-4",
        why="the neutral states a category",
        step="final",
        org="neutral",
        kind="category.stated",
        body=says(stated=HEX),
    ),
    Case(
        code="ADMIT-190",
        why="a category stated before the final list",
        step="replied",
        org="south",
        kind="category.stated",
        body=says(stated=HEX),
    ),
    Case(
        code="ADMIT-192",
        why="an exchange closed while people are on the way",
        step="acts",
        org="neutral",
        kind="exchange.closed",
        body=says({}, as_of="2026-03-12"),
    ),
)

CASES = (*STEPS, *VERSIONS, *REMAINS, *COUNTS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.why}")
def test_a_forged_event_is_refused(case: Case, tmp_path: Path) -> None:
    """Refused under its code with what to do, and the state it was judged by is as it was."""
    world = procedure_at(case.step, tmp_path)
    state = case.change(world.state())
    event = forged(world, case.org, case.kind, case.body(world.state()))
    draft = Draft(event=event, digest=event_digest(event_text(event)), signers=())
    before = replace(state)

    with pytest.raises(Refusal) as refused:
        judge(draft, state, index=99)

    assert refused.value.code == case.code
    assert refused.value.hint
    assert state == before


def test_a_side_of_another_direction_states_no_category(tmp_path: Path) -> None:
    """Where there are three parties, the third is no side of what goes on between two (``ADMIT-189``)."""
    world = procedure_at("final", tmp_path)
    event = forged(world, "south", "category.stated", {"holder": "north", "receiver": "east", "stated": HEX})
    draft = Draft(event=event, digest=event_digest(event_text(event)), signers=())

    with pytest.raises(Refusal, match="ADMIT-189"):
        judge(draft, world.state(), index=99)


def test_a_second_version_waits_for_the_first(tmp_path: Path) -> None:
    """A version out of order, one with another list's root: refused (``ADMIT-164``, ``ADMIT-165``)."""
    world = procedure_at("lists", tmp_path)
    reading = corrected({"W-01": {"given_names": "Anna"}})
    request_correction(world.seat("south"), reading, ListKind.WISH, Why.SPELLING, LIST_OFFICERS)
    world.carry()
    decide_corrections(world.neutral, OrgId("south"), ListKind.WISH, {}, DELEGATE)
    world.carry()
    state = world.state("south")
    decided = state.corrections[OrgId("south"), ListKind.WISH][-1].decision
    plain: dict[str, Json] = {
        "list": "wish",
        "version": 2,
        "of": wish_root(state),
        "root": HEX,
        "bucket": 250,
        "decisions": decided,
    }
    holding = state.lists[OrgId("north"), ListKind.HOLDING].root

    for changes, code in (({"version": 3}, "ADMIT-164"), ({"root": holding}, "ADMIT-165")):
        event = forged(world, "south", "list.versioned", {**plain, **changes})
        draft = Draft(event=event, digest=event_digest(event_text(event)), signers=())
        with pytest.raises(Refusal, match=code):
            judge(draft, state, index=99)


def test_no_step_stands_with_fewer_signatures_than_it_needs(tmp_path: Path) -> None:
    """Whatever binds a side takes two of it, and what binds both takes two of each."""
    world = procedure_at("acts", tmp_path)
    accounting.correct_act(
        world.seat("north"),
        act(world.state()),
        accounting.Correction(reason="not_crossed", without=refs(world.state())[:1]),
        AGENTS,
    )
    both_sign(world, "act-correction", AGENTS)
    remains.hand_over_bags(world.seat("north"), NORTH_TO_SOUTH, ["Kronvel-1"], DAY, AGENTS)
    both_sign(world, "remains", AGENTS)
    reading = read_record(world.neutral)

    joint = {"act.corrected": 4, "act.allocated": 4, "gesture.signed": 4, "remains.signed": 4, "final.versioned": 4}
    single = {"answers.remarked": 2, "remarks.replied": 2, "answers.amended": 2, "category.stated": 2, "list.asked": 1}
    for kind, persons in {**joint, **single}.items():
        body: dict[str, Json] = {**THERE}
        event = forged(world, "neutral" if kind == "list.asked" else "north", kind, body)
        draft = Draft(event=event, digest=event_digest(event_text(event)), signers=())
        assert sum(need.persons for need in missing_signatures(draft, reading.state)) == persons
        assert KINDS[kind].joint is (kind in joint)


def test_whoever_writes_for_another_is_refused(tmp_path: Path) -> None:
    """A remark, a reply, a request of another party's log is none: the author and its role are held together."""
    world: World = procedure_at("answered", tmp_path)
    event = forged(world, "neutral", "answers.remarked", {**THERE, "answers": HEX, "remarks": HEX})
    draft = Draft(event=event, digest=event_digest(event_text(event)), signers=())

    with pytest.raises(Refusal, match="ADMIT-4"):
        judge(draft, world.state(), index=99)


def test_no_event_says_anything_beside_its_fields(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each event of an honest record, with one field more, is refused: words about a person have no place in any."""
    told: list[tuple[Draft, State, int]] = []

    def kept(draft: Draft, state: State, *, index: int) -> State:
        told.append((draft, state, index))
        return admit(draft, state, index=index)

    monkeypatch.setattr(import_module("homeward.procedure.audit"), "admit", kept)
    audit(read_record(procedure_at("acts", tmp_path).seat("neutral")).logs)

    assert {one.event.kind for one, _, _ in told} >= {"genesis", "terms.signed", "answers.remarked", "act.signed"}
    for draft, state, index in told:
        more = replace(draft.event, body={**draft.event.body, "words": "x"})
        with pytest.raises(Refusal, match="ADMIT-2") as refused:
            kind_of(more).rule(state, Happening(event=more, digest=draft.digest, index=index))
        assert refused.value.says == f"{more.kind}: missing or unknown field: words"
