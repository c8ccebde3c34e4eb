"""The counts of a bulletin as a table any program reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from homeward.bulletin.render_json import WITHHELD
from homeward.bulletin.words import ENGLISH
from homeward.model.figures import Bulletin, Cell, Stage

COLUMNS: Final = ("as_of", "stage", "holder", "receiver", "tranche", "on", "category", "persons", "withheld", "mark")
"""An empty tranche or category stands for all of them; ``mark`` says that a row is of a demonstration or a draft."""


def counts_csv(bulletin: Bulletin, *, is_draft: bool = False) -> bytes:
    """Return every count of *bulletin* as a row, and what is outstanding wherever agreed and returned are both told."""
    parts = [ENGLISH["draft"]] * is_draft + [ENGLISH["demo"]] * bulletin.is_demo
    mark = ": ".join(parts)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cell in bulletin.cells:
        withheld = WITHHELD.format(k=bulletin.min_cell) if cell.persons is None else ""
        persons = "" if cell.persons is None else str(cell.persons)
        writer.writerow(_row(bulletin, cell, cell.stage.value, persons, withheld, mark))
    for cell, left in outstanding(bulletin):
        writer.writerow(_row(bulletin, cell, "outstanding", str(left), "", mark))
    return text.getvalue().encode()


def outstanding(bulletin: Bulletin) -> Iterator[tuple[Cell, int]]:
    """Yield each returned count beside which one was agreed, with what was agreed less what has returned."""
    agreed = {
        (one.direction, one.tranche, one.category): one.persons for one in bulletin.cells if one.stage is Stage.AGREED
    }
    for cell in bulletin.cells:
        promise = agreed.get((cell.direction, cell.tranche, cell.category))
        if cell.stage is Stage.RETURNED and cell.persons is not None and promise is not None:
            yield cell, max(0, promise - cell.persons)


def _row(bulletin: Bulletin, cell: Cell, stage: str, *rest: str) -> tuple[str, ...]:
    return (
        bulletin.as_of.isoformat(),
        stage,
        cell.direction.holder,
        cell.direction.receiver,
        cell.tranche or "",
        "" if cell.on is None else cell.on.isoformat(),
        cell.category or "",
        *rest,
    )
