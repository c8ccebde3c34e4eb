"""An event enters the record only whole: of this exchange, after its author's last, signed by those who must."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest

from homeward.log import Note
from homeward.model.acts import Place
from homeward.model.events import Event, event_text, parse_event
from homeward.model.exchange import Role
from homeward.model.findings import Json, Refusal
from homeward.model.ids import CategoryId, Digest, ExchangeId, OfficerId, OrgId, Ref
from homeward.procedure import State, admit, judge, kind_of, missing_signatures, read_note
from homeward.procedure.bodies import act_body, read_act
from homeward.procedure.fields import Fields
from homeward.service.acting import officer_line
from tests.unit.procedure.cast import HEX, body, draft_of, event_of, forged, people, signed, told, whole
from tests.world import World

REMARK: dict[str, Json] = {"entry": HEX, "code": "error"}


def _remark() -> Event:
    return event_of(whole().state, "north", "list.remarked", REMARK)


@pytest.mark.parametrize(
    ("changed", "code", "says"),
    [
        (lambda event: replace(event, prev=Digest(HEX)), "ADMIT-6", "list.remarked of north does not follow"),
        (lambda event: replace(event, prev=None), "ADMIT-6", "list.remarked of north does not follow"),
        (lambda event: replace(event, exchange=ExchangeId("other-2026")), "ADMIT-7", "of exchange other-2026"),
        (lambda event: replace(event, org=OrgId("west")), "ADMIT-8", "west takes no part"),
        (lambda event: replace(event, role="Bralamund Aldo"), "ADMIT-23", "not written as list_officer"),
    ],
)
def test_an_event_out_of_place_is_refused(changed: Callable[[Event], Event], code: str, says: str) -> None:
    """An event of another exchange or organisation, out of order, or in words of its own never enters."""
    state = whole().state
    draft = draft_of(changed(_remark()), "north/list-1")

    with pytest.raises(Refusal) as refused:
        judge(draft, state, index=99)

    assert refused.value.code == code
    assert says in refused.value.says
    assert refused.value.hint


def test_an_incomplete_event_is_judged_but_not_admitted() -> None:
    """An event that lacks a signature may be shown to be signed, and enters no log."""
    state = whole("terms").state
    draft = draft_of(event_of(state, "north", "draw.committed", {"commitment": HEX}), "north/head-1")

    assert judge(draft, state, index=2).draws
    with pytest.raises(Refusal, match="ADMIT-9") as refused:
        admit(draft, state, index=2)
    assert refused.value.says == "draw.committed lacks 1 signature(s) of north by a head"
    assert refused.value.hint == "run `homeward sign` at the seat of north"


def test_signatures_still_lacking_are_counted_by_person() -> None:
    """Two signatures are two people: the same officer counts once, another role not at all."""
    state = whole("terms").state
    event = event_of(state, "north", "draw.committed", {"commitment": HEX})

    lacking = [missing_signatures(draft_of(event, *who), state) for who in ((), ("north/head-1",), ("north/list-1",))]

    assert [need.persons for needs in lacking for need in needs] == [2, 1, 2]
    assert lacking[0][0].role is Role.HEAD
    assert not missing_signatures(draft_of(event, "north/head-1", "north/head-2"), state)


def test_a_log_that_does_not_begin_with_genesis_is_refused() -> None:
    """Before genesis nothing can happen but genesis."""
    with pytest.raises(Refusal, match="ADMIT-22") as refused:
        judge(draft_of(_remark()), State(), index=0)

    assert "begins with list.remarked" in refused.value.says


def test_an_unlisted_key_signs_nothing(at_step: Callable[[str], World]) -> None:
    """A signature by a key that genesis does not list refuses the whole event."""
    world = at_step("terms")
    event = forged(world, "north", "draw.committed", {"commitment": HEX})
    seat = world.seat("north")
    stranger = replace(officer_line(seat, OfficerId("head-1"), event_text(event)), name="bridge-2026/north/mallory")

    with pytest.raises(Refusal, match="LOG-24") as refused:
        read_note(Note(text=event_text(event), lines=(stranger,)), world.state("north"))

    assert "mallory" in refused.value.says


def test_one_person_cannot_sign_twice_in_an_event(at_step: Callable[[str], World]) -> None:
    """Two lines by one key are refused even where a program wrote them side by side."""
    world = at_step("terms")
    event = forged(world, "north", "draw.committed", {"commitment": HEX})
    note = signed(world, event, [("north", "head-1")])

    with pytest.raises(Refusal, match="LOG-23"):
        read_note(replace(note, lines=note.lines * 2), world.state("north"))


def test_a_signature_of_another_text_is_refused(at_step: Callable[[str], World]) -> None:
    """A signature given for one act cannot be put under another."""
    world = at_step("terms")
    given = signed(world, forged(world, "north", "draw.committed", {"commitment": HEX}), [("north", "head-1")])
    other = forged(world, "north", "draw.committed", {"commitment": HEX[::-1]})

    with pytest.raises(Refusal, match="LOG-28"):
        read_note(replace(given, text=event_text(other)), world.state("north"))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("homeward.event/v2", "EVENT-1"),
        ("", "EVENT-1"),
    ],
)
def test_another_format_is_not_guessed_at(line: str, code: str) -> None:
    """An event of a newer or unknown format is refused before its content is read."""
    _, _, rest = event_text(_remark()).partition("\n")

    with pytest.raises(Refusal) as refused:
        parse_event(f"{line}\n{rest}")

    assert refused.value.code == code
    assert refused.value.hint


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("v", 2, "EVENT-1"),
        ("id", "00000000-0000-4000-8000-000000000000", "EVENT-2"),
        ("kind", None, "EVENT-2"),
        ("prev", "0" * 63, "EVENT-2"),
        ("prev", "A" * 64, "EVENT-2"),
        ("t", "2026-03-08 09:00:00", "EVENT-2"),
        ("t", "2026-3-8T9:0:0Z", "EVENT-2"),
        ("t", 1, "EVENT-2"),
        ("seen", [], "EVENT-2"),
        ("seen", {"north": ["south", 1, HEX]}, "EVENT-2"),
        ("seen", {"north": ["north", -1, HEX]}, "EVENT-2"),
        ("seen", {"north": ["north", True, HEX]}, "EVENT-2"),
        ("body", [], "EVENT-2"),
        ("words", "tall", "EVENT-2"),
    ],
)
def test_a_malformed_field_is_refused(field: str, value: Json, code: str) -> None:
    """Every field of an event has one form."""
    magic, _, line = event_text(_remark()).partition("\n")
    changed = json.dumps({**json.loads(line), field: value}, sort_keys=True, separators=(",", ":"))

    with pytest.raises(Refusal) as refused:
        parse_event(f"{magic}\n{changed}\n")

    assert refused.value.code == code
    assert refused.value.hint


def test_json_that_is_not_canonical_is_no_event() -> None:
    """One event has one text: a space more is another text, and none of ours."""
    with pytest.raises(Refusal, match="CANON-2"):
        parse_event(event_text(_remark()).replace('":', '": ', 1))


def test_a_text_cut_short_is_no_event() -> None:
    """An event's text ends with a newline."""
    with pytest.raises(Refusal, match="EVENT-2"):
        parse_event(event_text(_remark())[:-1])


