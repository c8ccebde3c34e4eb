"""Agreements that were carried out, as far as public sources tell, with the numbers these sources give."""

from datetime import date

from homeward.model.findings import Json
from homeward.model.happenings import Reason
from homeward.terms.simulation import Kind, Play
from homeward.terms.simulation.agreed import known
from homeward.terms.simulation.records import play_record
from tests.unit.terms.simulation.playing import HEAD, happening, play

SIDES = HEAD.replace("2026-03-01", "2025-07-23").replace('"north"', '"ru"').replace('"south"', '"ua"')

ISTANBUL_3 = (
    SIDES
    + """
[[clause.commitment]]
id = "total"
holder = "each"
receiver = "each"
op = "at_least"
count = 1200

[[clause.commitment]]
id = "bodies"
holder = "ru"
receiver = "ua"
op = "eq"
count = 3000
unit = "remains"
"""
)

DAILY = (
    HEAD.replace("2026-03-01", "1988-11-11").replace('"north"', '"iran"').replace('"south"', '"iraq"')
    + """
[[clause.commitment]]
id = "sick-iraqi"
holder = "iran"
receiver = "iraq"
op = "eq"
per_day = 115
days = 10
not_before = 1988-11-24

[[clause.commitment]]
id = "sick-iranian"
holder = "iraq"
receiver = "iran"
op = "eq"
per_day = 41
days = 10
not_before = 1988-11-24
"""
)

FIRST_DAY = happening(
    "1988-11-24",
    "handover",
    "counts = { sick-iraqi = 41, sick-iranian = 19 }",
    "listed = { sick-iraqi = 115 }",
    "reasons = { sick-iraqi = { asylum = 36, lapsed = 27 } }",
)


def crossed(on: str, ua: int, ru: int) -> str:
    """Write one stage of an exchange each way."""
    return happening(on, "handover", f'counts = {{ "total.ru>ua" = {ua}, "total.ua>ru" = {ru} }}')


def rows_of(played: Play) -> dict[str, dict[str, Json]]:
    """Return the rows a program reads, by commitment."""
    record = play_record(played)
    assert isinstance(record, dict)
    rows = record["rows"]
    assert isinstance(rows, list)
    return {str(row["commitment"]): row for row in rows if isinstance(row, dict)}


def test_443_of_1200_leave_757_outstanding() -> None:
    """Istanbul, July 2025: 84, 154 and 205 make 443, and 757 of at least 1,200 are outstanding on both sides."""
    stages = crossed("2025-08-14", 84, 84) + crossed("2025-08-24", 154, 154) + crossed("2025-10-02", 205, 205)

    played = play(ISTANBUL_3, stages, "2025-10-02")

    for way in ("total.ru>ua", "total.ua>ru"):
        row = played.row(way)
        assert (known(row.agreed), known(row.performed), known(row.outstanding)) == (1200, 443, 757)
        assert (row.unexplained, row.in_default_since) == (0, None)


def test_where_no_day_is_agreed_nobody_is_in_default() -> None:
    """A floor without a day is outstanding for as long as it takes, and never in default."""
    played = play(ISTANBUL_3, crossed("2025-08-14", 84, 84), "2030-01-01")

    assert {row.in_default_since for row in played.rows} == {None}


def test_a_stage_whose_number_is_withheld_is_not_zero() -> None:
    """A stage took place and both sides withheld its number: what is performed and outstanding is not known."""
    stage = happening("2025-08-14", "handover", 'counts = { "total.ru>ua" = "not known", "total.ua>ru" = 84 }')

    there, back = (rows_of(play(ISTANBUL_3, stage, "2025-10-02"))[name] for name in ("total.ru>ua", "total.ua>ru"))

    assert (there["performed"], there["outstanding"]) == ("not known", "not known")
    assert (back["performed"], back["outstanding"]) == (84, 1116)


