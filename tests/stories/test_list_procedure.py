"""The whole list procedure on made-up people: asked, answered, remarked, replied, and only then made final."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from homeward.lists.answers import read_answers
from homeward.model.answers import Answer, AnswerCode, Basis
from homeward.model.events import event_text
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OrgId, RowId
from homeward.service import answering, deaths, lists
from homeward.service.answers_kept import answered, held_pairs
from homeward.service.reading import read_record
from homeward.service.receiving import receive
from tests.stories.procedure_world import (
    HEADER,
    NORTH_TO_SOUTH,
    ONE,
    SOUTH_TO_NORTH,
    TWO,
    answer,
    codes,
    go_on,
    procedure_at,
    remark,
    reply,
)
from tests.world import DELEGATE, LIST_OFFICERS, ORGS, World, names

DEAD = "W-02,dead,medical,2026-02-20,,,"


def refused(act: Callable[[], object]) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refusal) as one:
        act()
    return one.value.code


def stated(row: str, on: date = date(2026, 2, 20), basis: Basis = Basis.MEDICAL) -> Answer:
    """Return what an officer states of a death."""
    return Answer(sought=RowId(row), code=AnswerCode.DEAD, basis=basis, on=on)


def test_four_steps_lead_to_the_final_lists(tmp_path: Path) -> None:
    """Asked, answered, remarked on, replied to: each step of both directions is in the record, and all seats agree."""
    world = procedure_at("final", tmp_path)
    state = world.state()

    assert set(state.asked) == set(state.remarks_sent) == set(state.replied) == set(state.finals)
    for direction in state.finals:
        assert (
            codes(world, "north", direction) == codes(world, "south", direction) == codes(world, "neutral", direction)
        )
    assert not [one for org in ORGS for one in read_record(world.seat(org)).findings]


@pytest.mark.parametrize(
    ("step", "code"), [("answered", "ADMIT-156"), ("remarked", "ADMIT-157")], ids=["no remarks", "no replies"]
)
def test_no_final_list_before_every_agreed_step(tmp_path: Path, step: str, code: str) -> None:
    """Where the terms set a time for remarks and replies, a final list waits for both, even if there are none."""
    world = procedure_at(step, tmp_path)

    assert refused(lambda: lists.propose_final(world.neutral, NORTH_TO_SOUTH)) == code


def test_an_agreement_without_these_steps_does_not_wait(at_step: Callable[[str], World]) -> None:
    """The short procedure stays what it was: answered from a bound on, then final."""
    state = at_step("final").state()

    assert set(state.finals) == {NORTH_TO_SOUTH, SOUTH_TO_NORTH}
    assert not state.asked
    assert not state.remarks_sent


def test_every_answer_reaches_those_entitled_with_its_basis_and_day(tmp_path: Path) -> None:
    """Both parties and the neutral hold code, basis and day; only the neutral also holds the holder's own row."""
    world = procedure_at("answered", tmp_path)
    given = {org: answered(world.seat(org), NORTH_TO_SOUTH)[RowId("W-01")].now for org in ORGS}

    assert {(one.code, one.basis, one.on) for one in given.values()} == {
        (AnswerCode.HELD, Basis.REGISTER, date(2026, 3, 4))
    }
    assert given["neutral"].held == given["north"].held == "H-30"  # type: ignore[index]
    assert given["south"].held is None  # type: ignore[index]


def test_the_record_tells_neither_names_nor_numbers(tmp_path: Path) -> None:
    """Whatever was answered and remarked, the events of both hold roots of one length, and no name or word."""
    plain, other = procedure_at("asked", tmp_path), procedure_at("asked", tmp_path / "other")
    for world, changed in ((plain, {}), (other, {"W-04": "W-04,escaped,witness,2026-02-20,,,seen in Dunmarsh"})):
        answer(world, NORTH_TO_SOUTH, changed)
        answer(world, SOUTH_TO_NORTH)
        world.carry()
    remark(plain, NORTH_TO_SOUTH)
    remark(other, NORTH_TO_SOUTH, "W-04,seen_held,2026-02-25,Dunmarsh again\n")

    shapes = [
        [
            (line.draft.event.kind, len(event_text(line.draft.event)))
            for line in read_record(one.seat("south")).record.lines
        ]
        for one in (plain, other)
    ]
    text = "".join(event_text(line.draft.event) for line in read_record(other.seat("south")).record.lines)

    assert shapes[0] == shapes[1]
    assert "Dunmarsh" not in text
    assert not [name for name in names() if name in text]


