"""What people at a table read back to each other."""

from homeward.terms import describe_terms
from tests.unit.terms.agreement import changed, read, sound


def test_terms_are_read_back_in_sentences() -> None:
    """Every part of the agreement is said in words, with its clause."""
    assert describe_terms(sound()) == (
        "Bridge: 30 for 30, agreed on 2026-03-01 by north and south",
        "north frees exactly 30 people, who go to south (clause 1)",
        "north frees all seriously wounded and sick (on the final lists), who go to south (clause 1)",
        "south frees exactly 30 people, who go to north (clause 1)",
        "tranche day-1 on 2026-03-10: north frees exactly 10 prisoners of war, who go to south (clause 1)",
        "tranche day-1 on 2026-03-10: north frees exactly 5 civilians, who go to south (clause 1)",
        "tranche day-1 on 2026-03-10: south frees exactly 15 people, who go to north (clause 1)",
        "tranche day-2 on 2026-03-11: north frees exactly 15 people, who go to south (clause 1)",
        "tranche day-2 on 2026-03-11: south frees exactly 15 people, who go to north (clause 1)",
        "after each tranche both directions differ by at most 2 people (clause 1)",
        "prisoners of war: status pow (clause 1)",
        "civilians: status civilian (clause 1)",
        "seriously wounded and sick: health seriously sick or seriously wounded (clause 1)",
        "people under 25: under 25 years, age as of 2026-03-01 (clause 1)",
        "who goes first: seriously wounded and sick, then people under 25 (clause 1)",
        "nobody travels unless identity is confirmed, valid 30 days (clause 1)",
        (
            "nobody travels unless the person was asked in private and wishes to go, valid 10 days; "
            "a refusal that was properly heard frees the holder (clause 1)"
        ),
        "5 people in reserve for each direction (clause 1)",
        "numbers are made public after arrival, none below 10 people (clause 1)",
        "coming tranches are not made public (clause 1)",
        "totals with proofs may be made public (clause 1)",
        "days for each step: lists 2, answers 2, final lists 2, arrivals 1 (clause 1)",
    )


def test_floors_caps_and_ages_are_said() -> None:
    """Other ways of counting have other words, and a category without criteria is everybody."""
    text = changed('category = "pow", op = "eq", count = 10', 'category = "pow", op = "at_least", count = 10')
    text = text.replace('category = "civilian", op = "eq"', 'category = "civilian", op = "up_to"')
    text = text.replace("age_under = 25", "age_at_least = 60").replace('statuses = ["civilian"]\n', "")
    terms, _ = read(
        text.replace('[[tranche.commitment]]\nholder = "north"\nreceiver = "south"\nop = "eq"\ncount = 15\n\n', "")
    )
    assert terms is not None

    lines = describe_terms(terms)

    assert lines[4].endswith("at least 10 prisoners of war, who go to south (clause 1)")
    assert lines[5].endswith("up to 5 civilians, who go to south (clause 1)")
    assert "civilians: everybody (clause 1)" in lines
    assert "people under 25: aged 60 or more, age as of 2026-03-01 (clause 1)" in lines


def test_a_tranche_without_numbers_says_so() -> None:
    """A day on which no number was agreed is not left out."""
    terms, _ = read(changed("[[parity]]", '[[tranche]]\nid = "day-3"\nclause = "1"\non = 2026-03-12\n\n[[parity]]'))
    assert terms is not None

    assert "tranche day-3 on 2026-03-12: no number agreed (clause 1)" in describe_terms(terms)
