"""A bulletin drafted from the record: neutral, aggregate, and the same for whoever drafts it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.bulletin.beside import counts_in, found
from homeward.bulletin.exposure import exposure_findings
from homeward.bulletin.suppress import publishable, smallest_cell
from homeward.bulletin.telling import clean, may_be_told, told
from homeward.model.claims import Claim, Result, Verdict
from homeward.model.exchange import Exchange
from homeward.model.figures import Bulletin, Cell, Figure, Found, Stage
from homeward.model.findings import FindingsRefusal, stopping
from homeward.model.ids import Digest, OrgId, PartyId
from homeward.model.terms import Terms

FORMAT: Final = 2
"""The version of the format in which bulletins are drafted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """
    What a bulletin is drafted from.

    ``record``: organisation, log size and root of each log the figures were read from.
    """

    exchange: Exchange
    terms: Terms
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    record: tuple[tuple[OrgId, int, str], ...]
    party_names: Mapping[PartyId, str]


def draft_bulletin(
    material: Material, *, as_of: date, previous: Sequence[Bulletin] = (), corrects: Digest | None = None
) -> Bulletin:
    """
    Draft the bulletin of *as_of*, to be read after the bulletins *previous* (oldest first).

    The same material gives the same bulletin, in whatever order its figures, claims and verdicts come. Whether it is a
    demonstration follows from the genesis of the exchange alone. Statements are told by office, never by name, one
    line per claim, keyed by the claim's id; left out are claims about days to come (unless the terms make them public)
    and claims that count fewer than k people. A verdict that rests on a number of the record that is not published is
    left out too, for agreeing with a withheld number tells it: compare claims with :func:`public_figures` and none is.
    So is one that asks a person (:func:`asks_a_person`).

    With *corrects* (the digest of the last of *previous*) it is a correction: only then may a count be lower than an
    earlier bulletin's.

    Raises:
        Refusal: ``BULLETIN-1`` for figures that contradict each other.
        FindingsRefusal: ``BULLETIN-5`` when the auditor still finds a number (``BULLETIN-2``, ``BULLETIN-3``) or a
            contradiction with an earlier bulletin (``BULLETIN-4``): nothing was drafted.

    Source: ICRC, Handbook on Data Protection in Humanitarian Action (3rd ed., 2024).
    """
    exchange, terms = material.exchange, material.terms
    k = smallest_cell(terms)
    earlier = [one.cells for one in previous]
    corrections = corrections_of(previous, is_correction=corrects is not None)
    cells = publishable(material.figures, terms, previous=earlier, corrections=corrections)
    findings = exposure_findings(cells, earlier, k, corrections=corrections)
    if stopping(findings):
        raise FindingsRefusal("BULLETIN-5", _EXPOSED, findings=findings, hint=_HINT, source=_SOURCE)
    claims = sorted((one for one in material.claims if may_be_told(one, terms, as_of, k)), key=_claim_order)
    return Bulletin(
        format=FORMAT,
        exchange=exchange.id,
        title=clean(exchange.title),
        is_demo=exchange.is_demo,
        as_of=as_of,
        corrects=corrects,
        min_cell=k,
        party_names=tuple((one, clean(material.party_names.get(one, one))) for one in exchange.parties),
        category_names=tuple(
            sorted((str(one.id), clean(one.name)) for one in terms.categories if _is_used(one.id, cells))
        ),
        cells=cells,
        statements=tuple(told(one, material.party_names, k) for one in claims),
        verdicts=_verdicts(material.verdicts, {one.id: one for one in claims}, cells, as_of),
        record=tuple(sorted((str(log), size, root) for log, size, root in material.record)),
    )


def corrections_of(previous: Sequence[Bulletin], *, is_correction: bool) -> frozenset[int]:
    """Return which of the bulletins *previous*, and of the one after them, are corrections, counted from 0."""
    return frozenset(place for place, one in enumerate(previous) if one.corrects is not None) | (
        {len(previous)} if is_correction else set()
    )


def _verdicts(
    verdicts: Sequence[Verdict], claims: Mapping[str, Claim], cells: Sequence[Cell], as_of: date
) -> tuple[Found, ...]:
    public = _public_numbers(cells)
    told_ones = [one for one in verdicts if set(one.claims) <= set(claims) and not asks_a_person(one)]
    of = [found(one, claims, cells, as_of) for one in told_ones if _is_public(one, public)]
    return tuple(sorted(of, key=lambda one: (one.claims, one.rule, one.result.value, one.says)))


def asks_a_person(verdict: Verdict) -> bool:
    """Tell whether *verdict* is a question to a person: one for the seat, and never for the public."""
    return verdict.result is Result.NEEDS_REVIEW


def public_figures(figures: Sequence[Figure], cells: Sequence[Cell]) -> tuple[Figure, ...]:
    """
    Return the published *cells* as figures with their proofs: all that claims may be compared with in public.

    Every number of the result is the number of a cell; withheld numbers and handovers have no figure.
    """
    proofs: dict[tuple[Stage, str, str | None, str | None], set[Digest]] = {}
    for one in figures:
        proofs.setdefault((one.stage, str(one.direction), one.tranche, one.category), set()).update(one.proof)
    return tuple(
        Figure(
            stage=one.stage,
            direction=one.direction,
            tranche=one.tranche,
            on=one.on,
            category=one.category,
            persons=one.persons,
            proof=tuple(sorted(proofs.get((one.stage, str(one.direction), one.tranche, one.category), set()))),
        )
        for one in cells
        if one.persons is not None
    )


def _is_used(category: str, cells: Sequence[Cell]) -> bool:
    return any(one.category == category for one in cells)


def _claim_order(claim: Claim) -> tuple[date, str, str]:
    return claim.statement.said_on, claim.statement.id, claim.id


def _public_numbers(cells: Sequence[Cell]) -> frozenset[int]:
    """Return every number the cells say: counts, what is outstanding, and both directions together."""
    slots: dict[tuple[Stage, str | None, str | None], list[int | None]] = {}
    for one in cells:
        slots.setdefault((one.stage, one.tranche, one.category), []).append(one.persons)
    agreed = {(one.direction, one.tranche, one.category): one.persons for one in cells if one.stage is Stage.AGREED}
    numbers = {one.persons for one in cells if one.persons is not None}
    numbers |= {sum(of) for of in (_all_known(of) for of in slots.values()) if of}
    for one in cells:
        promise = agreed.get((one.direction, one.tranche, one.category))
        if one.stage is Stage.RETURNED and one.persons is not None and promise is not None:
            numbers.add(promise - one.persons)
    return frozenset(numbers)


def _all_known(numbers: Sequence[int | None]) -> list[int]:
    known = [number for number in numbers if number is not None]
    return known if len(known) == len(numbers) else []


def _is_public(verdict: Verdict, public: frozenset[int]) -> bool:
    return verdict.record is None or ("handed over" not in verdict.record and counts_in(verdict.record) <= public)


_EXPOSED: Final = "the published numbers would give a small one away, or contradict an earlier bulletin"
_HINT: Final = "read the findings; a count that fell needs a correction both sides sign, before a new bulletin"
_SOURCE: Final = "public counts by broad category, of at least 10 people, after arrival"
