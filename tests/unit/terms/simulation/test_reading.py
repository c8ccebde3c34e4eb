"""A file of happenings is read whole, and everything wrong with it is found at once, with its line."""

import pytest

from homeward.model.happenings import (
    Aborted,
    Corrected,
    Count,
    Explained,
    Extended,
    Gesture,
    Handover,
    Occurs,
    Reason,
    Split,
    StepTaken,
    Suspended,
    Universe,
)
from homeward.terms.simulation import PlayRule, read_happenings
from tests.unit.terms.simulation.playing import (
    BACK,
    FIRST,
    HEAD,
    THIRTY,
    TOTAL,
    codes,
    handover,
    happening,
    read,
    terms_of,
)

EVERYTHING = (
    THIRTY.replace("[[clause]]", '[[party]]\nid = "delegate"\ncapacity = "neutral"\n\n[[clause]]')
    + """
[[clause.commitment]]
id = "ill"
holder = "north"
receiver = "south"
op = "all"
universe = "those on the lists"
part_of = "total"

[[clause.event]]
id = "truce"
name = "truce"

[[clause.step]]
id = "lists"
actors = ["each"]
deed = "submit_list"

[[clause.custody]]
id = "ground"
custodian = "delegate"
commitments = ["total"]

[clause.weights]
rank = [{ name = "captain", equals = 6 }, { name = "private", equals = 1 }]
"""
)


def test_every_kind_is_read() -> None:
    """Each kind of happening becomes its own value."""
    written = [
        happening("2026-03-02", "universe", 'counts = { ill = "at least 7" }'),
        happening("2026-03-02", "occurs", 'event = "truce"', 'says = "by a joint statement"'),
        happening("2026-03-03", "ends", 'event = "truce"'),
        happening("2026-03-03", "step", 'step = "lists"'),
        handover("2026-03-10", 'tranche = "first"', "listed = { ill = 4 }", "reasons = { ill = { unfit = 1 } }", ill=3),
        happening("2026-03-10", "split", "counts = { ill = 1 }"),
        happening("2026-03-10", "gesture", 'holder = "north"', 'receiver = "south"', "count = 2", 'unit = "remains"'),
        happening("2026-03-11", "aborted", 'tranche = "second"'),
        happening("2026-03-11", "extended", 'commitment = "total"', "to = 2026-04-01"),
        happening("2026-03-11", "suspended"),
        happening("2026-03-12", "resumed", 'commitments = ["total"]'),
        happening("2026-03-12", "corrected", "of = 2026-03-10", "counts = { ill = 2 }"),
        happening("2026-03-13", "explained", "counts = { ill = 1 }", 'reason = "withheld"'),
    ]

    found, findings = read(EVERYTHING, "".join(written))

    assert findings == ()
    assert [type(one) for one in found or ()] == [
        Universe,
        Occurs,
        Occurs,
        StepTaken,
        Handover,
        Split,
        Gesture,
        Aborted,
        Extended,
        Suspended,
        Suspended,
        Corrected,
        Explained,
    ]


def test_a_number_may_be_unknown_or_a_floor() -> None:
    """'not known' and 'at least' are no numbers, and are kept apart from them."""
    written = happening(
        "2026-03-10", "handover", f'counts = {{ ill = "not known", "{TOTAL}" = "at least 9", "{FIRST}" = 4 }}'
    )

    found, _ = read(EVERYTHING, written)

    handed = (found or ())[0]
    assert isinstance(handed, Handover)
    assert {line.count for line in handed.crossings} == {
        Count(of=("ill",), number=0, is_exact=False),
        Count(of=(TOTAL,), number=9, is_exact=False),
        Count(of=(FIRST,), number=4),
    }


def test_ranks_alone_give_the_count() -> None:
    """Two captains and five privates are seven people."""
    found, findings = read(
        EVERYTHING, happening("2026-03-10", "handover", "ranks = { ill = { captain = 2, private = 5 } }")
    )

    handed = (found or ())[0]
    assert findings == ()
    assert isinstance(handed, Handover)
    assert handed.crossings[0].count == Count(of=("ill",), number=7)


def test_a_step_without_names_was_taken_by_all() -> None:
    """Nobody named means that every actor of the step took it."""
    found, _ = read(EVERYTHING, happening("2026-03-03", "step", 'step = "lists"'))

    taken = (found or ())[0]
    assert isinstance(taken, StepTaken)
    assert taken.by == ("north", "south")


