"""How rows are written down on made-up lists: which noise, how much of it, and the one place where it is done.

The program has tables of its own; these were written apart from them, on purpose.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import Final


class Side(IntEnum):
    """Whose list: of the side that searches, or of the side that holds people."""

    SEARCHING = 0
    HOLDING = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Share of rows, on the list of the searching and of the holding side, that one thing happens to."""

    searching: float
    holding: float
    among: str = "rows"
    """What the share is a share of: all rows, women, full dates, stated names, or rows of one population."""


def _noise(searching: float, holding: float, among: str = "rows") -> Noise:
    return Noise(searching=searching, holding=holding, among=among)


NOISE: Final[dict[str, Noise]] = {
    "surname slip": _noise(0.070, 0.090),
    "given slip": _noise(0.070, 0.090),
    "father slip": _noise(0.070, 0.090, "rows with a father"),
    "exchanged": _noise(0.035, 0.035),
    "one field": _noise(0.030, 0.030),
    "initials": _noise(0.020, 0.050),
    "everyday": _noise(0.015, 0.015),
    "no father": _noise(0.100, 0.300),
    "capitals": _noise(0.250, 0.250),
    "married": _noise(0.000, 0.040, "women"),
    "no date": _noise(0.050, 0.080),
    "year only": _noise(0.050, 0.170),
    "day and month exchanged": _noise(0.025, 0.025, "full dates"),
    "date wrong": _noise(0.070, 0.070, "full dates"),
    "1 January": _noise(0.010, 0.010, "full dates"),
    "digits exchanged": _noise(0.005, 0.005, "full dates"),
    "no place": _noise(0.150, 0.400),
    "other place": _noise(0.150, 0.150, "rows with a place"),
    "no number": _noise(0.650, 0.920),
    "number slip": _noise(0.030, 0.030, "rows with a number"),
    "no unit": _noise(0.500, 0.500),
    "no sex": _noise(0.030, 0.030),
    "mixed scripts": _noise(0.010, 0.010, "rows in Cyrillic"),
    "by ear": _noise(0.025, 0.040, "Ukrainian and Russian"),
    "lunar year": _noise(0.020, 0.080, "Arabic full dates"),
}
"""What happens to rows, and how often. A test counts the lists and holds this table to them."""


@dataclass(slots=True, kw_only=True)
class Row:
    """One row while it is being written, with the notes of what was done to it."""

    surname: str
    given: str
    father: str | None
    other: str | None
    sex: str | None
    born: str | None = None
    place: str | None
    number: str | None
    unit: str | None
    script: str
    notes: set[str] = field(default_factory=set)

    def cells(self) -> tuple[str | None, ...]:
        """Return the cells in the order of the columns, without the row's id."""
        return (self.surname, self.given, self.father, self.other, self.sex, self.born, self.place, self.number,
                self.unit)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """One side's clerk: what befalls a row, drawn from *lots*."""

    side: Side
    lots: random.Random

    def happens(self, what: str, *, of: float = 1.0) -> bool:
        """Draw whether *what* befalls this row; *of* is the share of rows that it can befall at all."""
        return self.lots.random() * of < self.share(what)

    def share(self, what: str) -> float:
        """Return the share of *what* on this side's list."""
        return NOISE[what].holding if self.side is Side.HOLDING else NOISE[what].searching


def write_down(row: Row, pen: Pen, born: date, *, letters: Letters, towns: Callable[[], str]) -> Row:
    """Do to a correctly spelled row what a clerk does, and note it. *towns* spells a town drawn anew."""
    _leave_out(row, pen)
    _slip_names(row, pen, letters)
    _exchange(row, pen)
    _fill_given_field(row, pen)
    if pen.happens("capitals"):
        row.surname, row.given = row.surname.upper(), row.given.upper()
        row.notes.add("capitals")
    _place_and_number(row, pen, towns)
    row.born = _dated(row, pen, born)
    return row


