"""An auditor of bulletins that sees only what is published, and tries to work out what is not.

It shares no step with the suppressor: it writes down every sum a reader can write down, in all bulletins at once,
solves what linear algebra can solve exactly, then narrows each unknown number until nothing moves any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Final, TypeAlias

from homeward.bulletin.tables import Past, Slot, Table, order, past_of, table_of, tranches_of
from homeward.model.figures import Cell, Stage
from homeward.model.findings import Finding, Severity, Where
from homeward.model.ids import TrancheId
from homeward.model.terms import Direction

Name: TypeAlias = tuple[int, Slot]
"""An unknown number: the slot, and the first bulletin since which it has stood."""

ROUNDS: Final = 200
"""Rounds of narrowing; ranges only shrink, so stopping early errs towards *wider*, never towards a false alarm."""


def exposure_findings(
    cells: Sequence[Cell],
    previous: Sequence[Sequence[Cell]],
    k: int,
    *,
    corrections: AbstractSet[int] = frozenset(),
) -> tuple[Finding, ...]:
    """
    Report every number of fewer than *k* people that a reader of *cells* and the *previous* bulletins can work out.

    A reader knows that rows and columns add up, that a withheld number is at least 1 (zeros are never withheld), that
    counts do not fall (but in *corrections*: places among *previous*, and the place after them), and takes a row to be
    unchanged unless the numbers say otherwise. Empty means: every withheld
    number could be *k* or more, is not fixed, and could lie *k* or more from the agreed and from the earlier number.

    Codes: ``BULLETIN-2`` a published number or difference is too small; ``BULLETIN-3`` a withheld number can be worked
    out; ``BULLETIN-4`` the numbers contradict each other or fall below an earlier bulletin's.

    Source: Cox, Suppression methodology and statistical disclosure control (JASA 75, 1980).
    """
    found: list[Finding] = []
    for direction in sorted({one.direction for one in cells}, key=str):
        new, agreed = table_of(cells, direction), table_of(cells, direction, Stage.AGREED)
        past = past_of(previous, direction, corrections)
        found += _published_findings(direction, (*past.tables, new), agreed, k, past)
        found += _withheld_findings(direction, (*past.tables, new), agreed, k, past)
    return tuple(found)


def _published_findings(
    direction: Direction, tables: Sequence[Table], agreed: Table, k: int, past: Past
) -> Iterator[Finding]:
    new = tables[-1]
    for slot in sorted(new, key=order):
        number = new[slot]
        if number is None:
            continue
        earlier = [value for table in tables[:-1] if (value := table.get(slot)) is not None]
        gaps = [abs(number - value) for value in (*earlier, *_agreed_beside(new, agreed, slot))]
        small = [gap for gap in (number, *gaps) if 0 < gap < k]
        if small:
            yield _finding("BULLETIN-2", direction, slot, f"no public number or difference is under {k}", str(small[0]))
        if number < past.least(slot):
            yield _finding(
                "BULLETIN-4", direction, slot, "a count does not fall below an earlier bulletin's", str(number)
            )


def _withheld_findings(
    direction: Direction, tables: Sequence[Table], agreed: Table, k: int, past: Past
) -> Iterator[Finding]:
    names = _names(tables)
    system = _system(tables, names, past.restarts)
    if not system.holds():
        # Then some row did change, and nobody can tell which: the reader presumes nothing any more.
        names = {name: name for name in names}
        system = _system(tables, names, past.restarts)
    if not system.holds():
        yield _finding("BULLETIN-4", direction, (None, None), "published numbers do not contradict each other", None)
        return
    found = list(_exposed_in(direction, tables, agreed, k, (system, names)))
    for told in _told_names(tables, past.restarts):
        system = _system(tables, told, past.restarts)
        if system.holds():
            found += _exposed_in(direction, tables, agreed, k, (system, told))
    yield from dict.fromkeys(found)


def _exposed_in(
    direction: Direction,
    tables: Sequence[Table],
    agreed: Table,
    k: int,
    known: tuple[_System, Mapping[Name, Name]],
) -> Iterator[Finding]:
    system, names = known
    for number, table in enumerate(tables):
        for slot in sorted(table, key=order):
            if table[slot] is not None:
                continue
            low, high = system.range(names[number, slot])
            said = [value for one in tables[:number] if (value := one.get(slot)) is not None]
            near = [*said, *_agreed_beside(table, agreed, slot)]
            # Who can only presume that an earlier number stands learns nothing: what stands is never withheld. And
            # an earlier number may become known when it is published on purpose, as long as it is not small.
            is_old = low == high and low in said
            is_later = number < len(tables) - 1 and low == high
            if not is_old and _is_exposed(low, high, near, k, may_be_fixed=is_later):
                rule = "a withheld number cannot be worked out from what is published"
                yield _finding("BULLETIN-3", direction, slot, rule, f"{low} to {'any' if high is None else high}")


def _agreed_beside(table: Table, agreed: Table, slot: Slot) -> list[int]:
    """Return what was agreed for *slot*, and for the slots of *table* it is the sum of, however they are taken."""
    inner = [one for one in table if one != slot and all(a in {None, b} for a, b in zip(slot, one, strict=True))]
    rows = [[one for one in inner if one[1] == slot[1]], [one for one in inner if one[0] == slot[0]]]
    cells = [one for one in inner if None not in one]
    sums = [[agreed.get(one) for one in part] for part in ([slot], *rows, cells) if part]
    return [sum(value or 0 for value in part) for part in sums if None not in part]


def _is_exposed(low: int, high: int | None, near: Sequence[int], k: int, *, may_be_fixed: bool) -> bool:
    if high is None:
        return False
    # Nobody stands between a number and the one it equals.
    gaps = [max(abs(low - value), abs(high - value)) for value in near]
    is_small = high < k or any((gap > 0 or not may_be_fixed) and gap < k for gap in gaps)
    return is_small or (low == high and not may_be_fixed)


def _names(tables: Sequence[Table], told: tuple[int, TrancheId] | None = None) -> dict[Name, Name]:
    """Give a slot one name for as long as its row is not seen to change, or is *told* to change at a place."""
    names: dict[Name, Name] = {}
    for number, table in enumerate(tables):
        before = tables[number - 1] if number else {}
        # A total over the same rows that is taken back shows that some row changed, if not which.
        is_recounted = tranches_of(before) == tranches_of(table) and _has_changed(before, table, None)
        for slot in table:
            is_same = slot[0] is not None and slot in before and not _has_changed(before, table, slot[0])
            if told is not None and number == told[0]:
                is_same = is_same and slot[0] != told[1]
            else:
                is_same = is_same and not is_recounted
            names[number, slot] = names[number - 1, slot] if is_same else (number, slot)
    return names


def _told_names(tables: Sequence[Table], restarts: AbstractSet[int]) -> Iterator[dict[Name, Name]]:
    """Yield what somebody presumes who was told, beside the bulletins, which one row a correction is about."""
    for place in sorted(restarts & set(range(1, len(tables)))):
        for row in sorted(tranches_of(tables[place])):
            yield _names(tables, told=(place, row))


def _has_changed(before: Table, after: Table, tranche: TrancheId | None) -> bool:
    # A withheld number is never zero: a zero in its place is another number.
    row = [(value, after.get(slot)) for slot, value in before.items() if slot[0] == tranche]
    return any(new == 0 if old is None else new != old for old, new in row)


def _system(tables: Sequence[Table], names: Mapping[Name, Name], restarts: AbstractSet[int]) -> _System:
    system = _System()
    said: dict[Slot, int] = {}
    for number, table in enumerate(tables):
        if number in restarts:
            said.clear()
        for slot in table:
            name = names[number, slot]
            system.low[name] = max(system.low.get(name, 0), said.get(slot, 1) if table[slot] is None else 0)
        for slot, value in table.items():
            if value is not None:
                system.known[names[number, slot]] = value
                said[slot] = max(value, said.get(slot, 1))
        for total, parts in _sums(table):
            system.add([(names[number, total], -1), *((names[number, part], 1) for part in parts)])
    return system


def _sums(table: Table) -> Iterator[tuple[Slot, list[Slot]]]:
    tranches = sorted(tranches_of(table))
    categories = sorted({category for _, category in table if category is not None})
    sums: list[tuple[Slot, list[Slot]]] = [
        ((row, None), [(row, one) for one in categories]) for row in (*tranches, None) if categories
    ]
    sums += [((None, one), [(row, one) for row in tranches]) for one in (*categories, None) if tranches]
    return ((total, parts) for total, parts in sums if total in table and all(part in table for part in parts))


@dataclass(slots=True)
class _System:
    """Sums over unknown numbers. Mutable while it is solved; it never leaves this module."""

    known: dict[Name, int] = field(default_factory=dict)
    low: dict[Name, int] = field(default_factory=dict)
    high: dict[Name, int] = field(default_factory=dict)
    terms: list[list[tuple[Name, int]]] = field(default_factory=list)
    equations: list[tuple[dict[Name, Fraction], Fraction]] = field(default_factory=list)

    def add(self, terms: list[tuple[Name, int]]) -> None:
        """Add the equation that *terms* sum to 0."""
        self.terms.append(terms)

    def range(self, name: Name) -> tuple[int, int | None]:
        """Return what is known of a number."""
        if name in self.known:
            return self.known[name], self.known[name]
        return self.low.get(name, 0), self.high.get(name)

    def holds(self) -> bool:
        """Work out every range; False when the numbers contradict each other."""
        return self.solve() and self.narrow()

    def solve(self) -> bool:
        """Bring the equations into reduced form and keep both forms; False when one says that 0 is something else."""
        plain = [self._without_known(terms) for terms in self.terms]
        reduced: list[tuple[dict[Name, Fraction], Fraction]] = []
        pivots: list[Name] = []
        for left, right in plain:
            row = (dict(left), right)
            for pivot, one in zip(pivots, reduced, strict=True):
                row = _minus(row, one, row[0].get(pivot, Fraction(0)))
            if not row[0]:
                if row[1] != 0:
                    return False
                continue
            pivot = next(iter(row[0]))
            scale = row[0][pivot]
            row = ({name: value / scale for name, value in row[0].items()}, row[1] / scale)
            reduced = [_minus(one, row, one[0].get(pivot, Fraction(0))) for one in reduced]
            reduced.append(row)
            pivots.append(pivot)
        self.equations = [one for one in (*plain, *reduced) if one[0]]
        return True

    def narrow(self) -> bool:
        """Narrow every range by every equation until nothing moves; False when a range becomes empty."""
        for _ in range(ROUNDS):
            before = dict(self.low), dict(self.high)
            for left, right in self.equations:
                for name in left:
                    self._narrow_one(left, right, name)
            if any(high < self.low.get(name, 0) for name, high in self.high.items()):
                return False
            if before == (self.low, self.high):
                break
        return True

    def _narrow_one(self, left: Mapping[Name, Fraction], right: Fraction, name: Name) -> None:
        least, most = right, right
        is_least_open = is_most_open = False
        for other, factor in left.items():
            if other == name:
                continue
            low, high = self.range(other)
            smallest, largest = (low, high) if factor > 0 else (high, low)
            is_most_open |= smallest is None
            is_least_open |= largest is None
            most -= factor * (smallest or 0)
            least -= factor * (largest or 0)
        if left[name] < 0:
            least, most, is_least_open, is_most_open = most, least, is_most_open, is_least_open
        if not is_least_open:
            self.low[name] = max(self.low.get(name, 0), ceil(least / left[name]))
        if not is_most_open:
            value = floor(most / left[name])
            self.high[name] = min(self.high.get(name, value), value)

    def _without_known(self, terms: Sequence[tuple[Name, int]]) -> tuple[dict[Name, Fraction], Fraction]:
        left: dict[Name, Fraction] = {}
        right = Fraction(0)
        for name, factor in terms:
            if name in self.known:
                right -= factor * self.known[name]
            else:
                left[name] = left.get(name, Fraction(0)) + factor
        return {name: factor for name, factor in left.items() if factor}, right


def _minus(
    row: tuple[dict[Name, Fraction], Fraction], other: tuple[dict[Name, Fraction], Fraction], factor: Fraction
) -> tuple[dict[Name, Fraction], Fraction]:
    if not factor:
        return row
    left = dict(row[0])
    for name, value in other[0].items():
        left[name] = left.get(name, Fraction(0)) - factor * value
    return {name: value for name, value in left.items() if value}, row[1] - factor * other[1]


def _finding(code: str, direction: Direction, slot: Slot, rule: str, seen: str | None) -> Finding:
    place = f"tranche {slot[0] or 'all'}, category {slot[1] or 'all'}"
    return Finding(
        code=code,
        severity=Severity.ERROR,
        where=Where(source=str(direction), field=place),
        rule=rule,
        seen=seen,
        remedy="withhold it, or more of the numbers around it, and draft the bulletin again",
        source="small numbers point at people: limit 10, after ICRC, Handbook on Data Protection (3rd ed., 2024)",
    )
