"""What a reviewer decided about claims: kept as lines that are only ever added to, and applied in their order."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from homeward.model.claims import ClaimCount, CountOp, Modality, Scope
from homeward.model.dates import parse_date
from homeward.model.findings import Json, Refusal
from homeward.statements.known import BOTH, CATEGORIES, NEWS, ROLES
from homeward.statements.queue import is_sure
from homeward.statements.reader.values import Field, ReadClaim, Speaker, claim_json

REVIEWED: Final = "review"
"""The rule of a field that a person set, and how sure it is: 100."""

FIELDS: Final = (
    *("category", "channel", "count", "direction", "event_date", "modality", "party", "role", "said_date", "scope"),
)
"""What a correction may set, in alphabetical order."""

NONE: Final = "none"
"""Written for a field that the text does not state."""

_FIELD_NAMES: Final[Mapping[str, str]] = {"party": "speaker", "role": "speaker"}
_MAY_BE_NONE: Final = frozenset({"channel", "count", "direction", "event_date", "said_date", "scope"})
_NOBODYS: Final = ("ANON", BOTH, NEWS)
_SCOPES: Final = [one.value for one in Scope]
_MODALITIES: Final = [one.value for one in Modality]
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_COUNT: Final = re.compile(r"(?:(?P<op>[a-z_]+):)?(?P<low>\d{1,9})(?:-(?P<high>\d{1,9}))?")


class Decision(Enum):
    """What a reviewer may decide."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """
    One decision, as one line of ``review.jsonl``.

    ``frame`` is the digest of the claim as the reviewer saw it: a decision holds for that claim and no other.
    """

    at: str
    who: str
    claim: str
    frame: str
    decision: Decision
    reason: str | None = None
    changes: tuple[tuple[str, str], ...] = ()


def frame_digest(claim: ReadClaim) -> str:
    """Return the SHA-256 of *claim* as claims/1, every field of it."""
    return hashlib.sha256(json.dumps(claim_json(claim), sort_keys=True).encode()).hexdigest()


def review_line(review: Review) -> bytes:
    """Return *review* as one line of JSON; ``reviews(review_line(r)) == (r,)``."""
    value: dict[str, Json] = {
        "at": review.at,
        "who": review.who,
        "claim": review.claim,
        "frame": review.frame,
        "decision": review.decision.value,
        "reason": review.reason,
        "changes": dict(review.changes),
    }
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()


def reviews(data: bytes, *, source: str) -> tuple[Review, ...]:
    """
    Return every decision of a file, in its order.

    Raises:
        Refusal: ``REVIEW-1`` with the number of the first line that is none.
    """
    found: list[Review] = []
    for number, line in enumerate(data.splitlines(), 1):
        try:
            value = json.loads(line)
            changes = tuple(sorted((str(key), str(text)) for key, text in value["changes"].items()))
            found.append(
                Review(
                    at=str(value["at"]),
                    who=str(value["who"]),
                    claim=str(value["claim"]),
                    frame=str(value["frame"]),
                    decision=Decision(value["decision"]),
                    reason=None if value["reason"] is None else str(value["reason"]),
                    changes=changes,
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise Refusal(
                "REVIEW-1", f"{source}, line {number}, is no decision", hint="restore the file; it is only added to"
            ) from problem
    return tuple(found)


def standing(name: str, claim: ReadClaim, decided: Iterable[Review]) -> ReadClaim | None:
    """
    Return the claim called *name* as it goes on to reconciliation, None when it does not.

    The last decision about this very claim counts, and with a correction those before it (:func:`changes_of`). Without
    one, only a claim that is sure in every field goes on.
    """
    decided = tuple(decided)
    last = last_decision(name, claim, decided)
    if last is None:
        return claim if is_sure(claim) else None
    match last.decision:
        case Decision.ACCEPT:
            return claim
        case Decision.REJECT:
            return None
        case Decision.CORRECT:
            return corrected(claim, changes_of(name, claim, decided))


def last_decision(name: str, claim: ReadClaim, decided: Iterable[Review]) -> Review | None:
    """Return the last decision about the claim called *name*, if it was made on this very frame."""
    return next(reversed(_about(name, claim, decided)), None)


def changes_of(name: str, claim: ReadClaim, decided: Iterable[Review]) -> dict[str, str]:
    """
    Return what corrections set of the claim called *name*, the later value of a field instead of the earlier.

    Those count that nobody accepted or rejected after: who accepts takes the claim as it was read.
    """
    changes: dict[str, str] = {}
    for one in _about(name, claim, decided):
        changes = {**changes, **dict(one.changes)} if one.decision is Decision.CORRECT else {}
    return changes


def _about(name: str, claim: ReadClaim, decided: Iterable[Review]) -> tuple[Review, ...]:
    frame = frame_digest(claim)
    return tuple(one for one in decided if one.claim == name and one.frame == frame)


def with_known_parties(changes: Mapping[str, str], parties: Iterable[str]) -> dict[str, str]:
    """
    Return *changes* with the codes of *parties* as these are written, whatever the case.

    Raises:
        Refusal: ``REVIEW-3`` for a direction between others.

    >>> with_known_parties({"direction": "north>south"}, ["NORTH", "SOUTH"])
    {'direction': 'NORTH>SOUTH'}
    """
    known = {one.casefold(): one for one in parties}
    folded = {key: value.strip() for key, value in changes.items()}
    if "party" in folded:
        codes = {**known, **{one.casefold(): one for one in _NOBODYS}}
        folded["party"] = codes.get(folded["party"].casefold(), folded["party"])
    if ">" in folded.get("direction", ""):
        folded["direction"] = _between(folded["direction"], known)
    return folded


def _between(direction: str, known: Mapping[str, str]) -> str:
    codes = [known.get(one.strip().casefold()) for one in direction.split(">")]
    named = [one for one in codes if one is not None]
    if len(named) != len(codes):
        raise _no_value("direction", direction, f"both, none, or two of {', '.join(sorted(known.values()))} as A>B")
    return ">".join(named)


def corrected(claim: ReadClaim, changes: Mapping[str, str]) -> ReadClaim:
    """
    Return *claim* with each field of *changes* set, and sure because a person set it; the rest as it was.

    Raises:
        Refusal: ``REVIEW-2`` for a field that cannot be set, ``REVIEW-3`` for a value it cannot have.
    """
    for key, value in sorted(changes.items()):
        if key not in FIELDS:
            raise Refusal("REVIEW-2", f"{key!r} is no field of a claim", hint=f"use one of {', '.join(FIELDS)}")
        claim = _sure(_set(claim, key, value.strip()), key)
    return claim


def _set(claim: ReadClaim, key: str, value: str) -> ReadClaim:
    written = None if value == NONE and key in _MAY_BE_NONE else value
    match key:
        case "count":
            return replace(claim, count=None if written is None else _count(written))
        case "scope":
            return replace(claim, scope=None if written is None else Scope(_one_of(key, written, _SCOPES)))
        case "modality":
            return replace(claim, modality=Modality(_one_of(key, value, _MODALITIES)))
        case "category":
            return replace(claim, category=_one_of(key, value, sorted(CATEGORIES)))
        case "party" | "role":
            return replace(claim, speaker=_speaker(claim.speaker, key, value))
        case _:
            return _with_text(claim, key, None if written is None else _TEXTS[key](key, written))


def _speaker(speaker: Speaker, key: str, value: str) -> Speaker:
    # The office belonged to the party or role that was wrong.
    if key == "role":
        return replace(speaker, role=_one_of(key, value, sorted(ROLES)), office=None)
    return replace(speaker, party=_code(key, value), office=None)


def _with_text(claim: ReadClaim, key: str, value: str | None) -> ReadClaim:
    match key:
        case "channel":
            return replace(claim, channel=value)
        case "direction":
            return replace(claim, direction=value)
        case "event_date":
            return replace(claim, event_date=value)
        case _:
            return replace(claim, said_date=value)


def _sure(claim: ReadClaim, key: str) -> ReadClaim:
    name = _FIELD_NAMES.get(key, key)
    mine = Field(name=name, rule=REVIEWED, confidence=100)
    others = tuple(one for one in claim.fields if one.name != name)
    at = next((at for at, one in enumerate(claim.fields) if one.name == name), len(others))
    return replace(claim, fields=(*others[:at], mine, *others[at:]))


def _count(value: str) -> ClaimCount:
    found = _COUNT.fullmatch(value)
    op = None if found is None else (found["op"] or ("range" if found["high"] else "exact"))
    if found is None or op not in {one.value for one in CountOp} or (found["high"] and op not in ("range", "approx")):
        raise _no_value("count", value, "390, approx:390, at_least:200, at_most:5, range:5-6 or none")
    low = int(found["low"])
    high = int(found["high"]) if found["high"] else low
    if high == 0:
        raise _no_value("count", value, "a number of people from 1, or none where the text states no number")
    if high < low:
        raise _no_value("count", value, "the lower number first")
    match CountOp(op):
        case CountOp.AT_LEAST:
            return ClaimCount(op=CountOp.AT_LEAST, low=low, high=None)
        case CountOp.AT_MOST:
            return ClaimCount(op=CountOp.AT_MOST, low=0, high=low)
        case other:
            return ClaimCount(op=other, low=low, high=high)


def _one_of(key: str, value: str, choices: list[str]) -> str:
    if value not in choices:
        raise _no_value(key, value, ", ".join(choices))
    return value


def _code(key: str, value: str) -> str:
    if not _CODE.fullmatch(value):
        raise _no_value(key, value, "a code of letters, digits, _ and -")
    return value


def _date(key: str, value: str) -> str:
    if parse_date(value) is None:
        raise _no_value(key, value, "a date such as 2025-05-23, or none")
    return value


def _direction(key: str, value: str) -> str:
    holder, arrow, receiver = value.partition(">")
    if value == "both":
        return value
    if not arrow or holder == receiver:
        raise _no_value(key, value, "holder>receiver, both or none")
    return f"{_code(key, holder)}>{_code(key, receiver)}"


def _no_value(key: str, value: str, choices: str) -> Refusal:
    return Refusal("REVIEW-3", f"{key} cannot be {value!r}", hint=f"write {choices}")


_TEXTS: Final[Mapping[str, Callable[[str, str], str]]] = {
    "channel": _code,
    "direction": _direction,
    "event_date": _date,
    "said_date": _date,
}
