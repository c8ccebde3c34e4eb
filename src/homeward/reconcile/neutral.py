"""A draft of a neutral statement: figures that all parties or the record support, and those to avoid, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.model.claims import Claim, Modality, Result, Scope, Verdict
from homeward.model.findings import Json
from homeward.reconcile.case import Case
from homeward.reconcile.parts import listed_parts, named_parts
from homeward.reconcile.slots import Said, Slot, gather, is_crossing, may_cover, slot_of
from homeward.reconcile.sureness import doubt
from homeward.reconcile.words import days, ids, ordered, speakers, unsure

_OPEN: Final = frozenset(
    {
        Result.CONTESTED,
        Result.DIFFERS_FROM_RECORD,
        Result.DISPUTE,
        Result.MISMATCH,
        Result.NEEDS_REVIEW,
        Result.PREMATURE,
        Result.REVISION,
        Result.ROUNDED,
    }
)
"""Results that are a reason to leave a figure out."""

_NUMBERS_APART: Final = frozenset({Result.DIFFERS_FROM_RECORD, Result.DISPUTE, Result.MISMATCH})
"""Results under which a figure is left out although all parties give it."""

_ABOUT_NUMBERS: Final = frozenset({"R1", "R2", "R3", "R4", "R5", "R8"})
_SENSES: Final = {Modality.AGREED: "agreed", Modality.EXPECTED: "expected", Modality.HELD: "held"}
_STATUS: Final = {
    Modality.AGREED: "An exchange has been agreed",
    Modality.BEGUN: "The exchange has begun",
    Modality.EXPECTED: "The exchange is expected to go on",
    Modality.ONGOING: "The exchange is under way",
}
"""What can be said without a number. "Completed" is never drafted: the record says it, or nobody does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence that may be said, with the claims behind it, and whether the record has the figure."""

    says: str
    claims: tuple[str, ...]
    in_record: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoided:
    """A figure or a word to avoid, and why."""

    figure: str
    reason: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeutralDraft:
    """A draft for people to change and to decide about. It is sent to nobody."""

    lines: tuple[Line, ...]
    avoid: tuple[Avoided, ...]


def draft_statement(case: Case, verdicts: Sequence[Verdict]) -> NeutralDraft:
    """
    Return what can be said with figures that all parties or the record support, and what to avoid.

    Every number among the claims that somebody says to be agreed, expected or done is either in a line or avoided with
    its reason. Nobody's number is preferred: two numbers in dispute are both avoided.
    """
    agreeing = {claim for one in verdicts if one.result is Result.AGREES_WITH_RECORD for claim in one.claims}
    lines: list[Line] = []
    avoid: list[Avoided] = []
    told: list[Said] = []
    for said in sorted(case.said, key=_widest_first):
        if said.slot.modality not in _SENSES and not is_crossing(said.slot.modality):
            continue
        in_record = any(claim.id in agreeing for claim in said.claims)
        reason = _reason(case, said, verdicts, in_record=in_record)
        if reason is not None:
            avoid.append(Avoided(figure=_figure(said), reason=reason, claims=ids(said.claims)))
        elif not any(_is_same(said, one) for one in told):
            told.append(said)
            lines.append(_line(case, said, in_record=in_record))
    lines += _status_lines(case, verdicts)
    return NeutralDraft(lines=tuple(lines), avoid=(*avoid, *_status_avoided(case, verdicts)))


def draft_record(draft: NeutralDraft) -> Json:
    """Return *draft* as JSON."""
    return {
        "lines": [{"says": one.says, "claims": list(one.claims), "in_record": one.in_record} for one in draft.lines],
        "avoid": [{"figure": one.figure, "reason": one.reason, "claims": list(one.claims)} for one in draft.avoid],
    }


def _widest_first(said: Said) -> tuple[object, ...]:
    on = said.slot.period
    return (on is None, "" if on is None else on.first.isoformat(), said.slot.scope is not Scope.PER_SIDE, str(said))


def _reason(case: Case, said: Said, verdicts: Sequence[Verdict], *, in_record: bool) -> str | None:
    mine = {claim.id for claim in said.claims}
    about = [one for one in verdicts if mine & set(one.claims)]
    apart = [one.says for one in about if one.result in _NUMBERS_APART]
    if apart:
        return apart[0]
    unsure_of = doubt((said,))
    if unsure_of is None and (in_record or _parties(case, support(case, said)) >= set(case.parties) != set()):
        return None
    open_questions = [one.says for one in about if one.result in _OPEN and one.rule in _ABOUT_NUMBERS]
    if open_questions:
        return open_questions[0]
    if unsure_of is not None:
        return f"It is not sure {unsure(unsure_of)}."
    return f"Only {speakers(said.claims)} said so."


def support(case: Case, said: Said) -> tuple[Claim, ...]:
    """Return the claims that give this number for these people, at once or as parts of one party that add up to it."""
    found = [claim for one in case.said if _is_same(said, one) for claim in one.claims]
    for one in (*named_parts(case), *listed_parts(case)):
        if _is_same(said, one.whole) and one.whole.span == one.computed:
            tellers = set.intersection(*({claim.statement.party for claim in part.claims} for part in one.parts))
            found += [claim for part in one.parts for claim in part.claims if claim.statement.party in tellers]
    return ordered(found)


def _parties(case: Case, claims: Iterable[Claim]) -> set[str]:
    told = {claim.statement.party for claim in claims}
    return set(case.parties) if "BOTH" in told else told & set(case.parties)


def _is_same(left: Said, right: Said) -> bool:
    if left.span != right.span or left.slot.kind != right.slot.kind or left.slot.period != right.slot.period:
        return False
    senses = (left.slot.modality, right.slot.modality)
    is_one_sense = senses[0] is senses[1] or all(is_crossing(one) for one in senses)
    return is_one_sense and (left.slot == right.slot or may_cover(left.slot, right.slot))


def _line(case: Case, said: Said, *, in_record: bool) -> Line:
    claims = support(case, said)
    behind = f"said by {speakers(claims)}" + ("; confirmed by the record" if in_record else "")
    return Line(says=f"{_figure(said)} ({behind}).", claims=ids(claims), in_record=in_record)


def _figure(said: Said) -> str:
    on = said.slot.period
    when = "" if on is None else f", {days(on.first, on.last)}"
    return f"{said}, {_SENSES.get(said.slot.modality, 'exchanged')}{when}"


def _status_lines(case: Case, verdicts: Sequence[Verdict]) -> list[Line]:
    lines = []
    for claims in _status(case).values():
        slot = slot_of(claims[0])
        is_open = bool(_open_about(claims, verdicts, _NUMBERS_APART | {Result.CONTESTED}))
        if slot.modality in _STATUS and not is_open and _parties(case, claims) >= set(case.parties) != set():
            when = "" if slot.period is None else f", {days(slot.period.first, slot.period.last)}"
            says = f"{_STATUS[slot.modality]}{when} (said by {speakers(claims)})."
            lines.append(Line(says=says, claims=ids(claims), in_record=False))
    return lines


def _status_avoided(case: Case, verdicts: Sequence[Verdict]) -> tuple[Avoided, ...]:
    found = []
    for claims in _status(case).values():
        about = _open_about(claims, verdicts, _OPEN - {Result.NEEDS_REVIEW})
        mine = [claim for claim in claims if any(claim.id in one.claims for one in about)]
        if about and claims[0].modality not in _STATUS:
            figure = " / ".join(dict.fromkeys(f'"{claim.quote}"' for claim in mine))
            found.append(Avoided(figure=figure, reason=about[0].says, claims=ids(mine)))
    return tuple(found)


def _open_about(claims: Sequence[Claim], verdicts: Sequence[Verdict], results: frozenset[Result]) -> list[Verdict]:
    mine = {claim.id for claim in claims}
    return [one for one in verdicts if one.result in results and mine & set(one.claims)]


def _status(case: Case) -> Mapping[Slot, list[Claim]]:
    found: dict[Slot, list[Claim]] = {}
    for claim in case.claims:
        if claim.count is None and not gather((claim,)) and claim.category not in ("event", "list"):
            found.setdefault(slot_of(claim), []).append(claim)
    return found
