"""What else was agreed: bundles, sequences, paces, parities, custody with an end, and the table of deadlines."""

from datetime import date

from homeward.terms.counts import exactly
from homeward.terms.simulation import Kind, Play, ProvisionRow, Stands, Turn, play_record
from homeward.terms.simulation.agreed import known
from homeward.terms.simulation.words import apart_words, provision_words, sections
from tests.unit.terms.simulation.playing import BACK, FIRST, HEAD, THIRTY, codes, handover, happening, play

PAIR = (
    HEAD
    + """
[[clause.commitment]]
id = "ours"
holder = "north"
receiver = "south"
op = "eq"
count = 10

[[clause.commitment]]
id = "theirs"
holder = "south"
receiver = "north"
op = "eq"
count = 20
"""
)
"""Ten one way, twenty the other, no day agreed."""

BUNDLE = PAIR + '\n[[clause.bundle]]\nid = "all"\ncommitments = ["ours", "theirs"]\n'
SEQUENCE = PAIR + '\n[[clause.sequence]]\nid = "first_ours"\norder = ["ours", "theirs"]\n'
TOGETHER = SEQUENCE + "together = true\n"
PARITY = PAIR + '\n[[clause.parity]]\nid = "even"\nslack = 2\n'
PACE = PAIR + '\n[[clause.pace]]\nid = "five"\nholder = "south"\nreceiver = "north"\n'
CUSTODY = (
    PAIR.replace("[[clause]]", '[[party]]\nid = "delegate"\ncapacity = "neutral"\n\n[[clause]]')
    + '\n[[clause.event]]\nid = "fair"\nname = "fair weather"\n'
    + '\n[[clause.custody]]\nid = "ground"\ncustodian = "delegate"\ncommitments = ["ours"]\n'
)


def day(number: int) -> date:
    """Return a day of March 2026."""
    return date(2026, 3, number)


def only(played: Play) -> ProvisionRow:
    """Return the one provision of a play."""
    (row,) = played.provisions
    return row


def stands(terms: str, happened: str, until: str) -> tuple[Stands, date | None]:
    """Return how the one provision of an agreement stands, and since when it is broken."""
    row = only(play(terms, happened, until))
    return row.stands, row.broken_since


KEPT, UNKNOWN = (Stands.KEPT, None), (Stands.UNKNOWN, None)


# Bundles


def test_a_bundle_of_which_nothing_happened_is_kept() -> None:
    """Nothing is one of the two things a bundle allows."""
    assert stands(BUNDLE, "", "2026-03-20") == KEPT


def test_a_bundle_performed_in_full_on_one_day_is_kept() -> None:
    """All is the other."""
    assert stands(BUNDLE, handover("2026-03-10", ours=10, theirs=20), "2026-03-20") == KEPT


def test_a_bundle_of_which_one_part_is_missing_is_broken_until_it_is_made_good() -> None:
    """From the day on which somebody crossed and not all did, until the rest has."""
    begun = handover("2026-03-10", ours=10, theirs=19)

    assert stands(BUNDLE, begun, "2026-03-12") == (Stands.BROKEN, day(10))
    assert only(play(BUNDLE, begun, "2026-03-12")).of == ("theirs",)
    assert stands(BUNDLE, begun + handover("2026-03-13", theirs=1), "2026-03-13") == KEPT


def test_a_bundle_with_a_number_nobody_knows_is_not_known() -> None:
    """What may have crossed in full is neither kept nor broken."""
    begun = happening("2026-03-10", "handover", 'counts = { ours = 10, theirs = "not known" }')

    assert stands(BUNDLE, begun, "2026-03-12") == UNKNOWN


def test_a_bundle_leaves_what_the_agreement_itself_sets_for_later() -> None:
    """Of a promise in windows those due by then must have crossed, and no more."""
    bundled = THIRTY + '\n[[clause.bundle]]\nid = "all"\ncommitments = ["total"]\n'
    level = happening("2026-03-10", "handover", f'counts = {{ "{FIRST}" = 15, "{BACK}" = 15 }}')
    alone = happening("2026-03-08", "handover", f'counts = {{ "{FIRST}" = 15 }}')

    assert stands(bundled, level, "2026-03-11") == KEPT
    assert stands(bundled, level, "2026-03-12") == (Stands.BROKEN, day(12))
    assert stands(bundled, alone, "2026-03-09") == (Stands.BROKEN, day(8))


