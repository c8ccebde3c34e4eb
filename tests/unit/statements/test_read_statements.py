"""Statement files are read whole or told about: every finding at once, and nothing is repaired."""

from datetime import date
from pathlib import Path

import pytest

from homeward.model.claims import ClaimCount, CountOp, Modality, Scope
from homeward.model.findings import Severity
from homeward.statements import Known, read_statements

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "statements"
FILES = sorted(CORPUS.glob("*.toml"))
KNOWN = Known(parties=frozenset({"east", "west"}))


def expected(text: str) -> list[str]:
    """Return what a corpus file says is found in it."""
    lines = [line.removeprefix("# expect: ") for line in text.splitlines() if line.startswith("# expect: ")]
    return [line for line in lines if line != "nothing"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_has_the_findings_it_expects(path: Path) -> None:
    """Each file of the corpus has exactly its findings, each with code, line and field."""
    data = path.read_bytes()

    _, findings = read_statements(data, source=path.name, known=KNOWN)

    assert [f"{one.code} {one.where.line or '-'} {one.where.field or '-'}" for one in findings] == expected(
        data.decode()
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_finding_says_where_and_what_to_do(path: Path) -> None:
    """Each finding names the file, a rule and a remedy, in lower case and without a full stop."""
    _, findings = read_statements(path.read_bytes(), source=path.name, known=KNOWN)

    assert all(one.where.source == path.name and one.severity is Severity.ERROR for one in findings)
    assert all(text[0].islower() and not text.endswith(".") for one in findings for text in (one.rule, one.remedy))


def test_a_number_too_long_to_read_is_told() -> None:
    """A number of thousands of digits is a finding like any other file that cannot be read."""
    claims, findings = read_statements(b"format = " + b"9" * 5_000, source="x.toml")

    assert (claims, [one.code for one in findings]) == ((), ["STATEMENT-1"])


def test_a_good_file_becomes_claims() -> None:
    """Every field of a good file stands in its claim, and the speaker is named by office."""
    (claim,), findings = read_statements((CORPUS / "good.toml").read_bytes(), source="good.toml", known=KNOWN)

    assert findings == ()
    assert (claim.id, claim.quote, claim.category) == ("east-1-a", "forty from each side", "persons")
    assert (claim.scope, claim.modality, claim.direction) == (Scope.PER_SIDE, Modality.DONE, "both")
    assert claim.count == ClaimCount(op=CountOp.EXACT, low=40, high=40)
    assert claim.event_on is not None
    assert claim.event_on.is_exact
    assert (claim.statement.office, claim.statement.said_on) == ("Spokesperson of East", date(2025, 3, 1))
    assert (claim.statement.channel, claim.statement.via, claim.part_of) == (None, None, None)


def test_each_way_of_saying_a_number_is_an_interval() -> None:
    """Exact, about, at least, more than, at most and a range keep how the number was said."""
    claims, _ = read_statements((CORPUS / "good-every-op.toml").read_bytes(), source="x", known=KNOWN)

    assert [(one.count.op, one.count.low, one.count.high) for one in claims if one.count is not None] == [
        (CountOp.EXACT, 40, 40),
        (CountOp.APPROX, 40, 40),
        (CountOp.AT_LEAST, 40, None),
        (CountOp.AT_LEAST, 41, None),
        (CountOp.AT_MOST, 0, 40),
        (CountOp.RANGE, 40, 50),
    ]


def test_only_the_claim_with_a_finding_is_left_out() -> None:
    """A finding in one claim leaves the others of its statement standing."""
    good = (CORPUS / "good.toml").read_text(encoding="utf-8")
    bad = '\n[[statement.claim]]\nid = "east-1-b"\nquote = "x"\ncategory = "persons"\nmodality = "finished"\n'

    claims, findings = read_statements((good + bad).encode(), source="x")

    assert [one.id for one in claims] == ["east-1-a"]
    assert [one.code for one in findings] == ["STATEMENT-4"]


def test_a_statement_with_a_finding_gives_no_claims() -> None:
    """What cannot be attributed is not a claim."""
    claims, findings = read_statements((CORPUS / "role-unknown.toml").read_bytes(), source="x")

    assert (claims, len(findings)) == ((), 1)


def test_a_claim_of_another_file_may_be_a_whole() -> None:
    """A part may detail a claim read before from another file, and may not take its id."""
    data = (CORPUS / "part-of-unknown.toml").read_bytes()
    known = Known(claims=frozenset({"nowhere", "east-1-a"}))

    _, findings = read_statements(data, source="x", known=known)

    assert [one.code for one in findings] == ["STATEMENT-9"]


def test_categories_of_the_terms_are_allowed() -> None:
    """A category of the exchange's terms may be claimed beside those of the schema."""
    data = (CORPUS / "category-unknown.toml").read_bytes()

    claims, findings = read_statements(data, source="x", known=Known(categories=frozenset({"units"})))

    assert ([one.category for one in claims], findings) == (["units"], ())


@pytest.mark.parametrize("data", [b"\xff\xfe", b"statement = 1", b"statement = []", b"[[statement]]\nclaim = 3"])
def test_what_is_no_statement_file_is_told(data: bytes) -> None:
    """Bytes, numbers and empty lists in place of statements are findings, never an exception."""
    claims, findings = read_statements(data, source="x")

    assert claims == ()
    assert findings


@pytest.mark.parametrize("before", ["[[statement.claim]]", "quote ="])
def test_a_key_nobody_knows_keeps_a_claim_out(before: str) -> None:
    """A key that is not the format's may have been meant for something: its table is not used until it is corrected."""
    good = (CORPUS / "good.toml").read_text(encoding="utf-8")

    claims, findings = read_statements(good.replace(before, f'colour = "red"\n{before}').encode(), source="x")

    assert claims == ()
    assert [one.code for one in findings] == ["STATEMENT-2"]


def test_groups_superlatives_and_origins_are_read() -> None:
    """How many groups have a number each, a superlative, and the key of the text may be written down by hand."""
    good = (CORPUS / "good.toml").read_text(encoding="utf-8")
    told = good.replace("quote =", 'times = 2\nsuperlative = "the largest"\nquote =', 1)
    keyed = told.replace("speaker =", 'origin = "agency-1"\nspeaker =', 1)

    (claim,), findings = read_statements(keyed.encode(), source="x")

    assert findings == ()
    assert (claim.times, claim.superlative, claim.statement.origin) == (2, "the largest", "agency-1")
