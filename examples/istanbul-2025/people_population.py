"""The made-up people themselves: who they are, before anybody writes them on a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from people_draws import Draws
from people_names import GivenName, Surname, draw_given, draw_surname
from people_spelling import Lang, Spelling

POW_ON_BOTH: Final = 1150
CIVILIANS_ON_BOTH: Final = 180
ON_ONE_ONLY: Final = 170
CIVILIANS_ON_ONE_ONLY: Final = 23
RELATIVES_PER_KIND: Final = 6
MOTHERS_WITH_CHILDREN: Final = (1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2)
COUPLES: Final = 4

FIRST_LOST: Final = date(2022, 3, 1)
LAST_LOST: Final = date(2025, 4, 20)
_AS_OF: Final = date(2025, 5, 16)
_YEAR: Final = 365

Kin = Literal["brother", "father", "son", "twin"]
KINDS_OF_KIN: Final[tuple[Kin, ...]] = ("brother", "father", "son", "twin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who does not exist. ``changed_surname``: the name before or after a marriage."""

    id: str
    home: Lang
    is_male: bool
    surname: Surname
    changed_surname: Surname | None
    given: GivenName
    father: GivenName
    born: date
    born_in: Spelling
    is_civilian: bool
    rank: Spelling | None
    number: str | None
    unit: int | None
    lost_on: date
    lost_at: Spelling
    health: str
    guardian: str | None = None
    is_family: bool = False

    @property
    def is_minor(self) -> bool:
        """Tell whether this is a child on the day of the agreement."""
        return (_AS_OF - self.born).days < 18 * 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """The people of one direction: on both lists, on the holder's only, and looked for but not held."""

    both: tuple[Person, ...]
    held_only: tuple[Person, ...]
    missing: tuple[Person, ...]


class Makers:
    """Makes the people of one direction, all speakers of one language, with ids in the order of making."""

    def __init__(self, draws: Draws, home: Lang) -> None:
        """Make people who speak *home* from *draws*."""
        self._draws = draws
        self._home: Lang = home
        self._made = 0

    def prisoner_of_war(self) -> Person:
        """Make a prisoner of war: nearly always a man, 18 to 60, one in eight under 25."""
        draws = self._draws
        is_young = draws.chance(0.125)
        # The mean of two draws: few of the oldest, few of the youngest.
        age_days = draws.between(_days(18) + 120, _days(25) - 1) if is_young else self._middle(_days(25), _days(60))
        person = self._anybody(is_male=draws.chance(0.95), age_days=age_days)
        ranks, weights = zip(*_RANKS, strict=True)
        return replace(
            person,
            rank=draws.weighted(ranks, weights),
            number=f"{draws.pick('АВЕКМНОРСТ')}{draws.pick('АВЕКМНОРСТ')}-{draws.between(100_000, 999_999)}",
            unit=draws.between(901, 960),
        )

    def civilian(self) -> Person:
        """Make a grown-up civilian, 18 to 80."""
        age_days = self._middle(_days(18) + 120, _days(80))
        person = self._anybody(is_male=self._draws.chance(0.6), age_days=age_days)
        return replace(person, is_civilian=True)

    def mother_with(self, children: int) -> list[Person]:
        """Make a mother, 25 to 45, and her children, each of whom travels with her."""
        draws = self._draws
        mother = self._family_civilian(self._anybody(is_male=False, age_days=draws.between(_days(25), _days(45))))
        husband = draw_given(draws, self._home, is_male=True)
        family = [mother]
        for number in range(children):
            age_days = draws.between(_days(1 + 8 * number), _days(7 + 8 * number))
            child = self._anybody(is_male=draws.chance(0.5), age_days=min(age_days, _days_old(mother) - _days(18)))
            child = replace(child, surname=mother.surname, changed_surname=None, father=husband, guardian=mother.id)
            family.append(self._family_civilian(self._beside(child, mother)))
        return family

    def couple(self) -> list[Person]:
        """Make a married couple, 40 to 80, who travel together."""
        draws = self._draws
        husband = self._family_civilian(self._anybody(is_male=True, age_days=draws.between(_days(42), _days(80))))
        wife = self._anybody(is_male=False, age_days=_days_old(husband) - draws.between(0, _days(5)))
        wife = replace(wife, surname=husband.surname, guardian=husband.id)
        return [husband, self._family_civilian(self._beside(wife, husband))]

    def kin_of(self, person: Person, kind: Kin) -> Person:
        """Make a prisoner of war who is easily taken for *person*: a near relative under the same surname."""
        draws = self._draws
        kin = self.prisoner_of_war()
        while kin.given == person.given or not kin.is_male:
            kin = self.prisoner_of_war()
        given, father = kin.given, person.father
        match kind:
            case "brother":
                days_younger = draws.between(-_days(4), _days(4))
            case "father":
                days_younger, given, father = -draws.between(_days(19), _days(24)), person.father, kin.father
            case "son":
                days_younger, father = draws.between(_days(19), _days(22)), person.given
            case "twin":
                days_younger = 0
        born = person.born + timedelta(days_younger)
        kin = replace(kin, surname=person.surname, given=given, father=father)
        return replace(kin, born=born, born_in=person.born_in, lost_on=max(kin.lost_on, _of_age(born)))

    def _anybody(self, *, is_male: bool, age_days: int) -> Person:
        draws, home = self._draws, self._home
        self._made += 1
        born = _AS_OF - timedelta(age_days)
        # Nobody in uniform was lost before coming of age; a child may have been.
        first = _of_age(born) if age_days > _days(18) else max(FIRST_LOST, born)
        return Person(
            id=f"{home}-{self._made}",
            home=home,
            is_male=is_male,
            surname=draw_surname(draws, home),
            changed_surname=draw_surname(draws, home) if not is_male and draws.chance(0.08) else None,
            given=draw_given(draws, home, is_male=is_male),
            father=draw_given(draws, home, is_male=True),
            born=born,
            born_in=draws.pick(TOWNS[home]),
            is_civilian=False,
            rank=None,
            number=None,
            unit=None,
            lost_on=first + timedelta(draws.between(0, (LAST_LOST - first).days)),
            lost_at=draws.pick(VILLAGES),
            health="good",
        )

    def _middle(self, low: int, high: int) -> int:
        return (self._draws.between(low, high) + self._draws.between(low, high)) // 2

    @staticmethod
    def _family_civilian(person: Person) -> Person:
        return replace(person, is_civilian=True, is_family=True)

    @staticmethod
    def _beside(person: Person, companion: Person) -> Person:
        # Two days before the end: a child of the youngest age is born by then.
        return replace(person, lost_on=max(companion.lost_on, person.born), lost_at=companion.lost_at)


