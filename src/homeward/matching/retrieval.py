"""The rest: for rows that found no confident partner, the nearest rows of the other list by what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags, hstack
from sparse_dot_topn import sp_matmul_topn

from homeward.matching.columns import MISSING, Ints, Lists
from homeward.names.given import given_classes

NEAREST: Final = 10
"""Rows of the other list that are looked at for each row of the rest."""

_SHARE_OF_COMMON: Final = 0.01
_MOST_ROWS_OF_A_FEATURE: Final = 4_000
"""A feature of more rows than this, or than one in a hundred (of a long list), tells too little for its cost."""
_FEWEST_ROWS_OF_A_CAP: Final = 100


def nearest_pairs(lists: Lists, rest: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]], threads: int) -> Ints:
    """Return the keys (``left * width + right``) of each row of the rest and its nearest rows, with repeats."""
    left, right = vectors(lists)
    width = lists.sizes[1]
    rows, columns = np.flatnonzero(rest[0]), np.flatnonzero(rest[1])
    forth = _topmost(left[rows], right, threads)
    back = _topmost(right[columns], left, threads)
    return np.concatenate([rows[forth[0]] * width + forth[1], back[1] * width + columns[back[0]]])


def vectors(lists: Lists) -> tuple[csr_matrix, csr_matrix]:
    """Return what each row of either list shows, rare things weighing more, each row of length one."""
    fields = [*_of_texts(lists), *_of_days(lists)]
    whole = csr_matrix(hstack([features[codes] for codes, features in fields], format="csr", dtype=np.float32))
    counts = np.bincount(whole.indices, minlength=whole.shape[1])
    cap = min(max(_SHARE_OF_COMMON * whole.shape[0], _FEWEST_ROWS_OF_A_CAP), _MOST_ROWS_OF_A_FEATURE)
    rarity = np.where((counts > 1) & (counts <= cap), np.log(whole.shape[0] / np.maximum(counts, 1)), 0.0)
    whole.data *= rarity.astype(np.float32)[whole.indices]
    whole.eliminate_zeros()
    lengths = np.sqrt(np.asarray(whole.multiply(whole).sum(axis=1)).ravel())
    unit = csr_matrix(diags((1.0 / np.maximum(lengths, 1e-9)).astype(np.float32)) @ whole)
    return unit[: lists.sizes[0]], unit[lists.sizes[0] :]


def _topmost(some: csr_matrix, others: csr_matrix, threads: int) -> tuple[Ints, Ints]:
    if not some.shape[0] or not others.shape[0]:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    found = sp_matmul_topn(some, others.T.tocsr(), top_n=NEAREST, sort=True, n_threads=threads).tocoo()
    return found.row.astype(np.int64), found.col.astype(np.int64)


def _of_texts(lists: Lists) -> Iterator[tuple[Ints, csr_matrix]]:
    for field, features_of in _FEATURES:
        coded = lists.text[field]
        codes = np.concatenate([coded.left, coded.right])
        yield _placed(codes, _features((features_of(value) for value in coded.values), len(coded.values)))


def _of_days(lists: Lists) -> Iterator[tuple[Ints, csr_matrix]]:
    dates = lists.dates["birth_date"]
    first, last, known = (np.concatenate(each) for each in (dates.first, dates.last, dates.known))
    days, codes = np.unique(first * 2 + (first == last), return_inverse=True)
    features = (_day_features(day // 2, is_exact=bool(day % 2)) for day in days.tolist())
    yield _placed(np.where(known, codes, MISSING), _features(features, len(days)))


def _placed(codes: Ints, features: csr_matrix) -> tuple[Ints, csr_matrix]:
    """Let a value that is not stated have no feature: it stands for an empty row after all others."""
    return np.where(codes == MISSING, features.shape[0] - 1, codes), features


def _features(values: Iterable[Iterable[str]], size: int) -> csr_matrix:
    numbers: dict[str, int] = {}
    rows, columns = [], []
    for row, features in enumerate(values):
        for feature in set(features):
            rows.append(row)
            columns.append(numbers.setdefault(feature, len(numbers)))
    shape = size + 1, max(len(numbers), 1)
    return csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape)


def _surname_features(text: str) -> Iterator[str]:
    for name in text.split("|"):
        padded = f"^{name}$"
        yield from (padded[start : start + 3] for start in range(len(padded) - 2))


def _given_features(text: str) -> Iterator[str]:
    yield from (f"{given_classes(name)[:1] or name}" for name in text.split("|"))


def _place_features(text: str) -> Iterator[str]:
    yield text.partition("|")[0]


def _father_features(text: str) -> Iterator[str]:
    yield text


def _day_features(day: int, *, is_exact: bool) -> tuple[str, ...]:
    text = str(np.datetime64(day, "D"))
    return (text, text[:4], text[5:], text[:7]) if is_exact else (text[:4],)


_FEATURES: Final[tuple[tuple[str, Callable[[str], Iterator[str]]], ...]] = (
    ("surname", _surname_features),
    ("given_names", _given_features),
    ("father_name", _father_features),
    ("birth_place", _place_features),
)
