"""The one place where a count becomes public."""

from collections.abc import Sequence
from datetime import date

import pytest

from homeward.bulletin.suppress import publishable, safe_after, smallest_cell
from homeward.model.figures import Cell, Figure, Stage
from homeward.model.findings import Refusal
from homeward.model.ids import CategoryId, TrancheId
from homeward.model.terms import CountsPublic, Direction, Op
from tests.unit.bulletin.material import BACK, CIVILIAN, DAYS, POW, THERE, arrivals, commitment, figure, terms

OPEN_TERMS = terms(commitments=())


def table(cells: Sequence[Cell], stage: Stage = Stage.RETURNED, way: Direction = THERE) -> dict[str, int | None]:
    """Return the cells of one stage and direction as ``tranche/category``, sums as ``all``."""
    return {
        f"{one.tranche or 'all'}/{one.category or 'all'}": one.persons
        for one in cells
        if one.stage is stage and one.direction == way
    }


def test_nothing_is_published_when_the_terms_say_never() -> None:
    """Terms that keep counts secret publish no cell at all, the agreed numbers included."""
    assert publishable(arrivals(), terms(counts=CountsPublic.NEVER)) == ()


def test_a_handover_alone_is_not_published() -> None:
    """People handed over count in public only once their arrival is confirmed."""
    figures = [figure(390, stage=Stage.HANDED_OVER)]

    assert table(publishable(figures, OPEN_TERMS)) == {}


def test_a_tranche_is_published_only_when_all_its_acts_have_arrived() -> None:
    """While one convoy of a tranche is under way nothing of the tranche is published."""
    first = [figure(200, stage=Stage.HANDED_OVER, proof="a"), figure(200, proof="a")]
    second = figure(190, stage=Stage.HANDED_OVER, proof="b")

    under_way = publishable([*first, second], OPEN_TERMS)
    arrived = publishable([*first, second, figure(188, proof="b")], OPEN_TERMS)

    assert table(under_way) == {}
    assert table(arrived) == {"all/all": 388, "t1/all": 388}


def test_after_the_last_arrival_means_the_last() -> None:
    """Terms that wait for the last arrival publish no returned number until every tranche has arrived."""
    agreement = terms(counts=CountsPublic.AFTER_LAST_ARRIVAL, commitments=())

    early = publishable(arrivals({"t1": (120, 270), "t2": (0, 307)}), agreement)
    late = publishable(arrivals(), agreement)

    assert table(early) == {}
    assert table(late)["all/all"] == 1_000


def test_after_the_last_arrival_waits_for_every_direction() -> None:
    """A convoy under way in one direction holds back the numbers of the other."""
    agreement = terms(counts=CountsPublic.AFTER_LAST_ARRIVAL, commitments=())
    waiting = figure(303, "t3", direction=BACK, stage=Stage.HANDED_OVER, proof="b")

    assert publishable([*arrivals(directions=(THERE,)), waiting], agreement) == ()


def test_agreed_numbers_of_tranches_to_come_stay_out() -> None:
    """What was agreed for a tranche is published when it has arrived, or when the terms make it public."""
    figures = arrivals({"t1": (120, 270)}, (THERE,))

    closed = publishable(figures, terms())
    public = publishable(figures, terms(future_tranches=True))

    assert table(closed, Stage.AGREED) == {"all/all": 1_000, "t1/all": 390}
    assert table(public, Stage.AGREED) == {"all/all": 1_000, "t1/all": 390, "t2/all": 307, "t3/all": 303}


@pytest.mark.parametrize("op", [Op.AT_LEAST, Op.UP_TO, Op.ALL])
def test_only_exact_promises_are_agreed_numbers(op: Op) -> None:
    """A floor, a ceiling or "all" is no number agreed."""
    agreement = terms(commitments=(commitment(THERE, None if op is Op.ALL else 500, op=op),))

    assert table(publishable(arrivals(), agreement), Stage.AGREED) == {}


def test_promises_that_meet_are_left_out() -> None:
    """Where two promises name different numbers for one place, none of them is *the* agreed number."""
    agreement = terms(commitments=(commitment(THERE, 500), commitment(THERE, 700)))

    assert table(publishable(arrivals(), agreement), Stage.AGREED) == {}


def test_small_agreed_numbers_are_left_out() -> None:
    """An agreed number under k is not repeated in public."""
    agreement = terms(commitments=(commitment(THERE, 9, category="civilian"), commitment(THERE, 10, category="pow")))

    assert table(publishable((), agreement), Stage.AGREED) == {"all/pow": 10}


def test_the_limit_is_never_under_ten() -> None:
    """Terms may ask for a larger smallest cell, never for a smaller one."""
    assert [smallest_cell(terms(min_cell=k)) for k in (1, 10, 25)] == [10, 10, 25]


