"""Canary people: planted in the lists, and searched for in everything an exchange leaves behind."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from pathlib import Path
from typing import Final

import pytest

from homeward.model.ids import OrgId
from homeward.model.people import ListKind
from homeward.service.bundles import bundle_out
from homeward.service.exporting import export_files, export_public
from homeward.service.lists import IDENTITY_FIELDS
from homeward.service.planning import papers
from homeward.service.reading import read_record
from homeward.service.standing import people_on_final_lists
from tests import world as stage
from tests.world import ORGS, PARTIES, World, list_csv, world_at

Row = Mapping[str, str]

PEOPLE: Final[Mapping[str, tuple[tuple[str, str, str, str], ...]]] = {
    "north": (
        ("Qvarthelund", "Zyxandrius", "1971-12-29", "QX-7731942"),
        ("Wrolfquenberg", "Yxmarith", "1969-11-23", "QX-8864015"),
        ("Jhazwiqstrom", "Uvoxander", "1974-10-28", "QX-9902467"),
        ("Kwyzbrechtson", "Oqhilda", "1963-12-27", "QX-6613508"),
        ("Ghrazmiqvist", "Xhevorin", "1958-11-22", "QX-5547831"),
        ("Tzvunkmarqson", "Ixolwen", "1957-10-24", "QX-4418290"),
    ),
    "south": (
        ("Жъщюпленко", "Ґжезимир", "1972-12-26", "ЩЖ-7731943"),
        ("Хвиждюкович", "Ярохвост", "1968-11-25", "ЩЖ-8864016"),
        ("Цюрхвізенко", "Ївґенхай", "1975-10-27", "ЩЖ-9902468"),
        ("Шпрингжук", "Єфрозжин", "1962-12-25", "ЩЖ-6613509"),
        ("Фжеґоценко", "Юхвимард", "1959-11-21", "ЩЖ-5547832"),
        ("Ъыжгомиров", "Эхвазитон", "1956-10-26", "ЩЖ-4418291"),
    ),
}
"""Of each party: one travels, one refuses, one is not fit, one would be harmed, one is only held, one only sought."""

TRAVELS, REFUSES, UNFIT, HARMFUL, ONLY_HELD, ONLY_SOUGHT = range(6)

COLUMNS: Final = ("unit", "holding_place", "holding_number", "place_last_seen", "mother_maiden_name", "remarks")
SEPARATORS: Final = (" ", "", ",", ", ", ";", "|", "_", "-", ":", "/", "\n", "\t", "\0", "#", "\x1f")


def canaries(org: str, kind: ListKind) -> list[dict[str, str]]:
    """Return the canary rows of one list: what only this list knows of a person is marked by its owner and kind."""
    is_holding = kind is ListKind.HOLDING
    people = PEOPLE[PARTIES[PARTIES.index(OrgId(org)) - 1] if is_holding else org]
    absent = ONLY_SOUGHT if is_holding else ONLY_HELD
    mark = f"{org}{kind.value}".capitalize()
    return [
        {
            "row_id": f"{'H' if is_holding else 'W'}-canary-{number}",
            "list_kind": kind.value,
            "surname": surname,
            "given_names": given,
            "birth_date": born,
            "service_number": service,
            "birth_place": f"Zwq{mark}birth{number}" if number in (ONLY_HELD, ONLY_SOUGHT) else "Akerby",
            "sex": "male",
            "category": "pow",
            **{column: f"Zwq{mark}{column.replace('_', '')}{number}" for column in COLUMNS},
            **({"health_code": "seriously_sick"} if is_holding else {}),
            **({"harmful_to_disclose": "yes" if number == HARMFUL else "no"} if not is_holding else {}),
        }
        for number, (surname, given, born, service) in enumerate(people)
        if number != absent
    ]


def with_canaries(org: str, kind: ListKind) -> str:
    """Return the list of the small exchange with the canaries among its rows."""
    rows: list[Row] = [*csv.DictReader(io.StringIO(list_csv(org, kind))), *canaries(org, kind)]
    columns = sorted({column for row in rows for column in row})
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def gates_with_canaries() -> str:
    """Return what was heard: of each party's canaries one refuses and one is not fit."""
    lines = [_PLAIN_GATES().rstrip()]
    for org in PARTIES:
        for number in range(len(PEOPLE[org]) - 1):
            for gate, failing in (("wish", REFUSES), ("fitness", UNFIT)):
                outcome = "not_passed" if number == failing else "passed"
                lines.append(f"{org},H-canary-{number},{gate},{outcome},2026-03-06")
    return "\n".join(lines) + "\n"