def test_a_program_reads_numbers_of_the_timeline_as_they_were_said() -> None:
    """A number is a number, none is 0, a floor is a floor, and what is withheld is not known."""
    said = ("84", "0", '"at least 10"', '"not known"')
    stages = "".join(
        happening(f"2025-08-{on}", "handover", f'counts = {{ "total.ru>ua" = {number} }}')
        for on, number in enumerate(said, 14)
    )

    record = play_record(play(ISTANBUL_3, stages, "2025-10-02"))

    assert isinstance(record, dict)
    assert isinstance(record["timeline"], list)
    told = [one["number"] for one in record["timeline"] if isinstance(one, dict) and one["what"] == "handover"]
    assert told == [84, 0, "at least 10", "not known"]


def test_at_least_so_many_settles_what_it_can() -> None:
    """'More than' the floor performs it in full; what lies beyond stays unknown."""
    played = play(
        ISTANBUL_3, happening("2025-08-14", "handover", 'counts = { "total.ru>ua" = "at least 1201" }'), "2025-10-02"
    )

    row = played.row("total.ru>ua")
    assert (known(row.performed), known(row.outstanding), known(row.beyond)) == (1200, 0, None)


def test_eleven_of_115_are_unexplained() -> None:
    """Iran and Iraq, 24 November 1988: of 115 listed 41 crossed, 36 asked asylum, 27 had recovered, 11 are missing."""
    played = play(DAILY, FIRST_DAY, "1988-11-24")

    row = played.row("sick-iraqi")
    assert (known(row.agreed), known(row.performed), row.unexplained) == (1150, 41, 11)
    assert known(row.outstanding) == 1150 - 41 - 11
    assert row.reasons == ((Reason.ASYLUM, 36), (Reason.LAPSED, 27))
    assert [entry.number for entry in played.timeline if entry.kind is Kind.UNEXPLAINED] == [11]


def test_a_daily_number_is_in_default_since_the_first_day_short() -> None:
    """115 a day were due and 41 crossed: both directions are in default since the first day, not since the tenth."""
    played = play(DAILY, FIRST_DAY, "1988-12-01")

    assert [row.in_default_since for row in played.rows] == [date(1988, 11, 24)] * 2
    assert played.row("sick-iraqi").due == date(1988, 12, 3)


def test_an_explanation_moves_people_from_unexplained_to_outstanding() -> None:
    """Once a reason is given for the eleven, they are outstanding like the others who stayed."""
    given = happening("1988-11-26", "explained", "counts = { sick-iraqi = 11 }", 'reason = "not_held"')

    row = play(DAILY, FIRST_DAY + given, "1988-11-26").row("sick-iraqi")

    assert (row.unexplained, known(row.outstanding)) == (0, 1109)
    assert (Reason.NOT_HELD, 11) in row.reasons


def test_people_who_cross_later_are_missing_no_more() -> None:
    """Nobody is unexplained under a promise that has been performed in full."""
    rest = happening("1988-12-03", "handover", "counts = { sick-iraqi = 1109 }")

    row = play(DAILY, FIRST_DAY + rest, "1988-12-03").row("sick-iraqi")

    assert (known(row.performed), row.unexplained, known(row.outstanding)) == (1150, 0, 0)


RATIOS = (
    HEAD.replace("2026-03-01", "2025-01-15").replace('"north"', '"hamas"').replace('"south"', '"israel"')
    + """
[[clause.category]]
id = "civilian"
name = "civilian women and children"
statuses = ["civilian"]

[[clause.category]]
id = "soldier"
name = "women who are soldiers"
statuses = ["pow"]

[[clause.commitment]]
id = "civilians"
holder = "hamas"
receiver = "israel"
category = "civilian"
op = "eq"
count = 3

[[clause.commitment]]
id = "soldiers"
holder = "hamas"
receiver = "israel"
category = "soldier"
op = "eq"
count = 4

[[clause.commitment]]
id = "for-civilians"
holder = "israel"
receiver = "hamas"
op = "by_ratio"

[[clause.commitment]]
id = "for-soldiers"
holder = "israel"
receiver = "hamas"
op = "by_ratio"

[[clause.ratio]]
id = "thirty"
of = "civilians"
to = "for-civilians"
per = 1
give = 30

[[clause.ratio]]
id = "fifty"
of = "soldiers"
to = "for-soldiers"
per = 1
give = 50
"""
)


