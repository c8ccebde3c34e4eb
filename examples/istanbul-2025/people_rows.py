"""How a person becomes a row: the spelling somebody chose, what they left out, and what they got wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from people_draws import Draws
from people_names import patronymic
from people_population import TOWNS, Person
from people_spelling import Lang, Spelling, other, romanised, transcribed

ListKind = Literal["holding", "wish"]
Writing = Literal["home", "abroad", "letters", "latin", "latin_abroad"]
Row = dict[str, str]

WISH_COLUMNS: Final = (
    "row_id", "list_kind", "surname", "given_names", "father_name", "birth_date", "birth_place", "sex", "rank",
    "service_number", "unit", "category", "captured_or_last_seen", "place_last_seen", "holding_place", "health_code",
    "travel_with", "script", "lang", "remarks",
)  # fmt: skip
UNKNOWN_COLUMN: Final = "sheet"
"""A holder's own column that no list knows: the page of its paper register."""

COLUMNS: Final[Mapping[ListKind, tuple[str, ...]]] = {
    "holding": (*WISH_COLUMNS, UNKNOWN_COLUMN),
    "wish": WISH_COLUMNS,
}

LAST_SAFE_YEAR: Final = "2006"
"""Whoever is born in this year or before is of age on the day of the agreement, whatever the day of birth."""

