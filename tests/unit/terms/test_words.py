"""What people at a table read back to each other."""

from homeward.terms import describe_terms
from tests.house.repository import ROOT
from tests.unit.terms.agreement import changed, read, sound


def test_terms_are_read_back_in_sentences() -> None:
    """Every part of the agreement is said in words, with its clause."""
    expected = (ROOT / "tests" / "corpus" / "terms" / "explained" / "bridge.lines.txt").read_text(encoding="utf-8")

    assert "\n".join(describe_terms(sound())) + "\n" == expected


def test_floors_caps_and_ages_are_said() -> None:
    """Other ways of counting have other words, and a category without criteria says so."""
    text = changed('category = "pow", op = "eq", count = 10', 'category = "pow", op = "at_least", count = 10')
    text = text.replace('category = "civilian", op = "eq"', 'category = "civilian", op = "up_to"')
    text = text.replace("age_under = 25", "age_at_least = 60").replace('statuses = ["civilian"]\n', "")
    terms, _ = read(text)
    assert terms is not None

    said = "\n".join(describe_terms(terms))

    assert "north frees at least 10 people (category “prisoners of war”), who go to south." in said
    assert "north frees up to 5 people (category “civilians”), who go to south." in said
    assert "Category “civilians”: no criterion. (clause 1, category civilian)" in said
    assert "Category “people under 25”: at least 60 years old; age as of 1 March 2026." in said


def test_a_tranche_without_numbers_says_so() -> None:
    """A day on which no number was agreed is not left out."""
    terms, _ = read(changed("[[parity]]", '[[tranche]]\nid = "day-3"\nclause = "1"\non = 2026-03-12\n\n[[parity]]'))
    assert terms is not None

    assert "The day of tranche day-3: 12 March 2026. No number is agreed for it. (clause 1)" in describe_terms(terms)
