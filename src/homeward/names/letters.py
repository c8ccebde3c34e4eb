"""Letter tables: from Cyrillic, Latin, Arabic and Hebrew letters to one folded alphabet.

The folded alphabet is ``a b c d e f h i j k l m n o p q r s t u v w x z``. Most letters read as in Latin; these do not:
``c`` ц, ``h`` г ґ х, ``i`` и і ї й ы, ``j`` ж, ``q`` ч, ``w`` ш, ``x`` щ. It is for comparing and is never shown.

Sources of the spellings that must fall together: Ukrainian Cabinet resolution 55 of 2010 (KMU), ICAO Doc 9303-3
section 6 (Cyrillic, Arabic), GOST R 52535.1-2006, GOST 7.79-2000 B, BGN/PCGN 1947 (Russian), 1979 (Belarusian) and 2019
(Ukrainian), the Belarusian instruction on geographical names of 2000 (lacinka: ``ŭ č š ž ć ń ś ź ł``), the scholarly
system of ISO/R 9 (1968), and Polish newspaper spelling. Greek: ELOT 743. Georgian: national system of 2002. Armenian:
BGN/PCGN 1981. Persian, Urdu and Kurdish letters: ICAO Doc 9303-3, section 6.
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

LOOKALIKES: Final = str.maketrans("abcehikmoptxyjs", "авсеһікмортхујѕ")
"""Latin letters typed inside a Cyrillic word (small letters: capitals were folded before, so ``b`` stands for В)."""

LATIN_LOOKALIKES: Final = str.maketrans("авсеһнікмортхујѕә", "abcehhikmoptxyjsə")
"""Cyrillic letters typed inside a Latin word."""

LATIN_DIGITS: Final = str.maketrans("0134589", "oleasbg")
CYRILLIC_DIGITS: Final = str.maketrans("03468", "озчбв")
"""Digits that a scanner reads for letters, inside a word that has letters."""

DIACRITICS: Final = str.maketrans(
    {
        "č": "ch*", "š": "sh", "ž": "zh", "ż": "zh", "ź": "z", "ś": "s", "ć": "ch*", "ł": "l", "đ": "dj", "ç": "ch*",
        "ş": "sh", "ș": "sh", "ţ": "ts", "ț": "ts", "ğ": "g", "ı": "i", "ß": "s", "æ": "e", "ø": "o", "ə": "a",
        "ë": "e", "ñ": "n", "ŭ": "v", "þ": "t", "ð": "d", "œ": "e", "ё": "io",
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

_GEORGIAN_LATIN = "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch* ts dz ts ch* kh dj h"
_ARMENIAN_LATIN = "a b g d e z e e t zh i l kh ts k h dz gh ch* m i n sh o ch* p dj r s v t r ts v p k o f ev"

OTHER_SCRIPTS: Final = str.maketrans(
    {
        # Greek, where the general romanisation keeps the old sound
        "β": "v", "η": "i", "υ": "i", "χ": "kh", "γ": "g", "ξ": "ks", "ψ": "ps", "θ": "th", "φ": "f",
        # Georgian: aspirated and ejective consonants are one letter in every usual spelling
        **dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", _GEORGIAN_LATIN.split(), strict=True)),
        # Armenian: the same
        **dict(zip("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև", _ARMENIAN_LATIN.split(), strict=True)),
    }
)  # fmt: skip
"""Into Latin spelling, which is folded in its turn. Every script that is not here goes through ``anyascii``."""

OTHER_GROUPS: Final = (("ου", "ou"), ("αυ", "av"), ("ευ", "ev"), ("γγ", "ng"), ("ու", "u"), ("ոյ", "oy"))
"""Two letters of those scripts that are one sound; Greek as in ELOT 743, Armenian as it is spelled since 1922."""

HEBREW_GROUPS: Final = (("ג׳", "dj"), ("ז׳", "j"), ("צ׳", "q"), ("ת׳", "t"), ("ד׳", "d"), ("ח׳", "h"), ("ע׳", "h"),
                        ("וו", "v"), ("יי", "i"), ("שׂ", "s"))  # fmt: skip
"""Letters with a geresh stand for sounds Hebrew does not have; doubled vav is the consonant. Academy rules of 1994."""

HEBREW: Final = str.maketrans("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abhdhuzhtikklmmnnsappcckrwt")

SILENT: Final = dict.fromkeys(map(ord, "'’ʼ‘`´ʹʺ″′\"“”ʿʾ·•\u0640\u200c\u200d\u200e\u200f\u00ad"))
"""Apostrophes, marks of softness, the Arabic stretch and invisible characters: they separate nothing."""

ARABIC_FORMS: Final = str.maketrans(
    {"ی": "ي", "ے": "ي", "ې": "ي", "ێ": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ە": "ه", "ٱ": "ا", "ۆ": "و"}
)
"""Persian, Urdu and Kurdish shapes of letters that Arabic has too."""

HEBREW_FORMS: Final = str.maketrans({**dict(zip("ךםןףץ", "כמנפצ", strict=True)), "װ": "וו", "ױ": "וי", "ײ": "יי"})
"""Final letters and the Yiddish pairs."""

_CYRILLIC_LATIN = "a b v h g d e ie e zh z y i i i k l m n o p r s t u u f kh ts ch sh shch ie y e iu ia"
_ARABIC_LATIN = "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y"
_HEBREW_LATIN = "a b g d h w z h t y k l m n s a p ts k r sh t"

CYRILLIC_LATIN: Final = str.maketrans(
    {
        **dict(zip("абвгґдеєёжзиіїйклмнопрстуўфхцчшщъыэюя", _CYRILLIC_LATIN.split(), strict=True)),
        "ь": "", "'": "", "љ": "lj", "њ": "nj", "ђ": "dj", "џ": "dz", "ћ": "c", "ѓ": "g", "ќ": "k", "ѕ": "dz", "ј": "j",
    }
)  # fmt: skip
"""ICAO Doc 9303-3 section 6.B, with the Ukrainian values where languages differ: a word alone does not tell which."""

ARABIC_LATIN: Final = str.maketrans(
    {
        **dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", _ARABIC_LATIN.split(), strict=True)),
        "أ": "a", "إ": "i", "آ": "a", "ء": "", "ؤ": "w", "ئ": "y", "ة": "h", "ى": "a",
        "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ڨ": "g", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ڵ": "l",
        "ڕ": "r",
    }
)  # fmt: skip
"""UN Group of Experts on Geographical Names 2017 without marks; Persian, Urdu and Kurdish letters as ICAO writes them.
Short vowels are not written and so are not there."""

HEBREW_LATIN: Final = str.maketrans(dict(zip("אבגדהוזחטיכלמנסעפצקרשת", _HEBREW_LATIN.split(), strict=True)) | {"׳": ""})
"""Academy of the Hebrew Language 2006, simple form, consonants as they are written."""
