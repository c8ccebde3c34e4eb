"""Laws of the list procedure and of counts: for every order, every prefix, every allocation, every answer."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.lists.versions import Change, differences
from homeward.model.acts import Place
from homeward.model.answers import LEFT, AnswerCode, Basis
from homeward.model.ids import AgreementId, CategoryId, ClauseId, Digest, OrgId, Ref, RowId
from homeward.model.remains import BagFinding, Method, Whose
from homeward.model.terms import Direction
from homeward.procedure import LogView, State, audit, log_view
from homeward.procedure.counts import figures
from homeward.procedure.performance import Performed, Stated, disputed_people, kept, own_agreement, performed
from homeward.procedure.remains import bag_counts, identified
from homeward.procedure.residuals import SETTLED, SMALLEST_PUBLIC, End, Facts, Said, Track, public_counts, residual
from homeward.procedure.rules_counts import GESTURE
from homeward.procedure.state import Allocation, GestureState, RemainsState
from homeward.service.reading import read_record
from tests.stories.procedure_world import DIRECTIONS, NORTH_TO_SOUTH, everything
from tests.world import ORGS

LOGS: Mapping[OrgId, LogView] = read_record(everything().neutral).logs
STATE: State = read_record(everything().neutral).state
PREFIXES = st.fixed_dictionaries({org: st.integers(0, LOGS[org].tree.size) for org in ORGS})
REFS = [place.ref for one in STATE.acts for place in one.act.people]
AGREEMENTS = st.sampled_from([AgreementId("bridge-2026"), AgreementId("older"), AgreementId("third")])
DAYS = st.integers(0, 60).map(lambda days: date(2026, 1, 1) + timedelta(days=days))
FACTS = st.builds(
    Facts,
    answers=st.lists(
        st.builds(Said, code=st.sampled_from(AnswerCode), basis=st.sampled_from(Basis), on=DAYS), max_size=3
    ).map(tuple),
    **{name: st.booleans() for name in Facts.__dataclass_fields__ if name != "answers"},
)
CELLS = st.dictionaries(st.sampled_from(["surname", "birth_date"]), st.sampled_from(["a", "b"]))
VERSIONS = st.dictionaries(st.sampled_from([RowId("W-1"), RowId("W-2"), RowId("W-3")]), CELLS)


def cut(sizes: Mapping[OrgId, int]) -> dict[OrgId, LogView]:
    """Return the first entries of each log."""
    return {org: log_view(LOGS[org].entries[:size]) for org, size in sizes.items() if size}


def swapped(direction: Direction) -> Direction:
    """Return the other way."""
    return Direction(holder=direction.receiver, receiver=direction.holder)


@given(st.permutations(ORGS))
def test_the_order_of_logs_changes_nothing(order: list[OrgId]) -> None:
    """With every kind of event in it, the audit gives one result whatever order the logs come in."""
    assert audit({org: LOGS[org] for org in order}).state == STATE


@given(PREFIXES)
@settings(max_examples=40)
def test_any_prefix_of_the_logs_stands(sizes: dict[OrgId, int]) -> None:
    """
    However much of each log a seat holds, nothing honest is refused.

    What one side wrote without having seen what another wrote at the same time is admitted in either order.
    """
    record = audit(cut(sizes))

    waiting = sum(int((one.seen or "0").split()[0]) for one in record.waiting)
    assert len(record.lines) + waiting == sum(sizes.values())


@given(st.lists(AGREEMENTS, min_size=len(REFS), max_size=len(REFS)), st.sets(st.sampled_from(REFS)))
def test_people_counted_are_the_sum_of_allocations(chosen: Sequence[AgreementId], unsure: set[Ref]) -> None:
    """However people are allocated and disputed: each of them is counted once, in one place."""
    by_ref = dict(zip(REFS, chosen, strict=True))
    allocated = {
        one.digest: Allocation(
            digest=Digest("0" * 64), counted={place.ref: by_ref[place.ref] for place in one.act.people}
        )
        for one in STATE.acts
    }
    state = replace(STATE, allocated=MappingProxyType(allocated))

    rows = performed(state, unsure)

    acts = [one for one in rows if one.agreement != GESTURE]
    assert sum(one.persons for one in acts) == len(REFS)
    assert sum(one.disputed for one in rows) == len(unsure & (set(REFS) | _of_gestures(state)))
    assert len({(one.direction, one.tranche, one.agreement, one.category) for one in rows}) == len(rows)
    for direction in DIRECTIONS:
        own = [one.persons for one in acts if one.direction == direction and one.agreement == own_agreement(state)]
        assert kept(state, direction) == sum(own)


@given(st.lists(st.sampled_from(["pow", "civilian"]), max_size=6))
def test_a_gesture_never_counts_as_performance(categories: list[str]) -> None:
    """However many people are handed over as gestures: nothing promised is kept by it, and no figure changes."""
    people = tuple(Place(ref=Ref(f"{at:064x}"), category=CategoryId(one)) for at, one in enumerate(categories))
    gesture = GestureState(
        digest=Digest("1" * 64), direction=NORTH_TO_SOUTH, on=date(2026, 3, 11), people=people, at=STATE.acts[0].at
    )
    state = replace(STATE, gestures=(*STATE.gestures, gesture))

    for direction in DIRECTIONS:
        assert kept(state, direction) == kept(STATE, direction)
    assert figures(state) == figures(STATE)
    assert sum(one.persons for one in performed(state)) == sum(one.persons for one in performed(STATE)) + len(people)


@given(st.lists(st.integers(1, 9), max_size=4, unique=True))
def test_remains_are_never_in_persons(bags: list[int]) -> None:
    """However many bags there are: no count of people knows of them."""
    act = RemainsState(
        digest=Digest("2" * 64),
        direction=NORTH_TO_SOUTH,
        on=date(2026, 3, 11),
        bags=tuple(Ref(f"{one:064x}") for one in sorted(bags)),
        returns=None,
        at=STATE.acts[0].at,
    )
    state = replace(STATE, remains=(*STATE.remains, act))

    assert (figures(state), performed(state), state.crossed) == (figures(STATE), performed(STATE), STATE.crossed)
    assert sum(one.handed_over for one in bag_counts(state)) == sum(one.handed_over for one in bag_counts(STATE)) + len(
        bags
    )


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["W-1", "W-2", None]), st.sampled_from(Method)), max_size=9)
)
def test_the_dead_are_named_once_however_many_bags(said: list[tuple[int, str | None, Method]]) -> None:
    """Each named person is one, and bags without a name make nobody."""
    findings = [
        BagFinding(
            bag=Ref(f"{bag:064x}"),
            person=None if person is None else RowId(person),
            method=method,
            whose=Whose.RECEIVER,
            on=date(2026, 3, 11),
        )
        for bag, person, method in said
    ]

    named = identified(findings)

    assert [one.person for one in named] == sorted({RowId(person) for _, person, _ in said if person is not None})
    assert identified(findings[::-1]) == named


@given(FACTS, st.booleans())
def test_every_entry_has_exactly_one_state(facts: Facts, is_closed: bool) -> None:
    """Whatever is known of an entry: one code, one track, open or not; only remains are on the track of remains."""
    one = residual(facts, is_closed=is_closed)

    assert one.is_open is (one.end is End.FOUND_LATER if is_closed else one.end not in SETTLED)
    assert (one.track is Track.REMAINS) is (one.end is End.DEAD)
    assert facts.is_withheld is (one.end is End.WITHHELD)


@given(FACTS)
def test_an_answer_never_removes_an_entry_without_reason_and_day(facts: Facts) -> None:
    """An entry that left those to be exchanged has a last answer that says so, with its basis and day."""
    one = residual(facts)

    if one.end.value in {code.value for code in LEFT}:
        assert facts.answers[-1].code.value == one.end.value
        assert facts.answers[-1].basis in Basis
        assert one.on == facts.answers[-1].on


@given(FACTS, st.lists(st.builds(Said, code=st.sampled_from(AnswerCode), basis=st.sampled_from(Basis), on=DAYS)))
def test_only_the_last_answer_and_what_was_lacking_count(facts: Facts, earlier: list[Said]) -> None:
    """Answers before the last change nothing but whether somebody counts as found later."""
    if not facts.answers:
        return
    more = replace(facts, answers=(*earlier, *facts.answers))

    assert {residual(more).end, residual(facts).end} in (
        {residual(facts).end},
        {End.HELD, End.FOUND_LATER},
    )


@given(st.lists(st.sampled_from(End), max_size=80), st.integers(0, 30))
def test_nothing_small_is_ever_public(ends: list[End], smallest: int) -> None:
    """No class of fewer than ten people, whatever the terms say, and none whose sum would be a list's size."""
    told = public_counts(ends, smallest)

    assert all(people >= max(smallest, SMALLEST_PUBLIC) for people in told.values())
    assert not {End.UNANSWERED, End.HELD, End.AGREED, End.WITHHELD, End.NOT_SOUGHT} & set(told)


