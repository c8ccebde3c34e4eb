"""An entry that it would harm somebody to disclose: but for the neutral an exchange looks the same without it."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from datetime import date
from pathlib import Path

import pytest

from homeward.lists import read_all
from homeward.model.canonical import encode
from homeward.model.findings import Json
from homeward.model.ids import OrgId
from homeward.model.people import ListKind, entry_record
from homeward.model.protected import Protected
from homeward.model.vault import Document
from homeward.service import lists
from homeward.service.bundles import bundle_out
from homeward.service.reading import read_record
from homeward.service.residuals import register
from homeward.service.withheld import ROOM, bucket_of, is_withheld, list_content, rows_in
from tests.stories.procedure_world import DIRECTIONS, go_on, procedure_at
from tests.world import LIST_OFFICERS, PARTIES, World, list_csv

_HEX = re.compile(r"[0-9a-f]{16,}")


def wish(withheld: int) -> str:
    """
    Return south's wish list with so many withheld entries.

    The first of them is somebody north holds and answers for nobody else: a rival, if it were seen.
    """
    rows = [one for one in csv.DictReader(io.StringIO(list_csv("south", ListKind.WISH))) if one["row_id"] != "W-32"]
    held = list(csv.DictReader(io.StringIO(list_csv("north", ListKind.HOLDING))))[-1]
    for number in range(withheld):
        person = {column: held.get(column, "") for column in rows[0]}
        other = {**person, "surname": f"Velquandor{number}", "birth_date": f"19{50 + number}-02-03"}
        chosen = person if number == 0 else other
        rows.append({**chosen, "row_id": f"W-9{number}", "list_kind": "wish", "harmful_to_disclose": "yes"})
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def played(folder: Path, withheld: int) -> World:
    """Play an exchange in which south withholds so many entries, up to the draw: the plan is drawn from then on."""
    folder.mkdir()
    world = procedure_at("terms", folder)
    (world.folder("south") / "lists" / "wish.csv").write_text(wish(withheld))
    return go_on(world, "sealed", "draw")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, World, World]:
    """Play the same exchange without a withheld entry, with one, and with four."""
    root = tmp_path_factory.mktemp("withheld")
    return played(root / "none", 0), played(root / "one", 1), played(root / "four", 4)


def events(world: World, org: str) -> list[str]:
    """Return every event a seat's record holds, with commitments, digests and draws made alike."""
    lines = read_record(world.seat(org)).record.lines
    return [f"{one.org} {one.draft.event.kind} {plain(one.draft.event.body)}" for one in lines]


def plain(value: object) -> str:
    """Write a value with everything that salts and draws make different made alike: lengths stay."""
    text = json.dumps(value, sort_keys=True)
    return _HEX.sub(lambda found: "0" * len(found[0]), text)


def opened(world: World, org: str) -> list[str]:
    """Return what a seat's vault holds of lists, matches, answers and final lists, without salts."""
    with sqlite3.connect(world.folder(org) / "vault.sqlite") as connection:
        kinds = [row[0] for row in connection.execute("select distinct kind from document order by kind")]
    connection.close()
    vault = world.seat(org).vault
    wanted = ("entry:", "proposal:", "asked:", "answer:", "remark:", "reply:", "final:")
    found = [one for kind in kinds if kind.startswith(wanted) for one in vault.get(kind)]
    return sorted(plain([one.kind, one.person, one.value.disclose()]) for one in found)


def sizes(world: World, sender: str, to: str) -> list[tuple[str, int]]:
    """Return the names (digits made alike) and sizes of all files in a bundle, sealed parts too."""
    with zipfile.ZipFile(io.BytesIO(bundle_out(world.seat(sender), OrgId(to)))) as archive:
        return sorted((plain(one.filename), one.file_size) for one in archive.infolist())


def test_the_other_party_sees_the_same_exchange(worlds: tuple[World, World, World]) -> None:
    """North's record and vault: the same events in the same order, and the same content of every sealed part."""
    none, one, four = worlds

    assert events(none, "north") == events(one, "north") == events(four, "north")
    assert opened(none, "north") == opened(one, "north") == opened(four, "north")
    assert opened(none, "neutral") != opened(one, "neutral")