_PLAIN_GATES = stage.gates_csv


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Return a whole exchange, from sealed lists to a released bulletin, with canaries among the people."""
    played = world_at("terms", tmp_path_factory.mktemp("canary"))
    for org in PARTIES:
        for kind in (ListKind.HOLDING, ListKind.WISH):
            (played.folder(org) / "lists" / f"{kind.value}.csv").write_text(with_canaries(org, kind))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "gates_csv", gates_with_canaries)
        for step in stage.STEPS[stage.STEPS.index("terms") + 1 :]:
            stage._STORY[step](played)
    yield played
    for seat in played.seats.values():
        getattr(seat.vault, "close", lambda: None)()


def all_canaries() -> list[str]:
    """Return every canary value: names, dates, numbers, and what single lists add."""
    rows = [row for org in PARTIES for kind in (ListKind.HOLDING, ListKind.WISH) for row in canaries(org, kind)]
    wanted = ("surname", "given_names", "birth_date", "service_number", *COLUMNS)
    marked = {row["birth_place"] for row in rows} - {"Akerby"}
    return sorted({row[column] for row in rows for column in wanted} | marked)


def spellings(text: str) -> set[str]:
    """Return *text* as others may write it: folded, in capitals, decomposed, without accents, dates in other forms."""
    year, month, day = text.split("-") if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else ("", "", "")
    dates = (
        {f"{day}.{month}.{year}", f"{day}/{month}/{year}", f"{month}/{day}/{year}", year + month + day}
        if year
        else set()
    )
    bare = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    found = {text, text.upper(), text.lower(), text.casefold(), text.title(), unicodedata.normalize("NFD", text), bare}
    return found | dates | {json.dumps(text)[1:-1]}


def written_forms(text: str) -> set[bytes]:
    """Return the byte strings under which one spelling could lie in a file."""
    found: set[bytes] = set()
    for data in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("cp1251", "replace")):
        found |= {data, data.hex().encode(), data.hex().upper().encode()}
        for skipped in range(3):
            encoded = base64.b64encode(bytes(skipped) + data).rstrip(b"=")
            end = len(encoded) - ((skipped + len(data)) % 3 != 0)
            inner = encoded[(0, 2, 3)[skipped] : end]
            found |= {inner, inner.translate(bytes.maketrans(b"+/", b"-_"))}
    return {one for one in found if len(one) >= 7 and b"?" not in one}


def hashed_forms(texts: Iterable[str]) -> set[bytes]:
    """Return the SHA-256 of each text, raw, as hex and as base64 without its end."""
    raw = [hashlib.sha256(text.encode()).digest() for text in texts]
    return {*raw, *(one.hex().encode() for one in raw), *(base64.b64encode(one)[:42] for one in raw)}


def guesses() -> set[str]:
    """Return what a guesser would hash: each value and each two values of a person, joined in common ways."""
    people = [person for org in PARTIES for person in PEOPLE[org]]
    pairs = {f"{one}{mark}{two}" for person in people for one, two in permutations(person, 2) for mark in SEPARATORS}
    everything = {*all_canaries(), *pairs, *(" ".join(person) for person in people)}
    return {form for text in everything for form in (text, text.lower(), text.upper())}


def found_in(data: bytes, texts: Iterable[str]) -> list[str]:
    """Return which of *texts* lies in *data*, in any spelling and form."""
    return [text for text in texts if any(form in data for one in spellings(text) for form in written_forms(one))]


def hashes_in(data: bytes) -> set[bytes]:
    """Return which hashes of guesses lie in *data*."""
    lowered = data.lower()
    windows = {run[at : at + 64] for run in re.findall(rb"[0-9a-f]{64,}", lowered) for at in range(len(run) - 63)}
    windows |= {run[at : at + 42] for run in re.findall(rb"[A-Za-z0-9+/]{42,}", data) for at in range(len(run) - 41)}
    windows |= {data[at : at + 32] for at in range(len(data) - 31)}
    return hashed_forms(guesses()) & windows


def in_clear(world: World, org: str) -> bytes:
    """Return all files of a seat but the list files its own officers put there."""
    return b"\n".join(data for path, data in world.files(org).items() if not path.startswith("lists/"))


def opened(world: World, org: str) -> str:
    """Return everything a seat's vault holds, opened with the seat's own keys."""
    vault = world.seat(org).vault
    with sqlite3.connect(world.folder(org) / "vault.sqlite") as connection:
        kinds = [row[0] for row in connection.execute("select distinct kind from document order by kind")]
        kept = [row[0] for row in connection.execute("select name from kept order by name")]
    connection.close()
    lines = [
        json.dumps([kind, one.person, one.key, one.about, one.value.disclose()], ensure_ascii=False)
        for kind in kinds
        for one in vault.get(kind)
    ]
    return "\n".join([*lines, *(json.dumps([name, vault.kept(name)], ensure_ascii=False) for name in kept)])


def unpacked(data: bytes) -> bytes:
    """Return the files of a bundle one after the other."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("org", ORGS)
