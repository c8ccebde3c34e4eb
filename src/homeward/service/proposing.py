"""Pairs proposed at the neutral's seat: what the program found, as far as people's decisions let it pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.log import sorted_root
from homeward.matching import match_entries
from homeward.model.canonical import SALT_BYTES, commit
from homeward.model.findings import Json
from homeward.model.ids import OfficerId, OrgId, RowId
from homeward.model.matches import Match
from homeward.model.people import Entry, ListKind
from homeward.model.reviews import RowName, RowPair, list_of, row_pair
from homeward.model.terms import Direction
from homeward.procedure.bodies import direction_body
from homeward.procedure.review_queue import PASSED_ON, Standing, standings
from homeward.procedure.reviewed import Decision
from homeward.service.acting import perform
from homeward.service.envelope import hand_over
from homeward.service.lists import MILLION, entries_of, identity_of
from homeward.service.reading import read_record
from homeward.service.reviews_kept import decisions_here, pair_document
from homeward.service.seat import Seat

PAIR_DOMAIN: Final = "homeward/pair/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """
    What came of matching one direction.

    ``matches`` is everything that was found, ``passed_on`` how many pairs went to the holder, ``waiting`` how many of
    those the program proposes wait for people first.
    """

    matches: tuple[Match, ...]
    passed_on: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A pair as it goes to the holder; ``is_decided``: two people here decided that it is one person."""

    held: RowId
    sought: RowId
    probability: float
    is_decided: bool


def propose_matches(seat: Seat, direction: Direction, officers: Sequence[OfficerId]) -> Proposals:
    """
    Match one wish list against one holding list at the neutral, and send the holder the proposals: these only.

    A pair goes on when nothing about it is doubtful, or when two people here decided that it is one person; what they
    decided to be two people does not. A pair in which either entry is marked as harmful to disclose stays with the
    neutral: it is neither proposed nor counted in what leaves this seat, and no decision about it changes what does (GC
    IV 137(2)).
    """
    holding = entries_of(seat, OrgId(direction.holder), ListKind.HOLDING)
    wish = entries_of(seat, OrgId(direction.receiver), ListKind.WISH)
    matches = _matches(seat, wish, holding)
    withheld = _withheld_rows(direction, wish, holding)
    decisions = [one for one in decisions_here(seat).decisions if not withheld & {*one.pair}]
    named = {_pair_of(direction, one): one for one in matches}
    where = standings({pair: one for pair, one in named.items() if not withheld & {*pair}}, decisions)
    told = _told(direction, where, named, decisions)
    kind, salts = f"pair:{direction}", {one: seat.lots.draw(SALT_BYTES) for one in told}
    refs = [commit(salt, PAIR_DOMAIN, [one.sought, one.held]) for one, salt in salts.items()]
    perform(seat, "match.proposed", {**direction_body(direction), "pairs": sorted_root(refs)}, officers, at_once=True)
    by_rows = {(one.sought, one.held): salt for one, salt in salts.items()}
    seat.vault.replace(
        kind,
        (
            pair_document(kind, (left, right), one, by_rows.get((one.left, one.right)))
            for one in matches
            for left, right in [_names(direction, one)]
        ),
    )
    proposals: Json = [
        [one.held, one.sought, round(one.probability * MILLION), identity_of(wish[one.sought]), one.is_decided]
        for one in told
    ]
    content: Json = {**direction_body(direction), "proposals": proposals}
    hand_over(seat, read_record(seat), OrgId(direction.holder), "proposals", content)
    return Proposals(matches=matches, passed_on=len(told), waiting=_waiting(named, where))


def _told(
    direction: Direction,
    where: Mapping[RowPair, Standing],
    named: Mapping[RowPair, Match],
    decisions: Sequence[Decision],
) -> list[_Told]:
    """Return the pairs of this direction that go on, the most probable first."""
    wish, holding = f"{direction.receiver}/wish", f"{direction.holder}/holding"
    judged = {one.pair for one in decisions}
    found = []
    for pair, standing in where.items():
        rows = {list_of(row): RowId(row.rpartition("/")[2]) for row in pair}
        if standing in PASSED_ON and set(rows) == {wish, holding}:
            chance = named[pair].probability if pair in named else 0.0
            is_decided = standing is Standing.SAME and pair in judged
            found.append(_Told(held=rows[holding], sought=rows[wish], probability=chance, is_decided=is_decided))
    return sorted(found, key=lambda one: (-one.probability, one.sought, one.held))


def _waiting(named: Mapping[RowPair, Match], where: Mapping[RowPair, Standing]) -> int:
    counts = Counter(where.get(pair) for pair, one in named.items() if one.is_proposed)
    return counts[Standing.OPEN]


def _matches(seat: Seat, wish: Mapping[RowId, Entry], holding: Mapping[RowId, Entry]) -> tuple[Match, ...]:
    """
    Match what is told for itself, and withheld entries apart: what leaves this seat is the same with and without them.

    A withheld entry would else show as a rival in the probability of somebody else's pair.
    """
    sides = [[one for one in entries.values() if not one.is_harmful_to_disclose] for entries in (wish, holding)]
    told = match_entries(*sides, progress=seat.progress)
    if sum(map(len, sides)) == len(wish) + len(holding):
        return told
    every = match_entries(tuple(wish.values()), tuple(holding.values()), progress=seat.progress)
    apart = [one for one in every if _is_withheld(one, wish, holding)]
    return tuple(sorted((*told, *apart), key=lambda match: (-match.probability, match.left, match.right)))


def _is_withheld(one: Match, wish: Mapping[RowId, Entry], holding: Mapping[RowId, Entry]) -> bool:
    return wish[one.left].is_harmful_to_disclose or holding[one.right].is_harmful_to_disclose


def _withheld_rows(
    direction: Direction, wish: Mapping[RowId, Entry], holding: Mapping[RowId, Entry]
) -> frozenset[RowName]:
    lists = ((f"{direction.receiver}/wish", wish), (f"{direction.holder}/holding", holding))
    return frozenset(
        RowName(f"{name}/{row}")
        for name, entries in lists
        for row, one in entries.items()
        if one.is_harmful_to_disclose
    )


def _names(direction: Direction, match: Match) -> tuple[RowName, RowName]:
    return RowName(f"{direction.receiver}/wish/{match.left}"), RowName(f"{direction.holder}/holding/{match.right}")


def _pair_of(direction: Direction, match: Match) -> RowPair:
    return row_pair(*_names(direction, match))
