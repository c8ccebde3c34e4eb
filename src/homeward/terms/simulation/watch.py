"""Everything agreed beside the numbers, watched from day to day while an agreement is played."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product

from homeward.model.ids import CategoryId
from homeward.model.terms import Direction
from homeward.terms.simulation.measured import Custody, Pace, Parity
from homeward.terms.simulation.outline import Outline
from homeward.terms.simulation.stage import News, Stage
from homeward.terms.simulation.tallies import Stay, Tally
from homeward.terms.simulation.together import Bundle, sequence_of
from homeward.terms.simulation.values import Entry, Kind, ProvisionRow
from homeward.terms.simulation.verdicts import Provided, Stands, Verdict, label

_KINDS = {
    Stands.KEPT: Kind.PROVISION_KEPT,
    Stands.BROKEN: Kind.PROVISION_BROKEN,
    Stands.UNKNOWN: Kind.PROVISION_UNKNOWN,
}


class Watch:
    """
    How each provision stands at the end of a day.

    It counts the lines the accounts enter, and is told after each day what changed; like the stage, it never takes back
    what it said of a day.
    """

    def __init__(self, stage: Stage) -> None:
        """Begin with nothing crossed; everything is kept but what no happening can tell."""
        self.stage = stage
        tallies: dict[tuple[Direction, CategoryId | None], Tally] = {}
        self.provided = tuple(sorted(_provided(stage.outline, tallies), key=lambda one: (one.kind, label(one))))
        stage.accounts.watchers.extend(tallies.values())
        stage.accounts.watchers.extend(one.stay for one in self.provided if isinstance(one, Custody))
        begin = stage.outline.terms.agreed_on
        self.verdicts = {label(one): one.judged(stage, begin, None) for one in self.provided}

    def settle(self, on: date, news: News) -> Iterator[Entry]:
        """Close the day *on*, after the stage has, and yield what no longer stands as it did."""
        for one in self.provided:
            name = label(one)
            before = self.verdicts[name]
            after = one.judged(self.stage, on, None if news.rewritten else before)
            self.verdicts[name] = after
            if (before.stands, before.since) != (after.stands, after.since):
                number = _least(after)
                kind = _KINDS[after.stands]
                yield Entry(on=on, kind=kind, of=(name, *after.of), since=after.since, number=number)

    def coming(self, on: date) -> Iterator[date]:
        """Yield days after *on* on which time alone may change how something stands."""
        for one in self.provided:
            if isinstance(one, Pace | Custody):
                yield from one.coming(self.stage, on)

    def rows(self) -> Iterator[ProvisionRow]:
        """Yield a row for each provision, by kind and id."""
        for one in self.provided:
            verdict = self.verdicts[label(one)]
            yield ProvisionRow(
                kind=one.kind,
                id=one.id,
                clause=one.clause,
                ways=one.ways,
                stands=verdict.stands,
                broken_since=verdict.since,
                of=verdict.of,
                number=verdict.number,
            )


def _least(verdict: Verdict) -> int | None:
    return None if verdict.number is None else verdict.number.low


def _provided(outline: Outline, tallies: dict[tuple[Direction, CategoryId | None], Tally]) -> Iterator[Provided]:
    """Yield what is watched; what counts the same people has one tally."""

    def tally(way: Direction, category: CategoryId | None = None) -> Tally:
        return tallies.setdefault((way, category), Tally(outline=outline, way=way, category=category))

    provisions = outline.terms.provisions
    for bundle in provisions.bundles:
        yield Bundle(id=bundle.id, clause=bundle.clause, commitments=bundle.commitments)
    for sequence in provisions.sequences:
        yield sequence_of(outline, sequence)
    for pace in provisions.paces:
        way = Direction(holder=pace.holder, receiver=pace.receiver)
        yield Pace(id=pace.id, clause=pace.clause, pace=pace, tally=tally(way))
    pairs = list(_facing(outline))
    for parity, (there, back) in product(outline.terms.parities, pairs):
        counted = (tally(there, parity.category), tally(back, parity.category))
        ways = (there, back) if len(pairs) > 1 else ()
        yield Parity(id=parity.id, clause=parity.clause, slack=parity.slack, tallies=counted, ways=ways)
    for custody in (one for one in provisions.custodies if one.until is not None):
        yield Custody(id=custody.id, clause=custody.clause, stay=Stay(outline=outline, custody=custody))


def _facing(outline: Outline) -> Iterator[tuple[Direction, Direction]]:
    """Yield the directions a parity compares: each with its way back; two alone are a pair whoever the parties are."""
    ways = outline.terms.directions
    for one, other in combinations(ways, 2):
        if len(ways) == 2 or (one.holder, one.receiver) == (other.receiver, other.holder):  # noqa: PLR2004
            yield one, other
