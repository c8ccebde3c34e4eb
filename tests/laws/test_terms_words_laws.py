"""Laws of what is said, compared and drawn: nothing is lost or said twice, and the order of parts is nothing."""

from __future__ import annotations

import dataclasses
import json
import typing
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.bulletin.markup import clean
from homeward.bulletin.terms_canvas import wrapped
from homeward.bulletin.terms_plot import draw_terms
from homeward.model.canonical import decode, encode
from homeward.model.steps import Deed, Silence, Step, When
from homeward.model.terms import Terms
from homeward.names.plurals import FORMS, plural_form
from homeward.terms import describe_terms, explain, read_terms, terms_from_record, terms_record
from homeward.terms.comparing import What, compare_terms, mirrored
from homeward.terms.listed import parts_of
from homeward.terms.starting import DEFAULTS, read_answers, start_terms
from homeward.terms.words import CODES, LANGUAGES, Words
from tests.unit.terms.variants import valley, variants

SOME = settings(max_examples=25)
"""Whole agreements are large: a few of them say as much as many."""

languages = st.sampled_from([LANGUAGES[code] for code in CODES])
LEAVES = (
    "bundles",
    "paces",
    "exclusions",
    "holds",
    "groups",
    "duties",
    "disclosures",
    "couplings",
    "extensions",
    "totals",
)
"""Provisions nothing else refers to: they may be left out one by one."""


def shuffled(draw: st.DrawFn, value: Terms) -> Terms:
    """Return *value* with its clauses and provisions in another order."""
    provided = value.provisions
    moved: dict[str, typing.Any] = {
        one.name: tuple(draw(st.permutations(getattr(provided, one.name))))
        for one in dataclasses.fields(provided)
        if isinstance(getattr(provided, one.name), tuple)
    }
    whole: dict[str, typing.Any] = {
        name: tuple(draw(st.permutations(getattr(value, name)))) for name in ("clauses", "categories", "commitments")
    }
    return dataclasses.replace(value, **whole, provisions=dataclasses.replace(provided, **moved))


@st.composite
def agreements(draw: st.DrawFn) -> Terms:
    """Draw an agreement of many provisions: one field changed, some provisions left out, all in another order."""
    terms = draw(st.sampled_from([valley(), *(one.terms for one in variants())]))
    kept: dict[str, typing.Any] = {
        name: tuple(one for one in getattr(terms.provisions, name) if draw(st.booleans()))
        for name in draw(st.sets(st.sampled_from(LEAVES)))
    }
    return shuffled(draw, dataclasses.replace(terms, provisions=dataclasses.replace(terms.provisions, **kept)))


@st.composite
def reordered(draw: st.DrawFn) -> tuple[Terms, Terms]:
    """Draw an agreement and the same in another order."""
    terms = draw(agreements())
    return terms, shuffled(draw, terms)


@SOME
@given(agreements(), languages)
def test_every_provision_is_in_exactly_one_line(terms: Terms, words: Words) -> None:
    """Whatever is agreed, each provision has one line under its own clause, in every language."""
    said = [
        (line.kind, line.name, passage.clause) for passage in explain(terms, words).passages for line in passage.lines
    ]

    assert sorted(said, key=str) == sorted(((one.kind, one.name, one.clause) for one in parts_of(terms)), key=str)


@SOME
@given(agreements(), languages)
def test_lines_and_passages_say_the_same(terms: Terms, words: Words) -> None:
    """The lines of a check are those of the explanation, one for one."""
    lines = [line.text for passage in explain(terms, words).passages for line in passage.lines]

    assert [told.startswith(line) for told, line in zip(describe_terms(terms, words)[2:], lines, strict=True)] == [
        True
    ] * len(lines)


@SOME
@given(reordered())
def test_order_is_no_change(pair: tuple[Terms, Terms]) -> None:
    """An agreement is the same as itself, in whatever order its clauses and provisions stand."""
    assert compare_terms(*pair) == ()


@SOME
@given(agreements(), agreements())
def test_a_comparison_mirrors_the_one_from_the_other_side(one: Terms, other: Terms) -> None:
    """What is added from one side is taken away from the other, and every field runs from the other's end."""
    assert tuple(mirrored(change) for change in compare_terms(one, other)) == compare_terms(other, one)


@pytest.mark.parametrize("number", range(0, len(variants()), 7))
def test_one_changed_field_is_one_change(number: int) -> None:
    """A field changed in one part is told as that field of that part, and of no other."""
    variant = variants()[number]

    changes = compare_terms(valley(), variant.terms)

    assert len(changes) == 1
    assert changes[0].what in {What.CHANGED, What.REWORDED}
    assert len(changes[0].fields) == 1


