"""Totals are formulas over rows: control sums are met, the one gap is said, and a changed row goes red."""

from __future__ import annotations

from dataclasses import replace

import pytest

from homeward.model.findings import Finding
from homeward.model.register import Audited, Outcome, PastExchange
from homeward.register import audit_totals, read_totals, shipped_register, shipped_totals
from tests.unit.register.material import NORTH, one_way, past, told

EXCHANGES = shipped_register().exchanges
TOTALS = shipped_totals()

MINE = """format = 1
[[total]]
id = "t1"
conflict = "valley"
says = "people who came to the north"
published = 15
published_by = "north"
sources = ["gazette"]
flows = ["south>north"]
first = "2020-01-01"
last = "2020-12-31"
"""
VALLEY = (past("x1", "2020-01-02", 10, 8), past("x2", "2020-02-02", 5, 4))


def audit(exchanges: tuple[PastExchange, ...] = EXCHANGES) -> tuple[dict[str, Audited], tuple[Finding, ...]]:
    """Work out the shipped totals over *exchanges*."""
    done, findings = audit_totals(TOTALS.totals, exchanges, source="totals.toml", lines=TOTALS.lines)
    return {one.total.id: one for one in done}, findings


def audit_mine(text: str, exchanges: tuple[PastExchange, ...] = VALLEY) -> tuple[Audited, list[str]]:
    """Work out a single total over *exchanges*; return it with the codes found."""
    read = read_totals(text.encode(), source="mine.toml")
    assert read.findings == ()
    done, findings = audit_totals(read.totals, exchanges, source="mine.toml", lines=read.lines)
    return done[-1], [one.code for one in findings]


def changed(name: str, by: int) -> tuple[PastExchange, ...]:
    """Return the shipped exchanges with every number of one of them changed."""
    return tuple(_shifted(one, by) if one.id == name else one for one in EXCHANGES)


def _shifted(one: PastExchange, by: int) -> PastExchange:
    flows = [
        replace(flow, told=tuple(replace(each, persons=(each.persons or 0) + by, split=()) for each in flow.told))
        for flow in one.flows
    ]
    return replace(one, flows=tuple(flows))


def test_the_shipped_totals_have_no_findings() -> None:
    """Every total of Homeward's own register is read, meets, is noted as a gap, or has nothing published to meet."""
    _, findings = audit()

    assert TOTALS.findings == ()
    assert findings == ()


@pytest.mark.parametrize(
    ("name", "value", "handovers"),
    [
        ("ru-yearly-2022", 628, 11),
        ("ru-yearly-2023", 547, 8),
        ("ru-yearly-2024", 1266, 10),
        ("ru-until-2025-01-15", 2466, 30),
    ],
)
def test_the_yearly_sums_of_the_ministry_are_met(name: str, value: int, handovers: int) -> None:
    """628 in 11, 547 in 8, 1,266 in 10, and 2,466 in 30 exchanges: number of people and number of exchanges."""
    one = audit()[0][name]

    assert (one.outcome, one.total.published) == (Outcome.MEETS, value)
    assert one.best is not None
    assert (one.best.value, one.best.handovers) == (value, handovers)


def test_628_is_met_only_without_what_is_left_out() -> None:
    """The formula names what it leaves out: 29 June, one of 21 September, and eight early exchanges of 171 people."""
    one = audit()[0]["ru-yearly-2022"]
    everything = replace(one.total, readings=(replace(one.total.readings[0], left_out=()),), handovers=None)
    done, findings = audit_totals([everything], EXCHANGES, source="totals.toml", lines={})

    assert done[0].best is not None
    assert done[0].best.value == 628 + 144 + 1 + 171
    assert [each.code for each in findings] == ["REGISTER-26"]


def test_the_series_to_5757_is_met_step_by_step() -> None:
    """3,672 becomes 3,956, 4,552 and 5,757; the wounded handed over outside never count."""
    done, _ = audit()
    steps = ["ua-until-2024-12-30", "ua-until-2025-04-19", "ua-until-2025-05-25"]
    formulas = [best.formula for name in steps if (best := done[name].best) is not None]

    assert formulas == [
        "3,672 + 95 + 189 = 3,956",
        "3,956 + 25 + 150 + 175 + 246 = 4,552",
        "4,552 + 205 + 390 + 307 + 303 = 5,757",
    ]
    assert {done[name].outcome for name in steps} == {Outcome.MEETS}


