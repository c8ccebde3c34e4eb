"""Laws of terms: any file is answered, one agreement has one record, and what can be kept is not accused."""

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from homeward.model.canonical import decode, encode
from homeward.model.findings import Refusal, Severity
from homeward.model.ids import CategoryId, ClauseId, TrancheId
from homeward.model.people import Health, Sex, Status
from homeward.model.terms import (
    UNCOUNTED,
    Category,
    Clause,
    Commitment,
    CountsPublic,
    Deadlines,
    Direction,
    Gate,
    GateKind,
    Op,
    Parity,
    Priority,
    Publicity,
    Reserve,
    Terms,
    Tranche,
)
from homeward.terms import describe_terms, explain, read_terms, terms_findings, terms_from_record, terms_record
from tests.unit.terms.agreement import AGREEMENT, PARTIES

NORTH, SOUTH = Direction(holder=PARTIES[0], receiver=PARTIES[1]), Direction(holder=PARTIES[1], receiver=PARTIES[0])
CLAUSE = ClauseId("1")
IDS = ("one", "two", "three")

counts = st.integers(0, 9)
texts = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Po")), min_size=1, max_size=8).filter(
    lambda text: text.isprintable() and encode_or_none(text) is not None
)
days = st.dates(date(2025, 1, 1), date(2027, 1, 1))


def encode_or_none(text: str) -> bytes | None:
    """Return the canonical bytes of *text*, or None outside the profile."""
    try:
        return encode(text)
    except Refusal:
        return None


categories = st.builds(
    Category,
    id=st.none(),
    name=texts,
    clause=st.just(CLAUSE),
    statuses=st.frozensets(st.sampled_from(Status)),
    healths=st.frozensets(st.sampled_from(Health)),
    sexes=st.frozensets(st.sampled_from(Sex)),
    age_at_least=st.none() | counts,
    age_under=st.none() | counts,
    age_as_of=st.none() | days,
)


def commitment(
    number: int, direction: Direction, category: str | None, promise: tuple[Op, int], tranche: str | None
) -> Commitment:
    """Return a commitment whose count fits its op."""
    op, count = promise
    return Commitment(
        id=f"c{number}",
        clause=CLAUSE,
        direction=direction,
        category=None if category is None else CategoryId(category),
        op=op,
        count=None if op in UNCOUNTED else count,
        high=count + 2 if op is Op.RANGE else None,
        universe="all on the lists" if op is Op.ALL else None,
        tranche=None if tranche is None else TrancheId(tranche),
    )


@st.composite
def agreements(draw: st.DrawFn) -> Terms:
    """Draw terms that could have been read from a file, sensible or not."""
    kinds = [draw(categories) for _ in IDS]
    slots = st.tuples(
        st.sampled_from([NORTH, SOUTH]),
        st.sampled_from([None, *IDS]),
        st.tuples(st.sampled_from(Op), counts),
        st.sampled_from([None, *IDS]),
    )
    reserve, priority = draw(st.none() | counts), draw(st.none() | st.lists(st.sampled_from(IDS), max_size=4))
    return Terms(
        title=draw(texts),
        agreed_on=draw(days),
        parties=PARTIES,
        clauses=(Clause(id=CLAUSE, says=draw(texts), source=draw(texts)),),
        categories=tuple(
            Category(
                id=CategoryId(name),
                name=kind.name,
                clause=kind.clause,
                statuses=kind.statuses,
                healths=kind.healths,
                sexes=kind.sexes,
                age_at_least=kind.age_at_least,
                age_under=kind.age_under,
                age_as_of=kind.age_as_of,
            )
            for name, kind in zip(IDS, kinds, strict=True)
        ),
        commitments=tuple(commitment(number, *slot) for number, slot in enumerate(draw(st.lists(slots, max_size=8)))),
        parities=tuple(
            Parity(id=f"p{number}", clause=CLAUSE, category=name, slack=number)
            for number, name in enumerate(
                draw(st.lists(st.none() | st.sampled_from([CategoryId(i) for i in IDS]), max_size=2))
            )
        ),
        tranches=tuple(Tranche(id=TrancheId(name), clause=CLAUSE, on=draw(days)) for name in IDS),
        priority=None
        if priority is None
        else Priority(clause=CLAUSE, order=tuple(CategoryId(one) for one in priority)),
        gates=tuple(
            Gate(kind=kind, clause=CLAUSE, valid_days=draw(counts)) for kind in draw(st.sets(st.sampled_from(GateKind)))
        ),
        reserve=None if reserve is None else Reserve(clause=CLAUSE, persons=reserve),
        publicity=Publicity(
            clause=CLAUSE,
            counts=draw(st.sampled_from(CountsPublic)),
            future_tranches=draw(st.booleans()),
            min_cell=draw(counts),
            record=draw(st.booleans()),
        ),
        deadlines=Deadlines(clause=CLAUSE, lists_days=1, answer_days=draw(counts), final_days=2, arrival_days=3),
    )


