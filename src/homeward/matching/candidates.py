"""Candidate pairs: rows that share one of ten keys. Nothing is decided here; a pair left out is never compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import polars as pl

from homeward.matching.columns import Ints, Lists, Pairs, pairs_of
from homeward.names.folding import consonants, skeleton
from homeward.names.given import given_classes
from homeward.names.slips import meant_classes

ALL_PAIRS_BELOW: Final = 300_000
"""Lists with fewer possible pairs are compared row by row: nothing is left out."""

PAIRS_OF_A_KEY: Final = 4_000
"""A value of a key shared by more pairs says too little and is left to the other keys."""

KEYS: Final[tuple[tuple[str, ...], ...]] = (
    ("surname", "given"),
    ("surname", "year"),
    ("day", "surname_start"),
    ("day", "given"),
    ("given", "father", "month"),
    ("month_day", "surname_start", "given"),
    ("day_exchanged", "surname_initial"),
    ("surname", "father"),
    ("given", "father", "place", "year"),
    ("number",),
    ("names",),
)
"""Each tuple is one key. ``names`` is surname and given name in either order, for fields that stand exchanged."""


def candidate_pairs(lists: Lists) -> Pairs:
    """Return every pair of rows that shares a key, or every pair of all when there are few."""
    width = lists.sizes[1]
    if lists.sizes[0] * width <= ALL_PAIRS_BELOW:
        return pairs_of(np.arange(lists.sizes[0] * width, dtype=np.int64), max(width, 1))
    left, right = (key_frame(frame) for frame in lists.frames)
    found = [
        _sharing(key_values(left, key), key_values(right, key, is_right=True), width)
        for key in KEYS
    ]  # fmt: skip
    return pairs_of(np.concatenate(found), width)


def _sharing(one: pl.DataFrame, other: pl.DataFrame, width: int) -> Ints:
    sizes = one.group_by("key").len("one").join(other.group_by("key").len("other"), on="key")
    narrow = sizes.filter(pl.col("one").cast(pl.Int64) * pl.col("other").cast(pl.Int64) <= PAIRS_OF_A_KEY).select("key")
    pairs = one.join(narrow, on="key").join(other, on="key", suffix="_other")
    return (pairs["row"] * width + pairs["row_other"]).to_numpy()


def key_values(frame: pl.DataFrame, key: tuple[str, ...], *, is_right: bool = False) -> pl.DataFrame:
    """Return ``row`` and ``key``: what each row of a :func:`key_frame` has for one key, each value once."""
    # A day with day and month exchanged meets the day as it stands on the other list.
    parts = [pl.col("day" if is_right and part == "day_exchanged" else part).alias(part) for part in key]
    stated = frame.select("row", *parts).drop_nulls().unique()
    return stated.select(
        "row", pl.concat_str([pl.col(part).cast(pl.String) for part in key], separator="|").alias("key")
    )


def key_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the parts of the keys of a keyed frame, one row for each surname of each row."""
    day = pl.from_epoch(pl.col("birth_date_first"), time_unit="d")
    is_day = pl.col("birth_date_first") == pl.col("birth_date_last")
    is_year = day.dt.year() == pl.from_epoch(pl.col("birth_date_last"), time_unit="d").dt.year()
    year, month, number = day.dt.year(), day.dt.month().cast(pl.Int32), day.dt.day().cast(pl.Int32)
    rows = frame.with_columns(
        row=pl.int_range(frame.height, dtype=pl.Int64),
        given=_given_keys(frame["given_names"]),
        father=pl.when(pl.col("father_name").str.len_chars() > 1).then(pl.col("father_name")),
        place=pl.col("birth_place").str.split("|").list.first(),
        number=pl.col("service_number"),
        year=pl.when(is_year).then(year),
        month=pl.when(is_day).then(year * 100 + month),
        month_day=pl.when(is_day).then(month * 100 + number),
        day=pl.when(is_day).then(year * 10_000 + month * 100 + number),
        day_exchanged=pl.when(is_day & (month != number)).then(year * 10_000 + number * 100 + month),
        names=_names_key(frame),
    ).with_columns(surname=pl.col("surname").str.split("|"))
    names = rows.explode("surname")
    bones = _mapped(
        names["surname"], lambda name: skeleton(name) if not name.startswith("~") else "~" + consonants(name)
    )
    return names.with_columns(
        surname=bones,
        surname_start=bones.str.strip_prefix("~").str.slice(0, 2),
        surname_initial=bones.str.strip_prefix("~").str.slice(0, 1),
    )


def _names_key(frame: pl.DataFrame) -> pl.Series:
    names = zip(frame["surname"], frame["given_names"], strict=True)
    values = [
        "+".join(sorted((consonants(surname.split("|")[0]), consonants(given.split("|")[0]))))
        if surname and given
        else None
        for surname, given in names
    ]
    return pl.Series("names", values, dtype=pl.String)


def _given_keys(series: pl.Series) -> pl.Series:
    firsts = {value: value.split("|")[0] for value in series.drop_nulls().unique()}
    slips = meant_classes([first for first in sorted(set(firsts.values())) if not given_classes(first)])

    def key_of(value: str) -> str | None:
        first = firsts[value]
        known = given_classes(first)
        return known[0] if known else slips.get(first, skeleton(first) if len(first) > 1 else None)

    return _mapped(series, key_of)


def _mapped(series: pl.Series, key_of: Callable[[str], str | None]) -> pl.Series:
    keys: Mapping[str, str | None] = {value: key_of(value) for value in series.drop_nulls().unique()}
    return pl.Series(series.name, [keys[value] if value is not None else None for value in series], dtype=pl.String)
