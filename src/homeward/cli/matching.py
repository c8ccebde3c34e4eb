"""The matching command: two list files in, pairs with evidence out."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.list_files import read_list_file
from homeward.cli.show import BarProgress, answer, answer_json, say, show_findings, write_new
from homeward.cli.words import AsJson, Force
from homeward.model.findings import stopping


def match(
    left: Annotated[Path, typer.Argument(metavar="LEFT", help="A list: usually a wish list.")],
    right: Annotated[Path, typer.Argument(metavar="RIGHT", help="A list: usually a holding list.")],
    out: Annotated[Path, typer.Option(help="Where to write the pairs, CSV.")],
    encoding: Annotated[str, typer.Option(help="The files' encoding, where it is not UTF-8.")] = "utf-8",
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Propose which entries of two lists are one person, with the evidence per field. It proposes, never decides."""
    from homeward.matching import PAIR_COLUMNS, match_entries, pair_rows

    readings = [read_list_file(file, None, encoding) for file in (left, right)]
    for reading in readings:
        show_findings(stopping(reading.findings), talk=True)
    progress = BarProgress()
    matches = match_entries(readings[0].entries, readings[1].entries, progress=progress)
    progress.close()
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([PAIR_COLUMNS, *pair_rows(matches)])
    write_new(out, buffer.getvalue().encode(), force=force)
    proposed, left_out = sum(one.is_proposed for one in matches), sum(len(stopping(one.findings)) for one in readings)
    if as_json:
        answer_json({"pairs": len(matches), "proposed": proposed, "rows_with_errors": left_out, "out": str(out)})
        return
    answer(f"{len(matches)} pairs, {proposed} proposed one to one, written to {out}")
    if left_out:
        say(f"{left_out} error(s) kept rows out of the matching; see above")
