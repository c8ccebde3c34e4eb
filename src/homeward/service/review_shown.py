"""What a reviewer is shown of a pair: both rows side by side, and what their families say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from homeward.matching import is_other_of_family, relatives, supported
from homeward.model.ids import OrgId, RowId
from homeward.model.matches import Match
from homeward.model.people import ListKind
from homeward.model.reviews import RowName, list_of
from homeward.procedure.review_queue import Waiting
from homeward.service.lists import entries_of
from homeward.service.reviews_kept import pairs_here, rows_here
from homeward.service.seat import Seat

_UNSEEN: Final = frozenset({"harmful_to_disclose", "list_kind"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The cells of both rows, column by column, and reasons besides the score; personal data, for the reviewer only."""

    cells: tuple[tuple[str, str, str], ...]
    reasons: tuple[str, ...]


def shown(seat: Seat, waiting: Sequence[Waiting]) -> tuple[Shown, ...]:
    """Return what a reviewer is shown of each pair, in their order; reasons change no probability."""
    rows, families, proposed = rows_here(seat), _Families(seat), _proposed(pairs_here(seat).values())
    found = []
    for one in waiting:
        names = RowName(one.match.left), RowName(one.match.right)
        left, right = (dict(rows[name]) for name in names)
        cells = tuple(
            (column, left.get(column, ""), right.get(column, ""))
            for column in sorted({*left, *right})
            if column not in _UNSEEN
        )
        found.append(Shown(cells=cells, reasons=tuple(_reasons(one.match, families, proposed))))
    return tuple(found)


def _reasons(match: Match, families: _Families, proposed: Mapping[tuple[str, str], list[Match]]) -> Iterator[str]:
    if is_other_of_family(match):
        yield "same family, different person: surname and family agree, the given name vetoes"
    lists = list_of(RowName(match.left)), list_of(RowName(match.right))
    others = [(one.left, one.right) for one in proposed.get(lists, ()) if one != match]
    for one in supported(match, others, (families.of(lists[0]), families.of(lists[1]))):
        yield f"relatives on both lists: {one.left} and {one.right} are proposed as one person"


def _proposed(matches: Iterable[Match]) -> dict[tuple[str, str], list[Match]]:
    """Return the proposed pairs by the names of their lists."""
    found: dict[tuple[str, str], list[Match]] = {}
    for one in matches:
        if one.is_proposed:
            found.setdefault((list_of(RowName(one.left)), list_of(RowName(one.right))), []).append(one)
    return found


@dataclass(slots=True)
class _Families:
    """Who looks like whose family on each list, worked out once for each list that is asked about."""

    seat: Seat
    known: dict[str, Mapping[RowId, frozenset[RowId]]] = field(default_factory=dict)

    def of(self, name: str) -> Mapping[RowId, frozenset[RowId]]:
        """Return the relatives of each row of the list called *name*, by full names of rows."""
        if name not in self.known:
            owner, _, kind = name.rpartition("/")
            entries = entries_of(self.seat, OrgId(owner) if owner else self.seat.org, ListKind(kind))
            self.known[name] = {
                RowId(f"{name}/{row}"): frozenset(RowId(f"{name}/{one}") for one in kin)
                for row, kin in relatives(tuple(entries.values())).items()
            }
        return self.known[name]