def make_population(draws: Draws, home: Lang) -> Population:
    """
    Make the people of one direction by the rules that hold for every direction.

    Returns:
        ``POW_ON_BOTH + CIVILIANS_ON_BOTH`` people on both lists and ``ON_ONE_ONLY`` on each list alone. Some of the
        latter are near relatives of people on both: alike in all but given name or year of birth.
    """
    make = Makers(draws, home)
    soldiers = [make.prisoner_of_war() for _ in range(POW_ON_BOTH)]
    families = [person for children in MOTHERS_WITH_CHILDREN for person in make.mother_with(children)]
    families += [person for _ in range(COUPLES) for person in make.couple()]
    civilians = [make.civilian() for _ in range(CIVILIANS_ON_BOTH - len(families))]
    return Population(
        both=(*_with_health(draws, [*soldiers, *civilians]), *families),
        held_only=_with_health(draws, _alone(draws, make, soldiers[: POW_ON_BOTH // 2])),
        missing=_alone(draws, make, soldiers[POW_ON_BOTH // 2 :]),
    )


def _alone(draws: Draws, make: Makers, soldiers: list[Person]) -> tuple[Person, ...]:
    kin = [make.kin_of(one, kind) for kind in KINDS_OF_KIN for one in _with_such_kin(draws, soldiers, kind)]
    civilians = [make.civilian() for _ in range(CIVILIANS_ON_ONE_ONLY)]
    others = ON_ONE_ONLY - len(kin) - len(civilians)
    return (*kin, *civilians, *(make.prisoner_of_war() for _ in range(others)))


def _with_such_kin(draws: Draws, soldiers: list[Person], kind: Kin) -> list[Person]:
    """Draw men whose age lets them have a relative of that kind who is 18 to 60 too."""
    fits: dict[Kin, Callable[[int], bool]] = {
        "brother": lambda age: 24 <= age <= 54,
        "father": lambda age: 20 <= age <= 34,
        "son": lambda age: 43 <= age <= 59,
        "twin": lambda _: True,
    }
    able = [one for one in soldiers if one.is_male and fits[kind](_days_old(one) * 100 // 36525)]
    return draws.shuffled(able)[:RELATIVES_PER_KIND]


def _with_health(draws: Draws, people: Sequence[Person]) -> tuple[Person, ...]:
    """Deal states of health in fixed shares, not by chance: in no direction are people better off than in the other."""
    dealt = [state for state, share in _HEALTH.items() for _ in range(len(people) * share // 1000)]
    dealt += ["good"] * (len(people) - len(dealt))
    return tuple(replace(one, health=state) for one, state in zip(people, draws.shuffled(dealt), strict=True))


def _days(years: int) -> int:
    return years * 36525 // 100


def _days_old(person: Person) -> int:
    return (_AS_OF - person.born).days


def _of_age(born: date) -> date:
    return max(FIRST_LOST, born + timedelta(_days(18) + 60))


# Per thousand, as on the capture card (GC III Annex IV B, item 11); made-up shares.
_HEALTH: Final = {
    "good": 600,
    "not_wounded": 155,
    "recovered": 120,
    "convalescent": 25,
    "sick": 30,
    "slightly_wounded": 25,
    "seriously_sick": 20,
    "seriously_wounded": 25,
}

_RANKS: Final = (
    (Spelling("солдат", "рядовой"), 50),
    (Spelling("старший солдат", "ефрейтор"), 18),
    (Spelling("молодший сержант", "младший сержант"), 12),
    (Spelling("сержант", "сержант"), 10),
    (Spelling("старший сержант", "старший сержант"), 5),
    (Spelling("матрос", "матрос"), 3),
    (Spelling("старшина", "старшина"), 2),
)


def _places(table: str) -> tuple[Spelling, ...]:
    pairs = (line.split("/") for line in table.split(", "))
    return tuple(Spelling(uk.strip(), ru.strip()) for uk, ru in pairs)


TOWNS: Final[dict[Lang, tuple[Spelling, ...]]] = {
    "uk": _places(
        "Полтава/Полтава, Житомир/Житомир, Черкаси/Черкассы, Вінниця/Винница, Луцьк/Луцк, Рівне/Ровно, Умань/Умань, "
        "Тернопіль/Тернополь, Львів/Львов, Ужгород/Ужгород, Чернівці/Черновцы, Хмельницький/Хмельницкий, Суми/Сумы, "
        "Лубни/Лубны, Миргород/Миргород, Кременчук/Кременчуг, Бердичів/Бердичев, Коростень/Коростень, Ковель/Ковель, "
        "Ніжин/Нежин, Прилуки/Прилуки, Конотоп/Конотоп, Дубно/Дубно, Самбір/Самбор, Стрий/Стрый, Калуш/Калуш, "
        "Коломия/Коломыя, Біла Церква/Белая Церковь, Сміла/Смела, Кривий Ріг/Кривой Рог"
    ),
    "ru": _places(
        "Рязань/Рязань, Тула/Тула, Калуга/Калуга, Твер/Тверь, Псков/Псков, Вологда/Вологда, Кострома/Кострома, "
        "Ярославль/Ярославль, Володимир/Владимир, Суздаль/Суздаль, Муром/Муром, Пенза/Пенза, Саратов/Саратов, "
        "Самара/Самара, Сизрань/Сызрань, Уфа/Уфа, Перм/Пермь, Курган/Курган, Омськ/Омск, Томськ/Томск, Бійськ/Бийск, "
        "Барнаул/Барнаул, Абакан/Абакан, Чита/Чита, Іжевськ/Ижевск, Казань/Казань, Кіров/Киров, Тамбов/Тамбов, "
        "Липецьк/Липецк, Єлець/Елец"
    ),
}

VILLAGES: Final = _places(
    "Вербове/Вербовое, Калинівка/Калиновка, Березівка/Берёзовка, Кам'янка/Каменка, Ставки/Ставки, Зелений Гай/Зелёный "
    "Гай, Соснівка/Сосновка, Новоселівка/Новосёловка, Степове/Степное, Криниця/Криница, Ясенове/Ясеневое, "
    "Лугове/Луговое"
)
"""Where people were lost: names so common that they point to no place in particular."""
