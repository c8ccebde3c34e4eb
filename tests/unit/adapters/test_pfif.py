"""PFIF 1.4 from and for a tracing partner: what becomes a row, what is left out, what is refused."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from homeward.adapters import pfif as reader
from homeward.adapters.pfif import is_xml, read_pfif
from homeward.lists import ListReading, gathered, read_records
from homeward.lists.pfif import Sender, Written, write_pfif
from homeward.lists.pfif_rules import PfifRule
from homeward.model.findings import Refusal
from homeward.model.people import ListKind
from tests.unit.lists.rows_of import NADIA, text_of
from tests.unit.lists.rows_of import read as read_csv

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)

PERSON = """
    <p:person_record_id>tracing.example.org/p.17</p:person_record_id>
    <p:entry_date>2026-01-02T03:04:05Z</p:entry_date>
    <p:expiry_date>2026-12-31T00:00:00Z</p:expiry_date>
    <p:author_name>Ines</p:author_name>
    <p:author_phone>000</p:author_phone>
    <p:source_date>2026-01-02T03:04:05Z</p:source_date>
    <p:full_name>Nadia Kovach</p:full_name>
    <p:given_name>Nadia</p:given_name>
    <p:family_name>Kovach</p:family_name>
    <p:alternate_names>Надія Ковач</p:alternate_names>
    <p:description>a scar on the left hand</p:description>
    <p:sex>female</p:sex>
    <p:date_of_birth>1985-04</p:date_of_birth>
    <p:home_city>Riverside</p:home_city>
    <p:photo_url>https://example.org/p.jpg</p:photo_url>
"""
NOTE = """
    <p:note>
      <p:note_record_id>tracing.example.org/n.1</p:note_record_id>
      <p:person_record_id>tracing.example.org/p.17</p:person_record_id>
      <p:author_name>Ines</p:author_name>
      <p:source_date>{day}T00:00:00Z</p:source_date>
      <p:status>{status}</p:status>
      <p:last_known_location>{place}</p:last_known_location>
      <p:text>words</p:text>
    </p:note>
"""


def document(*people: str, loose: str = "", namespace: str = "http://zesty.ca/pfif/1.4") -> bytes:
    """Return a PFIF file with the fields of *people*."""
    inner = "".join(f"<p:person>{one}</p:person>" for one in people)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<p:pfif xmlns:p="{namespace}">{inner}{loose}</p:pfif>'.encode()


def read(data: bytes, *, kind: ListKind | None = None) -> ListReading:
    """Read *data* as a list."""
    rows = read_pfif(data, name="w.xml", kind=kind, now=NOW)
    return gathered(read_records(rows, source="w.xml, person record"))


def told(reading: ListReading) -> list[tuple[str, str | None]]:
    """Return code and value seen of each finding."""
    return [(one.code, one.seen) for one in reading.findings]


def cells_of(reading: ListReading) -> dict[str, str]:
    """Return the cells of the only entry."""
    [entry] = reading.entries
    return dict(entry.raw.disclose())


def test_a_record_becomes_a_row_of_a_wish_list() -> None:
    """Each field with a column is carried as written; what has none is said and not read."""
    note = NOTE.format(day="2026-01-05", status="information_sought", place="Bridge")

    reading = read(document(PERSON + note))

    assert cells_of(reading) == {
        "row_id": "tracing.example.org/p.17",
        "list_kind": "wish",
        "surname": "Kovach",
        "given_names": "Nadia",
        "other_names": "Надія Ковач",
        "sex": "female",
        "birth_date": "1985-04",
        "place_last_seen": "Bridge",
        "remarks": "a scar on the left hand",
        "pfif_home_city": "Riverside",
    }
    assert told(reading) == [
        ("LIST-9", "pfif_home_city"),
        ("PFIF-10", "author_name (1), author_phone (1), note's author_name (1), note's text (1), photo_url (1)"),
    ]


def test_the_last_place_known_is_that_of_the_latest_note() -> None:
    """Notes are ordered by what they say of their time, not by where they stand."""
    notes = NOTE.format(day="2026-02-01", status="", place="Later") + NOTE.format(
        day="2026-01-01", status="", place="Earlier"
    )

    assert cells_of(read(document(PERSON + notes)))["place_last_seen"] == "Later"


@pytest.mark.parametrize("status", ["is_note_author", "believed_alive", "believed_missing", "believed_dead"])
def test_what_became_of_a_person_is_shown_and_not_acted_on(status: str) -> None:
    """A note's status is for somebody to read (PFIF-9); the person stays on the list."""
    reading = read(document(PERSON + NOTE.format(day="2026-01-05", status=status, place="")))

    assert ("PFIF-9", f"{status} on 2026-01-05") in told(reading)
    assert len(reading.entries) == 1


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-03-01T09:00:00Z", "PFIF-6"),
        ("2025-12-31T00:00:00Z", "PFIF-6"),
        ("2026-13-01T00:00:00Z", "PFIF-7"),
        ("next year", "PFIF-7"),
        ("2026-12-31", "PFIF-7"),
    ],
)
def test_an_expired_record_gives_no_entry(written: str, code: str) -> None:
    """After its date a record may not be used; a date nobody can read is no leave to use it."""
    reading = read(document(PERSON.replace("2026-12-31T00:00:00Z", written)))

    assert (code, written) in told(reading)
    assert (reading.entries, reading.rows) == ((), 1)


