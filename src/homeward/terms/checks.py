"""What a linter of agreements can see: each check takes terms that could be read and yields findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from homeward.model.findings import Finding, Where
from homeward.model.terms import Terms
from homeward.terms import (
    checks_advice,
    checks_law,
    checks_numbers,
    checks_paces,
    checks_people,
    checks_ratios,
    checks_texts,
    checks_times,
)
from homeward.terms.checking import Check
from homeward.terms.places import Places
from homeward.terms.records import says_more_than_first


def terms_findings(terms: Terms, *, source: str) -> tuple[Finding, ...]:
    """
    Return every finding about *terms* that came from no file, for example from a record another side sent.

    The same checks as :func:`homeward.terms.reading.read_terms` runs, without lines.
    """
    return checked(terms, places=Places(source=source, lines={}, paths={}), unsure=())


def checked(terms: Terms, *, places: Places, unsure: Collection[str]) -> tuple[Finding, ...]:
    """
    Run every check, but none that leans on a kind of part in *unsure*: it could accuse what was only misread.

    Terms of the first format are judged by what that format has words for: nobody could write a residual clause in it.
    Law: one rule says one thing at one place, and the order of the clauses changes nothing.
    """
    later = _LATER if says_more_than_first(terms) else ()
    return _merged(
        finding for check, needs in (*_CHECKS, *later) if needs.isdisjoint(unsure) for finding in check(terms, places)
    )


def _merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Say once what one rule finds at one place: a promise written for both directions at once is one promise."""
    together: dict[tuple[str, Where, str], list[Finding]] = {}
    for one in findings:
        together.setdefault((one.code, one.where, one.remedy), []).append(one)
    return tuple(_one_of(some) for some in together.values())


def _one_of(some: list[Finding]) -> Finding:
    seen = sorted({one.seen for one in some if one.seen is not None})
    return replace(some[0], seen="; ".join(seen) or None)


_UNITS: Final = (
    checks_people,
    checks_numbers,
    checks_ratios,
    checks_times,
    checks_paces,
    checks_texts,
    checks_law,
    checks_advice,
)
_CHECKS: Final[tuple[tuple[Check, frozenset[str]], ...]] = tuple(each for unit in _UNITS for each in unit.CHECKS)
_LATER: Final[tuple[tuple[Check, frozenset[str]], ...]] = (*checks_law.LATER, *checks_advice.LATER)
