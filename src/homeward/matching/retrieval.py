"""The rest: for rows that found no confident partner, the nearest rows of the other list by what they share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_matrix, diags
from sparse_dot_topn import sp_matmul_topn

from homeward.matching.columns import Ints, Lists
from homeward.names.given import given_classes

NEAREST: Final = 10
"""Rows of the other list that are looked at for each row of the rest."""

_SHARE_OF_COMMON: Final = 0.01
_MOST_ROWS_OF_A_FEATURE: Final = 4_000
"""A feature of more rows than this, or than one in a hundred (of a long list), tells too little for its cost."""
_FEWEST_ROWS_OF_A_CAP: Final = 100


def nearest_pairs(lists: Lists, rest: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]) -> Ints:
    """Return the keys (``left * width + right``) of each row of the rest and its nearest rows, with repeats."""
    left, right = _vectors(lists)
    width = lists.sizes[1]
    rows, columns = np.flatnonzero(rest[0]), np.flatnonzero(rest[1])
    forth = _topmost(left[rows], right)
    back = _topmost(right[columns], left)
    return np.concatenate([rows[forth[0]] * width + forth[1], back[1] * width + columns[back[0]]])


def _topmost(some: csr_matrix, others: csr_matrix) -> tuple[Ints, Ints]:
    if not some.shape[0] or not others.shape[0]:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    found = sp_matmul_topn(some, others.T.tocsr(), top_n=NEAREST, sort=True, n_threads=1).tocoo()
    return found.row.astype(np.int64), found.col.astype(np.int64)


def _vectors(lists: Lists) -> tuple[csr_matrix, csr_matrix]:
    rows, features = zip(*(_features(frame) for frame in lists.frames), strict=True)
    codes = (pl.concat(features).rank("dense").cast(pl.Int64) - 1).to_numpy()
    size = int(codes.max()) + 1 if len(codes) else 1
    shape = lists.sizes[0] + lists.sizes[1], size
    at = np.concatenate([rows[0], rows[1] + lists.sizes[0]])
    whole = csr_matrix((np.ones(len(at), dtype=np.float32), (at, codes)), shape=shape)
    whole.sum_duplicates()
    whole.data[:] = 1.0
    counts = np.bincount(whole.indices, minlength=size)
    cap = min(max(_SHARE_OF_COMMON * shape[0], _FEWEST_ROWS_OF_A_CAP), _MOST_ROWS_OF_A_FEATURE)
    rarity = np.where((counts > 1) & (counts <= cap), np.log(shape[0] / np.maximum(counts, 1)), 0.0)
    weighted = whole @ diags(rarity.astype(np.float32))
    weighted.eliminate_zeros()
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    unit = (diags((1.0 / np.maximum(lengths, 1e-9)).astype(np.float32)) @ weighted).tocsr().astype(np.float32)
    return unit[: lists.sizes[0]], unit[lists.sizes[0] :]


def _features(frame: pl.DataFrame) -> tuple[Ints, pl.Series]:
    columns = zip(*(frame[column] for column in _COLUMNS), strict=True)
    rows: list[int] = []
    features: list[str] = []
    for row, values in enumerate(columns):
        for feature in _features_of(*values):
            rows.append(row)
            features.append(feature)
    return np.array(rows, dtype=np.int64), pl.Series(features, dtype=pl.String)


_COLUMNS = ("surname", "given_names", "father_name", "birth_place", "birth_date_first", "birth_date_last")


def _features_of(  # noqa: PLR0917 - the values of one row, in the order of the columns
    surname: str | None, given: str | None, father: str | None, place: str | None, first: int | None, last: int | None
) -> Iterator[str]:
    for name in (surname or "").split("|"):
        padded = f"^{name}$"
        yield from (padded[start : start + 3] for start in range(len(padded) - 2))
    for name in (given or "").split("|"):
        yield f"g{given_classes(name)[:1] or name}"
    yield f"f{father}"
    yield f"p{(place or '').split('|')[0]}"
    if first is not None and first == last:
        day = np.datetime64(first, "D")
        text = str(day)
        yield from (f"d{text}", f"y{text[:4]}", f"m{text[5:]}", f"n{text[:7]}")
    elif first is not None:
        yield f"y{str(np.datetime64(first, 'D'))[:4]}"