def test_a_name_that_is_not_divided_stays_whole() -> None:
    """Nobody guesses which word is the surname: it is said (PFIF-8)."""
    whole = PERSON.replace("<p:given_name>Nadia</p:given_name>", "").replace(
        "<p:family_name>Kovach</p:family_name>", ""
    )

    reading = read(document(whole))

    assert cells_of(reading)["surname"] == "Nadia Kovach"
    assert ("PFIF-8", "Nadia Kovach") in told(reading)


def test_a_whole_name_that_says_more_than_its_parts_is_kept() -> None:
    """A middle name that stands in the whole name only goes to the other names."""
    more = PERSON.replace("Nadia Kovach", "Nadia Maria Kovach")

    assert cells_of(read(document(more)))["other_names"] == "Nadia Maria Kovach\nНадія Ковач"


def test_what_is_not_of_the_format_is_said() -> None:
    """Unknown elements (PFIF-11) and notes that stand outside a record (PFIF-12) are not read."""
    reading = read(
        document(PERSON + "<p:height>170</p:height><other>x</other>", loose=NOTE.format(day="", status="", place=""))
    )

    assert ("PFIF-11", "height (1), other (1)") in told(reading)
    assert ("PFIF-12", "1 notes") in told(reading)


def test_a_records_number_is_its_place() -> None:
    """A finding about the second record says so, and the rules for rows are those of every list."""
    reading = read(document(PERSON, PERSON.replace("1985-04", "12.04.1985").replace("p.17", "p.18")))

    found = next(one for one in reading.findings if one.code == "LIST-26")
    assert (found.where.source, found.where.line, found.where.field) == ("w.xml, person record", 2, "birth_date")


def test_the_kind_of_list_may_be_said() -> None:
    """Records are taken for people who are sought, unless somebody says otherwise."""
    assert read(document(PERSON), kind=ListKind.HOLDING).entries[0].kind is ListKind.HOLDING


