"""What made-up people of every population have, and what a population must know to write them on a list."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Final, Protocol

from bench.people_pen import Row, Side

MEN: Final = 0.93
Word = tuple[str, str]
"""One name in its two spellings: Ukrainian and Russian, or its own script and its sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody invented."""

    population: str
    surname: Word
    rank: int
    """Place of the surname among all, the commonest first."""
    given: Word
    father: Word
    grandfather: Word
    sex: str
    born: date
    town: Word
    unit: int
    number: str
    married: Word | None = None
    child: Word = ("", "")
    """The eldest son, after whom his father is called in everyday life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """Names, each drawn as often as its weight says."""

    names: tuple[str, ...]
    until: tuple[float, ...]
    """Sum of the weights up to and with each name."""

    def drawn(self, lots: random.Random) -> str:
        """Draw one."""
        return self.names[bisect(self.until, lots.random() * self.until[-1])]


def weighted(table: str) -> Weighted:
    """Read ``name:weight`` items; ``_`` stands for a space."""
    items = [item.rsplit(":", 1) for item in table.split()]
    return Weighted(
        names=tuple(name.replace("_", " ") for name, _ in items),
        until=tuple(accumulate(float(weight) for _, weight in items)),
    )


def share_of(names: Mapping[str, Weighted], is_one: Callable[[str], bool]) -> float:
    """Return the share of people, 93 of 100 of them men, whose name *is_one*."""
    shares = {}
    for sex, own in names.items():
        weights = (until - before for before, until in pairwise((0.0, *own.until)))
        shares[sex] = sum(weight for name, weight in zip(own.names, weights, strict=True) if is_one(name))
        shares[sex] /= own.until[-1]
    return MEN * shares["male"] + (1 - MEN) * shares["female"]


def shuffled(names: Iterable[str], lots: random.Random) -> list[str]:
    """Return *names* in an order drawn by lot, the same on every machine: a set has no order of its own."""
    mixed = sorted(names)
    lots.shuffle(mixed)
    return mixed


def two(text: str) -> Word:
    """Read ``one/other``; ``_`` stands for a space."""
    one, _, other = text.replace("_", " ").partition("/")
    return one, other


class OneScript:
    """People whose names are kept in one spelling, as they sound: families, given names and towns by weight."""

    def __init__(
        self, population: str, families: Sequence[str], names: Mapping[str, Weighted], towns: Weighted, *, digits: int
    ) -> None:
        """Take the families, the commonest first, and the number of digits of a service number."""
        self.population = population
        self.families = families
        # Zipf-Mandelbrot: few families have very many people.
        self.family_weights = tuple(accumulate((rank + 40.0) ** -0.95 for rank in range(len(families))))
        self.names = names
        self.towns = towns
        self.digits = digits

    def person(self, lots: random.Random) -> Person:
        """Draw somebody: 93 of 100 are men."""
        sex = "male" if lots.random() < MEN else "female"
        rank = bisect(self.family_weights, lots.random() * self.family_weights[-1])
        return Person(
            population=self.population,
            surname=(self.families[rank], ""),
            rank=rank,
            given=self.given(lots, sex),
            father=self.given(lots, "male"),
            grandfather=self.given(lots, "male"),
            sex=sex,
            born=born(lots),
            town=self.town(lots),
            unit=lots.randint(1, 86),
            number=digits(lots, self.digits),
        )

    def given(self, lots: random.Random, sex: str) -> Word:
        """Draw a given name by its weight."""
        return self.names[sex].drawn(lots), ""

    def town(self, lots: random.Random) -> Word:
        """Draw a town by its weight."""
        return self.towns.drawn(lots), ""


class Population(Protocol):
    """People of one part of the world, and how two sides write them."""

    def person(self, lots: random.Random) -> Person:
        """Draw somebody."""

    def given(self, lots: random.Random, sex: str) -> Word:
        """Draw a given name."""

    def row(self, person: Person, side: Side, lots: random.Random) -> Row:
        """Write *person* as that side does, with everything a clerk does to a row."""


def relative_of(person: Person, population: Population, lots: random.Random) -> Person:
    """Draw a brother (half of them), a twin, a son or the father of *person*."""
    kin = replace(population.person(lots), surname=person.surname, rank=person.rank, sex="male", married=None)
    kin = replace(kin, given=_other_given(person, population, lots))
    kin = replace(kin, town=person.town if lots.random() < 0.7 else kin.town)
    kind = lots.random()
    brother = replace(kin, father=person.father, grandfather=person.grandfather, born=person.born)
    if kind < 0.25:
        return brother
    if kind < 0.75:
        return replace(brother, born=person.born + lots.choice((-1, 1)) * timedelta(days=lots.randint(300, 3_000)))
    apart = timedelta(days=lots.randint(7_000, 11_000))
    if kind < 0.88 and person.sex == "male":
        return replace(kin, father=person.given, grandfather=person.father, born=person.born + apart)
    return replace(kin, given=person.father, father=person.grandfather, born=person.born - apart)


def _other_given(person: Person, population: Population, lots: random.Random) -> Word:
    given = person.given
    while given == person.given:
        given = population.given(lots, "male")
    return given


def born(lots: random.Random) -> date:
    """Draw a day of birth of somebody of 18 to 65."""
    return date(1960, 1, 1) + timedelta(days=int(lots.triangular(0, 17_100, 10_500)))


def digits(lots: random.Random, count: int) -> str:
    """Draw a number of *count* digits, as text."""
    return f"{lots.randrange(10**count):0{count}d}"
