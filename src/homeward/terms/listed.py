"""An agreement as the list of its parts: what is said, compared or drawn one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, get_args

from homeward.model.provisions import (
    Actor,
    Amendment,
    Bundle,
    Coupling,
    Custody,
    Disclosure,
    Dispute,
    Duty,
    Exclusion,
    Extension,
    Group,
    Hold,
    NoExclusion,
    NonStop,
    Pace,
    Pool,
    Ratio,
    Residual,
    Sequence,
    Total,
    Weights,
)
from homeward.model.steps import Event, Step
from homeward.model.terms import (
    Category,
    Commitment,
    Deadlines,
    Gate,
    Parity,
    Priority,
    Publicity,
    Reserve,
    Terms,
    Tranche,
)

Provision: TypeAlias = (
    Actor
    | Category
    | Event
    | Commitment
    | Tranche
    | Parity
    | Ratio
    | Weights
    | Total
    | Bundle
    | Sequence
    | Pool
    | Pace
    | Custody
    | Priority
    | Gate
    | Reserve
    | Exclusion
    | NoExclusion
    | Hold
    | Group
    | Duty
    | Step
    | Deadlines
    | Coupling
    | Extension
    | Publicity
    | Disclosure
    | Residual
    | NonStop
    | Dispute
    | Amendment
)
"""Everything an agreement may provide, in the order in which it is read back inside a clause."""

KINDS: Final[Mapping[type, str]] = {
    Actor: "party",
    NoExclusion: "no_exclusion",
    NonStop: "non_stop",
    **{one: one.__name__.lower() for one in get_args(Provision) if one not in {Actor, NoExclusion, NonStop}},
}
"""What each provision is called in the file."""

_ORDER: Final = {one: place for place, one in enumerate(get_args(Provision))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One provision and what the file calls it; ``name`` is empty where an agreement has only one of its kind."""

    kind: str
    name: str
    clause: str | None
    value: Provision


def parts_of(terms: Terms) -> tuple[Part, ...]:
    """
    Return every provision of *terms*, each exactly once, kinds in a fixed order and each kind in the file's order.

    What the agreement is silent about (``publicity`` and ``deadlines`` without a clause) is no part.
    """
    found = [_part(value) for value in _values(terms)]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: _ORDER[type(one.value)]))


def _part(value: Provision) -> Part | None:
    if isinstance(value, Publicity | Deadlines) and value.clause is None:
        return None
    name = value.kind.value if isinstance(value, Gate) else str(getattr(value, "id", ""))
    return Part(kind=KINDS[type(value)], name=name, clause=value.clause, value=value)


def _values(terms: Terms) -> Iterator[Provision]:
    provided = terms.provisions
    yield from provided.actors
    yield from terms.categories
    yield from terms.commitments
    yield from terms.parities
    yield from terms.tranches
    yield from terms.gates
    for some in (
        provided.events,
        provided.steps,
        provided.ratios,
        provided.totals,
        provided.bundles,
        provided.sequences,
        provided.pools,
        provided.paces,
        provided.custodies,
        provided.exclusions,
        provided.holds,
        provided.groups,
        provided.duties,
        provided.disclosures,
        provided.couplings,
        provided.extensions,
    ):
        yield from some
    for one in (
        terms.priority,
        terms.reserve,
        terms.publicity,
        terms.deadlines,
        provided.weights,
        provided.no_exclusion,
        provided.residual,
        provided.non_stop,
        provided.dispute,
        provided.amendment,
    ):
        if one is not None:
            yield one
