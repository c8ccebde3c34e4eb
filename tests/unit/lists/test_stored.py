"""Entries read back from the cells a vault keeps."""

import pytest

from homeward.lists.stored import entry_from_cells
from homeward.model.findings import Refusal, Where
from tests.unit.lists.rows_of import only_entry, read, read_with, text_of

PLACE = Where(source="vault", line=7)


def test_a_kept_entry_says_what_the_row_said() -> None:
    """Cells in the vault's order give the entry again, at the place where they were kept."""
    entry = only_entry(read_with(surname=" Ковач", travel_with="", remarks="one\ntwo"))

    again = entry_from_cells(sorted(entry.raw.disclose()), PLACE)

    assert again.where == PLACE
    assert (again.row_id, again.kind, again.details) == (entry.row_id, entry.kind, entry.details)
    assert sorted(again.raw.disclose()) == sorted(entry.raw.disclose())


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [("row_id", "1"), ("list_kind", "wish")],
        [("row_id", "1"), ("list_kind", "wish"), ("surname", "Ines"), ("sex", "F")],
        [("row_id", "1"), ("list_kind", "wish"), ("surname", "Ines"), ("surname", "Sami")],
    ],
)
def test_cells_that_are_no_entry_are_refused(cells: list[tuple[str, str]]) -> None:
    """What another seat revealed is read as strictly as a file."""
    with pytest.raises(Refusal) as refused:
        entry_from_cells(cells, PLACE)

    assert refused.value.code == "LIST-38"


def test_companions_are_not_looked_for() -> None:
    """One kept entry may name a companion: whether the companion is there was asked when the list was read."""
    rows = [{"row_id": "1", "list_kind": "wish", "surname": "Ines", "travel_with": "2"}]
    rows.append({"row_id": "2", "list_kind": "wish", "surname": "Ana", "travel_with": ""})
    [first, _] = read(text_of(rows)).entries

    assert entry_from_cells(sorted(first.raw.disclose()), PLACE).travel_with == "2"
