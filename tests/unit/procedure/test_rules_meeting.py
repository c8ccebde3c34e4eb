"""Dates, readiness and presence: what may stand in the record, what may not, and in whatever order it arrives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from homeward.model.events import Seen, event_digest, event_text
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OrgId, TrancheId
from homeward.procedure import admit, needs_of
from homeward.procedure.kinds import KINDS
from tests.house.test_docs import kind_rows
from tests.unit.procedure.cast import HEX
from tests.unit.procedure.logbook import DATED, UNDATED, Logbook, at, hexes

DAY = TrancheId("day-1")


def book_with(text: str = DATED) -> Logbook:
    """Return a book in which nothing but the terms is signed."""
    book = Logbook()
    book.agreement(text)
    return book


def _date(**changes: Json) -> dict[str, Json]:
    return {"tranche": "day-1", "on": "2026-03-12", "sealed": None, "replaces": None, **changes}


def _presence(**changes: Json) -> dict[str, Json]:
    return {"tranche": "day-1", "date": None, "sealed": HEX, **changes}


def _dated(book: Logbook) -> Logbook:
    book.dated("day-1", "2026-03-12", at(2))
    return book


def _present(book: Logbook) -> Logbook:
    _dated(book).present("one", "day-1", at(3), seal=5)
    return book


def _witnessed(book: Logbook) -> Logbook:
    _present(book).witnessed(book.last, at(4))
    return book


def _plain(book: Logbook) -> Logbook:
    return book


def _in_force(book: Logbook) -> Json:
    return book.date("day-1")


CASES: tuple[tuple[str, Callable[[Logbook], Logbook], str, str, Callable[[Logbook], dict[str, Json]]], ...] = (
    ("ADMIT-4", _plain, "neutral", "readiness.declared", lambda _: {"tranche": "day-1", "date": None, "ready": True}),
    ("ADMIT-4", _plain, "neutral", "presence.recorded", lambda _: _presence()),
    ("ADMIT-4", _present, "one", "presence.witnessed", lambda book: {"presence": book.last}),
    ("ADMIT-2", _plain, "one", "date.agreed", lambda _: _date(on="12.03.2026")),
    ("ADMIT-2", _plain, "one", "date.agreed", lambda _: _date(place="the bridge")),
    ("ADMIT-2", _plain, "one", "date.proposed", lambda _: {"tranche": "day-1", "on": "2026-03-12", "sealed": "bridge"}),
    ("ADMIT-2", _plain, "one", "presence.recorded", lambda _: _presence(latitude=1)),
    ("ADMIT-80", _plain, "one", "date.proposed", lambda _: {"tranche": "day-9", "on": "2026-03-12", "sealed": None}),
    ("ADMIT-80", _plain, "one", "readiness.declared", lambda _: {"tranche": "day-9", "date": None, "ready": True}),
    ("ADMIT-81", _dated, "one", "date.agreed", lambda _: _date(on="2026-03-13")),
    ("ADMIT-81", _plain, "one", "date.agreed", lambda _: _date(replaces=HEX)),
    ("ADMIT-82", _plain, "one", "date.agreed", lambda _: _date(on="2026-02-28")),
    ("ADMIT-84", _plain, "one", "readiness.declared", lambda _: {"tranche": "day-1", "date": HEX, "ready": True}),
    ("ADMIT-84", _dated, "one", "presence.recorded", lambda book: _presence(tranche="day-2", date=_in_force(book))),
    ("ADMIT-85", _present, "one", "presence.recorded", lambda book: _presence(date=_in_force(book), sealed=hexes(6))),
    ("ADMIT-87", _plain, "neutral", "presence.witnessed", lambda _: {"presence": HEX}),
    ("ADMIT-88", _witnessed, "neutral", "presence.witnessed", lambda book: {"presence": _first(book)}),
)


def _first(book: Logbook) -> Json:
    return book.state.meetings.presences[0].digest


@pytest.mark.parametrize(("code", "before", "who", "kind", "body"), CASES, ids=lambda value: str(value)[:20])
def test_what_breaks_a_rule_is_refused_and_changes_nothing(
    code: str,
    before: Callable[[Logbook], Logbook],
    who: str,
    kind: str,
    body: Callable[[Logbook], dict[str, Json]],
) -> None:
    """Each refusal has its code and says what to do; the state stays what it was."""
    book = before(book_with())
    state = book.state

    with pytest.raises(Refusal) as refused:
        book.tell(who, kind, body(book), at(5))

    assert refused.value.code == code
    assert refused.value.hint
    assert book.state == state


def test_no_date_is_taken_back_where_none_was_agreed() -> None:
    """Terms without a date leave nothing to take back (ADMIT-83); one they name, or one signed since, may be."""
    with pytest.raises(Refusal, match="ADMIT-83"):
        book_with(UNDATED).dated("day-1", None, at(2))
    named, signed = book_with(), _dated(book_with(UNDATED))

    named.dated("day-1", None, at(2))
    signed.dated("day-1", None, at(3))

    assert named.state.meetings.dates[DAY].on is signed.state.meetings.dates[DAY].on is None


def test_a_presence_copied_from_the_other_side_is_refused() -> None:
    """Who had seen the other's commitment and repeats it is refused (ADMIT-86); who had not has copied nothing."""
    book = _present(book_with())
    place = book.state.meetings.presences[0].index
    body = _presence(date=_in_force(book), sealed=hexes(5))
    draft = book.draft("two", "presence.recorded", body, at(4))
    seen = (Seen(org=OrgId("north"), size=place + 1, root=hexes(1)),)  # type: ignore[arg-type]
    event = replace(draft.event, seen=seen)
    copied = replace(draft, event=event, digest=event_digest(event_text(event)))

    with pytest.raises(Refusal, match="ADMIT-86"):
        admit(copied, book.state, index=9)

    assert admit(draft, book.state, index=9).meetings.presences[-1].org == "south"


