"""Who says what: reporting verbs and their subjects, "according to", quotations, and words that take up a speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.statements.reader.lexicon import Tag
from homeward.statements.reader.marked import Marked
from homeward.statements.reader.tokens import Kind
from homeward.statements.reader.values import Span, Speaker

NEWS: Final = "NEWS"
BOTH: Final = "BOTH"
ANON: Final = "ANON"
NARRATOR: Final = Speaker(party=NEWS, role="narrator")

_SUBJECT_REACH: Final = 22
_OFFICE_REACH: Final = 2
_HEAD: Final = 4
_LONG_REACH: Final = 44
_INVERTED: Final = 6
_APPOSED: Final = 8
_LAST_CLAUSE: Final = 9
_CLOSING: Final = 6
"""Words that may follow an act of saying that closes a sentence: "officials said on Friday in Kyiv"."""
_BACK: Final = 2
"""Sentences that "this was announced by" may look back."""
_COMMAS: Final = frozenset([",", "\u060c", "\u2013", "\u2014"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Tokens that name somebody who may speak. ``speaker`` None: a word that takes up the last speaker."""

    first: int
    past: int
    speaker: Speaker | None
    is_name: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who said it, where, relayed by whom, and by which rule that was found."""

    speaker: Speaker
    channel: str | None
    via: tuple[str, ...]
    rule: str


def find_cues(marked: Marked) -> tuple[tuple[Cue, ...], ...]:
    """Return for each sentence its acts of saying, in the order of the text."""
    cues: list[tuple[Cue, ...]] = []
    last: Cue | None = None
    for index in range(len(marked.text.sentences)):
        made = tuple(_sentence_cues(marked, index, last))
        cues.append(made)
        named = [one for one in made if one.speaker.party != NEWS]
        last = named[-1] if named else last
    return tuple(cues)


def said_at(marked: Marked, cues: Sequence[Sequence[Cue]], at: int, numbers: Sequence[int]) -> Said:
    """
    Return who says what stands at token *at*; *numbers* are the tokens where claims' numbers stand.

    In a quotation: the one who is quoted. Else the last act of saying before it in its sentence, an act after it that
    closes the sentence, or one in a later sentence that looks back. Else the reporter.
    """
    sentence = marked.tokens[at].sentence
    quotation = marked.text.quotation_at(marked.tokens[at].start)
    if quotation is not None and not _is_title(marked, quotation):
        found = _quoted(marked, cues, sentence, quotation)
        if found is not None:
            return found
    own = cues[sentence]
    before = [one for one in own if one.first <= at and one.kind != "this_was_said"]
    if before:
        return _said(before[-1], "speaker.before")
    after = [one for one in own if one.first > at and (_closes(marked, one, numbers) or _is_aside(marked, one))]
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


def _said(cue: Cue, rule: str) -> Said:
    return Said(speaker=cue.speaker, channel=cue.channel, via=cue.via, rule=rule)


def _is_title(marked: Marked, quotation: int) -> bool:
    """Tell whether a quotation is a few words set apart ("1,000 for 1,000"), not somebody's speech."""
    start, end = marked.text.quotations[quotation]
    words = [one for one in marked.tokens if start <= one.start < end and one.kind is not Kind.MARK]
    return len(words) <= 4  # noqa: PLR2004 - a name or a formula


def _quoted(marked: Marked, cues: Sequence[Sequence[Cue]], sentence: int, quotation: int) -> Said | None:
    """Return who is quoted: the act of saying nearest to the quotation, in its sentences or the one before."""
    start, end = marked.text.quotations[quotation]
    inside = [one.sentence for one in marked.tokens if start <= one.start < end]
    first, last = inside[0], inside[-1]
    near: list[tuple[int, Cue]] = []
    for index in range(max(0, first - 1), min(len(cues), last + 2)):
        for cue in cues[index]:
            place = marked.tokens[cue.first].start
            if start <= place < end or cue.kind == "label":
                continue
            if index == last + 1 and cue.kind != "this_was_said" and marked.text.paragraphs[index] != marked.text.paragraphs[last]:
                continue
            apart = start - place if place < start else place - end
            penalty = 0 if first <= index <= last else 400 if index < first else 600
            near.append((apart + penalty, cue))
    if not near:
        return None
    return _said(min(near, key=lambda one: one[0])[1], "speaker.quoted")