def test_a_correction_breaks_a_bundle_since_the_day_it_is_about() -> None:
    """What turns out not to have crossed was missing from that day; the timeline says so when it is known."""
    wrong = handover("2026-03-10", ours=10, theirs=20)
    right = happening("2026-03-15", "corrected", "of = 2026-03-10", "counts = { theirs = 18 }")

    played = play(BUNDLE, wrong + right, "2026-03-16")

    assert only(played).broken_since == day(10)
    assert [(one.on, one.since) for one in played.timeline if one.kind is Kind.PROVISION_BROKEN] == [(day(15), day(10))]


# Sequences


def test_an_order_of_days_is_kept_or_broken() -> None:
    """The second begins after the first is performed in full; otherwise it is broken from the day it began."""
    kept = handover("2026-03-10", ours=10) + handover("2026-03-11", theirs=20)
    early = handover("2026-03-10", ours=9) + handover("2026-03-11", theirs=20) + handover("2026-03-12", ours=1)

    assert stands(SEQUENCE, kept, "2026-03-20") == KEPT
    assert stands(SEQUENCE, early, "2026-03-20") == (Stands.BROKEN, day(11))


def test_the_order_inside_a_day_is_known_only_where_it_is_given() -> None:
    """Two handovers of one day have no order but the one the source gives, whichever stands first in the file."""
    theirs, ours = handover("2026-03-10", theirs=20), handover("2026-03-10", ours=10)

    assert stands(SEQUENCE, theirs + ours, "2026-03-20") == UNKNOWN
    assert stands(SEQUENCE, theirs + "order = 2\n" + ours + "order = 1\n", "2026-03-20") == KEPT
    assert stands(SEQUENCE, theirs + "order = 1\n" + ours + "order = 2\n", "2026-03-20") == (Stands.BROKEN, day(10))


def test_an_order_after_a_number_nobody_knows_is_not_known() -> None:
    """Of a first group without a number nobody can say when all of it had crossed."""
    unsaid = happening("2026-03-10", "handover", 'counts = { ours = "not known" }')
    later = unsaid + handover("2026-03-11", theirs=20)

    assert stands(SEQUENCE, later, "2026-03-11") == UNKNOWN
    assert stands(SEQUENCE, later + handover("2026-03-12", ours=1), "2026-03-12") == (Stands.BROKEN, day(11))


def test_steps_have_an_order_too() -> None:
    """A step taken before another that goes first breaks the order."""
    steps = "".join(
        f'\n[[clause.step]]\nid = "{name}"\nactors = ["north"]\ndeed = "other"\n' for name in ("lands", "leaves")
    )
    terms = HEAD + steps + '\n[[clause.sequence]]\nid = "planes"\norder = ["lands", "leaves"]\n'
    leaves = happening("2026-03-10", "step", 'step = "leaves"')

    assert stands(terms, leaves, "2026-03-20") == (Stands.BROKEN, day(10))
    assert stands(terms, happening("2026-03-09", "step", 'step = "lands"') + leaves, "2026-03-20") == KEPT


def test_together_is_one_handover_one_place_in_the_day_or_not_known() -> None:
    """One handover is one moment; two of one day are only if the source says so; two days are not."""
    ours, theirs = handover("2026-03-10", ours=10), handover("2026-03-10", theirs=20)

    assert stands(TOGETHER, handover("2026-03-10", ours=10, theirs=20), "2026-03-10") == KEPT
    assert stands(TOGETHER, ours + theirs, "2026-03-10") == UNKNOWN
    assert stands(TOGETHER, f"{ours}order = 1\n{theirs}order = 1\n", "2026-03-10") == KEPT
    assert stands(TOGETHER, f"{ours}order = 1\n{theirs}order = 2\n", "2026-03-10") == (Stands.BROKEN, day(10))
    assert stands(TOGETHER, ours + handover("2026-03-11", theirs=20), "2026-03-11") == (Stands.BROKEN, day(10))


# Paces


def test_a_pace_at_most_is_broken_by_the_first_day_with_more() -> None:
    """A day that is past is not made good."""
    fast = handover("2026-03-10", theirs=5) + handover("2026-03-11", theirs=6) + handover("2026-03-12", theirs=1)

    assert stands(PACE + "up_to = 5\n", fast, "2026-03-10") == KEPT
    assert stands(PACE + "up_to = 5\n", fast, "2026-03-20") == (Stands.BROKEN, day(11))


