"""Lots: bytes nobody can foresee, or for demonstrations bytes anyone can draw again."""

from homeward.adapters.lots import SeededLots, SystemLots


def test_the_machines_lots_are_not_drawn_twice() -> None:
    """Two draws of 32 bytes are never the same."""
    assert len({SystemLots().draw(32) for _ in range(100)}) == 100
    assert [len(SystemLots().draw(size)) for size in (0, 1, 32)] == [0, 1, 32]


def test_seeded_lots_are_drawn_again_from_the_seed() -> None:
    """The same seed gives the same draws in the same order, each different from the last; another seed others."""
    first, again, other = SeededLots(seed=b"a"), SeededLots(seed=b"a"), SeededLots(seed=b"b")

    draws = [first.draw(32) for _ in range(100)]

    assert draws == [again.draw(32) for _ in range(100)]
    assert len(set(draws)) == 100
    assert other.draw(32) not in draws


def test_seeded_lots_go_on_where_they_stood() -> None:
    """Lots that were drawn from before go on with the next draw."""
    drawn = SeededLots(seed=b"a")
    drawn.draw(32)

    assert SeededLots(seed=b"a", drawn=1).draw(32) == drawn.draw(32)
