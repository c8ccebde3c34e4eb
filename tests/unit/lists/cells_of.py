"""Lists of cells for laws: names, dates, codes and oddities as people type them."""

import csv
import io

from hypothesis import strategies as st

CELLS = {
    "row_id": ["1", "2", "3", "4", " 5", ""],
    "list_kind": ["wish", "wish", "wish", "holding", "Wish"],
    "surname": ["Ковач", "Kовач", "Ines", "", "=Sami", "علی\u200cرضا", 'Sa"mi', "Й"],
    "birth_date": ["1985-04-12", "12.04.1985", "1985-02-30", "198X", ""],
    "sex": ["male", "female", "F", ""],
    "travel_with": ["", "", "1", "2"],
    "service_number": ["007", "7", ""],
    "hair": ["x", "", " y"],
}


def lists(names: tuple[str, ...]) -> st.SearchStrategy[list[tuple[str, ...]]]:
    """Return lists of rows under a header."""
    row = st.tuples(*(st.sampled_from(CELLS[name]) for name in names))
    return st.lists(row, min_size=1, max_size=7).map(lambda rows: [names, *rows])


def csv_of(rows: list[tuple[str, ...]]) -> bytes:
    """Return *rows* as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