def _closes(marked: Marked, cue: Cue, numbers: Sequence[int]) -> bool:
    """Tell whether an act of saying closes its sentence: no number stands after it, and it opens no clause of its own."""
    if cue.kind == "this_was_said":
        return False
    _, past = marked.sentence(cue.first)
    if cue.kind == "according":
        return not any(cue.past <= one < past and marked.crossing(cue.past - 1, one) <= 1 for one in numbers)
    rest = [at for at in range(cue.past, past) if marked.is_word(at)]
    return len(rest) <= _CLOSING and not any(cue.past <= one < past for one in numbers)


def _keeps_count(marked: Marked, at: int) -> Speaker | None:
    """Read "the mediator's running total is N": who takes no side and keeps the count gives it."""
    first, _ = marked.sentence(at)
    totals = marked.near("scope", at, "cumulative", reach=_SUBJECT_REACH)
    parties = [tag for tag in marked.between("party", first, at) if marked.conflict.side_of(tag.value) is None]
    if totals is None or not parties or any(
        True for tag in marked.between("party", first, at) if marked.conflict.side_of(tag.value) is not None
    ):
        return None
    return Speaker(party=parties[0].value, role="mfa", span=_span(marked, parties[0]))


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


def _sentence_cues(marked: Marked, index: int, last: Cue | None) -> Iterator[Cue]:
    first, past = marked.text.sentences[index]
    mentions = tuple(find_mentions(marked, first, past))
    found = [cue for tag in marked.between("report", first, past) if (cue := _cue(marked, tag, mentions, last))]
    found += [cue for one in mentions if (cue := _complement(marked, one, found))]
    found += [cue for one in mentions if (cue := _before_colon(marked, one, found) or _in_last_clause(marked, one, found))]
    if index == 0 and not found:
        label = _label(marked, first, past, mentions)
        if label is not None:
            yield label
    yield from _merged(found)


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
    if mention.speaker is None or not mention.is_name or found:
        return None
    past = marked.sentence(mention.first)[1]
    colon = next((at for at in range(mention.past, past) if marked.tokens[at].text == ":"), None)
    if colon is None or colon + 1 >= past or marked.crossing(mention.past - 1, colon - 1) > 0:
        return None
    channel = _channel(marked, _as_tag(mention.first, colon), mention.speaker)
    return Cue(first=mention.first, past=colon + 1, kind="say", speaker=mention.speaker, channel=channel, via=())


def _in_last_clause(marked: Marked, mention: Mention, found: Sequence[Cue]) -> Cue | None:
    """Read an office in a short clause that closes the sentence after a comma: ", reckoned the ombudsman"."""
    if mention.speaker is None or not mention.is_name or found:
        return None
    first, past = marked.sentence(mention.first)
    marks = [at for at in range(first, mention.first) if marked.tokens[at].text in _COMMAS]
    if not marks or past - marks[-1] > _LAST_CLAUSE or mention.first - marks[-1] > 3:  # noqa: PLR2004 - one verb and a title
        return None
    if marks[-1] == mention.first - 1:
        return None
    channel = _channel(marked, _as_tag(mention.first, mention.past), mention.speaker)
    return Cue(first=marks[-1] + 1, past=mention.past, kind="say", speaker=mention.speaker, channel=channel, via=())


def _as_tag(first: int, past: int) -> Tag:
    return Tag(section="report", value="say", first=first, past=past)


def _merged(found: list[Cue]) -> Iterator[Cue]:
    """Keep one cue where two verbs say the same act ("said in a post")."""
    before: Cue | None = None
    for one in sorted(found, key=lambda cue: cue.first):
        yield one
        before = one
    _ = before


def _label(marked: Marked, first: int, past: int, mentions: Sequence[Mention]) -> Cue | None:
    """Read a first line without a verb that names an office as the source of the whole text."""
    has_verb = any(True for _ in marked.between("verb", first, past)) or any(
        True for _ in marked.between("sense", first, past)
    )
    offices = [one for one in mentions if one.speaker is not None and one.speaker.office is not None or one.is_name]
    speakers = [one.speaker for one in offices if one.speaker is not None and one.speaker.role != "unnamed"]
    if has_verb or not speakers or past - first > 14:  # noqa: PLR2004 - a line, not a sentence
        return None
    return Cue(first=first, past=past, kind="label", speaker=speakers[0], channel="statement", via=())