def test_no_record_holds_a_canary(world: World, org: str) -> None:
    """No file of any seat's record holds a name, a date or a number of anybody, in any form."""
    data = b"\n".join(world.files(org, "record").values())

    assert found_in(data, all_canaries()) == []
    assert hashes_in(data) == set()


@pytest.mark.parametrize("org", ORGS)
def test_no_file_of_a_seat_holds_a_canary_in_clear(world: World, org: str) -> None:
    """But for the list files its officers put there, no file of a seat shows anybody: the vault is sealed."""
    data = in_clear(world, org)

    assert found_in(data, all_canaries()) == []
    assert b"canary" not in b"\n".join(world.files(org, "record").values())


def test_nothing_released_holds_a_canary(world: World) -> None:
    """The bulletin as page and as data, the auditor's export and the public one show nobody."""
    released = [data for org in ORGS for data in world.files(org, "out").values()]
    exported = [*export_files(world.neutral).values(), *export_public(world.parties[0]).values()]
    data = b"\n".join([*released, *exported])

    assert len(released) == 3 * 13
    assert found_in(data, all_canaries()) == []
    assert hashes_in(data) == set()


def test_no_bundle_holds_a_canary_in_clear(world: World) -> None:
    """What is carried between seats shows nobody to the courier."""
    routes = [(one, other) for one in ORGS for other in ORGS if one != other]
    data = b"\n".join(unpacked(bundle_out(world.seat(one), other)) for one, other in routes)

    assert found_in(data, all_canaries()) == []


@pytest.mark.parametrize(("org", "other"), [("north", "south"), ("south", "north")])
def test_a_party_learns_only_identities(world: World, org: str, other: str) -> None:
    """
    A party's opened vault holds of the other's lists only what identifies people proposed to it or on final lists.

    Not the people only the other holds or seeks, not health, unit or place, not who is marked as harmful to disclose.
    """
    theirs = [row for kind in (ListKind.HOLDING, ListKind.WISH) for row in canaries(other, kind)]
    own = {value for kind in (ListKind.HOLDING, ListKind.WISH) for row in canaries(org, kind) for value in row.values()}
    hidden = {
        value
        for number, row in enumerate(theirs)
        for column, value in row.items()
        if value not in own and (column in COLUMNS or column not in IDENTITY_FIELDS or "Zwq" in value)
    }
    never = {text for person in (PEOPLE[other][ONLY_SOUGHT], PEOPLE[org][ONLY_HELD]) for text in person}
    vault = opened(world, org).encode()

    assert len(hidden) >= 50
    assert found_in(vault, {one for one in hidden | never if len(one) > 6}) == []


@pytest.mark.parametrize(("org", "other"), [("north", "south"), ("south", "north")])
def test_a_party_gets_what_it_must(world: World, org: str, other: str) -> None:
    """The search is able to find: each party does hold the identity the other gave for whoever is on a final list."""
    vault = opened(world, org)

    assert PEOPLE[org][TRAVELS][0] in vault
    assert PEOPLE[other][TRAVELS][0] in vault
    assert f"Zwq{org.capitalize()}holding" in vault
    assert f"Zwq{other.capitalize()}" not in vault


