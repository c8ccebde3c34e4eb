"""Decisions of two people about pairs: what opinions make, what survives new lists, what clashes, what comes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.model.matches import Match
from homeward.model.reviews import REASONS, Cells, Reason, Review, RowName, RowPair, Sameness
from homeward.procedure.review_conflicts import Clash, conflicts
from homeward.procedure.review_queue import PASSED_ON, Standing, queue, standings
from homeward.procedure.reviewed import Decision, decided, together
from tests.unit.procedure.reviewing_cast import cells, match, name, pair, review, sure

S, D, C = Sameness.SAME, Sameness.DIFFERENT, Sameness.CANNOT_TELL


def there(reviews: Iterable[Review]) -> dict[RowName, Cells]:
    """Return lists in which every row is as it was when it was spoken about."""
    return {row: content for one in reviews for row, content in zip(one.pair, one.cells, strict=True)}


def decisions(*reviews: Review) -> tuple[Decision, ...]:
    """Return what the reviews make where nothing has changed."""
    return decided(reviews, there(reviews)).decisions


def found(*matches: Match) -> dict[RowPair, Match]:
    """Return matches by their pair."""
    return {(RowName(one.left), RowName(one.right)): one for one in matches}


def test_one_person_decides_nothing() -> None:
    """Whatever one person says, nothing is decided."""
    assert [together(review("a1 b1", what)) for what in Sameness] == [None, None, None]


def test_one_person_speaking_twice_is_one_person() -> None:
    """Two opinions of one officer are one voice."""
    one = review("a1 b1", S)

    assert together(Review(pair=one.pair, cells=one.cells, opinions=one.opinions * 2)) is None


@pytest.mark.parametrize("what", Sameness)
def test_two_who_agree_decide(what: Sameness) -> None:
    """What both say is decided."""
    assert together(review("a1 b1", what, what)) is what


@pytest.mark.parametrize(("one", "other"), list(permutations(Sameness, 2)))
def test_two_who_differ_cannot_tell(one: Sameness, other: Sameness) -> None:
    """A difference stays *cannot tell*, and is said to be one; nobody outvotes a doubt."""
    (made,) = decisions(review("a1 b1", one, other))

    assert (made.said, made.is_differing) == (C, True)


def test_every_reason_goes_with_something() -> None:
    """Each code of a reason can be given."""
    assert set().union(*REASONS.values()) == set(Reason)


OLD = "surname=Kobzar birth_date=1980-01-02 birth_place=Estholm"


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (OLD, ()),
        (f"{OLD} rank=captain", ()),
        ("surname=Kobzar birth_date=1980-01-02 birth_place=Westholm", ()),
        ("surname=Kobzarenko birth_date=1980-01-02 birth_place=Estholm", ("a/list/a1 surname",)),
        ("surname=Kobzar birth_date=1980-02-01 birth_place=Estholm", ("a/list/a1 birth_date",)),
        (f"{OLD} service_number=7", ("a/list/a1 service_number",)),
        ("surname=Kobzar birth_place=Estholm", ("a/list/a1 birth_date",)),
    ],
)
def test_a_decision_survives_what_does_not_matter(now: str, changed: tuple[str, ...]) -> None:
    """A changed name, date or number is said and the decision waits to be confirmed; any other change carries it on."""
    one = review("a1 b1", S, S, content=(OLD, "surname=Kobsar"))

    (made,) = decided([one], {name("a1"): cells(now), name("b1"): cells("surname=Kobsar")}).decisions

    assert made.changed == changed
    assert made.said is S
    assert made.in_force is (None if changed else S)


def test_a_row_that_is_gone_closes_its_review() -> None:
    """A decision about somebody who is on no list any more decides nothing, and is kept as closed."""
    one = review("a1 b1", S, S)

    made = decided([one], {name("b1"): one.cells[1]})

    assert (made.decisions, made.closed) == ((), (one,))


def test_a_list_numbered_anew_keeps_its_decisions() -> None:
    """A row is found by its content, also where its old number is now another person's."""
    one = review("a1 b1", S, S, content=("surname=Kobzar", "surname=Kobsar"))
    rows = {name("a1"): cells("surname=Sych"), name("a2"): cells("surname=Kobzar"), name("b1"): cells("surname=Kobsar")}

    (made,) = decided([one], rows).decisions

    assert (made.pair, made.in_force) == (pair("a2 b1"), S)


