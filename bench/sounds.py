"""Arabic and Hebrew names from their sound: written in their own script, and in Latin letters as clerks write them.

A name is kept as it sounds, one letter for one sound. Latin forms follow usage: English, French, and letter by letter
as in machine-readable travel documents (ICAO Doc 9303-3, section 6.C). Written apart from the program's own tables.

Sounds of Arabic: ʾ b t ṯ j ḥ ḫ d ḏ r z s š ṣ ḍ ṭ ẓ ʿ ġ f q k l m n h w y; short a i u, long ā ī ū; á is an alif
maqsura, ẗ a ta marbuta. Letters of Hebrew: ' E are alef and ayin, H het, V a vav for v, K a soft kaf, C tsadi, Q qof,
S shin, T tet; I O U are vowels that are written, A W a he at the end that sounds like a or not at all, L an inner alef.
"""

from __future__ import annotations

import random
from typing import Final

_ARABIC_LETTERS: Final = dict(
    zip("btṯjḥḫdḏrzsšṣḍṭẓʿġfqklmnhwyāīūáẗ", "بتثجحخدذرزسشصضطظعغفقكلمنهوياييوىة".replace("اييو", "ايو"), strict=True)
)
_ENGLISH: Final = {
    "ʾ": "", "ṯ": "th", "ḥ": "h", "ḫ": "kh", "ḏ": "dh", "š": "sh", "ṣ": "s", "ḍ": "d", "ṭ": "t", "ẓ": "z", "ʿ": "",
    "ġ": "gh", "ā": "a", "ī": "i", "ū": "u", "á": "a", "ẗ": "",
}  # fmt: skip
_FRENCH: Final = _ENGLISH | {"š": "ch", "j": "dj", "ū": "ou", "u": "ou", "w": "ou", "ḏ": "d", "ṯ": "th", "ẓ": "dh"}
_ICAO: Final = {
    "ء": "XE", "آ": "XAA", "أ": "XAE", "ؤ": "U", "إ": "I", "ئ": "XI", "ا": "A", "ب": "B", "ة": "XTA", "ت": "T",
    "ث": "XTH", "ج": "J", "ح": "XH", "خ": "XKH", "د": "D", "ذ": "XDH", "ر": "R", "ز": "Z", "س": "S", "ش": "XSH",
    "ص": "XSS", "ض": "XDZ", "ط": "XTT", "ظ": "XZZ", "ع": "E", "غ": "G", "ف": "F", "ق": "Q", "ك": "K", "ل": "L",
    "م": "M", "ن": "N", "ه": "H", "و": "W", "ى": "XAY", "ي": "Y",
}  # fmt: skip
_SUN: Final = "tṯdḏrzsšṣḍṭẓln"


def in_arabic(sounds: str) -> str:
    """Return a name in Arabic script, without short vowels, with every hamza in its seat."""
    return " ".join(_arabic_word(word) for word in sounds.split())


def _arabic_word(word: str) -> str:
    if word.startswith("al-"):
        return "ال" + _arabic_word(word[3:])
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    out = []
    for at, sound in enumerate(word):
        if sound == "ʾ":
            out.append(_hamza(word, at))
        elif at and word[at - 1] == "ʾ" and sound == "ā":
            continue
        elif not (at and sound == word[at - 1]):
            out.append(_ARABIC_LETTERS.get(sound, ""))
    return "".join(out)


_IRREGULAR: Final = {"allāh": "الله", "raḥmān": "رحمن", "dāwūd": "داود", "ṭāhā": "طه", "ʾibn": "ابن", "bin": "بن"}


def _hamza(word: str, at: int) -> str:
    after = word[at + 1 : at + 2]
    if at == 0:
        return "آ" if after == "ā" else "إ" if after in ("i", "ī") else "أ"
    if at == len(word) - 1:
        return "ء"
    before = word[at - 1]
    if "i" in (after, before) or before == "ī" or after == "ī":
        return "ئ"
    if "u" in (after, before) or after == "ū":
        return "ؤ"
    return "آ" if after == "ā" else "أ"


