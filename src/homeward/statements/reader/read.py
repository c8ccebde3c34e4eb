"""Puts a reading together: language, configuration, numbers, statuses, and the fields of each claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from homeward.model.claims import ClaimCount, Modality, Scope
from homeward.model.documents import BlockKind, Document
from homeward.statements.reader.attribution import Said, said_at
from homeward.statements.reader.category import category_of_claim
from homeward.statements.reader.conflict import NO_CONFLICT, conflicts, parse_conflict, shipped_conflict
from homeward.statements.reader.cues import Cue, find_cues
from homeward.statements.reader.dates import Dated, find_dates
from homeward.statements.reader.decisions import Decision
from homeward.statements.reader.direction import direction_of
from homeward.statements.reader.frames import Earlier, Frame, frame_of
from homeward.statements.reader.language import language_of
from homeward.statements.reader.lexicon import languages, lexicon
from homeward.statements.reader.marked import Marked, conflict_tags, mark
from homeward.statements.reader.mentions import find_mentions
from homeward.statements.reader.numbers import find_numbers
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.phrases import PERSONS
from homeward.statements.reader.quantities import find_duals, find_quantities
from homeward.statements.reader.quantity import Quantity
from homeward.statements.reader.relevance import fit, near_exchange, relevance
from homeward.statements.reader.reliability import reliability
from homeward.statements.reader.scope import scope_of
from homeward.statements.reader.sense import sense_of
from homeward.statements.reader.status import Status, find_statuses
from homeward.statements.reader.tokens import Kind, cut
from homeward.statements.reader.values import Field, ReadClaim, Reading, Span, Speaker
from homeward.statements.reader.when import date_of
from homeward.statements.reader.wholes import whole_of

_READ: Final = frozenset({BlockKind.HEADLINE, BlockKind.BODY})
_PARAGRAPH: Final = re.compile(r"[^\n]+")
_ACTS: Final = frozenset(
    one.value for one in (Modality.OFFERED, Modality.DEMANDED, Modality.REFUSED, Modality.POSTPONED)
)
_YEARS: Final = range(1800, 2200)
"""Years of publication that days are counted from."""
NO_LANGUAGE: Final = "und"
"""No language of the lexicons (ISO 639: undetermined)."""


def read_document(document: Document, *, conflict: bytes | None = None) -> Reading:
    """
    Return what *document* claims about an exchange.

    Args:
        document: The text; its headline and body are read, its captions and sidebars are not.
        conflict: The configuration to read it with, as the bytes of a file; None tries every shipped one and reports
            the choice.
    """
    on = document.published_on
    published_on = on if on is not None and on.year in _YEARS else None
    parts = _parts(document)
    texts = [(lexicon(language), cut(document.text, spans, lexicon(language).cutting)) for language, spans in parts]
    options = [parse_conflict(conflict)] if conflict is not None else [shipped_conflict(one) for one in conflicts()]
    fits = {
        one.id: max((fit(conflict_tags(text, words, one), one) for words, text in texts), default=0) for one in options
    }
    scores = sorted(fits.items(), key=_best_first)
    best, score = scores[0]
    # A text in which no configuration knows a name is of none of them; one that is asked for is used all the same.
    is_known = score > 0 or conflict is not None
    chosen = next(one for one in options if one.id == best) if is_known else NO_CONFLICT
    marked = [mark(text, words, chosen, published_on) for words, text in texts]
    found = [claim for one in marked for claim in read_marked(one)]
    claims = _named(sorted(found, key=lambda one: (one.span, one.count is None)))
    return Reading(
        document=document.id,
        language=parts[0][0] if parts else NO_LANGUAGE,
        conflict=chosen.id,
        considered=tuple(scores),
        lexicons=tuple((language, lexicon(language).digest) for language, _ in parts),
        claims=claims,
        said_on=None if document.published_on is None else document.published_on.isoformat(),
    )


def _named(claims: Sequence[ReadClaim]) -> tuple[ReadClaim, ...]:
    """Give claims their ids in the order of the text; a part names its whole by the id of the claim at its place."""
    ids = {str(one.span): f"c{at:02d}" for at, one in enumerate(claims, 1) if one.count is not None}
    return tuple(
        replace(one, id=f"c{at:02d}", part_of=None if one.part_of is None else ids.get(one.part_of))
        for at, one in enumerate(claims, 1)
    )


def numbers_in(text: str, span: Span) -> frozenset[tuple[int, int]]:
    """
    Return the numbers that the grammar reads in ``text[span]``, each as its lowest and highest value.

    >>> sorted(numbers_in("between 100 and three thousand people", (0, 37)))
    [(100, 100), (3000, 3000)]
    """
    words = language_of(text[slice(*span)], languages())
    if words is None:
        return frozenset()
    known = lexicon(words)
    marked = mark(cut(text, (span,), known.cutting), known, NO_CONFLICT, None)
    return frozenset((one.value, one.value) for one in find_numbers(marked))


def _best_first(one: tuple[str, int]) -> tuple[int, str]:
    return -one[1], one[0]


def _parts(document: Document) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    """Return the paragraphs to read by language, the language of most of the text first."""
    known = languages()
    spans: dict[str, list[tuple[int, int]]] = {}
    seen: set[str] = set()
    for block in document.blocks:
        if block.kind not in _READ:
            continue
        for match in _PARAGRAPH.finditer(document.text, block.start, block.end):
            # A headline printed twice is said once.
            if match.group() in seen:
                continue
            seen.add(match.group())
            language = document.language or language_of(match.group(), known)
            if language in known:
                spans.setdefault(language, []).append(match.span())
    weight = {language: sum(end - start for start, end in found) for language, found in spans.items()}
    return [(one, tuple(spans[one])) for one in sorted(spans, key=lambda name: (-weight[name], name))]


def read_marked(marked: Marked) -> Iterator[ReadClaim]:
    """Yield the claims of a marked text; none where it is not about an exchange."""
    if not relevance(marked).is_relevant:
        return
    dates = find_dates(marked)
    quantities = find_quantities(marked, dates)
    quantities = tuple(sorted([*quantities, *find_duals(marked)], key=lambda one: one.number.first))
    near = near_exchange(marked, range(len(marked.text.sentences)))
    cues = find_cues(marked)
    yield from _quantity_claims(marked, [one for one in quantities if _sentence(marked, one) in near], cues, dates)
    for one in find_statuses(marked, quantities):
        if marked.tokens[one.first].sentence in near:
            yield _status_claim(marked, one, cues, (quantities, dates))


def _sentence(marked: Marked, quantity: Quantity) -> int:
    return marked.tokens[quantity.number.first].sentence


def _quantity_claims(
    marked: Marked, quantities: Sequence[Quantity], cues: Sequence[Sequence[Cue]], dates: Sequence[Dated]
) -> Iterator[ReadClaim]:
    places = [one.number.first for one in quantities]
    earlier = Earlier()
    for index, quantity in enumerate(quantities):
        said = said_at(marked, cues, quantity.number.first, places)
        frame = frame_of(marked, quantity, said, cues[_sentence(marked, quantity)], (quantities, dates))
        frame = replace(frame, earlier=earlier)
        scope = scope_of(frame)
        earlier.scopes[index] = scope.value
        direction, sense = direction_of(frame, scope.value), sense_of(frame)
        earlier.directions[index], earlier.senses[index] = direction.value, sense.value
        earlier.speakers[index] = said.speaker.party
        category = category_of_claim(frame, direction.value)
        earlier.categories[index] = category.value or PERSONS
        said = _acting(frame, said, sense)
        if _is_elsewhere(frame, quantity):
            continue
        when = date_of(frame, scope=scope.value, sense=sense.value or Modality.DONE.value)
        claim = _claim(
            marked,
            (quantity.first, quantity.past),
            said,
            {"scope": scope, "direction": direction, "modality": sense, "event_date": when},
            (quantity.count, category.value or PERSONS, category.rule),
        )
        whole = whole_of(frame) if scope.value == Scope.SUBSET.value else None
        yield replace(claim, part_of=None if whole is None else str(marked.text.span(*_ends(quantities[whole]))))


def _ends(quantity: Quantity) -> tuple[int, int]:
    return quantity.first, quantity.past


def _acting(frame: Frame, said: Said, sense: Decision) -> Said:
    """Let who promises, offers, demands or refuses speak, where nobody is named as saying it."""
    is_act = sense.value in _ACTS or sense.rule == "sense.promised"
    if said.rule != "speaker.none" or not is_act:
        return said
    party = None if frame.agent is None else frame.marked.conflict.party(frame.agent)
    if party is not None:
        return Said(speaker=Speaker(party=party.code, role="unnamed"), channel=None, via=(), rule="speaker.agent")
    named = [
        one for one in find_mentions(frame.marked, frame.span[0], frame.at) if one.is_name and one.speaker is not None
    ]
    speaker = named[-1].speaker if named else None
    return said if speaker is None else Said(speaker=speaker, channel=None, via=(), rule="speaker.agent")


def _is_elsewhere(frame: Frame, quantity: Quantity) -> bool:
    """Tell whether a number counts people killed, wounded or aboard: it is no number of an exchange."""
    is_aboard = frame.marked.near("block", frame.at, "around", reach=10) is not None
    verb = frame.verb
    is_killed = (
        verb is not None
        and verb.value == "kill"
        and quantity.category != "bodies"
        and not quantity.is_partitive
        and frame.marked.away(verb, quantity.past - 1) <= 6  # noqa: PLR2004 - "390 soldiers were killed"
    )
    return is_aboard or is_killed


def _status_claim(
    marked: Marked, status: Status, cues: Sequence[Sequence[Cue]], around: tuple[Sequence[Quantity], Sequence[Dated]]
) -> ReadClaim:
    quantities, dates = around
    at = status.first if status.sense is None else status.sense.first
    said = said_at(marked, cues, at, [one.number.first for one in quantities])
    frame = Frame(
        marked=marked,
        at=at,
        said=said,
        verb=None,
        agent=None,
        receiver=None,
        holder=None,
        dates=dates,
        numbers=quantities,
    )
    when = date_of(frame, scope=None, sense=status.modality.value, is_list=status.category == "list")
    direction = Decision(value="both" if marked.conflict.is_two_way else None, rule="direction.status")
    return _claim(
        marked,
        (status.first, status.past),
        said,
        {
            "scope": Decision(value=None, rule="scope.status"),
            "direction": direction,
            "modality": Decision(value=status.modality.value, rule=status.rule, tag=status.sense),
            "event_date": when,
        },
        (None, status.category, "category.status"),
    )


def _claim(
    marked: Marked,
    at: tuple[int, int],
    said: Said,
    decided: dict[str, Decision],
    what: tuple[ClaimCount | None, str, str],
) -> ReadClaim:
    span = marked.text.span(*at)
    first, past = marked.sentence(at[0])
    published = marked.published_on
    return ReadClaim(
        id="",
        quote=marked.text.text[span[0] : span[1]],
        span=span,
        evidence=marked.text.span(first, past),
        speaker=said.speaker,
        channel=said.channel,
        event_date=decided["event_date"].value,
        said_date=None if published is None else published.isoformat(),
        direction=decided["direction"].value,
        count=what[0],
        category=what[1],
        scope=None if decided["scope"].value is None else Scope(decided["scope"].value),
        modality=Modality(decided["modality"].value or Modality.DONE.value),
        via=said.via,
        superlative=_superlative(marked, at[0]),
        fields=(
            Field(name="speaker", rule=said.rule, confidence=reliability(said.rule), span=said.speaker.span),
            *([] if said.channel is None else [_plain_field("channel", f"channel.{said.channel}")]),
            *([] if what[0] is None else [_plain_field("count", f"count.{what[0].op.value}")]),
            _plain_field("category", what[2]),
            *(_field(marked, name, one) for name, one in decided.items()),
        ),
    )


def _plain_field(name: str, rule: str) -> Field:
    return Field(name=name, rule=rule, confidence=reliability(rule))


def _superlative(marked: Marked, at: int) -> str | None:
    """Return the words of a superlative that stand with a claim, to the end of its clause."""
    tag = marked.near("superlative", at, reach=12)
    if tag is None:
        return None
    _, past = marked.sentence(at)
    end = next((one for one in range(tag.past, past) if marked.crossing(one, tag.first) > 0), past)
    end = end - 1 if end == past and marked.tokens[past - 1].kind is Kind.MARK else end
    start, stop = marked.text.span(tag.first, max(end, tag.past))
    return marked.text.text[start:stop]


def _field(marked: Marked, name: str, decision: Decision) -> Field:
    tag: Tag | None = decision.tag
    return Field(
        name=name,
        rule=decision.rule,
        confidence=reliability(decision.rule),
        span=None if tag is None else marked.text.span(tag.first, tag.past),
    )
