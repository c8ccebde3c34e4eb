"""Commands that check a list before it leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.list_files import Encoding, MappingFile, Sheet, read_list_file
from homeward.cli.lists import Kind
from homeward.cli.show import answer, answer_json, exit_for, finding_json, show_findings
from homeward.cli.words import HERE, AsJson, SeatFolder
from homeward.model.findings import FindingsRefusal, Json, stopping
from homeward.model.people import ListKind
from homeward.service.prechecking import Earlier

app = typer.Typer(help="A list checked before it leaves.", no_args_is_help=True)


@app.command(epilog="Example:  homeward lists precheck --kind wish seats/ua")
def precheck(kind: Kind, folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Check an imported list before it leaves: people who crossed or died, rows twice, the clause each falls under."""
    from homeward.service.prechecking import precheck_list

    found = precheck_list(open_seat(folder), kind)
    none = sum(not one.categories for one in found.falls)
    if as_json:
        falls: list[Json] = [
            {"row_id": one.row, "categories": [*one.categories], "clauses": [*one.clauses]} for one in found.falls
        ]
        answer_json(
            {
                "list": kind.value,
                "categories": [[category, persons] for category, persons in found.counts.items()],
                "of_no_category": none,
                "entries": falls,
                "findings": [finding_json(one) for one in found.findings],
            }
        )
    else:
        show_findings(found.findings)
        counts = ", ".join(f"{category} {persons}" for category, persons in found.counts.items())
        answer(f"{len(found.falls)} entries: {counts}; of no category {none}; {len(found.findings)} finding(s)")
    exit_for(found.findings)


@app.command(epilog="Example:  homeward lists earlier came-home.csv --which came-home seats/ua")
def earlier(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A list of people, CSV.")],
    which: Annotated[Earlier, typer.Option(help="What became of them.")],
    folder: SeatFolder = HERE,
    encoding: Encoding = "utf-8",
    sheet: Sheet = None,
    mapping: MappingFile = None,
) -> None:
    """Keep an own list of people who came home, were handed over or died: later lists are checked against it."""
    from homeward.service.prechecking import import_earlier

    kind = ListKind.WISH if which is not Earlier.HANDED_OVER else None
    reading = read_list_file(file, kind, encoding, sheet=sheet, mapping=mapping)
    if stops := stopping(reading.findings):
        raise FindingsRefusal(
            "LISTS-0", f"{file} has {len(stops)} error(s)", findings=reading.findings, hint="correct the rows"
        )
    answer(f"{import_earlier(open_seat(folder), reading, which)} people kept as {which.value}")
