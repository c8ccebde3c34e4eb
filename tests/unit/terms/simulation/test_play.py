"""What follows from what happened: defaults and their end, steps, standstills, extensions, custody, corrections."""

from datetime import date

from homeward.model.happenings import Crossing, Handover, Happening, Reason
from homeward.terms.simulation import Kind, Turn, made_up_happenings
from homeward.terms.simulation.agreed import known
from tests.unit.terms.simulation.playing import (
    BACK,
    FIRST,
    HEAD,
    SECOND,
    THIRTY,
    TOTAL,
    handover,
    happening,
    play,
    terms_of,
)


def day(number: int) -> date:
    """Return a day of March 2026."""
    return date(2026, 3, number)


def counts(**numbers: int) -> str:
    """Write the counts of the windows of the small agreement, by short names."""
    names = {"first": FIRST, "second": SECOND, "back": BACK}
    said = ", ".join(f'"{names[name]}" = {number}' for name, number in numbers.items())
    return f"counts = {{ {said} }}"


def told(played: object, kind: Kind) -> list[tuple[date, tuple[str, ...]]]:
    """Return when the timeline says one kind of thing, and of what."""
    return [(entry.on, entry.of) for entry in getattr(played, "timeline", ()) if entry.kind is kind]


def lines(one: Happening) -> tuple[Crossing, ...]:
    """Return who crossed, where it is a handover."""
    return one.crossings if isinstance(one, Handover) else ()


# Windows


def test_a_late_window_is_in_default_from_its_day() -> None:
    """At the end of the agreed day what did not cross is missing since that day, in the window and in the whole."""
    played = play(THIRTY, "", "2026-03-11")

    assert played.row(FIRST).in_default_since == day(10)
    assert played.row(TOTAL).in_default_since == day(10)
    assert played.row(SECOND).in_default_since is None


def test_the_day_before_nothing_is_late() -> None:
    """Nobody is in default before the end of the agreed day."""
    assert play(THIRTY, "", "2026-03-09").row(FIRST).in_default_since is None


def test_a_count_of_a_window_shows_in_the_whole_once() -> None:
    """What crosses in a window counts in the promise of the whole exchange too."""
    played = play(THIRTY, happening("2026-03-10", "handover", counts(first=15)), "2026-03-10")

    assert known(played.row(TOTAL).performed) == 15
    assert known(played.row("total.south>north").performed) == 0


def test_a_whole_given_with_its_window_shows_in_the_window() -> None:
    """A handover that names the window and counts under the whole counts in the window as well."""
    line = happening("2026-03-10", "handover", 'tranche = "first"', f'counts = {{ "{TOTAL}" = 15 }}')

    played = play(THIRTY, line, "2026-03-10")

    assert known(played.row(FIRST).performed) == known(played.row(TOTAL).performed) == 15
    assert known(played.row(SECOND).performed) == 0


def test_what_is_made_good_is_in_default_no_more() -> None:
    """A window performed late is in default until that day; the timeline keeps both."""
    late = happening("2026-03-11", "handover", counts(first=15, back=15))

    played = play(THIRTY, late, "2026-03-11")

    assert played.row(FIRST).in_default_since is None
    assert (day(10), (FIRST,)) in told(played, Kind.IN_DEFAULT)
    assert (day(11), (FIRST,)) in told(played, Kind.MADE_GOOD)


def test_more_in_a_later_window_makes_good_the_whole_but_not_the_earlier_one() -> None:
    """The whole is in default only while fewer have crossed than all windows so far had to bring."""
    days = happening("2026-03-10", "handover", counts(first=10)) + happening(
        "2026-03-12", "handover", counts(second=20)
    )

    played = play(THIRTY, days, "2026-03-12")

    assert played.row(FIRST).in_default_since == day(10)
    assert (played.row(TOTAL).in_default_since, known(played.row(SECOND).beyond)) == (None, 5)


def test_a_convoy_that_turned_back_stays_owed_until_it_goes() -> None:
    """An aborted convoy performs nothing: its window is in default from its day until it is made good."""
    turned = happening("2026-03-10", "aborted", 'tranche = "first"')
    again = happening("2026-03-13", "handover", 'tranche = "first"', counts(first=15, back=15))

    waiting, done = play(THIRTY, turned, "2026-03-12"), play(THIRTY, turned + again, "2026-03-13")

    assert (waiting.row(FIRST).in_default_since, waiting.row(FIRST).aborted) == (day(10), (day(10),))
    assert known(waiting.row(FIRST).outstanding) == 15
    assert done.row(FIRST).in_default_since is None


