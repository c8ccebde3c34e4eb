"""What is read from a text: claims with their place in it, and how sure each field is."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.model.claims import ClaimCount, Modality, Scope
from homeward.model.findings import Json

Span = tuple[int, int]
"""``text[start:end]`` in Unicode code points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """
    Who is said to have said it.

    ``party``: a code of the configuration, or ``BOTH``, ``ANON``, ``NEWS``. ``role``: one of claims/1. ``office``: the
    office in the configuration, None where only the party is known. ``span``: where the text names the speaker.
    """

    party: str
    role: str
    office: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """How a field was read: the rule's id, its measured reliability in per cent, and the words it rests on."""

    name: str
    rule: str
    confidence: int
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadClaim:
    """
    One checkable thing in a text, in the frame of claims/1.

    ``span`` is the number phrase or the clause about status, ``evidence`` the sentence. ``event_date`` and
    ``said_date`` are EDTF. ``via``: who relays whom, the nearest first. ``count`` None: a claim about status.
    ``superlative``: the words of a superlative ("the largest since ...") that hangs on this claim. ``fields``: one for
    each field that was read, in the order of claims/1.
    """

    id: str
    quote: str
    span: Span
    evidence: Span
    speaker: Speaker
    channel: str | None
    event_date: str | None
    said_date: str | None
    direction: str | None
    count: ClaimCount | None
    category: str
    scope: Scope | None
    modality: Modality
    via: tuple[str, ...] = ()
    superlative: str | None = None
    part_of: str | None = None
    fields: tuple[Field, ...] = ()

    @property
    def weakest(self) -> Field | None:
        """The field that is least sure, None where nothing is known of how the claim was read."""
        return min(self.fields, key=lambda one: one.confidence, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    What a document says: its claims in the order of the text, and with what they were read.

    ``conflict`` is the configuration that was used, ``considered`` every one that was tried with its score, best first.
    ``lexicons`` names each language used with the digest of its lexicon, so that a result can be dated.
    """

    document: str
    language: str
    conflict: str
    considered: tuple[tuple[str, int], ...]
    lexicons: tuple[tuple[str, str], ...]
    claims: tuple[ReadClaim, ...]
    said_on: str | None = None
    """The day of publication, None where it is not stated."""


def claim_json(claim: ReadClaim) -> dict[str, Json]:
    """Return *claim* in schema claims/1."""
    count = claim.count
    return {
        "id": claim.id,
        "quote": claim.quote,
        "span": list(claim.span),
        "evidence": list(claim.evidence),
        "speaker": {"party": claim.speaker.party, "role": claim.speaker.role, "office": claim.speaker.office},
        "channel": claim.channel,
        "event_date": claim.event_date,
        "said_date": claim.said_date,
        "direction": claim.direction,
        "count": None
        if count is None
        else {"op": count.op.value, "lo": count.low, "hi": count.low if count.high is None else count.high},
        "category": claim.category,
        "scope": None if claim.scope is None else claim.scope.value,
        "modality": claim.modality.value,
        "via": list(claim.via),
        "superlative": claim.superlative,
        "part_of": claim.part_of,
        "confidence": {one.name: one.confidence for one in claim.fields},
        "rules": {one.name: one.rule for one in claim.fields},
        "places": {one.name: None if one.span is None else list(one.span) for one in claim.fields},
    }


def reading_json(reading: Reading) -> dict[str, Json]:
    """Return *reading* as the document ``statements read --json`` prints: claims/1 with what it was read with."""
    return {
        "schema": "claims/1",
        "document": reading.document,
        "said_on": reading.said_on,
        "language": reading.language,
        "conflict": reading.conflict,
        "considered": [{"conflict": name, "score": score} for name, score in reading.considered],
        "lexicons": [{"language": name, "digest": digest} for name, digest in reading.lexicons],
        "claims": [claim_json(one) for one in reading.claims],
    }
