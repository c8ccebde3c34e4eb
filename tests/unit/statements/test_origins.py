"""Copies of one text share a key, and independent texts do not."""

import time

import pytest

from homeward.statements import origin_keys
from homeward.statements.origins import credit_of

AGENCY = (
    "Both sides freed 390 people on Friday at the border crossing near the lake, officials said. "
    '"We are bringing our people home and we will not stop until the last one is back," an office wrote. '
    "The exchange is expected to go on over the weekend with 307 and 303 more people from each side./AGY"
)
CUT = AGENCY.partition(" The exchange")[0]
HEADED = f"Largest exchange of the year\n\n{AGENCY}\n\nRead more on our site"
OTHER = (
    "Families waited in the square until late in the evening for the buses that were to bring 390 people. "
    "Doctors of the regional hospital said that most of those who came back need care, and some of them a lot of it."
)
REWRITTEN = (
    "After weeks of talks 390 people came home on Friday, and 307 and 303 more are to follow. "
    '"We are bringing our people home and we will not stop until the last one is back," an office wrote on a channel. '
    "Nobody said where they were taken or how the families were told of it beforehand./AGY"
)


def are_one(*texts: str) -> bool:
    """Tell whether all *texts* have one key."""
    keys = origin_keys({str(n): text for n, text in enumerate(texts)})
    return len(set(keys.values())) == 1


@pytest.mark.parametrize("copy", [AGENCY, AGENCY.upper(), HEADED, CUT], ids=["same", "capitals", "headed", "cut"])
def test_a_copy_shares_the_key(copy: str) -> None:
    """Reprinted whole, in capitals, under another headline or cut short, it is one text."""
    assert are_one(AGENCY, copy)


def test_another_report_has_its_own_key() -> None:
    """A report of the same event in other words is another source, whatever numbers both have."""
    assert not are_one(AGENCY, OTHER)


def test_a_rewritten_text_with_its_credit_numbers_and_quotation_is_a_copy() -> None:
    """A text with some of the words, all numbers and the credit is from one root; with other numbers it is not."""
    assert are_one(AGENCY, REWRITTEN)
    assert not are_one(AGENCY, REWRITTEN.replace("303", "310"))


def test_a_short_text_says_nothing_about_its_origin() -> None:
    """Two short lines with the same words may be two people's."""
    assert not are_one("390 people from each side came home", "390 people from each side came home today")


def test_the_order_of_texts_changes_nothing() -> None:
    """The key of a text does not hang on what is read first."""
    texts = {"a": AGENCY, "b": OTHER, "c": HEADED}

    assert origin_keys(texts) == origin_keys(dict(reversed(texts.items())))


def test_a_further_copy_leaves_others_as_they_were() -> None:
    """Whether two texts share a key does not hang on a third one that is a copy of one of them."""
    keys = origin_keys({"a": AGENCY, "b": OTHER, "c": HEADED})

    assert keys["a"] == keys["c"] != keys["b"]


@pytest.mark.parametrize(
    ("text", "credit"),
    [("Home./REL", "rel"), ("KYIV (Agency) - Home.", "agency"), ("Home and/or away.", None), ("Home (at last).", None)],
)
def test_a_credit_is_read_where_agencies_put_it(text: str, credit: str | None) -> None:
    """A credit stands at the end after a stroke, or after the dateline in brackets."""
    assert credit_of(text) == credit


def test_many_openings_of_quotations_cost_no_hours() -> None:
    """A text of opening quotation marks is compared in a moment."""
    start = time.perf_counter()

    origin_keys({"a": "«„ " * 40_000, "b": "« people " * 10_000})

    assert time.perf_counter() - start < 3
