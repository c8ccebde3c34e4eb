"""Every rule of admission refuses what breaks it, names it and what to do, and changes nothing at the seat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

import pytest

from homeward.model.findings import Json, Refusal
from homeward.model.ids import OfficerId, OrgId, Ref
from homeward.model.people import ListKind
from homeward.procedure import State
from homeward.procedure.state import ActState
from homeward.service import acting
from homeward.service.acting import perform
from homeward.service.reading import read_record
from tests.unit.procedure.cast import HEX, body, people, rewritten
from tests.world import HEADS, World

K = TypeVar("K")
V = TypeVar("V")


def _as_it_is(state: State) -> State:
    return state


@dataclass(frozen=True, kw_only=True)
class Case:
    """An act that breaks one rule: where the exchange stands, who writes what, and what the refusal says."""

    code: str
    why: str
    step: str
    org: str
    kind: str
    body: Callable[[], dict[str, Json]]
    says: str
    state: Callable[[State], State] = _as_it_is
    officers: tuple[OfficerId, ...] = ()


def _without(mapping: Mapping[K, V], key: K) -> Mapping[K, V]:
    return MappingProxyType({one: value for one, value in mapping.items() if one != key})


def _no_draw_of(org: str) -> Callable[[State], State]:
    return lambda state: replace(state, draws=_without(state.draws, OrgId(org)))


def _no_holding_list_of(org: str) -> Callable[[State], State]:
    return lambda state: replace(state, lists=_without(state.lists, (OrgId(org), ListKind.HOLDING)))


def _acts_up_to(count: int) -> Callable[[State], State]:
    return lambda state: replace(state, acts=state.acts[:count], crossed=_crossed(state.acts[:count]))


def _acts_forgotten(count: int) -> Callable[[State], State]:
    return lambda state: replace(state, acts=state.acts[:count])


def _crossed(acts: tuple[ActState, ...]) -> frozenset[Ref]:
    return frozenset(place.ref for one in acts for place in one.act.people)


def _first_person_stopped(state: State) -> State:
    first = Ref(people(body("act.signed"))[0][0])
    return replace(state, stopped=MappingProxyType({**state.stopped, first: (OrgId("neutral"), 0)}))


def _organisations() -> list[dict[str, Json]]:
    value = body("genesis")["organisations"]
    assert isinstance(value, list)
    return [one for one in value if isinstance(one, dict)]


def _one_party_genesis() -> dict[str, Json]:
    neutral, north, south = _organisations()
    lone: Json = {**north, "party": False}
    return body("genesis", organisations=[neutral, lone, south])


def _twice_in_genesis() -> dict[str, Json]:
    neutral, north, south = _organisations()
    return body("genesis", organisations=[neutral, north, north, south])


def _one_key_for_two_officers() -> dict[str, Json]:
    neutral, north, south = _organisations()
    officers = north["officers"]
    assert isinstance(officers, list)
    assert isinstance(officers[0], dict)
    assert isinstance(officers[1], dict)
    copied: list[Json] = [officers[0], {**officers[1], "key": officers[0]["key"]}, *officers[2:]]
    return body("genesis", organisations=[neutral, {**north, "officers": copied}, south])


def _one_key_for_two_uses() -> dict[str, Json]:
    neutral, north, south = _organisations()
    return body("genesis", organisations=[neutral, {**north, "seat": north["log"]}, south])


def _no_sealing_key() -> dict[str, Json]:
    neutral, north, south = _organisations()
    return body("genesis", organisations=[neutral, {**north, "seal": "AAAA="}, south])


def _act(nth: int = 0, **changes: Json) -> dict[str, Json]:
    return {**body("act.signed", nth), **changes}


def _act_with(first: list[str], nth: int = 0) -> dict[str, Json]:
    rest: list[Json] = [[*one] for one in sorted([first, *people(_act(nth))[1:]])]
    return _act(nth, people=rest)


def _somebody_twice() -> dict[str, Json]:
    everybody: list[Json] = [[*one] for one in people(_act())]
    return _act(people=[everybody[0], *everybody])


def _somebody_left_out() -> dict[str, Json]:
    first, *rest = people(_act())
    return _act(people=[[*one] for one in rest], absent=[first[0]])


def _relabelled() -> dict[str, Json]:
    first = next(one for one in people(_act()) if one[1] == "civilian")
    return _act(people=[[*one] if one != first else [first[0], "pow"] for one in people(_act())])


def _later_of_the_reserve() -> dict[str, Json]:
    act, reserve = _act(2), body("plan.signed")["reserve"]
    assert isinstance(reserve, list)
    assert isinstance(reserve[0], dict)
    names = reserve[0]["people"]
    assert isinstance(names, list)
    third = [one for one in names if isinstance(one, list) and one[1] == "pow"][-1]
    kept = [one for one in people(act) if [one[0]] != act["replacements"]]
    return _act(2, people=[[*one] for one in sorted([*kept, [str(third[0]), str(third[1])]])], replacements=[third[0]])


def _backwards() -> dict[str, Json]:
    return _act(people=[[*one] for one in reversed(people(_act()))])


def _parts() -> list[Json]:
    value = body("plan.signed")["parts"]
    assert isinstance(value, list)
    return value


def _stopped() -> list[Json]:
    value = body("people.not_travelling")["people"]
    assert isinstance(value, list)
    return value


def _draw_body() -> dict[str, Json]:
    return {"commitment": HEX}


FINAL, ANSWER, PROPOSAL = "list.final", "list.answered", "match.proposed"
NOT_TRAVELLING, PLAN, ACT, ARRIVAL = "people.not_travelling", "plan.signed", "act.signed", "arrival.confirmed"

CASES = (
    Case(
        code="ADMIT-1",
        why="an event kind nobody knows",
        step="terms",
        org="north",
        kind="sun.rose",
        body=dict,
        says="'sun.rose'",
    ),
    Case(
        code="ADMIT-2",
        why="a field besides those of the form",
        step="terms",
        org="north",
        kind="list.remarked",
        body=lambda: {"entry": HEX, "code": "error", "words": "tall"},
        says="list.remarked: missing or unknown field: words",
    ),
    Case(
        code="ADMIT-2",
        why="an act that names no sides",
        step="plan",
        org="north",
        kind=ACT,
        body=dict,
        says="act.signed: missing or unknown field",
    ),
    Case(
        code="ADMIT-2",
        why="an act between one party and itself",
        step="plan",
        org="north",
        kind=ACT,
        body=lambda: _act(receiver="north"),
        says="holder and receiver are one party",
    ),
    Case(
        code="ADMIT-2",
        why="a category counted twice",
        step="draw",
        org="neutral",
        kind=PLAN,
        body=lambda: rewritten(PLAN, ('["civilian", 2]', '["pow", 2]')),
        says="each category once",
    ),
    Case(
        code="ADMIT-2",
        why="words in place of a category",
        step="draw",
        org="neutral",
        kind=PLAN,
        body=lambda: rewritten(PLAN, ('["civilian", 2]', '["Two civilians", 2]')),
        says="counts is a list",
    ),
    Case(
        code="ADMIT-2",
        why="a date in another spelling",
        step="arrivals",
        org="north",
        kind="bulletin.released",
        body=lambda: {"as_of": "20260312", "digest": HEX},
        says="as_of is a date YYYY-MM-DD",
    ),
    Case(
        code="ADMIT-2",
        why="a list of no known kind",
        step="terms",
        org="north",
        kind="list.committed",
        body=lambda: {"list": "secret", "root": HEX, "bucket": 250},
        says="list is wish, holding or offer",
    ),
    Case(
        code="ADMIT-3",
        why="one person named twice in an act",
        step="plan",
        org="north",
        kind=ACT,
        body=_somebody_twice,
        says="act.signed: people names one person twice",
    ),
    Case(
        code="ADMIT-4",
        why="a draw by the neutral",
        step="terms",
        org="neutral",
        kind="draw.committed",
        body=_draw_body,
        says="by a party, not by neutral",
    ),
    Case(
        code="ADMIT-4",
        why="a notice by a party",
        step="final",
        org="north",
        kind=NOT_TRAVELLING,
        body=lambda: body(NOT_TRAVELLING),
        says="by the neutral, not by north",
    ),
    Case(
        code="ADMIT-5",
        why="a draw before the terms",
        step="genesis",
        org="north",
        kind="draw.committed",
        body=_draw_body,
        says="draw.committed before the terms",
    ),
    Case(
        code="ADMIT-10",
        why="a second genesis",
        step="genesis",
        org="neutral",
        kind="genesis",
        body=lambda: body("genesis"),
        says="a second genesis",
    ),
    Case(
        code="ADMIT-11",
        why="terms signed again",
        step="terms",
        org="neutral",
        kind="terms.signed",
        body=lambda: body("terms.signed"),
        says="signed already",
    ),
    Case(
        code="ADMIT-12",
        why="terms of other parties",
        step="genesis",
        org="neutral",
        kind="terms.signed",
        body=lambda: rewritten("terms.signed", ('"south"', '"west"')),
        says="other parties than genesis",
    ),
    Case(
        code="ADMIT-13",
        why="terms that waive the wish (a finding of law) cannot be signed",
        step="genesis",
        org="neutral",
        kind="terms.signed",
        body=lambda: rewritten("terms.signed", ('"kind": "wish"', '"kind": "safety"')),
        says="there is no wish gate [TERMS-32]",
    ),
    Case(
        code="ADMIT-14",
        why="a second draw",
        step="sealed",
        org="north",
        kind="draw.committed",
        body=_draw_body,
        says="north committed to its draw already",
    ),
    Case(
        code="ADMIT-15",
        why="a draw after a list was revealed",
        step="lists",
        org="north",
        kind="draw.committed",
        body=_draw_body,
        state=_no_draw_of("north"),
        says="after a list was revealed",
    ),
    Case(
        code="ADMIT-16",
        why="the other party's draw, copied",
        step="sealed",
        org="south",
        kind="draw.committed",
        body=lambda: body("draw.committed", by="north"),
        state=_no_draw_of("south"),
        says="a draw copied from another party",
    ),
    Case(
        code="ADMIT-17",
        why="another nonce than was sealed",
        step="gates",
        org="north",
        kind="draw.opened",
        body=lambda: {"nonce": HEX},
        says="north opened another nonce",
    ),
    Case(
        code="ADMIT-18",
        why="a draw opened too early",
        step="matched",
        org="north",
        kind="draw.opened",
        body=lambda: body("draw.opened", by="north"),
        says="before all final lists were signed",
    ),
    Case(
        code="ADMIT-19",
        why="genesis with one party",
        step="seats",
        org="neutral",
        kind="genesis",
        body=_one_party_genesis,
        says="two parties or more",
    ),
    Case(
        code="ADMIT-19",
        why="genesis with a party twice",
        step="seats",
        org="neutral",
        kind="genesis",
        body=_twice_in_genesis,
        says="each once",
    ),
    Case(
        code="ADMIT-20",
        why="one key for two officers",
        step="seats",
        org="neutral",
        kind="genesis",
        body=_one_key_for_two_officers,
        says="two owners or two uses",
    ),
    Case(
        code="ADMIT-20",
        why="one key for log and seat",
        step="seats",
        org="neutral",
        kind="genesis",
        body=_one_key_for_two_uses,
        says="two owners or two uses",
    ),
    Case(
        code="ADMIT-24",
        why="a sealing key nobody could seal to",
        step="seats",
        org="neutral",
        kind="genesis",
        body=_no_sealing_key,
        says="not 32 bytes",
    ),
    Case(
        code="ADMIT-21",
        why="heads of delegation sign a list",
        step="terms",
        org="north",
        kind="list.committed",
        body=lambda: body("list.committed", by="north"),
        officers=HEADS,
        says="north/head-1, who may not sign it",
    ),
    Case(
        code="ADMIT-30",
        why="a list sealed twice",
        step="sealed",
        org="north",
        kind="list.committed",
        body=lambda: {"list": "holding", "root": HEX, "bucket": 250},
        says="north committed to its holding list already",
    ),
    Case(
        code="ADMIT-31",
        why="the other party's list, copied",
        step="sealed",
        org="south",
        kind="list.committed",
        body=lambda: body("list.committed", by="north"),
        state=_no_holding_list_of("south"),
        says="the root of another list",
    ),
    Case(
        code="ADMIT-32",
        why="a reveal before all is sealed",
        step="terms",
        org="north",
        kind="list.revealed",
        body=lambda: body("list.revealed", by="north"),
        says="north draw, north holding list, north wish list, south draw, south holding list, south wish list",
    ),
    Case(
        code="ADMIT-33",
        why="a list revealed to the other party",
        step="sealed",
        org="north",
        kind="list.revealed",
        body=lambda: body("list.revealed", by="north", to="south"),
        says="to the neutral only",
    ),
    Case(
        code="ADMIT-34",
        why="a list revealed twice",
        step="lists",
        org="north",
        kind="list.revealed",
        body=lambda: body("list.revealed", by="north"),
        says="revealed already",
    ),
    Case(
        code="ADMIT-35",
        why="a list opened that was not revealed",
        step="sealed",
        org="neutral",
        kind="list.opened",
        body=lambda: body("list.opened"),
        says="list of north was not revealed",
    ),
    Case(
        code="ADMIT-36",
        why="matches before the lists were opened",
        step="sealed",
        org="neutral",
        kind=PROPOSAL,
        body=lambda: body(PROPOSAL),
        says="before the holding list of north was opened",
    ),
    Case(
        code="ADMIT-37",
        why="the seeking side answers",
        step="matched",
        org="north",
        kind=ANSWER,
        body=lambda: body(ANSWER, by="south"),
        says="north answers for what south holds",
    ),
    Case(
        code="ADMIT-38",
        why="an answer to nothing",
        step="lists",
        org="north",
        kind=ANSWER,
        body=lambda: body(ANSWER, by="north"),
        says="north>south before matches were proposed",
    ),
    Case(
        code="ADMIT-39",
        why="a remark in words",
        step="lists",
        org="north",
        kind="list.remarked",
        body=lambda: {"entry": HEX, "code": "walks with a stick"},
        says="unknown remark code",
    ),
    Case(
        code="ADMIT-40",
        why="a final list without an answer",
        step="matched",
        org="neutral",
        kind=FINAL,
        body=lambda: body(FINAL),
        says="north>south before its holder answered",
    ),
    Case(
        code="ADMIT-41",
        why="a final list signed twice",
        step="final",
        org="neutral",
        kind=FINAL,
        body=lambda: body(FINAL, root=HEX),
        says="north>south is signed already",
    ),
    Case(
        code="ADMIT-42",
        why="another list than was sealed",
        step="sealed",
        org="north",
        kind="list.revealed",
        body=lambda: body("list.revealed", by="north", root=HEX),
        says="holding list of north is not the one it committed to",
    ),
    Case(
        code="ADMIT-50",
        why="a notice out of order",
        step="final",
        org="neutral",
        kind=NOT_TRAVELLING,
        body=lambda: {"people": [*reversed(_stopped())]},
        says="listed in order, at least one",
    ),
    Case(
        code="ADMIT-50",
        why="a notice about nobody",
        step="final",
        org="neutral",
        kind=NOT_TRAVELLING,
        body=lambda: {"people": []},
        says="listed in order, at least one",
    ),
    Case(
        code="ADMIT-51",
        why="a notice given again",
        step="gates",
        org="neutral",
        kind=NOT_TRAVELLING,
        body=lambda: body(NOT_TRAVELLING),
        says="is not travelling already",
    ),
    Case(
        code="ADMIT-52",
        why="a second plan",
        step="plan",
        org="neutral",
        kind=PLAN,
        body=lambda: body(PLAN),
        says="the plan is signed already",
    ),
    Case(
        code="ADMIT-53",
        why="a plan for other terms",
        step="draw",
        org="neutral",
        kind=PLAN,
        body=lambda: body(PLAN, terms=HEX),
        says="other terms than those signed",
    ),
    Case(
        code="ADMIT-54",
        why="a plan before the draw was opened",
        step="gates",
        org="neutral",
        kind=PLAN,
        body=lambda: body(PLAN),
        says="before every party opened its draw",
    ),
    Case(
        code="ADMIT-55",
        why="a plan with another seed",
        step="draw",
        org="neutral",
        kind=PLAN,
        body=lambda: body(PLAN, seed=HEX),
        says="seed is not the draw",
    ),
    Case(
        code="ADMIT-56",
        why="a plan that leaves out a tranche",
        step="draw",
        org="neutral",
        kind=PLAN,
        body=lambda: body(PLAN, parts=_parts()[:-1]),
        says="exactly one part for each direction and tranche",
    ),
    Case(
        code="ADMIT-56",
        why="a plan with a tranche twice",
        step="draw",
        org="neutral",
        kind=PLAN,
        body=lambda: body(PLAN, parts=[*_parts(), _parts()[0]]),
        says="exactly one part for each direction and tranche",
    ),
    Case(
        code="ADMIT-57",
        why="a plan that misses a promise",
        step="draw",
        org="neutral",
        kind=PLAN,
        body=lambda: rewritten(PLAN, ('["pow", 9]', '["pow", 8]')),
        says="people for north-total, the terms say eq 24",
    ),
    Case(
        code="ADMIT-60",
        why="an act without a plan",
        step="draw",
        org="north",
        kind=ACT,
        body=_act,
        says="an act before the plan",
    ),
    Case(
        code="ADMIT-61",
        why="an act replayed",
        step="acts",
        org="north",
        kind=ACT,
        body=_act,
        says="an act for north>south in day-1 is signed already",
    ),
    Case(
        code="ADMIT-62",
        why="an act with the number of another",
        step="acts",
        org="south",
        kind=ACT,
        body=lambda: _act(3, number=1),
        state=_acts_up_to(3),
        says="act number 1 is not that of its tranche and direction",
    ),
    Case(
        code="ADMIT-63",
        why="somebody who crossed already",
        step="acts",
        org="south",
        kind=ACT,
        body=lambda: _act(3),
        state=_acts_forgotten(3),
        says="crossed already under another act",
    ),
    Case(
        code="ADMIT-64",
        why="people out of order",
        step="plan",
        org="north",
        kind=ACT,
        body=_backwards,
        says="the people of an act stand in order",
    ),
    Case(
        code="ADMIT-65",
        why="a tranche that is not planned",
        step="plan",
        org="north",
        kind=ACT,
        body=lambda: _act(tranche="day-9", number=0),
        says="no tranche day-9 for north>south",
    ),
    Case(
        code="ADMIT-66",
        why="somebody who does not travel",
        step="plan",
        org="north",
        kind=ACT,
        body=_act,
        state=_first_person_stopped,
        says="is not travelling",
    ),
    Case(
        code="ADMIT-67",
        why="somebody left out without a notice",
        step="plan",
        org="north",
        kind=ACT,
        body=_somebody_left_out,
        says="without a notice of not travelling",
    ),
    Case(
        code="ADMIT-68",
        why="somebody who is not in the plan",
        step="plan",
        org="north",
        kind=ACT,
        body=lambda: _act_with([HEX, "pow"]),
        says="not those of the plan for day-1",
    ),
    Case(
        code="ADMIT-69",
        why="a replacement out of the reserve's order",
        step="acts",
        org="north",
        kind=ACT,
        body=_later_of_the_reserve,
        state=_acts_up_to(2),
        says="not the next of the reserve",
    ),
    Case(
        code="ADMIT-70",
        why="an arrival confirmed by the giving side",
        step="acts",
        org="south",
        kind=ARRIVAL,
        body=lambda: body(ARRIVAL, by="north"),
        says="south confirms an act that is not signed or not its own",
    ),
    Case(
        code="ADMIT-70",
        why="an arrival of an act nobody signed",
        step="acts",
        org="north",
        kind=ARRIVAL,
        body=lambda: {"act": HEX, "missing": []},
        says="north confirms an act that is not signed",
    ),
    Case(
        code="ADMIT-71",
        why="an arrival confirmed twice",
        step="arrivals",
        org="north",
        kind=ARRIVAL,
        body=lambda: body(ARRIVAL, by="north"),
        says="confirmed already",
    ),
    Case(
        code="ADMIT-72",
        why="a missing person who was not on the act",
        step="acts",
        org="north",
        kind=ARRIVAL,
        body=lambda: body(ARRIVAL, by="north", missing=[HEX]),
        says="missing who is not on the act",
    ),
    Case(
        code="ADMIT-73",
        why="a bulletin released twice",
        step="bulletin",
        org="north",
        kind="bulletin.released",
        body=lambda: body("bulletin.released"),
        says="released already",
    ),
    Case(
        code="ADMIT-76",
        why="a bulletin while everybody is under way",
        step="acts",
        org="north",
        kind="bulletin.released",
        body=lambda: {"as_of": "2026-03-12", "digest": HEX},
        says="before any arrival is confirmed",
    ),
    Case(
        code="ADMIT-77",
        why="a correction of a bulletin nobody released",
        step="bulletin",
        org="north",
        kind="bulletin.released",
        body=lambda: {"as_of": "2026-03-12", "corrects": HEX, "digest": "2" * 64},
        says="not released",
    ),
    Case(
        code="ADMIT-2",
        why="a correction of nothing",
        step="bulletin",
        org="north",
        kind="bulletin.released",
        body=lambda: {"as_of": "2026-03-12", "corrects": None, "digest": "2" * 64},
        says="corrects",
    ),
    Case(
        code="ADMIT-74",
        why="somebody counted under another category",
        step="plan",
        org="north",
        kind=ACT,
        body=_relabelled,
        says="the act has 11 people of pow, the plan 10",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.why}")
def test_what_breaks_a_rule_is_refused_and_changes_nothing(
    case: Case, at_step: Callable[[str], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An act that breaks a rule is refused under its code, with place and remedy; every file of the seat stays."""
    world = at_step(case.step)
    seat = world.seat(case.org)
    reading = read_record(seat)
    stands = replace(reading, record=replace(reading.record, state=case.state(reading.state)))
    told = case.body()  # before anything is replaced: it may play the story that it is taken from
    monkeypatch.setattr(acting, "read_record", lambda _: stands)
    before = world.files(case.org)

    with pytest.raises(Refusal) as refused:
        perform(seat, case.kind, told, case.officers)

    assert refused.value.code == case.code
    assert case.says in refused.value.says
    assert refused.value.hint
    assert world.files(case.org) == before


@pytest.mark.parametrize(
    ("case", "unbroken"),
    [
        ("ADMIT-57", lambda: body(PLAN)),
        ("ADMIT-66", _act),
        ("ADMIT-69", lambda: _act(2)),
        ("ADMIT-62", lambda: _act(3)),
    ],
)
def test_the_same_act_unbroken_is_admitted(
    case: str,
    unbroken: Callable[[], dict[str, Json]],
    at_step: Callable[[str], World],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the cases break stands where it is not broken: the refusals above are about nothing else."""
    broken = next(one for one in CASES if one.code == case)
    seat = at_step(broken.step).seat(broken.org)
    reading = read_record(seat)
    state = reading.state if case == "ADMIT-66" else broken.state(reading.state)
    stands = replace(reading, record=replace(reading.record, state=state))
    told = unbroken()
    monkeypatch.setattr(acting, "read_record", lambda _: stands)

    done = perform(seat, broken.kind, told, ())

    assert done.missing
