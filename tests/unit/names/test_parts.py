"""Each part of a name is found, wherever it stood: a table anyone may add to, and laws for every input."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from names_translator.dicts import NameDicts

from homeward.names.fathers import father_key, is_patronymic
from homeward.names.folding import fold, has_polish_spelling
from homeward.names.given import given_key, is_full_given_name
from homeward.names.name_words import LETTERS_OF_A_WORD, WORDS_OF_A_FIELD, words_of
from homeward.names.people import PersonName, Stated, maiden_key, read_name
from homeward.names.surnames import surname_parts

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "names" / "parts.csv"
ROWS = list(csv.DictReader(CORPUS.read_text(encoding="utf-8").splitlines()))

SURNAMES = st.sampled_from(["Коваленко", "Левицька", "Bondarenko", "Згурський", "Ткачук"])
GIVEN = st.sampled_from(["Надія", "Іван", "Oleksandr", "Татьяна", "Mykola"])
FATHERS = st.sampled_from(["Петрівна", "Иванович", "Mykolaivna", "Сергійович"])


def key_of(word: str) -> str:
    """Fold *word* in the spelling it shows; one letter stays one."""
    return fold(word, ch_is_kh=has_polish_spelling(word))


def surname_key_of(word: str) -> tuple[str, ...]:
    """Return what the surname *word* alone is read as."""
    return surname_parts((word,), ch_is_kh=has_polish_spelling(word)) if word else ()


def father_key_of(word: str) -> str:
    """Return the key of the father's name *word*."""
    return father_key(key_of(word)) if word else ""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_the_corpus_of_parts(row: dict[str, str]) -> None:
    """Each row of the corpus is read into the parts it names, and into no other."""
    name = read_name(row["surname"] or None, row["given"] or None, row["father"] or None, other_names=row["other"])

    former = surname_key_of(row["is_former"])
    assert name.surnames == (*surname_key_of(row["is_surname"]), *former)
    assert [given_key(one) for one in name.given] == [given_key(key_of(row["is_given"]))]
    assert name.father == father_key_of(row["is_father"])
    assert name.lineage == tuple(father_key_of(one) for one in row["is_lineage"].split())
    assert name.former == former


@given(SURNAMES, GIVEN, FATHERS)
def test_the_order_of_fields_does_not_matter_where_a_patronymic_shows_it(surname: str, first: str, father: str) -> None:
    """A surname, a known given name and a patronymic are found in every order of the three fields, and in one field."""
    right = read_name(surname, first, father)

    assert right == read_name(first, surname, father) == read_name(surname, father, first)
    assert right == read_name(father, first, surname) == read_name(first, father, surname)
    assert right == read_name(father, surname, first) == read_name(f"{surname} {first} {father}", None)
    assert right == read_name(None, f"{first} {father} {surname}")


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_read_the_same_twice(surname: str, first: str, father: str) -> None:
    """Whatever stands in the fields, reading ends, and reading again gives the same."""
    assert read_name(surname, first, father) == read_name(surname, first, father)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("а" * 5000, id="one word of five thousand letters"),
        pytest.param("Іван " * 1000, id="a thousand words"),
        pytest.param("بن " * 1700, id="nothing but ibn"),
        pytest.param("()[]{}«»--..,,", id="nothing but punctuation"),
        pytest.param("\u202e\u200f\u2066\u2069", id="nothing but marks of direction"),
        pytest.param("Ð\u009aÐ¾Ð²Ð°Ð»ÐµÐ½ÐºÐ¾", id="one encoding read as another"),
        pytest.param("Коваленко\x00\x07", id="control characters"),
        pytest.param("née née née", id="nothing but née"),
        pytest.param("(((((", id="brackets never closed"),
        pytest.param("abd", id="servant of nobody"),
        pytest.param("(а)" * 1700, id="a thousand names in brackets"),
        pytest.param("Коваль;" * 700 + "Бондар", id="seven hundred names beside each other"),
        pytest.param("𝕂𝕠𝕧𝕒𝕝", id="letters of mathematics"),
    ],
)
@pytest.mark.parametrize("place", range(4))
def test_a_hostile_field_is_read_and_stays_small(text: str, place: int) -> None:
    """Whatever stands in whichever field, a name comes out, of at most as many letters as names have."""
    fields = [text if place == index else None for index in range(3)]

    name = read_name(*fields, other_names=text if place == 3 else None)

    keys = (*name.surnames, *name.given, *name.other_given, name.father, *name.lineage, *name.aside)
    assert sum(map(len, keys)) < 5000


def test_marks_of_direction_change_nothing() -> None:
    """A name copied out of a page that runs the other way is the same name."""
    assert read_name("\u202bКоваленко\u202c", "На\u200fдія") == read_name("Коваленко", "Надія")


def test_a_father_not_stated_is_not_a_father_contradicted() -> None:
    """Omitted, initial and stated are three things; words for *unknown* omit."""
    assert read_name("Коваленко", "Надія").father_stated is Stated.NOT
    assert read_name("Коваленко", "Надія", "невідомо").father_stated is Stated.NOT
    assert read_name("Коваленко", "Надія", "П.").father_stated is Stated.INITIAL
    assert read_name("الحسن", "محمد", "ص.").father_stated is Stated.INITIAL
    assert read_name("Коваленко", "Надія", "Петрівна").father_stated is Stated.WHOLE
    assert read_name("Коваленко", "Н.").given_stated is Stated.INITIAL