def _cue(marked: Marked, tag: Tag, mentions: Sequence[Mention], last: Cue | None) -> Cue | None:
    if tag.value == "name_of_quote":
        return _labelled(marked, tag, mentions, last)
    if tag.value == "say":
        mention = _subject(marked, tag, mentions)
    else:
        mention = _following(marked, tag, mentions)
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
        via=tuple(_relays(marked, tag)),
    )


def _together(marked: Marked, mention: Mention | None, mentions: Sequence[Mention]) -> Speaker | None:
    """Return ``BOTH`` where the subject stands beside another of the other side: "both the ministry and the headquarters"."""
    if mention is None or mention.speaker is None or mention.speaker.party == BOTH:
        return None
    side = marked.conflict.side_of(mention.speaker.party)
    for one in mentions:
        other = None if one.speaker is None else marked.conflict.side_of(one.speaker.party)
        if one is mention or other in {None, side} or side is None:
            continue
        low, high = sorted((mention, one), key=lambda each: each.first)
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
    before = [one for one in mentions if one.past <= tag.first]
    after = [one for one in mentions if one.first >= tag.past]
    options: list[tuple[int, Mention]] = [
        (marked.cost(one.past - 1, tag.first) + (0 if one.is_name else 2), one) for one in before
    ]
    late = 1 if marked.lexicon.is_verb_first else 9
    options += [
        (marked.cost(tag.past - 1, one.first) + (1 if one.is_name else late), one)
        for one in after
        if one.first - tag.past <= _INVERTED
        and marked.crossing(tag.past - 1, one.first) == 0
        and (one.speaker is not None or marked.lexicon.is_verb_first)
    ]
    start = marked.sentence(tag.first)[0]
    # "The ministry, which ..., says": who opens the sentence may be its subject over a clause.
    options = [
        one
        for one in options
        if one[0] <= (_LONG_REACH if _opens(one[1], start) else _SUBJECT_REACH)
    ]
    return min(options, key=lambda one: one[0])[1] if options else None


def _opens(mention: Mention, start: int) -> bool:
    return mention.speaker is not None and mention.first - start <= (_HEAD if mention.is_name else 1)


