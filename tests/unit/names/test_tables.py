"""The tables of names are sound."""

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
from homeward.names.listed import listed_pairs
from homeward.names.numbers import unit_key, unit_numbers
from homeward.names.places import place_key
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
