"""Where the parts of an agreement stand in the file: under their clause, or beside it naming its id."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from homeward.model.ids import PartyId
from homeward.model.terms import Direction
from homeward.terms.rules import Rule
from homeward.terms.tables import Table

T = TypeVar("T")

EACH: Final = "each"
"""Stands for every party in turn, where all promise or do the same."""

OCCASIONS: Final = (
    "signature",
    "in_force",
    "list_received",
    "capture",
    "release",
    "handover",
    "arrival",
    "last_arrival",
)
"""Events every agreement knows: ``release``, ``capture``, ``handover`` and ``arrival`` are each person's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Ids that may be referred to: also those of parts that are themselves faulty, so that one slip is one finding."""

    parties: Collection[str]
    actors: Collection[str]
    clauses: Collection[str]
    categories: Collection[str]
    occasions: Collection[str]
    is_first: bool
    """Whether the file is in the first format, in which every tranche has a day."""
    commitments: Collection[str] = field(default=())
    twins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Commitments written once for each party: the id in the file, and the ids of what it stands for."""
    windows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The numbers of each tranche that has some: in a list of commitments its id stands for them all."""

    @property
    def single(self) -> Collection[str]:
        """Commitments that are one: where a number is taken from one, an id that stands for several says too little."""
        return [one for one in self.commitments if one not in self.twins]

    def spread(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Return *ids* with each id that stands for several commitments replaced by theirs."""
        return tuple(one for each in ids for one in self.twins.get(each, (each,)))

    def promised(self, table: Table, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Read a list of commitments; an id that stands for several is replaced by theirs, each once."""
        ids = table.references(key, [*self.commitments, *self.windows], required=required)
        inside = [one for each in ids for one in (self.windows[each] if self._is_window(each) else (each,))]
        return tuple(dict.fromkeys(self.spread(inside)))

    def _is_window(self, one: str) -> bool:
        """Tell whether an id is that of a tranche with numbers, and of no commitment."""
        return one in self.windows and one not in self.commitments

    def matching(self, wanted: str | None, direction: Direction) -> str | None:
        """Return the commitment *wanted* means for *direction*, where it was written once for each party."""
        own = None if wanted is None else f"{wanted}.{direction}"
        return own if wanted is not None and own in self.twins.get(wanted, ()) else wanted

    def these(self, table: Table, key: str) -> tuple[PartyId, ...]:
        """Read who acts: a list of ids, or ``each`` for all parties."""
        if table.texts(key) == (EACH,):
            return tuple(PartyId(one) for one in self.parties)
        return tuple(PartyId(one) for one in table.references(key, self.actors))


class Parts:
    """The tables of one file by what they are, wherever they stand."""

    def __init__(self, top: Table) -> None:
        """Open the file and its clauses."""
        self.top = top
        self.clauses = top.tables("clause", "clause")
        self._opened: dict[str, list[Table]] = {}

    def all(self, key: str) -> list[Table]:
        """Open every ``[[key]]``, those beside the clauses first; opened once, so that nothing is reported twice."""
        if key not in self._opened:
            nested = [one for each in self.clauses for one in each.tables(key, key)]
            self._opened[key] = [*self.top.tables(key, key), *nested]
        return self._opened[key]

    def one(self, key: str, *, required: bool = False) -> Table | None:
        """Open the only ``[key]``; a second one is reported."""
        nested = [each for each in self.clauses if each.has(key)]
        if not nested:
            return self.top.table(key, required=required)
        tables = [table for each in nested for table in [each.table(key, required=False)] if table is not None]
        tables += [table for table in [self.top.table(key, required=False)] if table is not None]
        for again in tables[1:]:
            again.report(Rule.ID_TWICE, "clause", seen=key, remedy=f"say it once: an agreement has one [{key}]")
        return tables[0] if tables else None

    def names(self, key: str) -> list[str]:
        """Return the ids of every ``[[key]]``."""
        return [table.name for table in self.all(key)]

    def read(self, key: str, one: Callable[[Table, set[str]], T | None]) -> tuple[T, ...]:
        """Read every ``[[key]]`` with *one*, which is given the ids already taken; faulty ones are left out."""
        taken: set[str] = set()
        found = [(table, one(table, taken)) for table in self.all(key)]
        return tuple(value for table, value in found if table.close() and value is not None)

    def read_one(self, key: str, one: Callable[[Table], T], *, required: bool = False) -> T | None:
        """Read the only ``[key]`` with *one*; None where there is none or it is faulty."""
        table = self.one(key, required=required)
        if table is None:
            return None
        value = one(table)
        return value if table.close() else None
