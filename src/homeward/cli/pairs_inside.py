"""Rows of one list that may be one person, and rows that may be somebody who crossed already."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from homeward.cli.build import open_seat
from homeward.cli.list_files import Encoding, MappingFile, Sheet, read_list_file
from homeward.cli.show import BarProgress, answer, answer_json, say, show_findings
from homeward.cli.words import HERE, AsJson, SeatFolder
from homeward.model.findings import Json, stopping
from homeward.model.ids import OrgId
from homeward.model.people import ListKind

if TYPE_CHECKING:
    from homeward.lists import ListReading
    from homeward.model.matches import Match
    from homeward.service.crossed import Crossed

CROSSED: Final = "Example:  homeward match crossed wish.csv --kind wish seats/ua"


def within(
    file: Annotated[Path, typer.Argument(metavar="LIST", help="A list: CSV, XLSX or PFIF.")],
    encoding: Encoding = "utf-8",
    as_json: AsJson = False,
) -> None:
    """Show rows of one list that are more likely than not one person, with the evidence; `match LIST --within`."""
    from homeward.matching import is_other_of_family, similar_rows

    reading = read_list_file(file, None, encoding)
    _tell_left_out(reading)
    progress = BarProgress()
    found = similar_rows(reading.entries, progress=progress)
    progress.close()
    if as_json:
        answer_json([{**pair_json(one), "other_of_family": is_other_of_family(one)} for one in found])
        return
    for one in found:
        _show(one, f"{one.left} and {one.right}")
    answer(f"{len(found)} pair(s) of rows may be one person")


def crossed(
    file: Annotated[Path, typer.Argument(metavar="LIST", help="A list: CSV, XLSX or PFIF.")],
    kind: Annotated[ListKind, typer.Option(help="What the list is.")],
    folder: SeatFolder = HERE,
    of: Annotated[str | None, typer.Option("--of", metavar="PARTY", help="Whose list; default: the seat's.")] = None,
    encoding: Encoding = "utf-8",
    sheet: Sheet = None,
    mapping: MappingFile = None,
    as_json: AsJson = False,
) -> None:
    """Hold a list against the people who crossed under this record: who may be on it, on which day, under which act."""
    from homeward.service.crossed import crossed as held_against

    reading = read_list_file(file, kind, encoding, sheet=sheet, mapping=mapping)
    _tell_left_out(reading)
    seat = open_seat(folder)
    found = held_against(seat, reading.entries, kind, OrgId(of) if of else seat.org)
    if as_json:
        answer_json([_crossed_json(one) for one in found])
        return
    for one in found:
        _show(one.match, f"{one.row} crossed {one.direction} on {one.on.isoformat()} under act {one.act[:12]}")
    answer(f"{len(found)} of {len(reading.entries)} rows may be people who crossed")


def pair_json(match: Match) -> dict[str, Json]:
    """Return a pair for programs. JSON has no fractions here: weights are thousandths, probabilities millionths."""
    from homeward.matching import doubt

    found = doubt(match)
    evidence: list[Json] = [
        {"field": one.field, "level": one.level, "weight_thousandths": round(one.weight * 1000)}
        for one in match.evidence
    ]
    return {
        "left": match.left,
        "right": match.right,
        "probability_millionths": round(match.probability * 1_000_000),
        "waits": None if found is None else found.value,
        "evidence": evidence,
    }


def _crossed_json(one: Crossed) -> Json:
    return {
        **pair_json(one.match),
        "row": one.row,
        "direction": str(one.direction),
        "act": one.act,
        "on": one.on.isoformat(),
    }


def _show(match: Match, head: str) -> None:
    from homeward.matching import explain

    answer(head)
    for line in explain(match):
        answer(f"    {line}")


def _tell_left_out(reading: ListReading) -> None:
    stops = stopping(reading.findings)
    show_findings(stops, talk=True)
    if stops:
        say(f"{len(stops)} error(s) kept rows out; see above")
