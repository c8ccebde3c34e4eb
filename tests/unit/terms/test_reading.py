"""A terms file is read whole, and each rule about its form has a file that breaks it."""

from datetime import date

import pytest

from homeward.model.findings import Severity
from homeward.model.ids import CategoryId, ClauseId, PartyId, TrancheId
from homeward.model.terms import Commitment, Direction, Op
from homeward.terms import FORMAT, read_terms
from tests.unit.terms.agreement import AGREEMENT, PARTIES, changed, read, sound

FAULTS = {
    "no value": ("TERMS-1", "format = 1", "format =  #!"),
    "a key twice": ("TERMS-1", "agreed_on = 2026-03-01", "agreed_on = 2026-03-01\nagreed_on = 2026-03-02 #!"),
    "an open string": ("TERMS-1", 'kind = "wish"', 'kind = "wish #!'),
    "another format": ("TERMS-4", "format = 1", "format = 3 #!"),
    "an unknown key": ("TERMS-5", "slack = 2", "slack = 2\nslak = 3 #!"),
    "an unknown table": ("TERMS-5", "[reserve]", "[reserv] #!"),
    "a missing key": ("TERMS-6", "[[parity]]\nid", "[[parity]] #!\nclaus"),
    "no title": ("TERMS-6", 'title = "Bridge: 30 for 30"', ""),
    "no publicity": ("TERMS-6", "[publicity]", "[publizity]"),
    "no order": ("TERMS-6", "[priority]\n", "[priority] #!\nordr = 1\n[not_read]\n"),
    "text for a number": ("TERMS-7", "slack = 2", 'slack = "2" #!'),
    "a number for an id": ("TERMS-7", 'id = "even"', "id = 3 #!"),
    "true for a number": ("TERMS-7", "slack = 2", "slack = true #!"),
    "a time for a date": ("TERMS-7", "on = 2026-03-11", "on = 2026-03-11T10:00:00 #!"),
    "one table for several": ("TERMS-7", "[[parity]]", "[parity] #!"),
    "several tables for one": ("TERMS-7", "[reserve]", "[[reserve]] #!"),
    "no tables in a list": ("TERMS-7", "on = 2026-03-11\n", "on = 2026-03-11\ncounts = [1] #!\n"),
    "numbers for words": ("TERMS-7", 'statuses = ["pow"]', "statuses = [1] #!"),
    "empty text": ("TERMS-7", 'title = "Bridge: 30 for 30"', 'title = " " #!'),
    "a negative count": (
        "TERMS-8",
        'receiver = "south"\nop = "eq"\ncount = 30',
        'receiver = "south"\nop = "eq"\ncount = -30 #!',
    ),
    "a negative number": ("TERMS-8", "persons = 5", "persons = -5 #!"),
    "a number beyond reason": ("TERMS-8", "persons = 5", "persons = 99999999999999999999 #!"),
    "an unknown op": ("TERMS-9", 'op = "all"', 'op = "al" #!'),
    "an unknown health": ("TERMS-9", '"seriously_sick"]', '"very_sick"] #!'),
    "an unknown gate": ("TERMS-9", 'kind = "identity"', 'kind = "papers" #!'),
    "a category's id with a hyphen": ("TERMS-10", 'id = "civilian"', 'id = "civil-ian" #!'),
    "a clause's id with a space": ("TERMS-10", '[[clause]]\nid = "1"', '[[clause]]\nid = "1 a" #!'),
    "an unknown party": ("TERMS-11", 'holder = "south", receiver', 'holder = "east", receiver'),
    "an unknown category": ("TERMS-11", 'category = "serious"', 'category = "seriuos" #!'),
    "an unknown clause": ("TERMS-11", 'id = "even"\nclause = "1"', 'id = "even"\nclause = "9" #!'),
    "an unknown category in the order": ("TERMS-11", '["serious", "young"]', '["serious", "old"] #!'),
    "a clause twice": ("TERMS-12", "[[parity]]", '[[clause]]\nid = "1" #!\nsays = "Again."\n\n[[parity]]'),
    "a commitment twice": ("TERMS-12", 'id = "south-total"', 'id = "north-total" #!'),
    "a gate twice": ("TERMS-12", 'kind = "identity"', 'kind = "wish"'),
    "text that changes direction": ("TERMS-13", "on two days.", "on two\u202e days."),
    "text that is not composed": ("TERMS-13", "on two days.", "on two dai\u0308s."),
    "no count": (
        "TERMS-15",
        'op = "eq"\ncount = 30\n\n[[commitment]]\nid = "south',
        'op = "eq" #!\n[[commitment]]\nid = "south',
    ),
    "all with a count": ("TERMS-16", 'op = "all"', 'op = "all"\ncount = 3 #!'),
}