@pytest.mark.parametrize(("org", "other"), [("north", "south"), ("south", "north")])
def test_an_entry_marked_as_harmful_reaches_the_neutral_only(world: World, org: str, other: str) -> None:
    """Whoever it would harm to be disclosed is neither proposed nor named at the holder's seat (GC IV 137(2))."""
    row = f"W-canary-{HARMFUL}"
    holder = json.dumps([one.key for one in world.seat(org).vault.get(f"proposal:{org}>{other}")])

    assert f"W-canary-{TRAVELS}" in holder
    assert row not in holder
    assert f"{other}/wish/{row}" in opened(world, "neutral")


@pytest.mark.parametrize("org", PARTIES)
def test_what_a_gate_showed_stays_with_the_neutral(world: World, org: str) -> None:
    """No party holds a hearing or its outcome; in its record a notice has people and nothing else."""
    vault = opened(world, org)
    notices = [
        line.draft.event.body
        for line in read_record(world.seat(org)).record.lines
        if line.draft.event.kind == "people.not_travelling"
    ]

    assert not [word for word in ("not_passed", "passed", "fitness", "refus", "frees") if word in vault]
    assert notices
    assert {tuple(body) for body in notices} == {("people",)}
    assert '"gate"' in opened(world, "neutral")


@pytest.mark.parametrize("org", PARTIES)
def test_health_stays_with_who_stated_it(world: World, org: str) -> None:
    """The seriously sick go first, yet nothing the receiving side holds says who they are."""
    people = people_on_final_lists(world.neutral, world.terms())
    sick = {one.candidate.ref for one in people if one.candidate.health is not None and "canary" in one.holding_row}
    lines = [one for one in papers(world.seat(org)) if one.direction.receiver == org and one.tranche == "day-1"]

    assert sick & {one.ref for one in lines}
    assert {one.reason for one in lines if one.ref in sick} == {one.reason for one in lines}
    assert "seriously" not in json.dumps([line.reason for line in papers(world.seat(org))])


@pytest.mark.parametrize(
    "planted",
    [
        "Жъщюпленко".encode(),
        "ЖЪЩЮПЛЕНКО".encode("utf-16-le"),
        "жъщюпленко".encode().hex().encode(),
        base64.b64encode("x Жъщюпленко y".encode()),
        base64.b64encode("xyЖъщюпленко".encode()),
        base64.b64encode("xyzЖъщюпленко".encode()),
        json.dumps("Жъщюпленко").encode(),
        "Жъщюпленко".encode("cp1251"),
    ],
)
def test_a_planted_canary_is_found(planted: bytes) -> None:
    """The search finds a name in each form it claims to."""
    assert found_in(b"\x00before" + planted + b"after\xff", all_canaries()) == ["Жъщюпленко"]


@pytest.mark.parametrize("text", ["Qvarthelund", "qvarthelund|zyxandrius", "Qvarthelund, 1971-12-29"])
def test_a_planted_hash_is_found(text: str) -> None:
    """The search finds the unsalted hash of a name, or of a name and a date, in each form it claims to."""
    made = hashlib.sha256(text.encode())

    assert hashes_in(b"a" + made.digest() + b"b")
    assert hashes_in(b"ff" + made.hexdigest().encode() + b"00")
    assert hashes_in(b"=" + base64.b64encode(made.digest()))


def test_the_list_files_do_hold_the_canaries(world: World) -> None:
    """The canaries were planted: each stands in a list file as it was received."""
    data = b"\n".join(data for org in PARTIES for data in world.files(org, "lists").values())

    assert found_in(data, all_canaries()) == all_canaries()


def test_the_folders_are_searched_whole(world: World, tmp_path: Path) -> None:
    """The search reads every file of a seat: keys, vault, record, shelves and what was written out."""
    parts = {path.partition("/")[0] for path in world.files("north")}

    assert {"record", "keys", "vault.sqlite", "out", "lists", "exchange.toml", "cards"} <= parts
    assert not list(tmp_path.iterdir())
