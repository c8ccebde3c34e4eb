"""Decisions of a review: added line by line, bound to the claim they were made about, applied in their order."""

import json

import pytest

from homeward.model.claims import ClaimCount, CountOp, Modality, Scope
from homeward.model.findings import Refusal
from homeward.statements.corrections import (
    FIELDS,
    Decision,
    Review,
    corrected,
    frame_digest,
    last_decision,
    review_line,
    reviews,
    standing,
    with_known_parties,
)
from homeward.statements.frame import alternatives, direction_words, frame_words, number_words, people_words
from homeward.statements.queue import SURE
from homeward.statements.reader import Field, ReadClaim, Speaker
from tests.reader_fake import changed, read_claim

UNSURE = read_claim(sure=60)


def review(decision: Decision, claim: ReadClaim = UNSURE, **changes: str) -> Review:
    """Return a decision about a claim called r-c1."""
    return Review(
        at="2026-03-10T09:00:00+00:00",
        who="list-1",
        claim="r-c1",
        frame=frame_digest(claim),
        decision=decision,
        reason="не те" if decision is Decision.REJECT else None,
        changes=tuple(sorted(changes.items())),
    )


def test_a_line_is_read_back() -> None:
    """What is written as a line is read as the same decision, and lines keep their order."""
    made = (review(Decision.ACCEPT), review(Decision.REJECT), review(Decision.CORRECT, scope="total", count="390"))

    assert reviews(b"".join(map(review_line, made)), source="review.jsonl") == made
    assert reviews(b"", source="review.jsonl") == ()


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b"{}", b'"x"', b"\xff", review_line(review(Decision.ACCEPT)).replace(b'"accept"', b'"maybe"')]
)
def test_a_line_that_is_no_decision_is_refused(line: bytes) -> None:
    """REVIEW-1 names the line."""
    data = review_line(review(Decision.ACCEPT)) + line

    with pytest.raises(Refusal, match=r"review\.jsonl, line 2, .*\[REVIEW-1\]"):
        reviews(data, source="review.jsonl")


def test_without_a_decision_only_a_sure_claim_goes_on() -> None:
    """The threshold is the queue's own."""
    assert standing("r-c1", read_claim(sure=SURE), ()) == read_claim(sure=SURE)
    assert standing("r-c1", read_claim(sure=SURE - 1), ()) is None


def test_the_last_decision_counts() -> None:
    """A later decision about the same claim stands in place of the earlier."""
    accepted, rejected = review(Decision.ACCEPT), review(Decision.REJECT)

    assert standing("r-c1", UNSURE, [rejected, accepted]) == UNSURE
    assert standing("r-c1", UNSURE, [accepted, rejected]) is None
    assert standing("r-c1", read_claim(sure=99), [review(Decision.REJECT, read_claim(sure=99))]) is None


def test_corrections_add_up_until_somebody_accepts_or_rejects() -> None:
    """Each sets its own fields, the later value counts; one made after an acceptance begins anew."""
    first, second = review(Decision.CORRECT, scope="total", count="5"), review(Decision.CORRECT, count="6")

    both = standing("r-c1", UNSURE, [first, second])
    anew = standing("r-c1", UNSURE, [first, review(Decision.ACCEPT), second])

    assert both == corrected(UNSURE, {"scope": "total", "count": "6"})
    assert anew == corrected(UNSURE, {"count": "6"})


def test_codes_are_read_in_any_case() -> None:
    """Parties and nobody's codes are written as the exchange writes them; other fields stay as they are."""
    made = with_known_parties({"party": "anon", "scope": "total", "direction": "b > A"}, ["A", "B"])

    assert made == {"party": "ANON", "scope": "total", "direction": "B>A"}
    assert with_known_parties({"party": "x", "direction": "both"}, ["A"]) == {"party": "x", "direction": "both"}


@pytest.mark.parametrize("count", ["0", "at_least:0", "approx:0", "range:0-0"])
def test_nobody_is_no_count(count: str) -> None:
    """A claim of no people is no number that a text states."""
    with pytest.raises(Refusal, match="REVIEW-3"):
        corrected(UNSURE, {"count": count})


def test_a_decision_holds_for_the_claim_as_it_was_seen() -> None:
    """A claim that changed after somebody decided about it waits again; so does another claim."""
    accepted = review(Decision.ACCEPT)

    assert last_decision("r-c1", read_claim(count=25), [accepted]) is None
    assert last_decision("r-c2", UNSURE, [accepted]) is None
    assert last_decision("r-c1", UNSURE, [accepted]) == accepted