def test_ratios_give_ninety_and_two_hundred() -> None:
    """Gaza, January 2025: three civilians at 30 and four soldiers at 50 are 90 and 200, as were freed."""
    days = happening("2025-01-19", "handover", "counts = { civilians = 3, for-civilians = 90 }") + happening(
        "2025-01-25", "handover", "counts = { soldiers = 4, for-soldiers = 200 }"
    )

    played = play(RATIOS, days, "2025-01-25")

    assert [(row.id, known(row.agreed), known(row.outstanding)) for row in played.rows] == [
        ("civilians", 3, 0),
        ("for-civilians", 90, 0),
        ("for-soldiers", 200, 0),
        ("soldiers", 4, 0),
    ]


def test_205_of_1000_leave_795_outstanding() -> None:
    """May 2026: 205 of 1,000 each way crossed on 15 May, and 795 are outstanding."""
    terms = SIDES.replace("2025-07-23", "2026-05-08") + ISTANBUL_3.removeprefix(SIDES).replace("1200", "1000").replace(
        "at_least", "eq"
    )

    played = play(terms, crossed("2026-05-15", 205, 205), "2026-11-30")

    row = played.row("total.ru>ua")
    assert (known(row.performed), known(row.outstanding), row.in_default_since) == (205, 795, None)


def test_a_gesture_is_no_performance() -> None:
    """Yemen, April 2023: 104 freed outside the agreement are told apart, and change no row."""
    stages = crossed("2025-08-14", 84, 84)
    gesture = happening("2025-08-15", "gesture", 'holder = "ru"', 'receiver = "ua"', "count = 104")

    with_it, without = play(ISTANBUL_3, stages + gesture, "2025-10-02"), play(ISTANBUL_3, stages, "2025-10-02")

    assert with_it.rows == without.rows
    assert [(str(one.direction), one.count) for one in with_it.gestures] == [("ru>ua", 104)]
    assert without.gestures == ()


def test_a_number_given_for_both_directions_together_counts_in_the_total_alone() -> None:
    """Yemen, October 2020: 1,056 of 1,081 crossed and no source splits them: 25 are open, each direction is unknown."""
    terms = (
        HEAD.replace("2026-03-01", "2020-09-27")
        + """
[[clause.commitment]]
id = "south-bound"
holder = "north"
receiver = "south"
op = "eq"
count = 681

[[clause.commitment]]
id = "north-bound"
holder = "south"
receiver = "north"
op = "eq"
count = 400

[[clause.total]]
id = "both"
count = 1081
of = ["north-bound", "south-bound"]
"""
    )

    played = play(terms, happening("2020-10-16", "handover", "counts = { both = 1056 }"), "2020-10-31")

    total = played.totals[0]
    assert (known(total.agreed), known(total.performed), known(total.outstanding)) == (1081, 1056, 25)
    assert [known(row.performed) for row in played.rows] == [None, None]


def test_a_colonel_and_five_privates_balance_twenty() -> None:
    """Dix and Hill, 1862: a colonel equals 15 privates, and what was freed beyond the other's stands as a surplus."""
    terms = (
        HEAD.replace("2026-03-01", "1862-07-22")
        + """
[[clause.commitment]]
id = "all"
holder = "each"
receiver = "each"
op = "all"
universe = "prisoners of war of both sides"

[clause.weights]
rank = [{ name = "colonel", equals = 15 }, { name = "private", equals = 1 }]
"""
    )
    north = 'ranks = { "all.north>south" = { colonel = 1, private = 5 } }'
    south = 'ranks = { "all.south>north" = { private = 23 } }'

    even = play(terms, happening("1862-08-05", "handover", north), "1862-08-05")
    ahead = play(
        terms, happening("1862-08-05", "handover", north) + happening("1862-08-06", "handover", south), "1862-08-06"
    )

    assert even.row("all.north>south").weighed == even.balances[0].weighed[0]
    assert known(even.balances[0].weighed[0]) == 20
    assert (ahead.balances[0].surplus, ahead.balances[0].credit) == (3, "south")
    assert known(ahead.row("all.north>south").outstanding) is None
