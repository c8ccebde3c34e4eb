"""Made-up people on two lists, spelled as two sides spell them, with the truth beside them. Everybody here is invented.

The searching side writes mostly Ukrainian, the holding side Russian and Latin. Rows carry slips of the pen, fields in
each other's place, initials, everyday names, missing and wrong dates; among the people who are on one list only are
brothers, sons and twins of people on the other. `make(20_000, seed=1)` is what the program was developed on; seeds 2
and 3 were kept aside and serve for reports only.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

import polars as pl

from bench.romanisation import (
    BGN_RU,
    ENGLISH_RU,
    ENGLISH_UK,
    GOST,
    ICAO_RU,
    ICAO_UK,
    KMU,
    POLISH_RU,
    POLISH_UK,
    SCHOLARLY_RU,
    SCHOLARLY_UK,
    System,
    romanised,
)  # fmt: skip

MALE = """
Олександр/Александр:90 Сергій/Сергей:70 Андрій/Андрей:60 Володимир/Владимир:52 Дмитро/Дмитрий:48
Олексій/Алексей:44 Микола/Николай:42 Іван/Иван:36 Юрій/Юрий:34 Віктор/Виктор:32 Ігор/Игорь:32 Максим/Максим:30
Михайло/Михаил:30 Олег/Олег:28 Роман/Роман:28 Віталій/Виталий:26 Євген/Евгений:26 Василь/Василий:25
Анатолій/Анатолий:20 Петро/Пётр:18 Павло/Павел:18 Богдан/Богдан:16 Владислав/Владислав:16 Валерій/Валерий:15
Вадим/Вадим:15 Руслан/Руслан:15 Артем/Артём:15 Денис/Денис:14 Антон/Антон:13 Ярослав/Ярослав:13
В'ячеслав/Вячеслав:12 Станіслав/Станислав:11 Тарас/Тарас:11 Костянтин/Константин:11 Григорій/Григорий:10
Кирило/Кирилл:9 Назар/Назар:9 Степан/Степан:8 Борис/Борис:7 Ілля/Илья:8 Геннадій/Геннадий:7 Леонід/Леонид:7
Едуард/Эдуард:5 Данило/Даниил:6 Тимофій/Тимофей:3 Микита/Никита:6 Святослав/Святослав:4 Ростислав/Ростислав:5
Федір/Фёдор:4 Георгій/Георгий:3 Єгор/Егор:4 Матвій/Матвей:3 Яків/Яков:2 Лев/Лев:2 Семен/Семён:3 Захар/Захар:3
Арсен/Арсен:2 Артур/Артур:4 Марко/Марк:3 Гліб/Глеб:2 Пилип/Филипп:1 Йосип/Иосиф:1 Остап/Остап:2 Орест/Орест:2
Тимур/Тимур:3 Рустам/Рустам:2 Ахмед/Ахмед:1 Магомед/Магомед:1 Лук'ян/Лукьян:1 Омелян/Емельян:1 Трохим/Трофим:1
Юхим/Ефим:1 Гордій/Гордей:1 Мирослав/Мирослав:3 Любомир/Любомир:2 Радим/Радим:1 Златан/Златан:1
Вольдемар/Вольдемар:1
"""
FEMALE = """
Олена/Елена:80 Наталія/Наталья:70 Ірина/Ирина:65 Тетяна/Татьяна:60 Світлана/Светлана:50 Оксана/Оксана:45
Людмила/Людмила:40 Ольга/Ольга:45 Юлія/Юлия:40 Галина/Галина:35 Марія/Мария:35 Катерина/Екатерина:30
Анна/Анна:30 Вікторія/Виктория:28 Надія/Надежда:22 Любов/Любовь:20 Валентина/Валентина:22 Інна/Инна:18
Лариса/Лариса:16 Марина/Марина:18 Анастасія/Анастасия:25 Дарія/Дарья:15 Аліна/Алина:14 Христина/Кристина:12
Яна/Яна:12 Алла/Алла:9 Віра/Вера:9 Ніна/Нина:9 Лідія/Лидия:6 Софія/София:7 Ганна/Анна:9 Євгенія/Евгения:8
Діана/Диана:5 Карина/Карина:4 Зоя/Зоя:2 Раїса/Раиса:4
"""
EVERYDAY = {
    "Олександр": "Саша/Саша", "Дмитро": "Діма/Дима", "Володимир": "Вова/Вова", "Микола": "Коля/Коля",
    "Іван": "Ваня/Ваня",
    "Михайло": "Миша/Миша", "Сергій": "Серьожа/Серёжа", "Євген": "Женя/Женя", "Юрій": "Юра/Юра", "Петро": "Петя/Петя",
    "Олексій": "Льоша/Лёша", "Василь": "Вася/Вася", "Віктор": "Вітя/Витя", "Олена": "Лєна/Лена", "Тетяна": "Таня/Таня",
    "Наталія": "Наташа/Наташа", "Катерина": "Катя/Катя", "Анна": "Аня/Аня", "Павло": "Паша/Паша", "Роман": "Рома/Рома",
}  # fmt: skip
PATRONYMICS = {
    "Микола": "Миколай", "Ілля": "Ілл", "Лев": "Льв", "Яків": "Як", "Микита": "Микит", "Федір": "Федор",
    "Йосип": "Йосип",
    "Олег": "Олег", "Пилип": "Пилип", "Єгор": "Єгор",
}  # fmt: skip
_TOWNS = """
Київ/Киев Харків/Харьков Одеса/Одесса Дніпро/Днепр Донецьк/Донецк Запоріжжя/Запорожье Львів/Львов
Миколаїв/Николаев Маріуполь/Мариуполь Луганськ/Луганск Вінниця/Винница Херсон/Херсон Полтава/Полтава
Чернігів/Чернигов Черкаси/Черкассы Суми/Сумы Житомир/Житомир Рівне/Ровно Тернопіль/Тернополь Луцьк/Луцк
Ужгород/Ужгород Чернівці/Черновцы Бердянськ/Бердянск Мелітополь/Мелитополь Нікополь/Никополь Слов'янськ/Славянск
Краматорськ/Краматорск Ізюм/Изюм Конотоп/Конотоп Умань/Умань Мукачево/Мукачево Бровари/Бровары Ковель/Ковель
Коростень/Коростень Ніжин/Нежин Лубни/Лубны Миргород/Миргород Бахмут/Бахмут Токмак/Токмак Генічеськ/Геническ
Каховка/Каховка Очаків/Очаков Вознесенськ/Вознесенск Первомайськ/Первомайск Павлоград/Павлоград Самбір/Самбор
Дрогобич/Дрогобыч Стрий/Стрый Калуш/Калуш Коломия/Коломыя Хотин/Хотин Кременчук/Кременчуг Ромни/Ромны
Шостка/Шостка Глухів/Глухов Фастів/Фастов Сміла/Смела Канів/Канев Ахтирка/Ахтырка Лозова/Лозовая
"""
TOWNS = _TOWNS.split()
SUFFIXES = """
енко/енко:26 ук/ук:10 чук/чук:9 ський/ский:12 ко/ко:7 ов/ов:9 ев/ев:4 ин/ин:4 ик/ик:5 ак/ак:5 ець/ец:4 ич/ич:3
ишин/ишин:1 ило/ило:1 юк/юк:5 ій/ий:1 аренко/аренко:2 овський/овский:3 івський/овский:2
"""
_ONSETS = """
б в г д ж з к л м н п р с т х ц ч ш бр вл гр др кл кр пр ст тр хв шв св см зв гл сл щ
"""
ONSETS = _ONSETS.split()
_NUCLEI = """
а:а о:о у:у е:е и:ы и:и і:и я:я ю:ю ї:и
"""
NUCLEI = _NUCLEI.split()
_CODAS = """
б в д ж з к л м н п р с т х ч ш рб ст нд рт лк нк бл рм вк шк йк рч
"""
CODAS = _CODAS.split()

UK_LATIN = ((KMU, 60), (ENGLISH_UK, 40))
HOLDING_LATIN = (
    (ICAO_RU, 25), (GOST, 12), (ENGLISH_RU, 25), (BGN_RU, 8), (KMU, 10), (ICAO_UK, 3), (POLISH_UK, 5), (POLISH_RU, 5),
    (SCHOLARLY_RU, 4), (SCHOLARLY_UK, 3),
)  # fmt: skip
UKRAINIAN_SYSTEMS = (KMU, ICAO_UK, ENGLISH_UK, POLISH_UK, SCHOLARLY_UK)

COLUMNS = (
    "row_id", "surname", "given_names", "father_name", "other_names", "sex", "birth_date", "birth_place",
    "service_number", "unit",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody invented. Each word as Ukrainian and Russian."""

    surname: tuple[str, str]
    given: tuple[str, str]
    father: tuple[str, str]
    sex: str
    born: date
    town: tuple[str, str]
    unit: str
    number: str
    married: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How one side writes: shares of scripts, and how often something is missing."""

    ukrainian: float
    russian: float
    systems: tuple[tuple[System, int], ...]
    no_father: float
    no_date: float
    year_only: float
    no_place: float
    has_number: float
    slips: float


SEARCHING = Habits(ukrainian=0.80, russian=0.08, systems=UK_LATIN, no_father=0.10, no_date=0.05, year_only=0.05,
                   no_place=0.15, has_number=0.35, slips=0.07)  # fmt: skip
HOLDING = Habits(ukrainian=0.10, russian=0.59, systems=HOLDING_LATIN, no_father=0.30, no_date=0.08, year_only=0.17,
                 no_place=0.40, has_number=0.08, slips=0.09)  # fmt: skip


def make(size: int, seed: int, overlap: float = 0.55) -> tuple[pl.DataFrame, pl.DataFrame, set[tuple[str, str]]]:
    """Return two lists of *size* rows in shuffled order and the pairs of rows that are one person."""
    lots = random.Random(seed)
    population = _Population(lots)
    shared = [population.person() for _ in range(round(size * overlap))]
    only_left = [population.person() for _ in range(size - len(shared))]
    only_right = [
        population.relative(lots.choice(shared + only_left)) if lots.random() < 0.08 else population.person()
        for _ in range(size - len(shared))
    ]
    left = [_row(person, SEARCHING, lots) for person in shared + only_left]
    right = [_row(person, HOLDING, lots) for person in shared + only_right]
    first, second = (_numbered(rows, letter, lots) for rows, letter in ((left, "L"), (right, "R")))
    truth = {(first[index][0], second[index][0]) for index in range(len(shared))}
    return _frame(first, lots), _frame(second, lots), truth


class _Population:
    def __init__(self, lots: random.Random) -> None:
        self.lots = lots
        self.male, self.male_weights = _weighted(MALE)
        self.female, self.female_weights = _weighted(FEMALE)
        self.suffixes, self.suffix_weights = _weighted(SUFFIXES)
        surnames = list({self._surname() for _ in range(60_000)})
        surnames.sort()
        lots.shuffle(surnames)
        self.surnames = surnames
        # Zipf-Mandelbrot: the commonest surname has a share of about one in four hundred.
        self.cumulative = list(accumulate(1.0 / (rank + 45.0) ** 0.95 for rank in range(len(surnames))))

    def person(self) -> Person:
        lots = self.lots
        sex = "male" if lots.random() < 0.93 else "female"
        names, weights = (self.male, self.male_weights) if sex == "male" else (self.female, self.female_weights)
        return Person(
            surname=self._drawn_surname(),
            given=lots.choices(names, weights)[0],
            father=lots.choices(self.male, self.male_weights)[0],
            sex=sex,
            born=date(1960, 1, 1) + timedelta(days=int(lots.triangular(0, 17_100, 10_500))),
            town=_two(TOWNS[min(int(lots.expovariate(1 / 14)), len(TOWNS) - 1)]),
            unit=str(lots.choice(UNITS)),
            number="".join(lots.choices("0123456789", k=10)),
            married=self._drawn_surname() if sex == "female" and lots.random() < 0.04 else None,
        )

    def relative(self, person: Person) -> Person:
        other = self.person()
        kin = replace(
            other, surname=person.surname, sex="male", given=self.lots.choices(self.male, self.male_weights)[0]
        )
        if kin.given == person.given:
            kin = replace(kin, given=self.male[(self.male.index(kin.given) + 7) % len(self.male)])
        kin = replace(kin, town=person.town if self.lots.random() < 0.7 else kin.town)
        kind = self.lots.random()
        if kind < 0.25:
            return replace(kin, father=person.father, born=person.born)
        if kind < 0.75:
            return replace(kin, father=person.father, born=person.born + timedelta(days=self.lots.randint(-3000, 3000)))
        father = person.given if person.sex == "male" else person.father
        return replace(kin, father=father, born=person.born + timedelta(days=self.lots.randint(7000, 10_000)))

    def _drawn_surname(self) -> tuple[str, str]:
        return self.lots.choices(self.surnames, cum_weights=self.cumulative)[0]

    def _surname(self) -> tuple[str, str]:
        lots = self.lots
        root_uk = root_ru = ""
        for _ in range(lots.choices((1, 2), (45, 55))[0]):
            onset, nucleus, coda = lots.choice(ONSETS), lots.choice(NUCLEI).split(":"), lots.choice(CODAS)
            root_uk += onset + nucleus[0] + coda[:1]
            root_ru += onset + nucleus[1] + coda[:1]
        suffix = lots.choices(self.suffixes, self.suffix_weights)[0]
        return (root_uk + suffix[0]).capitalize(), (root_ru + suffix[1]).capitalize()


UNITS = [f"{number} {kind}" for number in range(1, 130, 3) for kind in ("бригада", "батальйон")]


def _weighted(table: str) -> tuple[list[tuple[str, str]], list[int]]:
    items = [item.rsplit(":", 1) for item in table.split()]
    return [_two(item[0]) for item in items], [int(item[1]) for item in items]


def _two(text: str) -> tuple[str, str]:
    one, _, other = text.partition("/")
    return one, other


def _patronymic(father: tuple[str, str], sex: str) -> tuple[str, str]:
    return _patronymic_uk(father[0], sex), _patronymic_ru(father[1], sex)


def _patronymic_uk(name: str, sex: str) -> str:
    stem = PATRONYMICS.get(name, name.rstrip("ьо"))
    if stem == "Ілл":
        return "Ілліч" if sex == "male" else "Іллівна"
    if stem.endswith("й"):
        return stem + "ович" if sex == "male" else stem[:-1] + "ївна"
    return stem + ("ович" if sex == "male" else "івна")


def _patronymic_ru(name: str, sex: str) -> str:
    special = {"Илья": ("Ильич", "Ильинична"), "Лев": ("Львович", "Львовна"), "Яков": ("Яковлевич", "Яковлевна"),
               "Никита": ("Никитич", "Никитична"), "Пётр": ("Петрович", "Петровна"), "Павел": ("Павлович", "Павловна"),
               "Михаил": ("Михайлович", "Михайловна"), "Фёдор": ("Фёдорович", "Фёдоровна")}  # fmt: skip
    if name in special:
        return special[name][sex != "male"]
    if name.endswith("ий"):
        stem = name[:-2] + ("ь" if name not in ("Дмитрий", "Георгий") else "и")
        return stem + ("евич" if sex == "male" else "евна")
    if name.endswith(("й", "ь")):
        return name[:-1] + ("евич" if sex == "male" else "евна")
    return name + ("ович" if sex == "male" else "овна")


def _gendered(surname: tuple[str, str], sex: str) -> tuple[str, str]:
    if sex == "male":
        return surname
    uk, ru = surname
    uk = uk[:-2] + "а" if uk.endswith("ський") else uk + "а" if uk.endswith(("ов", "ев", "ин")) else uk
    ru = ru[:-2] + "ая" if ru.endswith("ский") else ru + "а" if ru.endswith(("ов", "ев", "ин")) else ru
    return uk, ru


def _row(person: Person, habits: Habits, lots: random.Random) -> list[str | None]:
    write = _writer(habits, lots)
    current = person.married if person.married and habits is HOLDING else person.surname
    slip = habits.slips
    surname = _slipped(write(_gendered(current, person.sex)), slip, lots)
    given = _slipped(write(_everyday(person.given) if lots.random() < 0.015 else person.given), slip, lots)
    father = (
        None
        if lots.random() < habits.no_father
        else _slipped(write(_patronymic(person.father, person.sex)), slip, lots)
    )
    if lots.random() < 0.035:
        surname, given = given, surname
    given_text, father = _given_field(given, father, lots)
    if lots.random() < 0.25:
        surname = surname.upper()
        given_text = given_text.upper()
    place = (
        None
        if lots.random() < habits.no_place
        else write(_two(lots.choice(TOWNS)) if lots.random() < 0.15 else person.town)
    )
    number = person.number if lots.random() < habits.has_number else None
    if number and lots.random() < 0.03:
        number = number[:4] + str((int(number[4]) + 1) % 10) + number[5:]
    unit = person.unit if lots.random() < 0.5 else None
    other = (
        write(_gendered(person.surname, person.sex)) if current is not person.surname and lots.random() < 0.3 else None
    )
    return [surname, given_text, father, other, person.sex if lots.random() < 0.97 else None,
            _dated(person.born, habits, lots), place, number, unit]  # fmt: skip


def _everyday(given: tuple[str, str]) -> tuple[str, str]:
    return _two(EVERYDAY[given[0]]) if given[0] in EVERYDAY else given


def _given_field(given: str, father: str | None, lots: random.Random) -> tuple[str, str | None]:
    chance = lots.random()
    if chance < 0.03 and father:
        return f"{given} {father}", None
    if chance < 0.06:
        return f"{given[0]}." + (f" {father[0]}." if father else ""), None
    if chance < 0.08 and father:
        return given, f"{father[0]}."
    return given, father


def _writer(habits: Habits, lots: random.Random) -> Callable[[tuple[str, str]], str]:
    chance = lots.random()
    if chance < habits.ukrainian:
        return lambda word: word[0]
    if chance < habits.ukrainian + habits.russian:
        with_yo = lots.random() < 0.2
        return lambda word: word[1] if with_yo else word[1].replace("ё", "е")
    systems, weights = zip(*habits.systems, strict=True)
    system = lots.choices(systems, weights)[0]
    side = 0 if system in UKRAINIAN_SYSTEMS else 1
    return lambda word: romanised(word[side], system)


def _slipped(word: str, chance: float, lots: random.Random) -> str:
    if lots.random() >= chance or len(word) < 3:
        return word
    at = lots.randrange(len(word) - 1)
    kind = lots.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 2:
        return word[:at] + lots.choice(word.lower()) + word[at + 1 :]
    return word[:at] + word[at] + word[at:]


def _dated(born: date, habits: Habits, lots: random.Random) -> str | None:
    chance = lots.random()
    if chance < habits.no_date:
        return None
    if chance < habits.no_date + habits.year_only:
        return str(born.year + (lots.choice((-1, 1)) if lots.random() < 0.06 else 0))
    chance = lots.random()
    if chance < 0.025 and born.day <= 12:
        return date(born.year, born.day, born.month).isoformat()
    if chance < 0.035:
        return date(born.year, 1, 1).isoformat()
    if chance < 0.06:
        return born.replace(day=lots.randint(1, 28)).isoformat()
    if chance < 0.08:
        return born.replace(day=min(born.day, 28), month=lots.randint(1, 12)).isoformat()
    if chance < 0.105:
        return born.replace(day=min(born.day, 28), year=born.year + lots.choice((-10, -2, -1, 1, 2, 10))).isoformat()
    return born.isoformat()


def _numbered(rows: list[list[str | None]], letter: str, lots: random.Random) -> list[list[str]]:
    numbers = list(range(len(rows)))
    lots.shuffle(numbers)
    return [[f"{letter}-{number:07d}", *row] for number, row in zip(numbers, rows, strict=True)]  # type: ignore[list-item]


def _frame(rows: list[list[str]], lots: random.Random) -> pl.DataFrame:
    mixed = list(rows)
    lots.shuffle(mixed)
    return pl.DataFrame(mixed, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
