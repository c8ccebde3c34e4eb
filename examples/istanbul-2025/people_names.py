"""Made-up names: given names, patronymics and surnames built by rule, in Ukrainian and in Russian spelling."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from people_draws import Draws
from people_spelling import Lang, Spelling, capitalised, transcribed

SURNAME_FLATNESS: Final = 200
"""Offset of the Zipf-Mandelbrot law: the commonest surname takes fewer than one person in a hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenName:
    """A given name with its short form (None: hardly used)."""

    full: Spelling
    short: Spelling | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surname:
    """A surname in the form for a man and for a woman."""

    male: Spelling
    female: Spelling


def draw_given(draws: Draws, home: Lang, *, is_male: bool) -> GivenName:
    """Draw a given name that is usual among speakers of *home*."""
    names, weights = _given_names(home, is_male=is_male)
    return draws.weighted(names, weights)


def draw_surname(draws: Draws, home: Lang) -> Surname:
    """Draw a surname of the kind usual among speakers of *home*: a few are common, most are rare."""
    names, weights = _surnames(home)
    return draws.weighted(names, weights)


def patronymic(father: GivenName, *, is_male: bool) -> Spelling:
    """Return the father's name as his son or his daughter bears it."""
    form = 0 if is_male else 1
    return Spelling(_patronymic_uk(father.full.uk)[form], _patronymic_ru(father.full.ru)[form])


@cache
def _given_names(home: Lang, *, is_male: bool) -> tuple[tuple[GivenName, ...], tuple[int, ...]]:
    names: list[GivenName] = []
    weights: list[int] = []
    for line in (_MEN if is_male else _WOMEN).strip().splitlines():
        uk, ru, weight_uk, weight_ru, *short = line.split()
        names.append(GivenName(full=Spelling(uk, ru), short=Spelling(*short) if short else None))
        weights.append(int(weight_uk if home == "uk" else weight_ru))
    return tuple(names), tuple(weights)


def _patronymic_uk(name: str) -> tuple[str, str]:
    if name in _IRREGULAR_UK:
        return _IRREGULAR_UK[name]
    if name.endswith("й"):
        return f"{name}ович", f"{name[:-1]}ївна"
    if name.endswith("ь"):
        return f"{name}ович", f"{name[:-1]}івна"
    stem = name.rstrip("оа")
    return f"{stem}ович", f"{stem}івна"


def _patronymic_ru(name: str) -> tuple[str, str]:
    if name in _IRREGULAR_RU:
        return _IRREGULAR_RU[name]
    if name.endswith("ий"):
        return f"{name[:-2]}ьевич", f"{name[:-2]}ьевна"
    if name.endswith(("й", "ь")):
        return f"{name[:-1]}евич", f"{name[:-1]}евна"
    return f"{name}ович", f"{name}овна"


@cache
def _surnames(home: Lang) -> tuple[tuple[Surname, ...], tuple[float, ...]]:
    """Combine every root with every ending that suits it; the ranks are drawn once, the same in every run."""
    hard, soft, hard_ends, soft_ends = _PARTS[home]
    combined = [(_joined(root, end, home), end[4]) for root in hard.split() for end in hard_ends]
    combined += [(_joined(root, end, home), end[4]) for root in soft.split() for end in soft_ends]
    ranked = Draws(0, f"surnames {home}").shuffled(combined)
    weights = tuple(share / (rank + SURNAME_FLATNESS) for rank, (_, share) in enumerate(ranked))
    return tuple(surname for surname, _ in ranked), weights


def _joined(root: str, end: tuple[str, str, str, str, int], home: Lang) -> Surname:
    """Join a root (``own`` or ``own/other`` where the rules of transcription would mislead) and an ending."""
    own, _, abroad = root.partition("/")
    abroad = abroad or transcribed(own, home)
    uk, ru = (own, abroad) if home == "uk" else (abroad, own)
    male_uk, female_uk, male_ru, female_ru, _ = end
    return Surname(
        male=capitalised(Spelling(_attached(uk, male_uk), _attached(ru, male_ru))),
        female=capitalised(Spelling(_attached(uk, female_uk), _attached(ru, female_ru))),
    )


def _attached(root: str, end: str) -> str:
    """Attach an ending; one that begins with ``+`` keeps the soft sign of the root."""
    return root + end[1:] if end.startswith("+") else root.removesuffix("ь") + end


