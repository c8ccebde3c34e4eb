"""Laws of the register: written and read it is the same, any bytes are answered, and no unknown number decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import resources

from hypothesis import given
from hypothesis import strategies as st

from homeward.model.claims import CountOp
from homeward.model.dates import UncertainDate, parse_date
from homeward.model.ids import PartyId
from homeward.model.register import (
    By,
    Confidence,
    Counting,
    Definition,
    Flow,
    Missing,
    PastExchange,
    Superlative,
    Told,
)
from homeward.model.terms import Direction
from homeward.register import largest, ranking, read_register, shipped_register, write_csv
from homeward.register.cells import is_clean
from homeward.register.shipped import EXCHANGES

ids = st.sampled_from(["a1", "gorge", "x-9", "hill_2"])
texts = st.one_of(
    st.sampled_from(['say "so", then', "Ковач", "עיתון", "two\nlines", "a,b", "naïve"]), st.text(min_size=1, max_size=8)
).filter(lambda text: is_clean(text) and ";" not in text and text[0] not in "=+-@")
people = st.integers(min_value=0, max_value=999_999_999)
ways = st.sampled_from(
    [
        None,
        Direction(holder=PartyId("north"), receiver=PartyId("south")),
        Direction(holder=PartyId("south"), receiver=PartyId("north")),
        Direction(holder=PartyId("west"), receiver=PartyId("north")),
    ]
)


def dates() -> st.SearchStrategy[UncertainDate]:
    """Return dates as the register writes them, exact and not."""
    written = st.sampled_from(
        ["2020-01-02", "2020-01", "1990", "198X", "2020-01-02?", "2020-01-02/2020-02-03", "../2020"]
    )
    return written.map(lambda text: parse_date(text) or UncertainDate(written="", earliest=date.min, latest=date.min))


@st.composite
def figures(draw: st.DrawFn, teller: str, words: st.SearchStrategy[str]) -> Told:
    """Return one figure as *teller* told it, its parts adding up."""
    persons = draw(st.none() | people)
    part = 0 if persons is None else draw(st.integers(min_value=0, max_value=persons))
    is_split = persons is not None and draw(st.booleans())
    return Told(
        persons=persons,
        op=draw(st.sampled_from([CountOp.EXACT, CountOp.APPROX, CountOp.AT_LEAST, CountOp.AT_MOST])),
        missing=draw(st.sampled_from(Missing)) if persons is None else None,
        by=(teller,) if teller else (),
        split=(("soldier", part), ("other", (persons or 0) - part)) if is_split else (),
        outside=draw(st.none() | st.just(part)),
        bodies=draw(st.none() | people),
        sources=tuple(draw(st.lists(words, min_size=1, max_size=3, unique=True))),
        confidence=draw(st.sampled_from([Confidence.MEDIUM, Confidence.LOW])),
        note=draw(st.none() | words),
    )


@st.composite
def exchanges(draw: st.DrawFn, name: str, words: st.SearchStrategy[str]) -> PastExchange:
    """Return an exchange of this name, with one to three flows told by one to three tellers."""
    found = draw(st.lists(ways, min_size=1, max_size=3, unique=True))
    tellers = draw(st.lists(st.sampled_from(["", "north", "south"]), min_size=1, max_size=3, unique=True))
    return PastExchange(
        id=name,
        conflict=draw(ids),
        on=draw(dates()),
        agreements=tuple(draw(st.lists(ids, max_size=2, unique=True))),
        numbered=draw(st.none() | words),
        mediators=tuple(draw(st.lists(words, max_size=2, unique=True))),
        place=draw(st.none() | words),
        flows=tuple(
            Flow(direction=way, told=tuple(draw(figures(teller, words)) for teller in tellers)) for way in found
        ),
    )


def some(words: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[PastExchange, ...]]:
    """Return registers of up to four exchanges, whose texts are *words*."""
    return st.integers(min_value=0, max_value=4).flatmap(
        lambda number: st.tuples(*(exchanges(f"x{place}", words) for place in range(number)))
    )


registers, wordless = some(texts), some(st.just("gazette"))


@given(registers, st.booleans())
def test_a_register_written_and_read_is_the_same(rows: tuple[PastExchange, ...], with_tags: bool) -> None:
    """CSV and HXL lose nothing and add nothing: the values come back, and the same bytes again from them."""
    data = write_csv(rows, with_tags=with_tags)

    reading = read_register(data, source="x")

    assert reading.exchanges == rows
    assert [one.code for one in reading.findings if one.code != "REGISTER-22"] == []
    assert write_csv(reading.exchanges, with_tags=with_tags) == data


def test_the_shipped_file_is_what_would_be_written() -> None:
    """Homeward's own register comes back byte for byte, with tags, and reads the same without them."""
    rows = shipped_register().exchanges
    shipped = resources.files("homeward.register").joinpath("data", EXCHANGES).read_bytes()

    assert write_csv(rows, with_tags=True) == shipped
    assert read_register(write_csv(rows), source="x").exchanges == rows


@given(st.binary(max_size=400))
def test_any_bytes_are_answered(data: bytes) -> None:
    """No file stops the reader: there are exchanges, or there is a finding."""
    reading = read_register(data, source="x")

    assert reading.findings or reading.rows == 0 or reading.exchanges


@given(wordless)
def test_the_order_of_rows_changes_no_ranking(rows: tuple[PastExchange, ...]) -> None:
    """Who stands first in the file makes nobody larger."""
    definition = Definition(by=By.DEAL, count=Counting.TOTAL)
    turned = tuple(reversed(rows))

    found, again = ranking(rows, definition), ranking(turned, definition)

    assert {(one.name, one.low, one.high) for one in found} == {(one.name, one.low, one.high) for one in again}


@given(wordless, st.sampled_from(By), st.sampled_from(Counting))
def test_the_names_of_sides_change_no_ranking(rows: tuple[PastExchange, ...], by: By, count: Counting) -> None:
    """Called by each other's names, the sides rank as before."""
    definition = Definition(by=by, count=count)
    swapped = tuple(_swapped(one) for one in rows)

    assert [(one.name, one.low, one.high) for one in ranking(rows, definition)] == [
        (one.name, one.low, one.high) for one in ranking(swapped, definition)
    ]


@given(wordless, st.sampled_from(By), st.sampled_from(Counting))
def test_what_becomes_known_only_narrows(rows: tuple[PastExchange, ...], by: By, count: Counting) -> None:
    """An answer that holds although numbers are missing still holds when any of them is published."""
    definition = Definition(by=by, count=count, until=date(2030, 1, 1))
    on = date(2020, 1, 2)
    before = largest(rows, definition, on)

    after = largest(tuple(_filled(one) for one in rows), definition, on)

    assert before.outcome is not Superlative.HOLDS or after.outcome is Superlative.HOLDS


def _swapped(one: PastExchange) -> PastExchange:
    names = {"north": PartyId("south"), "south": PartyId("north")}
    return replace(one, flows=tuple(replace(flow, direction=_renamed(flow.direction, names)) for flow in one.flows))


def _renamed(way: Direction | None, names: dict[str, PartyId]) -> Direction | None:
    if way is None:
        return None
    return Direction(holder=names.get(way.holder, way.holder), receiver=names.get(way.receiver, way.receiver))


def _filled(one: PastExchange) -> PastExchange:
    return replace(
        one,
        flows=tuple(
            replace(flow, told=tuple(_known(told) for told in flow.told))
            if all(told.persons is None for told in flow.told)
            else flow
            for flow in one.flows
        ),
    )


def _known(told: Told) -> Told:
    return replace(told, persons=17, missing=None, op=CountOp.EXACT)