def test_a_date_needs_two_of_each_party() -> None:
    """Three signatures make no date (ADMIT-9), and the neutral's are not asked for (ADMIT-21)."""
    book = book_with()
    draft = book.draft("one", "date.agreed", _date(), at(2))
    delegate = next(one for one in book.state.officers.values() if one.org == "neutral")

    with pytest.raises(Refusal, match="ADMIT-9"):
        admit(replace(draft, signers=draft.signers[:3]), book.state, index=9)
    with pytest.raises(Refusal, match="ADMIT-21"):
        admit(replace(draft, signers=(*draft.signers[:3], delegate)), book.state, index=9)


def test_what_was_written_before_a_date_moved_still_stands() -> None:
    """A side that had not yet seen the new date speaks of the old one, in whatever order the logs are judged."""
    book = _dated(book_with())
    old = book.date("day-1")
    book.dated("day-1", "2026-03-13", at(3))

    book.tell("two", "readiness.declared", {"tranche": "day-1", "date": old, "ready": True}, at(3))
    book.tell("two", "presence.recorded", _presence(date=old), at(3))
    book.tell("one", "date.proposed", {"tranche": "day-1", "on": None, "sealed": None}, at(3))

    assert book.state.meetings.presences[0].date == old


def test_terms_without_tranches_let_each_meeting_be_named() -> None:
    """Where the agreement names no tranche the sides name each meeting themselves."""
    book = book_with(UNDATED)

    book.dated("first", "2026-03-12", at(2))

    assert TrancheId("first") in book.state.meetings.dates


def test_a_signed_date_answers_what_was_proposed() -> None:
    """When both have signed a date, no proposal for that tranche is open; those for others are."""
    book = book_with()
    for tranche in ("day-1", "day-2"):
        book.proposed("one", tranche, "2026-03-12", at(2))

    _dated(book)

    assert [key[0] for key in book.state.meetings.proposals] == ["day-2"]


NEW = ("date.agreed", "date.proposed", "presence.recorded", "presence.witnessed", "readiness.declared")


def test_who_signs_is_what_the_page_says() -> None:
    """For each of these events docs/record.md names how many sign, in which role."""
    book, told = _witnessed(book_with()), {kind: who for kind, _, _, who in kind_rows()}
    authors = {"presence.witnessed": "neutral"}

    for kind in NEW:
        event = book.draft(authors.get(kind, "one"), kind, {}, at(6)).event
        for need in needs_of(book.state, event):
            assert f"{need.persons} of" in told[kind]
            assert need.role.value in told[kind]
    assert set(NEW) <= set(KINDS)