# Ending for a man and for a woman, Ukrainian then Russian spelling, then how usual it is.
_UK_HARD: Final = (
    ("енко", "енко", "енко", "енко", 40),
    ("чук", "чук", "чук", "чук", 14),
    ("ук", "ук", "ук", "ук", 12),
    ("ський", "ська", "ский", "ская", 10),
    ("івський", "івська", "овский", "овская", 6),
    ("ич", "ич", "ич", "ич", 6),
    ("ишин", "ишин", "ишин", "ишин", 4),
)
_UK_SOFT: Final = (
    ("енко", "енко", "енко", "енко", 40),
    ("+чук", "+чук", "+чук", "+чук", 14),
    ("юк", "юк", "юк", "юк", 14),
    ("+ський", "+ська", "+ский", "+ская", 10),
    ("івський", "івська", "евский", "евская", 6),
    ("+ко", "+ко", "+ко", "+ко", 6),
    ("ишин", "ишин", "ишин", "ишин", 4),
)
_RU_HARD: Final = (
    ("ов", "ова", "ов", "ова", 40),
    ("ін", "іна", "ин", "ина", 14),
    ("кін", "кіна", "кин", "кина", 12),
    ("овський", "овська", "овский", "овская", 10),
    ("анов", "анова", "анов", "анова", 6),
    ("ський", "ська", "ский", "ская", 6),
    ("ухін", "ухіна", "ухин", "ухина", 4),
)
_RU_SOFT: Final = (
    ("єв", "єва", "ев", "ева", 40),
    ("ін", "іна", "ин", "ина", 14),
    ("+кін", "+кіна", "+кин", "+кина", 14),
    ("євський", "євська", "евский", "евская", 10),
    ("янов", "янова", "янов", "янова", 6),
    ("+ський", "+ська", "+ский", "+ская", 6),
    ("ихін", "ихіна", "ихин", "ихина", 4),
)

_ROOTS_UK_HARD: Final = """
іван петр степан роман данил кирил гаврил самойл остап потап тарас опанас гнат кіндрат/кондрат макар назар захар
федор антон левон мартин максим юхим/ефим яким клим наум пилип северин семен симон сидор трохим устим харитон
дуб голуб горб зуб клен ясен явор берест калин малин верб лоз трав степ хмар мороз туман буран град вітр/ветр гром
сокир молот борон коліс/колес стремен сідл/седл чуб бород рум'ян/румян білан/белан чорн/черн сив карп сом лин окун щур
бобр перепел ворон сокол комар бондар гончар кобзар лимар кушнір/кушнир ситар скляр шаповал дзвонар паламар писар млинар
токар вівчар дем'ян/демьян добр красн весел кругл товст прост густ перв нов остр криниц дорош мирон зінов/зинов
"""
_ROOTS_UK_SOFT: Final = """
коваль король василь хміль/хмель кисіль/кисель журавель гуль стріль/стрель поль топіль/тополь шпиль киль бадиль мотиль
гринь синь мань корінь/корень камінь/камень кремінь/кремень перстень осінь/осень ячмінь/ячмень лебедь ведмідь/медведь
лось гусь карась князь рись/рысь грузь витязь ступень олень полинь/полынь кужель
"""
_ROOTS_RU_HARD: Final = """
борис глеб/глєб мир лад добр мал бел/бєл сед/сєд черн красн рус син желт/жовт зелен голуб дуб клен ясен берез лип осин
рябин калин малин слив сад лес/лєс бор пол гор холм камен мороз град гром туман буран ветр/вєтр зуб лоб нос глаз ус
бород губ голов кудр волос кафтан карман рукав тулуп кожан топор молот пил котл самовар стакан чугун медн железн
серебр золот алмаз янтар тарас назар макар захар максим антон семен степан роман иван петр тит фрол прохор кондрат
игнат филат ермол карп сом налим окун ворон сокол дрозд щегл снегир/снєгір комар бобр кабан баран козл тетер перепел
сазан вёрст дым тын плот мост перевал хутор курган атаман капитан
"""
_ROOTS_RU_SOFT: Final = """
конь князь король лебедь медведь гусь лось карась рысь олень тюлень тополь ковыль хмель ячмень кремень корень камень
гвоздь соболь голубь корабль рубль кисель уголь огонь ремень перстень ступень звонарь пекарь токарь лекарь писарь
мотыль щавель февраль апрель
"""
_PARTS: Final = {
    "uk": (_ROOTS_UK_HARD, _ROOTS_UK_SOFT, _UK_HARD, _UK_SOFT),
    "ru": (_ROOTS_RU_HARD, _ROOTS_RU_SOFT, _RU_HARD, _RU_SOFT),
}

_IRREGULAR_UK: Final = {
    "Ілля": ("Ілліч", "Іллівна"),
    "Лев": ("Львович", "Львівна"),
    "Лука": ("Лукич", "Луківна"),
    "Микола": ("Миколайович", "Миколаївна"),
    "Федір": ("Федорович", "Федорівна"),
}
_IRREGULAR_RU: Final = {
    "Дмитрий": ("Дмитриевич", "Дмитриевна"),
    "Илья": ("Ильич", "Ильинична"),
    "Лев": ("Львович", "Львовна"),
    "Лука": ("Лукич", "Лукинична"),
    "Михаил": ("Михайлович", "Михайловна"),
    "Никита": ("Никитич", "Никитична"),
    "Павел": ("Павлович", "Павловна"),
    "Пётр": ("Петрович", "Петровна"),
}