def test_content_that_is_there_twice_is_not_guessed() -> None:
    """Of two rows with the content of a row that changed neither is taken for it."""
    one = review("a1 b1", S, S, content=("surname=Kobzar", "surname=Kobsar"))
    twice = {name("a2"): cells("surname=Kobzar"), name("a3"): cells("surname=Kobzar"), name("b1"): one.cells[1]}

    (made,) = decided([one], {**twice, name("a1"): cells("surname=Sych")}).decisions

    assert (made.pair, made.in_force) == (pair("a1 b1"), None)
    assert decided([one], twice).closed == (one,)


def test_a_chain_that_contradicts_itself_is_reported() -> None:
    """A=B, B=C and A≠C are reported with the chain that makes them."""
    (one,) = conflicts(decisions(review("a1 b1", S, S), review("b1 c1", S, S), review("a1 c1", D, D)))

    assert (one.clash, one.chain) == (Clash.DIFFERENT, (name("a1"), name("b1"), name("c1")))
    assert one.pairs == {pair("a1 b1"), pair("b1 c1"), pair("a1 c1")}


@pytest.mark.parametrize("missing", range(3))
def test_each_link_makes_the_conflict(missing: int) -> None:
    """Without any one of the three decisions there is no conflict; nor with one of them said by one person alone."""
    links = [review("a1 b1", S, S), review("b1 c1", S, S), review("a1 c1", D, D)]
    alone = [one if at != missing else review("a1 c1", D) for at, one in enumerate(links)]

    assert conflicts(decisions(*(one for at, one in enumerate(links) if at != missing))) == ()
    assert missing != 2 or conflicts(decisions(*alone)) == ()


def test_two_partners_on_one_list_are_a_conflict() -> None:
    """One person with two rows of one list is reported until people decide that these are one person."""
    two = [review("a1 b1", S, S), review("a1 b2", S, S)]

    (one,) = conflicts(decisions(*two))

    assert (one.clash, one.chain) == (Clash.TWICE, (name("b1"), name("a1"), name("b2")))
    assert conflicts(decisions(*two, review("b1 b2", S, S))) == ()


def test_nothing_in_conflict_is_acted_on() -> None:
    """No pair of a contradicting chain is passed on, and none is silently dropped."""
    made = decisions(review("a1 b1", S, S), review("b1 c1", S, S), review("a1 c1", D, D))

    assert set(standings({}, made).values()) == {Standing.CONFLICT}
    assert len(standings({}, made)) == 3


def test_a_decision_fixes_vetoes_and_blocks() -> None:
    """*Different* vetoes what the program proposed, *same* fixes a pair and blocks the rivals of both its rows."""
    matches = found(sure("a1 b1"), match("a2 b2", 0.6, is_proposed=True), match("a2 b3", 0.3), sure("a3 b3"))
    made = decisions(review("a1 b1", D, D), review("a2 b3", S, S))

    where = standings(matches, made)

    assert where[pair("a1 b1")] is Standing.DIFFERENT
    assert where[pair("a2 b3")] is Standing.SAME
    assert where[pair("a2 b2")] is where[pair("a3 b3")] is Standing.BLOCKED


def test_the_program_never_fills_what_people_set_free() -> None:
    """Where people vetoed a pair, the next likely partner waits for people too."""
    matches = found(sure("a1 b1"), match("a1 b2", 0.4))

    where = standings(matches, decisions(review("a1 b1", D, D)))

    assert where[pair("a1 b2")] is Standing.OPEN


def test_what_people_put_together_needs_no_program() -> None:
    """A pair that no program found is passed on when two people say that it is one person."""
    assert standings({}, decisions(review("a1 b1", S, S))) == {pair("a1 b1"): Standing.SAME}


def test_a_changed_row_is_asked_about_again() -> None:
    """A decision to be confirmed passes nothing on and vetoes nothing: the pair waits, with what was decided before."""
    one = review("a1 b1", S, S, content=("surname=Kobzar", "surname=Kobsar"))
    rows = {name("a1"): cells("surname=Sych"), name("b1"): one.cells[1]}
    made = decided([one], rows).decisions

    (waiting,) = queue(found(sure("a1 b1")), made)

    assert standings(found(sure("a1 b1")), made)[pair("a1 b1")] is Standing.OPEN
    assert "decided same" in waiting.why
    assert "a/list/a1 surname" in waiting.why
    assert queue({}, made)[0].pair == pair("a1 b1")


def test_two_rows_of_one_person_make_one_proposal() -> None:
    """Where two rows of one list are one person, the more probable pair is passed on and the other is none."""
    matches = found(match("a1 b1", 0.4), match("a1 b2", 0.5))
    made = decisions(review("a1 b1", S, S), review("a1 b2", S, S), review("b1 b2", S, S))

    where = standings(matches, made)

    assert (where[pair("a1 b2")], where[pair("a1 b1")]) == (Standing.SAME, Standing.BLOCKED)


