"""The table of rules, and the one function that applies it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from homeward.model.claims import Claim, Result, Verdict
from homeward.model.figures import Figure
from homeward.model.findings import Json
from homeward.model.ids import PartyId
from homeward.model.past import PastEvent
from homeward.model.terms import Terms
from homeward.reconcile.case import Case, case_of, in_order, with_words
from homeward.reconcile.disputes import dispute_verdicts, polarity_verdicts
from homeward.reconcile.parts import listed_parts, named_parts, sentence_parts
from homeward.reconcile.record import record_verdicts
from homeward.reconcile.running import running_verdicts
from homeward.reconcile.sides import side_sums
from homeward.reconcile.status import status_verdicts
from homeward.reconcile.sums import sum_verdict
from homeward.reconcile.superlatives import superlative_verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its id, what it says to people, and the function that applies it."""

    id: str
    says: str
    apply: Callable[[Shown], Iterable[Verdict]]


class Shown:
    """What is found in a case and told by more than one rule: worked out once."""

    def __init__(self, case: Case) -> None:
        """Take the *case*; nothing is worked out before it is asked for."""
        self.case = case

    @cached_property
    def sums(self) -> tuple[Verdict, ...]:
        """What sums show."""
        return tuple(sum_verdicts(self.case))

    @cached_property
    def running(self) -> tuple[Verdict, ...]:
        """What running totals show."""
        return tuple(running_verdicts(self.case))

    @cached_property
    def disputes(self) -> tuple[Verdict, ...]:
        """What two numbers for one slot show."""
        return tuple(dispute_verdicts(self.case))

    @cached_property
    def record(self) -> tuple[Verdict, ...]:
        """What the record shows."""
        return tuple(record_verdicts(self.case))


def sum_verdicts(case: Case) -> Iterator[Verdict]:
    """Yield a verdict for each sum that shows something; a rounded one belongs to R3."""
    for find in (named_parts, listed_parts, sentence_parts, side_sums):
        for one in find(case):
            verdict = sum_verdict(case, one)
            if verdict is not None:
                yield verdict


def siblings(shown: Shown) -> Iterator[Verdict]:
    """Apply R1."""
    return _of("R1", shown.sums)


def sides(shown: Shown) -> Iterator[Verdict]:
    """Apply R2."""
    return _of("R2", shown.sums)


def rounded(shown: Shown) -> Iterator[Verdict]:
    """
    Apply R3.

    A number found rounded beside other claims is not told a second time beside the record: their verdict names it.
    """
    told: set[str] = set()
    for verdicts in (shown.sums, shown.running, shown.disputes):
        for verdict in _of("R3", verdicts):
            told.update(verdict.claims)
            yield verdict
    yield from (one for one in _of("R3", shown.record) if told.isdisjoint(one.claims))


def running(shown: Shown) -> Iterator[Verdict]:
    """Apply R4."""
    return _of("R4", shown.running)


def same_slot(shown: Shown) -> Iterator[Verdict]:
    """Apply R5."""
    return _of("R5", shown.disputes)


def completed(shown: Shown) -> Iterator[Verdict]:
    """Apply R6."""
    return status_verdicts(shown.case)


def contested(shown: Shown) -> Iterator[Verdict]:
    """Apply R7."""
    return polarity_verdicts(shown.case)


def against_record(shown: Shown) -> Iterator[Verdict]:
    """Apply R8."""
    return _of("R8", shown.record)


def superlatives(shown: Shown) -> Iterator[Verdict]:
    """Apply R9."""
    return superlative_verdicts(shown.case)


def _of(rule: str, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    return (one for one in verdicts if one.rule == rule)


RULES: Final[tuple[Rule, ...]] = (
    Rule(id="R1", says="all parts listed add up to their whole", apply=siblings),
    Rule(id="R2", says="twice the number from each side, or the two directions together, is the total", apply=sides),
    Rule(id="R3", says="a number within its rounding of the computed one is rounded, not in conflict", apply=rounded),
    Rule(id="R4", says="a running total is the one before and what is new, and never goes down", apply=running),
    Rule(id="R5", says="two numbers for the same people exclude each other: both are kept", apply=same_slot),
    Rule(id="R6", says="completed means that nobody who takes part expects more, and all agreed", apply=completed),
    Rule(id="R7", says="what one asserts and another denies is contested, however many say so", apply=contested),
    Rule(id="R8", says="what is said to be done is put beside the record of the same days", apply=against_record),
    Rule(
        id="R9",
        says="a superlative is set beside the exchanges of the past, under each definition it may have",
        apply=superlatives,
    ),
)
"""Every rule, in the order in which verdicts come."""


def reconcile(
    claims: Sequence[Claim],
    figures: Sequence[Figure],
    terms: Terms | None,
    *,
    as_of: date,
    past: Sequence[PastEvent] = (),
    parties: Sequence[PartyId] = (),
) -> tuple[Verdict, ...]:
    """
    Return what each rule finds in *claims*, beside each other and beside the record's *figures*.

    The order of claims and figures changes nothing. No verdict says who is right. What was said or recorded after
    *as_of* is left out, so that a day can be looked at as it stood. A conflict is raised only where date, direction,
    scope and category are stated by both claims and were read surely; otherwise the verdict is ``needs_review`` and
    names the weakest field. Copies of one text are one source (R10). Nothing here changes claims or record (R11): a
    person confirms, and names the claims by id.

    Args:
        claims: What was said.
        figures: What the record proves; none where there is no record.
        terms: The agreement as data; None where only statements are known.
        as_of: The day to look at.
        past: Exchanges of the past, to set a superlative beside.
        parties: Who takes part, where there are no terms; where nobody says, those between whom people cross.

    Returns:
        Verdicts by rule, then by the claims they are about.
    """
    case = case_of(claims, figures, terms, as_of, past, parties)
    shown = Shown(case)
    return tuple(with_words(case, in_order(verdict for rule in RULES for verdict in rule.apply(shown))))


def verdict_record(verdict: Verdict) -> Json:
    """Return *verdict* as JSON: every field by its name, null where it says nothing."""
    return {
        "arithmetic": verdict.arithmetic,
        "claims": list(verdict.claims),
        "record": verdict.record,
        "result": verdict.result.value,
        "rule": verdict.rule,
        "says": verdict.says,
        "settles": verdict.settles,
        "sources": verdict.sources,
        "weakest": verdict.weakest,
        "words": [{"who": who, "quote": quote} for who, quote in verdict.words],
    }


CONFLICTS: Final = frozenset({Result.DIFFERS_FROM_RECORD, Result.DISPUTE, Result.MISMATCH})
"""Results that say that two numbers cannot both hold; raised only where every field is stated."""
