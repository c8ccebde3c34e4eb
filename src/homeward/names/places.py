"""Places: spellings and former names of a place brought to one key."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from homeward.names.folding import VOWELLESS, fold, has_polish_spelling

TABLE: Final = "places.csv"

_KINDS = """
м г с д х місто город село деревня дер смт пгт селище посёлок поселок пос ст станица хутір хутор об р н рн ао
city town village of gorod misto selo pgt smt
україна украина ukraine россия росія russia рф russian federation
горад вёска вёсцы miasto wieś gmina
مدينة قرية بلدة محافظة قضاء ناحية مخيم עיר כפר מושב קיבוץ
"""
_REGIONS = """
обл область области області район района району респ республика республіка край края
oblast obl region raion rayon district republic province governorate
вобласць вобласці раён раёна województwo powiat
"""
_KIND_WORDS: Final = frozenset(_KINDS.split())
_REGION_WORDS: Final = frozenset(_REGIONS.split())
"""Words after the name of a region: the name stands apart from the settlement's, also without a comma."""

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
_ADJECTIVE = re.compile(r"(?:sk|ck|zk)(?:a|i|e|oe|oi)$")


@lru_cache(maxsize=100_000)
def place_key(text: str) -> tuple[str, ...]:
    """
    Return the keys of the names in *text*, most particular first: a settlement, then its district and region.

    Words that only say what kind of place it is are left out.

    >>> place_key("м. Київ") == place_key("Киев, Украина") == place_key("Kyiv city")
    True
    """
    ch_is_kh = has_polish_spelling(text)
    keys = (_key(words, ch_is_kh) for part in re.split(r"[,;()/]", text) for words in _names(part))
    return tuple(dict.fromkeys(key for key in keys if key))


def _names(part: str) -> Iterator[list[str]]:
    """Yield the words of each place named in *part*."""
    words: list[str] = []
    for word in _WORD.findall(part):
        if word.casefold() in _REGION_WORDS:
            yield words[:-1]
            words = words[-1:]
        elif word.casefold() not in _KIND_WORDS:
            words.append(word)
    yield words


def _key(words: list[str], ch_is_kh: bool) -> str:  # noqa: FBT001 - one private flag passed down
    joined = _joined(words, ch_is_kh)
    return _same_places().get(joined, joined)


def _joined(words: list[str], ch_is_kh: bool) -> str:  # noqa: FBT001 - as above
    folded = [fold(word, ch_is_kh=ch_is_kh) for word in words]
    mark = VOWELLESS if any(one.startswith(VOWELLESS) for one in folded) else ""
    return mark + _ADJECTIVE.sub("sk", "".join(one.removeprefix(VOWELLESS) for one in folded))


@cache
def _same_places() -> Mapping[str, str]:
    """Return the place of each name; a name of two places leads to neither, since nothing tells which is meant."""
    text = resources.files("homeward.names").joinpath(TABLE).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    places: defaultdict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(lines):
        for name in row["names"].split("|"):
            for words in _names(name):
                places[_joined(words, has_polish_spelling(name))].add(row["place"])
    return {name: own.pop() for name, own in places.items() if len(own) == 1}
