"""Laws of the procedure, for every order of logs, every prefix of the record and every changed body."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from homeward.log import parse_note
from homeward.model.events import Event, Seen, event_digest, event_text, parse_event
from homeward.model.findings import Json, Refusal
from homeward.model.ids import Digest, ExchangeId, OrgId
from homeward.procedure import LogView, State, admit, audit, judge, kind_of, log_view, read_note
from homeward.procedure.clock import steps, turns
from homeward.procedure.counts import figures
from tests.unit.procedure.cast import draft_of, logs, story, whole
from tests.world import ORGS, names

Places: TypeAlias = tuple[str | int, ...]

PREFIXES = st.fixed_dictionaries({org: st.integers(0, logs()[org].tree.size) for org in ORGS})
HEXES = st.text("0123456789abcdef", min_size=64, max_size=64).map(Digest)
IDS = st.from_regex(r"[a-z][a-z0-9_-]{0,11}", fullmatch=True)
TEXTS = st.text(st.characters(codec="utf-8", max_codepoint=0x7E, min_codepoint=0x20), max_size=20)
JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[a-z0-9_]{1,8}", fullmatch=True), inner)
    ),
    max_leaves=8,
)
SEEN = st.dictionaries(IDS, st.tuples(st.integers(0, 2**40), HEXES), max_size=3).map(
    lambda found: tuple(
        Seen(org=OrgId(org), size=size, root=root)
        for org, (size, root) in sorted(found.items(), key=lambda item: item[0].replace("-", "_"))
    )
)
EVENTS = st.builds(
    Event,
    id=st.uuids(version=4).map(lambda one: f"{str(one)[:14]}7{str(one)[15:]}"),
    kind=TEXTS,
    exchange=IDS.map(ExchangeId),
    org=IDS.map(OrgId),
    role=TEXTS,
    at=st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1)).map(  # noqa: DTZ001 - made UTC in the next line
        lambda at: at.replace(microsecond=0, tzinfo=UTC)
    ),
    prev=st.none() | HEXES,
    seen=SEEN.filter(lambda seen: len({one.org.replace("-", "_") for one in seen}) == len(seen)),
    body=st.dictionaries(st.from_regex(r"[a-z0-9_]{1,8}", fullmatch=True), JSON, max_size=4),
)


def _cut(sizes: Mapping[OrgId, int]) -> dict[OrgId, LogView]:
    return {org: log_view(logs()[org].entries[:size]) for org, size in sizes.items() if size}


def _places(value: Json, at: Places = ()) -> list[Places]:
    """Return the way to every value inside *value*."""
    inside: list[tuple[str | int, Json]] = []
    if isinstance(value, dict):
        inside = [(key, one) for key, one in value.items()]
    if isinstance(value, list):
        inside = list(enumerate(value))
    return [at, *(place for key, one in inside for place in _places(one, (*at, key)))]


def _with(value: Json, place: Places, new: Json) -> Json:
    if not place:
        return new
    changed = copy.deepcopy(value)
    here: Json = changed
    for key in place[:-1]:
        here = here[key]  # type: ignore[index]
    here[place[-1]] = new  # type: ignore[index]
    return changed


@given(EVENTS)
def test_an_event_written_is_read_as_it_was(event: Event) -> None:
    """Reading the text of any event gives that event, and its text again."""
    assert parse_event(event_text(event)) == event
    assert event_text(parse_event(event_text(event))) == event_text(event)


@given(st.permutations(ORGS))
def test_the_order_of_logs_changes_nothing(order: list[OrgId]) -> None:
    """The audit gives one result whatever order the logs come in."""
    record = audit({org: logs()[org] for org in order})

    assert record.lines == story()
    assert record.state == whole().state


@given(PREFIXES)
def test_any_prefix_of_the_logs_stands(sizes: dict[OrgId, int]) -> None:
    """However much of each log a seat holds: nothing honest is refused, and what is not judged is said to wait."""
    record = audit(_cut(sizes))

    waiting = sum(int((one.seen or "0").split()[0]) for one in record.waiting)
    assert len(record.lines) + waiting == sum(sizes.values())


@given(PREFIXES, PREFIXES)
def test_more_of_the_logs_takes_nothing_back(sizes: dict[OrgId, int], more: dict[OrgId, int]) -> None:
    """A longer mirror adds events to what was judged before and removes none."""
    longer = {org: max(sizes[org], more[org]) for org in sizes}

    before, after = audit(_cut(sizes)), audit(_cut(longer))

    assert {(one.org, one.index) for one in before.lines} <= {(one.org, one.index) for one in after.lines}
    assert before.state.joint <= after.state.joint
    assert before.state.crossed <= after.state.crossed
    assert set(before.state.stopped) <= set(after.state.stopped)


@given(PREFIXES)
def test_the_clock_never_stops(sizes: dict[OrgId, int]) -> None:
    """At any prefix of the record there is an answer to whose turn it is, how far it is, and what is proven."""
    state = audit(_cut(sizes)).state

    assert all(turn.step for turn in turns(state))
    assert all(0 <= step.done <= max(step.total, step.done) for step in steps(state))
    assert all(one.persons >= 0 for one in figures(state))


@given(st.integers(0, len(story())))
def test_folding_a_prefix_and_then_the_rest_is_folding_all(at: int) -> None:
    """State is a fold: stopping anywhere and going on gives the same state."""
    state = State()
    for line in (*story()[:at], *story()[at:]):
        draft = read_note(parse_note(logs()[line.org].entries[line.index]), state)
        if draft.digest not in state.joint:
            state = admit(draft, state, index=line.index)

    # When a joint act was shown to stand is read off all logs together, after the fold.
    assert replace(state, shown=whole().state.shown) == whole().state


@given(st.integers(0, len(story()) - 1))
def test_admission_leaves_the_state_it_was_given(at: int) -> None:
    """Admitting or refusing an event changes nothing of the state before it, and gives the same answer again."""
    line = story()[at]
    before = audit(_before(at)).state
    kept = copy.copy(before)
    answers = []
    for _ in range(2):
        try:
            answers.append(str(judge(line.draft, before, index=line.index)))
        except Refusal as refusal:
            answers.append(refusal.code)

    assert answers[0] == answers[1]
    assert before == kept


def _before(at: int) -> dict[OrgId, LogView]:
    counted = {org: sum(line.org == org for line in story()[:at]) for org in ORGS}
    return _cut(counted)


@given(st.data(), st.integers(0, len(story()) - 1))
def test_a_changed_body_is_judged_or_refused_and_never_breaks(data: st.DataObject, at: int) -> None:
    """Whatever stands in a body: the rule of its kind admits it or refuses it with a code, and nothing else happens."""
    line = story()[at]
    state = audit(_before(at)).state
    body = line.draft.event.body
    place = data.draw(st.sampled_from(_places(body)))
    changed = _with(body, place, data.draw(JSON))
    event = replace(line.draft.event, body=changed if isinstance(changed, dict) else {"x": changed})

    assert _code(event, state, line.index)


@given(st.data(), st.integers(0, len(story()) - 1))
def test_a_field_too_many_or_too_few_is_refused(data: st.DataObject, at: int) -> None:
    """A body has exactly the fields of its kind."""
    line = story()[at]
    state = audit(_before(at)).state
    body = line.draft.event.body
    lacking = data.draw(st.sampled_from(sorted(body)))
    bodies = [{**body, "more": 1}, {key: value for key, value in body.items() if key != lacking}]

    codes = [_code(replace(line.draft.event, body=one), state, line.index) for one in bodies]

    assert set(codes) <= {"ADMIT-2"} if event_digest(event_text(line.draft.event)) not in state.joint else all(codes)


def _code(event: Event, state: State, index: int) -> str:
    try:
        judge(draft_of(event), state, index=index)
    except Refusal as refusal:
        return refusal.code if refusal.hint else ""
    return "admitted"


def test_no_event_ever_holds_a_name() -> None:
    """Nothing of the people in the lists stands in any event: no name, in no spelling the lists have."""
    entries = "".join(event_text(line.draft.event) for line in story()).casefold()

    assert not [name for name in names() if name.casefold() in entries]
    assert not [name for name in names() if json.dumps(name.casefold())[1:-1] in entries]


def test_every_kind_happens_in_the_story() -> None:
    """The small exchange tells all kinds of event but the two that not every exchange has."""
    told = {kind_of(line.draft.event).name for line in story()}

    assert told >= {"genesis", "terms.signed", "list.final", "plan.signed", "act.signed", "bulletin.released"}
