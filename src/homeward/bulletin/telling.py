"""Claims as a bulletin may tell them: by office, never by name, with a quotation only where it points at nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final
from unicodedata import normalize

from homeward.bulletin.words import ENGLISH, LANGUAGES
from homeward.model.claims import Claim, ClaimCount, CountOp, Modality
from homeward.model.figures import Said, Told
from homeward.model.ids import PartyId
from homeward.model.terms import Terms
from homeward.statements.reader.numbers import says_few

QUOTE_LIMIT: Final = 500
"""Characters of a quotation that are repeated; a longer one is left out, for cutting changes what was said."""

_JOINED_PREFIXES: Final = "وفبلك"
"""Letters that Arabic writes together with the word after them."""


def may_be_told(claim: Claim, terms: Terms, as_of: date, k: int) -> bool:
    """
    Tell whether a bulletin of *as_of* may repeat *claim*.

    Not told: what was said later, what is about days to come (unless the terms make it public), and counts under *k*.
    """
    is_ahead = claim.event_on is not None and claim.event_on.latest > as_of
    if is_ahead and not terms.publicity.future_tranches:
        return False
    if claim.statement.said_on > as_of:
        return False
    count = claim.count
    said = () if count is None else (count.high,) if count.op is CountOp.AT_MOST else (count.low, count.high)
    return not any(0 < number < k for number in said if number is not None)


def told(claim: Claim, names: Mapping[PartyId, str], k: int) -> Told:
    """Return *claim* as one English line, and as codes and numbers from which every language is written."""
    statement = claim.statement
    said = Said(
        office=clean(statement.office),
        party=statement.party,
        role=statement.role,
        said_on=statement.said_on,
        channel=None if statement.channel is None else clean(statement.channel),
        source=clean(statement.source),
        via=None if statement.via is None else clean(statement.via),
        quote=clean(claim.quote) if may_be_quoted(claim.quote, k) else None,
        count=claim.count,
        category=claim.category,
        scope=claim.scope,
        modality=claim.modality,
        direction=claim.direction,
        event_on=claim.event_on,
    )
    return Told(claim=claim.id, says=clean(_line(claim, names)), said=said)


def may_be_quoted(quote: str, k: int) -> bool:
    """
    Tell whether words may be repeated as they were said: no number of 1 to *k* - 1 in them, in digits or in words.

    A day of a month under *k* counts as a number too. It is better to leave out a quotation than to count few people.

    >>> may_be_quoted("390 people, 24 and 25 May", 10), may_be_quoted("among them seven wounded", 10)
    (True, False)
    """
    plain = normalize("NFKC", quote).casefold()
    if not plain.strip() or len(quote) > QUOTE_LIMIT or any(0 < number < k for number in numbers_in(plain)):
        return False
    small = {word for words in LANGUAGES.values() for word in words.small_numbers}
    said = re.findall(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*", plain)
    if any(word in small or (word[0] in _JOINED_PREFIXES and word[1:] in small) for word in said):
        return False
    return not says_few(quote, k)


def numbers_in(text: str) -> tuple[int, ...]:
    """Return the whole numbers written in digits; thousands may be set apart: 1,000 is one number."""
    joined = re.sub(r"(?<=\d)[,.\u00a0\u202f\u2009 ](?=\d{3}(?!\d))", "", text)
    return tuple(int(number) for number in re.findall(r"\d+", joined))


def clean(text: str) -> str:
    """Return *text* in the Unicode form that is signed."""
    return normalize("NFC", text)


def english_day(on: date) -> str:
    """Write a date in English, with the name of its month."""
    return f"{on.day} {ENGLISH.months[on.month - 1]} {on.year}"


def _line(claim: Claim, names: Mapping[PartyId, str]) -> str:
    statement = claim.statement
    party = names.get(PartyId(statement.party), statement.party)
    office = statement.office if party in {statement.office, ""} else f"{statement.office} ({party})"
    channel = "" if statement.channel is None else f", {statement.channel}"
    return f"{office}, {english_day(statement.said_on)}{channel}: {_what(claim, names)}"


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
