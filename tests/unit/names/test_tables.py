"""The tables of names are sound."""

import csv
from importlib import resources

import pytest

from homeward.names.folding import VOWELLESS, fold
from homeward.names.given import (
    counterpart_classes,
    father_classes,
    given_classes,
    given_names,
    given_table,
    is_listed_given_name,
    name_stem,
)
from homeward.names.keyed_tables import keyed_table, stem_of, words_in
from homeward.names.listed import listed_pairs
from homeward.names.numbers import UNIT_WORDS, unit_key, unit_numbers
from homeward.names.places import place_key
from homeward.names.ranks import TABLE as RANKS
from homeward.names.ranks import rank_key
from homeward.names.slips import meant_classes


def test_a_full_form_has_one_class() -> None:
    """No full form written with vowels belongs to two classes, so that classes never chain."""
    shared = {form: own for form, own in given_table().full.items() if len(own) > 1 and not form.startswith(VOWELLESS)}

    assert shared == {}


def test_a_counterpart_of_the_dictionary_is_one_hop_away() -> None:
    """Whatever the dictionary adds leads to one class, of which one of its own counterparts is a form in our table."""
    pairs, full = listed_pairs(), given_table().full
    added = {name: counterpart_classes(name) for name in pairs if counterpart_classes(name)}

    assert {len(classes) for classes in added.values()} == {1}
    assert all(any(own[0] in full.get(one, ()) for one in pairs[name]) for name, own in added.items())
    assert not set(added) & set(full)


def test_a_name_with_two_counterparts_joins_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dictionary that gives a name two counterparts of two classes adds it to neither: else it would chain them."""
    shared = {"heorkhur": (fold("Георгій"), fold("Юрій")), "heorkh": (fold("Георгій"),)}
    monkeypatch.setattr("homeward.names.given.listed_pairs", lambda: shared)

    assert counterpart_classes("heorkhur") == ()
    assert counterpart_classes("heorkh") == ("heorhii",)


@pytest.mark.parametrize(("one", "other"), [("Георгій", "Юрій"), ("Георгій", "Єгор"), ("Юрій", "Єгор"), ("Ян", "Іван")])
def test_related_names_stay_apart(one: str, other: str) -> None:
    """Names that come from one root and are registered apart have no class in common."""
    assert not set(given_classes(fold(one))) & set(given_classes(fold(other)))


def test_a_name_only_the_dictionary_knows_is_weak_evidence() -> None:
    """A name of the dictionary is somebody's given name, and still has no class of its own."""
    assert is_listed_given_name(fold("Абібулла"))
    assert given_classes(fold("Абібулла")) == ()
    assert not is_listed_given_name(fold("Шевченко"))


def test_classes_are_unique_and_have_a_sex() -> None:
    """Each class is one line, of one sex, with at least one form."""
    names = given_names()

    assert len({name.id for name in names}) == len(names) > 200
    assert {name.sex for name in names} == {"f", "m"}
    assert all(name.forms for name in names)


def test_the_stem_of_a_male_form_leads_back_to_its_class() -> None:
    """A father's name and his children's patronymics meet in one stem."""
    lost = [
        form for name in given_names() if name.sex == "m" for form in name.forms
        if name.id not in father_classes(name_stem(fold(form))) and fold(form).isascii() and "~" not in fold(form)
    ]  # fmt: skip

    assert lost == []


def test_a_slip_is_understood_only_where_one_name_is_meant() -> None:
    """One wrong letter leads to the known name; a word near to none is left alone."""
    assert meant_classes(["olkesandr", "serhu", "xq", "radim"]) == {"olkesandr": "oleksandr", "serhu": "serhii"}


def test_a_region_stands_apart_from_its_settlement() -> None:
    """Settlement and region are two keys, with a comma or without."""
    assert place_key("с. Іванівка Полтавської області")[0] == place_key("Іванівка, Полтавська обл.")[0] == "ivanivka"


def test_the_numbers_of_a_unit_survive_translation() -> None:
    """Units are compared by their numbers, whatever the words."""
    assert unit_numbers("072 бригада") == unit_numbers("72nd Brigade") == "72"
    assert unit_key("72 бригада") == unit_key("Бригада 72")


def rows(file: str) -> list[dict[str, str]]:
    """Return the lines of a table of the package."""
    text = resources.files("homeward.names").joinpath(file).read_text(encoding="utf-8")
    return list(
        csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), quoting=csv.QUOTE_NONE)
    )


@pytest.mark.parametrize(("file", "key"), [(RANKS, "rank"), (UNIT_WORDS, "word")])
def test_every_word_of_a_table_leads_to_its_line(file: str, key: str) -> None:
    """No word of a rank or unit stands in two lines, so each leads to its own key."""
    lost = [
        name for row in rows(file) for name in row["names"].split("|")
        if keyed_table(file, key).get(tuple(map(stem_of, words_in(name)))) != row[key]
    ]  # fmt: skip

    assert lost == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("старший лейтенант", "Senior Lieutenant"),
        ("РЯДОВОЙ", "рядовий"),
        ("جندي", "soldier"),
        ("סרן", "Captain"),
        ("молодший сержант", "младший сержант"),
        ("капитан 2 ранга", "капітан 2 рангу"),
    ],
)
def test_a_rank_has_one_key_in_every_language(one: str, other: str) -> None:
    """A rank and its translation meet."""
    assert rank_key(one) == rank_key(other)


def test_ranks_that_differ_stay_apart() -> None:
    """Neighbouring ranks have different keys, and one the table does not know keeps its own words."""
    assert len({rank_key(one) for one in ("лейтенант", "старший лейтенант", "молодший лейтенант", "майор")}) == 4
    assert rank_key("хорунжий") not in {row["rank"] for row in rows(RANKS)}
    assert rank_key("") == ""


@pytest.mark.parametrize(
    "text",
    [
        "72-га окрема механізована бригада",
        "72-гу окрему механізовану бригаду",
        "72 отдельная механизированная бригада",
        "Mechanized Separate Brigade 72",
    ],
)
def test_a_unit_has_one_key_in_every_language(text: str) -> None:
    """The words for kinds of unit are translated, and their order does not matter."""
    assert unit_key(text) == "72 brigade mechanized separate"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Бахмут", "Артёмовск"),
        ("м. Самар", "Новомосковск"),
        ("Звягель", "Новоград-Волинський"),
        ("Шептицький", "Червоноград"),
        ("Lwów", "Львов"),
        ("القدس", "ירושלים"),
        ("القدس", "Jerusalem"),
        ("مدينة حلب", "Алеппо"),
        ("Khankendi", "Степанакерт"),
        ("غزة", "עזה"),
        ("صنعاء", "Сана"),
        ("Гянджа", "Кировабад"),
        ("Ель-Фашир", "الفاشر"),
        ("Al-Hudaydah", "الحديدة"),
    ],
)
def test_a_place_has_one_key_under_all_its_names(one: str, other: str) -> None:
    """A place's names in other languages, and those it had before, lead to one key."""
    assert place_key(one)[0] == place_key(other)[0]


def test_a_name_of_two_places_leads_to_neither() -> None:
    """Свердловськ was the name of two towns: it keeps its own key, and neither is guessed."""
    places = {row["place"] for row in rows("places.csv")}

    assert place_key("Свердловськ")[0] not in places
    assert place_key("Довжанськ")[0] != place_key("Екатеринбург")[0]