def _one_beyond_the_total(state: State, *, outside: int) -> State:
    """Return *state* with a plan whose first part counts one person of day 1 outside the total."""
    plan = state.plan
    assert plan is not None
    first, *rest = plan.parts
    counts = {**first.counts, CategoryId("pow"): first.counts[CategoryId("pow")] - 1}
    return replace(state, plan=replace(plan, parts=(replace(first, counts=counts, outside=outside), *rest)))


def test_the_seriously_wounded_beyond_the_total_cross() -> None:
    """Who travels outside the total, as GC III 109 wants, is not refused because the counts leave them out."""
    state = _one_beyond_the_total(whole("plan").state, outside=1)
    event = replace(told("act.signed"), prev=None)

    after = judge(draft_of(event), state, index=12)

    assert len(after.crossed) == 12


def test_nobody_else_crosses_beyond_the_counts() -> None:
    """More people than the plan counts, and none of them outside the total, are refused."""
    state = _one_beyond_the_total(whole("plan").state, outside=0)

    with pytest.raises(Refusal, match="ADMIT-74"):
        judge(draft_of(told("act.signed")), state, index=12)


def test_a_joint_event_counts_once_and_an_own_one_is_the_last() -> None:
    """Joint events are known by digest, own events by being their author's last."""
    before = whole("terms").state
    own = draft_of(event_of(before, "north", "draw.committed", {"commitment": HEX}))

    after = judge(own, before, index=2)

    assert dict(after.last) == dict(before.last) | {OrgId("north"): own.digest}
    assert after.joint == before.joint
    assert kind_of(told("terms.signed")).joint
    assert len(before.joint) == 2


def test_an_act_read_and_written_again_is_the_same() -> None:
    """The body of an act and the act are two forms of one thing."""
    act = read_act(Fields("act.signed", body("act.signed", 2)))

    assert act_body(act) == body("act.signed", 2)
    assert Place(ref=Ref(act.replacements[0]), category=CategoryId("pow")) in act.people


def _first_of_the_act_stopped_at(index: int) -> State:
    state = whole("plan").state
    first = Ref(people(body("act.signed"))[0][0])
    return replace(state, stopped=MappingProxyType({**state.stopped, first: (OrgId("neutral"), index)}))


def test_the_last_notice_an_author_had_seen_counts() -> None:
    """The newest entry within what the author had seen binds the act; the first one after it does not."""
    act = told("act.signed")
    size = next(one.size for one in act.seen if one.org == "neutral")

    with pytest.raises(Refusal, match="ADMIT-66"):
        judge(draft_of(act), _first_of_the_act_stopped_at(size - 1), index=12)
    assert judge(draft_of(act), _first_of_the_act_stopped_at(size), index=12).acts