@given(agreements())
def test_terms_are_the_same_after_a_journey_as_bytes(terms: Terms) -> None:
    """Terms read from the bytes of their record are the same terms."""
    assert terms_from_record(decode(encode(terms_record(terms)))) == terms


@given(agreements())
def test_any_terms_are_checked_and_said(terms: Terms) -> None:
    """Whatever was agreed is answered with findings that say all they must, and every commitment is read back."""
    findings = terms_findings(terms, source="record")
    lines = [line for passage in explain(terms).passages for line in passage.lines]

    assert all(one.where.field and one.remedy and one.source for one in findings)
    assert sorted(one.name for one in lines if one.kind == "commitment") == sorted(one.id for one in terms.commitments)
    assert len(describe_terms(terms)) == len(lines) + 2


@given(agreements())
def test_swapping_the_sides_changes_no_finding(terms: Terms) -> None:
    """The linter knows no side: with the names swapped it finds the same faults of the same commitments."""
    record = encode(terms_record(terms)).decode()
    swapped = record.replace('"holder":"north","receiver":"south"', '"holder":"east","receiver":"north"')
    swapped = swapped.replace('"holder":"south","receiver":"north"', '"holder":"north","receiver":"south"')
    swapped = swapped.replace('"holder":"east","receiver":"north"', '"holder":"south","receiver":"north"')

    mirrored = terms_findings(terms_from_record(decode(swapped.encode())), source="record")

    assert [(one.code, one.where) for one in mirrored] == [
        (one.code, one.where) for one in terms_findings(terms, source="record")
    ]


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_answered(data: bytes) -> None:
    """No bytes crash the reader: without terms there is a finding of error that says why."""
    terms, findings = read_terms(data, source="x", parties=PARTIES)

    assert terms is not None or any(one.severity is Severity.ERROR for one in findings)


@given(st.integers(0, len(AGREEMENT)), st.integers(0, 30), st.text("[]{}=\"'\n#.,:0-ae\u202e", max_size=4))
def test_a_damaged_file_is_answered(start: int, length: int, instead: str) -> None:
    """A file with any stretch cut out or written over gives terms, or an error at a line that is there."""
    text = AGREEMENT[:start] + instead + AGREEMENT[start + length :]

    terms, findings = read_terms(text.encode(), source="x", parties=PARTIES)

    assert terms is not None or any(one.severity is Severity.ERROR for one in findings)
    assert all(1 <= (one.where.line or 1) <= text.count("\n") + 1 for one in findings)
    assert [one.where.line for one in findings if one.where.line] == sorted(
        one.where.line for one in findings if one.where.line
    )