def marked_line(text: str) -> int | None:
    """Return the line that carries the mark ``#!``."""
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if "#!" in line]
    return lines[0] if lines else None


def test_a_sound_agreement_has_no_findings() -> None:
    """An agreement without a fault is read without a finding, not even advice."""
    terms, findings = read(AGREEMENT)

    assert terms is not None
    assert findings == ()


def test_values_are_what_the_file_says() -> None:
    """Dates, ids and counts reach the terms unchanged, with parties in alphabetical order."""
    terms = sound()

    assert (terms.title, terms.agreed_on, terms.parties) == ("Bridge: 30 for 30", date(2026, 3, 1), PARTIES)
    assert terms.tranches[1].on == date(2026, 3, 11)
    assert terms.clauses[0].source == "made up for tests"
    assert terms.priority is not None
    assert terms.priority.order == (CategoryId("serious"), CategoryId("young"))
    assert terms.gates[1].frees_holder


def test_counts_of_a_tranche_become_commitments() -> None:
    """A count inside a tranche is a commitment of that tranche, under its clause, named by what it counts."""
    expected = Commitment(
        id="day-1.north.south.pow",
        clause=ClauseId("1"),
        direction=Direction(holder=PartyId("north"), receiver=PartyId("south")),
        category=CategoryId("pow"),
        op=Op.EQ,
        count=10,
        tranche=TrancheId("day-1"),
    )

    assert sound().commitments[3] == expected
    assert sound().commitments[-1].id == "day-2.south.north.everybody"


def test_several_counts_for_one_slot_have_several_ids() -> None:
    """A floor and a cap for the same people in one tranche do not need ids of their own."""
    text = changed(
        '{ holder = "south", receiver = "north", op = "eq", count = 15 }',
        '{ holder = "south", receiver = "north", op = "at_least", count = 15 },\n'
        '{ holder = "south", receiver = "north", op = "up_to", count = 15 }',
    )

    terms, findings = read(text)

    assert terms is not None
    assert findings == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_form_is_an_error(fault: str) -> None:
    """Each fault is found under its code, with file, rule, value, remedy and source, and no terms are built on it."""
    code, old, new = FAULTS[fault]

    terms, findings = read(changed(old, new))
    found = next(one for one in findings if one.code == code)

    assert (terms is None) or code == "TERMS-5"
    assert found.severity is Severity.ERROR
    assert found.where.source == "terms.toml"
    assert found.seen
    assert found.remedy
    assert found.source


@pytest.mark.parametrize("fault", [fault for fault, (_, _, new) in FAULTS.items() if "#!" in new])
def test_a_fault_in_form_has_its_line(fault: str) -> None:
    """The finding names the line a person must correct."""
    code, old, new = FAULTS[fault]
    text = changed(old, new)

    _, findings = read(text)

    assert marked_line(text) in [one.where.line for one in findings if one.code == code]


def test_a_finding_names_the_clause() -> None:
    """A finding about a part says from which clause the part comes, what it is, and which key."""
    _, findings = read(changed("slack = 2", "slack = -2"))

    assert [one.where.field for one in findings] == ["clause 1, parity even: slack"]


