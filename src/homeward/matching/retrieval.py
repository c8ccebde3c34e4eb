"""The rest: for rows that found no confident partner, the nearest rows of the other list by what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sparse_dot_topn import sp_matmul_topn

from homeward.matching.columns import MISSING, Floats, Ints, Lists
from homeward.names.folding import VOWELLESS, consonants
from homeward.names.given import given_classes, is_full_given_name

FeaturesOf: TypeAlias = Callable[[str], tuple[str, ...]]

NEAREST: Final = 10
"""Rows of the other list that are looked at for each row of the rest."""

MOST_AS_NEAR: Final = 20
"""How many they become at most where several are as near as the last of them."""

_SHARE_OF_COMMON: Final = 0.01
_MOST_ROWS_OF_A_FEATURE: Final = 1_000
"""A feature of more rows than this, or than one in a hundred (of a long list), tells too little for its cost."""
_FEWEST_ROWS_OF_A_CAP: Final = 100


def nearest_pairs(lists: Lists, rest: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]], threads: int) -> Ints:
    """Return the keys (``left * width + right``) of each row of the rest and its nearest rows, with repeats."""
    left, right = weighted(features(lists)[0], lists.sizes)
    width = lists.sizes[1]
    rows, columns = np.flatnonzero(rest[0]), np.flatnonzero(rest[1])
    forth = topmost(left[rows], right, threads)
    back = topmost(right[columns], left, threads)
    return np.concatenate([rows[forth[0]] * width + forth[1], back[1] * width + columns[back[0]]])


def features(lists: Lists) -> tuple[csr_matrix, tuple[str, ...]]:
    """
    Return which features each row of the left list, then of the right list, has: one where it has it; and their names.

    The names are in ascending order, and so are the features of each row.
    """
    blocks = [*(_of_texts(lists, group) for group in FEATURES), _of_days(lists)]
    whole = csr_matrix(hstack([block for block, _ in blocks], format="csr", dtype=np.float32))
    whole.data[:] = 1.0
    names = (f"{group}:{name}" for group, (_, own) in enumerate(blocks) for name in own)
    return whole, tuple(names)


def weighted(whole: csr_matrix, sizes: tuple[int, int]) -> tuple[csr_matrix, csr_matrix]:
    """Return the two lists' features, rare ones weighing more and each row of length one."""
    counts = np.bincount(whole.indices, minlength=whole.shape[1])
    scaled(whole, rarity(counts, whole.shape[0]))
    return whole[: sizes[0]], whole[sizes[0] :]


def scaled(whole: csr_matrix, weights: npt.NDArray[np.float32]) -> None:
    """Give each feature of *whole* its weight, then each row the length one."""
    whole.data = weights[whole.indices]
    whole.eliminate_zeros()
    lengths = np.sqrt(np.add.reduceat(np.append(whole.data**2, 0.0), whole.indptr[:-1]))
    lengths[np.diff(whole.indptr) == 0] = 1.0
    whole.data /= np.repeat(lengths, np.diff(whole.indptr)).astype(np.float32)


def rarity(counts: Ints, rows: int) -> npt.NDArray[np.float32]:
    """Return the weight of features that so many of the *rows* of both lists have; none where it tells too little."""
    cap = min(max(_SHARE_OF_COMMON * rows, _FEWEST_ROWS_OF_A_CAP), _MOST_ROWS_OF_A_FEATURE)
    weights: Floats = np.where((counts > 1) & (counts <= cap), np.log(rows / np.maximum(counts, 1)), 0.0)
    return weights.astype(np.float32)


def topmost(some: csr_matrix, others: csr_matrix, threads: int) -> tuple[Ints, Ints]:
    """Return the pairs of each row of *some* and its nearest rows of *others*."""
    rows, columns, values = likenesses(some, others, threads)
    chosen = nearest(rows, values)
    return rows[chosen], columns[chosen]


def likenesses(some: csr_matrix, others: csr_matrix, threads: int) -> tuple[Ints, Ints, npt.NDArray[np.float32]]:
    """Return the pairs of each row of *some* and the rows of *others* that may be among the nearest, and how near."""
    if not some.shape[0] or not others.shape[0]:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    found = sp_matmul_topn(some, others.T.tocsr(), top_n=MOST_AS_NEAR + 1, sort=True, n_threads=threads).tocoo()
    return found.row.astype(np.int64), found.col.astype(np.int64), found.data


