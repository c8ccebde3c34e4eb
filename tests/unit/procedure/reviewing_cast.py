"""Pairs, opinions and reviews for tests. The rows are letters; the people do not exist."""

from __future__ import annotations

from datetime import UTC, datetime

from homeward.model.ids import OfficerId, RowId
from homeward.model.matches import Evidence, Match
from homeward.model.reviews import Cells, Opinion, Reason, Review, RowName, RowPair, Sameness, row_pair

AT = datetime(2026, 3, 5, 9, tzinfo=UTC)
WHY = {
    Sameness.SAME: Reason.NAMES_AND_DATE,
    Sameness.DIFFERENT: Reason.OTHER_DATE,
    Sameness.CANNOT_TELL: Reason.TOO_LITTLE,
}


def name(text: str) -> RowName:
    """Return a row: ``a1`` is on the list ``a``, ``b2`` on ``b``."""
    return RowName(f"{text[0]}/list/{text}")


def pair(text: str) -> RowPair:
    """Return the pair of two rows, written ``a1 b1``."""
    one, other = text.split()
    return row_pair(name(one), name(other))


def cells(text: str) -> Cells:
    """Return cells written ``surname=Kobzar birth_date=1980-01-02``."""
    return tuple(sorted((key, value) for key, _, value in (word.partition("=") for word in text.split())))


def said(who: str, what: Sameness) -> Opinion:
    """Return what one person said."""
    return Opinion(who=OfficerId(who), said=what, reason=WHY[what], note=None, at=AT)


def review(text: str, *whats: Sameness, content: tuple[str, str] | None = None) -> Review:
    """Return a review of ``a1 b1`` in which one person after the other said something."""
    rows = pair(text)
    told = content or (f"surname={rows[0]}", f"surname={rows[1]}")
    opinions = tuple(said(f"delegate-{number}", what) for number, what in enumerate(whats, 1))
    return Review(pair=rows, cells=(cells(told[0]), cells(told[1])), opinions=opinions)


def match(
    text: str, probability: float, *, is_proposed: bool = False, is_accepted: bool = False, **levels: str
) -> Match:
    """Return a match with levels of evidence."""
    one, other = pair(text)
    evidence = tuple(Evidence(field=field, level=level, weight=1.0) for field, level in levels.items())
    return Match(
        left=RowId(one),
        right=RowId(other),
        probability=probability,
        is_proposed=is_proposed,
        is_accepted=is_accepted,
        evidence=evidence,
    )


def sure(text: str, probability: float = 0.99) -> Match:
    """Return a match about which nothing is doubtful."""
    return match(text, probability, is_proposed=True, is_accepted=True)