def test_whoever_carries_sees_the_same_sizes(worlds: tuple[World, World, World]) -> None:
    """Every file of every bundle that reaches north, sealed parts for others among them, is as long."""
    none, one, four = worlds

    for sender in ("south", "neutral"):
        assert sizes(none, sender, "north") == sizes(one, sender, "north") == sizes(four, sender, "north")


def test_sealed_lists_are_as_long(tmp_path: Path) -> None:
    """While a list waits to be carried, what is sealed for the neutral has one length with and without the entry."""
    lengths = []
    for withheld in (0, 1, 4):
        (tmp_path / str(withheld)).mkdir()
        world = procedure_at("terms", tmp_path / str(withheld))
        (world.folder("south") / "lists" / "wish.csv").write_text(wish(withheld))
        go_on(world, "sealed", "sealed")

        for kind in (ListKind.HOLDING, ListKind.WISH):
            lists.reveal_list(world.seat("south"), kind, LIST_OFFICERS)
        lengths.append(sizes(world, "south", "north"))

    assert lengths[0] == lengths[1] == lengths[2]


def test_the_neutral_has_them_and_knows_the_pair(worlds: tuple[World, World, World]) -> None:
    """Nothing is lost: the neutral holds the entry, the pair it makes, and its line in the register."""
    _, one, _ = worlds

    pairs = [document for document in one.neutral.vault.get("pair:north>south") if document.key == "W-90"]
    assert [document.person for document in pairs] == ["north/holding/H-31"]
    lines = register(one.neutral, date(2026, 3, 7))
    assert [line.state.end.value for line in lines if line.row == "W-90"] == ["withheld"]


def test_nobody_else_has_a_trace(worlds: tuple[World, World, World]) -> None:
    """No seat but south's own and the neutral's knows the row, and no final list or plan has it."""
    _, _, four = worlds

    assert not [one for one in opened(four, "north") if "W-9" in one or "Velquandor" in one]
    for direction in DIRECTIONS:
        assert not [one for one in four.neutral.vault.get(f"final:{direction}") if "W-9" in str(one.about)]
    assert PARTIES


def documents(told: int, withheld: int) -> list[Document]:
    """Return entries of a list as a vault keeps them."""
    rows = [{"row_id": f"W-{at}", "list_kind": "wish", "surname": f"Name{at:04}"} for at in range(told + withheld)]
    lines = ["row_id,list_kind,surname,harmful_to_disclose"]
    lines += [f"{row['row_id']},wish,{row['surname']},{'no' if at < told else 'yes'}" for at, row in enumerate(rows)]
    reading = read_all(["\n".join(lines).encode()], source="wish.csv", kind=ListKind.WISH)
    return [
        Document(
            kind="entry:wish",
            person=f"wish/{one.row_id}",
            value=Protected({"salt": "00" * 32, "cells": entry_record(one), "written": []}),
        )
        for one in reading.entries
    ]


@pytest.mark.parametrize("told", [1, 249, 250, 251])
def test_a_size_in_steps_is_that_of_what_is_told(told: int) -> None:
    """Also where one entry more would begin the next step: withheld entries move no step."""
    assert bucket_of(documents(told, 0)) == bucket_of(documents(told, 1)) == bucket_of(documents(told, 7))
    assert bucket_of(documents(0, 3)) == 250


@pytest.mark.parametrize("withheld", [0, 1, 2, 100])
def test_room_is_kept_whether_it_is_filled_or_not(withheld: int) -> None:
    """What is handed over has one length; the rows come out whole."""
    found = documents(5, withheld)
    content = list_content(ListKind.WISH, found, ())

    assert isinstance(content, dict)
    assert len(encode(content)) == len(encode(list_content(ListKind.WISH, documents(5, 0), ())))
    assert len(rows_in(content)) == 5 + withheld
    assert sum(is_withheld(one) for one in found) == withheld


def test_more_than_there_is_room_for_takes_the_next_room() -> None:
    """Many withheld entries need four times the room: the steps are coarse, and said to be."""
    small, large = (len(encode(list_content(ListKind.WISH, documents(1, one), ()))) for one in (0, 900))

    assert large - small == 3 * ROOM


def test_a_list_of_an_earlier_release_names_none_apart() -> None:
    """A list handed over before there was room for withheld entries is read as it was."""
    rows: Json = [["W-1", {"cells": [], "salt": "00"}]]

    assert rows_in({"list": "wish", "rows": rows, "erased": []}) == rows
