"""Which terms a plan cannot keep yet: they run as procedure, and say so before anybody waits for a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from homeward.model.provisions import ActorKind
from homeward.model.terms import Op, Terms

_PLANNED: Final = frozenset({Op.EQ, Op.AT_LEAST, Op.UP_TO, Op.ALL})


def unplannable(terms: Terms) -> tuple[str, ...]:
    """Return, in words for officers, each thing in *terms* that no plan of this release can keep."""
    return (*_numbers(terms), *_people(terms), *_some_only(terms))


def _numbers(terms: Terms) -> Iterator[str]:
    for tranche in terms.tranches:
        if tranche.on is None:
            yield f"no day is agreed for tranche {tranche.id} (clause {tranche.clause})"
    for one in terms.promises:
        if one.op not in _PLANNED:
            yield f"commitment {one.id} counts as {one.op.value} (clause {one.clause})"


def _people(terms: Terms) -> Iterator[str]:
    for category in terms.categories:
        if category.described is not None or (category.as_of is not None and category.as_of.day is None):
            yield f"who is of category {category.id} is decided case by case (clause {category.clause})"
    provisions = terms.provisions
    if provisions.weights is not None:
        yield f"ranks are weighed (clause {provisions.weights.clause})"
    for kind, some in (("bundle", provisions.bundles), ("custody", provisions.custodies), ("pool", provisions.pools)):
        for each in some:
            yield f"{kind} {each.id} (clause {each.clause})"
    for actor in provisions.actors:
        if actor.kind in (ActorKind.HOLDER, ActorKind.DESTINATION) and _is_used(actor.id, terms):
            yield f"{actor.id} holds or receives people and did not sign"


def _some_only(terms: Terms) -> Iterator[str]:
    if terms.priority is not None and terms.priority.commitments:
        yield f"the order holds for some promises only (clause {terms.priority.clause})"
    for one in terms.provisions.exclusions:
        if one.commitments:
            yield f"exclusion {one.id} is an exception from some promises (clause {one.clause})"


def _is_used(actor: str, terms: Terms) -> bool:
    return any(actor in (one.holder, one.receiver) for one in terms.directions)
