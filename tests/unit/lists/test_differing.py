"""Two versions of a list side by side."""

import unicodedata

from homeward.lists.differing import Difference, difference, difference_json
from tests.unit.lists.rows_of import NADIA, read, text_of


def between(old: list[dict[str, str]], new: list[dict[str, str]]) -> Difference:
    """Return what differs between two lists."""
    before, after = (read(text_of([{**NADIA, **row} for row in rows])).entries for rows in (old, new))
    return difference(before, after)


def test_each_row_and_field_is_told() -> None:
    """Who is new, who is gone, and each field that changed, with both values."""
    found = between(
        [{"row_id": "1"}, {"row_id": "2"}, {"row_id": "3"}],
        [{"row_id": "1"}, {"row_id": "3", "surname": "Ковачева", "sex": ""}, {"row_id": "4"}],
    )

    assert (found.added, found.removed, found.unchanged) == (("4",), ("2",), 1)
    assert [(one.row_id, one.column, one.old.disclose(), one.new.disclose()) for one in found.changed] == [
        ("3", "sex", "female", ""),
        ("3", "surname", "Ковач", "Ковачева"),
    ]


def test_another_spelling_of_the_same_letters_is_no_change() -> None:
    """Letters in another Unicode form are the same cell, as they are the same commitment."""
    assert between([{"surname": "Їжак"}], [{"surname": unicodedata.normalize("NFD", "Їжак")}]).changed == ()


def test_programs_are_told_no_value() -> None:
    """The JSON has counts, row ids and names of fields."""
    found = between([{"row_id": "1"}], [{"row_id": "1", "surname": "Ines"}, {"row_id": "2"}])

    assert difference_json(found) == {
        "added": ["2"],
        "removed": [],
        "changed": [{"row_id": "1", "fields": ["surname"]}],
        "counts": {"added": 1, "removed": 0, "changed": 1, "unchanged": 0},
    }