def test_a_death_needs_a_second_person(tmp_path: Path) -> None:
    """One officer's word is not enough; the second must state the same day and basis, and be somebody else."""
    world = procedure_at("asked", tmp_path)
    north = world.seat("north")
    before = read_record(north).record.lines

    assert refused(lambda: answer(world, NORTH_TO_SOUTH, {"W-02": DEAD})) == "ANSWERS-2"
    assert deaths.state_death(north, NORTH_TO_SOUTH, stated("W-02"), ONE) == 1
    assert refused(lambda: deaths.state_death(north, NORTH_TO_SOUTH, stated("W-02"), ONE)) == "ANSWERS-4"
    other_day = stated("W-02", date(2026, 2, 21))
    assert refused(lambda: deaths.state_death(north, NORTH_TO_SOUTH, other_day, TWO)) == "ANSWERS-3"
    assert refused(lambda: answer(world, NORTH_TO_SOUTH, {"W-02": DEAD})) == "ANSWERS-2"
    assert read_record(north).record.lines == before

    assert deaths.state_death(north, NORTH_TO_SOUTH, stated("W-02"), TWO) == 2
    assert refused(lambda: answer(world, NORTH_TO_SOUTH, {"W-02": DEAD.replace("02-20", "02-21")})) == "ANSWERS-2"
    answer(world, NORTH_TO_SOUTH, {"W-02": DEAD})
    world.carry()

    assert {codes(world, org, NORTH_TO_SOUTH)["W-02"] for org in ORGS} == {"dead"}
    assert "W-02" not in {sought for _, sought in held_pairs(world.neutral, NORTH_TO_SOUTH)}
    assert RowId("W-02") in deaths.notes_of(world.seat("south"), NORTH_TO_SOUTH)


def test_only_the_holders_list_officers_state_deaths(tmp_path: Path) -> None:
    """Not another office, not another seat, and nobody whom nobody asked about."""
    world = procedure_at("asked", tmp_path)
    north, south = world.seat("north"), world.seat("south")

    assert refused(lambda: deaths.state_death(north, NORTH_TO_SOUTH, stated("W-02"), "head-1")) == "ANSWERS-1"  # type: ignore[arg-type]
    assert refused(lambda: deaths.state_death(north, NORTH_TO_SOUTH, stated("W-99"), ONE)) == "ANSWERS-1"
    assert refused(lambda: deaths.state_death(south, NORTH_TO_SOUTH, stated("W-02"), ONE)) == "ANSWERS-1"


def test_a_death_stated_by_mistake_is_taken_back_before_it_is_answered(tmp_path: Path) -> None:
    """Both begin anew; nothing has left the seat."""
    north = procedure_at("asked", tmp_path).seat("north")
    deaths.state_death(north, NORTH_TO_SOUTH, stated("W-02"), ONE)

    deaths.forget_statement(north, NORTH_TO_SOUTH, RowId("W-02"))

    assert deaths.state_death(north, NORTH_TO_SOUTH, stated("W-02", date(2026, 2, 1)), TWO) == 1


