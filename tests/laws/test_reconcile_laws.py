"""Laws of reconciliation: order, size, the parties' names and unrelated claims change nothing."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from homeward.model.claims import Claim, ClaimCount, CountOp, Modality, Scope, Statement, Verdict
from homeward.model.dates import parse_date
from homeward.model.figures import Figure, Stage
from homeward.model.ids import TrancheId
from homeward.model.past import Bounds, PastEvent
from homeward.model.terms import Terms
from homeward.reconcile import CONFLICTS, SURE_PERCENT, case_of, draft_statement, reconcile, sources
from tests.unit.reconcile.made import BACK, BOTH_WAYS, DAY, EAST, LAST, THERE, WEST, made_terms

SPEAKERS = (
    ("east", "Office One"),
    ("west", "Office Two"),
    ("neutral", "Office Three"),
    ("third", "Office Four"),
    ("NEWS", "Headline"),
    ("BOTH", "Officials"),
)
TERMS = made_terms(tranches=(DAY, DAY + timedelta(days=1)))
SWAPPED = {"east": "west", "west": "east"}
FAR_AWAY = "2024-07-07"
RANKING = (
    "right",
    "wrong",
    "lied",
    "lie",
    "false",
    "true",
    "worse",
    "better",
    "blame",
    "fault",
    "enemy",
    "us",
    "them",
    "aggressor",
    "stock",
    "units",
    "items",
    "assets",
    "first side",
    "second side",
)

numbers = st.sampled_from([0, 7, 12, 120, 146, 270, 292, 307, 390, 400, 780, 800, 1_000])
counts = st.one_of(
    st.none(),
    st.builds(lambda n: ClaimCount(op=CountOp.EXACT, low=n, high=n), numbers),
    st.builds(lambda n: ClaimCount(op=CountOp.AT_LEAST, low=n, high=None), numbers),
    st.builds(lambda n: ClaimCount(op=CountOp.AT_MOST, low=0, high=n), numbers),
    st.builds(lambda n, more: ClaimCount(op=CountOp.RANGE, low=n, high=n + more), numbers, numbers),
)
dates = st.sampled_from([None, "2025-03-01", "2025-03-02", "2025-03-01/2025-03-02", "2025-03-01~"])
directions = st.sampled_from(["both", "east>west", "west>east", None])
categories = st.sampled_from(["persons", "mixed", "pow", "civilian", "bodies", "list"])
scopes = st.sampled_from([None, *Scope])
modalities = st.sampled_from([Modality.DONE] * 6 + list(Modality))
confidences = st.one_of(
    st.just(()),
    st.dictionaries(
        st.sampled_from(["event_date", "direction", "scope", "category", "modality", "count"]), st.integers(0, 100)
    ).map(lambda read: tuple(sorted(read.items()))),
)
PAST = (
    PastEvent(
        on=date(2024, 1, 3),
        label="one",
        one_way=(("east>west", (120, 120)), ("west>east", (146, 146))),
        total=(266, 266),
    ),
    PastEvent(on=date(2024, 5, 3), label="another", total=(400, None)),
)


@st.composite
def claim_lists(draw: st.DrawFn) -> list[Claim]:
    """Draw claims with ids of their own; a few are parts of others."""
    size = draw(st.integers(1, 7))
    return [_drawn(draw, f"c{n}", size) for n in range(size)]


def _drawn(draw: st.DrawFn, name: str, size: int) -> Claim:
    party, office = draw(st.sampled_from(SPEAKERS))
    said_on = DAY + timedelta(days=draw(st.integers(0, 1)))
    on = draw(dates)
    statement = Statement(
        id=f"{office}-{said_on}",
        speaker=office,
        office=office,
        party=party,
        role="mod",
        channel=draw(st.sampled_from([None, "telegram"])),
        said_on=said_on,
        source="made up",
        via=None,
    )
    return Claim(
        id=name,
        statement=statement,
        quote="made up",
        event_on=None if on is None else parse_date(on),
        direction=draw(directions),
        count=draw(counts),
        category=draw(categories),
        scope=draw(scopes),
        modality=draw(modalities),
        part_of=draw(st.one_of(st.none(), st.none(), st.integers(0, size - 1).map(lambda n: f"c{n}"))),
        times=draw(st.sampled_from([1, 1, 1, 2])),
        superlative=draw(st.sampled_from([None, None, "the largest since the start"])),
        evidence=draw(st.sampled_from([None, (0, 90), (100, 190)])),
        confidence=draw(confidences),
    )


figure_lists = st.lists(
    st.builds(
        lambda stage, way, later, persons: Figure(
            stage=stage,
            direction=way,
            tranche=TrancheId(f"t-{later}"),
            on=DAY + timedelta(days=later),
            category=None,
            persons=persons,
            proof=(),
        ),
        st.sampled_from([Stage.HANDED_OVER, Stage.RETURNED]),
        st.sampled_from(BOTH_WAYS),
        st.integers(0, 1),
        numbers,
    ),
    max_size=6,
)


def told(
    claims: list[Claim],
    figures: list[Figure],
    terms: Terms = TERMS,
    on: date = LAST,
    past: tuple[PastEvent, ...] = PAST,
) -> tuple[Verdict, ...]:
    """Return every verdict."""
    return reconcile(claims, figures, terms, as_of=on, past=past)


def told_alone(claims: list[Claim]) -> tuple[Verdict, ...]:
    """Return every verdict where nobody has terms or a record."""
    return reconcile(claims, (), None, as_of=LAST, past=PAST, parties=(EAST, WEST))


@given(claim_lists(), figure_lists, st.randoms(use_true_random=False))
def test_order_changes_nothing(claims: list[Claim], figures: list[Figure], shuffler: Random) -> None:
    """In whatever order claims and figures come, the verdicts are the same, word for word."""
    mixed_claims, mixed_figures = list(claims), list(figures)
    shuffler.shuffle(mixed_claims)
    shuffler.shuffle(mixed_figures)

    assert told(mixed_claims, mixed_figures) == told(claims, figures)
    assert told_alone(mixed_claims) == told_alone(claims)


@given(claim_lists(), figure_lists)
def test_ten_times_as_many_people_are_treated_alike(claims: list[Claim], figures: list[Figure]) -> None:
    """With every number ten times as large, each rule finds the same about the same claims."""
    larger = [replace(one, count=None if one.count is None else tenfold(one.count)) for one in claims]
    record = [replace(one, persons=one.persons * 10) for one in figures]
    past = tuple(
        replace(
            one,
            total=None if one.total is None else tenfold_bounds(one.total),
            one_way=tuple((way, tenfold_bounds(number)) for way, number in one.one_way),
        )
        for one in PAST
    )
    terms = made_terms(10_000, tranches=[on for _, on in TERMS.dated])

    found = [(one.rule, one.result, one.claims) for one in told(larger, record, terms, past=past)]

    assert Counter(found) == Counter((one.rule, one.result, one.claims) for one in told(claims, figures))


@given(claim_lists(), figure_lists)
def test_swapping_the_parties_swaps_words_only(claims: list[Claim], figures: list[Figure]) -> None:
    """With the parties' ids exchanged, the same is found about the same claims, in the same words but for ids."""
    mirrored = [
        replace(
            one,
            direction=None if one.direction is None else swapped(one.direction),
            statement=replace(one.statement, party=SWAPPED.get(one.statement.party, one.statement.party)),
        )
        for one in claims
    ]
    record = [replace(one, direction=BACK if one.direction == THERE else THERE) for one in figures]

    there, back = told(claims, figures), told(mirrored, record)
    alone, alone_back = told_alone(claims), told_alone(mirrored)

    assert Counter(map(outline, back)) == Counter(map(outline, there))
    assert Counter(words(one) for one in back) == Counter(words(one, is_swapped=True) for one in there)
    assert Counter(map(outline, alone_back)) == Counter(map(outline, alone))


