"""Where each pair stands between what the program proposes and what people decided, and which to look at first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from homeward.matching.doubts import doubt
from homeward.model.ids import RowId
from homeward.model.matches import Match
from homeward.model.reviews import RowName, RowPair, Sameness, list_of
from homeward.procedure.review_conflicts import conflicts
from homeward.procedure.reviewed import Decision


class Standing(Enum):
    """Where a pair stands."""

    ACCEPTED = "accepted"
    """Proposed by the program, and nothing about it is doubtful."""
    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"
    BLOCKED = "blocked"
    """One of its rows was decided to be the same person as another row of that list."""
    CONFLICT = "conflict"
    """Decided, and contradicted by other decisions."""
    OPEN = "open"
    """Waits for people."""


PASSED_ON = frozenset({Standing.ACCEPTED, Standing.SAME})
"""What goes on as a proposal to the holder. Only two signatures make it agreed."""

_SAID = {
    Sameness.SAME: Standing.SAME,
    Sameness.DIFFERENT: Standing.DIFFERENT,
    Sameness.CANNOT_TELL: Standing.CANNOT_TELL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A pair that waits for people: ``settles`` is the probability of other pairs that its decision moves."""

    pair: RowPair
    match: Match
    settles: float
    why: str


def standings(matches: Mapping[RowPair, Match], decisions: Iterable[Decision]) -> dict[RowPair, Standing]:
    """
    Return where each pair stands, in order of pair; pairs that people spoke about and no program found are among them.

    The order of pairs and decisions changes nothing, an opinion that stands alone changes nothing, and a decision
    about two rows moves no pair that shares neither of them. A row has at most one pair passed on for each other list.
    """
    decisions = tuple(decisions)
    matches = _with_spoken_about(matches, decisions)
    by_pair = {one.pair: one for one in decisions}
    clashing = {pair for conflict in conflicts(by_pair.values()) for pair in conflict.pairs}
    fixed = [pair for pair, one in sorted(by_pair.items()) if one.in_force is Sameness.SAME and pair not in clashing]
    taken, second = _partners(fixed, matches)
    found = {}
    for pair, match in sorted(matches.items(), key=lambda each: each[0]):
        one = by_pair.get(pair)
        said = one.in_force if one is not None else None
        if said is not None and pair in clashing:
            found[pair] = Standing.CONFLICT
        elif said is not None:
            found[pair] = Standing.BLOCKED if pair in second else _SAID[said]
        elif _is_taken(pair, taken):
            found[pair] = Standing.BLOCKED
        else:
            is_to_confirm = one is not None and one.said is not None
            found[pair] = Standing.OPEN if is_to_confirm or doubt(match) else Standing.ACCEPTED
    return found


def queue(matches: Mapping[RowPair, Match], decisions: Iterable[Decision]) -> tuple[Waiting, ...]:
    """
    Return the pairs that wait for people, the one whose decision settles most first.

    With ``p`` the probability of a pair, a decision *same* (as likely as ``p``) takes all probability from the pairs
    that share a row with it, and *different* (as likely as ``1 - p``) sets ``p`` free at each of its rows that has
    another pair. What is expected of both together is ``settles``. Equal ones are ordered by how open they are
    themselves, then by their rows. A pair about which one person has spoken waits for the second; what the first said
    changes nothing here.
    """
    decisions = tuple(decisions)
    matches = _with_spoken_about(matches, decisions)
    by_pair = {one.pair: one for one in decisions}
    where = standings(matches, decisions)
    alive = {pair for pair, one in where.items() if one in (Standing.OPEN, Standing.ACCEPTED)}
    at_row: defaultdict[RowName, list[RowPair]] = defaultdict(list)
    for pair in sorted(alive):
        for row in pair:
            at_row[row].append(pair)
    waiting = [
        Waiting(
            pair=pair,
            match=matches[pair],
            settles=settles(pair, matches, at_row),
            why=_why(matches[pair], by_pair.get(pair)),
        )
        for pair in where
        if where[pair] is Standing.OPEN or (pair in by_pair and by_pair[pair].said is None)
    ]
    return tuple(sorted(waiting, key=_rank))


def settles(pair: RowPair, matches: Mapping[RowPair, Match], at_row: Mapping[RowName, list[RowPair]]) -> float:
    """Return how much probability of other pairs a decision about *pair* is expected to take away or set free."""
    chance = matches[pair].probability
    others = [[matches[one].probability for one in at_row[row] if one != pair] for row in pair]
    blocks = sum(sum(sorted(each)) for each in others)
    frees = chance * sum(1 for each in others if each)
    return chance * blocks + (1.0 - chance) * frees


def _rank(one: Waiting) -> tuple[float, float, RowPair]:
    chance = one.match.probability
    # Rounded: the sum of one pair's rivals must not order two equal pairs by its last bit.
    return -round(one.settles, 9), -round(chance * (1.0 - chance), 9), one.pair


def _why(match: Match, decision: Decision | None) -> str:
    if decision is not None and decision.said is not None:
        return f"to be confirmed: decided {decision.said.value}, and since then changed {', '.join(decision.changed)}"
    found = doubt(match)
    return found.value if found is not None else "one person has spoken about it"


def _with_spoken_about(matches: Mapping[RowPair, Match], decisions: Iterable[Decision]) -> dict[RowPair, Match]:
    """Return *matches* with the pairs that only people put together: no evidence, and no probability."""
    alone = {
        one.pair: Match(
            left=RowId(one.pair[0]), right=RowId(one.pair[1]), probability=0.0, is_proposed=False, evidence=()
        )
        for one in decisions
    }
    return {**alone, **matches}


def _partners(
    fixed: list[RowPair], matches: Mapping[RowPair, Match]
) -> tuple[dict[tuple[RowName, str], RowName], frozenset[RowPair]]:
    """
    Return the partner of each row on each other list, and the pairs that come second where one person has two rows.

    Two rows of one list that people decided to be one person both fit one row of another list: the more probable pair
    is passed on, and the other is not a second person.
    """
    taken: dict[tuple[RowName, str], RowName] = {}
    second = set()
    for one, other in sorted(fixed, key=lambda pair: (-_chance(pair, matches), pair)):
        is_inside = list_of(one) == list_of(other)
        if not is_inside and ((one, list_of(other)) in taken or (other, list_of(one)) in taken):
            second.add((one, other))
        elif not is_inside:
            taken[one, list_of(other)] = other
            taken[other, list_of(one)] = one
    return taken, frozenset(second)


def _chance(pair: RowPair, matches: Mapping[RowPair, Match]) -> float:
    match = matches.get(pair)
    return match.probability if match is not None else 0.0


def _is_taken(pair: RowPair, taken: Mapping[tuple[RowName, str], RowName]) -> bool:
    one, other = pair
    return (one, list_of(other)) in taken or (other, list_of(one)) in taken
