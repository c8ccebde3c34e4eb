"""The tables of names are sound."""

from homeward.names.folding import fold
from homeward.names.given import father_classes, given_names, given_table, name_stem
from homeward.names.numbers import unit_key, unit_numbers
from homeward.names.places import place_key
from homeward.names.slips import meant_classes


def test_a_full_form_has_one_class() -> None:
    """No full form belongs to two classes, so that classes never chain."""
    assert {form: classes for form, classes in given_table().full.items() if len(classes) > 1} == {}


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