# What a hurried hand takes for another letter, in Cyrillic and in Latin.
_CONFUSED: Final = {
    **dict(zip("аоеиіыєшщбптдзсгхкцчнмрл", "оаиеиіещшпбдтсзхгкчцмнлр", strict=True)),
    **dict(zip("aoeiyubptdszkgvnmrl", "oaeyiopbdtzsgkwmnlr".replace("aeyi", "aiye"), strict=True)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How often, of a hundred rows, those who keep a kind of list do what. Invented, after field experience."""

    writings: Mapping[Writing, float]
    typo: float
    names_swapped: float
    father_joined: float
    father_missing: float
    initials: float
    short_name: float
    upper_case: float
    other_surname: float
    birth_missing: float
    year_only: float
    approximate: float
    day_month_swapped: float
    birth_wrong: float
    place_missing: float
    place_wrong: float
    rank: float
    number: float
    unit: float
    category: float
    health: float
    lost_on: float
    month_only: float
    remark: float


HABITS: Final[Mapping[ListKind, Habits]] = {
    "wish": Habits(
        writings={"home": 84, "abroad": 7, "latin": 9},
        typo=2, names_swapped=1, father_joined=2, father_missing=6, initials=0.5, short_name=0.7, upper_case=5,
        other_surname=0, birth_missing=2, year_only=3, approximate=1, day_month_swapped=1, birth_wrong=1.5,
        place_missing=8, place_wrong=4, rank=90, number=35, unit=60, category=97, health=0, lost_on=88, month_only=30,
        remark=3,
    ),
    "holding": Habits(
        writings={"abroad": 62, "letters": 8, "home": 12, "latin": 11, "latin_abroad": 7},
        typo=6, names_swapped=3, father_joined=3, father_missing=30, initials=1.5, short_name=1.2, upper_case=25,
        other_surname=60, birth_missing=4, year_only=8, approximate=2, day_month_swapped=2.5, birth_wrong=4,
        place_missing=30, place_wrong=8, rank=75, number=10, unit=25, category=100, health=97, lost_on=95, month_only=6,
        remark=3,
    ),
}  # fmt: skip

_REMARKS: Final[Mapping[ListKind, tuple[Spelling, ...]]] = {
    "wish": (Spelling("зі слів родини", "со слов родных"), Spelling("за листом додому", "по письму домой")),
    "holding": (Spelling("записано на слух", "записано на слух"), Spelling("без документів", "без документов")),
}


class Clerk:
    """Writes the rows of one list in the habits of its kind, for a party of one language."""

    def __init__(self, draws: Draws, kind: ListKind) -> None:
        """Write a list of *kind*, drawing every slip from *draws*."""
        self._draws = draws
        self._kind: ListKind = kind
        self._habits = HABITS[kind]

    def row(self, person: Person, row_id: str, guardian_row: str) -> Row:
        """Write *person* as the row *row_id*; a cell left out is empty."""
        writing = self._writing()
        row = dict.fromkeys(COLUMNS[self._kind], "")
        row |= {"row_id": row_id, "list_kind": self._kind, "travel_with": guardian_row}
        row |= self._names(person, writing)
        row |= self._birth(person, writing)
        row |= self._service(person, writing)
        row |= self._circumstances(person, writing)
        if self._kind == "holding":
            row[UNKNOWN_COLUMN] = f"{1 + int(row_id[2:]) // 25}"
        if self._now_and_then(self._habits.upper_case):
            row |= {name: row[name].upper() for name in ("surname", "given_names", "father_name")}
        return row

    def _now_and_then(self, percent: float) -> bool:
        return self._draws.chance(percent / 100)

    def _writing(self) -> Writing:
        writings = self._habits.writings
        return self._draws.weighted(tuple(writings), tuple(writings.values()))

    def _names(self, person: Person, writing: Writing) -> Row:
        habits = self._habits
        own = person.surname
        if person.changed_surname is not None and self._now_and_then(habits.other_surname):
            own = person.changed_surname
        surname = own.male if person.is_male else own.female
        given = person.given.full
        if person.given.short is not None and self._now_and_then(habits.short_name):
            given = person.given.short
        father = patronymic(person.father, is_male=person.is_male)
        cells = [self._heard(each, person.home, writing) for each in (surname, given, father)]
        if self._now_and_then(habits.initials):
            cells[1:] = [f"{cell[0]}." for cell in cells[1:]]
        return self._rearranged(*cells)

    def _rearranged(self, surname: str, given: str, father: str) -> Row:
        habits = self._habits
        if self._now_and_then(habits.father_missing):
            father = ""
        elif self._now_and_then(habits.father_joined):
            given, father = f"{given} {father}", ""
        if self._now_and_then(habits.names_swapped):
            surname, given = given, surname
        return {"surname": surname, "given_names": given, "father_name": father}

    def _heard(self, word: Spelling, home: Lang, writing: Writing) -> str:
        heard = spelled(word, home, writing)
        return self._with_typo(heard) if self._now_and_then(self._habits.typo) else heard

    def _with_typo(self, word: str) -> str:
        """Leave out, double, swap or mistake one letter after the first."""
        at = self._draws.between(1, max(1, len(word) - 2))
        before, letter, after = word[:at], word[at : at + 1], word[at + 1 :]
        slips = (
            before + after,
            before + letter * 2 + after,
            before + after[:1] + letter + after[1:],
            before + _CONFUSED.get(letter, letter) + after,
            before + _CONFUSED.get(letter, letter) + after,
        )
        return self._draws.pick(slips)

    def _birth(self, person: Person, writing: Writing) -> Row:
        habits = self._habits
        row = {"birth_date": self._birth_date(person), "sex": "male" if person.is_male else "female"}
        if not self._now_and_then(habits.place_missing):
            town = self._draws.pick(TOWNS[person.home]) if self._now_and_then(habits.place_wrong) else person.born_in
            row["birth_place"] = spelled(town, person.home, writing)
        return row

    def _birth_date(self, person: Person) -> str:
        """Write the date of birth; a child's is always right, and no slip makes a grown-up a child."""
        right = person.born.isoformat()
        if person.is_minor:
            return right
        written = self._slipped(person.born)
        return right if written[:4] > LAST_SAFE_YEAR else written

    def _slipped(self, born: date) -> str:
        habits = self._habits
        ways = ("missing", "year", "approximate", "swapped", "wrong", "right")
        slips = (
            habits.birth_missing, habits.year_only, habits.approximate, habits.day_month_swapped, habits.birth_wrong,
        )  # fmt: skip
        match self._draws.weighted(ways, (*slips, 100 - sum(slips))):
            case "missing":
                return ""
            case "year":
                return f"{born.year}"
            case "approximate":
                return f"{born.year + self._draws.between(-1, 1)}~"
            case "swapped" if born.day <= 12:
                return date(born.year, born.day, born.month).isoformat()
            case "wrong":
                return self._misread(born).isoformat()
            case _:
                return born.isoformat()

    def _misread(self, born: date) -> date:
        """Get the day, the month or the year wrong."""
        day = min(born.day, 28)
        misreadings = (
            born + timedelta(self._draws.between(1, 9)),
            date(born.year, 1 + born.month % 12, day),
            date(born.year + self._draws.pick((-10, -1, 1, 10)), born.month, day),
        )
        return self._draws.pick(misreadings)

    def _service(self, person: Person, writing: Writing) -> Row:
        habits = self._habits
        row: Row = {}
        if person.rank is not None and self._now_and_then(habits.rank):
            row["rank"] = spelled(person.rank, person.home, writing)
        if person.number is not None and self._now_and_then(habits.number):
            row["service_number"] = person.number
        if person.unit is not None and self._now_and_then(habits.unit):
            row["unit"] = f"{spelled(_BATTALION, person.home, writing)} {person.unit}"
        return row

    def _circumstances(self, person: Person, writing: Writing) -> Row:
        habits = self._habits
        lang = written_in(person.home, writing)
        row = {"script": "Latn" if writing.startswith("latin") else "Cyrl", "lang": lang}
        if person.is_family or self._now_and_then(habits.category):
            row["category"] = "civilian" if person.is_civilian else "pow"
        if habits.health and (person.is_family or self._now_and_then(habits.health)):
            row["health_code"] = person.health
        if self._now_and_then(habits.lost_on):
            row["captured_or_last_seen"] = self._lost_on(person)
            row["place_last_seen"] = spelled(person.lost_at, person.home, writing)
        if self._now_and_then(habits.remark):
            row["remarks"] = self._draws.pick(_REMARKS[self._kind]).written(self._keeper(person))
        return row

    def _lost_on(self, person: Person) -> str:
        # A family knows the last letter or call, the holder the day of capture.
        day = person.lost_on
        if self._kind == "wish":
            day = max(day - timedelta(self._draws.between(0, 6)), person.born)
        return day.isoformat()[:7] if self._now_and_then(self._habits.month_only) else day.isoformat()

    def _keeper(self, person: Person) -> Lang:
        """Return the language of those who keep the list: the person's own on a wish list, else the other."""
        return person.home if self._kind == "wish" else other(person.home)


def spelled(word: Spelling, home: Lang, writing: Writing) -> str:
    """Write *word* of a speaker of *home* in one of five ways."""
    abroad = other(home)
    match writing:
        case "home":
            return word.written(home)
        case "abroad":
            return word.written(abroad)
        case "letters":
            return transcribed(word.written(home), home)
        case "latin":
            return romanised(word.written(home), home)
        case "latin_abroad":
            return romanised(word.written(abroad), abroad)


def written_in(home: Lang, writing: Writing) -> Lang:
    """Return the language whose spelling *writing* follows."""
    return home if writing in ("home", "latin") else other(home)


_BATTALION: Final = Spelling("батальйон", "батальон")
