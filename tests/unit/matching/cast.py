"""Entries for tests. Everybody here is made up."""

from dataclasses import replace

from homeward.model.dates import parse_date
from homeward.model.findings import Where
from homeward.model.ids import RowId
from homeward.model.matches import Match
from homeward.model.people import Details, Entry, ListKind
from homeward.model.protected import Protected


def entry(row: str, *names: str | None, more: Details | None = None) -> Entry:
    """Make one entry from surname, given names, father's name, birth date and place; the rest is not stated."""
    surname, given, father, born, place = (*names, None, None, None, None, None)[:5]
    details = replace(
        more or Details(),
        surname=surname,
        given_names=given,
        father_name=father,
        birth_date=parse_date(born) if born else None,
        birth_place=place,
    )
    return Entry(
        row_id=RowId(row),
        kind=ListKind.WISH,
        where=Where(source="made-up.csv"),
        details=Protected(details),
        travel_with=None,
        is_harmful_to_disclose=False,
        raw=Protected(()),
    )


def strangers(letter: str, *, first: int = 0) -> list[Entry]:
    """Return twelve people who have nothing to do with anybody, to make a list out of one row."""
    roots = (
        *("Бабенко", "Велигура", "Гайовий", "Драч", "Жуковець", "Зозуля", "Кобзар", "Лагода", "Мазур", "Носач"),
        *("Рибак", "Тихий", "Упир", "Хмара", "Цап", "Чуб", "Шило", "Яворець", "Олефір", "Пугач", "Сич", "Федак"),
        *("Щука", "Їжак"),
    )
    givens = ("Назар", "Гліб", "Остап", "Тарас", "Мирон", "Устим")
    return [
        entry(
            f"{letter}{index}", roots[index], givens[index % 6], None, f"{1970 + index}-0{1 + index % 9}-1{index % 9}"
        )
        for index in range(first, first + 12)
    ]


def proposed(matches: tuple[Match, ...]) -> set[tuple[str, str]]:
    """Return the sides of the proposed pairs."""
    return {(match.left, match.right) for match in matches if match.is_proposed}
