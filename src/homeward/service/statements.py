"""Documents kept at a seat with the claims read from them, the review of those claims, and what comes of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Final, Protocol

from homeward.model.claims import Claim
from homeward.model.documents import Document
from homeward.model.figures import Figure, Stage
from homeward.model.findings import Finding, Json, Refusal
from homeward.model.ids import OfficerId
from homeward.procedure.counts import figures
from homeward.service.reading import read_record
from homeward.service.seat import Seat
from homeward.statements import Document as Origin
from homeward.statements import claims_from_json
from homeward.statements.corrections import (
    Decision,
    Review,
    changes_of,
    corrected,
    frame_digest,
    last_decision,
    review_line,
    reviews,
    standing,
    with_known_parties,
)
from homeward.statements.kept import kept_from_json, kept_json
from homeward.statements.known import NEUTRAL
from homeward.statements.queue import Item, Read, Stakes, is_sure, review_queue
from homeward.statements.reader.values import Reading, claim_json
from homeward.statements.sides import sides_of

SHELF: Final = "statements"
CLAIMS: Final = ".claims.json"
SOURCE: Final = ".source.toml"
REVIEWS: Final = "review.jsonl"
EXAMPLES: Final = "examples.jsonl"


class Converts(Protocol):
    """Reads claims/1 as claims of the model, as :func:`homeward.statements.claims_from_json` does."""

    def __call__(self, data: bytes, *, document: Origin) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
        """Return claims and findings."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file to keep: its name on the shelf without what follows the first dot, that suffix, and its bytes."""

    id: str
    suffix: str
    data: bytes


def keep(
    seat: Seat, file: Kept, readings: Sequence[tuple[Document, Reading]], *, conflict: bytes | None = None
) -> tuple[str, ...]:
    """
    Keep *file* as it was given, where it comes from, and the claims read from each of its documents.

    The names of the files written are returned, the one that makes it count (where it comes from) last: what a crash
    leaves before that is written again by the same command.

    Raises:
        Refusal: ``KEEP-1`` when this file is kept already: nothing is overwritten. ``KEEP-2`` when a document has no
            date: what was said on no day cannot be set beside a record. ``KEEP-3`` when claims were read with a
            configuration in which a party of this exchange takes no side: they are of another conflict. *conflict* is
            the configuration that the reader was given, None for a shipped one.
    """
    undated = next((document.id for document, _ in readings if document.published_on is None), None)
    if undated is not None:
        raise Refusal("KEEP-2", f"{undated} has no date", hint="say --published YYYY-MM-DD")
    _refuse_foreign(seat, [reading for _, reading in readings], conflict)
    with seat.store.lock():
        if f"{file.id}{SOURCE}" in seat.store.shelf(SHELF):
            raise Refusal(
                "KEEP-1", f"{file.id} is kept already", hint="review its claims, or keep a page saved at another time"
            )
        files = {
            f"{file.id}{file.suffix}": file.data,
            **{f"{document.id}{CLAIMS}": kept_json(document, reading) for document, reading in readings},
            f"{file.id}{SOURCE}": _source_toml(file, [document for document, _ in readings]),
        }
        for name, data in files.items():
            seat.store.put(SHELF, name, data)
    return tuple(files)


def _refuse_foreign(seat: Seat, readings: Iterable[Reading], conflict: bytes | None) -> None:
    parties = frozenset(str(one.id).upper() for one in seat.profile.parties)
    foreign = next(
        (one for one in readings if one.claims and not parties <= sides_of(one.conflict, conflict=conflict)), None
    )
    if foreign is not None:
        raise Refusal(
            "KEEP-3",
            f"{foreign.document} was read with the configuration {foreign.conflict!r}, "
            f"in which not all of {', '.join(sorted(parties))} are sides",
            hint="name a configuration of this exchange with the key `statements` of exchange.toml, "
            "or add the text to another seat",
        )


def kept_claims(seat: Seat) -> tuple[Read, ...]:
    """Return every claim read at this seat with its document, as it was read, in order of document and text."""
    return tuple(Read(document=document, claim=claim) for document, reading in _kept(seat) for claim in reading.claims)


def queue(seat: Seat, *, with_sure: bool = False) -> tuple[Item, ...]:
    """
    Return the claims that wait for a review, the one to look at first at the head.

    ``with_sure``: those that are sure in every field too, which wait for a person before a bulletin may tell them.
    """
    waiting = [one for one in _undecided(seat) if with_sure or not is_sure(one.claim)]
    return review_queue(waiting, _stakes(seat))


def decide(
    seat: Seat,
    claim: str,
    decision: Decision,
    *,
    who: OfficerId,
    reason: str | None = None,
    changes: Mapping[str, str] | None = None,
) -> Review:
    """
    Record what *who* decided about the claim called *claim*; a correction is also kept as an example.

    Decisions are only ever added: a later one about the same claim counts instead, and the earlier stays to be read.
    Corrections of one claim add up (:func:`homeward.statements.corrections.changes_of`). Codes of parties may be
    written in small letters.

    Raises:
        Refusal: ``REVIEW-4`` for a claim that is not here, ``REVIEW-5`` for an officer this seat does not have,
            ``REVIEW-6`` for a rejection without a reason or a correction of nothing; ``REVIEW-2`` and ``REVIEW-3`` for
            a field or value that cannot be.
    """
    if who not in {one.id for one in seat.profile.officers}:
        raise Refusal("REVIEW-5", f"this seat has no officer {who!r}", hint="use an office of exchange.toml")
    if (decision is Decision.REJECT and not reason) or (decision is Decision.CORRECT and not changes):
        raise Refusal("REVIEW-6", f"to {decision.value} needs more words", hint="say --reason, or which field=value")
    read = next((one for one in kept_claims(seat) if one.id == claim), None)
    if read is None:
        raise Refusal("REVIEW-4", f"no claim {claim!r} was read here", hint="`statements review` lists what waits")
    changes = with_known_parties(changes or {}, [str(one.id).upper() for one in seat.profile.parties])
    right = corrected(read.claim, {**changes_of(claim, read.claim, _decided(seat)), **changes})
    review = Review(
        at=seat.clock.now().astimezone(UTC).isoformat(),
        who=who,
        claim=claim,
        frame=frame_digest(read.claim),
        decision=decision,
        reason=reason,
        changes=tuple(sorted(changes.items())),
    )
    with seat.store.lock():
        if decision is Decision.CORRECT:
            # The example first: a decision whose example was lost would teach nobody.
            _append(seat, EXAMPLES, _example(read, claim_json(right), review))
        _append(seat, REVIEWS, review_line(review))
    return review


