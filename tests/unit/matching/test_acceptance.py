"""What the program may accept until people decide, and what it never accepts alone."""

import pytest

from homeward.matching import match_entries
from homeward.model.matches import Match
from homeward.model.people import Details
from tests.unit.matching.cast import entry, strangers

COMMON = ("Шевченко", "Олександр")
BESIDE = Details(unit="72 бригада", mother_maiden_name="Кропива")
"""What speaks for the pair beside its names, so that it is proposed whatever its dates."""


def matched(born: tuple[str | None, str | None], name: tuple[str, str] = COMMON, *, more: Details = BESIDE) -> Match:
    """Match one person between lists where most rows have one common name."""
    crowd, others = (
        [entry(f"{side}{at}", *COMMON, None, f"{1960 + at % 30}-{month + at // 30:02}-11", "Суми") for at in range(60)]
        for side, month in (("c", 1), ("d", 7))
    )
    left = [entry("one", *name, None, born[0], "Глухів", more=more), *strangers("s"), *crowd]
    right = [entry("other", *name, None, born[1], "Глухів", more=more), *strangers("t", first=12), *others]
    return next(one for one in match_entries(left, right) if (one.left, one.right) == ("one", "other"))


@pytest.mark.parametrize("born", [(None, None), (None, "1985-04-12"), ("1985-04-12", "1991-09-30")])
def test_a_common_name_alone_is_never_accepted(born: tuple[str | None, str | None]) -> None:
    """However probable, and proposed: with a common name and no date or number that agrees a person must look first."""
    found = matched(born)

    assert found.is_proposed
    assert not found.is_accepted


@pytest.mark.parametrize("born", [("1985-04-12", "1985-04-12"), ("1985-04-12", "1985-12-04"), ("1985-04-12", "1985")])
def test_a_date_that_agrees_is_enough(born: tuple[str, str]) -> None:
    """A common name with a date of birth that agrees as far as it is stated, or but for one slip."""
    assert matched(born).is_accepted


def test_a_number_that_agrees_is_enough() -> None:
    """A common name without a date, and with a service number that both lists have."""
    found = matched((None, None), more=Details(service_number="TM-120347"))

    assert found.is_accepted


def test_a_rare_name_needs_no_date() -> None:
    """Nobody else of the other list is expected to have this name."""
    found = matched((None, None), ("Щебетливий", "Златоуст"))

    assert found.is_proposed
    assert found.is_accepted
