"""
A list held against everything its owner can know, before it leaves: the terms, own past handovers, the dead, itself.

In December 2024 a list of 630 people was published on which seven had come home long before. A list that is wrong costs
days, and the trust of families; what is found here is put right before anybody else has seen it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from homeward.matching import keyed, match_entries, records, similar_inside
from homeward.model.findings import Finding, RuleTable, Severity, Where
from homeward.model.ids import CategoryId, ClauseId, PartyId, Ref, RowId
from homeward.model.people import Candidate, Details, Entry, ListKind, Status
from homeward.model.terms import Category, Terms, belongs
from homeward.ports import Progress

_E: Final = Severity.ERROR
_A: Final = Severity.ADVICE
_PAGE: Final = "docs/list-procedure.md"
_LAW: Final = "GC III 120 and 122; GC IV 129 and 137"

SURE: Final = 0.99
"""Probability from which somebody on the list is said to be somebody who left: below it the finding is advice."""


class PrecheckRule(RuleTable):
    """A rule for lists that are about to leave."""

    LEFT = "LEAVE-1", _E, "the person crossed already", "take the entry out; see the act it crossed under", _PAGE
    LEFT_PERHAPS = "LEAVE-2", _A, "the person resembles somebody who crossed already", "compare the two", _PAGE
    TWICE = "LEAVE-3", _E, "two rows are one person", "keep one of them", _PAGE
    TWICE_PERHAPS = "LEAVE-4", _A, "two rows may be one person", "compare the two; keep both if they are two", _PAGE
    DEAD = "LEAVE-5", _E, "the person is known to have died", "take the entry out; the death is in the register", _LAW
    DEAD_PERHAPS = "LEAVE-6", _A, "the person resembles somebody known to have died", "compare the two", _LAW
    NO_CATEGORY = "LEAVE-7", _A, "the entry is of no category of the terms", "check status, health and age", _PAGE
    NOT_OFFERED = "LEAVE-8", _E, "an offered person is of no category of the terms", "offer whom the terms name", _PAGE
    NOTHING_TELLS_APART = (
        "LEAVE-9",
        _A,
        "nothing but a name tells who this is",
        "add a date of birth, the father's name or a number",
        "GC III 17 and 122(4), GC IV 138",
    )


class Past(Enum):
    """Why somebody is known not to be looked for, or held, any more."""

    CROSSED = "crossed"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody whom the owner of a list knows to have crossed or died, described as a list would."""

    past: Past
    entry: Entry
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Falls:
    """The categories of the terms one entry falls under, and the clauses these come from, in the order of the terms."""

    row: RowId
    categories: tuple[CategoryId, ...]
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Precheck:
    """What was found, and what each entry falls under, both in the order of the list; ``len(falls)`` is its length."""

    findings: tuple[Finding, ...]
    falls: tuple[Falls, ...]

    @property
    def counts(self) -> Mapping[CategoryId, int]:
        """How many entries fall under each category; who falls under two is counted in both. In alphabetical order."""
        named = [category for one in self.falls for category in one.categories]
        return dict(sorted(Counter(named).items()))


def precheck(
    entries: Sequence[Entry], known: Sequence[Known], terms: Terms | None, *, progress: Progress | None = None
) -> Precheck:
    """
    Check a list of one party before it is sealed.

    Everybody is checked against everybody known to have crossed or died, by exact keys and by the evidence of
    matching, which reads names across scripts. Without terms nothing is said of categories.

    Returns:
        Findings and categories, both in the order of *entries*; a pair of rows is found once, at the later one.
    """
    place = {one.row_id: number for number, one in enumerate(entries)}
    falls = tuple(_falls(one, terms) for one in entries) if terms is not None else ()
    found = [
        *_known_findings(entries, known, progress),
        *_twice_findings(entries, progress),
        *(one for pair in zip(entries, falls, strict=False) for one in _category_findings(*pair)),
        *(one for entry in entries for one in _bare_findings(entry)),
    ]
    ordered = sorted(found, key=lambda pair: (place[pair[0]], pair[1].code))
    return Precheck(findings=tuple(finding for _, finding in ordered), falls=falls)


def _known_findings(
    entries: Sequence[Entry], known: Sequence[Known], progress: Progress | None
) -> Iterator[tuple[RowId, Finding]]:
    """Yield at most one finding for each entry and kind of past: the surest."""
    by_row = {one.row_id: one for one in entries}
    for past, exact, perhaps in (
        (Past.CROSSED, PrecheckRule.LEFT, PrecheckRule.LEFT_PERHAPS),
        (Past.DEAD, PrecheckRule.DEAD, PrecheckRule.DEAD_PERHAPS),
    ):
        gone = {RowId(f"k{number}"): one for number, one in enumerate(known) if one.past is past}
        others = [_renamed(one.entry, row) for row, one in gone.items()]
        sure = _exact(entries, others)
        found = {row: (exact, gone[other]) for row, other in sure.items()}
        for one in match_entries(tuple(entries), tuple(others), progress=progress):
            if one.is_proposed:
                found.setdefault(one.left, (exact if one.probability >= SURE else perhaps, gone[one.right]))
        for row, (rule, other) in found.items():
            seen = f"{row} and {other.entry.row_id} of {other.source}"
            yield row, rule.found(_where(by_row[row]), seen=seen)