def test_a_pace_at_least_counts_each_day_from_the_first_until_all_have_crossed() -> None:
    """A day without a handover breaks it while people are left; on the last day the rest is enough."""
    begun = handover("2026-03-10", theirs=8) + handover("2026-03-11", theirs=8)

    assert stands(PACE + "at_least = 8\n", "", "2026-03-20") == KEPT
    assert stands(PACE + "at_least = 8\n", begun, "2026-03-11") == KEPT
    assert stands(PACE + "at_least = 8\n", begun, "2026-03-20") == (Stands.BROKEN, day(12))
    assert stands(PACE + "at_least = 8\n", begun + handover("2026-03-12", theirs=4), "2026-03-20") == KEPT


def test_a_pace_stands_still_with_the_exchange() -> None:
    """On a day of a standstill nobody need cross."""
    begun = handover("2026-03-10", theirs=8) + happening("2026-03-11", "suspended")
    goes_on = begun + happening("2026-03-14", "resumed")

    some = begun + handover("2026-03-12", theirs=1)

    assert stands(PACE + "at_least = 8\n", begun, "2026-03-20") == KEPT
    assert stands(PACE + "at_least = 8\n", some, "2026-03-20") == KEPT
    assert stands(PACE + "at_least = 8\n", goes_on, "2026-03-20") == (Stands.BROKEN, day(14))


def test_a_day_that_was_counted_wrongly_is_judged_again() -> None:
    """What breaks a pace may turn out not to have happened."""
    fast = handover("2026-03-10", theirs=6)
    right = happening("2026-03-12", "corrected", "of = 2026-03-10", "counts = { theirs = 5 }")

    assert stands(PACE + "up_to = 5\n", fast + right, "2026-03-11") == (Stands.BROKEN, day(10))
    assert stands(PACE + "up_to = 5\n", fast + right, "2026-03-12") == KEPT


def test_who_stayed_for_a_reason_is_not_left_to_go() -> None:
    """A pace is not broken by people who do not travel."""
    told = handover("2026-03-10", "listed = { theirs = 20 }", "reasons = { theirs = { unfit = 2 } }", theirs=18)

    assert stands(PACE + "at_least = 8\n", told, "2026-03-20") == KEPT


def test_a_pace_without_numbers_is_not_known() -> None:
    """What is measured by an event, or crossed in unknown number, is never taken for slow."""
    event = '\n[[clause.event]]\nid = "withdrawal"\nname = "withdrawal"\n'
    unsaid = happening("2026-03-10", "handover", 'counts = { theirs = "not known" }')

    assert stands(PACE + 'like = "withdrawal"\n' + event, "", "2026-03-02") == UNKNOWN
    assert stands(PACE + "up_to = 5\n", unsaid, "2026-03-10") == UNKNOWN
    assert stands(PACE + "at_least = 5\n", unsaid, "2026-03-20") == UNKNOWN


# Parities


def test_a_parity_is_broken_while_the_sides_are_too_far_apart() -> None:
    """At the end of each day; it is kept again when the other side has come up."""
    ahead = handover("2026-03-10", ours=5, theirs=3) + handover("2026-03-11", theirs=5)

    assert stands(PARITY, ahead, "2026-03-10") == KEPT
    assert stands(PARITY, ahead, "2026-03-12") == (Stands.BROKEN, day(11))
    assert only(play(PARITY, ahead, "2026-03-12")).number == exactly(3)
    assert stands(PARITY, ahead + handover("2026-03-13", ours=1), "2026-03-13") == KEPT


def test_a_parity_of_unknown_numbers_is_not_known() -> None:
    """A number that is withheld is not taken for nobody."""
    unsaid = happening("2026-03-10", "handover", 'counts = { ours = 5, theirs = "at least 4" }')

    assert stands(PARITY, unsaid, "2026-03-10") == UNKNOWN
    assert stands(PARITY, unsaid.replace("least 4", "least 8"), "2026-03-10") == (Stands.BROKEN, day(10))


