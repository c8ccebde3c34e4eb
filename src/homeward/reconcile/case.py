"""What the rules look at: claims and figures as they stood on one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from homeward.model.claims import Claim, Modality, Result, Verdict
from homeward.model.figures import Figure
from homeward.model.ids import PartyId
from homeward.model.past import PastEvent
from homeward.model.terms import Category, Commitment, Direction, Terms
from homeward.reconcile.slots import Said, gather
from homeward.reconcile.sureness import sources
from homeward.reconcile.words import ordered, speakers

_SIDES = 2

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    Claims said and figures dated until ``as_of``; ``said`` are the numbers among the claims.

    ``terms`` None: nobody has the agreement as data, and what was agreed is known from claims only. ``parties``: those
    of the terms, else those between whom claims say that people cross. ``past``: exchanges to set a superlative beside.
    """

    claims: tuple[Claim, ...]
    said: tuple[Said, ...]
    figures: tuple[Figure, ...]
    terms: Terms | None
    parties: tuple[PartyId, ...]
    past: tuple[PastEvent, ...]
    as_of: date
    by_low: Mapping[int, tuple[Said, ...]] = field(compare=False, repr=False)
    """``said`` by the least number each allows, so that whether a number is told needs no look at all of them."""
    by_day: Mapping[date, tuple[Said, ...]] = field(compare=False, repr=False)
    """Those of ``said`` that are for one day and surely for that day, by the day."""

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The directions of the terms and of the record, in alphabetical order, each once."""
        agreed = () if self.terms is None else self.terms.directions
        return tuple(sorted({*agreed, *(figure.direction for figure in self.figures)}, key=str))

    @property
    def agreed_on(self) -> date:
        """The day of the agreement; the first of all days where nobody knows it."""
        return date.min if self.terms is None else self.terms.agreed_on

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories of the terms."""
        return () if self.terms is None else self.terms.categories

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """What the terms promise."""
        return () if self.terms is None else self.terms.commitments

    @property
    def has_record(self) -> bool:
        """Tell whether there is an exchange with a record to look into, even an empty one."""
        return self.terms is not None or bool(self.figures)

    @property
    def has_two_sides(self) -> bool:
        """Tell whether "from each side" is twice as many in all; so it is where no third party is known."""
        return len(self.parties) == _SIDES or (self.terms is None and len(self.parties) < _SIDES)

    def is_direct(self, claim: Claim) -> bool:
        """Tell whether a party to the agreement or the neutral speaks."""
        return claim.statement.party in {*self.parties, "BOTH", "neutral"}


def case_of(  # noqa: PLR0917 - as `reconcile`
    claims: Iterable[Claim],
    figures: Iterable[Figure],
    terms: Terms | None,
    as_of: date,
    past: Iterable[PastEvent] = (),
    parties: Sequence[PartyId] = (),
) -> Case:
    """
    Leave out what was said or recorded after *as_of*, and put the rest in the neutral order.

    *parties* are used where there are no terms; where nobody names them, those count between whom people cross.
    """
    told = ordered(claim for claim in claims if claim.statement.said_on <= as_of)
    dated = {figure for figure in figures if figure.on is None or figure.on <= as_of}
    said = gather(told)
    figures_in_order = sorted(dated, key=lambda one: (str(one.on), str(one.direction), str(one.category), one.persons))
    return Case(
        claims=told,
        said=said,
        figures=tuple(figures_in_order),
        terms=terms,
        parties=(tuple(parties) or _between(told)) if terms is None else terms.parties,
        past=tuple(sorted(past, key=lambda one: (one.on, one.label))),
        as_of=as_of,
        by_low=_by(said, lambda one: one.span.low),
        by_day=_by((one for one in said if one.slot.day is not None), lambda one: one.slot.day or as_of),
    )


def in_order(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return *verdicts* by rule, then by claims, each once."""
    return tuple(sorted(set(verdicts), key=lambda one: (one.rule, one.claims, one.result.value, one.says)))


def with_words(case: Case, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """
    Add who said what, in the words of the original, and how many independent sources there are.

    Where "completed" is premature, those who say that it goes on are no sources of it.
    """
    by_id = {claim.id: (claim, (speakers((claim,)), claim.quote)) for claim in case.claims}
    for verdict in verdicts:
        told = [by_id[one] for one in verdict.claims]
        is_premature = (verdict.rule, verdict.result) == ("R6", Result.PREMATURE)
        behind = [claim for claim, _ in told if not is_premature or _is_completed(claim)]
        yield replace(verdict, sources=sources(behind), words=tuple(words for _, words in told))


def _is_completed(claim: Claim) -> bool:
    return claim.count is None and claim.modality is Modality.DONE


def _by(said: Iterable[Said], key: Callable[[Said], Key]) -> Mapping[Key, tuple[Said, ...]]:
    found: dict[Key, list[Said]] = {}
    for one in said:
        found.setdefault(key(one), []).append(one)
    return {name: tuple(several) for name, several in found.items()}


def _between(claims: Iterable[Claim]) -> tuple[PartyId, ...]:
    directions = {claim.direction for claim in claims if claim.direction not in (None, "both")}
    return tuple(sorted({PartyId(party) for one in directions if one for party in one.split(">")}))