def test_a_death_that_came_without_two_signatures_is_not_taken(tmp_path: Path) -> None:
    """A seat that forged an answer *dead* with one signature, or another's, convinces nobody."""
    world = procedure_at("asked", tmp_path)
    north = world.seat("north")
    for officer in LIST_OFFICERS:
        deaths.state_death(north, NORTH_TO_SOUTH, stated("W-02"), officer)
    answer(world, NORTH_TO_SOUTH, {"W-02": DEAD})
    world.carry("north", "neutral")
    note = deaths.notes_of(north, NORTH_TO_SOUTH)[RowId("W-02")]
    content = _handed_over(world)
    half = "\n".join(line for line in _text(note).splitlines() if f"/{TWO} " not in line) + "\n"
    south = world.seat("south")
    world.carry("neutral", "south")
    given = answered(south, NORTH_TO_SOUTH)

    for data in (half, "", "no note"):
        forged: Json = {**content, "notes": [["W-02", data]]}
        with pytest.raises(Refusal) as one:
            receive(south, read_record(south), OrgId("north"), "answered", forged)
        assert one.value.code == "ANSWERS-2"
    assert answered(south, NORTH_TO_SOUTH) == given


def test_answers_nobody_signed_are_not_taken(tmp_path: Path) -> None:
    """One changed code, one row left out, another sender: the root in the record decides, and nothing is kept."""
    world = procedure_at("answered", tmp_path)
    south = world.seat("south")
    content = _handed_over(world)
    rows = content["rows"]
    assert isinstance(rows, list)
    changed = json.loads(json.dumps(content))
    changed["rows"][0][0]["on"] = "2026-03-03"

    def takes(sender: str, one: Json) -> Callable[[], object]:
        return lambda: receive(south, read_record(south), OrgId(sender), "answered", one)

    assert refused(takes("north", changed)) == "RECEIVE-4"
    assert refused(takes("north", {**content, "rows": rows[1:]})) == "RECEIVE-4"
    assert refused(takes("neutral", content)) == "RECEIVE-5"
    assert refused(takes("north", {**content, "opened": [["W-01", "H-01", "00" * 32]]})) == "RECEIVE-2"
    receive(south, read_record(south), OrgId("north"), "answered", content)


def test_a_changed_answer_stands_beside_the_first(tmp_path: Path) -> None:
    """A remark, a reply that changes the answer: the person is on the final list, and both answers are kept."""
    world = procedure_at("asked", tmp_path)
    answer(world, NORTH_TO_SOUTH, {"W-05": "W-05,not_held,register,2026-03-04,,,"})
    answer(world, SOUTH_TO_NORTH)
    world.carry()
    remark(world, NORTH_TO_SOUTH, "W-05,seen_held,2026-03-01,two witnesses\n")
    remark(world, SOUTH_TO_NORTH)
    world.carry()
    reply(world, NORTH_TO_SOUTH, "W-05,changed,held,visit,2026-03-04,H-26,,\n")
    reply(world, SOUTH_TO_NORTH)
    world.carry()
    go_on(world, "final", "final")

    for org in ORGS:
        history = answered(world.seat(org), NORTH_TO_SOUTH)[RowId("W-05")].answers
        assert [one.code for one in history] == [AnswerCode.NOT_HELD, AnswerCode.HELD]
    assert len(world.neutral.vault.get(f"final:{NORTH_TO_SOUTH}")) == 30


def test_a_remark_upheld_leaves_the_answer(tmp_path: Path) -> None:
    """A reply that upholds an answer changes nothing, and an entry never leaves without code, basis and day."""
    world = procedure_at("answered", tmp_path)
    remark(world, NORTH_TO_SOUTH, "W-31,not_accepted,2026-03-05,\n")
    world.carry()
    before = answered(world.seat("south"), NORTH_TO_SOUTH)

    reply(world, NORTH_TO_SOUTH, "W-31,upheld,,,,,,\n")
    world.carry()

    assert answered(world.seat("south"), NORTH_TO_SOUTH) == before


