"""Made-up people with Ukrainian and Russian names, as a Ukrainian-writing and a Russian-writing side spell them.

The commonest surnames are listed here in an order of our own; the many rare ones are those of the `names-translator`
dictionary of surnames (MIT licence), which the program itself does not read. Given names carry the weights they have
among grown men and women; the rest is school grammar.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Callable
from functools import cache
from itertools import accumulate
from typing import Final

from names_translator.dicts import NameDicts

from bench import by_ear
from bench.people_common import MEN, Person, Word, born, digits, share_of, two, weighted
from bench.people_pen import CYRILLIC, LATIN, UKRAINIAN_KEYS, Pen, Row, Side, write_down
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

MALE: Final = """
Олександр/Александр:106 Сергій/Сергей:70 Андрій/Андрей:60 Володимир/Владимир:52 Дмитро/Дмитрий:48
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
FEMALE: Final = """
Олена/Елена:80 Наталія/Наталья:70 Ірина/Ирина:65 Тетяна/Татьяна:60 Світлана/Светлана:50 Оксана/Оксана:45
Людмила/Людмила:40 Ольга/Ольга:45 Юлія/Юлия:40 Галина/Галина:35 Марія/Мария:35 Катерина/Екатерина:30
Анна/Анна:30 Вікторія/Виктория:28 Надія/Надежда:22 Любов/Любовь:20 Валентина/Валентина:22 Інна/Инна:18
Лариса/Лариса:16 Марина/Марина:18 Анастасія/Анастасия:25 Дарія/Дарья:15 Аліна/Алина:14 Христина/Кристина:12
Яна/Яна:12 Алла/Алла:9 Віра/Вера:9 Ніна/Нина:9 Лідія/Лидия:6 Софія/София:7 Ганна/Анна:9 Євгенія/Евгения:8
Діана/Диана:5 Карина/Карина:4 Зоя/Зоя:2 Раїса/Раиса:4
"""
COMMON: Final = """
Мельник/Мельник Шевченко/Шевченко Коваленко/Коваленко Бондаренко/Бондаренко Бойко/Бойко Ткаченко/Ткаченко
Кравченко/Кравченко Ковальчук/Ковальчук Коваль/Коваль Олійник/Олейник Шевчук/Шевчук Поліщук/Полищук Іванов/Иванов
Ткачук/Ткачук Савченко/Савченко Бондар/Бондарь Марченко/Марченко Руденко/Руденко Мороз/Мороз Лисенко/Лысенко
Петренко/Петренко Кравчук/Кравчук Клименко/Клименко Павленко/Павленко Кузьменко/Кузьменко Савчук/Савчук
Пономаренко/Пономаренко Іваненко/Иваненко Левченко/Левченко Василенко/Василенко Харченко/Харченко Карпенко/Карпенко
Гончаренко/Гончаренко Сидоренко/Сидоренко Гаврилюк/Гаврилюк Швець/Швец Попов/Попов Мельничук/Мельничук
Романюк/Романюк Гончар/Гончар Панченко/Панченко Кравець/Кравец Петров/Петров Волков/Волков Мазур/Мазур
Костенко/Костенко Романенко/Романенко Гриценко/Гриценко Кириченко/Кириченко Смирнов/Смирнов Кузнецов/Кузнецов
Тимошенко/Тимошенко Яковенко/Яковенко Кушнір/Кушнир Мартинюк/Мартынюк Литвиненко/Литвиненко Литвин/Литвин
Козак/Козак Приходько/Приходько Захарченко/Захарченко Федоренко/Федоренко Нестеренко/Нестеренко Мартиненко/Мартыненко
Бондарчук/Бондарчук Ігнатенко/Игнатенко Назаренко/Назаренко Ярошенко/Ярошенко Соколов/Соколов Морозов/Морозов
Новіков/Новиков Козлов/Козлов Лебедєв/Лебедев Павлов/Павлов Волошин/Волошин Білоус/Белоус Власенко/Власенко
Дяченко/Дьяченко Демченко/Демченко Остапенко/Остапенко Семенюк/Семенюк Макаренко/Макаренко Шаповал/Шаповал
Тарасенко/Тарасенко Федорчук/Федорчук Паламарчук/Паламарчук Тищенко/Тищенко Гайдай/Гайдай Чорний/Чёрный
Білий/Белый Білик/Билык Козловський/Козловский Вишневський/Вишневский Ковальський/Ковальский Соловйов/Соловьёв
Зайцев/Зайцев Алексєєв/Алексеев Васильєв/Васильев Михайлов/Михайлов Федоров/Фёдоров Андрєєв/Андреев Орлов/Орлов
Макаров/Макаров Нікітін/Никитин Захаров/Захаров Степаненко/Степаненко Кирилюк/Кирилюк Пилипенко/Пилипенко
Довженко/Довженко Стельмах/Стельмах Гордієнко/Гордиенко Онищенко/Онищенко Антоненко/Антоненко Даниленко/Даниленко
"""
EVERYDAY: Final = """
Олександр:Саша/Саша Дмитро:Діма/Дима Володимир:Вова/Вова Микола:Коля/Коля Іван:Ваня/Ваня Михайло:Миша/Миша
Сергій:Серьожа/Серёжа Євген:Женя/Женя Юрій:Юра/Юра Петро:Петя/Петя Олексій:Льоша/Лёша Василь:Вася/Вася
Віктор:Вітя/Витя Олена:Лєна/Лена Тетяна:Таня/Таня Наталія:Наташа/Наташа Катерина:Катя/Катя Анна:Аня/Аня
Павло:Паша/Паша Роман:Рома/Рома Анатолій:Толя/Толя Андрій:Андрюша/Андрюша Максим:Макс/Макс Віталій:Віталік/Виталик
"""
PATRONYMICS: Final = {
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
Сєвєродонецьк/Северодонецк Лисичанськ/Лисичанск Рубіжне/Рубежное Волноваха/Волноваха Біла_Церква/Белая_Церковь
Кривий_Ріг/Кривой_Рог Івано-Франківськ/Ивано-Франковск Хмельницький/Хмельницкий Кам'янське/Каменское
Кропивницький/Кропивницкий
"""
UNITS: Final = {
    "uk": (("{} бригада", "{} ОМБр", "{}-а бригада"), ("{} батальйон", "{} ОБ", "{}-й батальйон")),
    "ru": (("{} бригада", "{} омбр", "{}-я бригада"), ("{} батальон", "{} об", "{}-й батальон")),
    "latin": (("{} brigade", "{} brigada", "{}th brigade"), ("{} battalion", "{} batalion", "{} Bn")),
}
"""An odd number is a brigade's, an even one a battalion's; the first spelling is the usual one."""

UK_LATIN: Final = ((KMU, 60), (ENGLISH_UK, 40))
HOLDING_LATIN: Final = (
    (ICAO_RU, 25), (GOST, 12), (ENGLISH_RU, 25), (BGN_RU, 8), (KMU, 10), (ICAO_UK, 3), (POLISH_UK, 5), (POLISH_RU, 5),
    (SCHOLARLY_RU, 4), (SCHOLARLY_UK, 3),
)  # fmt: skip
UKRAINIAN_SYSTEMS: Final = (KMU, ICAO_UK, ENGLISH_UK, POLISH_UK, SCHOLARLY_UK)
SCRIPTS: Final = {
    Side.SEARCHING: (("uk", 0.80), ("ru", 0.08), ("russified", 0.0), ("latin", 0.12)),
    Side.HOLDING: (("uk", 0.10), ("ru", 0.54), ("russified", 0.05), ("latin", 0.31)),
}
"""How each side writes. *russified*: a Ukrainian name in Russian letters, letter by letter."""

Write = Callable[[Word], str]


class Slavic:
    """People with Ukrainian and Russian names."""

    def __init__(self, seed: int) -> None:
        """Shuffle the rare surnames: which of them are less rare differs from seed to seed."""
        rare = list(_rare_surnames())
        random.Random(seed).shuffle(rare)
        self.surnames = [two(pair) for pair in COMMON.split()] + rare
        # Zipf-Mandelbrot: the commonest surname has a share of about one in four hundred.
        self.surname_weights = list(accumulate((rank + 44.0) ** -0.95 for rank in range(len(self.surnames))))
        self.names = {"male": weighted(MALE), "female": weighted(FEMALE)}
        self.everyday = {uk: two(other) for uk, _, other in (item.partition(":") for item in EVERYDAY.split())}
        self.share_with_everyday = share_of(self.names, lambda name: two(name)[0] in self.everyday)

    def person(self, lots: random.Random) -> Person:
        """Draw somebody: 93 of 100 are men."""
        sex = "male" if lots.random() < MEN else "female"
        surname, rank = self._surname(lots)
        return Person(
            population="uk-ru",
            surname=surname,
            rank=rank,
            given=self.given(lots, sex),
            father=self.given(lots, "male"),
            grandfather=self.given(lots, "male"),
            sex=sex,
            born=born(lots),
            town=_town(lots),
            unit=lots.randint(1, 86),
            number=digits(lots, 10),
            married=self._surname(lots)[0] if sex == "female" and lots.random() < 0.04 else None,
        )

    def given(self, lots: random.Random, sex: str) -> Word:
        """Draw a given name by its weight."""
        return two(self.names[sex].drawn(lots))

    def _surname(self, lots: random.Random) -> tuple[Word, int]:
        rank = bisect(self.surname_weights, lots.random() * self.surname_weights[-1])
        return self.surnames[rank], rank

    def row(self, person: Person, side: Side, lots: random.Random) -> Row:
        """Write *person* in the script and by the table that the clerk of that side uses."""
        pen = Pen(side=side, lots=lots)
        script = lots.choices([each for each, _ in SCRIPTS[side]], [share for _, share in SCRIPTS[side]])[0]
        write, hear = _writers(script, side, lots)
        notes = {script, "uk-ru"}
        if pen.happens("by ear"):
            write = hear
            notes.add("by ear")
        is_everyday = pen.happens("everyday", of=self.share_with_everyday) and person.given[0] in self.everyday
        is_married = side is Side.HOLDING and person.married is not None
        surname = _gendered(person.married if is_married and person.married else person.surname, person.sex)
        notes |= {what for what, is_so in (("everyday", is_everyday), ("married", is_married)) if is_so}
        letters = "latin" if script == "latin" else "uk" if script == "uk" else "ru"
        row = Row(
            surname=write(surname),
            given=write(self.everyday[person.given[0]] if is_everyday else person.given),
            father=write(_patronymic(person.father, person.sex)),
            other=write(_gendered(person.surname, person.sex)) if is_married and lots.random() < 0.3 else None,
            sex=person.sex,
            place=write(person.town),
            number=person.number,
            unit=_unit(person.unit, letters, lots),
            script=letters,
            notes=notes,
        )
        keys = {"latin": LATIN, "uk": UKRAINIAN_KEYS, "ru": CYRILLIC}[letters]
        return write_down(row, pen, person.born, letters=keys, towns=lambda: write(_town(lots)))


@cache
def _rare_surnames() -> tuple[Word, ...]:
    """Return the surnames of men in the dictionary, without the common ones, in alphabetical order."""
    known = NameDicts().as_dict("last")
    common = {pair.split("/")[0].lower() for pair in COMMON.split()}
    return tuple(
        (uk.capitalize(), known[uk][0])
        for uk in sorted(known)
        if uk not in common and not _is_of_a_woman(uk, known) and known[uk][0].isalpha() and len(uk) > 2
    )


def _is_of_a_woman(surname: str, known: dict[str, list[str]]) -> bool:
    if surname.endswith("а"):
        return surname[:-1] in known or surname[:-1] + "ий" in known or known[surname][0].endswith("ая")
    return surname.endswith("ая")


TOWNS: Final = tuple(two(pair) for pair in _TOWNS.split())


def _town(lots: random.Random) -> Word:
    return TOWNS[min(int(lots.expovariate(1 / 14)), len(TOWNS) - 1)]


def _unit(number: int, letters: str, lots: random.Random) -> str:
    return lots.choices(UNITS[letters][number % 2 == 0], (6, 2, 2))[0].format(number)


def _writers(script: str, side: Side, lots: random.Random) -> tuple[Write, Write]:
    """Return how a clerk copies a name, and how he writes it down by ear."""
    if script == "uk":
        return (lambda word: word[0]), lambda word: by_ear.russian_to_ukrainian(word[1], lots)
    if script == "russified":
        return (lambda word: _russified(word[0])), lambda word: by_ear.ukrainian_to_russian(word[0], lots)
    if script == "ru":
        with_yo = lots.random() < 0.2
        copy: Write = lambda word: word[1] if with_yo else word[1].replace("ё", "е").replace("Ё", "Е")  # noqa: E731
        return copy, lambda word: by_ear.ukrainian_to_russian(word[0], lots)
    systems, weights = zip(*(UK_LATIN if side is Side.SEARCHING else HOLDING_LATIN), strict=True)
    system: System = lots.choices(systems, weights)[0]
    at = 0 if system in UKRAINIAN_SYSTEMS else 1
    heard = by_ear.russian_to_ukrainian if at == 0 else by_ear.ukrainian_to_russian
    return (lambda word: romanised(word[at], system)), lambda word: romanised(heard(word[1 - at], lots), system)


def _russified(word: str) -> str:
    return word.translate(_IN_RUSSIAN_LETTERS).replace("'", "").replace("’", "")


_IN_RUSSIAN_LETTERS: Final = str.maketrans("іїєґІЇЄҐ", "ииегИИЕГ")


def _gendered(surname: Word, sex: str) -> Word:
    if sex == "male":
        return surname
    uk, ru = surname
    if uk.endswith(("ий", "ій")) and ru.endswith(("ий", "ый", "ой")):
        return uk[:-2] + "а", ru[:-2] + "ая"
    both = (("ов", "ов"), ("ев", "ев"), ("єв", "ев"), ("йов", "ев"), ("ін", "ин"), ("їн", "ин"), ("ин", "ин"))
    if any(uk.endswith(one) and ru.replace("ё", "е").endswith(other) for one, other in both):
        return uk + "а", ru + "а"
    return surname


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
