"""Why a pair waits for people, families as evidence, and the sum that made a score."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.matching import (
    Doubt,
    alone,
    doubt,
    explain,
    is_other_of_family,
    log_odds,
    match_entries,
    relatives,
    similar_rows,
    supported,
    waterfall,
)
from homeward.model.ids import RowId
from homeward.model.matches import Evidence, Match
from homeward.model.people import Details
from tests.unit.matching.cast import entry, strangers

SURE = Match(
    left=RowId("l"),
    right=RowId("r"),
    probability=0.99,
    is_proposed=True,
    is_accepted=True,
    evidence=(
        Evidence(field="surname", level="exact", weight=7.0),
        Evidence(field="given_names", level="same name", weight=3.0),
        Evidence(field="father_name", level="not compared", weight=0.0),
        Evidence(field="birth_date", level="same day", weight=8.5),
        Evidence(field="relatives", level="relatives would not share this", weight=-0.5),
        Evidence(field="prior", level="two rows by chance", weight=-5.0),
    ),
)


def with_levels(match: Match, **levels: str) -> Match:
    """Return *match* with other levels."""
    known = {one.field: one for one in match.evidence}
    changed = {
        field: replace(known.get(field, Evidence(field=field, level="", weight=1.0)), level=level)
        for field, level in levels.items()
    }
    return replace(match, evidence=tuple({**known, **changed}.values()))


BROTHER = {"surname": "exact", "given_names": "a different name", "father_name": "same father's name"}


@pytest.mark.parametrize(
    ("match", "why"),
    [
        (SURE, None),
        (replace(SURE, probability=0.9), None),
        (replace(SURE, probability=0.8999), Doubt.UNSURE),
        (replace(SURE, is_accepted=False), Doubt.COMMON_NAMES),
        (replace(SURE, is_proposed=False), Doubt.NOT_PROPOSED),
        (with_levels(SURE, **BROTHER), Doubt.OTHER_OF_FAMILY),
        (replace(with_levels(SURE, **BROTHER), is_proposed=False), Doubt.OTHER_OF_FAMILY),
        (with_levels(SURE, surname="differs", given_names="differs"), Doubt.OTHER_NAMES),
        (with_levels(SURE, surname="differs", given_names="a different name"), Doubt.OTHER_NAMES),
        (with_levels(SURE, surname="differs"), None),
    ],
)
def test_a_pair_waits_for_a_reason_that_is_said(match: Match, why: Doubt | None) -> None:
    """Each reason stops a pair by itself, and without any it is passed on."""
    assert doubt(match) is why
    assert (why is None) is not any("waits for people" in line for line in explain(match))


def test_common_names_without_a_date_or_number_wait() -> None:
    """Where every second person bears the same names and no date is stated, nothing is passed on by the program."""
    crowd = [entry(f"l{number}", "Коваль", "Іван", "Петрович") for number in range(4)]
    others = [entry(f"r{number}", "Коваль", "Іван", "Петрович") for number in range(4)]

    found = match_entries([*crowd, *strangers("s")], [*others, *strangers("t", first=12)])

    assert found
    assert all(doubt(one) is not None for one in found)


@pytest.mark.parametrize(
    ("levels", "is_family"),
    [
        (BROTHER, True),
        ({**BROTHER, "father_name": "not compared", "birth_place": "same place"}, True),
        ({**BROTHER, "father_name": "not compared"}, False),
        ({**BROTHER, "father_name": "a different name", "birth_place": "same place"}, False),
        ({**BROTHER, "given_names": "differs"}, False),
        ({**BROTHER, "given_names": "same name"}, False),
        ({**BROTHER, "surname": "differs"}, False),
    ],
)
def test_the_given_name_tells_one_of_a_family_from_another(levels: dict[str, str], is_family: bool) -> None:
    """Surname, with father or place, makes a family; only a known given name that is another makes another person."""
    assert is_other_of_family(with_levels(SURE, **levels)) is is_family


def test_brothers_are_found_to_be_two() -> None:
    """Two brothers born in one place are named as one family and two people, and never passed on."""
    found = match_entries(
        [entry("a", "Коваль", "Іван", "Петрович", "1980-01-02", "Суми"), *strangers("s")],
        [entry("b", "Коваль", "Степан", "Петрович", "1982-03-04", "Суми"), *strangers("t", first=12)],
    )

    assert not [one for one in found if doubt(one) is None]


def test_relatives_on_both_lists_support_each_other() -> None:
    """A pair is supported by a pair of relatives, named by rows; its own rows and strangers support nothing."""
    left = [entry("a", "Коваль", "Іван", "Петрович"), entry("b", "Коваль", "Олена", "Петрівна"), *strangers("s")]
    right = [entry("c", "Koval", "Ivan", "Petrovych"), entry("d", "Koval", "Olena", "Petrivna"), *strangers("t")]
    families = relatives(left), relatives(right)
    pair = replace(SURE, left=RowId("a"), right=RowId("c"))

    assert families[0] == {RowId("a"): frozenset({RowId("b")}), RowId("b"): frozenset({RowId("a")})}
    (one,) = supported(pair, [(RowId("b"), RowId("d")), (RowId("s1"), RowId("t1"))], families)
    assert (one.left, one.right) == ("b", "d")
    assert supported(pair, [(RowId("a"), RowId("c"))], families) == ()


def test_people_who_travel_together_are_family() -> None:
    """Who is named as travelling with a row is its family, whatever the surnames; a row that is not there is none."""
    mother, child = entry("m", "Мазур", "Ганна"), replace(entry("c", "Сич", "Остап"), travel_with=RowId("m"))
    lost = replace(entry("x", "Чуб", "Назар"), travel_with=RowId("nobody"))

    assert relatives([mother, child, lost]) == {"m": frozenset({"c"}), "c": frozenset({"m"})}


def test_a_town_of_namesakes_is_no_family() -> None:
    """What thirteen people share makes nobody their relative; twelve may be one."""
    givens = ("Назар", "Гліб", "Остап", "Тарас", "Мирон", "Устим", "Іван", "Петро", "Олена", "Марія", "Яків", "Левко")
    twelve = [entry(name, "Коваль", name, None, None, "Суми") for name in givens]

    assert len(relatives(twelve)) == 12
    assert relatives([*twelve, entry("one more", "Коваль", "Юрій", None, None, "Суми")]) == {}


def test_rows_twice_on_one_list_come_with_their_evidence() -> None:
    """A person who stands there twice is found once, smaller row first, and is never proposed or passed on."""
    twice = [
        entry("b", "Гнатенко", "Олександр", "Степанович", "1985-04-12", "Суми"),
        entry("a", "Hnatenko", "Oleksandr", "Stepanovych", "1985-04-12", "Sumy"),
    ]

    (one,) = similar_rows([*twice, *strangers("s")])

    assert (one.left, one.right, one.is_proposed) == ("a", "b", False)
    assert doubt(one) is not None
    assert {each.field for each in one.evidence if each.weight > 0} >= {"surname", "birth_date"}
    assert similar_rows(twice[:1]) == ()


WEIGHTS = st.lists(st.floats(-40, 40, allow_nan=False), min_size=1, max_size=12)


@given(weights=WEIGHTS)
def test_the_steps_add_up_to_the_score(weights: list[float]) -> None:
    """Each step begins where the one before it ends, the first at nothing, and the last ends at the log-odds."""
    names = [*(f"field_{number}" for number in range(len(weights) - 1)), "prior"]
    evidence = tuple(Evidence(field=name, level="x", weight=one) for name, one in zip(names, weights, strict=True))
    match = replace(SURE, evidence=evidence)

    steps = waterfall(match)

    assert [one.end for one in steps[:-1]] == [one.start for one in steps[1:]]
    assert not steps or steps[0].start == 0.0
    assert (steps[-1].end if steps else 0.0) == pytest.approx(log_odds(match), abs=1e-9)
    assert 0.0 <= alone(match) <= 1.0


def test_chance_comes_first_and_the_uncompared_is_left_out() -> None:
    """The steps begin with what two rows are by chance, and say nothing of what was not compared."""
    fields = [one.field for one in waterfall(SURE)]

    assert fields == ["prior", "surname", "given_names", "birth_date", "relatives"]
    assert alone(SURE) == pytest.approx(0.9999977, abs=1e-6)


def test_details_are_not_needed() -> None:
    """Rows that state nothing make no family."""
    assert relatives([entry("a", more=Details()), entry("b", more=Details())]) == {}
    assert relatives([]) == {}