@pytest.mark.parametrize(
    ("field", "value", "name", "expected"),
    [
        ("count", "390", "count", ClaimCount(op=CountOp.EXACT, low=390, high=390)),
        ("count", "approx:390", "count", ClaimCount(op=CountOp.APPROX, low=390, high=390)),
        ("count", "at_least:200", "count", ClaimCount(op=CountOp.AT_LEAST, low=200, high=None)),
        ("count", "at_most:5", "count", ClaimCount(op=CountOp.AT_MOST, low=0, high=5)),
        ("count", "5-6", "count", ClaimCount(op=CountOp.RANGE, low=5, high=6)),
        ("count", "none", "count", None),
        ("scope", "total", "scope", Scope.TOTAL),
        ("scope", "none", "scope", None),
        ("modality", "agreed", "modality", Modality.AGREED),
        ("category", "pow", "category", "pow"),
        ("direction", "NORTH>SOUTH", "direction", "NORTH>SOUTH"),
        ("direction", "none", "direction", None),
        ("event_date", "2026-03-10/2026-03-11", "event_date", "2026-03-10/2026-03-11"),
        ("said_date", "none", "said_date", None),
        ("channel", " x ", "channel", "x"),
        ("party", "SOUTH", "speaker", Speaker(party="SOUTH", role="mod")),
        ("role", "hos", "speaker", Speaker(party="NORTH", role="hos")),
    ],
)
def test_a_correction_sets_its_field_and_nothing_else(field: str, value: str, name: str, expected: object) -> None:
    """The field has the new value and is sure; every other field is as it was."""
    made = corrected(UNSURE, {field: value})

    assert getattr(made, name) == expected
    assert changed(made, **{name: getattr(UNSURE, name)}, fields=UNSURE.fields) == UNSURE
    assert {one.name: one.confidence for one in made.fields}[name] == 100


def test_a_corrected_claim_goes_on_as_corrected() -> None:
    """What a person set is what reconciliation sees; order of fields is kept."""
    made = standing("r-c1", UNSURE, [review(Decision.CORRECT, scope="total")])

    assert made is not None
    assert made.scope is Scope.TOTAL
    assert [one.name for one in made.fields] == [one.name for one in UNSURE.fields]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("count", "many"),
        ("count", "9-5"),
        ("count", "exactly:5"),
        ("count", "exact:5-6"),
        ("count", "-1"),
        ("scope", "all"),
        ("modality", "none"),
        ("category", "soldiers"),
        ("direction", "NORTH"),
        ("direction", "NORTH>NORTH"),
        ("direction", "A B>C"),
        ("event_date", "Friday"),
        ("channel", ""),
        ("party", "none of us"),
        ("role", "king"),
    ],
)
def test_a_value_that_cannot_be_is_refused(field: str, value: str) -> None:
    """REVIEW-3 says what can be written."""
    with pytest.raises(Refusal, match=r"\[REVIEW-3\]"):
        corrected(UNSURE, {field: value})


def test_a_field_that_cannot_be_set_is_refused() -> None:
    """REVIEW-2: the words of a text are not corrected, only how they are read."""
    assert "quote" not in FIELDS
    with pytest.raises(Refusal, match=r"\[REVIEW-2\]"):
        corrected(UNSURE, {"quote": "400 people"})


def test_a_frame_is_told_in_words() -> None:
    """Every field stands in the words, also where the text says nothing."""
    words = dict(frame_words(read_claim(event_date=None, via=("agency",), superlative="the largest since")))

    assert words["number"] == "24"
    assert words["day"] == "not stated"
    assert words["covers"] == "from each side"
    assert (words["relayed by"], words["superlative"]) == ("agency", "the largest since")


def test_numbers_keep_how_they_were_said() -> None:
    """Each op has its own words."""
    said = [
        number_words(ClaimCount(op=op, low=low, high=high))
        for op, low, high in (
            (CountOp.EXACT, 1_000, 1_000),
            (CountOp.APPROX, 390, 390),
            (CountOp.APPROX, 380, 400),
            (CountOp.AT_LEAST, 201, None),
            (CountOp.AT_MOST, 0, 5),
            (CountOp.RANGE, 5, 6),
        )
    ]

    assert said == ["1,000", "about 390", "about 380 to 400", "at least 201", "at most 5", "5 to 6"]
    assert "no number" in number_words(None)
    assert direction_words("NORTH>SOUTH") == "NORTH releases to SOUTH"


def test_speakers_of_nobody_are_named_as_such() -> None:
    """The report itself, both sides and an unnamed source are three different voices."""
    said = [
        dict(frame_words(read_claim(speaker=Speaker(party=party, role="unnamed"))))["who"]
        for party in ("NEWS", "BOTH", "ANON", "SOUTH")
    ]

    assert said == [
        "the report itself",
        "officials of both sides",
        "an unnamed source",
        "unnamed official of SOUTH",
    ]


def test_alternatives_are_other_readings_of_the_weakest_field() -> None:
    """Each can be typed as a correction, and none is what was read."""
    for name in ("scope", "modality", "category", "direction", "speaker"):
        claim = read_claim(direction="NORTH>SOUTH", fields=(Field(name=name, rule="r", confidence=10),))
        offered = alternatives(claim)
        assert offered
        for one in offered:
            field, _, value = one.partition("=")
            assert corrected(claim, {field: value}) != claim
    assert alternatives(read_claim(fields=(Field(name="count", rule="r", confidence=10),))) == ()
    assert alternatives(read_claim(fields=())) == ()


def test_a_line_is_json_that_others_can_read() -> None:
    """The file can be read without this program."""
    value = json.loads(review_line(review(Decision.REJECT)))

    assert (value["decision"], value["reason"], value["who"]) == ("reject", "не те", "list-1")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"category": "pow"}, "24 prisoners of war from each side"),
        ({"scope": None}, "24 people"),
        ({"category": "civilian", "scope": Scope.SUBSET}, "24 civilians, part of another number"),
        ({"category": "event", "count": None, "scope": None}, "exchanges, no number"),
    ],
)
def test_number_people_and_scope_are_said_together(fields: dict[str, object], words: str) -> None:
    """A claim in a few words says how many, of whom, and what the number covers."""
    assert people_words(changed(UNSURE, **fields)) == words