@given(claim_lists(), figure_lists, numbers)
def test_an_unrelated_claim_changes_no_verdict(claims: list[Claim], figures: list[Figure], number: int) -> None:
    """A claim about another day, by an office that says nothing else, adds what it adds and changes nothing."""
    statement = replace(claims[0].statement, id="other", office="Office Nine", speaker="Office Nine", party="third")
    unrelated = Claim(
        id="z",
        statement=statement,
        quote="made up",
        event_on=parse_date(FAR_AWAY),
        direction="both",
        count=ClaimCount(op=CountOp.EXACT, low=number, high=number),
        category="persons",
        scope=Scope.PER_SIDE,
        modality=Modality.DONE,
    )

    before, after = told(claims, figures), told([*claims, unrelated], figures)

    assert set(before) <= set(after)
    assert all("z" in one.claims for one in set(after) - set(before))


@given(claim_lists(), figure_lists)
def test_no_text_ranks_or_blames(claims: list[Claim], figures: list[Figure]) -> None:
    """No verdict says who is right, nor calls people units or sides first and second."""
    for verdict in told(claims, figures):
        said = " ".join(filter(None, (verdict.says, verdict.arithmetic, verdict.record, verdict.settles))).lower()
        assert [word for word in RANKING if re.search(rf"\b{word}\b", said)] == []


@given(claim_lists(), figure_lists)
def test_a_conflict_rests_on_stated_fields(claims: list[Claim], figures: list[Figure]) -> None:
    """A conflict names no weak field and says what would settle it; a review names its weak field."""
    for verdict in (*told(claims, figures), *told_alone(claims)):
        assert verdict.result not in CONFLICTS or (verdict.weakest is None and verdict.settles is not None)
        assert verdict.result.value != "needs_review" or verdict.weakest is not None


