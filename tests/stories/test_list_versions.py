"""Corrections are asked for, approved or rejected; a corrected list is a new version, and the old one stays."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from homeward.lists import ListReading, read_all
from homeward.lists.answers import read_answers
from homeward.lists.versions import Change
from homeward.log import sorted_root
from homeward.model.findings import Refusal
from homeward.model.ids import OrgId, RowId
from homeward.model.people import ListKind
from homeward.service import answering, lists, planning, signing
from homeward.service.bundles import bundle_out
from homeward.service.finals import propose_final_again, settle_finals
from homeward.service.reading import read_record
from homeward.service.versions import (
    Why,
    cells_kept,
    changes_between,
    corrections,
    decide_corrections,
    decisions,
    make_version,
    open_versions,
    request_correction,
    versions,
)
from tests.stories.procedure_world import HEADER, NORTH_TO_SOUTH, go_on, procedure_at
from tests.world import DELEGATE, HEADS, LIST_OFFICERS, World, list_csv

NORTH, SOUTH = OrgId("north"), OrgId("south")


def refused(act: Callable[[], object]) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refusal) as one:
        act()
    return one.value.code


def corrected(changes: Mapping[str, Mapping[str, str] | None], org: str = "south") -> ListReading:
    """Return a party's wish list with cells of some rows changed; None leaves the row out."""
    rows = list(csv.DictReader(io.StringIO(list_csv(org, ListKind.WISH))))
    kept = [{**row, **(changes.get(row["row_id"]) or {})} for row in rows if changes.get(row["row_id"], {}) is not None]
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept)
    return read_all([out.getvalue().encode()], source="wish.csv", kind=ListKind.WISH)


def asked(world: World, reading: ListReading, why: Why = Why.SPELLING) -> None:
    """Ask, as south, for the correction, and carry the request to the neutral."""
    request_correction(world.seat("south"), reading, ListKind.WISH, why, LIST_OFFICERS)
    world.carry()


def test_one_correction_is_approved_and_one_rejected(tmp_path: Path) -> None:
    """Of two requests one stands: the new version has it and not the other, and the version before is kept."""
    world = procedure_at("matched", tmp_path)
    south = world.seat("south")
    before = world.state().lists[SOUTH, ListKind.WISH]
    asked(world, corrected({"W-01": {"given_names": "Anna"}, "W-02": {"birth_date": "1999-01-01"}}))

    assert sorted(corrections(world.neutral, SOUTH, ListKind.WISH)) == ["W-01", "W-02"]
    assert world.state().lists[SOUTH, ListKind.WISH] == before
    assert decide_corrections(world.neutral, SOUTH, ListKind.WISH, {RowId("W-02"): "not_proven"}, DELEGATE) == (1, 1)
    world.carry()
    assert decisions(south, SOUTH, ListKind.WISH)[RowId("W-02")] == {
        "row": "W-02",
        "approved": False,
        "reason": "not_proven",
    }
    make_version(south, ListKind.WISH, LIST_OFFICERS)
    world.carry()
    assert world.state().lists[SOUTH, ListKind.WISH] == before
    open_versions(world.neutral, DELEGATE)
    world.carry()

    for org in ("north", "south", "neutral"):
        state = world.state(org)
        known = [one for one in versions(state) if (one.owner, one.kind) == (SOUTH, ListKind.WISH)]
        assert [(one.number, one.is_in_force) for one in known] == [(1, False), (2, True)]
        assert known[0].root == before.root
        assert not read_record(world.seat(org)).findings
    for seat in (south, world.neutral):
        changes = changes_between(seat, SOUTH, ListKind.WISH, 2)
        assert [(one.row, one.change, one.columns) for one in changes or ()] == [
            ("W-01", Change.CHANGED, ("given_names",))
        ]
    assert changes_between(world.seat("north"), SOUTH, ListKind.WISH, 2) is None
    assert cells_kept(south, "entry:wish@1")[RowId("W-01")]["given_names"] != "Anna"
    assert world.state().lists[SOUTH, ListKind.WISH].root == lists.list_root(south, ListKind.WISH)