def statement_claims(
    seat: Seat, *, convert: Converts = claims_from_json, accepted_only: bool = False
) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    """
    Return the claims of this seat that may go on to reconciliation, and a finding for each that cannot.

    Those a reviewer accepted or corrected, and those that are sure in every field and were not rejected; the latter
    not with ``accepted_only``: to a bulletin goes no number that only a program has read. A claim that
    details one which does not go on stands on its own. Codes of the texts are parties of this exchange where they are
    its ids in capitals, else third parties.
    """
    decided = _decided(seat)
    claims: list[Claim] = []
    findings: list[Finding] = []
    for document, reading in _kept(seat):
        named = [(f"{document.id}-{one.id}", one) for one in reading.claims]
        going = [
            standing(name, one, decided)
            for name, one in named
            if not accepted_only or last_decision(name, one, decided) is not None
        ]
        ids = {one.id for one in going if one is not None}
        rows = [claim_json(one) for one in going if one is not None]
        for row in rows:
            row["part_of"] = row["part_of"] if row["part_of"] in ids else None
        data = json.dumps({"schema": "claims/1", "claims": rows}).encode()
        found, odd = convert(data, document=_origin(seat, document))
        claims += found
        findings += odd
    return tuple(claims), tuple(findings)


def unreviewed(seat: Seat) -> int:
    """Return how many claims read at this seat nobody decided about yet."""
    return len(_undecided(seat))


def _undecided(seat: Seat) -> list[Read]:
    decided = _decided(seat)
    return [one for one in kept_claims(seat) if last_decision(one.id, one.claim, decided) is None]


def _kept(seat: Seat) -> tuple[tuple[Document, Reading], ...]:
    shelf = seat.store.shelf(SHELF)
    return tuple(
        kept_from_json(shelf[name], source=f"{SHELF}/{name}") for name in sorted(shelf) if name.endswith(CLAIMS)
    )


def _decided(seat: Seat) -> tuple[Review, ...]:
    return reviews(seat.store.shelf(SHELF).get(REVIEWS, b""), source=f"{SHELF}/{REVIEWS}")


def _append(seat: Seat, name: str, line: bytes) -> None:
    seat.store.put(SHELF, name, seat.store.shelf(SHELF).get(name, b"") + line)


def _origin(seat: Seat, document: Document) -> Origin:
    ids = [str(one.id) for one in seat.profile.parties]
    codes = {code: one for one in ids for code in (one, one.upper())}
    neutral = dict.fromkeys((str(seat.profile.neutral), str(seat.profile.neutral).upper()), NEUTRAL)
    return Origin(
        id=document.id, said_on=document.published_on or date.min, source=document.source, parties={**neutral, **codes}
    )


def _stakes(seat: Seat) -> Stakes:
    codes = frozenset(str(one.id).upper() for one in seat.profile.parties)
    state = read_record(seat).state
    return Stakes(parties=codes, open_stages=_open_stages(figures(state)))


def _open_stages(proven: Iterable[Figure]) -> tuple[int, ...]:
    """Return how many people each tranche should return that has not: in each direction, and in all."""
    agreed: dict[str, dict[str, int]] = {}
    returned: set[tuple[str, str]] = set()
    for one in proven:
        tranche, way = str(one.tranche), str(one.direction)
        if one.stage is Stage.RETURNED:
            returned.add((tranche, way))
        elif one.stage is Stage.AGREED and one.tranche is not None:
            ways = agreed.setdefault(tranche, {})
            ways[way] = one.persons if one.category is None else ways.get(way, 0) + one.persons
    open_ones = {
        tranche: [persons for way, persons in ways.items() if (tranche, way) not in returned]
        for tranche, ways in agreed.items()
    }
    return tuple(sorted({number for one in open_ones.values() if one for number in (*one, sum(one))}))


def _example(read: Read, right: Json, review: Review) -> bytes:
    start, end = read.claim.evidence
    value: dict[str, Json] = {
        "document": read.document.id,
        "sentence": read.document.text[start:end],
        "span": [read.claim.span[0] - start, read.claim.span[1] - start],
        "wrong": claim_json(read.claim),
        "right": right,
        "at": review.at,
        "who": review.who,
    }
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()


def _source_toml(file: Kept, documents: Sequence[Document]) -> bytes:
    lines = ["format = 1", f"file = {_text(file.id + file.suffix)}"]
    if documents:
        lines.append(f"sha256 = {_text(documents[0].digest)}")
    for one in documents:
        lines += ["", "[[document]]", f"id = {_text(one.id)}", f"source = {_text(one.source)}"]
        lines += [f"published_on = {one.published_on.isoformat()}"] if one.published_on else []
        lines += [f"{key} = {_text(value)}" for key in ("channel", "language") if (value := getattr(one, key))]
    return ("\n".join(lines) + "\n").encode()


def _text(value: str) -> str:
    # A JSON string is a TOML string, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