def test_the_series_to_6691_is_met_but_for_one_gap() -> None:
    """Every step of the mediator's total is met, but for one, which is called unexplained."""
    done, _ = audit()
    series = {name: one.outcome for name, one in done.items() if name.startswith("ae-")}

    assert done["ae-until-2026-04-24"].best is not None
    assert done["ae-until-2026-04-24"].best.value == 6691
    assert [name for name, outcome in series.items() if outcome is Outcome.UNEXPLAINED] == ["ae-before-2025-04-19"]
    assert set(series.values()) == {Outcome.MEETS, Outcome.GIVEN, Outcome.UNEXPLAINED}


def test_the_gap_is_1049_against_1000_1039_or_1061() -> None:
    """No reading of the published exchanges gives the increment, and none is chosen."""
    done, _ = audit()
    gap, before = done["ae-before-2025-04-19"], done["ae-until-2024-10-18"].total.published
    assert gap.total.published is not None
    assert before is not None

    assert gap.total.published - before == 1049
    assert [one.value - before for one in gap.readings] == [1000, 1039, 1061]


def test_a_number_derived_from_a_total_does_not_confirm_it() -> None:
    """The 350 of 11 April 2026 were derived from the 6,691: the register says so."""
    assert audit()[0]["ae-until-2026-04-24"].total.leans_on == ("ru-ua-2026-04-11",)


def test_deliveries_of_agreements_add_up() -> None:
    """390 + 307 + 303 = 1,000 each way; 84 + 154 + 205 = 443; 6,057 bodies; 869 + 104 = 973; 18 and 583; 26."""
    done, _ = audit()
    found = {name: best.value for name, one in done.items() if (best := one.best) is not None}

    assert (found["istanbul-1-to-ua"], found["istanbul-1-to-ru"]) == (1000, 1000)
    assert (found["istanbul-3-to-ua"], found["istanbul-3-to-ru"]) == (443, 443)
    assert (found["istanbul-2-bodies"], found["yemen-2023-with-gesture"], found["ankara-2024"]) == (6057, 973, 26)
    assert (found["gaza-2025-02-01-to-il"], found["gaza-2025-02-01-from-il"]) == (18, 583)
    assert found["iran-iraq-to-iq"] == 56712


def test_a_share_that_nobody_told_is_said() -> None:
    """The handover counted under two agreements is named wherever one of them is summed."""
    best = audit()[0]["istanbul-3-to-ua"].best

    assert best is not None
    assert best.shared == ("ru-ua-2025-10-02",)


@pytest.mark.parametrize(
    ("row", "total", "code"),
    [
        ("ru-ua-2022-10-13", "ru-yearly-2022", "REGISTER-26"),
        ("ru-ua-2023-06-11", "ru-yearly-2023", "REGISTER-26"),
        ("ru-ua-2024-08-24", "ru-yearly-2024", "REGISTER-26"),
        ("ru-ua-2025-01-15", "ru-until-2025-01-15", "REGISTER-26"),
        ("ru-ua-2025-05-24", "ua-until-2025-05-25", "REGISTER-26"),
        ("ru-ua-2025-02-05", "ae-before-2025-04-19", "REGISTER-27"),
        ("ru-ua-2026-04-24", "ae-until-2026-04-24", "REGISTER-26"),
        ("yemen-2023-04-17", "yemen-2023-with-gesture", "REGISTER-26"),
    ],
)
def test_one_person_more_in_one_row_goes_red(row: str, total: str, code: str) -> None:
    """A row changed by one person turns the total it is in red, also in the gap that is unexplained."""
    _, findings = audit(changed(row, 1))

    assert (code, total) in {(one.code, one.where.field) for one in findings}


def test_a_row_removed_goes_red() -> None:
    """A row that is gone is missed by its id, in people and in the number of exchanges."""
    _, findings = audit(tuple(one for one in EXCHANGES if one.id != "ru-ua-2023-07-06"))
    found = {(one.code, one.where.field) for one in findings}

    assert ("REGISTER-25", "ru-yearly-2023") in found


