"""What is claimed without a number: about people, lists and events, and only once where a number tells it."""

from __future__ import annotations

import pytest

from tests.reading import claims

ABOUT = " Talania and Nerunia hold prisoners of war of each other."


def statuses(text: str) -> list[tuple[str, str]]:
    """Return the quotes and senses of the claims without a number in a text about the made-up conflict."""
    return [(one.quote, one.modality.value) for one in claims(text + ABOUT) if one.count is None]


@pytest.mark.parametrize(
    ("text", "quote", "sense"),
    [
        ("Nerunia demanded the return of all soldiers.", "demanded the return of all soldiers", "demanded"),
        ("Nerunia asked Talania to release the rest.", "asked Talania to release the rest", "demanded"),
        ("Talania began releasing prisoners.", "began releasing prisoners", "begun"),
        ("The lists have been agreed by Talania.", "lists have been agreed", "agreed"),
        ("Talania is still checking the lists.", "is still checking", "pending"),
        ("The sides signed the agreement in Velmaria.", "signed the agreement", "agreed"),
        ("The prisoners will be released by Talania.", "prisoners will be released", "expected"),
    ],
)
def test_people_and_lists_are_claimed_without_a_number(text: str, quote: str, sense: str) -> None:
    """A sense with an act and people, or with lists, is a claim."""
    assert (quote, sense) in statuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nerunia demanded that Talania release 50 soldiers.",
        "Talania refused to release 50 soldiers.",
        "Talania gave Nerunia a list of 339 children.",
    ],
)
def test_a_number_makes_the_claim_itself(text: str) -> None:
    """Where a number says how many, nothing is claimed a second time."""
    assert statuses(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The exchange, said Talania's president, has been postponed.",
        "The exchange, which was planned for Friday in Velmaria, has been postponed.",
    ],
)
def test_a_part_between_commas_does_not_part_an_event_from_its_sense(text: str) -> None:
    """What stands between two commas is passed over."""
    assert [sense for _, sense in statuses(text)][-1] == "postponed"


def test_an_attribute_gives_way_to_what_became_of_it() -> None:
    """An exchange that was planned and is put off is put off."""
    assert [sense for _, sense in statuses("The exchange planned for Friday has been postponed.")] == ["postponed"]


def test_a_denial_ends_where_more_is_said() -> None:
    """What somebody goes on to say after a denial is a claim of its own."""
    found = statuses("Nerunia denied it, and said that Talania had postponed the exchange.")

    assert [sense for _, sense in found] == ["denied", "postponed"]


def test_from_a_party_is_no_time() -> None:
    """An exchange of people from a party has begun: the word before the party names no time."""
    assert [sense for _, sense in statuses("The exchange of prisoners from Nerunia began.")] == ["begun"]
