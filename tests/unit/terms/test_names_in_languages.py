"""Names in other languages: read, kept in the record in one order, and used where the language is."""

import pytest

from homeward.model.canonical import decode, encode
from homeward.model.findings import Refusal
from homeward.model.naming import Named
from homeward.terms import describe_terms, read_terms, terms_from_record, terms_record
from homeward.terms.words import LANGUAGES
from tests.unit.terms.variants import VALLEY, valley

TEXT = VALLEY.read_text(encoding="utf-8")
NAMES = 'names = { ar = "بلدة الشمال", ru = "Город Север", uk = "Місто Північ" }'


def test_names_are_read_in_order_of_language() -> None:
    """However the file orders them, names stand in alphabetical order of language."""
    turned = TEXT.replace(NAMES, 'names = { uk = "Місто Північ", ru = "Город Север", ar = "بلدة الشمال" }')

    terms, _ = read_terms(turned.encode(), source="x", parties=())

    assert terms == valley()
    assert valley().provisions.actors[0].names[0] == Named(language="ar", name="بلدة الشمال")


def test_a_name_stands_in_its_own_language_only() -> None:
    """Ukrainian has the Ukrainian name of a party, category and event; where none is given, the agreement's own."""
    said = {code: "\n".join(describe_terms(valley(), words)) for code, words in LANGUAGES.items()}

    assert all(name in said["uk"] for name in ("Місто Північ", "військовополонені", "перемир’я на мосту", "Coast"))
    assert all(name in said["en"] for name in ("Town of North", "prisoners of war", "the truce on the bridge"))


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ('names = { UK = "x" }', "TERMS-10"),
        ("names = { uk = 1 }", "TERMS-7"),
        ('names = { uk = "" }', "TERMS-7"),
        ('names = "x"', "TERMS-7"),
    ],
)
def test_names_that_are_none_are_an_error(names: str, code: str) -> None:
    """A language that is none, or a name that is no text, is found on its line."""
    terms, findings = read_terms(TEXT.replace(NAMES, names).encode(), source="x", parties=())

    assert terms is None
    assert (findings[0].code, findings[0].where.line) == (code, 12)


@pytest.mark.parametrize(
    ("old", "new"), [('"language":"ar"', '"language":"zz"'), ('"language":"ar"', '"language":"A"')]
)
def test_a_record_has_its_names_in_one_order(old: str, new: str) -> None:
    """Names out of order, or of no language, are in no record a file could give."""
    damaged = encode(terms_record(valley())).decode().replace(old, new)

    with pytest.raises(Refusal, match="TERMS-39"):
        terms_from_record(decode(damaged.encode()))
