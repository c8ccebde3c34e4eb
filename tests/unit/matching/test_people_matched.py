"""Who is taken for one person, and who is not."""

import pytest

from homeward.matching import match_entries
from homeward.model.dates import parse_date
from homeward.model.people import Details, Entry, Sex
from tests.unit.matching.cast import entry, proposed, strangers

OREST = ("Гнатенко", "Олександр", "Степанович", "1985-04-12", "Суми")


def is_matched(one: Entry, other: Entry) -> bool:
    """Match two lists that hold one and the other among strangers."""
    matches = match_entries([one, *strangers("s")], [other, *strangers("t", first=12)])
    return (one.row_id, other.row_id) in proposed(matches)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param(OREST, id="the same row"),
        pytest.param(
            ("Hnatenko", "Oleksandr", "Stepanovych", "1985-04-12", "Sumy"), id="official Ukrainian romanisation"
        ),
        pytest.param(("GNATENKO", "ALEKSANDR", "STEPANOVICH", "1985-04-12", "SUMY"), id="Latin from Russian"),
        pytest.param(("Гнатенко", "Александр", "Степанович", "1985-04-12", "Сумы"), id="Russian"),
        pytest.param(("Гнатенко", "Саша", None, "1985-04-12"), id="everyday name"),
        pytest.param(("Гнатенко", "А. С.", None, "1985-04-12"), id="Russian initials"),
        pytest.param(("Гнатенко", "Олександр", None, "1985"), id="year only, no father"),
        pytest.param(("Гнатенко", "Олександр", "Степанович", "1985-12-04"), id="day and month exchanged"),
        pytest.param(("Гнатенко", "Олександр", "Степанович", "1985-01-01", "Суми"), id="first of January"),
        pytest.param(("Гнатенко", "Олександр", "Степанович", "1986-04-12"), id="year off by one"),
        pytest.param(("Гнатенко", "Олександр", "Степанович", "1995-04-12"), id="year off by ten"),
        pytest.param(("Гнатенко", "Олександр", "Степанович", None), id="no date"),
        pytest.param(("Гнатенко", "Олександр", "Степанович", "1984~"), id="about a year earlier"),
        pytest.param(("Гнатенко", "Олександр", "Степанович", "1980/1990"), id="some time in ten years"),
        pytest.param(("Олександр", "Гнатенко", "Степанович", "1985-04-12"), id="names exchanged"),
        pytest.param(("Гнатненко", "Олкесандр", "Степанович", "1985-04-12"), id="slips of the pen"),
        pytest.param(("Гнатенко-Кобзар", "Олександр", "Степанович", "1985-04-12"), id="compound surname"),
    ],
)
def test_one_person_is_found(fields: tuple[str | None, ...]) -> None:
    """A person is found in every spelling and with every usual gap."""
    assert is_matched(entry("one", *OREST), entry("other", *fields))


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param(("Гнатенко", "Олексій", "Степанович", "1985-04-12", "Суми"), id="twin"),
        pytest.param(("Гнатенко", "Андрій", "Степанович", "1987-09-30", "Суми"), id="brother"),
        pytest.param(("Гнатенко", "Степан", "Олександрович", "2006-02-01", "Суми"), id="son"),
        pytest.param(("Гнатенко", "Степан", "Іванович", None, "Суми"), id="father, no date"),
        pytest.param(("Гнатенко", "Олександр", "Степанович", "1961-11-27", "Суми"), id="namesake of another age"),
        pytest.param(("Гнатенко", "О.", None, "1961-11-27"), id="initial and another age"),
        pytest.param(("Кобзаренко", "Олександр", "Степанович", "1985"), id="another surname, same year"),
    ],
)
def test_relatives_and_namesakes_are_kept_apart(fields: tuple[str | None, ...]) -> None:
    """Agreement of all that a family shares is no proposal: a different given name or another age stops it."""
    assert not is_matched(entry("one", *OREST), entry("other", *fields))


def test_the_person_is_found_beside_the_brother() -> None:
    """With the person and the twin both on the list, the person is proposed and the twin is not."""
    twin = entry("twin", "Гнатенко", "Олексій", "Степанович", "1985-04-12", "Сумы")
    self = entry("self", "Gnatenko", "Aleksandr", "Stepanovich", "1985-04-12", "Sumy")

    matches = match_entries([entry("one", *OREST)], [twin, self])

    assert proposed(matches) == {("one", "self")}


def test_a_service_number_finds_what_names_cannot() -> None:
    """One number, written in two ways, carries a pair whose names were written down badly."""
    one = entry("one", "Гнатенко", "Олександр", None, "1985-04-12", more=Details(service_number="АВ-120345"))
    other = entry("other", "Ігнатченко", "Олександр", None, "1985-04-21", more=Details(service_number="AB 12О345"))

    assert is_matched(one, other)


def test_arabic_letters_meet_latin_ones() -> None:
    """Where vowels are not written the consonants, the father's name and the date suffice."""
    assert is_matched(
        entry("one", "الحمدان", "محمد", "حسن", "1990-01-05"),
        entry("other", "al-Hamdan", "Muhammad", "Hassan", "1990-01-05"),
    )


def test_people_with_other_fields_only_are_matched_by_them() -> None:
    """Each field that both lists state counts: mother's maiden name, unit, and when somebody was last seen."""
    day, later = parse_date("2024-03-05"), parse_date("2024-03-07")
    rest = Details(sex=Sex.MALE, mother_maiden_name="Кобзар", unit="72 бригада", captured_or_last_seen=day)
    same = Details(sex=Sex.MALE, mother_maiden_name="Kobzar", unit="72nd", captured_or_last_seen=later)
    one, other = entry("one", "Гнатенко", "О.", more=rest), entry("other", "Gnatenko", "A.", more=same)

    assert is_matched(one, other)


@pytest.mark.parametrize(("left", "right"), [(0, 0), (0, 1), (1, 0)])
def test_an_empty_list_has_no_pairs(left: int, right: int) -> None:
    """Nobody is matched with nobody."""
    row = entry("one", *OREST)

    assert match_entries([row] * left, [row] * right) == ()


def test_rows_without_any_value_are_matched_with_nobody() -> None:
    """Saying nothing is no evidence, whatever the number of rows."""
    assert match_entries([entry("a"), entry("b")], [entry("c"), entry("d")]) == ()


def test_one_row_on_each_list_is_enough() -> None:
    """Two lists of one row work, and a full agreement is proposed."""
    assert proposed(match_entries([entry("one", *OREST)], [entry("other", *OREST)])) == {("one", "other")}


def test_two_rows_about_one_person_share_the_doubt() -> None:
    """A person entered twice on one list is proposed once at most, and both rows are shown."""
    matches = match_entries([entry("one", *OREST)], [entry("again", *OREST), entry("other", *OREST)])

    assert {match.right for match in matches} == {"again", "other"}
    assert len(proposed(matches)) <= 1
