"""Every agreement on record, played with what happened, gives the table that was written from its sources."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from homeward.model.findings import Json
from homeward.terms import read_terms
from homeward.terms.simulation import play_record, read_happenings, simulate
from tests.house.repository import ROOT

EXPECTED = sorted((ROOT / "examples" / "agreements").glob("*.expected"))
BLANK = ("in_default_since", "extended_to")
"""Days that are left out of the written table where there is none."""


def written(path: Path) -> dict[str, Any]:
    """Return the table written from the sources."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def played(path: Path) -> dict[str, Json]:
    """Return what the simulator derives on the day the table is written for."""
    stem = path.name.removesuffix(".expected")
    terms, _ = read_terms(path.with_name(f"{stem}.toml").read_bytes(), source=stem, parties=())
    assert terms is not None
    data = path.with_name(f"{stem}.events.toml").read_bytes()
    happenings, findings = read_happenings(data, source=stem, terms=terms)
    assert happenings is not None, findings
    assert findings == ()
    record = play_record(simulate(terms, happenings, until=written(path)["until"]))
    assert isinstance(record, dict)
    return record


def by_name(rows: Json, *keys: str) -> dict[str, dict[str, Json]]:
    """Return rows by what names each."""
    assert isinstance(rows, list)
    return {" ".join(str(row[key]) for key in keys): row for row in rows if isinstance(row, dict)}


def differences(path: Path) -> list[str]:
    """Return where the derived table is another than the one that was written."""
    derived = by_name(played(path)["rows"], "commitment")
    found = []
    for row in written(path)["row"]:
        mine = derived.pop(row["commitment"], {})
        said = {key: str(row[key]) if key in BLANK else row[key] for key in row if key not in ("commitment", "because")}
        said |= {key: None for key in BLANK if key not in row}
        found += [
            f"{row['commitment']}: {key} {mine.get(key)}, not {said[key]}" for key in said if mine.get(key) != said[key]
        ]
    return [*found, *(f"{name}: not in the written table" for name in derived)]


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.removesuffix(".expected"))
def test_an_agreement_gives_the_table_written_from_its_sources(path: Path) -> None:
    """Each commitment has exactly the numbers and the day of default that the sources give, and none is left out."""
    assert differences(path) == []


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.removesuffix(".expected"))
def test_order_pace_and_custody_stand_as_the_sources_say(path: Path) -> None:
    """Each bundle, sequence, pace, parity and custody with an end stands as was written first, and none is left out."""
    rows = by_name(played(path)["provisions"], "kind", "provision")
    expected = {f"{row['kind']} {row['provision']}": row["stands"] for row in written(path).get("provision", ())}

    assert {name: row["stands"] for name, row in rows.items()} == expected


def test_another_number_is_noticed(tmp_path: Path) -> None:
    """A table that says one more or one less is not what is derived."""
    for one in (ROOT / "examples" / "agreements").glob("ru-ua-istanbul-3.*"):
        text = one.read_text(encoding="utf-8").replace("performed = 443", "performed = 444")
        (tmp_path / one.name).write_text(text, encoding="utf-8")

    assert differences(tmp_path / "ru-ua-istanbul-3.expected") == [
        "total.ru>ua: performed 443, not 444",
        "total.ua>ru: performed 443, not 444",
    ]
