"""Parts of a promise: which count is included in which, and how many the parts are together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeward.model.ids import CategoryId
from homeward.model.terms import Category, Commitment, Terms
from homeward.terms.checking import category_of, names_serious, sides
from homeward.terms.counts import Interval, are_apart, best_apart, is_part_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """The parts of every whole that fit into it, and the categories that tell whether two parts share people."""

    inner: Mapping[str, tuple[Commitment, ...]]
    categories: Mapping[CategoryId, Category]

    def low(self, whole: str, numbers: Mapping[str, Interval]) -> int:
        """
        Return the fewest people the parts of *whole* promise together.

        People of two holders, receivers or tranches are never the same; in one window only those of categories that
        share nobody are added.
        """
        windows: dict[object, list[Commitment]] = {}
        for one in self.inner.get(whole, ()):
            windows.setdefault((one.direction, one.tranche), []).append(one)
        return sum(self._low_in(some, numbers) for some in windows.values())

    def _low_in(self, some: Iterable[Commitment], numbers: Mapping[str, Interval]) -> int:
        everybody, lows = 0, []
        for one in some:
            if one.category is None:
                everybody = max(everybody, numbers[one.id].low)
            else:
                lows.append((self.categories[one.category], numbers[one.id].low))
        return max(everybody, best_apart(lows))


def parts_of(terms: Terms) -> Parting:
    """Gather the parts of every whole; the seriously wounded and sick take nobody's place, so they are none."""
    by_id = {one.id: one for one in terms.commitments}
    inner: dict[str, tuple[Commitment, ...]] = {}
    for one in terms.commitments:
        whole = by_id.get(one.part_of or "")
        if whole is not None and not names_serious(terms, one.category) and fits(one, whole, terms, by_id) is None:
            inner[whole.id] = (*inner.get(whole.id, ()), one)
    return Parting(inner=inner, categories={one.id: one for one in terms.categories})


def fits(one: Commitment, whole: Commitment, terms: Terms, by_id: Mapping[str, Commitment]) -> str | None:
    """Return why *one* cannot be part of *whole*, or None where it can."""
    if one.id == whole.id or is_part_of(whole, one, by_id):
        return f"{one.id} and {whole.id} are part of each other" if one.id != whole.id else "itself"
    if one.unit is not whole.unit:
        return f"{one.unit.value} in {whole.unit.value} ({whole.id})"
    if not (
        one.direction.holder in sides(terms, whole.direction.holder)
        and one.direction.receiver in sides(terms, whole.direction.receiver)
    ):
        return f"{one.direction} in {whole.direction} ({whole.id})"
    if whole.tranche not in (None, one.tranche):
        return f"{one.tranche or 'the whole exchange'} in tranche {whole.tranche} ({whole.id})"
    own, outer = category_of(terms, one.category), category_of(terms, whole.category)
    if own is not None and outer is not None and are_apart(own, outer):
        return f"nobody is both {own.id} and {outer.id} ({whole.id})"
    return None


def rivals(one: Commitment, track: Iterable[Commitment], by_id: Mapping[str, Commitment]) -> tuple[Commitment, ...]:
    """Return the other counts of the whole exchange for the same people at another time, neither part of the other."""
    return tuple(
        other
        for other in track
        if other.id != one.id
        and other.tranche is None
        and (other.direction, other.category, other.unit) == (one.direction, one.category, one.unit)
        and (other.due, other.not_before) != (one.due, one.not_before)
        and not is_part_of(one, other, by_id)
        and not is_part_of(other, one, by_id)
    )