def test_what_was_put_in_order_is_said() -> None:
    """A name that needed mending says what was done; one that did not says nothing; both are equal."""
    plain, exchanged = read_name("Коваленко", "Надія"), read_name("Надія", "Коваленко")

    assert plain == exchanged
    assert (plain.mended, exchanged.mended) == ((), ("surname and given stood in each other's place",))


def test_a_kunya_is_kept_aside() -> None:
    """Abu Ahmad is the father of Ahmad and no given name; Abu Bakr is one."""
    assert read_name("أبو أحمد محمد صالح الحلبي", None).aside == (fold("أبو أحمد"),)
    assert read_name("Halabi", "Abu Bakr") == read_name("Halabi", "Abubakr")


@pytest.mark.parametrize("text", ["Бондар", "дів. Бондар", "Бондар Ганна Іванівна", "(Бондар)", "née Bondar"])
def test_a_mothers_maiden_name_is_her_surname(text: str) -> None:
    """The maiden name is found beside her other names and beside words that announce it."""
    assert maiden_key(text) == "bondar"


def test_nothing_comes_of_words_for_nothing() -> None:
    """Words for unknown are no names in any language."""
    assert read_name("невідомо", "неизвестно", "unknown", other_names="مجهول") == PersonName()


def test_patronymics_of_two_languages_meet() -> None:
    """Of all patronymics that a register keeps in both languages, 99 in 100 have one key in Ukrainian and Russian."""
    pairs = {name: ranked[0] for name, ranked in NameDicts().as_dict("patronymic").items() if "-" not in name}

    apart = [name for name, russian in pairs.items() if father_key(fold(name)) != father_key(fold(russian))]

    assert len(apart) <= len(pairs) / 100


@pytest.mark.parametrize(
    ("patronymic", "father"),
    [
        ("Ярославна", "Ярослав"),
        ("Лукінішна", "Лука"),
        ("Ілліч", "Ілля"),
        ("Яківна", "Яків"),
        ("Яковлевич", "Яків"),
        ("Нечипорович", "Никифор"),
        ("Кіндратівна", "Кондрат"),
        ("Аліогли", "Алі"),
        ("Həsənqızı", "Həsən"),
        ("Нұрсұлтанұлы", "Нурсултан"),
    ],
)
def test_a_patronymic_leads_to_the_father(patronymic: str, father: str) -> None:
    """A patronymic of any usual form and the father's own name have one key."""
    assert father_key(fold(patronymic)) == father_key(fold(father))


@pytest.mark.parametrize("surname", ["Дубрівна", "Зарівна", "Кропивна", "Духовна", "Петрович", "Ткачук"])
def test_a_surname_that_looks_like_a_patronymic_stays_one(surname: str) -> None:
    """A surname that only sounds like a patronymic is not taken for one where nothing else is stated."""
    assert read_name(surname, "Надія") == read_name("Надія", surname)
    assert read_name(surname, "Надія").father == ""


EVERY_FIFTIETH = [
    name.title()
    for name in list(NameDicts().as_dict("last"))[::50]
    if name.isalpha() and not is_full_given_name(fold(name))
]
"""Surnames of a public register, in alphabetical order, without those that are given names too."""


def test_a_name_in_order_stays_in_order() -> None:
    """No surname of a register is taken for another part where given name and patronymic stand in their fields."""
    moved = [
        surname for surname in EVERY_FIFTIETH for fields in ((surname, "Надія", "Петрівна"), (surname, "Надія", None))
        if read_name(*fields).given != (fold("Надія"),)
    ]  # fmt: skip

    assert len(EVERY_FIFTIETH) > 2000
    assert moved == []


def test_exchanged_fields_are_put_back_for_nearly_every_surname() -> None:
    """Of the surnames of a register 98 in 100 are found in the field of the given name; others are given names too."""
    lost = [surname for surname in EVERY_FIFTIETH if read_name("Надія", surname).given != (fold("Надія"),)]

    assert len(lost) <= len(EVERY_FIFTIETH) * 0.02


def test_a_slip_in_a_given_name_moves_few_surnames() -> None:
    """With a letter lost from the given name, at most one surname in a hundred is taken for a given name."""
    moved = [surname for surname in EVERY_FIFTIETH if read_name(surname, "Олкесандр").given != (fold("Олкесандр"),)]

    assert len(moved) <= len(EVERY_FIFTIETH) * 0.01


def test_a_title_without_a_name_is_a_name() -> None:
    """Панна beside a surname is a title, and alone in its field a surname."""
    assert read_name("Панна Коваль", "Надія") == read_name("Коваль", "Надія")
    assert read_name("Панна", "Надія").surnames == (fold("Панна"),)


@pytest.mark.parametrize("text", ["\u200fневідомо", "Unknown\u200e", "\u202bمجهول\u202c", "mr.", "()", "н/д"])
def test_words_for_nothing_are_seen_behind_marks_of_direction(text: str) -> None:
    """What says nothing is taken out, also where invisible marks stand around it; a title alone stays."""
    assert words_of(text) == (("mr",) if text == "mr." else ())


def test_a_field_is_cut() -> None:
    """One field holds at most sixteen words of sixty letters."""
    assert len(words_of("Іван " * 1000)) == WORDS_OF_A_FIELD
    assert len(words_of("а" * 5000)[0]) == LETTERS_OF_A_WORD


def test_a_surname_in_ovets_is_no_patronymic() -> None:
    """Терновець beside a patronymic is the surname, wherever the two stand."""
    assert not is_patronymic(fold("Терновець"))
    assert read_name("Надія", "Петрівна", "Терновець") == read_name("Терновець", "Надія", "Петрівна")