def test_both_sides_can_move_a_day() -> None:
    """A day that both sides moved holds: before it nothing is in default, from it on what is missing is."""
    moved = happening("2026-03-11", "extended", 'tranche = "first"', "to = 2026-03-20")

    before, after = play(THIRTY, moved, "2026-03-19"), play(THIRTY, moved, "2026-03-20")

    assert (before.row(FIRST).in_default_since, before.row(FIRST).extended_to) == (None, day(20))
    assert after.row(FIRST).in_default_since == day(20)
    assert (day(10), (FIRST,)) in told(after, Kind.IN_DEFAULT)
    assert (day(11), (FIRST,)) in told(after, Kind.EASED)


# Reasons and offers

GATE = THIRTY + '\n[[clause.gate]]\nkind = "wish"\nvalid_days = 5\nfrees_holder = true\n'


def declined(on: str = "2026-03-10") -> str:
    """Write a handover of which two declined."""
    rest = (f'listed = {{ "{FIRST}" = 15 }}', f'reasons = {{ "{FIRST}" = {{ declined = 2 }} }}')
    return happening(on, "handover", counts(first=13), *rest)


def test_a_place_declined_stays_owed() -> None:
    """Who declines does not travel, and the place is filled by somebody else unless the agreement says otherwise."""
    row = play(THIRTY, declined(), "2026-03-10").row(FIRST)

    assert (known(row.performed), known(row.outstanding), row.by_offer) == (13, 2, 0)
    assert row.reasons == ((Reason.DECLINED, 2),)


def test_a_place_declined_counts_where_the_agreement_says_so() -> None:
    """Where a refusal properly heard frees the holder, the place is performed by offer and nothing is in default."""
    row = play(GATE, declined(), "2026-03-10").row(FIRST)

    assert (known(row.performed), known(row.outstanding), row.by_offer) == (15, 0, 2)
    assert row.in_default_since is None


# Corrections


def test_a_correction_counts_from_its_day_and_changes_no_earlier_line() -> None:
    """A handover that counted 12 and not 15 leaves three missing since the agreed day, known since the correction."""
    said = happening("2026-03-10", "handover", counts(first=15, back=15))
    put_right = happening("2026-03-14", "corrected", "of = 2026-03-10", counts(first=12))

    before, after = play(THIRTY, said + put_right, "2026-03-13"), play(THIRTY, said + put_right, "2026-03-14")

    assert (known(before.row(FIRST).performed), before.row(FIRST).in_default_since) == (15, None)
    assert (known(after.row(FIRST).performed), after.row(FIRST).in_default_since) == (12, day(10))
    assert known(after.row(TOTAL).performed) == 12
    assert (day(14), (FIRST,)) in told(after, Kind.IN_DEFAULT)
    assert after.timeline[: len(before.timeline)] == before.timeline


def test_a_correction_leaves_the_list_and_the_reasons_as_they_were() -> None:
    """Counting three fewer of those listed leaves three more unexplained."""
    said = happening("2026-03-10", "handover", counts(first=15), f'listed = {{ "{FIRST}" = 15 }}')
    put_right = happening("2026-03-10", "corrected", "of = 2026-03-10", counts(first=12))

    row = play(THIRTY, said + put_right, "2026-03-10").row(FIRST)

    assert (known(row.performed), row.unexplained, known(row.outstanding)) == (12, 3, 0)


def test_a_correction_without_reasons_keeps_those_given_and_one_with_reasons_replaces_them() -> None:
    """Eleven crossed and not twelve: two still declined, unless the correction says who stayed for what."""
    listed = f'listed = {{ "{FIRST}" = 15 }}'
    said = happening("2026-03-10", "handover", counts(first=12), listed, f'reasons = {{ "{FIRST}" = {{ unfit = 2 }} }}')
    fewer = happening("2026-03-11", "corrected", "of = 2026-03-10", counts(first=11))
    others = happening(
        "2026-03-11", "corrected", "of = 2026-03-10", counts(first=11), f'reasons = {{ "{FIRST}" = {{ dead = 1 }} }}'
    )

    kept, replaced = (play(THIRTY, said + one, "2026-03-11").row(FIRST) for one in (fewer, others))

    assert (kept.reasons, kept.unexplained) == (((Reason.UNFIT, 2),), 2)
    assert (replaced.reasons, replaced.unexplained) == (((Reason.DEAD, 1),), 3)


# What the timeline says


