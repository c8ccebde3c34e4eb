"""Names are read from whatever field they were written in."""

import pytest

from homeward.names.people import PersonName, read_name

NADIA = PersonName(surnames=("kovalenko",), given=("nada",), father="petro")


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param(("Коваленко", "Надія", "Петрівна"), id="each in its field"),
        pytest.param(("КОВАЛЕНКО", "НАДІЯ", "ПЕТРІВНА"), id="upper case"),
        pytest.param(("Kovalenko", "Nadiia Petrivna", None), id="patronymic with the given name"),
        pytest.param(("Надія", "Коваленко", "Петрівна"), id="surname and given name exchanged"),
        pytest.param(("Надія", "Петрівна", "Коваленко"), id="all moved by one"),
        pytest.param(("Коваленко", "Петрівна", "Надія"), id="given name and patronymic exchanged"),
        pytest.param(("Коваленко Надія Петрівна", None, None), id="all in the surname"),
        pytest.param((None, "Надія Петрівна Коваленко", None), id="all in the given name, surname last"),
        pytest.param(("Коваленко", "Надія", "Петро"), id="father's first name"),
    ],
)
def test_order_is_seen_through(fields: tuple[str | None, str | None, str | None]) -> None:
    """The same person comes out of every order in which the parts were written."""
    assert read_name(*fields) == NADIA


@pytest.mark.parametrize(
    ("fields", "given", "father"),
    [(("Коваленко", "Н.П.", None), ("n",), "p"), (("Коваленко", "Н.", "П."), ("n",), "p")],
)
def test_initials_stay_initials(fields: tuple[str, str, str | None], given: tuple[str], father: str) -> None:
    """One letter is kept as an initial, and of two the second is the father's."""
    name = read_name(*fields)

    assert (name.given, name.father) == (given, father)


@pytest.mark.parametrize(
    ("surname", "other"),
    [("Коваленко (дів. Бондар)", None), ("Коваленко", "née Bondar"), ("Коваленко", "Бондар Надія")],
)
def test_another_surname_is_kept_beside_the_first(surname: str, other: str | None) -> None:
    """A maiden name in brackets or in its own column is one more surname."""
    assert read_name(surname, "Надія", other_names=other).surnames == ("kovalenko", "bondar")


def test_a_compound_surname_keeps_its_parts() -> None:
    """Either part of a compound surname may stand alone on the other list."""
    assert read_name("Коваленко-Бондар", "Надія").surnames == ("kovalenkobondar", "kovalenko", "bondar")


def test_the_original_script_fills_what_is_missing() -> None:
    """A name in its original script gives the father's name that the fields lack."""
    assert read_name("Kovalenko", "Nadiia", original="Коваленко Надія Петрівна").father == "petro"


@pytest.mark.parametrize("fields", [(None, None), ("", ""), ("--", "."), ("?", "  ")])
def test_nothing_comes_of_nothing(fields: tuple[str | None, str | None]) -> None:
    """Fields without letters give no name and no error."""
    assert read_name(*fields) == PersonName()


def test_a_surname_that_looks_like_a_given_name_stays() -> None:
    """Where both fields hold given names nothing shows an exchange, and order stays."""
    assert read_name("Роман", "Андрій") == PersonName(surnames=("roman",), given=("andri",))