def _leave_out(row: Row, pen: Pen) -> None:
    for what, column in (
        ("no father", "father"), ("no place", "place"), ("no number", "number"), ("no unit", "unit"), ("no sex", "sex"),
    ):  # fmt: skip
        if pen.happens(what):
            setattr(row, column, None)
            row.notes.add(what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """What is taken for what in one script: keys that lie side by side, shapes that scanners confuse."""

    rows_of_keys: tuple[str, ...]
    alike: tuple[tuple[str, str], ...]
    twins: str = ""
    """Letters and, one place on, the letter of the other script that looks the same."""


LATIN: Final = Letters(
    rows_of_keys=("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    alike=(("rn", "m"), ("m", "rn"), ("l", "1"), ("i", "l"), ("o", "0"), ("cl", "d"), ("u", "v"), ("h", "b")),
)
CYRILLIC: Final = Letters(
    rows_of_keys=("йцукенгшщзх", "фывапролдж", "ячсмитьбю"),
    alike=(("ш", "щ"), ("и", "н"), ("н", "п"), ("п", "н"), ("о", "0"), ("з", "3"), ("ц", "ч"), ("л", "п"), ("б", "6")),
    twins="аaеeоoрpсcхxіi",
)
UKRAINIAN_KEYS: Final = Letters(
    rows_of_keys=("йцукенгшщзхї", "фівапролджє", "ячсмитьбю"), alike=CYRILLIC.alike, twins=CYRILLIC.twins
)


def _slip_names(row: Row, pen: Pen, letters: Letters) -> None:
    row.surname = _noted_slip(row, pen, letters, "surname slip", row.surname)
    row.given = _noted_slip(row, pen, letters, "given slip", row.given)
    if row.father:
        row.father = _noted_slip(row, pen, letters, "father slip", row.father)
    if letters.twins and pen.happens("mixed scripts"):
        mixed = "".join(_twin(letter, letters.twins) for letter in row.surname)
        row.notes |= {"mixed scripts"} if mixed != row.surname else set()
        row.surname = mixed


def _twin(letter: str, twins: str) -> str:
    at = twins.find(letter)
    return twins[at + 1] if at >= 0 and at % 2 == 0 else letter


def _noted_slip(row: Row, pen: Pen, letters: Letters, what: str, word: str) -> str:
    if not pen.happens(what):
        return word
    slipped = word
    while slipped == word:
        slipped = _SLIPS[pen.lots.choices(range(6), (25, 20, 15, 15, 15, 10))[0]](word, letters, pen.lots)
    row.notes.add(what)
    return slipped


def _omitted(word: str, _letters: Letters, lots: random.Random) -> str:
    at = lots.randrange(len(word))
    return word[:at] + word[at + 1 :] if len(word) > 2 else word


def _turned(word: str, _letters: Letters, lots: random.Random) -> str:
    at = lots.randrange(max(len(word) - 1, 1))
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def _mistaken(word: str, _letters: Letters, lots: random.Random) -> str:
    at = lots.randrange(len(word))
    return word[:at] + lots.choice(word.lower()) + word[at + 1 :]


def _doubled(word: str, _letters: Letters, lots: random.Random) -> str:
    at = lots.randrange(len(word))
    return word[:at] + word[at].lower() + word[at:].lower() if at else word[:1] + word[:1].lower() + word[1:]


def _neighbour(word: str, letters: Letters, lots: random.Random) -> str:
    at = lots.randrange(len(word))
    for keys in letters.rows_of_keys:
        place = keys.find(word[at].lower())
        if place >= 0:
            near = keys[place - 1 if place and lots.random() < 0.5 else min(place + 1, len(keys) - 1)]
            return word[:at] + near + word[at + 1 :]
    return _doubled(word, letters, lots)


def _misread(word: str, letters: Letters, lots: random.Random) -> str:
    found = [(one, other) for one, other in letters.alike if one in word[1:]]
    if not found:
        return _omitted(word, letters, lots) if len(word) > 2 else _doubled(word, letters, lots)
    one, other = lots.choice(found)
    return word[:1] + word[1:].replace(one, other, 1)


_SLIPS: Final[tuple[Callable[[str, Letters, random.Random], str], ...]] = (
    _omitted, _turned, _mistaken, _doubled, _neighbour, _misread,
)  # fmt: skip


def _exchange(row: Row, pen: Pen) -> None:
    if pen.happens("exchanged"):
        row.surname, row.given = row.given, row.surname
        row.notes.add("exchanged")


def _fill_given_field(row: Row, pen: Pen) -> None:
    with_father = 1.0 - pen.share("no father")
    if row.father and pen.happens("one field", of=with_father):
        row.given, row.father = f"{row.given} {row.father}", None
        row.notes.add("one field")
    elif pen.happens("initials", of=1.0 - pen.share("one field")):
        row.given = f"{row.given[0]}." + (f" {row.father[0]}." if row.father else "")
        row.father = None
        row.notes.add("initials")
    elif row.father and pen.lots.random() < 0.02:
        row.father = f"{row.father[0]}."


def _place_and_number(row: Row, pen: Pen, towns: Callable[[], str]) -> None:
    if row.place and pen.happens("other place"):
        born_in = row.place
        while row.place == born_in:
            row.place = towns()
        row.notes.add("other place")
    if row.number and pen.happens("number slip"):
        at = pen.lots.randrange(len(row.number))
        row.number = row.number[:at] + str((int(row.number[at]) + pen.lots.randint(1, 9)) % 10) + row.number[at + 1 :]
        row.notes.add("number slip")


def _dated(row: Row, pen: Pen, born: date) -> str | None:
    chance, no_date = pen.lots.random(), pen.share("no date")
    if chance < no_date:
        row.notes.add("no date")
        return None
    if chance < no_date + pen.share("year only"):
        row.notes.add("year only")
        return str(born.year + (pen.lots.choice((-1, 1)) if pen.lots.random() < 0.06 else 0))
    chance = pen.lots.random()
    for what, changed in _DATE_SLIPS:
        # Days above the twelfth cannot be taken for a month: the others make up for them.
        share = pen.share(what) / (_EXCHANGEABLE if what == "day and month exchanged" else 1.0)
        if chance < share:
            wrong = changed(born, pen.lots)
            row.notes |= {what} if wrong != born else set()
            return wrong.isoformat()
        chance -= share
    if row.script in ("arabic", "latin") and "arabic" in row.notes and pen.happens("lunar year"):
        row.notes.add("lunar year")
        return (born + timedelta(days=pen.lots.choice((-2, -1, -1, 1, 1, 2)))).isoformat()
    return born.isoformat()


_EXCHANGEABLE: Final = 132 / 365.25
"""Share of the days of a year that are another day when day and month change places."""


def _exchanged_day(born: date, _lots: random.Random) -> date:
    return born.replace(month=born.day, day=born.month) if born.day <= 12 else born


def _wrong_date(born: date, lots: random.Random) -> date:
    wrong = born
    while wrong == born:
        part, day = lots.randrange(3), min(born.day, 28)
        if part == 0:
            wrong = born.replace(day=lots.randint(1, 28))
        elif part == 1:
            wrong = born.replace(day=day, month=lots.randint(1, 12))
        else:
            wrong = born.replace(day=day, year=born.year + lots.choice((-10, -2, -1, 1, 2, 10)))
    return wrong


def _first_of_january(born: date, _lots: random.Random) -> date:
    return date(born.year, 1, 1)


def _exchanged_digits(born: date, lots: random.Random) -> date:
    """Turn the last two digits of the year, or the two of the day, round, if that is a date."""
    decade, year = divmod(born.year % 100, 10)
    day = born.day % 10 * 10 + born.day // 10
    if lots.random() < 0.5 and 0 < day <= 28 and day != born.day:
        return born.replace(day=day)
    turned = born.year // 100 * 100 + year * 10 + decade
    return born.replace(year=turned, day=min(born.day, 28)) if 1930 <= turned <= 2010 else _wrong_date(born, lots)


_DATE_SLIPS: Final[Sequence[tuple[str, Callable[[date, random.Random], date]]]] = (
    ("day and month exchanged", _exchanged_day),
    ("date wrong", _wrong_date),
    ("1 January", _first_of_january),
    ("digits exchanged", _exchanged_digits),
)
