"""Who is named in a text: offices, kinds of office beside a party, parties, and words that take somebody up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from homeward.statements.reader.marked import Marked
from homeward.statements.reader.patterns import Tag
from homeward.statements.reader.values import Span, Speaker

NEWS: Final = "NEWS"
BOTH: Final = "BOTH"
ANON: Final = "ANON"

_OF_A_STATE: Final = frozenset({"coord", "mfa", "mod"})
"""Kinds of office that a text names without their state where it is clear whose they are."""
_OFFICE_REACH: Final = 2
"""Words between a kind of office and its party: "the ministry of Russia", "the defence ministry in Moscow"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Tokens that name somebody who may speak. ``speaker`` None: a word that takes up the last speaker."""

    first: int
    past: int
    speaker: Speaker | None
    is_name: bool = False


def find_mentions(marked: Marked, first: int, past: int) -> Iterator[Mention]:
    """
    Yield who is named between two tokens, the longest name at each place.

    A word that takes somebody up is none where a name begins inside it: "the president" in "the president of Russia".
    """
    found = [*_offices(marked, first, past), *_kinds(marked, first, past), *_speakers(marked, first, past)]
    found += [*_parties(marked, first, past), *_pronouns(marked, first, past)]
    named = [one for one in found if one.speaker is not None]
    reached = first
    for one in sorted(found, key=lambda mention: (mention.first, -mention.past, mention.speaker is None)):
        is_part = one.speaker is None and any(one.first < other.first < one.past for other in named)
        if one.first >= reached and not is_part:
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
        elif tag.value == "io" and (body := marked.conflict.organisation) is not None:
            yield Mention(first=tag.first, past=tag.past, speaker=Speaker(party=body, role="io"), is_name=True)
        elif tag.value in _OF_A_STATE and (subject := _first_party(marked, first, tag.first)) is not None:
            speaker = Speaker(party=subject.value, role=tag.value, span=_span(marked, tag))
            yield Mention(first=tag.first, past=tag.past, speaker=speaker)
        elif tag.value != "unnamed":
            yield Mention(first=tag.first, past=tag.past, speaker=None)


def _first_party(marked: Marked, first: int, past: int) -> Tag | None:
    """Return the party that a sentence is about, whose office is named without it: the first that is no place."""
    for tag in marked.between("party", first, past):
        before = marked.on("preposition", tag.first - 1) if tag.first > first else None
        if before is None and not tag.clitics:
            return tag
    return None


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
            is_inside = tag.first <= one.first < tag.past  # "the ministry Russian of defence"
            apart = 0 if is_inside else tag.first - one.past if one.past <= tag.first else one.first - tag.past
            between = range(min(one.past, tag.past), max(one.first, tag.first))
            is_joined = not any(
                marked.on(name, at) for name in ("verb", "report", "sense", "breaker") for at in between
            )
            reach = 1 if tag.value == "media" else _OFFICE_REACH
            if 0 <= apart <= reach and marked.crossing(one.first, tag.first) == 0 and is_joined:
                options.append((apart, one))
    return min(options, key=lambda one: one[0])[1] if options else None


def _speakers(marked: Marked, first: int, past: int) -> Iterator[Mention]:
    for tag in marked.between("speaker", first, past):
        role = "narrator" if tag.value == NEWS else "unnamed"
        yield Mention(
            first=tag.first, past=tag.past, speaker=Speaker(party=tag.value, role=role, span=_span(marked, tag))
        )


def _parties(marked: Marked, first: int, past: int) -> Iterator[Mention]:
    tags = list(marked.between("party", first, past))
    used: set[int] = set()
    for at, tag in enumerate(tags):
        if at in used:
            continue
        nxt = tags[at + 1] if at + 1 < len(tags) else None
        is_pair = (
            nxt is not None
            and _are_two_sides(marked, tag, nxt)
            and nxt.first - tag.past == 1
            and marked.on("number", tag.past, "and") is not None
        )
        is_written_together = nxt is not None and nxt.first == tag.past and marked.lexicon.is_joined(nxt)
        if _is_place(marked, tag):
            continue
        if nxt is not None and (is_pair or (is_written_together and _are_two_sides(marked, tag, nxt))):
            used.add(at + 1)
            speaker = Speaker(party=BOTH, role="unnamed", span=marked.text.span(tag.first, nxt.past))
            yield Mention(first=tag.first, past=nxt.past, speaker=speaker)
        else:
            yield Mention(
                first=tag.first,
                past=tag.past,
                speaker=Speaker(party=tag.value, role="unnamed", span=_span(marked, tag)),
            )


def _is_place(marked: Marked, tag: Tag) -> bool:
    """Tell whether a party's name says only where: "in Moscow"."""
    before = marked.on("preposition", tag.first - 1, "in") if tag.first else None
    return before is not None and before.past == tag.first and marked.on("party", tag.first - 1) is None


def _are_two_sides(marked: Marked, one: Tag, other: Tag) -> bool:
    sides = {marked.conflict.side_of(one.value), marked.conflict.side_of(other.value)}
    return len(sides) > 1 and None not in sides


def _pronouns(marked: Marked, first: int, past: int) -> Iterator[Mention]:
    for tag in marked.between("pronoun", first, past):
        yield Mention(first=tag.first, past=tag.past, speaker=None)


def _span(marked: Marked, tag: Tag) -> Span:
    return marked.text.span(tag.first, tag.past)
