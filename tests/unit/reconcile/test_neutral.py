"""The draft of a neutral statement: what all parties or the record support, and what to avoid, with the reason."""

from dataclasses import replace

from homeward.model.claims import Claim, Modality, Scope
from homeward.model.figures import Figure
from homeward.reconcile import NeutralDraft, case_of, draft_record, draft_statement, reconcile
from tests.unit.reconcile.made import EAST, LAST, WEST, claim, figures, from_afar, in_news, made_terms, of_west, status


def draft(claims: list[Claim], record: tuple[Figure, ...] = ()) -> NeutralDraft:
    """Return the draft; terms are known where a record is."""
    terms = made_terms() if record else None
    parties = (EAST, WEST)
    verdicts = reconcile(claims, record, terms, as_of=LAST, parties=parties)
    return draft_statement(case_of(claims, record, terms, LAST, parties=parties), verdicts)


def said(drafted: NeutralDraft) -> list[tuple[str, ...]]:
    """Return the claims behind each line."""
    return [one.claims for one in drafted.lines]


def avoided(drafted: NeutralDraft) -> dict[str, str]:
    """Return the reason for each claim to avoid."""
    return {claim: one.reason for one in drafted.avoid for claim in one.claims}


def kinds() -> list[Claim]:
    """Return prisoners of war and civilians of East, from each side."""
    return [replace(claim("pow", 270), category="pow"), replace(claim("civilian", 120), category="civilian")]


def test_a_number_of_both_parties_is_said() -> None:
    """What both parties give is one line that names both, once."""
    drafted = draft([claim("a", 390), of_west("b", 390)])

    assert said(drafted) == [("a", "b")]
    assert drafted.lines[0].says == (
        "390 people from each side, exchanged, 1 March 2025 "
        "(said by Defence of East (1 March 2025) and Defence of West (1 March 2025))."
    )
    assert drafted.avoid == ()


def test_the_sum_of_one_party_supports_the_number_of_the_other() -> None:
    """270 and 120 of one party are the 390 of the other; the parts are only the one party's."""
    drafted = draft([of_west("whole", 390), *kinds()])

    assert said(drafted) == [("civilian", "pow", "whole")]
    assert avoided(drafted) == dict.fromkeys(("civilian", "pow"), "Only Defence of East (1 March 2025) said so.")


def test_parts_of_two_parties_support_nothing() -> None:
    """A sum of one party's prisoners of war and another's civilians is nobody's number."""
    west = replace(of_west("civilian", 120), category="civilian", part_of="whole")
    drafted = draft([claim("whole", 390), replace(kinds()[0], part_of="whole"), west])

    assert said(drafted) == []


def test_what_one_party_says_is_avoided() -> None:
    """A number of one party alone is left out, and its speaker is named."""
    assert avoided(draft([claim("a", 390)])) == {"a": "Only Defence of East (1 March 2025) said so."}


def test_the_record_supports_what_one_party_says() -> None:
    """A number that the record has may be said, whoever said it."""
    drafted = draft([claim("a", 390)], figures(390))

    assert said(drafted) == [("a",)]
    assert drafted.lines[0].in_record
    assert "confirmed by the record" in drafted.lines[0].says


def test_numbers_in_dispute_are_both_avoided() -> None:
    """Neither of two numbers is preferred, with or without a majority."""
    drafted = draft([claim("a", 390), of_west("b", 380), claim("c", 390, by="Office of both", party="BOTH")])

    assert said(drafted) == []
    assert {"a", "b", "c"} == set(avoided(drafted))


def test_a_rounded_headline_is_avoided_with_its_reason() -> None:
    """800 is left out because it is a sum, rounded; the number behind it is said."""
    drafted = draft([claim("a", 390), of_west("b", 390), in_news("news", 800)])

    assert said(drafted) == [("a", "b")]
    assert "rounded up" in avoided(drafted)["news"]


def test_completed_too_early_is_avoided_and_that_it_goes_on_is_said() -> None:
    """What both sides expect may be said; "completed" is left out with its reason."""
    more = [status(name, Modality.EXPECTED, party=name, on="2025-03-02") for name in ("east", "west")]
    drafted = draft([from_afar("over"), *more])

    assert said(drafted) == [("east", "west")]
    assert drafted.lines[0].says.startswith("The exchange is expected to go on, 2 March 2025")
    assert "it goes on" in avoided(drafted)["over"]


def test_an_undated_number_is_avoided() -> None:
    """A number without a day is not drafted, though both give it."""
    drafted = draft([claim("a", 390, on=None), of_west("b", 390, on=None)])

    assert avoided(drafted)["a"] == "It is not sure for which day the number holds."


def test_a_revised_number_is_avoided() -> None:
    """A number that its office replaced is left out."""
    later = LAST.replace(month=3, day=2)
    drafted = draft([claim("a1", 380), claim("a2", 390, said=later), of_west("b", 390)])

    assert "replaced" in avoided(drafted)["a1"]


def test_one_line_for_each_number() -> None:
    """A number from each side and the same of one direction are one line."""
    one_way = replace(of_west("c", 390), scope=Scope.ONE_SIDE, direction="east>west")

    assert len(draft([claim("a", 390), of_west("b", 390), one_way]).lines) == 1


def test_a_draft_becomes_json() -> None:
    """Lines and what to avoid stand under their names."""
    told = draft_record(draft([claim("a", 390), in_news("news", 800)]))

    assert isinstance(told, dict)
    assert set(told) == {"avoid", "lines"}