def test_the_queue_begins_with_what_settles_most() -> None:
    """A pair between many rivals comes before a pair alone, however open that one is."""
    alone, middle = match("c1 d1", 0.5), match("a1 b1", 0.4)
    matches = found(alone, middle, match("a1 b2", 0.3), match("a2 b1", 0.3))

    order = queue(matches, ())

    assert order[0].pair == pair("a1 b1")
    assert order[0].settles == pytest.approx(0.4 * (0.3 + 0.3) + 0.6 * (0.4 + 0.4))
    assert (order[-1].pair, order[-1].settles) == (pair("c1 d1"), 0.0)


def test_accepted_pairs_do_not_wait() -> None:
    """What is not doubtful is not in the queue; once one person has spoken about it, it waits for the second."""
    assert queue(found(sure("a1 b1")), ()) == ()
    assert [one.pair for one in queue(found(sure("a1 b1")), decisions(review("a1 b1", D)))] == [pair("a1 b1")]


WHATS = st.lists(st.sampled_from(Sameness), min_size=1, max_size=2)
ROWS = st.sampled_from(["a1", "a2", "b1", "b2", "c1"])
PAIRS = st.tuples(ROWS, ROWS).filter(lambda two: two[0] < two[1]).map(" ".join)
REVIEWS = st.dictionaries(PAIRS, WHATS, max_size=7)
MATCHES = st.dictionaries(PAIRS, st.floats(0.05, 1.0), max_size=7)


def plain(matches: dict[str, float]) -> dict[RowPair, Match]:
    """Return matches of which none is proposed."""
    return found(*(match(text, chance) for text, chance in matches.items()))


def made_of(reviews: dict[str, list[Sameness]]) -> Sequence[Decision]:
    """Return decisions."""
    return decisions(*(review(text, *whats) for text, whats in reviews.items()))


@given(reviews=REVIEWS, matches=MATCHES, data=st.data())
def test_the_order_of_decisions_changes_nothing(
    reviews: dict[str, list[Sameness]], matches: dict[str, float], data: st.DataObject
) -> None:
    """Any order of reviews, and of the two opinions in each, gives the same standings, queue and conflicts."""
    mixed = {text: data.draw(st.permutations(whats)) for text, whats in data.draw(st.permutations([*reviews.items()]))}
    pairs = plain(matches)

    one, other = made_of(reviews), made_of(mixed)

    assert standings(pairs, one) == standings(dict(reversed(pairs.items())), other)
    assert conflicts(one) == conflicts(reversed(other))
    assert [each.pair for each in queue(pairs, one)] == [each.pair for each in queue(pairs, other)]


@given(reviews=REVIEWS, matches=MATCHES)
def test_what_one_person_said_moves_nothing(reviews: dict[str, list[Sameness]], matches: dict[str, float]) -> None:
    """Whatever the first person said of a pair, all that the second is shown is the same."""
    pairs = plain(matches)
    shown = []
    for what in Sameness:
        made = made_of({text: ([what] if len(whats) == 1 else whats) for text, whats in reviews.items()})
        shown.append((standings(pairs, made), queue(pairs, made), conflicts(made)))

    assert shown[0] == shown[1] == shown[2]


@given(reviews=REVIEWS, matches=MATCHES)
def test_an_unrelated_decision_moves_nothing(reviews: dict[str, list[Sameness]], matches: dict[str, float]) -> None:
    """A decision about two rows that nobody else has spoken of moves no other pair and no measure."""
    pairs, other = plain(matches), review("y1 z1", S, S)
    before, after = made_of(reviews), (*made_of(reviews), *decisions(other))

    where = standings(pairs, after)

    assert {rows: one for rows, one in where.items() if rows != other.pair} == standings(pairs, before)
    assert queue(pairs, before) == queue(pairs, after)


@given(reviews=REVIEWS, matches=MATCHES)
def test_a_row_has_one_partner_on_each_other_list(
    reviews: dict[str, list[Sameness]], matches: dict[str, float]
) -> None:
    """However people decide, no row is passed on with two rows of one other list."""
    where = standings(plain(matches), made_of(reviews))

    passed = [rows for rows, one in where.items() if one in PASSED_ON and rows[0][0] != rows[1][0]]
    ends = [(row, other[0]) for one, two in passed for row, other in ((one, two), (two, one))]
    assert len(ends) == len(set(ends))