def test_a_parity_of_a_category_knows_only_whom_it_was_told() -> None:
    """People counted without their category may be of it, until somebody says how many are."""
    category = '\n[[clause.category]]\nid = "women"\nname = "women"\nsexes = ["female"]\n'
    part = (
        '\n[[clause.commitment]]\nid = "women"\nholder = "north"\nreceiver = "south"\nop = "all"\n'
        'universe = "the women"\ncategory = "women"\npart_of = "ours"\n'
    )
    terms = PARITY.replace("slack = 2", 'slack = 2\ncategory = "women"') + category + part
    crossed = handover("2026-03-10", ours=5)

    assert stands(terms, crossed, "2026-03-10") == UNKNOWN
    assert stands(terms, crossed + happening("2026-03-11", "split", "counts = { women = 3 }"), "2026-03-11") == (
        Stands.BROKEN,
        day(11),
    )


def test_who_is_in_custody_has_not_crossed() -> None:
    """People kept by the neutral put nobody ahead."""
    terms = CUSTODY + '\n[[clause.parity]]\nid = "even"\nslack = 2\n'

    assert stands(terms, handover("2026-03-10", 'into = "delegate"', ours=5), "2026-03-10") == KEPT


# Custody


def test_custody_is_broken_while_somebody_is_kept_past_its_end() -> None:
    """Each person's time counts from the day they came; it is kept again when they have left."""
    terms = CUSTODY + 'until = "2 days after handover"\n'
    kept = handover("2026-03-10", 'into = "delegate"', ours=5) + handover("2026-03-11", 'into = "delegate"', ours=3)
    left = handover("2026-03-14", 'out_of = "delegate"', ours=8)

    assert stands(terms, kept, "2026-03-11") == KEPT
    assert stands(terms, kept, "2026-03-13") == (Stands.BROKEN, day(12))
    assert stands(terms, kept + left, "2026-03-14") == KEPT


def test_who_left_custody_may_have_been_any_of_those_in_it() -> None:
    """If as many left as came first, whether one of these is still kept is not known; nobody is called late."""
    terms = CUSTODY + 'until = "2 days after handover"\n'
    kept = handover("2026-03-10", 'into = "delegate"', ours=3) + handover("2026-03-12", 'into = "delegate"', ours=3)
    left = handover("2026-03-12", 'out_of = "delegate"', ours=3)

    assert stands(terms, kept + left, "2026-03-12") == UNKNOWN


def test_custody_that_ends_with_an_event() -> None:
    """Before the event nobody is kept too long; at the end of its day whoever is left is."""
    kept = handover("2026-03-10", 'into = "delegate"', ours=5)
    event = happening("2026-03-12", "occurs", 'event = "fair"')

    assert stands(CUSTODY + 'until = "on fair"\n', kept, "2026-03-20") == KEPT
    assert stands(CUSTODY + 'until = "on fair"\n', kept + event, "2026-03-20") == (Stands.BROKEN, day(12))


def test_a_time_of_each_person_is_not_known() -> None:
    """Of an event of each person no day is told: while somebody is kept, nobody can say."""
    kept = handover("2026-03-10", 'into = "delegate"', ours=5)

    assert stands(CUSTODY + 'until = "2 days after release"\n', kept, "2026-03-20") == UNKNOWN
    assert stands(CUSTODY + 'until = "2 days after release"\n', "", "2026-03-20") == KEPT


def test_nothing_says_when_people_leave_a_custodian_who_received_them() -> None:
    """Handed to the custodian for good they are kept in time, and after it nobody knows."""
    terms = CUSTODY.replace('receiver = "south"', 'receiver = "delegate"') + 'until = "2 days after handover"\n'
    came = handover("2026-03-10", ours=5)

    assert stands(terms, came, "2026-03-11") == KEPT
    assert stands(terms, came, "2026-03-12") == UNKNOWN


# The table of deadlines

DEADLINES = THIRTY + "\n[clause.deadlines]\nlists_days = 3\nanswer_days = 2\narrival_days = 1\n"


def test_the_table_of_deadlines_is_played_as_steps() -> None:
    """Each step's days run from the one before; one without a number has no day and is never late."""
    listed = happening("2026-03-05", "step", 'step = "deadlines.lists"')

    steps = {one.id: one for one in play(DEADLINES, listed, "2026-03-08").steps}

    assert steps["deadlines.lists"].late_by == (("north", 1), ("south", 1))
    assert (steps["deadlines.answer"].turn, steps["deadlines.answer"].late_since) == (Turn.LATE, day(7))
    assert (steps["deadlines.final"].turn, steps["deadlines.final"].due) == (Turn.WAITS, None)
    assert not {"deadlines.remark", "deadlines.reply"} & steps.keys()