@given(claim_lists(), figure_lists)
def test_every_verdict_is_about_claims_that_were_made(claims: list[Claim], figures: list[Figure]) -> None:
    """A verdict names claims by id, each once, and none before its day."""
    names = {one.id for one in claims}

    for verdict in told(claims, figures):
        assert verdict.claims
        assert len(set(verdict.claims)) == len(verdict.claims)
        assert set(verdict.claims) <= names
    assert told(claims, figures, on=DAY - timedelta(days=1)) == ()


@given(claim_lists(), figure_lists)
def test_no_conflict_under_the_threshold(claims: list[Claim], figures: list[Figure]) -> None:
    """Where every direction was read with less than the threshold, no conflict is raised, whatever the numbers."""
    hardly = [replace(one, confidence=(("direction", SURE_PERCENT - 1),)) for one in claims]

    assert [one for one in (*told(hardly, figures), *told_alone(hardly)) if one.result in CONFLICTS] == []


@given(claim_lists(), figure_lists, st.integers(1, 3))
def test_copies_do_not_raise_sources(claims: list[Claim], figures: list[Figure], times: int) -> None:
    """However often a text is reprinted, no verdict has more independent sources than it had."""
    originals = [replace(one, statement=replace(one.statement, origin="one text")) for one in claims]
    copies = [
        replace(one, id=f"{one.id}-{n}", part_of=None, statement=replace(one.statement, id=f"{n}", source=f"print {n}"))
        for n in range(times)
        for one in originals
    ]

    everything = [*originals, *copies]
    by_id = {one.id: one for one in everything}

    for verdict in told(everything, figures):
        told_by = {by_id[name.partition("-")[0]] for name in verdict.claims}
        assert verdict.sources == sources(told_by)


@given(claim_lists(), figure_lists)
def test_no_claim_changes_the_record(claims: list[Claim], figures: list[Figure]) -> None:
    """Figures and terms are what they were after reconciling, and what the record has does not hang on the claims."""
    figures_before, terms_before = (
        [replace(one) for one in figures],
        made_terms(tranches=(DAY, DAY + timedelta(days=1))),
    )

    found = told(claims, figures)
    draft_statement(case_of(claims, figures, TERMS, LAST), found)

    assert figures == figures_before
    assert terms_before == TERMS
    for one in claims:
        alone = {verdict.record for verdict in told([one], figures) if verdict.rule == "R8"}
        together = {verdict.record for verdict in found if verdict.rule == "R8" and verdict.claims == (one.id,)}
        assert together <= alone


@given(claim_lists(), figure_lists)
def test_a_draft_leaves_no_number_out_in_silence(claims: list[Claim], figures: list[Figure]) -> None:
    """Each number said to be agreed, expected or done stands in a line, or is avoided with a reason."""
    found = told(claims, figures)
    drafted = draft_statement(case_of(claims, figures, TERMS, LAST), found)

    in_lines = {claim for one in drafted.lines for claim in one.claims}
    named = in_lines | {claim for one in drafted.avoid for claim in one.claims}
    stated = [one for one in claims if one.count is not None and one.category != "list" and one.modality in DRAFTED]
    assert {one.id for one in stated} <= named
    assert all(one.reason for one in drafted.avoid)


DRAFTED = frozenset({Modality.AGREED, Modality.BEGUN, Modality.DONE, Modality.EXPECTED, Modality.ONGOING})


def tenfold(count: ClaimCount) -> ClaimCount:
    """Return *count* with ten times as many people."""
    return replace(count, low=count.low * 10, high=None if count.high is None else count.high * 10)


def tenfold_bounds(number: Bounds) -> Bounds:
    """Return *number* with ten times as many people."""
    low, high = number
    return low * 10, None if high is None else high * 10


def swapped(text: str) -> str:
    """Return *text* with the parties' ids exchanged."""
    return re.sub(r"\b(east|west)\b", lambda found: SWAPPED[found[0]], text)


def outline(verdict: Verdict) -> tuple[object, ...]:
    """Return what a verdict found, without its words."""
    return verdict.rule, verdict.result, verdict.claims, verdict.weakest


def words(verdict: Verdict, *, is_swapped: bool = False) -> tuple[object, ...]:
    """Return the words of a verdict as a bag: directions stand in alphabetical order, which a swap turns round."""
    texts = " ".join(text or "-" for text in (verdict.says, verdict.arithmetic, verdict.record, verdict.settles))
    shown = swapped(texts) if is_swapped else texts
    return (verdict.rule, verdict.claims, tuple(sorted(re.findall(r"\w+", shown))))
