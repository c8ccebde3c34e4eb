"""What the rules look at: claims and figures as they stood on one day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from homeward.model.claims import Claim, Verdict
from homeward.model.figures import Figure
from homeward.model.terms import Direction, Terms
from homeward.reconcile.slots import Said, gather
from homeward.reconcile.words import ordered

_SIDES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Claims said and figures dated until ``as_of``; ``said`` are the numbers among the claims."""

    claims: tuple[Claim, ...]
    said: tuple[Said, ...]
    figures: tuple[Figure, ...]
    terms: Terms
    as_of: date

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The directions of the terms and of the record, in alphabetical order, each once."""
        return tuple(sorted({*self.terms.directions, *(figure.direction for figure in self.figures)}, key=str))

    @property
    def has_two_sides(self) -> bool:
        """Tell whether "from each side" is twice as many in all."""
        return len(self.terms.parties) == _SIDES

    def is_direct(self, claim: Claim) -> bool:
        """Tell whether a party to the agreement or the neutral speaks."""
        return claim.statement.party in {*self.terms.parties, "BOTH", "neutral"}


def case_of(claims: Iterable[Claim], figures: Iterable[Figure], terms: Terms, as_of: date) -> Case:
    """Leave out what was said or recorded after *as_of*, and put the rest in the neutral order."""
    told = ordered(claim for claim in claims if claim.statement.said_on <= as_of)
    dated = {figure for figure in figures if figure.on is None or figure.on <= as_of}
    figures_in_order = sorted(dated, key=lambda one: (str(one.on), str(one.direction), str(one.category), one.persons))
    return Case(claims=told, said=gather(told), figures=tuple(figures_in_order), terms=terms, as_of=as_of)


def in_order(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return *verdicts* by rule, then by claims, each once."""
    return tuple(sorted(set(verdicts), key=lambda one: (one.rule, one.claims, one.result.value, one.says)))
