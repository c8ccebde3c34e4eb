"""What a language model proposes is kept only where its words and numbers stand in the text."""

from dataclasses import replace

import pytest

from homeward.model.claims import Scope
from homeward.model.documents import Block, BlockKind
from homeward.statements.proposals import CONFIDENCE, FILLED_BELOW, PROPOSED, checked, with_proposals
from homeward.statements.queue import is_sure
from homeward.statements.reader import Field, ReadClaim, Speaker
from homeward.statements.reader.values import Span
from tests.reader_fake import digits_in, document, fake_reader

TEXT = "The president of North said 390 people came home. South will go on tomorrow.\nCaption: 55 people."
DOCUMENT = replace(
    document(TEXT),
    blocks=(
        Block(kind=BlockKind.BODY, start=0, end=76),
        Block(kind=BlockKind.CAPTION, start=77, end=len(TEXT)),
    ),
)
GOOD: dict[str, object] = {
    "quote": "390 people came home",
    "speaker": {"party": "NORTH", "role": "hos"},
    "count": {"op": "exact", "lo": 390, "hi": 390},
    "category": "persons",
    "scope": "one_side",
    "direction": "SOUTH>NORTH",
    "event_date": "2026-03-10",
    "modality": "done",
}


def kept(*rows: object) -> tuple[ReadClaim, ...]:
    """Return what is kept of some rows."""
    return checked(rows, DOCUMENT, digits_in)[0]


def why(row: object) -> str:
    """Return why one row was dropped."""
    claims, (dropped,) = checked([row], DOCUMENT, digits_in)
    assert claims == ()
    return dropped.why


def test_a_claim_whose_words_and_number_stand_there_is_kept() -> None:
    """Its quote is the text's own, its sentence is found, and it is never sure enough to go on unreviewed."""
    (claim,) = kept(GOOD)

    assert TEXT[claim.span[0] : claim.span[1]] == claim.quote == GOOD["quote"]
    assert TEXT[slice(*claim.evidence)] == "The president of North said 390 people came home."
    assert claim.speaker == Speaker(party="NORTH", role="hos")
    assert {one.confidence for one in claim.fields} == {CONFIDENCE}
    assert not is_sure(claim)


@pytest.mark.parametrize(
    "quote", ["390 People came home", "391 people", "390  people", "", None, 5, "x" * 400, "55 people"]
)
def test_an_invented_quote_is_dropped(quote: object) -> None:
    """A quote that is not in headline or body, character for character, is nobody's words."""
    why_not = why(GOOD | {"quote": quote, "count": None})

    assert why_not in ("its quote does not stand in the text", "it has no quote, or one longer than a clause")


@pytest.mark.parametrize("low", [391, 39, 0, 3900])
def test_an_invented_number_is_dropped(low: int) -> None:
    """A number that the grammar does not read in the quote is dropped, though the quote is true."""
    assert why(GOOD | {"count": {"op": "exact", "lo": low, "hi": low}}) == "its number is not read in its quote"


@pytest.mark.parametrize(
    "count", [{"op": "exact", "lo": "390"}, {"op": "exactly", "lo": 390}, 390, {"op": "range", "lo": 6, "hi": 5}, True]
)
def test_a_number_of_another_form_is_dropped(count: object) -> None:
    """A count is one of claims/1 or none at all."""
    assert "number" in why(GOOD | {"count": count})


def test_the_place_is_one_at_which_the_number_is_read() -> None:
    """Of two places with the same words, the one where the grammar reads the number is meant."""
    text = "people and people"

    def second(_: str, span: Span) -> frozenset[tuple[int, int]]:
        return frozenset({(390, 390)}) if span[0] > 0 else frozenset()

    claims, _ = checked([GOOD | {"quote": "people"}], document(text), second)

    assert [one.span for one in claims] == [(11, 17)]


def test_a_claim_about_status_needs_its_words_only() -> None:
    """Without a number the clause itself must stand in the text."""
    (claim,) = kept({"quote": "South will go on tomorrow", "count": None, "modality": "expected"})

    assert claim.count is None
    assert claim.speaker.party == "ANON"


@pytest.mark.parametrize("row", [None, 5, [], "390 people", GOOD | {"modality": "sure"}])
def test_other_rows_are_dropped(row: object) -> None:
    """What is no claim is dropped, each with a reason."""
    assert why(row)


def test_fields_of_another_form_are_left_out() -> None:
    """Nothing else of a row is believed: what is no value of claims/1 is not stated."""
    odd = {"scope": "all", "direction": "<b>", "event_date": "Friday", "category": "x", "channel": "a b", "speaker": 5}

    (claim,) = kept(GOOD | odd)

    assert (claim.scope, claim.direction, claim.event_date, claim.channel) == (None, None, None, None)
    assert (claim.category, claim.speaker.party, claim.speaker.role) == ("persons", "ANON", "unnamed")


def test_an_answer_without_end_is_cut() -> None:
    """No more rows are looked at than a text can have claims."""
    claims, dropped = checked([None] * (PROPOSED + 50), DOCUMENT, digits_in)

    assert (claims, len(dropped)) == ((), PROPOSED)


def test_proposals_are_added_and_fill_only_what_was_unsure() -> None:
    """No claim is lost, a sure field stays, an unsure one may be filled and stays unsure."""
    reading = fake_reader(DOCUMENT)
    (read,) = reading.claims
    unsure = replace(
        read,
        fields=(
            Field(name="scope", rule="r", confidence=FILLED_BELOW - 1),
            Field(name="speaker", rule="r", confidence=FILLED_BELOW),
        ),
    )
    new = {"quote": "South will go on tomorrow", "count": None, "modality": "expected"}

    made = with_proposals(
        replace(reading, claims=(unsure,)), kept(GOOD | {"speaker": {"party": "SOUTH", "role": "mfa"}}, new)
    )

    first, second = made.claims
    assert (first.id, first.scope, first.speaker) == (read.id, Scope.ONE_SIDE, read.speaker)
    assert first.direction == read.direction
    assert [(one.name, one.rule, one.confidence) for one in first.fields] == [
        ("scope", "endpoint", CONFIDENCE),
        ("speaker", "r", FILLED_BELOW),
    ]
    assert second.quote == "South will go on tomorrow"


def test_without_proposals_nothing_changes() -> None:
    """An endpoint that has nothing to say changes nothing."""
    reading = fake_reader(DOCUMENT)

    assert with_proposals(reading, ()) == reading