def test_a_small_number_takes_its_neighbours_along() -> None:
    """A withheld cell needs another in its row and its column, or subtraction would give it back; totals stay."""
    cells = publishable(arrivals({"t1": (120, 270), "t2": (7, 300), "t3": (103, 200)}, (THERE,)), OPEN_TERMS)

    assert table(cells) == {
        "all/all": 1_000,
        "all/civilian": 230,
        "all/pow": 770,
        "t1/all": 390,
        "t1/civilian": 120,
        "t1/pow": 270,
        "t2/all": 307,
        "t2/civilian": None,
        "t2/pow": None,
        "t3/all": 303,
        "t3/civilian": None,
        "t3/pow": None,
    }


def test_zero_is_published() -> None:
    """Nobody is no small group: a zero is shown."""
    cells = publishable(arrivals({"t1": (0, 307)}, (THERE,)), OPEN_TERMS)

    assert table(cells)["t1/civilian"] == 0


def test_few_outstanding_hide_the_returned_number() -> None:
    """997 returned of 1,000 agreed would count three people who did not travel: the exact total is withheld."""
    cells = publishable([figure(997)], terms(commitments=(commitment(THERE, 1_000),)))

    assert table(cells) == {"all/all": None, "t1/all": None}


def test_few_beyond_the_agreed_hide_the_returned_number() -> None:
    """1,003 returned of 1,000 agreed would count three people sent home beyond the total."""
    cells = publishable([figure(1_003)], terms(commitments=(commitment(THERE, 1_000),)))

    assert table(cells)["all/all"] is None


def test_few_missing_from_the_arrived_tranches_hide_the_total() -> None:
    """What was agreed for the arrived tranches together is a promise too: 692 of 390 + 307 would count five people."""
    figures = [figure(385, "t1"), figure(307, "t2")]

    cells = publishable(figures, terms())

    assert table(cells) == {"all/all": None, "t1/all": None, "t2/all": 307}


def test_few_missing_from_a_category_hide_it() -> None:
    """Agreed parts that cover a total stand in for the total nobody wrote down."""
    agreement = terms(
        commitments=(commitment(THERE, 120, "t1", category="civilian"), commitment(THERE, 270, "t1", category="pow"))
    )

    cells = publishable(arrivals({"t1": (115, 270)}, (THERE,)), agreement)

    assert table(cells)["t1/all"] is None
    assert table(cells)["t1/civilian"] is None


def test_a_ceiling_counts_as_a_promise() -> None:
    """Who knows that up to 50 may travel learns from 47 that three did not."""
    cells = publishable([figure(47)], terms(commitments=(commitment(THERE, 50, op=Op.UP_TO),)))

    assert table(cells)["all/all"] is None


def test_ten_outstanding_are_published() -> None:
    """The limit itself may be published."""
    cells = publishable([figure(990)], terms(commitments=(commitment(THERE, 1_000),)))

    assert table(cells) == {"all/all": 990, "t1/all": 990}


def test_acts_of_one_tranche_are_added() -> None:
    """Several acts of one tranche are one number in public."""
    cells = publishable([figure(100, proof="a"), figure(50, proof="b")], OPEN_TERMS)

    assert table(cells)["t1/all"] == 150


def test_figures_without_tranches_are_the_whole() -> None:
    """An agreement carried out in one go has one row."""
    cells = publishable([figure(26, None, category=CIVILIAN), figure(30, None, category=POW)], OPEN_TERMS)

    assert table(cells) == {"all/all": 56, "all/civilian": 26, "all/pow": 30}


def test_sums_by_category_need_every_tranche() -> None:
    """Where one tranche is not broken down by category, no sum over its categories is published."""
    cells = publishable([*arrivals({"t1": (120, 270)}, (THERE,)), figure(307, "t2")], OPEN_TERMS)

    assert table(cells) == {"all/all": 697, "t1/all": 390, "t1/civilian": 120, "t1/pow": 270, "t2/all": 307}


@pytest.mark.parametrize(
    "figures",
    [
        [figure(10), figure(10)],
        [figure(-1)],
        [figure(30, category=CIVILIAN), figure(40)],
        [figure(30, "t1"), figure(40, "t2"), figure(71, None)],
    ],
    ids=["twice", "negative", "categories", "whole"],
)
def test_contradictions_are_refused(figures: list[Figure]) -> None:
    """Figures that count the same events twice, or do not add up, are refused: BULLETIN-1."""
    with pytest.raises(Refusal) as refused:
        publishable(figures, OPEN_TERMS)

    assert refused.value.code == "BULLETIN-1"


def test_a_small_growth_between_bulletins_is_withheld() -> None:
    """A late arrival of five people must not be read off the difference of two bulletins."""
    first = publishable([figure(300)], OPEN_TERMS)
    second = publishable([figure(305)], OPEN_TERMS, previous=[first])
    third = publishable([figure(310)], OPEN_TERMS, previous=[first])

    assert table(second) == {"all/all": None, "t1/all": None}
    assert table(third) == {"all/all": 310, "t1/all": 310}


