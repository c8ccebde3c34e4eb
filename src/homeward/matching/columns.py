"""Two lists side by side: each field as codes into one vocabulary, in an order that depends on content alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

Ints: TypeAlias = npt.NDArray[np.int64]
Rows: TypeAlias = npt.NDArray[np.int32]
Levels: TypeAlias = npt.NDArray[np.int8]
Floats: TypeAlias = npt.NDArray[np.float64]

MISSING: Final = -1
"""Code of a value that is not stated."""

TEXT_FIELDS: Final = (
    "surname", "given_names", "father_name", "birth_place", "service_number", "unit", "sex", "mother_maiden_name",
)  # fmt: skip
DATE_FIELDS: Final = ("birth_date", "captured_or_last_seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One field of both lists: row by row a code into ``values``, or :data:`MISSING`."""

    left: Ints
    right: Ints
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """One date of both lists: first and last possible day, counted from 1970; equal for an exact day."""

    known: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]
    first: tuple[Ints, Ints]
    last: tuple[Ints, Ints]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Two lists to compare. Rows are in order of content, so that no result depends on the order of a file."""

    left_ids: tuple[str, ...]
    right_ids: tuple[str, ...]
    is_swapped: bool
    """Whether the caller's left list stands on the right here: the smaller list always stands left."""
    text: Mapping[str, Coded]
    dates: Mapping[str, Dates]
    frames: tuple[pl.DataFrame, pl.DataFrame]

    @property
    def sizes(self) -> tuple[int, int]:
        """Rows of the left and of the right list."""
        return len(self.left_ids), len(self.right_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of rows, in ascending order of left, then right."""

    left: Rows
    right: Rows

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.left)

    def at(self, chosen: Ints | slice) -> Pairs:
        """Return the *chosen* pairs."""
        return Pairs(left=self.left[chosen], right=self.right[chosen])

    def keys(self, width: int) -> Ints:
        """Return one number for each pair: ``left * width + right``."""
        found: Ints = self.left.astype(np.int64) * width + self.right
        return found


def side_by_side(left: pl.DataFrame, right: pl.DataFrame) -> Lists:
    """Return two keyed frames as :class:`Lists`, the smaller first; of two of one size, the first by content."""
    ordered = _ordered(left), _ordered(right)
    is_swapped = rank(ordered[1]) < rank(ordered[0])
    first, second = (ordered[1], ordered[0]) if is_swapped else ordered
    return beside(first, second, is_swapped=is_swapped)


def beside(first: pl.DataFrame, second: pl.DataFrame, *, is_swapped: bool = False) -> Lists:
    """Return two keyed frames as :class:`Lists`, their rows and sides as they stand."""
    return Lists(
        left_ids=tuple(first["row_id"]),
        right_ids=tuple(second["row_id"]),
        is_swapped=is_swapped,
        text={field: _coded(first[field], second[field]) for field in TEXT_FIELDS},
        dates={field: _dates(first, second, field) for field in DATE_FIELDS},
        frames=(first, second),
    )


def pairs_of(keys: Ints, width: int) -> Pairs:
    """Return the pairs with those keys (``left * width + right``), each once."""
    every = np.sort(keys)
    unique = every[np.diff(every, prepend=-1) > 0]
    return Pairs(left=(unique // width).astype(np.int32), right=(unique % width).astype(np.int32))


def order_of(columns: Sequence[str]) -> list[str]:
    """Return the columns that rows are sorted by, values that are not stated last."""
    return [*(column for column in columns if column != "row_id"), "row_id"]


def rank(frame: pl.DataFrame) -> tuple[int, tuple[str, ...]]:
    """Return what decides which of two lists stands left: the smaller one, or the first by content."""
    return frame.height, tuple(contents(frame))


def contents(frame: pl.DataFrame) -> pl.Series:
    """Return the content of each row of a keyed frame as one text, its id left out."""
    texts = pl.concat_str(pl.exclude("row_id").cast(pl.String).fill_null(""), separator="\x1f")
    return frame.select(texts.alias("text")).to_series()


def _ordered(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort(order_of(frame.columns), nulls_last=True)


def _coded(left: pl.Series, right: pl.Series) -> Coded:
    values = pl.concat([left, right]).drop_nulls().unique().sort()
    codes = pl.DataFrame({"value": values, "code": np.arange(len(values), dtype=np.int64)})
    sides = (
        pl.DataFrame({"value": side}).join(codes, on="value", how="left", maintain_order="left")
        for side in (left, right)
    )
    first, second = (side["code"].fill_null(MISSING).to_numpy() for side in sides)
    return Coded(left=first, right=second, values=tuple(values))


def _dates(left: pl.DataFrame, right: pl.DataFrame, field: str) -> Dates:
    first, last = (
        tuple(side[f"{field}_{end}"].cast(pl.Int64).fill_null(0).to_numpy() for side in (left, right))
        for end in ("first", "last")
    )
    known = tuple(side[f"{field}_first"].is_not_null().to_numpy() for side in (left, right))
    return Dates(known=(known[0], known[1]), first=(first[0], first[1]), last=(last[0], last[1]))