# Ukrainian, Russian, how usual among speakers of each, and the short form where one is in use.
_MEN: Final = """
Олександр Александр 90 90 Сашко Саша
Сергій Сергей 70 75 Сергійко Серёжа
Андрій Андрей 60 60 Андрійко Андрюша
Володимир Владимир 55 50 Вова Вова
Микола Николай 45 35 Коля Коля
Іван Иван 45 40 Ванько Ваня
Дмитро Дмитрий 45 60 Діма Дима
Василь Василий 35 15 Василько Вася
Віктор Виктор 35 25 Вітя Витя
Юрій Юрий 35 30 Юрко Юра
Роман Роман 35 35
Максим Максим 35 50 Макс Макс
Ігор Игорь 35 35
Олексій Алексей 30 65 Льоша Лёша
Михайло Михаил 30 40 Мишко Миша
Євген Евгений 30 45 Женя Женя
Віталій Виталий 30 20 Віталік Виталик
Анатолій Анатолий 25 15 Толя Толя
Олег Олег 25 25
Петро Пётр 25 12 Петрик Петя
Богдан Богдан 25 5
Павло Павел 22 30 Паша Паша
Артем Артём 20 40 Тьома Тёма
Тарас Тарас 18 1
Ярослав Ярослав 15 8
Руслан Руслан 15 15
Валерій Валерий 14 12 Валера Валера
Вадим Вадим 14 18
Денис Денис 14 35
В'ячеслав Вячеслав 12 14 Слава Слава
Назар Назар 12 2
Владислав Владислав 12 20 Влад Влад
Антон Антон 10 25
Григорій Григорий 10 8 Гриша Гриша
Степан Степан 10 5
Леонід Леонид 10 6 Льоня Лёня
Станіслав Станислав 8 14 Стас Стас
Данило Данил 8 14
Ілля Илья 8 22
Костянтин Константин 7 16 Костя Костя
Ростислав Ростислав 6 5
Геннадій Геннадий 6 8 Гена Гена
Остап Остап 6 0
Мирослав Мирослав 6 1
Кирило Кирилл 5 18
Федір Фёдор 5 6
Едуард Эдуард 5 8
Любомир Любомир 5 0
Орест Орест 5 0
Микита Никита 5 20
Борис Борис 4 5
Святослав Святослав 4 2
Арсеній Арсений 3 6
Захар Захар 3 3
Тимофій Тимофей 3 8
Єгор Егор 3 14
Матвій Матвей 3 6
Марко Марк 3 3
Зеновій Зиновий 2 0
Лев Лев 2 3
Гліб Глеб 2 6
Семен Семён 2 5
Тимур Тимур 2 8
Родіон Родион 2 4
Філіп Филипп 2 4
Лука Лука 2 2
Рустам Рустам 1 5
Ельдар Эльдар 1 4
Герман Герман 1 5
Дамір Дамир 0 4
"""
_WOMEN: Final = """
Олена Елена 60 60 Оленка Лена
Наталія Наталья 55 50 Наталка Наташа
Тетяна Татьяна 55 50 Таня Таня
Ірина Ирина 50 45 Іра Ира
Ольга Ольга 45 50 Оля Оля
Світлана Светлана 45 45 Свєта Света
Марія Мария 40 40 Марійка Маша
Оксана Оксана 40 15
Людмила Людмила 35 25 Люда Люда
Галина Галина 30 25 Галя Галя
Валентина Валентина 28 25 Валя Валя
Ганна Анна 28 55 Галя Аня
Юлія Юлия 28 35 Юля Юля
Катерина Екатерина 26 45 Катя Катя
Вікторія Виктория 24 25 Віка Вика
Надія Надежда 20 20 Надя Надя
Любов Любовь 20 16 Люба Люба
Анастасія Анастасия 20 35 Настя Настя
Лариса Лариса 15 14
Ніна Нина 14 12
Дарина Дарья 12 25
Софія София 12 10
Аліна Алина 12 12
Віра Вера 10 10
Христина Кристина 10 12
Марина Марина 10 20
Алла Алла 8 8
Інна Инна 8 8
Раїса Раиса 7 6
Тамара Тамара 7 8
Лідія Лидия 7 7
Соломія Соломия 7 0
Уляна Ульяна 6 6
Яна Яна 6 10
Діана Диана 5 6
Поліна Полина 5 12
Зоя Зоя 5 5
Ксенія Ксения 4 12
Маргарита Маргарита 4 6
Євгенія Евгения 4 6
Варвара Варвара 3 5
"""
