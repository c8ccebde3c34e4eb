"""Lists at a seat: imported once, sealed, revealed, opened, answered, and what is refused on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from homeward.lists import read_all
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OrgId
from homeward.model.people import ListKind
from homeward.model.protected import Protected
from homeward.model.terms import Direction
from homeward.model.vault import Document
from homeward.service import ceremony, lists, proposing, signing
from homeward.service.reading import read_record
from homeward.service.waiting import waiting
from tests.world import DELEGATE, HEADS, LIST_OFFICERS, World, list_csv

NORTH_TO_SOUTH = Direction(holder=OrgId("north"), receiver=OrgId("south"))


def refused(act: Callable[[], object]) -> str:
    """Return the code with which an act is refused."""
    with pytest.raises(Refusal) as one:
        act()
    return one.value.code


def test_a_sealed_list_is_not_imported_again(at_step: Callable[[str], World]) -> None:
    """What was committed to cannot be changed afterwards."""
    north = at_step("sealed").seat("north")
    reading = read_all([list_csv("north", ListKind.WISH).encode()], source="wish.csv", kind=ListKind.WISH)

    assert refused(lambda: lists.import_list(north, reading, ListKind.WISH)) == "LISTS-1"


def test_a_list_takes_no_others_place_unasked(at_step: Callable[[str], World]) -> None:
    """A list in two files loses no half: the second is refused, says how many are there, and changes nothing."""
    north = at_step("terms").seat("north")
    reading = read_all([list_csv("north", ListKind.WISH).encode()], source="wish.csv", kind=ListKind.WISH)
    lists.import_list(north, replace(reading, entries=reading.entries[:20]), ListKind.WISH)
    before = north.vault.get("entry:wish")

    with pytest.raises(Refusal, match=r"20 entries .*\[LISTS-7\]"):
        lists.import_list(north, replace(reading, entries=reading.entries[20:]), ListKind.WISH)

    assert north.vault.get("entry:wish") == before
    assert lists.import_list(north, reading, ListKind.WISH, replace_before=True) == 32
    assert len(north.vault.get("entry:wish")) == 32


def test_no_list_is_sealed_that_was_not_imported(at_step: Callable[[str], World]) -> None:
    """An empty seal would promise that nobody is held."""
    assert (
        refused(lambda: lists.commit_list(at_step("terms").seat("north"), ListKind.HOLDING, LIST_OFFICERS)) == "LISTS-2"
    )


def test_two_imports_never_share_a_commitment(at_step: Callable[[str], World]) -> None:
    """A fresh salt for each round: the same person's commitments of two imports cannot be linked."""
    north = at_step("terms").seat("north")
    reading = read_all([list_csv("north", ListKind.WISH).encode()], source="wish.csv", kind=ListKind.WISH)

    lists.import_list(north, reading, ListKind.WISH)
    first = set(lists.entry_refs(north.vault.get("entry:wish")))
    lists.import_list(north, reading, ListKind.WISH, replace_before=True)
    second = set(lists.entry_refs(north.vault.get("entry:wish")))

    assert len(first) == len(second) == 32
    assert not first & second


def test_sizes_of_lists_are_not_told(at_step: Callable[[str], World]) -> None:
    """A sealed list states its size in steps of 250 only."""
    lines = read_record(at_step("sealed").neutral).record.lines
    bodies = [one.draft.event.body for one in lines if one.draft.event.kind == "list.committed"]

    assert [sorted(body) for body in bodies] == [["bucket", "list", "root"]] * 4
    assert {body["bucket"] for body in bodies} == {250}