def test_the_procedure_goes_on_with_the_corrected_list(tmp_path: Path) -> None:
    """Matched anew, asked anew, answered: the corrected name is the one that is answered."""
    world = procedure_at("lists", tmp_path)
    asked(world, corrected({"W-01": {"given_names": "Anna"}}))
    decide_corrections(world.neutral, SOUTH, ListKind.WISH, {}, DELEGATE)
    world.carry()
    make_version(world.seat("south"), ListKind.WISH, LIST_OFFICERS)
    world.carry()
    open_versions(world.neutral, DELEGATE)
    go_on(world, "matched", "final")

    names = answering.asked(world.seat("north"), NORTH_TO_SOUTH)[RowId("W-01")]
    assert ["given_names", "Anna"] in names  # type: ignore[operator]
    assert NORTH_TO_SOUTH in world.state().finals


def test_rows_that_did_not_change_keep_their_commitments(tmp_path: Path) -> None:
    """A new version draws salts for what was corrected only: what was recorded of others stays about them."""
    world = procedure_at("lists", tmp_path)
    before = set(lists.entry_refs(world.seat("south").vault.get("entry:wish")))
    asked(world, corrected({"W-01": {"given_names": "Anna"}}))
    decide_corrections(world.neutral, SOUTH, ListKind.WISH, {}, DELEGATE)
    world.carry()
    make_version(world.seat("south"), ListKind.WISH, LIST_OFFICERS)

    after = set(lists.entry_refs(world.seat("south").vault.get("entry:wish")))
    assert (len(before - after), len(after - before)) == (1, 1)
    assert set(lists.entry_refs(world.seat("south").vault.get("entry:wish@1"))) == before


@pytest.mark.parametrize(
    ("changes", "why", "code"),
    [
        ({}, Why.SPELLING, "VERSION-1"),
        ({"W-03": None}, Why.SPELLING, "VERSION-2"),
        ({"W-03": None}, Why.CATEGORY, "VERSION-2"),
    ],
    ids=["nothing differs", "left out for a spelling", "left out for a category"],
)
def test_nobody_leaves_a_list_without_a_coded_reason(
    tmp_path: Path, changes: Mapping[str, Mapping[str, str] | None], why: Why, code: str
) -> None:
    """A row goes only for a reason that takes people off lists, with the day on which that is said."""
    south = procedure_at("lists", tmp_path).seat("south")

    assert refused(lambda: request_correction(south, corrected(changes), ListKind.WISH, why, LIST_OFFICERS)) == code


def test_somebody_released_leaves_by_a_request_with_its_day(tmp_path: Path) -> None:
    """The request names row, reason and day, and the neutral sees all three before it decides."""
    world = procedure_at("lists", tmp_path)
    asked(world, corrected({"W-03": None}), Why.RELEASED)

    one = corrections(world.neutral, SOUTH, ListKind.WISH)[RowId("W-03")]
    assert (one["change"], one["why"], one["on"]) == ("removed", "released", "2026-03-03")


def test_nothing_is_made_of_rejected_requests(tmp_path: Path) -> None:
    """Where all are rejected there is no new version, and the next request may be made."""
    world = procedure_at("lists", tmp_path)
    south = world.seat("south")
    reading = corrected({"W-01": {"given_names": "Anna"}})
    asked(world, reading)
    assert refused(lambda: asked(world, reading)) == "ADMIT-161"
    assert refused(lambda: decide_corrections(world.neutral, NORTH, ListKind.WISH, {}, DELEGATE)) == "VERSION-3"
    strange = {RowId("W-77"): "not_proven"}
    assert refused(lambda: decide_corrections(world.neutral, SOUTH, ListKind.WISH, strange, DELEGATE)) == "VERSION-3"
    decide_corrections(world.neutral, SOUTH, ListKind.WISH, {RowId("W-01"): "not_proven"}, DELEGATE)
    world.carry()

    assert refused(lambda: make_version(south, ListKind.WISH, LIST_OFFICERS)) == "VERSION-4"
    asked(world, reading)
    assert len(world.state().corrections[SOUTH, ListKind.WISH]) == 2


