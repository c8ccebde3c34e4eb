"""Which level of the model two values reach, and how rivals share what is likely."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from homeward.matching import match_entries
from homeward.matching.columns import Pairs, side_by_side
from homeward.matching.comparisons import compare
from homeward.matching.estimation import CAPPED, first_model, improved
from homeward.matching.frames import keyed, records
from homeward.matching.model import published
from homeward.matching.rivals import against_rivals, proposed
from homeward.matching.scoring import compared
from homeward.matching.workers import OneByOne
from homeward.model.ids import RowId
from tests.unit.matching.cast import entry

AGREES = "an everyday form or another given name agrees"
ONE_PAIR = Pairs(left=np.array([0]), right=np.array([0]))


def words(field: str, one: tuple[str | None, ...], other: tuple[str | None, ...]) -> str:
    """Return the words of the level that two rows reach in *field*."""
    lists = side_by_side(*(keyed(records([entry("row", *each)])) for each in (one, other)))
    level = int(compare(lists, ONE_PAIR)[field][0])
    return published()[field].words[level] if level >= 0 else "not compared"


def born(date: str | None) -> tuple[str | None, ...]:
    """Return a row with nothing but a date of birth."""
    return (None, None, None, date)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("1985-04-12", "1985-04-12", "same day"),
        ("1985-04-12", "1985-12-04", "day and month exchanged"),
        ("1985-04-12", "1985-04-30", "only the day differs"),
        ("1985-04-12", "1985-09-12", "only the month differs"),
        ("1985-04-12", "1986-04-12", "only the year differs"),
        ("1989-04-12", "1998-04-12", "only the year differs"),
        ("1990-04-12", "2000-04-12", "only the year differs"),
        ("1975-04-12", "2001-04-12", "differs"),
        ("1985-04-12", "1985-09-30", "same year"),
        ("1985-04-12", "1985-01-01", "agrees as far as stated"),
        ("1985-04-12", "1986-09-30", "within two years"),
        ("1985-04-12", "1999-09-30", "differs"),
        ("1985-04-12", "1985", "agrees as far as stated"),
        ("1985-04", "1985-04-30", "agrees as far as stated"),
        ("1985-04-12", "198X", "agrees as far as stated"),
        ("1985-04-12", "1984~", "agrees as far as stated"),
        ("1985-04-12", "1984", "within two years"),
        ("1985-04-12", "1995", "differs"),
        ("1985-04-12", "../1990", "agrees as far as stated"),
        ("1985-04-12", None, "not compared"),
    ],
)
def test_dates_of_birth(one: str | None, other: str | None, level: str) -> None:
    """Two days are compared by their parts, anything less by what it leaves possible; sides do not matter."""
    assert words("birth_date", born(one), born(other)) == words("birth_date", born(other), born(one)) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("Гнатенко", "Іван"), ("Hnatenko", "Ivan"), ("exact", "same name")),
        (("Гнатенко", "Іван"), ("Гнатенк", "Іваан"), ("nearly the same", "same name")),
        (("Гнатенко", "Златомир"), ("Златомир", "Гнатенко"), ("another surname or a part agrees", AGREES)),
        (("Гнатенко", "Златомир"), ("Златомир", "Гнатннко"), ("another surname or a part agrees", AGREES)),
        (("Гнатенко", "Іван"), ("Кобзар", "Іван Олег"), ("differs", "same name")),
        (("Гнатенко", "Іван Олег"), ("Кобзар", "Олег"), ("differs", AGREES)),
        (("Гнатенко", "Саша"), ("Гнатенко", "Олександр"), ("exact", AGREES)),
        (("Гнатенко", "Олексій"), ("Гнатенко", "Олександр"), ("exact", "a different name")),
        (("Гнатенко", "О."), ("Гнатенко", "Александр"), ("exact", "initial agrees")),
        (("Гнатенко", "Y."), ("Гнатенко", "Юрій"), ("exact", "initial agrees")),
        (("Гнатенко", "П."), ("Гнатенко", "Юрій"), ("exact", "initial differs")),
        (("Г.", "Іван"), ("Гнатенко", "Іван"), ("initial agrees", "same name")),
        (("П.", "Іван"), ("Гнатенко", "Іван"), ("initial differs", "same name")),
    ],
)  # fmt: skip
def test_names(one: tuple[str, str], other: tuple[str, str], level: tuple[str, str]) -> None:
    """Surname and given name are seen through spelling, slips, exchange, initials and everyday forms."""
    assert (words("surname", one, other), words("given_names", one, other)) == level


def _pairs(left: Iterable[int], right: Iterable[int]) -> Pairs:
    return Pairs(left=np.array([*left], dtype=np.int32), right=np.array([*right], dtype=np.int32))


def test_rivals_share_the_probability() -> None:
    """Two equal rivals get half of what one would have, and together never more than one."""
    pairs = _pairs([0, 0], [0, 1])

    probabilities = against_rivals(pairs, np.array([9.0, 9.0]), (1, 2))

    assert probabilities == pytest.approx([0.5, 0.5], abs=1e-3)
    assert probabilities.sum() <= 1.0
    assert not proposed(pairs, probabilities).any()


def test_a_rival_with_a_better_partner_counts_less() -> None:
    """A row whose rival is taken for sure by somebody else is almost free."""
    pairs = _pairs([0, 1, 1], [0, 0, 1])

    probabilities = against_rivals(pairs, np.array([3.0, 3.0, 14.0]), (2, 2))

    assert probabilities == pytest.approx([0.95, 0.0, 1.0], abs=0.01)


def test_a_pair_without_rivals_keeps_its_odds() -> None:
    """Where nobody else fits, the probability is that of the evidence alone, also far out."""
    pairs = _pairs([0, 1], [0, 1])

    assert against_rivals(pairs, np.array([0.0, 900.0]), (2, 2)) == pytest.approx([0.5, 1.0])


def test_a_different_name_keeps_its_veto() -> None:
    """However often lists seem to say so, a different given name never comes to mean little."""
    rows = [
        ("Гнатенко", name, "Іванович", f"19{70 + number}-04-12") for number, name in enumerate(["Олег", "Ігор"] * 12)
    ]
    others = [(surname, "Андрій", father, date) for surname, _, father, date in rows]
    lists = side_by_side(
        *(keyed(records([entry(f"{n}", *row) for n, row in enumerate(each)])) for each in (rows, others))
    )
    pairs = compared(lists, _pairs(range(24), range(24)), first_model(lists), OneByOne())
    trusting = replace(first_model(lists), fields=published(), matches=23.0)

    model = improved(lists, pairs, trusting).fields

    level = CAPPED["given_names"]
    assert model["given_names"].m[level] <= published()["given_names"].m[level]


def test_every_group_of_levels_adds_up_to_one() -> None:
    """The published probabilities are probabilities: in each group of levels they add up to one."""
    sums = [
        np.bincount(field.groups, weights=numbers)
        for field in published().values()
        for numbers in (field.m, field.u, field.relative)
    ]

    assert np.concatenate(sums) == pytest.approx(1.0)


def test_a_more_common_surname_says_less() -> None:
    """Agreement on a surname that many have weighs less than on one that few have."""
    names = ("Олег", "Ігор", "Назар", "Гліб", "Тарас", "Остап", "Орест", "Роман", "Денис", "Антон")
    many = [entry(f"m{number}", "Гнатенко", name) for number, name in enumerate(names)]
    left, right = (
        [*many, entry("few", "Кобзар", "Остап")],
        [entry("x", "Гнатенко", "Олег"), entry("y", "Кобзар", "Остап")],
    )

    weights = {match.right: match.evidence[0].weight for match in match_entries(left, right) if match.is_proposed}

    assert weights[RowId("x")] < weights[RowId("y")]
