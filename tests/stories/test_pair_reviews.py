"""Two people at the neutral decide about pairs, each by themselves, from the first doubt to the holder's answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from homeward.lists import ListReading, read_all
from homeward.log import parse_note
from homeward.model.findings import Refusal
from homeward.model.ids import OfficerId, OrgId, RowId
from homeward.model.people import ListKind
from homeward.model.reviews import Reason, RowName, Sameness
from homeward.procedure.review_conflicts import Clash
from homeward.procedure.review_queue import Standing
from homeward.service import lists, proposing, versions
from homeward.service.erasure import erase_people
from homeward.service.reading import read_record
from homeward.service.reviewing import (
    Said,
    find_inside,
    found_conflicts,
    next_pairs,
    review_status,
    seal_reviews,
    speak,
)
from homeward.service.reviews_kept import (
    REVIEW,
    Opinions,
    decisions_here,
    earlier_of,
    notes_of,
    review_document,
    review_of,
)
from homeward.service.seat import Seat
from tests.stories.procedure_world import NORTH_TO_SOUTH, answers_csv, procedure_at
from tests.world import DELEGATE, DELEGATES, LIST_OFFICERS, World, list_csv

ONE, TWO = DELEGATES
SAME = Said(said=Sameness.SAME, reason=Reason.NAMES_AND_DATE)
DIFFERENT = Said(said=Sameness.DIFFERENT, reason=Reason.OTHER_DATE, note="the scar is on the other hand")
UNSURE = Said(said=Sameness.CANNOT_TELL, reason=Reason.TOO_LITTLE)


def wish(row: str) -> RowName:
    """Return the name of a row of south's wish list at the neutral's seat."""
    return RowName(f"south/wish/{row}")


def held(row: str) -> RowName:
    """Return the name of a row of north's holding list at the neutral's seat."""
    return RowName(f"north/holding/{row}")


def both(seat: Seat, rows: tuple[RowName, RowName], said: Said, *, anew: bool = False) -> None:
    """Have both delegates say the same, one after the other."""
    speak(seat, rows, said, ONE, anew=anew)
    speak(seat, rows, said, TWO)


def refused(act: Callable[[], object]) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refusal) as one:
        act()
    return one.value.code


def proposals(world: World) -> dict[str, str]:
    """Return what the holder was told: the row it holds for each row sought."""
    world.carry()
    return {
        one.key: one.person.partition("/")[2] for one in world.seat("north").vault.get(f"proposal:{NORTH_TO_SOUTH}")
    }


def match(world: World) -> proposing.Proposals:
    """Match north's holding list with south's wish list at the neutral."""
    return proposing.propose_matches(world.neutral, NORTH_TO_SOUTH, DELEGATE)


def a_pair(world: World) -> tuple[RowName, RowName]:
    """Return a pair that was passed on, as the neutral names it."""
    row, holding = min(proposals(world).items())
    return wish(row), held(holding)


def test_what_two_people_call_different_is_no_more_proposed(tmp_path: Path) -> None:
    """One word changes nothing; with the second the pair is withdrawn, and no other pair moves."""
    world = procedure_at("matched", tmp_path)
    before, rows = proposals(world), a_pair(world)

    speak(world.neutral, rows, DIFFERENT, ONE)
    match(world)
    assert proposals(world) == before
    speak(world.neutral, rows, DIFFERENT, TWO)
    match(world)

    row = rows[0].rpartition("/")[2]
    assert proposals(world) == {one: other for one, other in before.items() if one != row}


def test_what_two_people_call_same_is_proposed_and_blocks(tmp_path: Path) -> None:
    """A pair no program would propose goes to the holder, and each of its rows gives up its former partner."""
    world = procedure_at("matched", tmp_path)
    before = proposals(world)
    (first, one), (second, other) = sorted(before.items())[:2]

    both(world.neutral, (wish(first), held(other)), SAME)
    match(world)

    after = proposals(world)
    assert after[first] == other
    assert second not in after
    assert {**after, first: one, second: other} == before
    documents = {one.key: one.value.disclose() for one in world.seat("north").vault.get(f"proposal:{NORTH_TO_SOUTH}")}
    assert documents[first]["decided"] is True  # type: ignore[index,call-overload]
    assert lists.answer(world.seat("north"), NORTH_TO_SOUTH, 1.0, LIST_OFFICERS)["held"] >= 1


def test_the_second_does_not_see_what_the_first_said(tmp_path: Path) -> None:
    """Whatever the first says, all that the second can ask for is the same, word for word."""
    shown = []
    for said in (SAME, DIFFERENT, UNSURE):
        world = procedure_at("matched", tmp_path / said.said.value)
        rows = a_pair(world)
        told = speak(world.neutral, rows, said, ONE)
        shown.append((told.said, next_pairs(world.neutral, TWO), review_status(world.neutral)))
        assert rows[::-1] in [one.pair for one in next_pairs(world.neutral, TWO)]
        assert rows[::-1] not in [one.pair for one in next_pairs(world.neutral, ONE)]

    assert shown[0] == shown[1] == shown[2]
    assert shown[0][0] is None


def test_a_difference_stays_and_both_may_speak_anew(tmp_path: Path) -> None:
    """Two who differ leave *cannot tell*; taken back, it waits again, and the opinions before are kept apart."""
    world = procedure_at("matched", tmp_path)
    seat, rows = world.neutral, a_pair(world)
    speak(seat, rows, SAME, ONE)
    made = speak(seat, rows, DIFFERENT, TWO)
    assert (made.said, made.is_differing) == (Sameness.CANNOT_TELL, True)
    assert refused(lambda: speak(seat, rows, SAME, ONE)) == "PAIR-5"

    both(seat, rows, SAME, anew=True)

    (document,) = seat.vault.get(REVIEW)
    assert (len(notes_of(document)), len(earlier_of(document))) == (2, 2)
    assert decisions_here(seat).decisions[0].in_force is Sameness.SAME


def test_nobody_decides_alone_or_in_anothers_place(tmp_path: Path) -> None:
    """The same person twice, somebody who is no delegate, rows on no list: all are refused, and nothing is kept."""
    world = procedure_at("matched", tmp_path)
    seat, rows = world.neutral, a_pair(world)

    assert refused(lambda: speak(seat, (rows[0], wish("W-99")), SAME, ONE)) == "PAIR-1"
    assert refused(lambda: speak(seat, (rows[0], rows[0]), SAME, ONE)) == "PAIR-1"
    assert refused(lambda: speak(seat, rows, SAME, OfficerId("doctor-1"))) == "PAIR-2"
    wrong = Said(said=Sameness.SAME, reason=Reason.OTHER_DATE)
    assert refused(lambda: speak(seat, rows, wrong, ONE)) == "PAIR-3"
    assert refused(lambda: speak(seat, rows, SAME, ONE, anew=True)) == "PAIR-6"
    assert not seat.vault.get(REVIEW)
    speak(seat, rows, SAME, ONE)
    assert refused(lambda: speak(seat, rows, SAME, ONE)) == "PAIR-4"
    assert refused(lambda: speak(seat, rows, SAME, TWO, anew=True)) == "PAIR-6"


def test_a_contradiction_is_reported_and_nothing_of_it_acted_on(tmp_path: Path) -> None:
    """A=B, B=C across a list and inside one, A≠C: the chain is named and none of its pairs goes to the holder."""
    world = procedure_at("matched", tmp_path)
    before = proposals(world)
    (first, one), (second, _) = sorted(before.items())[:2]
    both(world.neutral, (wish(first), held(one)), SAME)
    both(world.neutral, (wish(first), wish(second)), SAME)
    both(world.neutral, (wish(second), held(one)), DIFFERENT)

    (found,) = found_conflicts(world.neutral)
    match(world)

    assert (found.clash, found.chain) == (Clash.DIFFERENT, (held(one), wish(first), wish(second)))
    assert first not in proposals(world)
    assert review_status(world.neutral).standings[Standing.CONFLICT] == 3


def test_rows_of_one_list_are_reviewed_too(tmp_path: Path) -> None:
    """A person who stands twice on a list waits for people like any other pair, and is never accepted by itself."""
    world = procedure_at("matched", tmp_path)
    assert find_inside(world.neutral, OrgId("south"), ListKind.WISH) == 0


def correct(world: World, changes: dict[str, str | None]) -> None:
    """Have south correct rows of its wish list as text, and the neutral open the new version; None takes a row out."""
    lines = []
    for line in list_csv("south", ListKind.WISH).splitlines():
        row = line.partition(",")[0]
        change = changes.get(row, "")
        if change is not None:
            lines.append(line.replace(",wish,", f",wish,{change}") if change else line)
    reading: ListReading = read_all(["\n".join(lines).encode()], source="wish.csv", kind=ListKind.WISH)
    why = versions.Why.NOT_SOUGHT if None in changes.values() else versions.Why.SPELLING
    versions.request_correction(world.seat("south"), reading, ListKind.WISH, why, LIST_OFFICERS)
    world.carry()
    versions.decide_corrections(world.neutral, OrgId("south"), ListKind.WISH, {}, DELEGATE)
    world.carry()
    versions.make_version(world.seat("south"), ListKind.WISH, LIST_OFFICERS)
    world.carry()
    versions.open_versions(world.neutral, DELEGATE)
    world.carry()


def test_decisions_survive_a_new_version(tmp_path: Path) -> None:
    """Of four decisions one is about a changed name and waits again, one about a row that is gone; two carry on."""
    world = procedure_at("matched", tmp_path)
    chosen = sorted(proposals(world).items())[:4]
    for row, holding in chosen:
        both(world.neutral, (wish(row), held(holding)), DIFFERENT)

    correct(world, {chosen[0][0]: "X", chosen[1][0]: None})

    known = decisions_here(world.neutral)
    changed = {one.pair: one.changed for one in known.decisions if one.changed}
    assert changed == {
        (held(chosen[0][1]), wish(chosen[0][0])): (f"{wish(chosen[0][0])} surname",),
    }
    assert [one.pair for one in known.closed] == [(held(chosen[1][1]), wish(chosen[1][0]))]
    assert sum(one.in_force is Sameness.DIFFERENT for one in known.decisions) == 2
    assert "to be confirmed" in next(one.why for one in next_pairs(world.neutral) if one.pair[1] == wish(chosen[0][0]))
    match(world)
    assert not {row for row, _ in chosen} & set(proposals(world))

    both(world.neutral, (wish(chosen[0][0]), held(chosen[0][1])), SAME)

    assert not [one for one in decisions_here(world.neutral).decisions if one.changed]


def test_the_record_holds_a_root_and_nothing_else(tmp_path: Path) -> None:
    """What is sealed names no pair, person or number; a later decision is not in it; an erasure leaves it standing."""
    world = procedure_at("matched", tmp_path)
    seat, rows = world.neutral, a_pair(world)
    assert not review_status(seat).is_sealed
    both(seat, rows, DIFFERENT)

    done = seal_reviews(seat, DELEGATES)
    event = next(one.draft.event for one in read_record(seat).record.lines if one.draft.digest == done.digest)

    assert set(event.body) == {"reviews"}
    assert review_status(seat).is_sealed
    first, second = seal_root(seat), seal_root(seat)
    assert first != second
    (row, holding), *_ = sorted(proposals(world).items())[3:]
    both(seat, (wish(row), held(holding)), SAME)
    assert not review_status(seat).is_sealed
    seal_reviews(seat, DELEGATES)
    erase_people(seat, [rows[0]], DELEGATES)
    assert len(seat.vault.get(REVIEW)) == 1
    assert review_status(seat).is_sealed
    assert not world.seat("north").vault.get(REVIEW)


def seal_root(seat: Seat) -> str:
    """Seal what is decided, and return the root that the record got."""
    seal_reviews(seat, DELEGATES)
    return read_record(seat).state.reviewed[-1][0]


def test_an_opinion_nobody_signed_is_not_sealed(tmp_path: Path) -> None:
    """An opinion changed in the vault is found when the review is sealed."""
    world = procedure_at("matched", tmp_path)
    seat, rows = world.neutral, a_pair(world)
    both(seat, rows, DIFFERENT)
    (document,) = seat.vault.get(REVIEW)
    forged = tuple(one.replace("other_date", "other_place") for one in notes_of(document))
    kept = review_of(document)
    seat.vault.put([review_document(kept.pair, kept.cells, Opinions(notes=forged, earlier=(), salt=bytes(32)))])

    assert refused(lambda: seal_reviews(seat, DELEGATES)) == "PAIR-7"
    assert parse_note(forged[0].encode()).text


def test_nothing_is_reviewed_before_a_list_is_open(tmp_path: Path) -> None:
    """The record refuses a root over decisions about lists that nobody has opened, and one by a party."""
    world = procedure_at("sealed", tmp_path)

    assert refused(lambda: seal_reviews(world.neutral, DELEGATES)) == "ADMIT-43"
    assert refused(lambda: seal_reviews(world.seat("north"), LIST_OFFICERS)) == "ADMIT-4"


def test_a_decision_about_a_withheld_row_changes_nothing_that_leaves(tmp_path: Path) -> None:
    """Whom it would harm to disclose the neutral may review; nobody else can tell that it did."""
    world = procedure_at("matched", tmp_path)
    before = proposals(world)
    withheld = next(
        one.row_id
        for one in lists.entries_of(world.neutral, OrgId("south"), ListKind.WISH).values()
        if one.is_harmful_to_disclose
    )

    both(world.neutral, (wish(withheld), held(min(before.values()))), SAME)
    match(world)

    assert proposals(world) == before
    assert RowId(withheld) not in answers_csv(world, NORTH_TO_SOUTH)
