"""What cannot have happened as it is written: each check goes through the happenings and yields findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from homeward.model.findings import Finding, Where
from homeward.model.happenings import (
    Aborted,
    Corrected,
    Count,
    Crossing,
    Explained,
    Extended,
    Gesture,
    Handover,
    Happening,
    Occurs,
    Split,
    StepTaken,
    Suspended,
    Universe,
)
from homeward.model.terms import Commitment, Op, Terms
from homeward.terms.counts import are_apart
from homeward.terms.simulation.accounts import Accounts
from homeward.terms.simulation.facts import Facts
from homeward.terms.simulation.outline import Outline
from homeward.terms.simulation.rules import PlayRule

Read: TypeAlias = Sequence[tuple[Where, Happening]]


def happening_findings(outline: Outline, read: Read) -> Iterator[Finding]:
    """Yield every finding about happenings that could be read; each at the place of its happening."""
    for where, one in read:
        yield from _early(outline, where, one)
        yield from _alone(outline, where, one)
    yield from _twice(read)
    yield from _stops(outline, read)
    yield from _events(outline, read)
    yield from _accounts(outline, read)


def _early(outline: Outline, where: Where, one: Happening) -> Iterator[Finding]:
    signed = outline.terms.agreed_on
    if isinstance(one, Handover | Split | Gesture | Aborted | Explained | Corrected | Extended) and one.on < signed:
        yield PlayRule.TOO_EARLY.found(where, seen=f"{one.on}, agreed on {signed}")


def _alone(outline: Outline, where: Where, one: Happening) -> Iterator[Finding]:
    match one:
        case Universe():
            yield from _universe(outline, where, one)
        case StepTaken():
            for actor in sorted(set(one.by) - set(outline.steps[one.step].actors)):
                yield PlayRule.NO_ACTOR.found(where, seen=f"{actor}: {one.step}")
        case Extended() if one.to < one.on:
            yield PlayRule.DAY_ORDER.found(where, seen=f"to = {one.to}, agreed on {one.on}")
        case Corrected() if one.of > one.on:
            yield PlayRule.DAY_ORDER.found(where, seen=f"of = {one.of}, corrected on {one.on}")
        case Handover():
            yield from _handover(outline, where, one)
            yield from _joined(outline, where, (line.count for line in one.crossings))
        case Split():
            yield from _joined(outline, where, one.counts)
        case _:
            pass


def _universe(outline: Outline, where: Where, one: Universe) -> Iterator[Finding]:
    for name in (name for count in one.counts for name in count.of):
        if name not in outline.commitments or outline.commitments[name].op not in (Op.ALL, Op.ALL_UP_TO):
            yield PlayRule.NO_ALL.found(where, seen=name)


def _handover(outline: Outline, where: Where, one: Handover) -> Iterator[Finding]:
    if not one.crossings and one.tranche is None:
        yield PlayRule.EMPTY.found(where)
    for line in one.crossings:
        yield from _line(where, line)
        yield from _custody(outline, where, one, line)
    names = [name for line in one.crossings for name in line.count.of]
    for line in one.crossings:
        if line.count.number and len(one.crossings) > 1:
            above = {up for name in line.count.of for up in outline.reach.get(name, ()) if up not in line.count.of}
            for whole in sorted(above & set(names)):
                yield PlayRule.PART_BESIDE.found(where, seen=f"{' & '.join(line.count.of)} beside {whole}")


def _joined(outline: Outline, where: Where, counts: Iterable[Count]) -> Iterator[Finding]:
    """Find people counted under two commitments that can have nobody in common."""
    for count in counts:
        known = [outline.commitments[name] for name in count.of if name in outline.commitments]
        for one, other in combinations(known, 2):
            if not _may_share(outline.terms, one, other):
                yield PlayRule.NOBODY_BOTH.found(where, seen=f"{one.id} & {other.id}")


def _may_share(terms: Terms, one: Commitment, other: Commitment) -> bool:
    if (one.direction, one.unit) != (other.direction, other.unit):
        return False
    if None not in (one.tranche, other.tranche) and one.tranche != other.tranche:
        return False
    return (
        one.category is None
        or other.category is None
        or not are_apart(terms.category(one.category), terms.category(other.category))
    )


def _line(where: Where, line: Crossing) -> Iterator[Finding]:
    given, name = sum(number for _, number in line.reasons), " & ".join(line.count.of)
    if line.listed is not None and not line.count.is_exact:
        yield PlayRule.LIST_OPEN.found(where, seen=name)
    elif line.listed is not None and line.count.number + given > line.listed:
        seen = f"{name}: {line.count.number:,} crossed, {given:,} stayed, {line.listed:,} were due"
        yield PlayRule.TOO_MANY.found(where, seen=seen)
    ranked = sum(number for _, number in line.ranks)
    if line.ranks and (not line.count.is_exact or ranked != line.count.number):
        yield PlayRule.RANKS_DIFFER.found(where, seen=f"{name}: {ranked:,} by rank, {line.count.number:,} counted")


def _custody(outline: Outline, where: Where, one: Handover, line: Crossing) -> Iterator[Finding]:
    for keeper in (each for each in (one.into, one.out_of) if each is not None):
        mine = [each.commitments for each in outline.terms.provisions.custodies if each.custodian == keeper]
        for name in line.count.of:
            if name in outline.commitments and not any(outline.is_within(name, scope) for scope in mine if scope):
                yield PlayRule.NO_CUSTODY.found(where, seen=f"{keeper}: {name}")


def _twice(read: Read) -> Iterator[Finding]:
    """Yield what one day says in two ways, where the order of the two would decide."""
    seen: dict[tuple[object, ...], object] = {}
    for where, one in read:
        said: list[tuple[tuple[object, ...], object]] = []
        if isinstance(one, Universe):
            said = [((one.on, "universe", name), count) for count in one.counts for name in count.of]
        elif isinstance(one, Corrected):
            said = [((one.on, one.of, line.count.of), line) for line in one.crossings]
        for key, value in said:
            if seen.setdefault(key, value) != value:
                yield PlayRule.TWICE.found(where, seen=str(key[-1]) if isinstance(key[-1], str) else str(key[1]))


def _stops(outline: Outline, read: Read) -> Iterator[Finding]:
    stops = sorted(
        ((where, one) for where, one in read if isinstance(one, Suspended)),
        key=lambda pair: (pair[1].on, pair[1].is_over),
    )
    before: list[Suspended] = []
    for where, one in stops:
        shared = [each for each in before if not each.is_over and _share(outline, each, one)]
        if one.is_over and not shared:
            yield PlayRule.NOT_BEGUN.found(where, seen=f"resumed on {one.on}")
        elif one.is_over and any(each.on == one.on for each in shared):
            yield PlayRule.BOTH_WAYS.found(where, seen=str(one.on))
        before.append(one)


def _share(outline: Outline, one: Suspended, other: Suspended) -> bool:
    if not one.commitments or not other.commitments:
        return True
    return any(outline.is_within(name, one.commitments) for name in other.commitments)


def _events(outline: Outline, read: Read) -> Iterator[Finding]:
    facts = Facts(outline=outline)
    events = sorted(
        ((where, one) for where, one in read if isinstance(one, Occurs)), key=lambda pair: (pair[1].on, pair[1].is_over)
    )
    for where, one in events:
        stands = any(end is None and start <= one.on for start, end in facts.standing(one.event))
        if one.is_over and not stands:
            yield PlayRule.NOT_BEGUN.found(where, seen=f"{one.event} ends on {one.on}")
        facts.occurs(one)


def _accounts(outline: Outline, read: Read) -> Iterator[Finding]:
    """Yield what does not agree with the handovers before it; on one day handovers come first."""
    accounts, kept = Accounts(outline=outline), Counter[tuple[str, str]]()
    rank = {Handover: 0, Split: 0, Corrected: 1, Explained: 2}
    relevant = [(where, one) for where, one in read if isinstance(one, Handover | Split | Corrected | Explained)]
    for where, one in sorted(relevant, key=lambda pair: (pair[1].on, rank[type(pair[1])], _leaves(pair[1]))):
        match one:
            case Handover():
                accounts.handed_over(one)
                yield from _kept(where, one, kept)
            case Split():
                accounts.split(one)
            case Corrected():
                yield from _corrected(accounts, where, one)
            case Explained():
                yield from _explained(accounts, where, one)


def _leaves(one: Handover | Split | Corrected | Explained) -> bool:
    return isinstance(one, Handover) and one.out_of is not None


def _kept(where: Where, one: Handover, kept: Counter[tuple[str, str]]) -> Iterator[Finding]:
    for line in one.crossings:
        for name in line.count.of:
            kept[one.into or "", name] += line.count.number if one.into is not None else 0
            if one.out_of is not None:
                kept[one.out_of, name] -= line.count.number
                if kept[one.out_of, name] < 0:
                    yield PlayRule.NOT_KEPT.found(where, seen=f"{one.out_of}: {name}")


def _corrected(accounts: Accounts, where: Where, one: Corrected) -> Iterator[Finding]:
    for line in one.crossings:
        if (one.of, line.count.of) not in accounts.places:
            # A day still to come was found already.
            if one.of > one.on:
                continue
            yield PlayRule.NOT_COUNTED.found(where, seen=f"{one.of}: {' & '.join(line.count.of)}")
        else:
            before = accounts.lines[accounts.places[one.of, line.count.of][0]]
            listed = before.listed if line.listed is None else line.listed
            after = Crossing(count=line.count, listed=listed, reasons=line.reasons or before.reasons, ranks=line.ranks)
            yield from _line(where, after)
    accounts.corrected(one)


def _explained(accounts: Accounts, where: Where, one: Explained) -> Iterator[Finding]:
    for count in one.counts:
        missing = accounts.missing[count.of] - accounts.explained[count.of]
        if count.number > missing:
            seen = f"{' & '.join(count.of)}: {count.number:,} explained, {missing:,} missing"
            yield PlayRule.OVER_EXPLAINED.found(where, seen=seen)
    accounts.explains(one)
