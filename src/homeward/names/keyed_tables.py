"""Tables of words that mean one thing in several languages, keyed by their folded forms."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from homeward.names.folding import VOWELLESS, fold

_WORD = re.compile(r"\d+|[^\W\d_]+(?:[\"'’״׳][^\W\d_]+)*")
_LAST_VOWELS: Final = re.compile(r"(?<=..)[aeiou]+$")


def words_in(text: str) -> list[str]:
    """Return the words and numbers of *text*, in their order."""
    return _WORD.findall(text)


def stem_of(word: str) -> str:
    """
    Return a folded *word* without its last vowels, on which the cases of a Slavic word fall together.

    >>> stem_of("бригада") == stem_of("бригади") == stem_of("бригады")
    True
    """
    folded = word if word.isdecimal() else fold(word)
    return folded if folded.startswith(VOWELLESS) else _LAST_VOWELS.sub("", folded)


@cache
def keyed_table(file: str, key: str) -> Mapping[tuple[str, ...], str]:
    """
    Return a table of this package as a map from the stems of each name to its key.

    Law: a name that stands in two lines leads to neither.
    """
    text = resources.files("homeward.names").joinpath(file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in csv.DictReader(lines, quoting=csv.QUOTE_NONE):
        for name in row["names"].split("|"):
            found[tuple(map(stem_of, words_in(name)))].add(row[key])
    return {stems: keys.pop() for stems, keys in found.items() if len(keys) == 1}
