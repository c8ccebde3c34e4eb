"""Words typed while the keyboard stood on another layout: ``ghbdtn`` for привет."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Final

from homeward.names.scripts import Script, bare, plain, script_of
from homeward.names.units import EDGE_AFTER, EDGE_BEFORE

TABLE: Final = "neighbours.csv"

_KEYS: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
LAYOUTS: Final[Mapping[str, str]] = {
    "ar": "ذضصثقفغعهخحجدشسيبلاتنمكطئءؤر\u0001ىةوز",
    "be": "ёйцукенгшўзх'фывапролджэячсмітьбю",
    "he": ";/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ",
    "ru": "ёйцукенгшщзхъфывапролджэячсмитьбю",
    "uk": "'йцукенгшщзхїфівапролджєячсмитьбю",
}
"""What the keys of the US layout give on the common layouts of other languages: Arabic 101, Belarusian, Hebrew SI 1452,
Russian and Ukrainian, as shipped with desktop systems. Arabic ``b`` gives لا, which is one key."""

GAIN: Final = 7.0
"""Nats by which the other reading must be likelier: a thousand times, for about one word in a thousand is so typed."""

_LETTERS_TO_TELL: Final = 4
_ARABIC_LIGATURE: Final = {"\u0001": "لا"}
_SCRIPT_TABLES: Final = {
    Script.ARABIC: "arabic", Script.CYRILLIC: "cyrillic", Script.HEBREW: "hebrew", Script.LATIN: "latin",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Retyped:
    """A word as the same keys give it on other layouts, as ``en>ru``. ``gain``: how much likelier it is, in nats."""

    text: str
    layouts: tuple[str, ...]
    gain: float

    @property
    def why(self) -> str:
        """Why it was proposed."""
        return f"typed on the keyboard of another language: {', '.join(self.layouts)}"


def retyped(word: str) -> Retyped | None:
    """
    Return *word* as it was most likely meant, where it was typed on the wrong layout; None where it was not.

    Words of fewer than four letters are left alone: they say too little.

    >>> retyped("Bdfyjd")
    Retyped(text='иванов', layouts=('en>ru', 'en>uk'), gain=13.88)
    >>> retyped("Ivanov") is None
    True
    """
    text = word.casefold()
    if not _LETTERS_TO_TELL <= len(text) <= 4 * len(_KEYS):
        return None
    as_it_is = _likelihood(text)
    readings = list(_readings(text))
    gain, best = max(((_likelihood(other) - as_it_is, other) for _, other in readings), default=(0.0, ""))
    if gain < GAIN:
        return None
    return Retyped(text=best, layouts=tuple(name for name, other in readings if other == best), gain=round(gain, 2))


def _readings(text: str) -> Iterator[tuple[str, str]]:
    for language, keys in LAYOUTS.items():
        for layout, table in ((f"en>{language}", _table(_KEYS, keys)), (f"{language}>en", _table(keys, _KEYS))):
            source = text.replace("لا", "\u0001") if layout == "ar>en" else text
            if all(one in table for one in source):
                other = "".join(table[one] for one in source)
                yield layout, other.replace("\u0001", _ARABIC_LIGATURE["\u0001"])


@cache
def _table(source: str, target: str) -> dict[str, str]:
    return dict(zip(source, target, strict=True))


def _likelihood(text: str) -> float:
    """Return how likely *text* is as a name of its script: the sum of logarithms over its pairs of neighbours."""
    word = plain(text)
    signs = sum(not one.isalpha() and one not in "'’" for one in text)  # a sign inside a name is as rare as a rare pair
    table = _neighbours().get(_SCRIPT_TABLES.get(script_of(word), ""), {})
    spelled = EDGE_BEFORE + (bare(word) if script_of(word) is Script.LATIN else word) + EDGE_AFTER
    logs = [table.get(first + second, table.get(first, _RAREST)) for first, second in pairwise(spelled)]
    return sum(logs) + signs * _RAREST


_RAREST: Final = -9.0


@cache
def _neighbours() -> Mapping[str, Mapping[str, float]]:
    """Return, by script, the logarithm of how often one letter follows another; under one letter, of an unseen pair."""
    lines = resources.files("homeward.names").joinpath(TABLE).read_text(encoding="utf-8").splitlines()
    counts: dict[str, dict[str, int]] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        counts.setdefault(row["script"], {})[row["pair"]] = int(row["count"])
    return {script: _logs(pairs) for script, pairs in counts.items()}


def _logs(pairs: Mapping[str, int]) -> dict[str, float]:
    letters = {pair[0] for pair in pairs}
    totals = {letter: sum(count for pair, count in pairs.items() if pair[0] == letter) for letter in letters}
    logs = {pair: math.log(count / totals[pair[0]]) for pair, count in pairs.items()}
    return logs | {letter: math.log(1 / (total + len(letters))) for letter, total in totals.items()}