def test_a_small_tranche_hides_the_new_total() -> None:
    """A tranche of seven people is not given away by the total before and after it."""
    first = publishable([figure(300)], OPEN_TERMS)

    second = publishable([figure(300), figure(7, "t2")], OPEN_TERMS, previous=[first])

    assert table(second) == {"all/all": None, "t1/all": 300, "t2/all": None}


def test_what_was_published_stays_published() -> None:
    """A number once public is not withheld while it stands: hiding it would protect nobody."""
    early = arrivals({"t1": (100, 270)}, (THERE,))
    first = publishable(early, OPEN_TERMS)

    second = publishable([*early, *arrivals({"t2": (3, 40)}, (THERE,))], OPEN_TERMS, previous=[first])

    assert {key: number for key, number in table(second).items() if key.startswith("t1")} == {
        "t1/all": 370,
        "t1/civilian": 100,
        "t1/pow": 270,
    }


def test_what_protects_an_earlier_number_stays_withheld() -> None:
    """A cell withheld to protect another is not published later, when the other could be worked out from it."""
    early = arrivals({"t1": (5, 95)}, (THERE,))
    first = publishable(early, OPEN_TERMS)

    second = publishable([*early, *arrivals({"t2": (50, 60)}, (THERE,))], OPEN_TERMS, previous=[first])

    assert table(first)["t1/pow"] is None
    assert table(second)["t1/pow"] is None


def test_a_tranche_that_began_small_is_published_when_it_has_grown() -> None:
    """Seven people who arrived first do not hide the three hundred who arrived with them for ever."""
    first = publishable([figure(7)], terms(commitments=(commitment(THERE, 390, "t1"),)))

    second = publishable([figure(307)], terms(commitments=(commitment(THERE, 390, "t1"),)), previous=[first])

    assert table(first) == {"all/all": None, "t1/all": None}
    assert table(second) == {"all/all": 307, "t1/all": 307}


def test_a_withheld_number_is_not_fixed_by_the_rest() -> None:
    """A large number withheld for what it would count cannot be had by subtraction either."""
    agreement = terms(commitments=(commitment(THERE, 50, "t1", op=Op.UP_TO),))

    cells = table(publishable([figure(47, "t1"), figure(100, "t2")], agreement))

    assert cells["t1/all"] is None
    assert None in {cells["t2/all"], cells["all/all"]}


def test_cells_alone_can_be_protected() -> None:
    """Protecting cells needs no terms: the order and every field but the number stay."""
    raw = [_cell("t1", 300), _cell("t2", 7), _cell(None, 307)]

    safe = safe_after((), raw)

    assert [one.persons for one in safe] == [None, None, 307]
    assert [(one.tranche, one.on) for one in safe] == [(one.tranche, one.on) for one in raw]


def test_a_larger_limit_may_be_asked_for() -> None:
    """The limit of :func:`safe_after` is the caller's, and never under ten."""
    raw = [_cell("t1", 12), _cell("t2", 300), _cell(None, 312)]

    assert [one.persons for one in safe_after((), raw, k=3)] == [12, 300, 312]
    assert next(one.persons for one in safe_after((), raw, k=20)) is None


def _cell(tranche: str | None, persons: int) -> Cell:
    row = None if tranche is None else TrancheId(tranche)
    on: date | None = None if row is None else DAYS[row]
    return Cell(stage=Stage.RETURNED, direction=THERE, tranche=row, on=on, category=None, persons=persons)


def test_contradictory_earlier_bulletins_withhold_everything_new() -> None:
    """A count that fell below an earlier bulletin's is not explained away: nothing new is published of it."""
    category = CategoryId("pow")
    first = publishable([figure(300, category=category)], OPEN_TERMS)

    second = publishable([figure(295, category=category)], OPEN_TERMS, previous=[first])

    assert set(table(second).values()) == {None}


def test_bulletins_over_the_same_tranches_are_read_together() -> None:
    """Two earlier bulletins over the same tranches are one step: what either of them published is known."""
    early = arrivals({"t1": (120, 270)}, (THERE,))
    first = publishable(early, OPEN_TERMS)
    second = publishable(early, OPEN_TERMS, previous=[first])

    third = publishable([*early, figure(7, "t2")], OPEN_TERMS, previous=[first, second])

    assert first == second
    assert table(third)["all/all"] is None
    assert table(third)["t2/all"] is None


def test_agreed_cells_count_when_cells_are_protected_alone() -> None:
    """Among cells, too, a returned number close to the agreed one is withheld."""
    agreed = Cell(stage=Stage.AGREED, direction=THERE, tranche=None, on=None, category=None, persons=1_000)

    safe = safe_after((), [agreed, _cell(None, 997)])

    assert [one.persons for one in safe] == [1_000, None]