def test_arrivals_are_due_after_the_handover_of_their_window() -> None:
    """Nobody need confirm what has not crossed."""
    crossed = happening("2026-03-10", "handover", 'tranche = "first"', f'counts = {{ "{FIRST}" = 15, "{BACK}" = 15 }}')

    steps = {one.id: one for one in play(DEADLINES, crossed, "2026-03-10").steps}

    assert (steps["deadlines.arrival.first"].turn, steps["deadlines.arrival.first"].due) == (Turn.OPEN, day(11))
    assert (steps["deadlines.arrival.second"].turn, steps["deadlines.arrival.second"].due) == (Turn.WAITS, None)


def test_without_a_table_there_are_no_such_steps() -> None:
    """Nothing is awaited that nobody agreed on."""
    assert play(THIRTY, "", "2026-03-20").steps == ()


# One handover under two commitments

BOTH = (
    HEAD
    + """
[[clause.commitment]]
id = "ill"
holder = "north"
receiver = "south"
op = "eq"
count = 5

[[clause.commitment]]
id = "young"
holder = "north"
receiver = "south"
op = "eq"
count = 5

[[clause.total]]
id = "ten"
count = 10
of = ["ill", "young"]
"""
)


def test_one_handover_under_two_commitments_is_counted_once_in_their_sum() -> None:
    """Three people whom both count perform three of each; in the sum they are three people, and the rows say so."""
    played = play(BOTH, happening("2026-03-10", "handover", 'counts = { "ill & young" = 3, ill = 1 }'), "2026-03-10")

    assert (known(played.row("ill").performed), known(played.row("young").performed)) == (4, 3)
    assert (played.row("ill").shared, played.row("young").shared) == ((("young", 3),), (("ill", 3),))
    assert (known(played.totals[0].performed), known(played.totals[0].outstanding)) == (4, 6)
    assert "ill: 3 of them count under young too" in sections(played)[0].notes
    assert "total ten: stated 10, agreed 10, performed 4, outstanding 6" in apart_words(played)


def test_a_whole_and_its_part_share_nobody_twice() -> None:
    """A part shows in its whole; that is no second promise."""
    played = play(THIRTY, happening("2026-03-10", "handover", f'counts = {{ "{FIRST}" = 15 }}'), "2026-03-10")

    assert [row.shared for row in played.rows] == [()] * len(played.rows)


def test_nobody_counts_under_both_directions_or_windows() -> None:
    """People cannot cross both ways, or in two windows, at once."""
    both_ways = happening("2026-03-10", "handover", f'counts = {{ "{FIRST} & {BACK}" = 3 }}')

    assert codes(THIRTY, both_ways) == ["PLAY-19"]
    assert codes(THIRTY, both_ways.replace(BACK, FIRST.replace("first", "second"))) == ["PLAY-19"]
    assert codes(BOTH, happening("2026-03-10", "handover", 'counts = { "ill & young" = 3 }')) == []


# Words


def test_each_provision_is_said_in_words_and_in_json() -> None:
    """The same three words everywhere, and since when."""
    ahead = handover("2026-03-10", theirs=5)
    terms = PARITY + BUNDLE.removeprefix(PAIR) + SEQUENCE.removeprefix(PAIR) + PACE.removeprefix(PAIR) + "up_to = 4\n"
    played = play(terms, ahead, "2026-03-11")

    record = play_record(played)

    assert provision_words(played) == (
        "bundle all: broken since 2026-03-10, not performed with the others: ours, theirs",
        "pace five: broken since 2026-03-10, 5 crossed that day",
        "parity even: broken since 2026-03-10, 5 apart",
        "sequence first_ours: broken since 2026-03-10, not in this order: ours, theirs",
    )
    assert isinstance(record, dict)
    assert isinstance(record["provisions"], list)
    assert record["provisions"][2] == {
        "provision": "even",
        "kind": "parity",
        "clause": "1",
        "directions": [],
        "stands": "broken",
        "broken_since": "2026-03-10",
        "of": ["north>south", "south>north"],
        "number": 5,
    }
