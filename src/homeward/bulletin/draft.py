"""A bulletin drafted from the record: neutral, aggregate, and the same for whoever drafts it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from unicodedata import normalize

from homeward.bulletin.exposure import exposure_findings
from homeward.bulletin.reading import day
from homeward.bulletin.suppress import publishable, smallest_cell
from homeward.bulletin.words import ENGLISH
from homeward.model.claims import Claim, ClaimCount, CountOp, Modality, Verdict
from homeward.model.exchange import Exchange
from homeward.model.figures import Bulletin, Cell, Figure, Stage
from homeward.model.findings import FindingsRefusal, stopping
from homeward.model.ids import Digest, OrgId, PartyId
from homeward.model.terms import Terms


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


def draft_bulletin(material: Material, *, as_of: date, previous: Sequence[Bulletin] = ()) -> Bulletin:
    """
    Draft the bulletin of *as_of*, to be read after the bulletins *previous* (oldest first).

    The same material gives the same bulletin, in whatever order its figures, claims and verdicts come. Whether it is a
    demonstration follows from the genesis of the exchange alone. Statements are told by office, never by name, one line
    per claim, keyed by the claim's id; left out are claims about days to come (unless the terms make them public) and
    claims that count fewer than k people. A verdict that rests on a number of the record that is not published is left
    out too, for agreeing with a withheld number tells it: compare claims with :func:`public_figures` and none is.

    Raises:
        Refusal: ``BULLETIN-1`` for figures that contradict each other.
        FindingsRefusal: ``BULLETIN-5`` when the auditor still finds a number (``BULLETIN-2``, ``BULLETIN-3``) or a
            contradiction with an earlier bulletin (``BULLETIN-4``): nothing was drafted.

    Source: ICRC, Handbook on Data Protection in Humanitarian Action (3rd ed., 2024).
    """
    exchange, terms = material.exchange, material.terms
    k = smallest_cell(terms)
    earlier = [one.cells for one in previous]
    cells = publishable(material.figures, terms, previous=earlier)
    findings = exposure_findings(cells, earlier, k)
    if stopping(findings):
        raise FindingsRefusal("BULLETIN-5", _EXPOSED, findings=findings, hint=_HINT, source=_SOURCE)
    claims = sorted((one for one in material.claims if _may_be_told(one, terms, as_of, k)), key=_claim_order)
    told = {one.id for one in claims}
    public = _public_numbers(cells)
    return Bulletin(
        exchange=exchange.id,
        title=_text(exchange.title),
        is_demo=exchange.is_demo,
        as_of=as_of,
        min_cell=k,
        party_names=tuple((one, _text(material.party_names.get(one, one))) for one in exchange.parties),
        category_names=tuple(
            sorted((str(one.id), _text(one.name)) for one in terms.categories if _is_used(one.id, cells))
        ),
        cells=cells,
        statements=tuple((one.id, _text(_line(one, material.party_names))) for one in claims),
        verdicts=tuple(
            sorted(
                (
                    _clean_verdict(one)
                    for one in material.verdicts
                    if set(one.claims) <= told and _is_public(one, public)
                ),
                key=lambda one: (one.claims, one.rule, one.result.value, one.says),
            )
        ),
        record=tuple(sorted((str(log), size, root) for log, size, root in material.record)),
    )


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


def _may_be_told(claim: Claim, terms: Terms, as_of: date, k: int) -> bool:
    is_ahead = claim.event_on is not None and claim.event_on.latest > as_of
    if is_ahead and not terms.publicity.future_tranches:
        return False
    if claim.statement.said_on > as_of:
        return False
    count = claim.count
    said = () if count is None else (count.high,) if count.op is CountOp.AT_MOST else (count.low, count.high)
    return not any(0 < number < k for number in said if number is not None)


def _line(claim: Claim, names: Mapping[PartyId, str]) -> str:
    statement = claim.statement
    party = names.get(PartyId(statement.party), statement.party)
    office = statement.office if party in {statement.office, ""} else f"{statement.office} ({party})"
    channel = "" if statement.channel is None else f", {statement.channel}"
    return f"{office}, {day(statement.said_on, ENGLISH)}{channel}: {_what(claim, names)}"


def _what(claim: Claim, names: Mapping[PartyId, str]) -> str:
    modality = _MODALITIES[claim.modality]
    parts = ["" if claim.count is None else _number(claim.count), _NOUNS.get(claim.category, claim.category), modality]
    if claim.direction == "both":
        parts.append("in both directions")
    elif claim.direction is not None:
        holder, _, receiver = claim.direction.partition(">")
        parts.append(f"from {names.get(PartyId(holder), holder)} to {names.get(PartyId(receiver), receiver)}")
    return " ".join(part for part in parts if part)


def _number(count: ClaimCount) -> str:
    if count.op is CountOp.RANGE and count.high is not None:
        return f"{count.low:,} to {count.high:,}"
    number = count.high if count.op is CountOp.AT_MOST and count.high is not None else count.low
    return f"{_OPS[count.op]}{number:,}"


_OPS: Final = {
    CountOp.EXACT: "",
    CountOp.APPROX: "about ",
    CountOp.AT_LEAST: "at least ",
    CountOp.AT_MOST: "at most ",
    CountOp.RANGE: "",
}

_NOUNS: Final = {
    "civilian": "civilians",
    "event": "exchange",
    "mixed": "prisoners of war and civilians",
    "persons": "people",
    "pow": "prisoners of war",
}

_MODALITIES: Final = {
    Modality.DONE: "said to be returned",
    Modality.BEGUN: "said to have begun",
    Modality.ONGOING: "said to be under way",
    Modality.EXPECTED: "expected",
    Modality.AGREED: "said to be agreed",
    Modality.OFFERED: "offered",
    Modality.DEMANDED: "demanded",
    Modality.DENIED: "denied",
    Modality.REFUSED: "said to be refused",
    Modality.POSTPONED: "said to be postponed",
    Modality.PENDING: "said to be pending",
    Modality.HELD: "said to be held",
    Modality.SUPERSEDED: "said to be superseded",
}


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
    return verdict.record is None or ("handed over" not in verdict.record and set(_numbers(verdict.record)) <= public)


def _clean_verdict(verdict: Verdict) -> Verdict:
    # The bulletin names claims in its own lines: the words of the originals are for those who keep the seat.
    return replace(
        verdict,
        sources=1,
        words=(),
        says=_text(verdict.says),
        arithmetic=None if verdict.arithmetic is None else _text(verdict.arithmetic),
        record=None if verdict.record is None else _text(verdict.record),
        settles=None if verdict.settles is None else _text(verdict.settles),
    )


def _numbers(text: str) -> Iterator[int]:
    """Return the counts in a text: not the days, years and short digests that stand around them."""
    months = "|".join(ENGLISH.months)
    counts = re.sub(rf"\(proof [^)]*\)|\b\d{{1,2}} (?:{months}) \d{{4}}|\b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b", " ", text)
    # Thousands may be set apart by a comma or a space: 1,000 is one number.
    joined = re.sub(r"(?<=\d)[,\u00a0\u202f\u2009 ](?=\d{3}\b)", "", counts)
    return (int(number) for number in re.findall(r"\d+", joined))


def _text(text: str) -> str:
    return normalize("NFC", text)


_EXPOSED: Final = "the published numbers would give a small one away, or contradict an earlier bulletin"
_HINT: Final = "read the findings; a count that fell needs a correction both sides sign, before a new bulletin"
_SOURCE: Final = "public counts by broad category, of at least 10 people, after arrival"