def test_a_promise_is_performed_in_full_on_the_day_of_the_last_one_and_no_earlier() -> None:
    """Fourteen of fifteen are not all; the fifteenth makes them all, and a correction takes that back."""
    days = happening("2026-03-10", "handover", counts(first=14)) + happening("2026-03-11", "handover", counts(first=1))
    put_right = happening("2026-03-13", "corrected", "of = 2026-03-11", counts(first=0))

    played = play(THIRTY, days + put_right, "2026-03-13")

    assert told(played, Kind.DONE) == [(day(11), (FIRST,))]
    assert told(played, Kind.UNDONE) == [(day(13), (FIRST,))]


def test_an_explanation_and_an_extension_stand_in_the_timeline() -> None:
    """A reason found later, with how many it is for; and which window moved to which day."""
    short = happening("2026-03-10", "handover", counts(first=13), f'listed = {{ "{FIRST}" = 15 }}')
    found = happening("2026-03-11", "explained", counts(first=2), 'reason = "dead"')
    moved = happening("2026-03-11", "extended", 'tranche = "second"', "to = 2026-03-20")

    played = play(THIRTY, short + found + moved, "2026-03-11")

    explained = next(one for one in played.timeline if one.kind is Kind.EXPLAINED)
    extended = next(one for one in played.timeline if one.kind is Kind.EXTENDED)
    assert (explained.on, explained.of, explained.number) == (day(11), (FIRST,), 2)
    assert explained.reasons == ((Reason.DEAD, 2),)
    assert (extended.on, extended.of, extended.to) == (day(11), ("second",), day(20))


def test_a_window_without_numbers_has_happened_on_the_day_of_its_handover() -> None:
    """What is due two days after it counts from the handover that names it, and from no other."""
    terms = DAILY + (
        '\n[[clause.tranche]]\nid = "boats"\non = 2026-03-10\n'
        '\n[[clause.step]]\nid = "told"\nactors = ["north"]\ndeed = "report"\ndue = "2 days after boats"\n'
    )
    named, other = (handover("2026-03-12", *rest, people=1) for rest in (('tranche = "boats"',), ()))

    assert play(terms, named, "2026-03-12").steps[0].due == day(14)
    assert play(terms, other, "2026-03-12").steps[0].due is None


def test_made_up_people_fill_the_places_of_those_who_stayed_where_there_is_a_reserve() -> None:
    """Of forty, two stay; the day after two others cross, and without a reserve nobody does."""
    forty = HEAD + (
        '[[clause.commitment]]\nid = "people"\nholder = "north"\nreceiver = "south"\n'
        'op = "eq"\ncount = 40\ndue = 2026-03-10\n'
    )
    told = [
        [(one.on, line.count.number) for one in made_up_happenings(terms_of(text), persons=40) for line in lines(one)]
        for text in (forty, forty + "[clause.reserve]\npersons = 5\n")
    ]

    assert told == [[(day(10), 38)], [(day(10), 38), (day(11), 2)]]


# Parts


PARTS = (
    HEAD
    + """
[[clause.commitment]]
id = "serious"
holder = "north"
receiver = "south"
op = "all"
universe = "those on the lists"
part_of = "total"

[[clause.commitment]]
id = "young"
holder = "north"
receiver = "south"
op = "all"
universe = "those on the lists"
part_of = "total"

[[clause.commitment]]
id = "total"
holder = "north"
receiver = "south"
op = "at_least"
count = 20

[[clause.pool]]
id = "named"
commitment = "total"
size = 25
chosen_by = "receiver"
"""
)


def test_people_counted_by_two_parts_are_one_in_the_whole() -> None:
    """Three who are both seriously wounded and young count in both parts, and three times one in the whole."""
    line = happening("2026-03-10", "handover", 'counts = { serious = 4, young = 5, "serious & young" = 3 }')

    played = play(PARTS, line, "2026-03-10")

    numbers = [known(played.row(name).performed) for name in ("serious", "young", "total")]
    assert numbers == [7, 8, 12]


def test_a_split_told_afterwards_counts_nobody_twice() -> None:
    """Twelve crossed; of them, as told later, five were seriously wounded: the part counts five, the whole twelve."""
    told_later = happening("2026-03-12", "split", 'counts = { serious = 5, young = "not known" }')

    played = play(PARTS, handover("2026-03-10", total=12) + told_later, "2026-03-12")

    numbers = [known(played.row(name).performed) for name in ("serious", "young", "total")]
    assert numbers == [5, None, 12]