def test_somebody_found_later_is_answered_again(tmp_path: Path) -> None:
    """After the final list the holder still answers: who turns up is held, and the first answer stays."""
    world = procedure_at("final", tmp_path)
    north = world.seat("north")
    data = f"{HEADER}W-31,held,visit,2026-03-05,H-31,,found in hospital\n".encode()
    read = read_answers(data, answering.may_speak_of(north, NORTH_TO_SOUTH), source="later.csv")
    answering.amend_answers(north, NORTH_TO_SOUTH, read.values, LIST_OFFICERS)
    world.carry()

    history = answered(world.seat("south"), NORTH_TO_SOUTH)[RowId("W-31")].answers
    assert [one.code.value for one in history] == ["unknown", "held"]
    assert len(world.state("south").amended[NORTH_TO_SOUTH]) == 1


def test_answers_given_again_replace_the_root_and_remarks_on_either_stand(tmp_path: Path) -> None:
    """What another seat wrote at the same time, unseen, does not make an honest event refused."""
    world = procedure_at("answered", tmp_path)
    first = world.state().answered[NORTH_TO_SOUTH][0]
    answer(world, NORTH_TO_SOUTH)
    remark(world, NORTH_TO_SOUTH)
    world.carry()

    state = world.state()
    assert state.answered[NORTH_TO_SOUTH][0] != first
    assert NORTH_TO_SOUTH in state.remarks_sent
    assert not read_record(world.neutral).findings


def test_only_the_neutral_asks(tmp_path: Path) -> None:
    """A party that would show the other side names in the neutral's place is refused at both ends."""
    world = procedure_at("matched", tmp_path)
    content: Json = {"holder": "south", "receiver": "north", "rows": [], "blank": "00" * 32}
    south = world.seat("south")

    assert refused(lambda: receive(south, read_record(south), OrgId("north"), "asked", content)) == "RECEIVE-3"
    assert refused(lambda: answering.ask_names(world.seat("north"), SOUTH_TO_NORTH, LIST_OFFICERS)) == "ADMIT-4"


def test_steps_out_of_turn_are_refused_at_the_seat(tmp_path: Path) -> None:
    """No remarks before answers are here, and no replies before remarks are."""
    world = procedure_at("asked", tmp_path)

    assert (
        refused(lambda: answering.give_remarks(world.seat("south"), NORTH_TO_SOUTH, (), LIST_OFFICERS)) == "ANSWERS-5"
    )
    assert (
        refused(lambda: answering.give_replies(world.seat("north"), NORTH_TO_SOUTH, (), LIST_OFFICERS)) == "ANSWERS-6"
    )
    assert refused(lambda: answering.ask_names(world.neutral, NORTH_TO_SOUTH, LIST_OFFICERS)) == "KEY-1"
    assert DELEGATE


def _handed_over(world: World) -> dict[str, Json]:
    """Return what north handed south: made again from north's vault, as the program seals it."""
    north = world.seat("north")
    kind = f"answer:{NORTH_TO_SOUTH}"
    rows: list[Json] = []
    for document in north.vault.get(kind):
        value = document.value.disclose()
        assert isinstance(value, dict)
        rows.append([value["row"], value["salt"]])
    notes: list[Json] = [[row, _text(note)] for row, note in deaths.notes_of(north, NORTH_TO_SOUTH).items()]
    return {
        "holder": "north",
        "receiver": "south",
        "rows": rows,
        "blank": north.vault.kept(f"blank:{kind}"),
        "notes": notes,
        "opened": [],
    }


def _text(note: object) -> str:
    from homeward.log import Note, format_note  # noqa: PLC0415 - only to forge one

    assert isinstance(note, Note)
    return format_note(note).decode()


def test_one_person_is_not_two_names_on_a_final_list(tmp_path: Path) -> None:
    """A later answer that names somebody who is answered for already stops the final list until it is put right."""
    world = procedure_at("replied", tmp_path)
    north = world.seat("north")
    data = f"{HEADER}W-31,held,visit,2026-03-05,H-30,,\n".encode()
    read = read_answers(data, answering.may_speak_of(north, NORTH_TO_SOUTH), source="later.csv")
    answering.amend_answers(north, NORTH_TO_SOUTH, read.values, LIST_OFFICERS)
    world.carry()

    assert refused(lambda: lists.propose_final(world.neutral, NORTH_TO_SOUTH)) == "LISTS-6"
