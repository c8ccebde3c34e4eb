"""Parts of a promise: which count is included in which, and how many the parts are together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeward.model.terms import Commitment, Terms
from homeward.terms.checking import category_of, names_serious, sides
from homeward.terms.counts import Interval, are_apart, greatest_apart, is_part_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """The parts of every whole that fit into it."""

    terms: Terms
    inner: Mapping[str, tuple[Commitment, ...]]

    def low(self, whole: str, numbers: Mapping[str, Interval]) -> int:
        """Return the fewest people the parts of *whole* promise together: of those that share nobody, two and two."""
        groups = met(self.terms, self._largest(whole, numbers))
        return sum(
            greatest_apart(
                [(one, numbers[one.id].low) for one in some], lambda one, other: apart(self.terms, one, other)
            )
            for some in groups
        )

    def _largest(self, whole: str, numbers: Mapping[str, Interval]) -> Iterable[Commitment]:
        """Return of the parts of the same people the largest."""
        best: dict[object, Commitment] = {}
        for one in self.inner.get(whole, ()):
            kind = (one.direction, one.tranche, one.category)
            if kind not in best or numbers[best[kind].id].low < numbers[one.id].low:
                best[kind] = one
        return best.values()


def met(terms: Terms, some: Iterable[Commitment]) -> list[list[Commitment]]:
    """Put counts together whose people may meet, at once or through others; those of two groups are never the same."""
    groups: list[list[Commitment]] = []
    for one in some:
        near = [group for group in groups if any(may_meet(terms, one, other) for other in group)]
        groups = [*(group for group in groups if group not in near), [*(each for group in near for each in group), one]]
    return groups


def apart(terms: Terms, one: Commitment, other: Commitment) -> bool:
    """Tell whether nobody can be counted by both: by where they go, or by who they are."""
    left, right = category_of(terms, one.category), category_of(terms, other.category)
    return not may_meet(terms, one, other) or (left is not None and right is not None and are_apart(left, right))


def may_meet(terms: Terms, one: Commitment, other: Commitment) -> bool:
    """Tell whether two counts are of one window, and somebody stands at the same end of both."""
    return (None in (one.tranche, other.tranche) or one.tranche == other.tranche) and all(
        not sides(terms, left).isdisjoint(sides(terms, right))
        for left, right in (
            (one.direction.holder, other.direction.holder),
            (one.direction.receiver, other.direction.receiver),
        )
    )


def parts_of(terms: Terms) -> Parting:
    """Gather the parts of every whole; the seriously wounded and sick take nobody's place, so they are none."""
    by_id = {one.id: one for one in terms.commitments}
    inner: dict[str, tuple[Commitment, ...]] = {}
    for one in terms.commitments:
        whole = by_id.get(one.part_of or "")
        if whole is not None and not names_serious(terms, one.category) and fits(one, whole, terms, by_id) is None:
            inner[whole.id] = (*inner.get(whole.id, ()), one)
    return Parting(terms=terms, inner=inner)


def fits(one: Commitment, whole: Commitment, terms: Terms, by_id: Mapping[str, Commitment]) -> str | None:
    """Return why *one* cannot be part of *whole*, or None where it can."""
    if one.id == whole.id or is_part_of(whole, one, by_id):
        return f"{one.id} and {whole.id} are part of each other" if one.id != whole.id else "itself"
    if one.unit is not whole.unit:
        return f"counts {one.unit.value}, {whole.id} counts {whole.unit.value}"
    if not (
        one.direction.holder in sides(terms, whole.direction.holder)
        and one.direction.receiver in sides(terms, whole.direction.receiver)
    ):
        return f"people go {one.direction}, those of {whole.id} go {whole.direction}"
    if whole.tranche not in (None, one.tranche):
        mine = "in no tranche" if one.tranche is None else f"in tranche {one.tranche}"
        return f"counted {mine}, {whole.id} in tranche {whole.tranche}"
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