def test_all_without_a_universe_is_not_known() -> None:
    """Nothing says how many all are: agreed and outstanding are not known, however many crossed."""
    row = play(PARTS, handover("2026-03-10", serious=4), "2026-03-10").row("serious")

    assert (known(row.agreed), known(row.performed), known(row.outstanding)) == (None, 4, None)


def test_a_declared_universe_makes_all_a_number() -> None:
    """From the day on which it is declared, all are so many."""
    declared = happening("2026-03-12", "universe", "counts = { serious = 9 }")

    before = play(PARTS, handover("2026-03-10", serious=4) + declared, "2026-03-11").row("serious")
    after = play(PARTS, handover("2026-03-10", serious=4) + declared, "2026-03-12").row("serious")

    assert known(before.outstanding) is None
    assert (known(after.agreed), known(after.outstanding)) == (9, 5)


def test_a_pool_shows_who_is_left_on_the_list() -> None:
    """Of 25 named 12 crossed, 13 are left."""
    pool = play(PARTS, handover("2026-03-10", serious=5, young=7), "2026-03-10").pools[0]

    assert (known(pool.crossed), known(pool.left)) == (12, 13)


# Ratios


def ratio(rest: str, source: str = 'op = "eq"\ncount = 9') -> str:
    """Write an agreement in which one number follows from another."""
    return (
        HEAD
        + f"""
[[clause.commitment]]
id = "ill"
holder = "north"
receiver = "south"
{source}

[[clause.commitment]]
id = "freed"
holder = "south"
receiver = "north"
op = "by_ratio"
due = 2026-03-10

[[clause.ratio]]
id = "r"
of = "ill"
to = "freed"
{rest}
"""
    )


def test_a_ratio_rounds_as_it_says() -> None:
    """Nine at two for five are 3.6: down 3, up 4, nearest 4; where the numbers must fit and do not, none is known."""
    rules = {
        rounding: known(
            play(ratio(f'per = 5\ngive = 2\nrounding = "{rounding}"'), "", "2026-03-02").row("freed").agreed
        )
        for rounding in ("down", "up", "nearest", "exact")
    }

    assert rules == {"down": 3, "up": 4, "nearest": 4, "exact": None}


def test_a_block_is_owed_only_when_all_of_it_have_crossed() -> None:
    """110 for a block of nine: while eight have crossed nothing is due, then all of it."""
    terms = ratio("per = 9\ngive = 110\nblock = true")

    eight, nine = (play(terms, handover("2026-03-09", ill=number), "2026-03-10").row("freed") for number in (8, 9))

    assert (known(eight.agreed), eight.in_default_since) == (110, None)
    assert (known(nine.outstanding), nine.in_default_since) == (110, day(10))


def test_who_crosses_beyond_a_floor_counts_for_the_ratio() -> None:
    """At least nine at three each: eleven who crossed make it 33."""
    terms = ratio("per = 1\ngive = 3", 'op = "at_least"\ncount = 9')

    row = play(terms, handover("2026-03-09", ill=11), "2026-03-09").row("freed")

    assert known(row.agreed) == 33


def test_a_ratio_of_an_unknown_number_is_not_known() -> None:
    """Three for each of all, and nobody knows how many all are."""
    row = play(ratio("per = 1\ngive = 3", 'op = "all"\nuniverse = "?"'), "", "2026-03-02").row("freed")

    assert known(row.agreed) is None


# Steps

STEPS = (
    HEAD
    + """
[[clause.step]]
id = "lists"
actors = ["each"]
deed = "submit_list"
due = "3 days after signature"
silence = "dispute"

[[clause.step]]
id = "answers"
actors = ["each"]
deed = "answer"
after = "lists"
due = "2 days after lists"
silence = "SILENCE"

[[clause.step]]
id = "interview"
actors = ["south"]
deed = "interview"
due = "48 hours before release"
each_person = true

[[clause.commitment]]
id = "people"
holder = "north"
receiver = "south"
op = "eq"
count = 10
due = "5 days after answers, at the latest 2026-03-20"
"""
)


def steps(silence: str = "nothing") -> str:
    """Write the agreement with what follows from silence."""
    return STEPS.replace("SILENCE", silence)


