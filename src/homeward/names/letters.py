"""Letter tables: from Cyrillic, Latin, Arabic and Hebrew letters to one folded alphabet.

The folded alphabet is ``a b c d e f h i j k l m n o p q r s t u v w x z``. Most letters read as in Latin; these do not:
``c`` ц, ``h`` г ґ х, ``i`` и і ї й ы, ``j`` ж, ``q`` ч, ``w`` ш, ``x`` щ. It is for comparing and is never shown.

Sources of the spellings that must fall together: Ukrainian Cabinet resolution 55 of 2010 (KMU), ICAO Doc 9303-3
section 6 (Cyrillic, Arabic), GOST R 52535.1-2006, GOST 7.79-2000 B, BGN/PCGN 1947 and 2019, the scholarly system of
ISO/R 9 (1968), and Polish newspaper spelling.
"""

from __future__ import annotations

from typing import Final

CYRILLIC: Final = str.maketrans(
    {
        **dict(zip("абвгґдеєэжзиіїйыклмнопрстуфхцчшщъьѣ", "abvhhdeeejziiiiiklmnoprstufhcqwx**e", strict=True)),
        "ё": "io", "ю": "iu", "я": "ia",
        # Belarusian, Serbian, Macedonian, Kazakh, Tatar, Bashkir
        "ў": "v", "ј": "i", "љ": "l", "њ": "n", "ђ": "dj", "џ": "dj", "ћ": "q", "ѓ": "h", "ќ": "k", "ѕ": "z",
        "ә": "a", "ғ": "h", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "җ": "j", "ҙ": "z", "ҡ": "k",
        "ҫ": "s",
    }
)  # fmt: skip
"""``*`` marks ъ and ь, which leave no letter but turn an ``о`` after them into the sound of ё."""

LOOKALIKES: Final = str.maketrans("abcehikmoptxy", "авсеһікмортху")
"""Latin letters typed inside a Cyrillic word (small letters: capitals were folded before, so ``b`` stands for В)."""

DIACRITICS: Final = str.maketrans(
    {
        "č": "ch*", "š": "sh", "ž": "zh", "ż": "zh", "ź": "z", "ś": "s", "ć": "ch*", "ł": "l", "đ": "dj", "ç": "ch*",
        "ş": "sh", "ș": "sh", "ţ": "ts", "ț": "ts", "ğ": "g", "ı": "i", "ß": "s", "æ": "e", "ø": "o", "ə": "a",
        "ë": "e", "ñ": "n", "þ": "t", "ð": "d", "œ": "e", "ё": "io",
    }
)  # fmt: skip
"""Latin letters whose mark carries the sound. ``ch*`` is ч also where plain ``ch`` is х."""

GROUPS: Final = (
    ("schtsch", "x"), ("shch", "x"), ("szcz", "x"), ("chtch", "x"), ("shch*", "x"), ("shh", "x"), ("tsch", "q"),
    ("tch", "q"), ("ch*", "q"), ("sch", "x"), ("zgh", "zh"), ("zh", "j"), ("kh", "h"), ("gh", "h"), ("cz", "q"),
    ("sh", "w"), ("sz", "w"), ("ts", "c"), ("tz", "c"), ("tc", "c"), ("ck", "k"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("dj", "dj"), ("qu", "kv"), ("q", "k"), ("ou", "u"), ("w", "v"), ("y", "i"), ("j", "i"), ("g", "h"),
)  # fmt: skip
"""Groups of Latin letters, longest first where one contains another. ``ch`` and ``x`` depend on the spelling."""

ARABIC: Final = str.maketrans(
    {
        **dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttihhddrzswsdtzhfkklmnh", strict=True)),
        **dict.fromkeys("اأإآٱىءؤئعة", "a"),
        "و": "u", "ي": "i",
        # Persian, Urdu, Kurdish
        "پ": "b", "چ": "q", "ژ": "j", "گ": "h", "ک": "k", "ی": "i", "ڤ": "f", "ہ": "h", "ے": "i",
    }
)  # fmt: skip
"""Short vowels are not written: only consonants can be compared. ``ج`` is spelled j, dj, g and дж, and left out."""

HEBREW: Final = str.maketrans("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abhdhuzhtikklmmnnsappcckrwt")

SILENT: Final = dict.fromkeys(map(ord, "'’ʼ‘`´ʹʺ″′\"“”ʿʾ·•\u0640\u200c\u200d\u200e\u200f\u00ad"))
"""Apostrophes, marks of softness, the Arabic stretch and invisible characters: they separate nothing."""

ARABIC_FORMS: Final = str.maketrans(
    {"ی": "ي", "ے": "ي", "ې": "ي", "ێ": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ە": "ه", "ٱ": "ا", "ۆ": "و"}
)
"""Persian, Urdu and Kurdish shapes of letters that Arabic has too."""

HEBREW_FORMS: Final = str.maketrans({**dict(zip("ךםןףץ", "כמנפצ", strict=True)), "װ": "וו", "ױ": "וי", "ײ": "יי"})
"""Final letters and the Yiddish pairs."""
