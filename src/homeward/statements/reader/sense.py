"""In which sense a number is said: done, expected, agreed, offered, held, and so on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from homeward.model.claims import Modality
from homeward.statements.reader.decisions import Decision, Rule, decide
from homeward.statements.reader.frames import Frame, numbers_of
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.wholes import counts_events, siblings, whole_of

_NEAR: Final = 10
_DENIED_CROSSING: Final = 3
_PARTICLE: Final = 2
_CLOSE: Final = 3
"""Words between "N for N" and the word for an agreement that it names: "the 1,000 for 1,000 deal"."""
_DEAL_REACH: Final = 8
_CLAUSE: Final = 18
_HELD_REACH: Final = 8
_INSTEAD_REACH: Final = 2


def sense_of(frame: Frame) -> Decision:
    """Return in which sense a number is said."""
    return decide(_SENSES, frame, otherwise=Decision(value=Modality.DONE.value, rule="sense.plain"))


def _instead(frame: Frame) -> Tag | None:
    for tag in frame.senses("superseded"):
        if tag.past <= frame.at and frame.at - tag.past <= _INSTEAD_REACH:
            return tag
    return None


def _denied(frame: Frame) -> Tag | None:
    """Read "denied that 300 ...", "it is false that 300 ...": what somebody says is not so."""
    marked = frame.marked
    for tag in frame.senses("denied"):
        is_open = tag.first < frame.at and marked.crossing(tag.first, frame.at) <= _DENIED_CROSSING
        if is_open and next(marked.between("report", tag.past, frame.at, "say"), None) is None:
            return tag
    return None


def _negated(frame: Frame) -> Tag | None:
    """Read "did not return 50", "the exchange of 50 did not take place": a negation before the verb of the number."""
    marked = frame.marked
    verbs = [] if frame.verb is None else [frame.verb]
    verbs += [tag for tag in frame.senses("happened") if marked.crossing(tag.first, frame.at) == 0]
    for verb in verbs:
        # Between "not" and its verb stands at most a particle: "nuk i ktheu".
        is_apart = marked.is_word(verb.first - 1) and len(marked.tokens[verb.first - 1].text) <= _PARTICLE
        at = verb.first - 2 if is_apart and not marked.on("negation", verb.first - 1) else verb.first - 1
        tag = marked.on("negation", at, "not") if at >= frame.span[0] else None
        if tag is not None:
            return tag
    return None


def _by_deal(frame: Frame) -> Tag | None:
    """Read "under the agreement": all of its sentence is agreed."""
    return next(frame.senses("by_deal"), None)


def _in_deal(frame: Frame) -> Tag | None:
    """Read "N for N" beside a word for the agreement, or for its formula: the number is what was agreed."""
    if frame.quantity is None or frame.quantity.ratio is None:
        return None
    if _sense_near("expected", reach=12)(frame) is not None and _is_event_ahead(frame):
        return None
    deal, formula = _beside(frame, "deal"), _beside(frame, "formula")
    if deal is not None and _apart(frame, deal) <= _CLOSE:
        return deal
    # An exchange "in the format N for N" that is over, or took place, is done.
    return None if _completed_near(frame) else deal or formula


def _beside(frame: Frame, value: str) -> Tag | None:
    first, past = frame.span
    tags = [tag for tag in frame.marked.between("event", first, past, value) if _apart(frame, tag) <= _DEAL_REACH]
    return min(tags, key=lambda tag: _apart(frame, tag), default=None)


def _apart(frame: Frame, tag: Tag) -> int:
    quantity = frame.quantity
    ends = (frame.at,) if quantity is None else (quantity.first, quantity.past - 1)
    return min(frame.marked.away(tag, at) for at in ends)


def _is_event_ahead(frame: Frame) -> bool:
    """Tell whether an exchange is what is to come, in the clause of the number: "the exchange will be 500 for 500"."""
    marked = frame.marked
    return any(
        marked.crossing(event.first, sense.first) == 0 and marked.crossing(sense.first, frame.at) == 0
        for event in marked.between("event", *frame.span, "exchange")
        for sense in frame.senses("expected")
    )


def _completed_near(frame: Frame) -> bool:
    return any(frame.marked.crossing(one.first, frame.at) <= 1 for one in frame.senses("done", "happened"))


_INHERITED: Final = frozenset(
    one.value for one in (Modality.AGREED, Modality.EXPECTED, Modality.OFFERED, Modality.HELD)
)


def _of_whole(frame: Frame) -> str | None:
    """Give a part the sense of its whole."""
    whole = whole_of(frame)
    sense = (
        frame.earlier.senses.get(whole)
        if whole is not None and frame.earlier.scopes.get(frame.index) == "subset"
        else None
    )
    return sense if sense in _INHERITED else None


def _in_plan(frame: Frame) -> bool:
    """Read what "will" be done under an agreement just told as agreed."""
    if _sense_near("expected", reach=12)(frame) is None:
        return False
    first, past = frame.span
    start = frame.marked.sentence(first - 1)[0] if first else first
    told = [*frame.marked.between("sense", start, past, "agreed", "promised", "by_deal")]
    before = [] if start == first else [frame.numbers[at] for at in numbers_of(frame.marked, frame.numbers, start)]
    is_formula = any(one.ratio is not None for one in (*before, *siblings(frame)))
    # What has begun is no longer only agreed: what is still to come of it is expected.
    has_begun = next(frame.marked.between("sense", start, past, "begun", "ongoing"), None) is not None
    return bool(told) and not is_formula and not has_begun


def _held(frame: Frame) -> Tag | None:
    tags = list(frame.senses("held"))
    if frame.action == "hold" and tags:
        return tags[0]
    near = [
        one
        for one in tags
        if frame.marked.crossing(one.first, frame.at) == 0 and frame.marked.away(one, frame.at) <= _HELD_REACH
    ]
    return near[0] if near and frame.action is None else None


def _sense_near(*values: str, reach: int = _CLAUSE) -> Callable[[Frame], Tag | None]:
    """Return a rule that looks for words of these senses in the clause of the number or of its verb."""

    def rule(frame: Frame) -> Tag | None:
        marked, places = frame.marked, [frame.at]
        if frame.verb is not None:
            places.append(frame.verb.first)
        found = [
            (min(marked.away(tag, at) for at in places), tag)
            for tag in frame.senses(*values)
            if not _is_of_status(frame, tag)
            and not marked.names_time(tag)
            and min(marked.crossing(tag.first, at) for at in places) <= 1
            and not _governs_another(frame, tag)
            and not _is_after_deed(frame, tag)
        ]
        best = min(found, key=lambda one: one[0], default=None)
        return best[1] if best is not None and best[0] <= reach else None

    return rule


def _is_after_deed(frame: Frame, tag: Tag) -> bool:
    """
    Tell whether a word of sense comes after what was done with the number, and says something else.

    "100 had been returned and would be flown to ...", "16 had been released in a swap negotiated with ...".
    """
    marked, verb = frame.marked, frame.verb
    if verb is None or tag.first < verb.past or tag.first < frame.at or tag.value not in {"agreed", "expected"}:
        return False
    is_joined = any(marked.on("number", at, "and") for at in range(max(verb.past, frame.at + 1), tag.first))
    is_attribute = marked.on("event", tag.first - 1, "exchange") is not None
    return is_attribute or (is_joined and marked.on("sense", verb.first, "expected", "agreed") is None)


def _is_of_status(frame: Frame, tag: Tag) -> bool:
    """Tell whether a word of sense after the number is part of a phrase about status ("expected to continue")."""
    return tag.first > frame.at and frame.marked.on("status", tag.first) is not None


def _counts_done(frame: Frame) -> bool:
    """Exchanges that are counted have taken place, unless they are to come."""
    return counts_events(frame) and next(frame.senses("expected"), None) is None


def _has_begun(frame: Frame) -> Tag | None:
    """Read "have begun the swap, swapping hundreds": what is exchanged in a sentence that tells a beginning."""
    if frame.action != "exchange" or frame.quantity is None or frame.quantity.ratio is not None:
        return None
    marked = frame.marked
    for tag in frame.senses("begun"):
        event = marked.near("event", tag.first, "exchange", reach=_NEAR)
        if event is not None and not marked.names_time(tag) and tag.first < frame.at:
            return tag
    return None


def _governs_another(frame: Frame, tag: Tag) -> bool:
    """Tell whether another number stands nearer to a word of sense, in the clause of that word."""
    marked = frame.marked
    own = marked.crossing(tag.first, frame.at)
    if own == 0:
        return False
    return any(
        one is not frame.quantity and marked.crossing(tag.first, one.number.first) < own for one in siblings(frame)
    )


_SENSES: Final[tuple[Rule, ...]] = (
    ("sense.instead", Modality.SUPERSEDED.value, _instead),
    ("sense.denied", Modality.DENIED.value, _denied),
    ("sense.events", Modality.DONE.value, _counts_done),
    ("sense.by-deal", Modality.AGREED.value, _by_deal),
    ("sense.deal", Modality.AGREED.value, _in_deal),
    ("sense.held", Modality.HELD.value, _held),
    ("sense.refused", Modality.REFUSED.value, _sense_near("refused", reach=10)),
    ("sense.postponed", Modality.POSTPONED.value, _sense_near("postponed", reach=10)),
    ("sense.demanded", Modality.DEMANDED.value, _sense_near("demanded", reach=12)),
    ("sense.promised", Modality.AGREED.value, _sense_near("promised", reach=14)),
    ("sense.offered", Modality.OFFERED.value, _sense_near("offered", reach=14)),
    ("sense.agreed", Modality.AGREED.value, _sense_near("agreed", reach=16)),
    ("sense.plan", Modality.AGREED.value, _in_plan),
    ("sense.expected", Modality.EXPECTED.value, _sense_near("expected", reach=12)),
    ("sense.pending", Modality.PENDING.value, _sense_near("pending", reach=8)),
    ("sense.negated", Modality.DENIED.value, _negated),
    ("sense.ongoing", Modality.ONGOING.value, _sense_near("ongoing", reach=4)),
    ("sense.begun", Modality.BEGUN.value, _sense_near("begun", reach=6)),
    ("sense.has-begun", Modality.BEGUN.value, _has_begun),
    ("sense.whole", None, _of_whole),
)
