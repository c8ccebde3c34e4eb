"""Official tables of romanisation, for making test lists. Written apart from the program's own folding, on purpose.

Sources: KMU: Cabinet of Ministers of Ukraine, resolution 55 of 27 January 2010. ICAO: Doc 9303-3, section 6.B. GOST:
R 52535.1-2006. BGN: BGN/PCGN 1947 system for Russian. SCHOLARLY: ISO/R 9:1968. POLISH: the usage of Polish newspapers.
ENGLISH: what people type who know no table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One way to write Cyrillic in Latin letters: ``initial`` and ``after_vowel`` go before ``letters``."""

    letters: Mapping[str, str]
    initial: Mapping[str, str] = field(default_factory=dict)
    after_vowel: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


def _letters(text: str) -> dict[str, str]:
    pairs = (item.split(":") for item in text.split())
    return {source: target for source, target in pairs}  # noqa: C416 - a list of two is no tuple


_SIGNS = {"ь": "", "ъ": "", "'": "", "’": ""}
_BASE = "а:a б:b в:v д:d з:z к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f "

KMU = System(
    letters={
        **_letters(_BASE + "г:h ґ:g е:e є:ie ж:zh и:y і:i ї:i й:i х:kh ц:ts ч:ch ш:sh щ:shch ю:iu я:ia"),
        **_SIGNS,
    },
    initial=_letters("є:ye ї:yi й:y ю:yu я:ya"),
    groups={"зг": "zgh"},
)
ICAO_UK = System(
    letters={
        **_letters(_BASE + "г:h ґ:g е:e є:ie ж:zh и:y і:i ї:i й:i х:kh ц:ts ч:ch ш:sh щ:shch ю:iu я:ia"),
        **_SIGNS,
    },
    initial=_letters("є:ye ї:yi й:y ю:yu я:ya"),
)
ICAO_RU = System(
    letters={
        **_letters(_BASE + "г:g е:e ё:e ж:zh и:i й:i х:kh ц:ts ч:ch ш:sh щ:shch ы:y э:e ю:iu я:ia"),
        **_SIGNS,
        "ъ": "ie",
    }
)
GOST = System(
    letters={**_letters(_BASE + "г:g е:e ё:e ж:zh и:i й:i х:kh ц:tc ч:ch ш:sh щ:shch ы:y э:e ю:iu я:ia"), **_SIGNS}
)
BGN_RU = System(
    letters={
        **_letters(_BASE + "г:g е:e ё:ë ж:zh и:i й:y х:kh ц:ts ч:ch ш:sh щ:shch ы:y э:e ю:yu я:ya"),
        "ь": "’",
        "ъ": "”",
    },
    initial=_letters("е:ye ё:yë"),
    after_vowel=_letters("е:ye ё:yë"),
)
SCHOLARLY_UK = System(
    letters={
        **_letters(_BASE + "г:h ґ:g е:e є:je ж:ž и:y і:i ї:ji й:j х:ch ц:c ч:č ш:š щ:šč ю:ju я:ja"),
        **_SIGNS,
        "ь": "'",
    }
)
SCHOLARLY_RU = System(
    letters={**_letters(_BASE + "г:g е:e ё:ë ж:ž и:i й:j х:ch ц:c ч:č ш:š щ:šč ы:y э:è ю:ju я:ja"), **_SIGNS, "ь": "'"}
)
POLISH_UK = System(
    letters={
        **_letters("а:a б:b в:w г:h ґ:g д:d е:e є:ie ж:ż з:z и:y і:i ї:ji й:j к:k л:ł м:m н:n о:o п:p р:r с:s т:t у:u "
                   "ф:f х:ch ц:c ч:cz ш:sz щ:szcz ю:iu я:ia"),
        **_SIGNS,
    },
    initial=_letters("є:je ю:ju я:ja"), after_vowel=_letters("є:je ю:ju я:ja"),
    groups={"лі": "li", "лю": "lu", "ля": "la", "ль": "l", "нь": "ń", "сь": "ś", "ць": "ć"},
)  # fmt: skip
POLISH_RU = System(
    letters={
        **_letters("а:a б:b в:w г:g д:d е:e ё:io ж:ż з:z и:i й:j к:k л:ł м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:ch ц:c "
                   "ч:cz ш:sz щ:szcz ы:y э:e ю:iu я:ia"),
        **_SIGNS,
    },
    initial=_letters("е:je ю:ju я:ja"), after_vowel=_letters("е:je ю:ju я:ja"),
    groups={"ли": "li", "ле": "le", "лю": "lu", "ля": "la", "ль": "l"},
)  # fmt: skip
ENGLISH_UK = System(
    letters={**_letters(_BASE + "г:g ґ:g е:e є:ye ж:zh и:i і:i ї:yi й:y х:h ц:ts ч:ch ш:sh щ:sch ю:yu я:ya"), **_SIGNS},
    groups={"ий": "y", "ій": "iy"},
)
ENGLISH_RU = System(
    letters={**_letters(_BASE + "г:g е:e ё:yo ж:zh и:i й:y х:kh ц:ts ч:ch ш:sh щ:sch ы:y э:e ю:yu я:ya"), **_SIGNS},
    groups={"ий": "y", "ый": "y", "ия": "ia"},
)

VOWELS = frozenset("аеёєиіїоуыэюяьъ'’й")


def romanised(word: str, system: System) -> str:
    """Return *word* in Latin letters, with a capital where each part began with one."""
    return "-".join(_part(part, system) for part in word.split("-"))


def _part(word: str, system: System) -> str:
    text, out, at = word.lower(), [], 0
    while at < len(text):
        pair = text[at : at + 2]
        if pair in system.groups:
            out.append(system.groups[pair])
            at += 2
            continue
        out.append(_letter(text, at, system))
        at += 1
    joined = "".join(out)
    return joined[:1].upper() + joined[1:]


def _letter(text: str, at: int, system: System) -> str:
    letter = text[at]
    if at == 0 and letter in system.initial:
        return system.initial[letter]
    if at > 0 and text[at - 1] in VOWELS and letter in system.after_vowel:
        return system.after_vowel[letter]
    return system.letters.get(letter, letter)
