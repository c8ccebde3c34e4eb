"""The rest: for rows that found no confident partner, the nearest rows of the other list by what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sparse_dot_topn import sp_matmul_topn

from homeward.matching.columns import MISSING, Floats, Ints, Lists
from homeward.names.given import given_classes

NEAREST: Final = 10
"""Rows of the other list that are looked at for each row of the rest."""

_SHARE_OF_COMMON: Final = 0.01
_MOST_ROWS_OF_A_FEATURE: Final = 4_000
"""A feature of more rows than this, or than one in a hundred (of a long list), tells too little for its cost."""
_FEWEST_ROWS_OF_A_CAP: Final = 100


def nearest_pairs(lists: Lists, rest: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]], threads: int) -> Ints:
    """Return the keys (``left * width + right``) of each row of the rest and its nearest rows, with repeats."""
    left, right = weighted(features(lists), lists.sizes)
    width = lists.sizes[1]
    rows, columns = np.flatnonzero(rest[0]), np.flatnonzero(rest[1])
    forth = topmost(left[rows], right, threads)
    back = topmost(right[columns], left, threads)
    return np.concatenate([rows[forth[0]] * width + forth[1], back[1] * width + columns[back[0]]])


def features(lists: Lists) -> csr_matrix:
    """Return which features each row of the left list, then of the right list, has: one where it has it."""
    fields = [*_of_texts(lists), *_of_days(lists)]
    return csr_matrix(hstack([own[codes] for codes, own in fields], format="csr", dtype=np.float32))


def weighted(whole: csr_matrix, sizes: tuple[int, int]) -> tuple[csr_matrix, csr_matrix]:
    """Return the two lists' features, rare ones weighing more and each row of length one."""
    counts = np.bincount(whole.indices, minlength=whole.shape[1])
    whole.data = rarity(counts, whole.shape[0])[whole.indices]
    whole.eliminate_zeros()
    lengths = np.sqrt(np.add.reduceat(np.append(whole.data**2, 0.0), whole.indptr[:-1]))
    lengths[np.diff(whole.indptr) == 0] = 1.0
    whole.data /= np.repeat(lengths, np.diff(whole.indptr)).astype(np.float32)
    return whole[: sizes[0]], whole[sizes[0] :]


def rarity(counts: Ints, rows: int) -> npt.NDArray[np.float32]:
    """Return the weight of features that so many of the *rows* of both lists have; none where it tells too little."""
    cap = min(max(_SHARE_OF_COMMON * rows, _FEWEST_ROWS_OF_A_CAP), _MOST_ROWS_OF_A_FEATURE)
    weights: Floats = np.where((counts > 1) & (counts <= cap), np.log(rows / np.maximum(counts, 1)), 0.0)
    return weights.astype(np.float32)


def topmost(some: csr_matrix, others: csr_matrix, threads: int) -> tuple[Ints, Ints]:
    """Return the pairs of each row of *some* and its nearest rows of *others*."""
    if not some.shape[0] or not others.shape[0]:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    found = sp_matmul_topn(some, others.T.tocsr(), top_n=NEAREST, sort=True, n_threads=threads).tocoo()
    return found.row.astype(np.int64), found.col.astype(np.int64)


def _of_texts(lists: Lists) -> Iterator[tuple[Ints, csr_matrix]]:
    for field, features_of in FEATURES.items():
        coded = lists.text[field]
        yield _placed(np.concatenate([coded.left, coded.right]), [features_of(value) for value in coded.values])


def _of_days(lists: Lists) -> Iterator[tuple[Ints, csr_matrix]]:
    dates = lists.dates["birth_date"]
    first, last, known = (np.concatenate(each) for each in (dates.first, dates.last, dates.known))
    days, codes = np.unique(first * 2 + (first == last), return_inverse=True)
    own = [day_features(day // 2, is_exact=bool(day % 2)) for day in days.tolist()]
    yield _placed(np.where(known, codes, MISSING), own)


def _placed(codes: Ints, values: Sequence[Iterable[str]]) -> tuple[Ints, csr_matrix]:
    """Return which row of the table of features each row of the lists has; a value not stated has an empty one."""
    distinct = [sorted(set(each)) for each in values]
    rows = np.repeat(np.arange(len(values)), [len(each) for each in distinct])
    names = [name for each in distinct for name in each]
    numbers = {name: number for number, name in enumerate(sorted(set(names)))}
    columns = np.fromiter((numbers[name] for name in names), dtype=np.int64, count=len(names))
    shape = len(values) + 1, max(len(numbers), 1)
    table = csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape)
    return np.where(codes == MISSING, len(values), codes), table


def _surname_features(text: str) -> tuple[str, ...]:
    padded = (f"^{name}$" for name in text.split("|"))
    return tuple(name[start : start + 3] for name in padded for start in range(len(name) - 2))


def _given_features(text: str) -> tuple[str, ...]:
    return tuple((given_classes(name)[:1] or (name,))[0] for name in text.split("|"))


def _first_part(text: str) -> tuple[str, ...]:
    return (text.partition("|")[0],)


def day_features(day: int, *, is_exact: bool) -> tuple[str, ...]:
    """Return what is compared of a date of birth: the day, its year, its day of the year, its month; or its year."""
    text = str(np.datetime64(day, "D"))
    return (text, text[:4], text[5:], text[:7]) if is_exact else (text[:4],)


FEATURES: Final[dict[str, Callable[[str], tuple[str, ...]]]] = {
    "surname": _surname_features,
    "given_names": _given_features,
    "father_name": _first_part,
    "birth_place": _first_part,
}
"""What is compared of each text field."""
