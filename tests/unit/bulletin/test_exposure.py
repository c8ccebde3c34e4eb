"""The auditor sees only what is published."""

from homeward.bulletin.exposure import exposure_findings
from homeward.model.figures import Cell, Stage
from homeward.model.ids import CategoryId, TrancheId
from tests.unit.bulletin.material import THERE

A, B, C, D = "a", "b", "c", "d"


def cell(tranche: str | None, category: str | None, persons: int | None, stage: Stage = Stage.RETURNED) -> Cell:
    """Return one cell."""
    return Cell(
        stage=stage,
        direction=THERE,
        tranche=None if tranche is None else TrancheId(tranche),
        on=None,
        category=None if category is None else CategoryId(category),
        persons=persons,
    )


def cells(*rows: tuple[str | None, dict[str | None, int | None]]) -> list[Cell]:
    """Return the cells of *rows*: tranche, then numbers by category."""
    return [cell(tranche, category, number) for tranche, row in rows for category, number in row.items()]


def codes(*rows: tuple[str | None, dict[str | None, int | None]], k: int = 10) -> list[str]:
    """Return the codes the auditor finds in one bulletin."""
    return [one.code for one in exposure_findings(cells(*rows), (), k)]


def test_a_small_published_number_is_found() -> None:
    """A published cell under k is found: BULLETIN-2."""
    assert codes(("t1", {None: 9})) == ["BULLETIN-2"]


def test_the_limit_and_zero_are_not_small() -> None:
    """K itself and zero may stand."""
    assert codes(("t1", {None: 10}), ("t2", {None: 0})) == []


def test_a_small_outstanding_number_is_found() -> None:
    """Agreed and returned, both published, may not lie 1 to k - 1 apart, in either direction."""
    agreed = cell("t1", None, 100, Stage.AGREED)

    found = [exposure_findings([agreed, cell("t1", None, n)], (), 10) for n in (90, 97, 100, 103)]

    assert [len(one) for one in found] == [0, 1, 0, 1]


def test_agreed_parts_stand_in_for_an_agreed_total() -> None:
    """A total may not lie close to the sum of what was agreed for its tranches."""
    agreed = [cell(tranche, None, 100, Stage.AGREED) for tranche in ("t1", "t2")]
    returned = cells(("t1", {None: None}), ("t2", {None: None}), (None, {None: 195}))

    assert [one.code for one in exposure_findings([*agreed, *returned], (), 10)] == ["BULLETIN-2"]


def test_subtraction_is_found() -> None:
    """A cell that is the total less the rest is found, with its place and range: BULLETIN-3."""
    found = exposure_findings(cells(("t1", {A: None, B: 95, None: 100})), (), 10)

    assert [(one.code, one.where.field, one.seen) for one in found] == [
        ("BULLETIN-3", "tranche t1, category a", "5 to 5")
    ]


def test_a_range_under_the_limit_is_found() -> None:
    """Two withheld cells that share nine people are both known to be under ten."""
    assert codes(("t1", {A: None, B: None, C: 91, None: 100})) == ["BULLETIN-3", "BULLETIN-3"]


def test_a_range_that_reaches_the_limit_passes() -> None:
    """Two withheld cells that share twelve people could each be ten or more."""
    assert codes(("t1", {A: None, B: None, C: 88, None: 100})) == []


def test_a_large_number_that_is_fixed_is_found() -> None:
    """Withheld means withheld: an exact number is found though it is large."""
    assert codes(("t1", {A: None, None: 100, B: 50})) == ["BULLETIN-3"]


def test_a_bridge_between_blocks_is_found() -> None:
    """Two rows less two columns leave one cell: no single sum gives it away, their combination does."""
    found = exposure_findings(
        cells(
            ("t1", {A: None, B: None, C: 0, D: 0, None: 80}),
            ("t2", {A: None, B: None, C: None, D: 0, None: 85}),
            ("t3", {A: 0, B: 0, C: None, D: None, None: 70}),
            ("t4", {A: 0, B: 0, C: None, D: None, None: 90}),
            (None, {A: 80, B: 80, C: 85, D: 80, None: 325}),
        ),
        (),
        10,
    )

    assert [(one.where.field, one.seen) for one in found] == [("tranche t2, category c", "5 to 5")]


def test_a_withheld_number_near_the_agreed_one_is_found() -> None:
    """A total that must lie within nine of the agreed number counts who stayed behind."""
    agreed = cell(None, None, 100, Stage.AGREED)
    returned = cells(("t1", {None: 91}), ("t2", {None: None}), (None, {None: None}))
    cap = cells(("t1", {None: 91}), ("t2", {None: 5}), (None, {None: None}))

    assert exposure_findings([agreed, *returned], (), 10) == ()
    assert [one.code for one in exposure_findings([agreed, *cap], (), 10)] == ["BULLETIN-2", "BULLETIN-3"]


def test_a_small_difference_to_an_earlier_bulletin_is_found() -> None:
    """Five more than last time, both published, count five people."""
    found = exposure_findings([cell("t1", None, 305)], [[cell("t1", None, 300)]], 10)

    assert [one.code for one in found] == ["BULLETIN-2"]


def test_a_later_bulletin_can_give_an_earlier_one_away() -> None:
    """A cell withheld then is found when its neighbour is published now."""
    then = cells(("t1", {A: None, B: None, None: 100}))
    now = cells(("t1", {A: None, B: 95, None: 100}))

    assert exposure_findings(then, (), 10) == ()
    assert {one.code for one in exposure_findings(now, [then], 10)} == {"BULLETIN-3"}


def test_a_new_tranche_between_two_totals_is_found() -> None:
    """A withheld tranche is the new total less the old one."""
    then = cells(("t1", {None: 300}), (None, {None: 300}))
    now = cells(("t1", {None: None}), ("t2", {None: None}), (None, {None: 320}))

    assert exposure_findings(now, (), 10) == ()
    assert "BULLETIN-3" in {one.code for one in exposure_findings([*now[1:], cell("t1", None, 300)], [then], 10)}


def test_a_count_that_falls_is_found() -> None:
    """Cumulative counts do not fall from one bulletin to the next: BULLETIN-4."""
    found = exposure_findings([cell("t1", None, 280)], [[cell("t1", None, 300)]], 10)

    assert [one.code for one in found] == ["BULLETIN-4"]


def test_sums_that_cannot_be_are_found() -> None:
    """Numbers that do not add up are found before anybody signs them: BULLETIN-4."""
    assert codes(("t1", {A: 50, B: 60, None: 100})) == ["BULLETIN-4"]
    assert codes(("t1", {A: None, B: 100, None: 100})) == ["BULLETIN-4"]