class ArabicClerk:
    """One clerk's way of writing: drawn once a row, then the same in every word of it."""

    def __init__(self, system: str, lots: random.Random) -> None:
        """Draw the habits of a clerk who writes by *system*: ``arabic``, ``english``, ``french`` or ``icao``."""
        self.system = system
        self.no_hamza = lots.random() < 0.4
        self.ta_as_ha = lots.random() < 0.15
        self.dotless = lots.random() < 0.1
        self.joined = lots.random() < 0.4
        self.assimilates = lots.random() < 0.3
        self.article = lots.choices(("al-", "Al ", "al", "el-", "El ", ""), (40, 25, 10, 12, 8, 5))[0]
        self.vowels = {
            "u": lots.choices("uo", (65, 35))[0], "a": lots.choices("ae", (80, 20))[0],
            "ū": lots.choices(("u", "oo"), (75, 25))[0],
            "ī": lots.choices(("i", "ee"), (75, 25))[0],
            "q": lots.choices("qk", (80, 20))[0], "ẗ": lots.choices(("", "h"), (65, 35))[0],
            "dh": lots.choices(("dh", "d", "z"), (60, 20, 20))[0],
            "ay": lots.choices(("ay", "ai", "ei"), (60, 30, 10))[0],
            "y": lots.choices("yi", (75, 25))[0],
        }  # fmt: skip
        self.single = lots.random() < 0.15

    def write(self, sounds: str) -> str:
        """Return the name as this clerk writes it."""
        if self.system == "arabic":
            return self._in_script(in_arabic(sounds))
        if self.system == "icao":
            return "".join(_ICAO.get(letter, letter) for letter in in_arabic(sounds))
        return self._in_latin(sounds)

    def _in_script(self, text: str) -> str:
        if self.no_hamza:
            text = text.translate(str.maketrans("أإآ", "ااا"))
        if self.ta_as_ha:
            text = text.replace("ة", "ه")
        if self.dotless and text.endswith("ي"):
            text = text[:-1] + "ى"
        return text.replace("عبد ", "عبد") if self.joined else text

    def _in_latin(self, sounds: str) -> str:
        words = sounds.split()
        spelled = [self._latin_word(word) for word in words]
        if words[0] != "ʿabd" or len(words) < 2:
            return " ".join(spelled)
        return self._servant(words[1], spelled[0])

    def _servant(self, of: str, abd: str) -> str:
        """Write a name of ``ʿabd`` in one word, in two, or with the article between."""
        if of == "allāh":
            return f"{abd}{'e' if self.system == 'french' else 'u'}llah" if self.joined else f"{abd}ullah"
        bare = of.removeprefix("al-")
        name = self._latin_word(bare)
        link = bare[0] if self.assimilates and bare[0] in _SUN else "l"
        link = {"š": "sh", "ṯ": "th", "ḏ": "dh"}.get(link, self._latin_word(link).lower())
        vowel = "e" if self.system == "french" else "u" if self.joined else "a"
        if self.joined:
            return f"{abd}{vowel}{link}{name.lower()}"
        return f"{abd}{vowel}l {name}" if self.article.startswith(("e", "E", "A")) else f"{abd} {vowel}{link}-{name}"

    def _latin_word(self, word: str) -> str:
        if word.startswith("al-"):
            return self._with_article(word[3:])
        table = _FRENCH if self.system == "french" else _ENGLISH
        out, at = [], 0
        while at < len(word):
            sound = word[at]
            if word[at : at + 2] in ("iy", "uw") and word[at : at + 3] in ("iyy", "uww") and at + 3 == len(word):
                sound, at = "ī" if sound == "i" else "ū", at + 2
            out.append(self._latin_sound(word, at, sound, table))
            at += 1
        # Two sounds that French writes with the same letters are written once: Daoud.
        spelled = "".join(out).replace("ouou", "ou")
        if self.single:
            spelled = "".join(one for at, one in enumerate(spelled) if not at or one != spelled[at - 1] or one in "eo")
        return spelled[:1].upper() + spelled[1:]

    def _latin_sound(self, word: str, at: int, sound: str, table: dict[str, str]) -> str:
        before, after = word[at - 1 : at] if at else "", word[at + 1 : at + 2]
        if sound == "a" and after == "y" and word[at + 2 : at + 3] not in ("y", "a", "ā"):
            return self.vowels["ay"][0]
        if sound == "y" and before == "a" and after not in ("y", "a", "ā"):
            return self.vowels["ay"][1]
        if sound in ("ḏ", "ẓ") and self.system == "english":
            return self.vowels["dh"] if sound == "ḏ" else table[sound]
        if self.system == "french" and sound in ("ū", "u", "w", "j"):
            return ("w" if sound == "w" and not before else "u" if sound == "u" and self.vowels["u"] == "o"
                    else "j" if sound == "j" and self.single else table[sound])  # fmt: skip
        if sound in ("u", "ū", "ī", "q", "ẗ"):
            return self.vowels[sound]
        # A clerk who hears e writes it between plain consonants only: Ahmed, but Hasan.
        if sound == "a" and self.vowels["a"] == "e" and at > 1 and before not in ("ḥ", "ʿ", "ṣ", "ṭ", "q") and after:
            return "e"
        return table.get(sound, sound)

    def _with_article(self, name: str) -> str:
        spelled = self._latin_word(name)
        if self.assimilates and name[0] in _SUN and self.article.endswith("-"):
            return f"a{spelled[: 2 if name[0] in 'šṯḏ' else 1].lower()}-{spelled}"
        return self.article + (spelled if self.article != "al" else spelled.lower())