@given(VERSIONS, VERSIONS)
def test_versions_may_be_exchanged(old: dict[RowId, dict[str, str]], new: dict[RowId, dict[str, str]]) -> None:
    """Exchanged, added and removed change places and nothing else; a version beside itself gives nothing."""
    turned = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED, Change.CHANGED: Change.CHANGED}

    assert differences(old, old) == ()
    assert [(one.row, turned[one.change], one.columns) for one in differences(old, new)] == [
        (one.row, one.change, one.columns) for one in differences(new, old)
    ]


@given(
    st.lists(
        st.builds(
            Stated,
            ref=st.sampled_from(REFS[:4]),
            by=st.sampled_from([OrgId("north"), OrgId("south")]),
            category=st.sampled_from([CategoryId("pow"), CategoryId("civilian")]),
            clause=st.just(ClauseId("1")),
            on=DAYS,
        ),
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_who_says_what_of_a_category_is_symmetric(said: list[Stated], mixed: random.Random) -> None:
    """Exchanging the sides, or the order in which things came in, changes nobody's standing as disputed."""
    counted = [place for one in STATE.acts for place in one.act.people if place.ref in REFS[:4]]
    turned = {OrgId("north"): OrgId("south"), OrgId("south"): OrgId("north")}
    sides = (OrgId("north"), OrgId("south"))
    other = [replace(one, by=turned[one.by]) for one in said]
    mixed.shuffle(other)

    assert disputed_people(other, counted, sides) == disputed_people(said, counted, sides)


def test_swapping_the_parties_swaps_the_counts() -> None:
    """With every direction turned, what was performed is turned and nothing else."""
    acts = tuple(replace(one, act=replace(one.act, direction=swapped(one.act.direction))) for one in STATE.acts)
    gestures = tuple(replace(one, direction=swapped(one.direction)) for one in STATE.gestures)
    other = replace(STATE, acts=acts, gestures=gestures)

    assert {replace(one, direction=swapped(one.direction)) for one in performed(other)} == set(performed(STATE))
    for direction in DIRECTIONS:
        assert kept(other, swapped(direction)) == kept(STATE, direction)


def _of_gestures(state: State) -> set[Ref]:
    return {place.ref for one in state.gestures for place in one.people}


def test_the_story_has_people_of_every_sort() -> None:
    """The exchange these laws are held against has a correction, an allocation, a gesture, remains, and is closed."""
    rows: tuple[Performed, ...] = performed(STATE)

    assert {one.agreement for one in rows} == {"bridge-2026", "older-agreement", GESTURE}
    assert any(one.corrections for one in STATE.acts)
    assert STATE.remains
    assert STATE.closed_at is not None