@pytest.mark.parametrize(
    ("data", "code", "seen"),
    [
        (b"<p:pfif", "PFIF-2", ""),
        (document(PERSON).replace(b"UTF-8", b"UTF-16"), "PFIF-2", "not in UTF-8"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "PFIF-3", "a document type"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>', "PFIF-3", "a document type"),
        (document(PERSON, namespace="http://zesty.ca/pfif/1.2"), "PFIF-4", "{http://zesty.ca/pfif/1.2}pfif"),
        (b"<feed/>", "PFIF-4", "feed"),
        (b"<x>" * 10_000 + b"</x>" * 10_000, "PFIF-4", "x"),
    ],
)
def test_hostile_or_other_xml_is_refused(data: bytes, code: str, seen: str) -> None:
    """No entity is resolved and nothing is fetched: the file is refused, and no row is read."""
    reading = read(data)

    [found] = reading.findings
    assert found.code == code
    assert seen.lower() in (found.seen or "").lower()
    assert reading.rows == 0


def test_a_file_beyond_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many bytes (PFIF-1) and too many people (PFIF-5) end the reading."""
    monkeypatch.setattr(reader, "MOST_PEOPLE", 1)
    many = read(document(PERSON, PERSON))
    monkeypatch.setattr(reader, "MOST_BYTES", 10)

    assert [one.code for one in many.findings] == ["PFIF-5"]
    assert [one.code for one in read(document(PERSON)).findings] == ["PFIF-1"]


def test_a_long_field_is_cut_off_for_the_rule_about_long_cells() -> None:
    """No field grows without end, and what was cut is reported (LIST-36)."""
    assert "LIST-36" in [one.code for one in read(document(PERSON.replace("a scar", "x" * 9_000))).findings]


def test_xml_is_told_by_its_first_character() -> None:
    """A byte order mark and spaces may stand before it; a list in CSV begins with a name."""
    assert is_xml(b"\xef\xbb\xbf \n<p:pfif>")
    assert not is_xml(b"row_id,list_kind")


def written(rows: Sequence[dict[str, str]]) -> Written:
    """Write a list of made-up people as PFIF."""
    entries = read_csv(text_of([{**NADIA, **row} for row in rows])).entries
    return write_pfif(entries, Sender(domain="south.example.org", name="south", at=NOW, days=90), source="wish list")


def test_what_is_written_is_read_again() -> None:
    """Names, sex, birth and last place come back; ids begin with the sender's domain."""
    row = {"other_names": "Nadiya", "place_last_seen": "Bridge <1>", "birth_date": "1985"}

    found = written([row])
    cells = cells_of(read(found.data))

    assert cells == {
        "row_id": "south.example.org/N-1",
        "list_kind": "wish",
        "surname": "Ковач",
        "given_names": "Nadia",
        "other_names": "Nadiya",
        "sex": "female",
        "birth_date": "1985",
        "place_last_seen": "Bridge <1>",
    }
    assert b"<pfif:expiry_date>2026-05-30T09:00:00Z</pfif:expiry_date>" in found.data


def test_a_record_received_from_elsewhere_keeps_its_id_and_home() -> None:
    """A partner's record goes back under the partner's own id, with the address it came with."""
    row = {"row_id": "tracing.example.org/p.17", "pfif_home_city": "Riverside"}

    assert cells_of(read(written([row]).data))["row_id"] == "tracing.example.org/p.17"
    assert b"<pfif:home_city>Riverside</pfif:home_city>" in written([row]).data


def test_nobody_is_written_whose_disclosure_would_harm() -> None:
    """An entry marked as harmful is left out whole, and its owner is told how many (PFIF-13)."""
    found = written([{"row_id": "1"}, {"row_id": "2", "surname": "Hidden", "harmful_to_disclose": "yes"}])

    assert found.persons == 1
    assert b"Hidden" not in found.data
    assert ("PFIF-13", "1 entries") in [(one.code, one.seen) for one in found.findings]


def test_what_a_partner_need_not_know_is_never_written() -> None:
    """Health, remarks, number, unit and informant stay here (PFIF-14), as does a date PFIF cannot say (PFIF-15)."""
    secret = {one: f"SECRET{one}" for one in ("remarks", "service_number", "unit", "rank", "informant_ref")}

    found = written([{**secret, "birth_date": "1985~"}])

    assert b"SECRET" not in found.data
    assert b"good" not in found.data
    assert b"1985" not in found.data
    assert [(one.code, one.seen) for one in found.findings] == [
        (
            "PFIF-14",
            ", ".join(f"{one} (1)" for one in sorted([*secret, "captured_or_last_seen", "category", "health_code"])),
        ),
        ("PFIF-15", "1 entries"),
    ]


@pytest.mark.parametrize("domain", ["", "south", "South.example.org", "a b.org", "-x.org", "example.org/x"])
def test_a_domain_that_is_none_is_refused(domain: str) -> None:
    """Ids must not clash with anybody's (PFIF-16)."""
    with pytest.raises(Refusal, match=r"PFIF-16"):
        write_pfif((), Sender(domain=domain, name="south", at=NOW, days=90), source="x")


def test_codes_are_numbered_without_gaps() -> None:
    """No code is used for two rules."""
    assert [rule.code for rule in PfifRule] == [f"PFIF-{number}" for number in range(1, len(PfifRule) + 1)]