_HEBREW_LETTERS: Final = {
    "'": "א", "b": "ב", "v": "ב", "g": "ג", "d": "ד", "h": "ה", "V": "ו", "z": "ז", "H": "ח", "T": "ט", "y": "י",
    "k": "כ", "K": "כ", "l": "ל", "m": "מ", "n": "נ", "s": "ס", "E": "ע", "p": "פ", "f": "פ", "C": "צ", "Q": "ק",
    "r": "ר", "S": "ש", "t": "ת", "I": "י", "O": "ו", "U": "ו", "A": "ה", "W": "ה", "L": "א",
}  # fmt: skip
_FINAL: Final = str.maketrans("כמנפצ", "ךםןףץ")
_HEBREW_LATIN: Final = {"'": "", "V": "v", "T": "t", "K": "kh", "E": "", "Q": "k", "S": "sh", "I": "i", "O": "o",
                        "U": "u", "A": "a", "W": "", "L": ""}  # fmt: skip


class HebrewClerk:
    """One clerk's way of writing Hebrew names: plene or defective, and the Latin habits of English."""

    def __init__(self, system: str, lots: random.Random) -> None:
        """Draw the habits of a clerk who writes by *system*: ``hebrew`` or ``latin``."""
        self.system = system
        self.plene = lots.random() < 0.25
        self.letters = {
            "H": lots.choices(("ch", "h", "kh"), (50, 35, 15))[0],
            "C": lots.choices(("tz", "ts", "z"), (55, 30, 15))[0],
            "v": lots.choices("vw", (92, 8))[0],
            "K": lots.choices(("ch", "kh", "h"), (50, 35, 15))[0],
            "y": lots.choices("yji", (85, 5, 10))[0], "A": lots.choices(("a", "ah"), (50, 50))[0],
            "S": lots.choices(("sh", "ch", "sch"), (90, 5, 5))[0], "I": lots.choices(("i", "ee"), (85, 15))[0],
            "U": lots.choices(("u", "oo", "ou"), (75, 15, 10))[0],
        }  # fmt: skip

    def write(self, sounds: str) -> str:
        """Return the name as this clerk writes it. Capitals in *sounds* are letters of Hebrew, small vowels are not."""
        return " ".join(
            "-".join(self._word(part) for part in word.split("-") if part) for word in sounds.split() if word
        )

    def _word(self, word: str) -> str:
        if self.system == "hebrew":
            return self._in_script(word)
        spelled = "".join(self.letters.get(sound, _HEBREW_LATIN.get(sound, sound)) for sound in word)
        return spelled[:1].upper() + spelled[1:]

    def _in_script(self, word: str) -> str:
        plain = {"o": "ו", "i": "י", "u": "ו"} if self.plene else {}
        text = "".join(_HEBREW_LETTERS.get(sound, plain.get(sound, "")) for sound in word)
        return text[:-1] + text[-1:].translate(_FINAL)
