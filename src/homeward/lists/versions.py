"""Two versions of one list beside each other: which rows came, which went, which cells changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from homeward.model.ids import RowId


class Change(Enum):
    """What became of a row between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row that is not the same in both versions; ``columns`` are those that differ, in alphabetical order."""

    row: RowId
    change: Change
    columns: tuple[str, ...]


def differences(
    old: Mapping[RowId, Mapping[str, str]], new: Mapping[RowId, Mapping[str, str]]
) -> tuple[Difference, ...]:
    """
    Return the rows that differ, in order of row.

    Exchanging the versions exchanges added and removed and nothing else; a version beside itself gives nothing.
    """
    return tuple(_differences(old, new))


def _differences(
    old: Mapping[RowId, Mapping[str, str]], new: Mapping[RowId, Mapping[str, str]]
) -> Iterator[Difference]:
    for row in sorted({*old, *new}):
        before, after = old.get(row), new.get(row)
        both = {**(before or {}), **(after or {})}
        columns = tuple(sorted(one for one in both if (before or {}).get(one) != (after or {}).get(one)))
        if before is None:
            yield Difference(row=row, change=Change.ADDED, columns=columns)
        elif after is None:
            yield Difference(row=row, change=Change.REMOVED, columns=columns)
        elif columns:
            yield Difference(row=row, change=Change.CHANGED, columns=columns)