def test_a_list_that_is_not_the_sealed_one_is_not_opened(at_step: Callable[[str], World]) -> None:
    """The neutral recomputes the root of what was revealed: one changed cell, and the list is not opened."""
    world = at_step("sealed")
    for kind in (ListKind.HOLDING, ListKind.WISH):
        lists.reveal_list(world.seat("north"), kind, LIST_OFFICERS)
        lists.reveal_list(world.seat("south"), kind, LIST_OFFICERS)
    world.carry()
    one = world.neutral.vault.get("entry:north/wish")[0]
    value = one.value.disclose()
    assert isinstance(value, dict)
    cells: Json = [["surname", "Other"]]
    changed: Json = {**value, "cells": cells}
    world.neutral.vault.put([Document(kind=one.kind, person=one.person, key=one.key, value=Protected(changed))])

    assert refused(lambda: lists.open_lists(world.neutral, DELEGATE)).startswith("ADMIT-")
    assert world.state().lists[OrgId("north"), ListKind.WISH].opened_at is None


@pytest.mark.parametrize("officers", [LIST_OFFICERS[:1], HEADS])
def test_answers_need_two_list_officers(at_step: Callable[[str], World], officers: tuple[str, ...]) -> None:
    """Without both officers' signatures nothing is answered, and no answer leaves the seat."""
    world = at_step("matched")
    north = world.seat("north")
    before = north.store.shelf("outbox")

    with pytest.raises(Refusal):
        lists.answer(north, NORTH_TO_SOUTH, 0.9, officers)  # type: ignore[arg-type]

    assert north.store.shelf("outbox") == before
    assert not waiting(north)
    assert world.state("north").answered == {}


def test_what_is_unclear_stops_nobody(at_step: Callable[[str], World]) -> None:
    """Each proposal is answered held or unclear; the bound decides, and everybody is counted."""
    north = at_step("matched").seat("north")
    proposals = len(north.vault.get("proposal:north>south"))

    counts = lists.answer(north, NORTH_TO_SOUTH, 1.0, LIST_OFFICERS)

    assert sum(counts.values()) == proposals
    assert counts["unclear"] > 0


def test_answers_other_than_signed_make_no_final_list(at_step: Callable[[str], World]) -> None:
    """The neutral makes a final list only from the answers the holder signed."""
    world = at_step("final")
    one = world.neutral.vault.get("answer:north>south")[0]
    value = one.value.disclose()
    assert isinstance(value, dict)
    turned = {**value, "code": "unclear"}
    world.neutral.vault.put(
        [Document(kind=one.kind, person=one.person, key=one.key, about=one.about, value=Protected(turned))]
    )

    assert refused(lambda: lists.propose_final(world.neutral, NORTH_TO_SOUTH)) == "LISTS-4"


@pytest.mark.parametrize("step", ["matched", "lists"])
def test_no_answers_make_no_final_list(at_step: Callable[[str], World], step: str) -> None:
    """Before the holder answered there is nothing to make final."""
    assert refused(lambda: lists.propose_final(at_step(step).neutral, NORTH_TO_SOUTH)) == "LISTS-4"


def test_only_the_neutral_matches(at_step: Callable[[str], World]) -> None:
    """A party has neither the lists nor the office to propose matches."""
    north = at_step("lists").seat("north")

    with pytest.raises(Refusal):
        proposing.propose_matches(north, NORTH_TO_SOUTH, LIST_OFFICERS)


def test_a_list_imported_again_is_not_signed_in_an_old_draft(at_step: Callable[[str], World]) -> None:
    """The second officer signs only the list that is in the vault."""
    north = at_step("terms").seat("north")
    reading = read_all([list_csv("north", ListKind.WISH).encode()], source="wish.csv", kind=ListKind.WISH)
    lists.import_list(north, reading, ListKind.WISH)
    lists.commit_list(north, ListKind.WISH, LIST_OFFICERS[:1])
    lists.import_list(north, reading, ListKind.WISH, replace_before=True)

    assert refused(lambda: signing.sign(north, "all", LIST_OFFICERS[1:])) == "SIGN-13"


def test_a_draw_not_sealed_is_not_opened(at_step: Callable[[str], World]) -> None:
    """A party opens what it sealed, and nothing else."""
    assert refused(lambda: ceremony.open_draw(at_step("terms").seat("north"), HEADS)) == "DRAW-1"
