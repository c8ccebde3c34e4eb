"""Checks of ratios: parts of a person, numbers that do not follow, circles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from homeward.model.findings import Finding
from homeward.model.provisions import Ratio
from homeward.model.terms import Op, Terms
from homeward.terms.checking import At, Check, count_words
from homeward.terms.circles import circles
from homeward.terms.counts import Interval, interval_of
from homeward.terms.places import Places
from homeward.terms.ratios import added, is_split, settled
from homeward.terms.rules import Rule

_LEANS: Final = frozenset({"ratio", "commitment", "category", "tranche"})


def _results(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find numbers that no ratio gives; where one only lacks a rounding, that is what is found."""
    numbers, leading = settled(terms), _leading(terms)
    by_id = {one.id: one for one in terms.commitments}
    in_circle = {name for some in _circles(terms) for name in some}
    for to, ratios in sorted(leading.items()):
        if to not in by_id or to in in_circle:
            continue
        together = added(ratios, numbers)
        if by_id[to].op is not Op.BY_RATIO and (together & interval_of(by_id[to])).is_empty:
            seen = f"{_terms_of(ratios, numbers)} = {together}, promised {count_words(by_id[to])} ({to})"
            yield At(places, "ratio").found(Rule.RATIO_MISSES, ratios[-1], "give", seen=seen)
        else:
            yield from _splits(ratios, numbers, At(places, "ratio"))


def _splits(ratios: list[Ratio], numbers: dict[str, Interval], at: At) -> Iterator[Finding]:
    for ratio in ratios:
        counted = numbers.get(ratio.of, Interval())
        if counted.low == counted.high and is_split(ratio, counted.low):
            whole, part = divmod(counted.low * ratio.give, ratio.per)
            seen = f"{counted.low:,} x {ratio.give:,} / {ratio.per:,} = {whole:,} and {part:,}/{ratio.per:,}"
            yield at.found(Rule.RATIO_ROUNDS, ratio, "per", seen=seen)


def _terms_of(ratios: list[Ratio], numbers: dict[str, Interval]) -> str:
    return " + ".join(_term(ratio, numbers.get(ratio.of, Interval())) for ratio in ratios)


def _term(ratio: Ratio, counted: Interval) -> str:
    number = f"{counted}" if counted.low == counted.high else f"({counted})"
    return f"{number} x {ratio.give:,}{'' if ratio.per == 1 else f' / {ratio.per:,}'}"


def _leading(terms: Terms) -> dict[str, list[Ratio]]:
    leading: dict[str, list[Ratio]] = {}
    for ratio in sorted(terms.provisions.ratios, key=lambda one: one.id):
        leading.setdefault(ratio.to, []).append(ratio)
    return leading


def _without(terms: Terms, places: Places) -> Iterator[Finding]:
    leading = _leading(terms)
    for one in terms.commitments:
        if one.op is Op.BY_RATIO and one.id not in leading:
            yield At(places, "commitment").found(Rule.RATIO_NONE, one, "op", seen=one.op.value)


def _circles(terms: Terms) -> tuple[tuple[str, ...], ...]:
    waits: dict[str, list[str]] = {}
    for ratio in terms.provisions.ratios:
        waits.setdefault(ratio.to, []).append(ratio.of)
    return circles(waits)


def _in_circles(terms: Terms, places: Places) -> Iterator[Finding]:
    """Find circles at each of their ratios: whichever of them is changed, no id decides where it is said."""
    for names in _circles(terms):
        for one in terms.provisions.ratios:
            if one.of in names and one.to in names:
                yield At(places, "ratio").found(Rule.RATIO_SELF, one, "to", seen=", ".join(names))


CHECKS: Final[tuple[tuple[Check, frozenset[str]], ...]] = (
    (_results, _LEANS),
    (_without, _LEANS),
    (_in_circles, frozenset({"ratio"})),
)
"""Each check, and the kinds of part it leans on."""