def test_a_version_that_is_not_the_sealed_one_is_not_opened(tmp_path: Path) -> None:
    """What the neutral was shown must be what the owner sealed, as for the first version."""
    world = procedure_at("lists", tmp_path)
    asked(world, corrected({"W-01": {"given_names": "Anna"}}))
    decide_corrections(world.neutral, SOUTH, ListKind.WISH, {}, DELEGATE)
    world.carry()
    make_version(world.seat("south"), ListKind.WISH, LIST_OFFICERS)
    world.carry()
    kind = "entry:south/wish@next"
    world.neutral.vault.replace(kind, world.neutral.vault.get(kind)[1:])

    assert refused(lambda: open_versions(world.neutral, DELEGATE)) == "ADMIT-42"


def _found_later(world: World) -> None:
    north = world.seat("north")
    data = f"{HEADER}W-31,held,visit,2026-03-05,H-31,,found in hospital\n".encode()
    read = read_answers(data, answering.may_speak_of(north, NORTH_TO_SOUTH), source="later.csv")
    answering.amend_answers(north, NORTH_TO_SOUTH, read.values, LIST_OFFICERS)
    world.carry()


def test_a_new_final_list_is_an_act_both_sign(tmp_path: Path) -> None:
    """Somebody found later comes onto the next version; those before keep their places, and the old root stays."""
    world = procedure_at("final", tmp_path)
    old = world.state().finals[NORTH_TO_SOUTH]
    before = {one.key for one in world.neutral.vault.get(f"final:{NORTH_TO_SOUTH}")}
    _found_later(world)
    propose_final_again(world.neutral, NORTH_TO_SOUTH)
    assert world.state().finals[NORTH_TO_SOUTH] == old
    world.all_sign("final-version", LIST_OFFICERS)

    for org in ("north", "south", "neutral"):
        state, seat = world.state(org), world.seat(org)
        assert state.old_finals[NORTH_TO_SOUTH] == (old,)
        documents = seat.vault.get(f"final:{NORTH_TO_SOUTH}")
        assert sorted_root(lists.final_refs(documents)) == state.finals[NORTH_TO_SOUTH][0] != old[0]
        assert before < {one.key for one in documents}
        assert len(documents) == 31
        assert {one.key for one in seat.vault.get(f"final:{NORTH_TO_SOUTH}@1")} == before
        assert settle_finals(seat) == ()


def test_a_plan_rests_on_the_version_in_force(tmp_path: Path) -> None:
    """After the new version the procedure goes on to the plan, and then no version follows."""
    world = procedure_at("final", tmp_path)
    _found_later(world)
    propose_final_again(world.neutral, NORTH_TO_SOUTH)
    world.all_sign("final-version", LIST_OFFICERS)
    go_on(world, "gates", "draw")
    planning.propose_plan(world.neutral)

    assert refused(lambda: propose_final_again(world.neutral, NORTH_TO_SOUTH)) == "FINAL-1"
    world.all_sign("plan", HEADS)
    assert refused(lambda: propose_final_again(world.neutral, NORTH_TO_SOUTH)) == "ADMIT-167"


def test_a_version_that_was_swapped_on_its_way_is_not_signed(tmp_path: Path) -> None:
    """Each side holds the new final list against the people it was shown."""
    world = procedure_at("final", tmp_path)
    _found_later(world)
    propose_final_again(world.neutral, NORTH_TO_SOUTH)
    world.carry("neutral", "south")
    south = world.seat("south")
    kind = f"final-next:{NORTH_TO_SOUTH}"
    south.vault.replace(kind, south.vault.get(kind)[1:])

    assert refused(lambda: signing.sign(south, "final-version", LIST_OFFICERS)) == "SIGN-5"
    assert bundle_out(south, NORTH)
