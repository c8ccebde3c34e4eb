"""A bulletin drafted from the record."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from homeward.bulletin.draft import draft_bulletin, public_figures
from homeward.bulletin.render_json import bulletin_json
from homeward.bulletin.suppress import publishable
from homeward.model.claims import ClaimCount, CountOp, Modality
from homeward.model.dates import parse_date
from homeward.model.figures import Stage
from homeward.model.findings import FindingsRefusal
from homeward.model.terms import Op
from tests.unit.bulletin.material import (
    AS_OF,
    BACK,
    EAST,
    THERE,
    WEST,
    arrivals,
    claim,
    commitment,
    exchange,
    figure,
    material,
    terms,
    verdict,
)


def test_order_of_material_changes_nothing() -> None:
    """Two seats that hold the same material draft the same bulletin."""
    claims = (claim("a", 390), claim("b", 390, party="west"))
    verdicts = (verdict("s-a-1"), verdict("s-b-1"))
    one = material(claims=claims, verdicts=verdicts)
    other = replace(
        one, figures=one.figures[::-1], claims=claims[::-1], verdicts=verdicts[::-1], record=one.record[::-1]
    )

    assert draft_bulletin(one, as_of=AS_OF) == draft_bulletin(other, as_of=AS_OF)


def test_the_demonstration_follows_the_genesis() -> None:
    """Nothing but the exchange says whether this is a demonstration."""
    drafted = [draft_bulletin(material(of=exchange(is_demo=flag)), as_of=AS_OF).is_demo for flag in (True, False)]

    assert drafted == [True, False]


def test_parties_and_logs_stand_in_alphabetical_order() -> None:
    """No party comes before another but by its id; a party without a name is shown by its id."""
    bulletin = draft_bulletin(material(names={WEST: "Westland"}), as_of=AS_OF)

    assert bulletin.party_names == ((EAST, "east"), (WEST, "Westland"))
    assert [log for log, _, _ in bulletin.record] == ["east", "west"]


def test_a_statement_is_told_by_office() -> None:
    """A line names the office, the day and the channel and what was claimed; never the speaker's name."""
    bulletin = draft_bulletin(material(claims=(claim("a", 1_390),)), as_of=AS_OF)

    line = (
        "ministry of defence (Eastland), 23 May 2025, messenger channel: "
        "1,390 people said to be returned in both directions"
    )
    assert [(one.claim, one.says) for one in bulletin.statements] == [("s-a-1", line)]
    assert "A Person Who Is Never Named" not in bulletin_json(bulletin).decode()


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (ClaimCount(op=CountOp.APPROX, low=390, high=410), "about 390 people"),
        (ClaimCount(op=CountOp.AT_LEAST, low=390, high=None), "at least 390 people"),
        (ClaimCount(op=CountOp.AT_MOST, low=0, high=400), "at most 400 people"),
        (ClaimCount(op=CountOp.RANGE, low=300, high=400), "300 to 400 people"),
    ],
)
def test_a_number_is_told_as_it_was_said(count: ClaimCount, said: str) -> None:
    """How a number was said is kept."""
    told = replace(claim("a", 390), count=count, direction="east>west", modality=Modality.EXPECTED)

    bulletin = draft_bulletin(material(claims=(told,)), as_of=AS_OF)

    assert bulletin.statements[0].says.endswith(f": {said} expected from Eastland to Westland")


def test_claims_about_few_people_are_not_repeated() -> None:
    """A number under k is not published because somebody said it."""
    few = (claim("a", 9), replace(claim("b", 9), count=ClaimCount(op=CountOp.RANGE, low=2, high=40)))

    bulletin = draft_bulletin(material(claims=few, verdicts=(verdict("s-a-1", record=None),)), as_of=AS_OF)

    assert bulletin.statements == ()
    assert bulletin.verdicts == ()


def test_claims_about_days_to_come_are_not_repeated() -> None:
    """The next tranche is not announced by quoting who announced it, unless the terms make it public."""
    ahead = replace(claim("a", 307), event_on=parse_date("2025-05-29"))

    closed = draft_bulletin(material(claims=(ahead,)), as_of=AS_OF)
    public = draft_bulletin(material(claims=(ahead,), agreement=terms(future_tranches=True)), as_of=AS_OF)

    assert closed.statements == ()
    assert len(public.statements) == 1


def test_claims_made_later_are_not_in_the_bulletin() -> None:
    """A bulletin of a day holds what was said until that day."""
    later = replace(claim("a", 390, on="2025-05-27"), event_on=parse_date("2025-05-23"))

    bulletin = draft_bulletin(material(claims=(later,)), as_of=AS_OF)

    assert bulletin.statements == ()