def test_a_list_is_awaited_then_late_then_taken_late() -> None:
    """The step says whose it is, since when it is late, and by how many days it came late; nobody is forfeited."""
    one = happening("2026-03-02", "step", 'step = "lists"', 'by = ["south"]')
    other = happening("2026-03-06", "step", 'step = "lists"', 'by = ["north"]')

    open_, late, taken = (play(steps(), one + other, f"2026-03-0{on}").steps[2] for on in (3, 5, 6))

    assert (open_.turn, open_.awaited, open_.due) == (Turn.OPEN, ("north",), day(4))
    assert (late.turn, late.awaited, late.late_since) == (Turn.LATE, ("north",), day(4))
    assert (taken.turn, taken.late_by, taken.late_since) == (Turn.TAKEN, (("north", 2),), None)


def test_a_step_waits_for_the_one_before_it() -> None:
    """Nobody is awaited before the step's turn has come, and its time runs from there."""
    waits = play(steps(), "", "2026-03-05").steps[0]
    runs = play(steps(), happening("2026-03-05", "step", 'step = "lists"'), "2026-03-05").steps[0]

    assert (waits.turn, waits.awaited, waits.due) == (Turn.WAITS, (), None)
    assert (runs.turn, runs.awaited, runs.due) == (Turn.OPEN, ("north", "south"), day(7))


def test_a_step_of_each_person_has_no_day() -> None:
    """What is done for each person runs in that person's own time."""
    row = play(steps(), "", "2026-03-30").steps[1]

    assert (row.turn, row.due, row.late_since) == (Turn.EACH_PERSON, None, None)


def test_silence_can_count_as_acceptance() -> None:
    """Where silence accepts, what leans on the step runs from the day on which its time was over."""
    played = play(steps("accepted"), happening("2026-03-03", "step", 'step = "lists"'), "2026-03-10")

    assert played.steps[0].turn is Turn.SILENCE
    assert played.row("people").due == day(10)
    assert played.row("people").in_default_since == day(10)


def test_silence_can_let_everything_stand_still() -> None:
    """Where silence suspends, nothing falls due until the step is taken."""
    lists = happening("2026-03-03", "step", 'step = "lists"')
    answers = happening("2026-03-25", "step", 'step = "answers"')

    still, again = (play(steps("suspends"), lists + answers, on) for on in ("2026-03-22", "2026-03-30"))

    assert (still.is_paused, still.row("people").in_default_since) == (True, None)
    assert (again.is_paused, again.row("people").in_default_since) == (False, day(25))


def test_silence_can_end_it() -> None:
    """Where silence ends the exchange, nothing new falls due afterwards."""
    played = play(steps("ends"), happening("2026-03-03", "step", 'step = "lists"'), "2026-03-25")

    assert (played.closed_on, played.row("people").in_default_since) == (day(6), None)


# Standstill


def test_no_default_begins_while_the_exchange_is_suspended() -> None:
    """A day that falls into a standstill moves to the day on which the exchange goes on."""
    stop, go = happening("2026-03-09", "suspended"), happening("2026-03-15", "resumed")

    still, again = play(THIRTY, stop + go, "2026-03-14"), play(THIRTY, stop + go, "2026-03-15")

    assert (still.is_paused, still.row(FIRST).in_default_since, still.row(FIRST).due) == (True, None, None)
    assert (again.row(FIRST).due, again.row(FIRST).in_default_since) == (day(15), day(15))


def test_what_was_late_before_a_standstill_stays_late() -> None:
    """A suspension heals no default that stood before it."""
    row = play(THIRTY, happening("2026-03-11", "suspended"), "2026-03-20").row(FIRST)

    assert (row.in_default_since, row.is_paused) == (day(10), True)


def test_a_standstill_can_be_of_some_commitments_only() -> None:
    """Suspending one direction leaves the other as it is, and takes the windows of the one with it."""
    played = play(THIRTY, happening("2026-03-09", "suspended", f'commitments = ["{TOTAL}"]'), "2026-03-10")

    assert played.row(FIRST).in_default_since is None
    assert played.row(BACK).in_default_since == day(10)


def coupled(effect: str, extra: str = "") -> str:
    """Write an agreement that hangs on a truce."""
    return (
        THIRTY
        + f'\n[[clause.event]]\nid = "truce"\nname = "truce"\n{extra}\n'
        + f'\n[[clause.coupling]]\nid = "c"\nevent = "truce"\neffect = "{effect}"\n'
    )


def test_a_truce_that_ends_lets_everything_stand_still() -> None:
    """While the truce does not hold nothing falls due; when it holds again, it does."""
    truce = (
        happening("2026-03-08", "occurs", 'event = "truce"')
        + happening("2026-03-11", "ends", 'event = "truce"')
        + happening("2026-03-14", "occurs", 'event = "truce"')
    )

    holds, over, again = (play(coupled("suspends"), truce, f"2026-03-{on}") for on in (10, 13, 14))

    assert (holds.is_paused, over.is_paused, again.is_paused) == (False, True, False)
    assert holds.row(FIRST).in_default_since == over.row(FIRST).in_default_since == day(10)
    assert (over.row(SECOND).in_default_since, again.row(SECOND).in_default_since) == (None, day(14))