@given(st.lists(st.integers(0, AGREEMENT.count("\n")), max_size=6), st.sampled_from(["", '# note [x] = "', "   "]))
def test_a_finding_moves_with_its_line(places: list[int], filler: str) -> None:
    """Blank lines and comments anywhere change neither terms nor findings, only the lines they stand on."""
    lines = AGREEMENT.replace("min_cell = 10", "min_cell = 3 #!").split("\n")
    for place in places:
        lines.insert(place, filler)
    text = "\n".join(lines)

    terms, findings = read_terms(text.encode(), source="x", parties=PARTIES)

    assert terms is not None
    assert [(one.code, one.where.line) for one in findings] == [("TERMS-29", 1 + text[: text.index("#!")].count("\n"))]


promises = st.lists(
    st.tuples(st.sampled_from([None, "one", "two"]), st.tuples(st.sampled_from(Op), st.integers(0, 4))), max_size=3
)


def keeps(people: dict[str, int], promised: list[tuple[str | None, tuple[Op, int]]]) -> bool:
    """Tell whether *people* by category keep every promise, and only people who were counted cross."""
    counted = {category for category, _ in promised}
    if promised and None not in counted and any(number for name, number in people.items() if name not in counted):
        return False
    for category, (op, count) in promised:
        number = sum(people.values()) if category is None else people[category]
        kept = {
            Op.EQ: number == count,
            Op.AT_LEAST: number >= count,
            Op.UP_TO: number <= count,
            Op.ALL_UP_TO: number <= count,
            Op.RANGE: count <= number <= count + 2,
            Op.ALL: True,
            Op.BY_RATIO: True,
            Op.ABOUT: number >= 1,
            Op.SOME: number >= 1,
        }
        if not kept[op]:
            return False
    return True


@given(promises, promises, st.tuples(st.sampled_from([None, "one"]), st.tuples(st.sampled_from(Op), st.integers(0, 9))))
def test_what_some_plan_keeps_is_not_accused(
    first: list[tuple[str | None, tuple[Op, int]]],
    second: list[tuple[str | None, tuple[Op, int]]],
    total: tuple[str | None, tuple[Op, int]],
) -> None:
    """If numbers exist that keep every count of two tranches and of the whole, no count is said to be impossible."""
    names = ("one", "two", "three")
    crowds = [dict(zip(names, some, strict=True)) for some in itertools.product(range(5), repeat=3)]
    one_day = [crowd for crowd in crowds if keeps(crowd, first)]
    other_day = [crowd for crowd in crowds if keeps(crowd, second)]
    wholes = {tuple(here[name] + there[name] for name in names) for here in one_day for there in other_day}
    may_be_kept = any(keeps(dict(zip(names, whole, strict=True)), [total, (None, (Op.ALL, 0))]) for whole in wholes)
    slots = [(*total, None), *((*one, "one") for one in first), *((*one, "two") for one in second)]
    statuses = dict(zip(names, Status, strict=True))

    terms = Terms(
        title="made up",
        agreed_on=date(2026, 3, 1),
        parties=PARTIES,
        clauses=(Clause(id=CLAUSE, says="made up", source="made up"),),
        categories=tuple(
            Category(id=CategoryId(name), name=name, clause=CLAUSE, statuses=frozenset({status}))
            for name, status in statuses.items()
        ),
        commitments=tuple(
            commitment(number, NORTH, category, promise, tranche)
            for number, (category, promise, tranche) in enumerate(slots)
        ),
        parities=(),
        tranches=tuple(Tranche(id=TrancheId(name), clause=CLAUSE, on=date(2026, 3, 9)) for name in ("one", "two")),
        priority=None,
        gates=(),
        reserve=None,
        publicity=Publicity(clause=CLAUSE, counts=CountsPublic.NEVER, future_tranches=False, min_cell=10, record=False),
        deadlines=Deadlines(clause=CLAUSE, lists_days=1, answer_days=1, final_days=1, arrival_days=1),
    )

    codes = {one.code for one in terms_findings(terms, source="made up")}

    assert not (may_be_kept and codes & {"TERMS-21", "TERMS-22", "TERMS-23"})