@SOME
@given(agreements())
def test_names_in_other_languages_travel_as_bytes(terms: Terms) -> None:
    """A provision of any kind comes back from its record as it was."""
    assert terms_from_record(decode(encode(terms_record(terms)))) == terms


@given(st.sampled_from(CODES), st.integers(0, 10_000_000))
def test_a_number_has_one_of_the_forms_of_its_language(code: str, number: int) -> None:
    """No number is without a form, and the last two digits decide beyond a hundred."""
    assert plural_form(code, number) in FORMS[code]
    assert plural_form(code, number + 1_000) == plural_form(code, number + 2_000)


steps = st.builds(
    Step,
    id=st.none(),
    clause=st.just("6"),
    actors=st.sets(st.sampled_from(["north", "south", "lake", "coast", "hills"]), min_size=1).map(
        lambda some: tuple(sorted(some))
    ),
    deed=st.sampled_from(Deed),
    what=st.none() | st.text("abc жщ ش", min_size=1, max_size=200).filter(str.strip),
    after=st.none() | st.integers(0, 29).map(lambda number: f"s{number}"),
    due=st.none() | st.just(When(day=date(2026, 3, 4))) | st.just(When(event="truce", latest=date(2026, 4, 1))),
    silence=st.none() | st.sampled_from(Silence),
    each_person=st.booleans(),
    soft=st.booleans(),
)


@SOME
@given(st.lists(steps, max_size=30), languages)
def test_any_procedure_is_drawn_inside_its_sheet(drawn: list[Step], words: Words) -> None:
    """Up to thirty steps, also in circles, give well-formed SVG with everything inside, and the same bytes again."""
    named = tuple(
        dataclasses.replace(
            one, id=f"s{number}", after=one.after if int((one.after or "s0")[1:]) < len(drawn) else None
        )
        for number, one in enumerate(drawn)
    )
    terms = dataclasses.replace(
        valley(), provisions=dataclasses.replace(valley().provisions, steps=named, sequences=())
    )

    made = draw_terms(terms, words)
    root = ET.fromstring(made)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))

    assert made == draw_terms(terms, words)
    assert all(0 <= float(one.get("y", "0")) <= height for one in root.iter())
    assert all(0 <= float(one.get(key, "0")) <= width for one in root.iter() for key in ("x", "x1", "x2", "cx"))


@given(st.text(max_size=300), st.integers(60, 500))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    """The lines hold every character of the text but the spaces between them, in order."""
    assert "".join("".join(wrapped(text, width)).split()) == "".join(clean(text).split())


@SOME
@given(
    st.sampled_from(["eq", "at_least", "up_to", "range", "all", "all_up_to"]),
    st.integers(1, 10_000),
    st.sampled_from([[], ['neutral = { lake = "Lake" }']]),
    st.sampled_from([[], ['status = "pow"'], ['status = "retained"']]),
    st.tuples(st.integers(2, 4), st.text("abcZжش\"'\\ \t", min_size=1, max_size=12).map(str.strip).filter(bool)),
)
def test_answers_start_an_agreement_that_can_be_signed(
    promise: str, count: int, neutral: list[str], status: list[str], named: tuple[int, str]
) -> None:
    """Whatever is answered, the agreement started from it is read back whole, and nothing keeps a side from signing."""
    parties, name = named
    quoted = json.dumps(name.replace("\t", " "), ensure_ascii=False)
    lines = ["format = 1", f"title = {quoted}", "agreed_on = 2026-03-01", f'promise = "{promise}"']
    lines.append(f"parties = {{ {', '.join(f'side{one} = {quoted}' for one in range(parties))} }}")
    lines += [f"count = {count}"] * (promise != "all") + [f"high = {count + 1}"] * (promise == "range")
    lines += neutral + status

    answers, found = read_answers("\n".join(lines).encode(), source="answers")
    assert answers is not None, found
    terms, findings = read_terms(start_terms(answers).encode(), source="new", parties=())

    assert terms is not None
    assert [one for one in findings if one.severity.value != "advice"] == []
    assert {one.direction.holder for one in terms.commitments} == {f"side{one}" for one in range(parties)}
    assert sum(str(DEFAULTS["residual"]) in line for line in describe_terms(terms)) == 1


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_as_answers_are_answered(data: bytes) -> None:
    """No bytes crash the reader of answers: without answers there is a finding."""
    answers, found = read_answers(data, source="x")

    assert answers is not None or found