def _twice_findings(entries: Sequence[Entry], progress: Progress | None) -> Iterator[tuple[RowId, Finding]]:
    by_row = {one.row_id: one for one in entries}
    place = {one.row_id: number for number, one in enumerate(entries)}
    exact = dict.fromkeys(_exact_inside(entries), PrecheckRule.TWICE)
    likely = dict.fromkeys(similar_inside(entries, progress=progress), PrecheckRule.TWICE_PERHAPS)
    for (one, other), rule in {**likely, **exact}.items():
        first, second = sorted((one, other), key=lambda row: place[row])
        yield second, rule.found(_where(by_row[second]), seen=f"{second} and {first}")


def _category_findings(entry: Entry, falls: Falls) -> Iterator[tuple[RowId, Finding]]:
    if not falls.categories:
        rule = PrecheckRule.NOT_OFFERED if entry.kind is ListKind.OFFER else PrecheckRule.NO_CATEGORY
        yield entry.row_id, rule.found(_where(entry), seen=entry.row_id)


def _bare_findings(entry: Entry) -> Iterator[tuple[RowId, Finding]]:
    details = entry.details.disclose()
    if not any((details.birth_date, details.father_name, details.service_number, details.mother_maiden_name)):
        yield entry.row_id, PrecheckRule.NOTHING_TELLS_APART.found(_where(entry), seen=entry.row_id)


def _falls(entry: Entry, terms: Terms) -> Falls:
    details = entry.details.disclose()
    named = [one for one in terms.categories if _is_of(details, one)]
    return Falls(
        row=entry.row_id,
        categories=tuple(one.id for one in named),
        clauses=tuple(dict.fromkeys(one.clause for one in named)),
    )


def _is_of(details: Details, category: Category) -> bool:
    if details.status is None and category.statuses:
        return False
    candidate = Candidate(
        ref=Ref(""),
        holder=PartyId(""),
        receiver=PartyId(""),
        status=details.status or Status.POW,
        health=details.health,
        sex=details.sex,
        born=details.birth_date,
        held_since=details.captured_or_last_seen,
        group=None,
    )
    return belongs(candidate, category)


def _exact(entries: Sequence[Entry], others: Sequence[Entry]) -> dict[RowId, RowId]:
    known = {key: row for row, keys in _keys(others).items() for key in keys}
    found = {row: [known[key] for key in keys if key in known] for row, keys in _keys(entries).items()}
    return {row: others[0] for row, others in found.items() if others}


def _exact_inside(entries: Sequence[Entry]) -> list[tuple[RowId, RowId]]:
    first: dict[str, RowId] = {}
    pairs = []
    for row, keys in _keys(entries).items():
        earlier = {first[key] for key in keys if key in first}
        pairs += [(min(row, one), max(row, one)) for one in sorted(earlier)]
        for key in keys:
            first.setdefault(key, row)
    return pairs


def _keys(entries: Sequence[Entry]) -> dict[RowId, tuple[str, ...]]:
    """
    Return what is exact about each row: name and full date of birth; service number and surname.

    Names are compared as matching folds them, so that one spelling in two scripts is one key.
    """
    found: dict[RowId, tuple[str, ...]] = {}
    if not entries:
        return found
    for row in keyed(records(entries)).iter_rows(named=True):
        keys = []
        born = row["birth_date_first"]
        if row["surname"] and row["given_names"] and born is not None and born == row["birth_date_last"]:
            father = row["father_name"] or ""
            keys.append(f"name {row['surname']} {row['given_names']} {father} {born}")
        if row["service_number"] and row["surname"]:
            keys.append(f"number {row['service_number']} {row['surname']}")
        found[RowId(row["row_id"])] = tuple(keys)
    return found


def _renamed(entry: Entry, row: RowId) -> Entry:
    return Entry(
        row_id=row,
        kind=entry.kind,
        where=entry.where,
        details=entry.details,
        travel_with=None,
        is_harmful_to_disclose=entry.is_harmful_to_disclose,
        raw=entry.raw,
    )


def _where(entry: Entry) -> Where:
    return Where(source=entry.where.source, line=entry.where.line, field=entry.row_id)
