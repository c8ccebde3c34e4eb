"""What the program may accept until people decide, and what it never accepts alone."""

import pytest

from homeward.matching import match_entries
from homeward.model.matches import Match
from tests.unit.matching.cast import entry, strangers

COMMON = ("Шевченко", "Олександр")


def matched(born: tuple[str | None, str | None], name: tuple[str, str] = COMMON) -> Match:
    """Match one person of that name between lists where every third row has a common name."""
    crowd = [entry(f"c{number}", COMMON[0], COMMON[1], None, f"19{60 + number}-03-04") for number in range(12)]
    others = [entry(f"d{number}", COMMON[0], COMMON[1], None, f"19{75 + number}-09-17") for number in range(12)]
    left = [entry("one", *name, "Степанович", born[0], "Глухів"), *strangers("s"), *crowd]
    right = [entry("other", *name, "Степанович", born[1], "Глухів"), *strangers("t", first=12), *others]
    return next(one for one in match_entries(left, right) if (one.left, one.right) == ("one", "other"))


def test_a_common_name_alone_is_never_accepted() -> None:
    """However probable: with a common name and no date or number a person must look first."""
    found = matched((None, None))

    assert not found.is_accepted


@pytest.mark.parametrize("born", [("1985-04-12", "1985-04-12"), ("1985-04-12", "1985-12-04"), ("1985-04-12", "1985")])
def test_a_date_that_agrees_is_enough(born: tuple[str, str]) -> None:
    """A common name with a date of birth that agrees as far as it is stated, or but for one slip."""
    assert matched(born).is_accepted


def test_a_rare_name_needs_no_date() -> None:
    """Nobody else of the other list is expected to have this name."""
    found = matched((None, None), ("Щебетливий", "Златоуст"))

    assert found.is_proposed
    assert found.is_accepted
