"""Candidate pairs: rows that share a key. Nothing is decided here; a pair left out is never compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import numpy as np
import polars as pl

from homeward.matching.columns import Ints, Lists, Pairs, pairs_of
from homeward.names.folding import VOWELLESS, consonants, skeleton
from homeward.names.given import given_classes
from homeward.names.slips import meant_classes

ALL_PAIRS_BELOW: Final = 300_000
"""Lists with fewer possible pairs are compared row by row: nothing is left out."""

PAIRS_OF_A_KEY: Final = 1_500
"""A value of a key shared by more pairs says too little and is left to the other keys."""

Key: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


def _same(*parts: str) -> Key:
    return parts, parts


KEYS: Final[tuple[Key, ...]] = (
    _same("surname", "given"),
    _same("surname", "year"),
    _same("surname", "father"),
    _same("surname", "place"),
    _same("surname", "given", "year"),
    _same("surname", "given", "place"),
    _same("surname", "given", "father"),
    (("surname", "initial"), ("surname", "given_initial")),
    (("surname", "given_initial"), ("surname", "initial")),
    _same("names"),
    _same("day", "surname_start"),
    _same("day", "given"),
    _same("day", "father"),
    _same("day", "place"),
    (("day_exchanged", "surname_initial"), ("day", "surname_initial")),
    _same("month_day", "surname_start", "given"),
    _same("given", "father", "month"),
    _same("given", "father", "place", "year"),
    _same("given", "father", "year", "surname_start"),
    _same("given", "father", "surname_opening"),
    _same("given", "father", "surname_end"),
    _same("given", "year", "surname_opening"),
    _same("given", "year", "surname_end"),
    _same("number"),
)
"""
What a row of the left list and one of the right must share. ``names`` is surname and given name in either order, for
fields that stand exchanged; ``initial`` is a given name of which only the first letter is stated.
"""


def compares_all(sizes: tuple[int, int]) -> bool:
    """Tell whether lists of those *sizes* are short enough to compare every row with every other."""
    return sizes[0] * sizes[1] <= ALL_PAIRS_BELOW


def candidate_pairs(lists: Lists) -> Pairs:
    """Return every pair of rows that shares a key, or every pair of all when there are few."""
    width = lists.sizes[1]
    if compares_all(lists.sizes):
        return pairs_of(np.arange(lists.sizes[0] * width, dtype=np.int64), max(width, 1))
    is_bare = any(has_bare(frame) for frame in lists.frames)
    left, right = (key_frame(frame, with_bare=is_bare) for frame in lists.frames)
    found = [
        _sharing(key_values(left, parts), key_values(right, others), width)
        for parts, others in KEYS
    ]  # fmt: skip
    return pairs_of(np.concatenate(found), width)


def _sharing(one: pl.DataFrame, other: pl.DataFrame, width: int) -> Ints:
    sizes = one.group_by("key").len("one").join(other.group_by("key").len("other"), on="key")
    narrow = sizes.filter(pl.col("one").cast(pl.Int64) * pl.col("other").cast(pl.Int64) <= PAIRS_OF_A_KEY).select("key")
    pairs = one.join(narrow, on="key").join(other, on="key", suffix="_other")
    return (pairs["row"] * width + pairs["row_other"]).unique().to_numpy()


def key_values(frame: pl.DataFrame, parts: tuple[str, ...]) -> pl.DataFrame:
    """
    Return ``row`` and ``key`` of the rows of a :func:`key_frame` that state every part, each value of a row once.

    A number of 64 bits stands for the parts; it is the same wherever it is worked out by one version of the program.
    """
    stated = frame.select("row", *parts).drop_nulls()
    texts = (pl.col(part).cast(pl.String).alias(f"part {number}") for number, part in enumerate(parts))
    return stated.select("row", pl.struct(*texts).hash().alias("key")).unique()


def has_bare(frame: pl.DataFrame) -> bool:
    """Tell whether a surname of a keyed frame is written without vowels."""
    return bool(frame["surname"].str.contains(VOWELLESS, literal=True).any())


def key_frame(frame: pl.DataFrame, *, with_bare: bool = False) -> pl.DataFrame:
    """
    Return the parts of the keys of a keyed frame, one row for each surname of each row.

    With *with_bare* a name written with vowels stands there a second time without: so it meets one that never had any.
    """
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
        given_initial=_first_letter(frame["given_names"]),
        initial=_bare_initial(frame["given_names"]),
    ).with_columns(surname=pl.col("surname").str.split("|"))
    names = rows.explode("surname")
    bones = _mapped(names["surname"], lambda name: _bare(name) if name.startswith(VOWELLESS) else skeleton(name))
    if with_bare:
        names = pl.concat([names, names.filter(~pl.col("surname").str.starts_with(VOWELLESS))])
        bones = pl.concat([bones, _mapped(names["surname"][len(bones) :], _bare)])
    return names.with_columns(
        surname=bones,
        surname_start=bones.str.strip_prefix(VOWELLESS).str.slice(0, 2),
        surname_initial=bones.str.strip_prefix(VOWELLESS).str.slice(0, 1),
        surname_opening=bones.str.strip_prefix(VOWELLESS).str.slice(0, 3),
        surname_end=bones.str.slice(-3),
    )


def _bare(name: str) -> str:
    return VOWELLESS + consonants(name)


def _first_letter(names: pl.Series) -> pl.Series:
    return names.str.strip_prefix(VOWELLESS).str.slice(0, 1)


def _bare_initial(names: pl.Series) -> pl.Series:
    first = names.str.split("|").list.first()
    return first.set(first.str.len_chars() != 1, None)


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
