"""Who says what stands at a place: the one quoted, the last act of saying before it, one that closes its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from homeward.statements.reader.cues import Cue
from homeward.statements.reader.marked import Marked
from homeward.statements.reader.mentions import NEWS
from homeward.statements.reader.tokens import Kind
from homeward.statements.reader.values import Speaker

NARRATOR: Final = Speaker(party=NEWS, role="narrator")

_SUBJECT_REACH: Final = 22
_CLOSING: Final = 9
"""Words that may follow an act of saying that closes a sentence: "officials said on Friday in Kyiv"."""
_APART: Final = 4
"""Breaks of clauses between a number and the "according to" after it."""
_BACK: Final = 2
"""Sentences that "this was announced by" may look back."""
_TITLE: Final = 4
"""A quotation of so few words is a name or a formula, nobody's speech."""
_BEFORE: Final = 400
_AFTER: Final = 600
"""What it costs, in code points, that an act of saying stands in another sentence than the quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who said it, where, relayed by whom, and by which rule that was found."""

    speaker: Speaker
    channel: str | None
    via: tuple[str, ...]
    rule: str


def said_at(marked: Marked, cues: Sequence[Sequence[Cue]], at: int, numbers: Sequence[int]) -> Said:
    """
    Return who says what stands at token *at*; *numbers* are the tokens where claims' numbers stand.

    In a quotation: the one who is quoted. Else the last act of saying before it in its sentence, an act after it that
    closes the sentence, or one in a later sentence that looks back. Else the reporter.
    """
    sentence = marked.tokens[at].sentence
    quotation = marked.text.quotation_at(marked.tokens[at].start)
    if quotation is not None and not _is_title(marked, quotation):
        found = _quoted(marked, cues, quotation)
        if found is not None:
            return found
    own = cues[sentence]
    before = [one for one in own if one.first <= at and one.kind != "this_was_said"]
    if before:
        return _said(before[-1], "speaker.before")
    after = [
        one
        for one in own
        if one.first > at
        and _is_in_clause_of(marked, one, at)
        and (_closes(marked, one, at, numbers) or _is_aside(marked, one))
    ]
    if after:
        return _said(after[0], "speaker.after")
    looking = _looks_back(marked, cues, sentence)
    if looking is not None:
        return _said(looking, "speaker.back")
    tally = _keeps_count(marked, at)
    if tally is not None:
        return Said(speaker=tally, channel=None, via=(), rule="speaker.tally")
    label = next((one for one in cues[0] if one.kind == "label"), None) if cues else None
    if label is not None:
        return _said(label, "speaker.label")
    return Said(speaker=NARRATOR, channel=None, via=(), rule="speaker.none")


def _is_in_clause_of(marked: Marked, cue: Cue, at: int) -> bool:
    """Tell whether no semicolon stands between: what follows one is another statement."""
    return not any(marked.tokens[one].text in ";\u061b" for one in range(at, cue.first))


def _said(cue: Cue, rule: str) -> Said:
    return Said(speaker=cue.speaker, channel=cue.channel, via=cue.via, rule=rule)


def _is_title(marked: Marked, quotation: int) -> bool:
    """Tell whether a quotation is a few words set apart ("1,000 for 1,000"), not somebody's speech."""
    start, end = marked.text.quotations[quotation]
    words = [one for one in marked.text.within(start, end) if one.kind is not Kind.MARK]
    return len(words) <= _TITLE


def _quoted(marked: Marked, cues: Sequence[Sequence[Cue]], quotation: int) -> Said | None:
    """Return who is quoted: the act of saying nearest to the quotation, in its sentences or the one before."""
    start, end = marked.text.quotations[quotation]
    inside = [one.sentence for one in marked.text.within(start, end)]
    first, last = inside[0], inside[-1]
    near: list[tuple[int, Cue]] = []
    for index in range(max(0, first - 1), min(len(cues), last + 2)):
        for cue in cues[index]:
            place = marked.tokens[cue.first].start
            if start <= place < end or cue.kind == "label":
                continue
            if (
                index == last + 1
                and cue.kind != "this_was_said"
                and marked.text.paragraphs[index] != marked.text.paragraphs[last]
            ):
                continue
            apart = start - place if place < start else place - end
            penalty = 0 if first <= index <= last else _BEFORE if index < first else _AFTER
            near.append((apart + penalty, cue))
    if not near:
        return None
    return _said(min(near, key=lambda one: one[0])[1], "speaker.quoted")


def _closes(marked: Marked, cue: Cue, at: int, numbers: Sequence[int]) -> bool:
    """Tell whether an act of saying closes its sentence: no number and few words stand after it."""
    if cue.kind == "this_was_said":
        return False
    _, past = marked.sentence(cue.first)
    if cue.kind == "according" and (marked.crossing(at, cue.first) > _APART or _is_relative(marked, cue)):
        return False
    if cue.kind == "according":
        return not any(cue.past <= one < past and marked.crossing(cue.past - 1, one) <= 1 for one in numbers)
    rest = [at for at in range(cue.past, past) if marked.is_word(at)]
    return len(rest) <= _CLOSING and not any(cue.past <= one < past for one in numbers)


def _is_relative(marked: Marked, cue: Cue) -> bool:
    """Tell whether "according to" stands in an aside that opens a clause: "which, according to the ministry, ..."."""
    first, _ = marked.sentence(cue.first)
    return any(marked.on("breaker", at, "clause") for at in range(max(first, cue.first - 2), cue.first))


def _keeps_count(marked: Marked, at: int) -> Speaker | None:
    """Read "the mediator's running total is N": who takes no side and keeps the count gives it."""
    first, _ = marked.sentence(at)
    totals = marked.near("scope", at, "cumulative", reach=_SUBJECT_REACH)
    parties = [tag for tag in marked.between("party", first, at) if marked.conflict.side_of(tag.value) is None]
    if (
        totals is None
        or not parties
        or any(True for tag in marked.between("party", first, at) if marked.conflict.side_of(tag.value) is not None)
    ):
        return None
    return Speaker(party=parties[0].value, role="mfa", span=marked.text.span(parties[0].first, parties[0].past))


def _is_aside(marked: Marked, cue: Cue) -> bool:
    """Tell whether an act of saying stands between marks, as ", the ministry said,": it then covers its sentence."""
    first, past = marked.sentence(cue.first)
    if cue.kind != "say" or cue.first == first or cue.past >= past:
        return False
    opens = any(marked.tokens[at].kind is Kind.MARK for at in range(max(first, cue.first - 2), cue.first))
    return opens and any(marked.tokens[at].kind is Kind.MARK for at in range(cue.past, min(cue.past + 3, past)))


def _looks_back(marked: Marked, cues: Sequence[Sequence[Cue]], sentence: int) -> Cue | None:
    for index in range(sentence, min(sentence + _BACK + 1, len(cues))):
        if marked.text.paragraphs[index] - marked.text.paragraphs[sentence] > 1:
            return None
        found = [one for one in cues[index] if one.kind == "this_was_said"]
        if found:
            return found[0]
        if index > sentence and cues[index]:
            return None
    return None
