"""What a play leans on in the terms, worked out once: which count shows in which, and whom a name stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from homeward.model.ids import TrancheId
from homeward.model.provisions import Coupling, Effect, Exclusion, Ratio, Unit
from homeward.model.steps import Step
from homeward.model.terms import Commitment, Direction, GateKind, Op, Terms, Tranche
from homeward.terms.parting import apart, met
from homeward.terms.simulation.listing import steps_of_deadlines

_Slot: TypeAlias = tuple[Direction, Unit, str | None, TrancheId | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    Parts of one whole in one window, of people who may meet: of one direction, or of joint holders and their members.

    ``is_apart``: nobody can be counted by two of them, so their numbers add up. Otherwise the largest of them is all
    that is certain of their sum.
    """

    ids: tuple[str, ...]
    is_apart: bool
    tranche: TrancheId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """
    The structure of one agreement.

    ``reach`` is every commitment in which a count of this one shows, itself included, each once however many ways lead
    there. ``twins``: a commitment written once for several directions, and the ids of what it stands for.
    """

    terms: Terms
    commitments: Mapping[str, Commitment]
    reach: Mapping[str, frozenset[str]]
    groups: Mapping[str, tuple[Group, ...]]
    twins: Mapping[str, tuple[str, ...]]
    totals: Mapping[str, tuple[str, ...]]
    tranches: Mapping[str, Tranche]
    steps: Mapping[str, Step]
    ratios: Mapping[str, tuple[Ratio, ...]]
    couplings: tuple[Coupling, ...]
    exceptions: Mapping[str, tuple[Exclusion, ...]]
    """The exclusions agreed as exceptions from each promise of all."""
    is_freeing: bool
    """Whether a refusal properly heard ends the duty for the place."""

    def leaning(self, effect: Effect) -> tuple[Coupling, ...]:
        """Return the couplings with that effect."""
        return tuple(one for one in self.couplings if one.effect is effect)

    def counted(self, tranche: str) -> tuple[str, ...]:
        """Return the commitments of one window."""
        return tuple(one.id for one in self.commitments.values() if one.tranche == tranche)

    def named(self, name: str) -> tuple[str, ...]:
        """Return the commitments *name* stands for: itself, or those written for several directions at once."""
        return (name,) if name in self.commitments else self.twins.get(name, ())

    def is_within(self, one: str, scope: Iterable[str]) -> bool:
        """Tell whether a provision about *scope* (nothing named: all) is about the commitment *one*."""
        wanted = frozenset(scope)
        return not wanted or not self.reach[one].isdisjoint(wanted)

    def shown(self, of: Iterable[str], tranche: str | None) -> frozenset[str]:
        """
        Return every commitment in which a count under *of* shows.

        A count given for the whole in a handover of *tranche* shows in the window's own count of the same people too.
        """
        ids = {one for each in of for one in self.named(each)}
        if tranche is not None:
            ids |= {beside for one in ids for beside in self._in_window(self.commitments[one], tranche)}
        return frozenset(reached for one in ids for reached in self.reach[one])

    def _in_window(self, one: Commitment, tranche: str) -> tuple[str, ...]:
        if one.tranche is not None:
            return ()
        alike = [
            other
            for other in self.commitments.values()
            if (other.tranche, other.direction, other.unit) == (tranche, one.direction, one.unit)
        ]
        same = tuple(other.id for other in alike if other.category == one.category)
        return same or tuple(other.id for other in alike if other.category is None)


def outline_of(terms: Terms) -> Outline:
    """Work out the structure of *terms*; the order of clauses in the file leaves no trace in it."""
    commitments = {one.id: one for one in sorted(terms.commitments, key=lambda one: one.id)}
    wholes = _wholes(commitments)
    provisions = terms.provisions
    given = {one.to for one in provisions.ratios}
    return Outline(
        terms=terms,
        commitments=commitments,
        reach={one: _reached(one, wholes) for one in commitments},
        groups=_groups(terms, commitments, wholes),
        twins=_twins(commitments),
        totals={one.id: one.of for one in provisions.totals if one.id not in commitments},
        tranches={one.id: one for one in sorted(terms.tranches, key=lambda one: one.id)},
        steps={one.id: one for one in sorted((*steps_of_deadlines(terms), *provisions.steps), key=lambda one: one.id)},
        ratios={to: tuple(one for one in provisions.ratios if one.to == to) for to in sorted(given)},
        couplings=tuple(sorted(provisions.couplings, key=lambda one: one.id)),
        exceptions={
            name: tuple(each for each in provisions.exclusions if name in each.commitments)
            for name, one in commitments.items()
            if one.op in (Op.ALL, Op.ALL_UP_TO)
        },
        is_freeing=any(gate.kind is GateKind.WISH and gate.frees_holder for gate in terms.gates),
    )


def _wholes(commitments: Mapping[str, Commitment]) -> Mapping[str, tuple[str, ...]]:
    slots: dict[_Slot, tuple[str, ...]] = {}
    for one in commitments.values():
        slot = (one.direction, one.unit, one.category, one.tranche)
        slots[slot] = (*slots.get(slot, ()), one.id)
    return {one.id: _wholes_of(one, slots, commitments) for one in commitments.values()}


def _wholes_of(
    one: Commitment, slots: Mapping[_Slot, tuple[str, ...]], known: Mapping[str, Commitment]
) -> tuple[str, ...]:
    """Return the wholes a count is directly part of: those it names, else those of its own people in its direction."""
    if one.part_of is not None:
        return (one.part_of,) if one.part_of in known else ()
    if one.tranche is None:
        return ()
    whole = slots.get((one.direction, one.unit, one.category, None), ()) or slots.get(
        (one.direction, one.unit, None, None), ()
    )
    beside = () if one.category is None else slots.get((one.direction, one.unit, None, one.tranche), ())
    return (*whole, *beside)


def _reached(start: str, wholes: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Follow the wholes upwards; parts that are part of each other end nowhere, and are followed once."""
    found, waiting = {start}, [start]
    while waiting:
        for whole in wholes[waiting.pop()]:
            if whole not in found:
                found.add(whole)
                waiting.append(whole)
    return frozenset(found)


def _groups(
    terms: Terms, commitments: Mapping[str, Commitment], wholes: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[Group, ...]]:
    parts: dict[str, dict[TrancheId | None, list[Commitment]]] = {}
    for one in commitments.values():
        for whole in _nearest(one.id, wholes):
            parts.setdefault(whole, {}).setdefault(one.tranche, []).append(one)
    return {
        whole: tuple(
            Group(
                ids=tuple(one.id for one in some),
                is_apart=all(apart(terms, left, right) for left, right in combinations(some, 2)),
                tranche=tranche,
            )
            for tranche, inside in sorted(windows.items(), key=lambda item: item[0] or "")
            for some in met(terms, inside)
        )
        for whole, windows in parts.items()
    }


def _nearest(one: str, wholes: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the wholes of *one* that are not also wholes of another of its wholes: nobody is added up twice."""
    direct = wholes[one]
    above = {far for whole in direct for far in _reached(whole, wholes) - {whole}}
    return tuple(whole for whole in direct if whole not in above and whole != one)


def _twins(commitments: Mapping[str, Commitment]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in commitments.values():
        base = one.id.removesuffix(f".{one.direction}")
        if base not in commitments:
            found[base] = (*found.get(base, ()), one.id)
    return found