def nearest(rows: Ints, values: npt.NDArray[np.float32]) -> Ints:
    """
    Return which pairs of :func:`likenesses`, of one block of other rows or of several, are the nearest of their row.

    Rows as near as the tenth come too, but where there would be more than :data:`MOST_AS_NEAR` they are all left out:
    nothing depends on the order of rows, nor on how the other list was parted into blocks.
    """
    order = np.lexsort((-values, rows))
    starts, which, sizes = np.unique(rows[order], return_index=True, return_inverse=True, return_counts=True)[1:]
    ranked = values[order]
    last = np.where(sizes >= NEAREST, ranked[np.minimum(starts + NEAREST - 1, len(ranked) - 1)], 0.0)[which]
    as_near = np.bincount(which, weights=ranked >= last)[which]
    chosen: Ints = order[(ranked > last) | ((ranked == last) & (as_near <= MOST_AS_NEAR))]
    return chosen


def _of_texts(lists: Lists, group: Mapping[str, FeaturesOf]) -> tuple[csr_matrix, Sequence[str]]:
    """Return the features of fields whose features are compared with each other."""
    values = {field: [features_of(value) for value in lists.text[field].values] for field, features_of in group.items()}
    numbers = _numbered(each for own in values.values() for each in own)
    codes = {field: np.concatenate([lists.text[field].left, lists.text[field].right]) for field in group}
    return sum(_placed(codes[field], own, numbers) for field, own in values.items()), list(numbers) or [""]


def _of_days(lists: Lists) -> tuple[csr_matrix, Sequence[str]]:
    dates = lists.dates["birth_date"]
    first, last, known = (np.concatenate(each) for each in (dates.first, dates.last, dates.known))
    days, codes = np.unique(first * 2 + (first == last), return_inverse=True)
    own = [day_features(day // 2, is_exact=bool(day % 2)) for day in days.tolist()]
    numbers = _numbered(own)
    return _placed(np.where(known, codes, MISSING), own, numbers), list(numbers) or [""]


def _numbered(values: Iterable[Iterable[str]]) -> Mapping[str, int]:
    return {name: number for number, name in enumerate(sorted({name for each in values for name in each}))}


def _placed(codes: Ints, values: Sequence[Iterable[str]], numbers: Mapping[str, int]) -> csr_matrix:
    """Return the features of each row, given the features of each value; a value not stated has none."""
    distinct = [sorted(numbers[name] for name in set(each)) for each in values]
    starts = np.cumsum([0, *map(len, distinct), 0])
    columns = np.fromiter((number for each in distinct for number in each), dtype=np.int64, count=int(starts[-1]))
    shape = len(values) + 1, max(len(numbers), 1)
    table = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), shape=shape)
    return table[np.where(codes == MISSING, len(values), codes)]


def _surname_features(text: str) -> tuple[str, ...]:
    names = text.split("|")
    return tuple(
        feature
        for name in names
        for feature in (*_parts(name), *(f"={own}" for own in given_classes(name)[:1] if is_full_given_name(name)))
    )


def _given_features(text: str) -> tuple[str, ...]:
    """Return the class of each name; of an unknown name also its letters: it may be a surname in the wrong field."""
    names = [(name, given_classes(name)[:1]) for name in text.split("|")]
    return tuple(
        feature for name, own in names for feature in ((f"={own[0]}",) if own else (f"={name}", *_parts(name)))
    )


def _parts(name: str) -> Iterator[str]:
    for written in dict.fromkeys((name, VOWELLESS + consonants(name))):
        padded = f"^{written}$"
        yield from (padded[start : start + 3] for start in range(len(padded) - 2))


def _first_part(text: str) -> tuple[str, ...]:
    return (text.partition("|")[0],)


def day_features(day: int, *, is_exact: bool) -> tuple[str, ...]:
    """Return what is compared of a date of birth: the day, its year, its day of the year, its month; or its year."""
    text = str(np.datetime64(day, "D"))
    return (text, text[:4], text[5:], text[:7]) if is_exact else (text[:4],)


FEATURES: Final[tuple[Mapping[str, FeaturesOf], ...]] = (
    {"surname": _surname_features, "given_names": _given_features},
    {"father_name": _first_part},
    {"birth_place": _first_part},
)
"""What is compared of each text field; what two fields of one group share counts too."""