OPS = ", ".join(op.value for op in Op)


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("slack = 2", "slack = 2\nslak = 3", "did you mean 'slack'"),
        ("[reserve]", "[reserv]", "did you mean 'reserve'"),
        ('op = "all"', 'op = "al"', f"did you mean 'all'? write one of: {OPS}"),
        ('category = "serious"', 'category = "seriuos"', "did you mean 'serious'"),
        ("slack = 2", "slack = 2\nzzz = 3", "remove it; known here: category, clause, id, slack"),
    ],
)
def test_a_slip_of_the_hand_is_guessed(old: str, new: str, remedy: str) -> None:
    """A word close to a known one is answered with the known one, any other with the choices."""
    _, findings = read(changed(old, new))

    assert findings[0].remedy == remedy


def test_an_unknown_key_alone_does_not_hide_the_terms() -> None:
    """Terms that can be built are returned with the finding that keeps them from being signed."""
    terms, findings = read(changed("slack = 2", "slack = 2\nzzz = 3"))

    assert terms == sound()
    assert [one.code for one in findings] == ["TERMS-5"]


def test_everything_wrong_is_said_at_once_in_file_order() -> None:
    """Faults of form and of sense are reported together, by line, those about what is missing last."""
    text = changed('title = "Bridge: 30 for 30"', "title = 3")
    text = (
        text.replace("min_cell = 10", "min_cell = 3").replace("slack = 2", "slack = -2").replace("[reserve]", "[spare]")
    )

    terms, findings = read(text)

    assert terms is None
    assert [one.code for one in findings] == ["TERMS-7", "TERMS-8", "TERMS-5", "TERMS-29", "TERMS-35"]


def test_one_misread_count_accuses_no_sum() -> None:
    """A count that could not be read does not make the tranches miss the total."""
    _, findings = read(
        changed('category = "civilian", op = "eq", count = 5', 'category = "civilian", op = "eq", count = "5"')
    )

    assert [one.code for one in findings] == ["TERMS-7"]


def test_a_faulty_part_may_still_be_referred_to() -> None:
    """One slip inside a category is one finding, not another for each place that names the category."""
    _, findings = read(changed('healths = ["seriously_wounded", "seriously_sick"]', "healths = 3"))

    assert [one.code for one in findings] == ["TERMS-7"]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"title = 'caf\xe9'", "TERMS-2", 1),
        (b"format = 1\n\xff", "TERMS-2", 2),
        (b"# " + b"x" * 2**20, "TERMS-3", None),
        (b"a = " + b"[" * 5_000, "TERMS-1", None),
        (b"a = " + b"1" * 5_000, "TERMS-1", None),
        (b"a = [\n1,\n", "TERMS-1", 2),
    ],
)
def test_bytes_that_are_no_terms_are_a_finding(data: bytes, code: str, line: int | None) -> None:
    """Bytes that are not UTF-8, not TOML, or far too many are one finding, never a crash."""
    terms, findings = read_terms(data, source="terms.toml", parties=PARTIES)

    assert terms is None
    assert [(one.code, one.where.line) for one in findings] == [(code, line)]


def test_a_newer_format_is_not_read_at_all() -> None:
    """What a newer format means nobody here knows, so nothing else is said about it."""
    _, findings = read(changed("format = 1", f"format = {FORMAT + 1}").replace("slack", "slacker"))

    assert [one.code for one in findings] == ["TERMS-4"]


def test_line_ends_and_byte_order_mark_make_no_difference() -> None:
    """The same file saved on another system gives the same terms."""
    data = b"\xef\xbb\xbf" + AGREEMENT.replace("\n", "\r\n").encode()

    terms, findings = read_terms(data, source="terms.toml", parties=PARTIES)

    assert terms == sound()
    assert findings == ()
