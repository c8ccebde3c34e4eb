"""Arithmetic of promised numbers: intervals, and which categories lie inside or beside each other."""

from datetime import date

import pytest

from homeward.model.ids import CategoryId, ClauseId
from homeward.model.people import Health, Sex, Status
from homeward.model.terms import Category
from homeward.terms.counts import Interval, are_apart, is_within


def category(
    *statuses: Status,
    healths: frozenset[Health] = frozenset(),
    sexes: frozenset[Sex] = frozenset(),
    under: int | None = None,
    at_least: int | None = None,
) -> Category:
    """Return a category with these criteria."""
    return Category(
        id=CategoryId("x"),
        name="x",
        clause=ClauseId("1"),
        statuses=frozenset(statuses),
        healths=healths,
        sexes=sexes,
        age_under=under,
        age_at_least=at_least,
        age_as_of=date(2026, 3, 1),
    )


SICK = frozenset({Health.SICK})
WOMEN = frozenset({Sex.FEMALE})


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        (category(Status.POW), category(), True),
        (category(), category(Status.POW), False),
        (category(Status.POW), category(Status.POW, Status.RETAINED), True),
        (category(Status.POW, Status.RETAINED), category(Status.POW), False),
        (category(healths=SICK), category(), True),
        (category(), category(healths=SICK), False),
        (category(), category(sexes=WOMEN), False),
        (category(under=25), category(), True),
        (category(), category(under=25), False),
        (category(under=25), category(under=25), True),
        (category(under=18), category(under=25), False),
        (category(at_least=60), category(at_least=60), True),
        (category(), category(at_least=60), False),
    ],
)
def test_a_category_lies_within_another(inner: Category, outer: Category, expected: bool) -> None:
    """Everybody of the inner category is of the outer; in doubt, and with other ages, it is not said."""
    assert is_within(inner, outer) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (category(Status.POW), category(Status.CIVILIAN), True),
        (category(Status.POW, Status.CIVILIAN), category(Status.CIVILIAN), False),
        (category(Status.POW), category(), False),
        (category(healths=SICK), category(healths=frozenset({Health.GOOD})), True),
        (category(sexes=WOMEN), category(sexes=frozenset({Sex.MALE})), True),
        (category(under=25), category(at_least=25), False),
    ],
)
def test_two_categories_share_nobody(one: Category, other: Category, expected: bool) -> None:
    """A status, health or sex sets people apart; an age never does, for a birth date may be uncertain."""
    assert are_apart(one, other) is expected
    assert are_apart(other, one) is expected


@pytest.mark.parametrize(
    ("one", "other", "gap"),
    [
        (Interval(low=3, high=5), Interval(low=8, high=9), 3),
        (Interval(low=3, high=5), Interval(low=5, high=9), 0),
        (Interval(low=3), Interval(low=8, high=9), 0),
        (Interval(low=8), Interval(high=5), 3),
        (Interval(low=8, high=2), Interval(high=1), 0),
    ],
)
def test_the_gap_is_the_smallest_difference(one: Interval, other: Interval, gap: int) -> None:
    """Two numbers differ by at least the gap, either way round."""
    assert one.gap(other) == gap
    assert other.gap(one) == gap


@pytest.mark.parametrize(
    ("interval", "words"),
    [(Interval(low=1000), "at least 1,000"), (Interval(low=2, high=2), "2"), (Interval(high=1500), "from 0 to 1,500")],
)
def test_an_interval_is_said(interval: Interval, words: str) -> None:
    """Numbers are written for people."""
    assert str(interval) == words
