"""
What people decided about pairs of rows, as the lists stand now.

Two people say each by themselves whether two rows are one person; neither alone decides. Where they differ the pair
stays *cannot tell*: a third voice would let two outvote a doubt, and a wrong *same* sends a stranger to a family, while
a pair that waits stops nobody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from homeward.model.reviews import PERSONS, Cells, Review, RowName, RowPair, Sameness, list_of, row_pair

MATERIAL: Final = (
    "birth_date", "father_name", "given_names", "mother_maiden_name", "name_original_script", "other_names",
    "service_number", "surname",
)  # fmt: skip
"""Columns by which people tell people apart: a decision made on other names, dates or numbers is to be confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    What came of a review, about the rows as they are called now.

    ``said`` is None until the second person has spoken. ``changed``: what of the rows is not what it was then, as
    ``row column``; such a decision is kept, is to be confirmed, and until then decides nothing.
    """

    pair: RowPair
    said: Sameness | None
    is_differing: bool
    changed: tuple[str, ...]
    review: Review

    @property
    def in_force(self) -> Sameness | None:
        """What holds: nothing before both have spoken, and nothing that is to be confirmed."""
        return None if self.changed else self.said


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Decisions about pairs that are there, in order of pair, and reviews of a row that is on no list any more."""

    decisions: tuple[Decision, ...]
    closed: tuple[Review, ...]


def together(review: Review) -> Sameness | None:
    """
    Return what the opinions of a review make: None from one person, what both say, or *cannot tell* where they differ.

    The order of the opinions changes nothing.
    """
    said = {one.said for one in review.opinions}
    if len({one.who for one in review.opinions}) < PERSONS:
        return None
    return next(iter(said)) if len(said) == 1 else Sameness.CANNOT_TELL


def decided(reviews: Iterable[Review], rows: Mapping[RowName, Cells]) -> Decided:
    """
    Follow every review to the lists as they stand now.

    A row is found again by its content: a list whose rows were numbered anew keeps its decisions. Where the content is
    not there any more the row's own name is followed, and what changed is said if it could matter. A row that is on no
    list closes the review.

    Args:
        reviews: What was said, each with the cells both rows had then.
        rows: The cells of every row of every list at this seat now.
    """
    by_content: defaultdict[tuple[str, Cells], list[RowName]] = defaultdict(list)
    for name, cells in rows.items():
        by_content[list_of(name), cells].append(name)
    found: dict[RowPair, Decision] = {}
    closed: list[Review] = []
    for review in sorted(reviews, key=lambda one: one.pair):
        places = [_place(*each, rows, by_content) for each in zip(review.pair, review.cells, strict=True)]
        there = [name for name in places if name is not None]
        pair = row_pair(there[0], there[1]) if len(there) == len(places) else None
        if pair is None or pair[0] == pair[1] or pair in found:
            closed.append(review)
            continue
        changed = [
            f"{name} {column}"
            for name, cells in zip(there, review.cells, strict=True)
            for column in _changed(cells, rows[name])
        ]
        found[pair] = _decision(pair, review, tuple(sorted(changed)))
    return Decided(decisions=tuple(found[pair] for pair in sorted(found)), closed=tuple(closed))


def _decision(pair: RowPair, review: Review, changed: tuple[str, ...]) -> Decision:
    said = together(review)
    is_differing = said is not None and len({one.said for one in review.opinions}) > 1
    return Decision(pair=pair, said=said, is_differing=is_differing, changed=changed, review=review)


def _place(
    name: RowName, cells: Cells, rows: Mapping[RowName, Cells], by_content: Mapping[tuple[str, Cells], list[RowName]]
) -> RowName | None:
    if rows.get(name) == cells:
        return name
    alike = by_content.get((list_of(name), cells), [])
    if len(alike) == 1:
        return alike[0]
    return name if name in rows else None


def _changed(before: Cells, now: Cells) -> list[str]:
    old, new = dict(before), dict(now)
    return [column for column in MATERIAL if old.get(column) != new.get(column)]
