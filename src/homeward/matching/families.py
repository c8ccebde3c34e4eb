"""Families as evidence: who is of one family but another person, and whose relatives are on both lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.matching.frames import keyed, records
from homeward.model.ids import RowId
from homeward.model.matches import Match
from homeward.model.people import Entry

SURNAME_AGREES: Final = frozenset({"exact", "another surname or a part agrees", "nearly the same"})
GIVEN_IS_OTHER: Final = "a different name"
"""The level of a known given name against a different known one; a name that is merely unlike may be a slip."""

FATHER_AGREES: Final = frozenset({"same father's name", "nearly the same"})
PLACE_AGREES: Final = frozenset({"same place", "a part agrees"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Supported:
    """Relatives of a pair's two people who are a pair themselves: a reason for a reviewer, never a probability."""

    left: RowId
    right: RowId


def is_other_of_family(match: Match) -> bool:
    """Tell whether a pair shares surname, and father or place, and its given names are two: one family, two people."""
    levels = levels_of(match)
    shares = levels.get("father_name") in FATHER_AGREES or levels.get("birth_place") in PLACE_AGREES
    return (
        levels.get("surname") in SURNAME_AGREES
        and levels.get("given_names") == GIVEN_IS_OTHER
        and levels.get("father_name") in (FATHER_AGREES | {"not compared"})
        and shares
    )


def levels_of(match: Match) -> Mapping[str, str]:
    """Return the level that each field of *match* reached, in words."""
    return {one.field: one.level for one in match.evidence}


def relatives(entries: Sequence[Entry]) -> Mapping[RowId, frozenset[RowId]]:
    """
    Return, for each row, the rows of its own list that look like its family; rows without any are left out.

    A family is one surname (of either gender) with one father or one place of birth and another given name, or people
    who the list says travel together. The relation goes both ways.
    """
    found: dict[RowId, set[RowId]] = {}
    for one, other in _kin(entries):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {row: frozenset(kin) for row, kin in sorted(found.items())}


def supported(
    match: Match,
    pairs: Collection[tuple[RowId, RowId]],
    families: tuple[Mapping[RowId, frozenset[RowId]], Mapping[RowId, frozenset[RowId]]],
) -> tuple[Supported, ...]:
    """
    Return which of *pairs* join a relative of *match*'s left row to a relative of its right row, in order of rows.

    It is no part of the score: relatives on both lists were often held, and written down, together, so that one slip
    may have made both pairs; and a brother has the same relatives as the person.
    """
    left, right = (families[side].get(row, frozenset()) for side, row in enumerate((match.left, match.right)))
    found = sorted((one, other) for one, other in pairs if one in left and other in right)
    return tuple(Supported(left=one, right=other) for one, other in found)


def _kin(entries: Sequence[Entry]) -> Iterator[tuple[RowId, RowId]]:
    if not entries:
        return
    rows = {one.row_id for one in entries}
    for entry in entries:
        if entry.travel_with is not None and entry.travel_with in rows:
            yield entry.row_id, entry.travel_with
    households: dict[tuple[str, str, str], list[tuple[RowId, str]]] = {}
    for row in keyed(records(entries)).iter_rows(named=True):
        for household in _households(row):
            households.setdefault(household, []).append((RowId(row["row_id"]), row["given_names"]))
    for members in households.values():
        yield from _pairs(members)


def _households(row: Mapping[str, str | None]) -> Iterable[tuple[str, str, str]]:
    surname, given = row["surname"], row["given_names"]
    if not surname or not given:
        return
    for column in ("father_name", "birth_place"):
        shared = row[column]
        if shared:
            yield surname.partition("|")[0], column, shared.partition("|")[0]


def _pairs(members: Sequence[tuple[RowId, str]]) -> Iterator[tuple[RowId, RowId]]:
    # A town of namesakes is no family: what so many share tells nobody's relatives.
    if len(members) > LARGEST:
        return
    for place, (one, given) in enumerate(members):
        for other, another in members[place + 1 :]:
            if given != another:
                yield one, other


LARGEST: Final = 12
"""Rows that may share a surname and a father or place and still be taken for one family; by judgement."""