def test_a_verdict_on_public_numbers_is_published() -> None:
    """Days, years and digests are no counts; thousands may be set apart."""
    words = "23 May 2025: 390 people each way, 780 in all, confirmed as returned (proof 12345678)"
    found = (verdict("s-a-1", record=words), verdict("s-a-1", record="2025-05-25: 1,000 people"))

    bulletin = draft_bulletin(material(claims=(claim("a", 390),), verdicts=found), as_of=AS_OF)

    assert len(bulletin.verdicts) == 2


@pytest.mark.parametrize(
    "words",
    [
        "23 May 2025: 997 people from east to west, confirmed as returned",
        "23 May 2025: 3 people",
        "23 May 2025: 1,000 people each way, handed over",
    ],
)
def test_a_verdict_on_withheld_numbers_is_left_out(words: str) -> None:
    """To say that a claim agrees with a withheld number would be to publish it."""
    found = material(
        figures=(figure(997),),
        claims=(claim("a", 997),),
        verdicts=(verdict("s-a-1", record=words),),
        agreement=terms(commitments=(commitment(THERE, 1_000),)),
    )

    bulletin = draft_bulletin(found, as_of=AS_OF)

    assert bulletin.verdicts == ()
    assert len(bulletin.statements) == 1


def test_public_figures_are_the_published_cells() -> None:
    """What claims may be compared with in public is exactly what is published, with its proofs."""
    figures = (*arrivals({"t1": (120, 270), "t2": (4, 303)}, (THERE,)), figure(307, "t2", stage=Stage.HANDED_OVER))
    cells = publishable(figures, terms(commitments=()))

    public = public_figures(figures, cells)

    assert {one.persons for one in public} == {one.persons for one in cells if one.persons is not None}
    assert {one.stage for one in public} == {Stage.RETURNED}
    assert [one.proof for one in public if one.tranche == "t1" and one.category is None] == [("a" * 64,)]


def test_texts_are_in_the_form_that_is_signed() -> None:
    """Names come in any Unicode form; the bulletin holds one, NFC."""
    name = "\u0456\u0308land"

    bulletin = draft_bulletin(
        material(names={EAST: name, WEST: "Westland"}, of=exchange(title=name)), as_of=date(2025, 5, 26)
    )

    assert bulletin.title == dict(bulletin.party_names)["east"] == unicodedata.normalize("NFC", name) != name


def test_a_count_that_fell_stops_the_draft() -> None:
    """A bulletin that contradicts an earlier one is refused with its findings: BULLETIN-5."""
    agreement = terms(commitments=())
    first = draft_bulletin(material(figures=(figure(390),), agreement=agreement), as_of=AS_OF)

    with pytest.raises(FindingsRefusal) as refused:
        draft_bulletin(material(figures=(figure(300),), agreement=agreement), as_of=AS_OF, previous=[first])

    assert refused.value.code == "BULLETIN-5"
    assert {one.code for one in refused.value.findings} == {"BULLETIN-4"}


def test_earlier_bulletins_count() -> None:
    """A draft is protected against the bulletins before it."""
    agreement = terms(commitments=(commitment(THERE, 1_000, op=Op.UP_TO),))
    first = draft_bulletin(material(figures=(figure(390),), agreement=agreement), as_of=AS_OF)

    second = draft_bulletin(material(figures=(figure(395),), agreement=agreement), as_of=AS_OF, previous=[first])

    assert {one.persons for one in second.cells} == {None}


def test_a_statement_without_direction_or_channel_is_told_all_the_same() -> None:
    """What was not stated is left out of the line, not guessed."""
    said = claim("a", None)
    bare = replace(said, direction=None, statement=replace(said.statement, channel=None, party="third"))

    bulletin = draft_bulletin(material(claims=(bare,)), as_of=AS_OF)

    assert bulletin.statements[0].says == "ministry of defence (third), 23 May 2025: people said to be returned"


def test_what_is_public_both_ways_may_be_added() -> None:
    """A verdict may quote the sum of two published directions, and not the sum of one published and one withheld."""
    both = verdict("s-a-1", record="23 May 2025: 780 in all")
    agreement = terms(commitments=())
    told = claim("a", 780)
    public = material(claims=(told,), verdicts=(both,), agreement=agreement)
    hidden = replace(public, figures=(figure(776), figure(4, direction=BACK)))

    assert len(draft_bulletin(public, as_of=AS_OF).verdicts) == 1
    assert draft_bulletin(hidden, as_of=AS_OF).verdicts == ()