def test_nothing_is_due_before_what_starts_it() -> None:
    """Coupled to a beginning, a window is due on its day or on that beginning, whichever is later."""
    waits = play(coupled("starts"), "", "2026-03-20").row(FIRST)
    begun = play(coupled("starts"), happening("2026-03-11", "occurs", 'event = "truce"'), "2026-03-20").row(FIRST)

    assert (waits.due, waits.in_default_since) == (None, None)
    assert (begun.due, begun.in_default_since) == (day(11), day(11))


def test_what_was_due_before_the_end_stays_due() -> None:
    """After what ends the exchange nothing new falls due; what was missing by then still is."""
    played = play(coupled("ends"), happening("2026-03-11", "occurs", 'event = "truce"'), "2026-03-20")

    assert (played.row(FIRST).in_default_since, played.row(SECOND).in_default_since) == (day(10), None)
    assert (played.closed_on, played.row(SECOND).due) == (day(11), None)


# Extension by the agreement itself

LONGER = (
    HEAD
    + """
[[clause.commitment]]
id = "people"
holder = "north"
receiver = "south"
op = "at_least"
count = 50
due = "4 days after signature"

[[clause.extension]]
id = "longer"
commitment = "people"
each = 10
hours = 24
most = 100
"""
)


def test_ten_more_people_make_the_time_a_day_longer() -> None:
    """A day for each ten beyond fifty, up to a hundred people: 125 who crossed make it five days and not more."""
    rows = [play(LONGER, handover("2026-03-04", people=n), "2026-03-04").row("people") for n in (59, 71, 125)]

    assert [row.extended_to for row in rows] == [None, day(7), day(10)]


# Custody

KEPT = (
    HEAD.replace("[[clause]]", '[[party]]\nid = "delegate"\ncapacity = "neutral"\n\n[[clause]]')
    + """

[[clause.commitment]]
id = "people"
holder = "north"
receiver = "south"
op = "eq"
count = 10
due = 2026-03-10

[[clause.custody]]
id = "ground"
custodian = "delegate"
commitments = ["people"]
"""
)


def test_two_handovers_through_the_neutral_count_once() -> None:
    """Who is with the neutral is not performed yet; who left its custody counts, once."""
    into = handover("2026-03-09", 'into = "delegate"', people=10)
    out = handover("2026-03-10", 'out_of = "delegate"', people=8)

    kept, left = (play(KEPT, into + out, on).row("people") for on in ("2026-03-09", "2026-03-10"))

    assert (kept.in_custody, known(kept.performed), known(kept.outstanding)) == (10, 0, 10)
    assert (left.in_custody, known(left.performed), known(left.outstanding)) == (2, 8, 2)
    assert left.in_default_since == day(10)


# Where a rule is easily lost


def test_people_made_good_in_their_part_are_missing_in_no_whole() -> None:
    """Two missing under a part that has since been performed are not missing under its whole."""
    terms = PARTS.replace('op = "all"\nuniverse = "those on the lists"\npart_of', 'op = "eq"\ncount = 5\npart_of')
    short = handover("2026-03-10", "listed = { serious = 5 }", serious=3)
    rest = handover("2026-03-12", serious=2)

    before, after = (play(terms, short + rest, on) for on in ("2026-03-10", "2026-03-12"))

    assert (before.row("serious").unexplained, before.row("total").unexplained) == (2, 2)
    assert (after.row("serious").unexplained, after.row("total").unexplained) == (0, 0)


def test_where_a_number_is_not_known_nobody_is_said_to_be_in_default() -> None:
    """A window took place and its number is withheld: more may have crossed than is known."""
    withheld = happening("2026-03-10", "handover", f'counts = {{ "{FIRST}" = "not known" }}')

    played = play(THIRTY, withheld, "2026-03-20")

    assert played.row(FIRST).in_default_since is None
    assert played.row(BACK).in_default_since == day(10)


DAILY = (
    HEAD
    + """
[[clause.commitment]]
id = "people"
holder = "north"
receiver = "south"
op = "eq"
per_day = 10
days = 5
not_before = 2026-03-10
"""
)