def _following(marked: Marked, tag: Tag, mentions: Sequence[Mention]) -> Mention | None:
    after = [one for one in mentions if one.first >= tag.past and marked.crossing(tag.past - 1, one.first) <= 1]
    after = [one for one in after if one.first - tag.past <= _SUBJECT_REACH // 2]
    return min(after, key=lambda one: one.first - (5 if one.is_name else 0)) if after else None


def _channel(marked: Marked, tag: Tag, speaker: Speaker) -> str | None:
    if speaker.party in {NEWS}:
        return None
    first, past = marked.sentence(tag.first)
    near = [one for one in marked.between("channel", first, past) if marked.away(one, tag.first) <= _SUBJECT_REACH]
    if near:
        return min(near, key=lambda one: marked.away(one, tag.first)).value
    return "press" if next(_relays(marked, tag), None) is not None else None


def _relays(marked: Marked, tag: Tag) -> Iterator[str]:
    first, past = marked.sentence(tag.first)
    for one in marked.between("outlet", first, past):
        if marked.away(one, tag.first) <= _SUBJECT_REACH // 2:
            start, end = marked.text.span(one.first, one.past)
            yield marked.text.text[start:end]


def find_mentions(marked: Marked, first: int, past: int) -> Iterator[Mention]:
    """Yield who is named between two tokens, the longest name at each place."""
    found = [*_offices(marked, first, past), *_kinds(marked, first, past), *_speakers(marked, first, past)]
    found += [*_parties(marked, first, past), *_pronouns(marked, first, past)]
    reached = first
    for one in sorted(found, key=lambda mention: (mention.first, -mention.past, mention.speaker is None)):
        if one.first >= reached:
            reached = one.past
            yield one


def _offices(marked: Marked, first: int, past: int) -> Iterator[Mention]:
    for tag in marked.between("office_of", first, past):
        office = marked.conflict.offices[int(tag.value)]
        speaker = Speaker(party=office.party, role=office.role, office=office.title, span=_span(marked, tag))
        yield Mention(first=tag.first, past=tag.past, speaker=speaker, is_name=True)


def _kinds(marked: Marked, first: int, past: int) -> Iterator[Mention]:
    """Yield offices named by their kind with a party beside them: "the Russian defence ministry"."""
    for tag in marked.between("office", first, past):
        party = _party_beside(marked, tag, first, past)
        if party is not None:
            low, high = min(tag.first, party.first), max(tag.past, party.past)
            speaker = Speaker(party=party.value, role=tag.value, span=marked.text.span(low, high))
            yield Mention(first=low, past=high, speaker=speaker, is_name=True)
        elif (owner := _owner(marked, tag, first)) is not None:
            speaker = Speaker(party=owner.value, role=tag.value, span=_span(marked, tag))
            yield Mention(first=tag.first, past=tag.past, speaker=speaker, is_name=True)
        elif tag.value == "media" or (tag.value == "unnamed" and _is_plural_source(marked, tag)):
            yield Mention(first=tag.first, past=tag.past, speaker=Speaker(party=ANON, role=tag.value))
        elif tag.value == "io" and marked.conflict.party("ICRC") is not None:
            yield Mention(first=tag.first, past=tag.past, speaker=Speaker(party="ICRC", role="io"), is_name=True)
        elif tag.value != "unnamed":
            yield Mention(first=tag.first, past=tag.past, speaker=None)


def _owner(marked: Marked, tag: Tag, first: int) -> Tag | None:
    """Return the party that "its ministry" takes up: the last one named before it in the sentence."""
    possessive = marked.on("possessive", tag.first - 1, "own") if tag.first > first else None
    parties = list(marked.between("party", first, tag.first))
    return parties[-1] if possessive is not None and parties else None


def _is_plural_source(marked: Marked, tag: Tag) -> bool:
    return marked.on("speaker", tag.first, ANON) is not None


def _party_beside(marked: Marked, tag: Tag, first: int, past: int) -> Tag | None:
    options: list[tuple[int, Tag]] = []
    for section in ("people", "party", "party_of", "forces"):
        for one in marked.between(section, first, past):
            apart = tag.first - one.past if one.past <= tag.first else one.first - tag.past
            between = range(min(one.past, tag.past), max(one.first, tag.first))
            is_joined = not any(marked.on(name, at) for name in ("verb", "report", "sense") for at in between)
            reach = 1 if tag.value == "media" else _OFFICE_REACH
            if 0 <= apart <= reach and marked.crossing(one.first, tag.first) == 0 and is_joined:
                options.append((apart, one))
    return min(options, key=lambda one: one[0])[1] if options else None


def _speakers(marked: Marked, first: int, past: int) -> Iterator[Mention]:
    for tag in marked.between("speaker", first, past):
        role = "narrator" if tag.value == NEWS else "unnamed"
        yield Mention(first=tag.first, past=tag.past, speaker=Speaker(party=tag.value, role=role, span=_span(marked, tag)))


def _parties(marked: Marked, first: int, past: int) -> Iterator[Mention]:
    tags = list(marked.between("party", first, past))
    used: set[int] = set()
    for at, tag in enumerate(tags):
        if at in used:
            continue
        nxt = tags[at + 1] if at + 1 < len(tags) else None
        is_pair = nxt is not None and _are_two_sides(marked, tag, nxt) and nxt.first - tag.past == 1 and marked.on("number", tag.past, "and") is not None
        is_written_together = nxt is not None and nxt.first == tag.past and nxt.clitics.startswith("\u0648")
        if nxt is not None and (is_pair or (is_written_together and _are_two_sides(marked, tag, nxt))):
            used.add(at + 1)
            speaker = Speaker(party=BOTH, role="unnamed", span=marked.text.span(tag.first, nxt.past))
            yield Mention(first=tag.first, past=nxt.past, speaker=speaker)
        else:
            yield Mention(
                first=tag.first, past=tag.past, speaker=Speaker(party=tag.value, role="unnamed", span=_span(marked, tag))
            )


def _are_two_sides(marked: Marked, one: Tag, other: Tag) -> bool:
    sides = {marked.conflict.side_of(one.value), marked.conflict.side_of(other.value)}
    return len(sides) > 1 and None not in sides


def _pronouns(marked: Marked, first: int, past: int) -> Iterator[Mention]:
    for tag in marked.between("pronoun", first, past):
        yield Mention(first=tag.first, past=tag.past, speaker=None)


def _span(marked: Marked, tag: Tag) -> Span:
    return marked.text.span(tag.first, tag.past)
