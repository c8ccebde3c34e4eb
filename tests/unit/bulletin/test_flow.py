"""Ranges of numbers that must add up."""

from homeward.bulletin.flow import OPEN, Network


def split(*numbers: tuple[int, int], total: int) -> tuple[Network, list[int]]:
    """Return a network in which *numbers* (each a range) add up to *total*."""
    network = Network()
    network.add("out", "sum", total, total)
    return network, [network.add("sum", "out", low, high) for low, high in numbers]


def test_a_number_is_raised_as_far_as_the_others_allow() -> None:
    """Of twelve people, one part is at most what the least of the other leaves."""
    network, (left, _) = split((1, OPEN), (1, OPEN), total=12)

    assert network.settle()
    assert network.raise_to(left, 100) == 11
    assert network.raise_to(left, 100) == 11


def test_a_number_is_lowered_as_far_as_the_others_allow() -> None:
    """The least of one part is what the most of the other leaves."""
    network, (left, _) = split((0, OPEN), (0, 4), total=12)

    assert network.settle()
    assert network.lower_to(left, 0) == 8


def test_a_goal_is_not_passed() -> None:
    """Moving stops at the goal."""
    network, (left, _) = split((1, OPEN), (1, OPEN), total=12)

    assert network.settle()
    assert network.lower_to(left, 5) == 5
    assert network.raise_to(left, 7) == 7


def test_contradictions_do_not_settle() -> None:
    """Ranges that cannot add up have no solution."""
    network, _ = split((7, OPEN), (6, OPEN), total=12)

    assert not network.settle()


def test_the_cheapest_remedy_is_chosen() -> None:
    """Of two published numbers that would free a third, the cheaper one is named."""
    network, (left, cheap, dear) = split((1, OPEN), (6, 6), (5, 5), total=12)

    assert network.settle()
    assert network.cheapest(left, {cheap: 1, dear: 9}, forward=True) == [cheap]
    assert network.cheapest(left, {dear: 9}, forward=True) == [dear]


def test_a_published_one_cannot_fall() -> None:
    """A number that is 1 frees nobody else downwards: unknown numbers are at least 1."""
    network, (left, single) = split((1, OPEN), (1, 1), total=12)

    assert network.settle()
    assert network.cheapest(left, {single: 1}, forward=True) is None
    assert network.cheapest(left, {single: 1}, forward=False) == [single]