def test_a_default_caught_up_with_begins_anew() -> None:
    """Short on the first day, even on the second, short on the third: in default since the third."""
    said = "".join(handover(f"2026-03-{on}", people=n) for on, n in ((10, 8), (11, 12), (12, 7)))

    assert play(DAILY, said, "2026-03-12").row("people").in_default_since == day(12)


def test_a_correction_finds_the_first_day_short() -> None:
    """What the third day counted is put right on the fifth: missing since the third day, not since the fifth."""
    said = "".join(handover(f"2026-03-{on}", people=10) for on in (10, 11, 12, 13))
    put_right = happening("2026-03-13", "corrected", "of = 2026-03-12", "counts = { people = 6 }")

    assert play(DAILY, put_right + said, "2026-03-13").row("people").in_default_since == day(12)


def test_a_daily_number_pauses_with_the_exchange() -> None:
    """Days of a standstill are no days on which people had to cross."""
    still = happening("2026-03-11", "suspended") + happening("2026-03-13", "resumed")

    row = play(DAILY, handover("2026-03-10", people=10) + still + handover("2026-03-13", people=10), "2026-03-13").row(
        "people"
    )

    assert (row.in_default_since, row.due) == (None, day(16))


def test_an_extension_asks_for_no_daily_number_before_its_day() -> None:
    """Both sides moved the whole to the 20th: until then no day has a number of its own."""
    moved = happening("2026-03-11", "extended", 'commitment = "people"', "to = 2026-03-20")

    before, after = (play(DAILY, moved, on).row("people") for on in ("2026-03-19", "2026-03-20"))

    assert (before.in_default_since, after.in_default_since) == (None, day(20))


def test_a_day_moved_into_a_standstill_waits_for_its_end() -> None:
    """Both sides moved a day, and it falls into a standstill that comes later: nothing is due before that ends."""
    moved = happening("2026-03-09", "extended", 'tranche = "first"', "to = 2026-03-14")
    still = happening("2026-03-13", "suspended")

    lasting = play(THIRTY, moved + still, "2026-03-20")
    over = play(THIRTY, moved + still + happening("2026-03-16", "resumed"), "2026-03-20")

    assert (lasting.row(FIRST).due, lasting.row(FIRST).in_default_since) == (None, None)
    assert (over.row(FIRST).due, over.row(FIRST).in_default_since) == (day(16), day(16))


def test_a_number_withheld_later_makes_a_default_unsure() -> None:
    """Fifteen were missing; at least ten crossed since: whether something is missing is not known any more."""
    some = happening("2026-03-12", "handover", f'counts = {{ "{FIRST}" = "at least 10" }}')

    played = play(THIRTY, some, "2026-03-12")

    assert played.row(FIRST).in_default_since is None
    assert (day(12), (FIRST,)) in told(played, Kind.UNSURE)
    assert (day(12), (FIRST,)) not in told(played, Kind.MADE_GOOD)


def test_an_earlier_day_takes_no_time_back() -> None:
    """A second extension to an earlier day leaves the later one in force."""
    moved = happening("2026-03-02", "extended", 'tranche = "first"', "to = 2026-03-20") + happening(
        "2026-03-03", "extended", 'tranche = "first"', "to = 2026-03-15"
    )

    assert play(THIRTY, moved, "2026-03-19").row(FIRST).due == day(20)


def test_an_extension_of_a_commitment_takes_no_time_back_either() -> None:
    """The same holds where a commitment is named."""
    moved = happening("2026-03-02", "extended", 'commitment = "people"', "to = 2026-03-20") + happening(
        "2026-03-03", "extended", 'commitment = "people"', "to = 2026-03-15"
    )

    assert play(DAILY, moved, "2026-03-19").row("people").due == day(20)


def test_a_block_counts_whole_blocks_only() -> None:
    """Twenty at 110 for nine are two blocks and 220; the two who are left give nothing."""
    terms = ratio("per = 9\ngive = 110\nblock = true", 'op = "eq"\ncount = 20')

    assert known(play(terms, "", "2026-03-02").row("freed").agreed) == 220


def test_a_step_before_a_window_leans_on_the_day_planned_for_it() -> None:
    """Names a day before a window are due the day before, and move with it."""
    terms = THIRTY + (
        '\n[[clause.step]]\nid = "names"\nactors = ["north"]\ndeed = "name_people"\ndue = "24 hours before first"\n'
    )
    moved = happening("2026-03-05", "extended", 'tranche = "first"', "to = 2026-03-15")

    assert play(terms, "", "2026-03-05").steps[0].due == day(9)
    assert play(terms, moved, "2026-03-05").steps[0].due == day(14)


