"""Which texts are copies of one: the same agency report, reprinted, is one source however often it is printed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

WORDS_PER_SHINGLE: Final = 5
"""Words in a row that are compared."""

COPIED_SHARE: Final = 0.5
"""Of the shorter text: with as much in common, one was copied from the other. Judgement."""

RELATED_SHARE: Final = 0.2
"""With as much in common, the same numbers, and the same credit or the same quotation, both come from one text."""

FEWEST_SHINGLES: Final = 4
"""Too short a text says nothing about where it comes from."""

_LONG_QUOTATION: Final = 8
_DIGITS: Final = 16
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d{3})*")
_QUOTED = re.compile(r'["“«„](?P<words>[^"”»“«„]{1,2000})["”»“]')
_CREDIT = re.compile(
    r"/(?P<end>[A-Z][\w ]{1,14})/?\s*$|^[^.\n]{0,60}\((?P<start>[A-Z][\w ]{1,14})\)\s*[-–—]", re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    """What is compared of a text."""

    digest: str
    shingles: frozenset[tuple[str, ...]]
    numbers: frozenset[str]
    quotations: frozenset[tuple[str, ...]]
    credit: str | None


def origin_keys(texts: Mapping[str, str]) -> Mapping[str, str]:
    """
    Return a key for each of *texts* (by the document's id); copies of one text, and nothing else, share a key.

    The order of the documents changes nothing, and a further copy changes who shares a key with whom for itself only.

    >>> keys = origin_keys({"a": "one two three four five six seven eight nine", "b": "another report altogether"})
    >>> keys["a"] == keys["b"]
    False
    """
    prints = {name: _print(text) for name, text in texts.items()}
    group = {name: name for name in prints}
    for left, right in combinations(sorted(prints), 2):
        if _are_copies(prints[left], prints[right]):
            old, new = sorted((group[left], group[right]), reverse=True)
            group = {name: new if one == old else one for name, one in group.items()}
    return {name: min(prints[one].digest for one in prints if group[one] == group[name]) for name in texts}


def credit_of(text: str) -> str | None:
    """
    Return the agency that a text credits at its end or after its dateline, None when it credits nobody.

    >>> credit_of("Both sides freed 390 people./REL"), credit_of("GENEVA (Agency) - Both sides ..."), credit_of("News")
    ('rel', 'agency', None)
    """
    found = [match["end"] or match["start"] for match in _CREDIT.finditer(text)]
    return found[-1].strip().casefold() if found else None


def _print(text: str) -> _Print:
    words = _words(text)
    in_rows = zip(*(words[n:] for n in range(WORDS_PER_SHINGLE)), strict=False)
    quoted = (tuple(_words(one["words"])) for one in _QUOTED.finditer(text))
    return _Print(
        digest=hashlib.sha256(" ".join(words).encode()).hexdigest()[:_DIGITS],
        shingles=frozenset(in_rows),
        numbers=frozenset(_NUMBER.findall(text)),
        quotations=frozenset(one for one in quoted if len(one) >= _LONG_QUOTATION),
        credit=credit_of(text),
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _are_copies(left: _Print, right: _Print) -> bool:
    if left.digest == right.digest:
        return True
    fewest = min(len(left.shingles), len(right.shingles))
    if fewest < FEWEST_SHINGLES:
        return False
    share = len(left.shingles & right.shingles) / fewest
    has_one_root = bool(left.quotations & right.quotations) or (left.credit is not None and left.credit == right.credit)
    return share >= COPIED_SHARE or (share >= RELATED_SHARE and left.numbers == right.numbers and has_one_root)
