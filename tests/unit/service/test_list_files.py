"""What a seat keeps of how a list was read, and what leaves it for a tracing partner."""

from dataclasses import replace
from pathlib import Path

import pytest

from homeward.lists.mapping import parse_mapping
from homeward.model.findings import Json, Refusal
from homeward.model.people import ListKind
from homeward.service import lists
from homeward.service.list_files import Origin, for_tracing_partner, keep_origin, own_entries
from homeward.service.withheld import list_content, rows_in
from tests.unit.lists.test_mapping import FULL, LIST, read
from tests.world import world_at


def documents(seat: object) -> list[Json]:
    """Return the values of the holding list's documents."""
    return [one.value.disclose() for one in seat.vault.get("entry:holding")]  # type: ignore[attr-defined]


def test_the_senders_own_cells_stay_in_the_vault(tmp_path: Path) -> None:
    """What the sender wrote is kept beside what is committed to, and is not among what others are shown."""
    north = world_at("terms", tmp_path).seat("north")

    lists.import_list(north, read(LIST, FULL), ListKind.HOLDING)

    [first, _] = documents(north)
    assert isinstance(first, dict)
    own = [[bytes.fromhex(str(part)).decode() for part in cell] for cell in lists.rows_of(first["received"])]
    assert ["ПІБ", "Ковач Надія"] in own
    assert not [one for one in own if one[0] == "Ціна"]
    handed_over = list_content(ListKind.HOLDING, north.vault.get("entry:holding"), ())
    assert isinstance(handed_over, dict)
    shown = [row[1] for row in lists.rows_of([*rows_in(handed_over)])]
    assert len(shown) == 2
    assert all(isinstance(one, dict) and set(one) == {"salt", "cells", "written"} for one in shown)


def test_a_list_without_a_mapping_keeps_nothing_twice(tmp_path: Path) -> None:
    """Where the cells are the sender's own there is nothing to keep beside them."""
    north = world_at("terms", tmp_path).seat("north")

    lists.import_list(
        north, read("row_id,list_kind,surname\n1,holding,Ines\n", "format = 1\nsender = 'x'\n"), ListKind.HOLDING
    )

    assert [isinstance(one, dict) and "received" in one for one in documents(north)] == [False]


def test_what_a_list_was_read_through_is_kept(tmp_path: Path) -> None:
    """A list imported again in the same way is as before; through another mapping or from another sheet, it is said."""
    north = world_at("terms", tmp_path).seat("north")
    mapping = parse_mapping(FULL.encode(), source="x")

    one, none = Origin(mapping=mapping.digest, sender=mapping.sender, sheet="one"), Origin(sheet="one")

    said = [
        keep_origin(north, kind, origin)
        for kind, origin in (
            (ListKind.HOLDING, one),
            (ListKind.HOLDING, one),
            (ListKind.WISH, none),
            (ListKind.HOLDING, none),
            (ListKind.HOLDING, replace(none, sheet="two")),
        )
    ]

    assert said == [False, False, False, True, True]


def test_the_own_wish_list_is_written_for_a_partner(tmp_path: Path) -> None:
    """Everybody on the wish list who may be disclosed is written, under an id of the seat's domain."""
    north = world_at("lists", tmp_path).seat("north")
    told = [one for one in own_entries(north, ListKind.WISH) if not one.is_harmful_to_disclose]

    written = for_tracing_partner(north, domain="north.example.org", days=30)

    assert written.persons == len(told) == written.data.count(b"<pfif:person>") > 0
    assert f"north.example.org/{told[0].row_id}".encode() in written.data


def test_without_a_wish_list_nothing_is_written(tmp_path: Path) -> None:
    """There is nothing to send, and the program says so (LISTS-2)."""
    with pytest.raises(Refusal, match=r"LISTS-2"):
        for_tracing_partner(world_at("terms", tmp_path).seat("north"), domain="north.example.org", days=30)
