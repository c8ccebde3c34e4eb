"""Acts of saying: reporting verbs and their subjects, "according to", labels, offices with a verb nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.statements.reader.marked import Marked
from homeward.statements.reader.mentions import BOTH, NEWS, Mention, find_mentions
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.tokens import Kind
from homeward.statements.reader.values import Speaker

_SUBJECT_REACH: Final = 22
"""How far a subject may stand from its verb, as :meth:`Marked.cost` counts."""
_LONG_REACH: Final = 44
"""The same for who opens the sentence: "the ministry, which ..., says"."""
_HEAD: Final = 4
_ARTICLE: Final = 3
_INVERTED: Final = 6
_APPOSED: Final = 8
_LAST_CLAUSE: Final = 9
_ASIDE: Final = 8
_TITLE: Final = 4
"""Words before a name in a clause of its own: a verb and a title."""
_LABEL: Final = 14
_NOBODY: Final = frozenset({"io", "media", "unnamed"})
"""Roles that "he" and "the ministry" do not take up."""
_COMMAS: Final = frozenset([",", "\u060c", "\u2013", "\u2014"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """
    One act of saying in a sentence.

    ``kind``: ``say``, ``according``, ``this_was_said`` (looks back) or ``label`` (a line that names the source of all).
    """

    first: int
    past: int
    kind: str
    speaker: Speaker
    channel: str | None
    via: tuple[str, ...]


def find_cues(marked: Marked) -> tuple[tuple[Cue, ...], ...]:
    """Return for each sentence its acts of saying, in the order of the text."""
    cues: list[tuple[Cue, ...]] = []
    last: Cue | None = None
    for index in range(len(marked.text.sentences)):
        made = tuple(_sentence_cues(marked, index, last))
        cues.append(made)
        named = [one for one in made if one.speaker.party != NEWS]
        last = named[-1] if named else _antecedent(marked, index) or last
    return tuple(cues)


def _antecedent(marked: Marked, index: int) -> Cue | None:
    """Return the one office that a sentence without an act of saying is about: "he" in the next takes it up."""
    named = [one for one in find_mentions(marked, *marked.text.sentences[index]) if one.is_name]
    offices = [one for one in named if one.speaker is not None and one.speaker.role not in _NOBODY]
    if len(offices) != 1 or offices[0].speaker is None:
        return None
    only = offices[0]
    return Cue(first=only.first, past=only.past, kind="say", speaker=offices[0].speaker, channel=None, via=())


def _sentence_cues(marked: Marked, index: int, last: Cue | None) -> Iterator[Cue]:
    first, past = marked.text.sentences[index]
    mentions = tuple(find_mentions(marked, first, past))
    found = [cue for tag in marked.between("report", first, past) if (cue := _cue(marked, tag, mentions, last))]
    found += [cue for one in mentions if (cue := _complement(marked, one, found))]
    found += [
        cue for one in mentions if (cue := _before_colon(marked, one, found) or _in_last_clause(marked, one, found))
    ]
    found += [cue for one in mentions if (cue := _in_aside(marked, one, last, found))]
    subject = _as_subject(marked, mentions, found, first)
    found += [] if subject is None else [subject]
    if index == 0 and (not found or subject is not None):
        label = _label(marked, first, past, mentions)
        if label is not None:
            yield label
            return
    yield from sorted(found, key=lambda cue: cue.first)


def _complement(marked: Marked, mention: Mention, found: Sequence[Cue]) -> Cue | None:
    """Read an office and "that" with a verb between which no lexicon knows: "the headquarters maintains that ..."."""
    if mention.speaker is None or not mention.is_name or any(one.first <= mention.past for one in found):
        return None
    past = marked.sentence(mention.first)[1]
    for at in range(mention.past + 1, min(mention.past + 6, past)):
        if marked.tokens[at].kind is Kind.MARK and marked.tokens[at].text not in ",\u060c":
            return None
        if marked.on("breaker", at, "that"):
            channel = _channel(marked, _as_tag(at, at + 1), mention.speaker)
            return Cue(first=mention.first, past=at + 1, kind="say", speaker=mention.speaker, channel=channel, via=())
    return None


def _before_colon(marked: Marked, mention: Mention, found: Sequence[Cue]) -> Cue | None:
    """Read an office in the clause before a colon: "the ministry was brief: 45 for 45"."""
    if mention.speaker is None or found:
        return None
    first, past = marked.sentence(mention.first)
    colon = next((at for at in range(mention.past, past) if marked.tokens[at].text == ":"), None)
    if colon is None or colon + 1 >= past or marked.crossing(mention.past - 1, colon - 1) > 0:
        return None
    is_deed = next(marked.between("verb", first, colon), None) is not None or mention.first > first + 1
    if not mention.is_name and (is_deed or any(marked.on("number", at) for at in range(first, colon))):
        return None
    channel = _channel(marked, _as_tag(mention.first, colon), mention.speaker)
    return Cue(first=mention.first, past=colon + 1, kind="say", speaker=mention.speaker, channel=channel, via=())


def _in_last_clause(marked: Marked, mention: Mention, found: Sequence[Cue]) -> Cue | None:
    """Read an office in a short clause that closes the sentence after a comma: ", reckoned the ombudsman"."""
    if mention.speaker is None or not mention.is_name or found:
        return None
    first, past = marked.sentence(mention.first)
    marks = [at for at in range(first, mention.first) if marked.tokens[at].text in _COMMAS]
    if not marks or past - marks[-1] > _LAST_CLAUSE or mention.first - marks[-1] > _TITLE:
        return None
    # An office alone after a comma explains the name before it; with a word of its own it speaks.
    if not any(_is_plain(marked, at) for at in range(marks[-1] + 1, past) if not mention.first <= at < mention.past):
        return None
    channel = _channel(marked, _as_tag(mention.first, mention.past), mention.speaker)
    return Cue(first=marks[-1] + 1, past=mention.past, kind="say", speaker=mention.speaker, channel=channel, via=())


def _is_plain(marked: Marked, at: int) -> bool:
    """Tell whether a token is a word that is no date, channel or preposition: a verb, perhaps."""
    return marked.is_word(at) and not any(
        marked.on(section, at) for section in ("weekday", "month", "relative", "channel", "preposition", "period")
    )


def _in_aside(marked: Marked, mention: Mention, last: Cue | None, found: Sequence[Cue]) -> Cue | None:
    """Read a few words between commas that name somebody: ", the headquarters remarked,"."""
    if found or (mention.speaker is None and last is None):
        return None
    first, past = marked.sentence(mention.first)
    opens = [at for at in range(first, mention.first) if marked.tokens[at].text in _COMMAS]
    closes = [at for at in range(mention.past, past) if marked.tokens[at].text in _COMMAS]
    if not opens or not closes or closes[0] - opens[-1] > _ASIDE or mention.first - opens[-1] > _TITLE:
        return None
    words = [at for at in range(opens[-1] + 1, closes[0]) if not mention.first <= at < mention.past]
    speaker = _speaker(mention, last)
    if speaker is None or not any(_is_plain(marked, at) for at in words):
        return None
    if any(marked.on(section, at) for at in words for section in ("noun", "number", "breaker")):
        return None
    channel = _channel(marked, _as_tag(mention.first, mention.past), speaker)
    return Cue(first=opens[-1] + 1, past=closes[0], kind="say", speaker=speaker, channel=channel, via=())


def _as_subject(marked: Marked, mentions: Sequence[Mention], found: Sequence[Cue], start: int) -> Cue | None:
    """Read an office that opens the sentence: what it is said to do, it is taken to tell."""
    opening = next((one for one in mentions if one.speaker is not None), None)
    if found or opening is None or opening.speaker is None or not opening.is_name:
        return None
    # Who stands first speaks; what stands behind a noun or a preposition ("the planes of", "in") is no subject.
    is_first = opening.first == start or (opening.first == start + 1 and len(marked.tokens[start].text) <= _ARTICLE)
    if not is_first or marked.on("preposition", start) is not None:
        return None
    if opening.speaker.role == "unnamed" or marked.crossing(start, opening.first) > 0:
        return None
    channel = _channel(marked, _as_tag(opening.first, opening.past), opening.speaker)
    return Cue(first=start, past=opening.past, kind="say", speaker=opening.speaker, channel=channel, via=())


def _as_tag(first: int, past: int) -> Tag:
    return Tag(section="report", value="say", first=first, past=past)


def _label(marked: Marked, first: int, past: int, mentions: Sequence[Mention]) -> Cue | None:
    """Read a first line without a verb that names an office as the source of the whole text."""
    has_verb = any(True for _ in marked.between("verb", first, past)) or any(
        True for _ in marked.between("sense", first, past)
    )
    named = [one.speaker for one in mentions if one.is_name and one.speaker is not None]
    speakers = [one for one in named if one.role != "unnamed"]
    if has_verb or not speakers or past - first > _LABEL:
        return None
    return Cue(first=first, past=past, kind="label", speaker=speakers[0], channel="statement", via=())


def _cue(marked: Marked, tag: Tag, mentions: Sequence[Mention], last: Cue | None) -> Cue | None:
    if tag.value == "name_of_quote":
        return _labelled(marked, tag, mentions, last)
    mention = _subject(marked, tag, mentions) if tag.value == "say" else _following(marked, tag, mentions)
    if mention is None and tag.value == "this_was_said":
        mention = _subject(marked, tag, mentions)
    if tag.value == "according" and mention is None and _is_document(marked, tag.past):
        return None
    speaker = _speaker(_taken_up(mention, mentions), last)
    if speaker is None:
        return None
    begin = min(tag.first, mention.first if mention is not None and tag.value == "say" else tag.first)
    end = max(tag.past, mention.past if mention is not None else tag.past)
    speaker = _together(marked, mention, mentions) or speaker
    return Cue(
        first=begin if marked.crossing(begin, tag.first) == 0 else tag.first,
        past=end,
        kind=tag.value,
        speaker=speaker,
        channel=_channel(marked, tag, speaker),
        via=tuple(relays(marked, tag)),
    )


def _is_document(marked: Marked, at: int) -> bool:
    """Tell whether an agreement or a list is named, not somebody: "according to the agreement"."""
    end = min(at + 3, len(marked.tokens))
    return any(marked.on("event", one, "deal", "formula", "lists") for one in range(at, end))


def _together(marked: Marked, mention: Mention | None, mentions: Sequence[Mention]) -> Speaker | None:
    """Return ``BOTH`` where the subject stands beside one of the other side: "the ministry and the headquarters"."""
    if mention is None or mention.speaker is None or mention.speaker.party == BOTH:
        return None
    side = marked.conflict.side_of(mention.speaker.party)
    for one in mentions:
        other = None if one.speaker is None else marked.conflict.side_of(one.speaker.party)
        if one is mention or other in {None, side} or side is None:
            continue
        low, high = sorted((mention, one), key=lambda each: each.first)
        if any(low.past <= other.first < high.first for other in mentions):
            continue
        is_joined = high.first - low.past <= 5 and any(  # noqa: PLR2004 - "both X and the Y"
            marked.on("number", at, "and") for at in range(low.past, high.first)
        )
        if is_joined and not any(marked.on("report", at) for at in range(low.past, high.first)):
            return Speaker(party=BOTH, role="unnamed", span=marked.text.span(low.first, high.past))
    return None


def _taken_up(mention: Mention | None, mentions: Sequence[Mention]) -> Mention | None:
    """Return who a word such as "the president" takes up in its own sentence: the name just before it, else itself."""
    if mention is None or mention.speaker is not None:
        return mention
    before = [one for one in mentions if one.is_name and one.past <= mention.first <= one.past + _APPOSED]
    return before[-1] if before else mention


def _labelled(marked: Marked, tag: Tag, mentions: Sequence[Mention], last: Cue | None) -> Cue | None:
    """Read "Source: ...", "Quote: ...": a label before a colon."""
    if tag.past >= len(marked.tokens) or marked.tokens[tag.past].text != ":":
        return None
    after = [one for one in mentions if one.first >= tag.past and one.speaker is not None]
    speaker = after[0].speaker if after else None if last is None else last.speaker
    if speaker is None:
        return None
    # "Quote: ..." after "Source: statement by ...": said where the source was.
    channel = _channel(marked, tag, speaker) or (None if last is None else last.channel)
    return Cue(first=tag.first, past=tag.past, kind="say", speaker=speaker, channel=channel, via=())


def _speaker(mention: Mention | None, last: Cue | None) -> Speaker | None:
    if mention is not None and mention.speaker is not None:
        return mention.speaker
    return None if last is None else last.speaker


def _subject(marked: Marked, tag: Tag, mentions: Sequence[Mention]) -> Mention | None:
    """Return who is the subject of a verb of saying: who stands before it in its clause, or right after it."""
    mentions = [one for one in mentions if not _is_quoted_apart(marked, one, tag)]
    before = [one for one in mentions if one.past <= tag.first and not _is_addressed(marked, one)]
    after = [one for one in mentions if one.first >= tag.past and not _says_more(marked, tag.past, one.first)]
    options: list[tuple[int, Mention]] = [
        (marked.cost(one.past - 1, tag.first) + (0 if one.is_name else 2), one) for one in before
    ]
    late = 1 if marked.lexicon.is_verb_first else 9
    past = marked.sentence(tag.first)[1]
    thats = [*marked.between("breaker", tag.past, past, "that"), *marked.between("auxiliary", tag.past, past, "that")]
    after = [one for one in after if not any(that.first < one.first for that in thats)]
    options += [
        (marked.cost(tag.past - 1, one.first) + (1 if one.is_name else late), one)
        for one in after
        if one.first - tag.past <= _INVERTED
        and marked.crossing(tag.past - 1, one.first) == 0
        and (one.speaker is not None or marked.lexicon.is_verb_first)
    ]
    start = marked.sentence(tag.first)[0]
    # "The ministry, which ..., says": who opens the sentence may be its subject over a clause.
    options = [one for one in options if one[0] <= (_LONG_REACH if _opens(one[1], start) else _SUBJECT_REACH)]
    return min(options, key=lambda one: one[0])[1] if options else None


def _says_more(marked: Marked, first: int, past: int) -> bool:
    """Tell whether what is said begins between a verb of saying and a name: "reports say 12 people left North"."""
    return any(marked.on(section, at) for section in ("noun", "verb") for at in range(first, past))


def _is_addressed(marked: Marked, mention: Mention) -> bool:
    """Tell whether somebody is spoken to, not speaking: "thanks to the two governments"."""
    first = marked.sentence(mention.first)[0]
    return any(marked.on("preposition", at, "to") for at in range(max(first, mention.first - 2), mention.first))


def _is_quoted_apart(marked: Marked, mention: Mention, tag: Tag) -> bool:
    """Tell whether somebody is named inside a quotation that the verb of saying stands outside of."""
    named = marked.text.quotation_at(marked.tokens[mention.first].start)
    return named is not None and named != marked.text.quotation_at(marked.tokens[tag.first].start)


def _opens(mention: Mention, start: int) -> bool:
    return mention.speaker is not None and mention.first - start <= (_HEAD if mention.is_name else 1)


def _following(marked: Marked, tag: Tag, mentions: Sequence[Mention]) -> Mention | None:
    after = [one for one in mentions if one.first >= tag.past and marked.crossing(tag.past - 1, one.first) == 0]
    after = [one for one in after if one.first - tag.past <= _SUBJECT_REACH // 2]
    return min(after, key=lambda one: one.first + (0 if one.speaker is not None else 5)) if after else None


def _channel(marked: Marked, tag: Tag, speaker: Speaker) -> str | None:
    if speaker.party == NEWS:
        return None
    first, past = marked.sentence(tag.first)
    near = [one for one in marked.between("channel", first, past) if marked.away(one, tag.first) <= _SUBJECT_REACH]
    if near:
        return min(near, key=lambda one: marked.away(one, tag.first)).value
    return "press" if next(relays(marked, tag), None) is not None else None


def relays(marked: Marked, tag: Tag) -> Iterator[str]:
    """Yield the news outlets that stand with an act of saying: who relays it."""
    first, past = marked.sentence(tag.first)
    for one in marked.between("outlet", first, past):
        if marked.away(one, tag.first) <= _SUBJECT_REACH // 2:
            start, end = marked.text.span(one.first, one.past)
            yield marked.text.text[start:end]