def test_the_first_time_a_step_is_taken_counts() -> None:
    """A list sent again does not make the first one late."""
    twice = happening("2026-03-04", "step", 'step = "lists"') + happening("2026-03-06", "step", 'step = "lists"')

    assert play(steps(), twice, "2026-03-06").steps[2].late_by == ()


def test_windows_beyond_a_floor_do_not_hold_the_whole_in_default() -> None:
    """At least twenty are promised and the windows add up to thirty: with twenty across, the whole is performed."""
    terms = THIRTY.replace('op = "eq"\ncount = 30', 'op = "at_least"\ncount = 20')
    days = happening("2026-03-10", "handover", counts(first=15)) + happening("2026-03-12", "handover", counts(second=5))

    played = play(terms, days, "2026-03-12")

    assert (played.row(SECOND).in_default_since, played.row(TOTAL).in_default_since) == (day(12), None)


def test_categories_that_share_people_are_not_added_up() -> None:
    """Ten wounded and eight civilians may be the same people: with ten across in the whole it is not in default."""
    terms = (
        HEAD
        + """
[[clause.category]]
id = "wounded"
name = "wounded"
healths = ["seriously_wounded"]

[[clause.category]]
id = "civilian"
name = "civilians"
statuses = ["civilian"]

[[clause.commitment]]
id = "total"
holder = "north"
receiver = "south"
op = "at_least"
count = 20

[[clause.tranche]]
id = "first"
on = 2026-03-10
counts = [
    { holder = "north", receiver = "south", category = "wounded", op = "eq", count = 10 },
    { holder = "north", receiver = "south", category = "civilian", op = "eq", count = 8 },
]
"""
    )
    both = '"first.north.south.wounded & first.north.south.civilian" = 8'

    line = happening("2026-03-10", "handover", f'counts = {{ {both}, "first.north.south.wounded" = 2 }}')

    played = play(terms, line, "2026-03-10")
    assert (known(played.row("total").performed), played.row("total").in_default_since) == (10, None)


def test_who_is_in_custody_is_weighed_when_they_leave_it() -> None:
    """Two handovers of one person through the neutral are weighed once."""
    terms = KEPT + '\n[clause.weights]\nrank = [{ name = "private", equals = 1 }]\n'
    other = '\n[[clause.commitment]]\nid = "back"\nholder = "south"\nreceiver = "north"\nop = "eq"\ncount = 1\n'
    into = happening("2026-03-09", "handover", 'into = "delegate"', "ranks = { people = { private = 7 } }")
    out = happening("2026-03-09", "handover", 'out_of = "delegate"', "ranks = { people = { private = 7 } }")

    assert known(play(terms + other, into + out, "2026-03-09").balances[0].weighed[0]) == 7


def test_a_party_swapped_order_of_one_day_is_read_alike() -> None:
    """A correction that stands in the file before the handover of the same day puts it right all the same."""
    put_right = happening("2026-03-10", "corrected", "of = 2026-03-10", counts(first=12))
    said = happening("2026-03-10", "handover", counts(first=15))

    assert play(THIRTY, put_right + said, "2026-03-10") == play(THIRTY, said + put_right, "2026-03-10")
    assert known(play(THIRTY, put_right + said, "2026-03-10").row(FIRST).performed) == 12


def test_a_correction_of_an_earlier_day_moves_the_beginning_of_a_default() -> None:
    """Short since the twelfth; when the tenth is put right, it has been short since then."""
    said = handover("2026-03-10", people=10) + handover("2026-03-11", people=10) + handover("2026-03-12", people=5)
    put_right = happening("2026-03-13", "corrected", "of = 2026-03-10", "counts = { people = 4 }")

    before, after = (play(DAILY, said + put_right, on).row("people") for on in ("2026-03-12", "2026-03-13"))

    assert (before.in_default_since, after.in_default_since) == (day(12), day(10))


def test_silence_upon_silence_is_seen_on_one_day() -> None:
    """A step due on the day on which silence stood for the one before it is late that same day."""
    terms = steps("accepted") + (
        '\n[[clause.step]]\nid = "replies"\nactors = ["north"]\ndeed = "reply"\nafter = "answers"\ndue = "on answers"\n'
    )

    played = play(terms, happening("2026-03-03", "step", 'step = "lists"'), "2026-03-05")

    assert {step.id: step.late_since for step in played.steps}["replies"] == day(5)