def test_a_total_of_ones_own_is_worked_out() -> None:
    """10 + 5 = 15 meets, and the formula is written out."""
    one, codes = audit_mine(MINE)

    assert (one.outcome, one.difference, codes) == (Outcome.MEETS, 0, [])
    assert one.best is not None
    assert one.best.formula == "10 + 5 = 15"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (MINE.replace("15", "16"), "REGISTER-26"),
        (f"{MINE}handovers = 3\n", "REGISTER-28"),
        (f'{MINE}unexplained = "not needed"\n', "REGISTER-27"),
        (f'{MINE}base = "t0"\n', "REGISTER-25"),
        (f'{MINE}leans_on = ["x3"]\n', "REGISTER-25"),
        (f'{MINE}left_out = [{{ exchanges = ["x3"], why = "no such row" }}]\n', "REGISTER-25"),
        (
            MINE.replace('last = "2020-12-31"', 'last = "2020-01-31"').replace("15", "10")
            + 'left_out = [{ exchanges = ["x2"], why = "too late anyway" }]\n',
            "REGISTER-29",
        ),
        (MINE.replace('"valley"', '"hills"').replace("15", "0"), "REGISTER-25"),
    ],
)
def test_each_rule_of_a_total_goes_red(text: str, code: str) -> None:
    """A total that differs, names what is not there, or leaves out what is not in it is reported."""
    assert code in audit_mine(text)[1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("format = 1\n[[total", "REGISTER-23"),
        (MINE.replace("format = 1", "format = 2"), "REGISTER-23"),
        (MINE.replace("says", "say"), "REGISTER-24"),
        (MINE.replace("published = 15", 'published = "15"'), "REGISTER-24"),
        (MINE.replace("published = 15\n", ""), "REGISTER-24"),
        (MINE.replace('["south>north"]', '["south to north"]'), "REGISTER-24"),
        (MINE.replace('["south>north"]', "[1]"), "REGISTER-24"),
        (MINE.replace('first = "2020-01-01"', 'first = "January"'), "REGISTER-24"),
        (f'{MINE}agreement = "a1"\n', "REGISTER-24"),
        (f"{MINE}left_out = [1]\n", "REGISTER-24"),
        (MINE + MINE.partition("\n")[2], "REGISTER-30"),
        (f'{MINE}[[total.reading]]\nname = "other"\nflows = ["all"]\nagreement = "a1"\n', "REGISTER-24"),
    ],
)
def test_a_file_of_totals_that_is_wrong_says_where(text: str, code: str) -> None:
    """Nothing in a file of totals is passed over."""
    read = read_totals(text.encode(), source="mine.toml")

    assert code in {one.code for one in read.findings}


def test_an_exchange_without_a_number_adds_no_term_and_is_named() -> None:
    """What is not known is not taken as zero in silence."""
    one, _ = audit_mine(MINE, (*VALLEY, past("x3", "2020-03-03", None, 7)))

    assert one.best is not None
    assert one.best.without_number == ("x3",)


def test_the_first_teller_with_a_number_is_taken() -> None:
    """The order of tellers decides whose number a formula uses."""
    both = (told(10, by=("north",)), told(12, by=("south",)))
    first, _ = audit_mine(MINE.replace("15", "10") + 'told_by = ["north"]\n', (past("x1", "2020-01-02", both, 8),))
    second, _ = audit_mine(MINE.replace("15", "12") + 'told_by = ["south"]\n', (past("x1", "2020-01-02", both, 8),))

    assert (first.outcome, second.outcome) == (Outcome.MEETS, Outcome.MEETS)


def test_people_counted_outside_are_left_out_of_inside() -> None:
    """Ten came, two of them outside: inside are eight."""
    exchange = past("x1", "2020-01-02", (told(10, outside=2),), 8)
    one, _ = audit_mine(MINE.replace("15", "8") + 'counted = "inside"\n', (exchange,))

    assert one.outcome is Outcome.MEETS


def test_a_row_that_is_only_partly_in_the_time_is_not_counted() -> None:
    """Of people who came over the turn of the year nobody knows how many came in which."""
    turn = one_way("x3", "2020-12-30/2021-01-02", NORTH, 7)

    assert audit_mine(MINE, (*VALLEY, turn))[0].outcome is Outcome.MEETS


def test_an_exchange_that_gives_nobody_is_not_counted_among_the_exchanges() -> None:
    """A flow of zero is no exchange of this total."""
    one, codes = audit_mine(f"{MINE}handovers = 2\n", (*VALLEY, past("x3", "2020-03-03", 0, 7)))

    assert (one.outcome, codes) == (Outcome.MEETS, [])


def test_a_number_too_long_to_read_is_told() -> None:
    """A number of thousands of digits is a finding like any other file that cannot be read."""
    read = read_totals(b"format = " + b"9" * 5_000, source="mine.toml")

    assert [one.code for one in read.findings] == ["REGISTER-23"]
