"""Words in dates: months of three calendars, eras, doubt and ages, in eight languages."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from homeward.names.calendars import Calendar

TABLE: Final = "months.csv"


def _words(text: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the words of *text*, which stand apart by spaces; _ is a space within one."""
    ordered = sorted((plain(word.replace("_", " ")) for word in text.split()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def plain(text: str) -> str:
    """Return *text* in small letters without marks, with Latin digits, single spaces and nothing invisible."""
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    kept = (one for one in decomposed if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")
    return re.sub(r"\s+", " ", "".join(map(_digit, kept))).replace("\u0640", "").strip()


def _digit(one: str) -> str:
    return str(unicodedata.decimal(one)) if one.isdecimal() else one


ABOUT: Final = _words(
    "about around circa c. ca. ca approx approx. approximately близько бл. приблизно около ок. примерно каля прыблізна "
    "około ok. حوالي نحو تقريبا בערך כ- سنة_تقريبا"
)
PERHAPS: Final = _words("perhaps probably maybe ймовірно можливо мабуть вероятно возможно prawdopodobnie ربما אולי")
HIJRI_ERA: Final = _words("ah a.h. a.h h. هـ ه هجري هجرية للهجرة hijri хіджри хиджры хіджра хиджра г.х. р.х. г.г.х.")
YEAR: Final = _words(
    "р. р рік року роки г. г год года г.р. р.н. р.н года_рождения року_народження году r. rok roku year born born_in "
    "born_on in on of the н. н нар. нар род. народився народилася родился родилась ур. سنة عام م ميلادي ميلادية "
    "الموافق في من שנת בשנת ad ce a.d. н.э. н.е. د st nd rd th"
)
AGED: Final = "aged?|вік|возраст|узрост|wiek|العمر|عمره|بعمر|בן|בת|גיל"
AGES: Final = (
    "років|роки|рік|лет|года|год|гадоў|гады|lata|lat|years old|years|year old|yrs|y\\.?o\\.?|y/o|سنة|عاما|שנים"
)
AS_OF: Final = "as of|as at|on|in|станом на|на|по состоянию на|stan na|في|بتاريخ|נכון ל"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A month named in words, with the numbers and the lettered numbers that stand around it."""

    calendar: Calendar
    month: int
    is_second: bool
    numbers: tuple[str, ...]
    letters: tuple[str, ...]


def month_said(text: str) -> Said | None:
    """
    Return the month that a plain *text* names, with what stands around it; ``None`` where it names none or two.

    >>> said = month_said("12 квітня 1985")
    >>> said.month, said.numbers
    (4, ('12', '1985'))
    """
    months, pattern = _months()
    found = tuple(pattern.finditer(text))
    if len(found) != 1:
        return None
    calendar, month = months[found[0][1]]
    around = f"{text[: found[0].start()]} {text[found[0].end() :]}"
    parts = re.findall(r"\d+|[א-ת]+(?:[\"'׳״]+[א-ת]+)*[\"'׳״]?|[^\W\d_]+", around)
    letters = tuple(part for part in parts if re.match(r"[א-ת]", part))
    others = tuple(part for part in parts if not part.isdecimal() and part not in letters and len(part) > 2)  # noqa: PLR2004
    if others:
        return None
    return Said(
        calendar=calendar,
        month=month,
        is_second=found[0][1].endswith((" ii", " ב")),
        numbers=tuple(part for part in parts if part.isdecimal()),
        letters=letters,
    )


def year_of_letters(text: str) -> int:
    """
    Return the number that Hebrew letters stand for, thousands left out; 0 where they stand for none.

    >>> year_of_letters("תשמ״ה"), year_of_letters("כ״ב")
    (745, 22)
    """
    letters = [one for one in text if one not in "\"'׳״"]
    values = [_LETTER_VALUES.get(one, 0) for one in letters]
    # Before the number may stand ה, five thousand, or the preposition ב: they are not in falling order with it.
    if len(values) > 1 and letters[0] in "בה" and values != sorted(values, reverse=True):
        values = values[1:]
    return sum(values) if values and all(values) else 0


_LETTER_VALUES: Final = dict(
    zip(
        "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
        (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 400, 20, 40, 50, 80, 90),
        strict=True,
    )
)


@cache
def _months() -> tuple[Mapping[str, tuple[Calendar, int]], re.Pattern[str]]:
    text = resources.files("homeward.names").joinpath(TABLE).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    months = {
        plain(name): (Calendar(row["calendar"]), int(row["month"]))
        for row in csv.DictReader(lines)
        for name in row["names"].split("|")
    }
    names = "|".join(map(re.escape, sorted(months, key=len, reverse=True)))
    # A Hebrew month may stand after the preposition ב, joined to it.
    return months, re.compile(rf"(?<!\w)ב?({names})(?:['׳])?(?!\w)")