CASES = [
    ("PLAY-2", [happening("2026-03-10", "handover")]),
    ("PLAY-3", [handover("2026-02-28", ill=1)]),
    ("PLAY-3", [happening("2026-02-28", "gesture", 'holder = "north"', 'receiver = "south"', "count = 2")]),
    ("PLAY-4", [happening("2026-03-11", "extended", 'tranche = "first"', "to = 2026-03-10")]),
    (
        "PLAY-4",
        [
            handover("2026-03-12", ill=1),
            happening("2026-03-11", "corrected", "of = 2026-03-12", "counts = { ill = 2 }"),
        ],
    ),
    (
        "PLAY-5",
        [
            happening("2026-03-02", "universe", "counts = { ill = 7 }"),
            happening("2026-03-02", "universe", "counts = { ill = 8 }"),
        ],
    ),
    ("PLAY-6", [handover("2026-03-10", "listed = { ill = 4 }", "reasons = { ill = { unfit = 2 } }", ill=3)]),
    ("PLAY-7", [happening("2026-03-10", "handover", 'counts = { ill = "not known" }', "listed = { ill = 4 }")]),
    (
        "PLAY-8",
        [
            handover("2026-03-10", "listed = { ill = 4 }", ill=3),
            happening("2026-03-10", "explained", "counts = { ill = 2 }", 'reason = "dead"'),
        ],
    ),
    (
        "PLAY-9",
        [
            handover("2026-03-10", ill=3),
            happening("2026-03-12", "corrected", "of = 2026-03-11", "counts = { ill = 2 }"),
        ],
    ),
    ("PLAY-10", [happening("2026-03-02", "universe", f'counts = {{ "{TOTAL}" = 7 }}')]),
    ("PLAY-11", [happening("2026-03-02", "ends", 'event = "truce"')]),
    ("PLAY-11", [happening("2026-03-02", "resumed")]),
    ("PLAY-12", [happening("2026-03-02", "suspended"), happening("2026-03-02", "resumed")]),
    ("PLAY-13", [happening("2026-03-02", "step", 'step = "lists"', 'by = ["delegate"]')]),
    ("PLAY-14", [handover("2026-03-10", "ranks = { ill = { private = 2 } }", ill=3)]),
    ("PLAY-16", [handover("2026-03-10", 'into = "north"', ill=3)]),
    (
        "PLAY-17",
        [handover("2026-03-10", 'into = "delegate"', ill=3), handover("2026-03-11", 'out_of = "delegate"', ill=4)],
    ),
    ("PLAY-19", [happening("2026-03-10", "handover", f'counts = {{ "{FIRST} & {BACK}" = 3 }}')]),
    ("PLAY-18", [happening("2026-03-10", "handover", f'counts = {{ ill = 3, "{TOTAL}" = 5 }}')]),
    ("TERMS-5", [handover("2026-03-10", "reason = 1", ill=3)]),
    ("TERMS-6", [happening("2026-03-10", "gesture", 'holder = "north"', 'receiver = "south"')]),
    ("TERMS-6", [happening("2026-03-10", "extended", "to = 2026-03-20")]),
    ("TERMS-7", [handover("2026-03-10", ill="true")]),
    ("TERMS-8", [handover("2026-03-10", ill=-1)]),
    ("TERMS-9", [happening("2026-03-10", "teleported")]),
    ("TERMS-9", [happening("2026-03-10", "handover", 'counts = { ill = "some" }')]),
    ("TERMS-11", [handover("2026-03-10", iil=1)]),
    ("TERMS-11", [handover("2026-03-10", "listed = { ill = 4 }", "reasons = { ill = { bored = 1 } }", ill=3)]),
    ("TERMS-11", [happening("2026-03-10", "handover", "ranks = { ill = { admiral = 1 } }")]),
    ("TERMS-12", [happening("2026-03-10", "handover", f'counts = {{ "ill & {FIRST}" = 3, "{FIRST} & ill" = 3 }}')]),
    ("TERMS-14", [happening("2026-03-10", "gesture", 'holder = "north"', 'receiver = "north"', "count = 2")]),
]


@pytest.mark.parametrize(("code", "written"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_each_rule_finds_its_case(code: str, written: list[str]) -> None:
    """A file that breaks one rule gets exactly this finding."""
    assert codes(EVERYTHING, "".join(written)) == [code]


def test_ranks_need_a_table_of_equivalents() -> None:
    """Where the agreement weighs no ranks, a handover cannot be told by rank."""
    assert codes(THIRTY, happening("2026-03-10", "handover", f'ranks = {{ "{FIRST}" = {{ private = 2 }} }}')) == [
        "PLAY-15"
    ]


def test_a_file_too_large_is_not_opened() -> None:
    """A file beyond the limit is answered with one finding and not read."""
    found, findings = read_happenings(b"#" * (2**23 + 1), source="events.toml", terms=terms_of(HEAD))

    assert found is None
    assert [one.code for one in findings] == ["PLAY-1"]


def test_a_newer_format_is_not_guessed_at() -> None:
    """A file of a format this program does not know is refused as such."""
    found, findings = read_happenings(b'format = 2\nsource = "x"\n', source="events.toml", terms=terms_of(HEAD))

    assert found is None
    assert [one.code for one in findings] == ["TERMS-4"]


def test_an_agreement_is_not_taken_for_what_happened() -> None:
    """Terms given in the place of happenings are named as such, and not as a file of a newer format."""
    found, findings = read_happenings(HEAD.encode(), source="terms.toml", terms=terms_of(HEAD))

    assert (found, [one.code for one in findings]) == (None, ["TERMS-5"])
    assert findings[0].remedy.startswith("this is an agreement")


def test_a_finding_names_its_line() -> None:
    """Findings are in the order of the file, each with the line of its happening."""
    written = handover("2026-03-10", ill=1) + happening("2026-03-10", "handover") + handover("2026-02-01", ill=1)

    _, findings = read(EVERYTHING, written)

    assert [(one.code, one.where.line) for one in findings] == [("PLAY-2", 9), ("PLAY-3", 13)]


def test_every_rule_has_a_case() -> None:
    """No rule of happenings is without a test that breaks it."""
    tried = {code for code, _ in CASES} | {"PLAY-1", "PLAY-15"}

    assert {rule.code for rule in PlayRule} <= tried


def test_the_set_of_reasons_is_the_one_written_down() -> None:
    """Reasons are a closed set of words."""
    assert [one.value for one in Reason] == [
        "declined",
        "lapsed",
        "dead",
        "escaped",
        "transferred",
        "released",
        "judicial_hold",
        "not_held",
        "duplicate",
        "unfit",
        "asylum",
        "withheld",
        "other",
    ]
