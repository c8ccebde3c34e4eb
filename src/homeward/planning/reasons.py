"""Reasons in words, for three audiences that may know different things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, assert_never

from homeward.model.ids import CategoryId, TrancheId
from homeward.model.plans import Audience, Reason, ReasonCode
from homeward.model.terms import Terms

PUBLIC_SENTENCE: Final = "places follow the agreement; nothing is said about any person"


def reason_text(reasons: Sequence[Reason], *, audience: Audience, terms: Terms, tranche: TrancheId | None) -> str:
    """
    Return one sentence that says why somebody has a place.

    The neutral reads every step. A party reads the tranche, the clause of the order, and whether a group travels
    together: two people of one tranche who differ in health, priority or time held have the same sentence. The public
    reads nothing about a person, whatever *reasons* are.

    Source: GC III 109; protection of medical data, ICRC Handbook on Data Protection in Humanitarian Action.
    """
    match audience:
        case Audience.NEUTRAL:
            return f"{_where(reasons, tranche)}: {'; '.join(_says(one, terms) for one in reasons)}"
        case Audience.PARTY:
            return _for_party(reasons, terms, tranche)
        case Audience.PUBLIC:
            return PUBLIC_SENTENCE
        case _:
            assert_never(audience)


def _where(reasons: Sequence[Reason], tranche: TrancheId | None) -> str:
    if tranche is not None:
        return f"placed in {tranche}"
    return "in the reserve" if _has(reasons, ReasonCode.RESERVE) else "not placed"


def _for_party(reasons: Sequence[Reason], terms: Terms, tranche: TrancheId | None) -> str:
    order = "by the agreed order" if terms.priority is None else f"by the order of clause {terms.priority.clause}"
    group = ", together with a group" if _has(reasons, ReasonCode.GROUP) else ""
    return f"{_where(reasons, tranche)} {order}{group}"


def _has(reasons: Sequence[Reason], code: ReasonCode) -> bool:
    return any(one.code is code for one in reasons)


def _says(reason: Reason, terms: Terms) -> str:
    is_category = reason.code is ReasonCode.PRIORITY
    detail = terms.category(CategoryId(reason.detail)).name if is_category else reason.detail
    clause = "" if reason.clause is None else f" (clause {reason.clause})"
    return _SAYS[reason.code].format(detail=detail) + clause


_SAYS: Final[Mapping[ReasonCode, str]] = {
    ReasonCode.SERIOUS: "seriously sick or wounded, goes first ({detail})",
    ReasonCode.PRIORITY: "goes before others: {detail}",
    ReasonCode.GROUP: "travels together with a group",
    ReasonCode.LONGEST_HELD: "held for {detail} days, the longest held go first",
    ReasonCode.DRAW: "the public draw decided between equals",
    ReasonCode.RESERVE: "number {detail} of the reserve",
    ReasonCode.NOT_PLACED: "{detail}",
    ReasonCode.REPLACEMENT: "takes a place that fell free",
}
