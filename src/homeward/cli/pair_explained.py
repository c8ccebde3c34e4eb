"""One pair explained: in words, and as a drawing of the sum that made its score."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from homeward.cli.list_files import read_list_file
from homeward.cli.pairs_inside import pair_json
from homeward.cli.show import BarProgress, answer, answer_json, say, show_findings, write_new
from homeward.cli.words import AsJson, Force
from homeward.model.findings import Refusal, stopping

if TYPE_CHECKING:
    from homeward.lists import ListReading
    from homeward.model.matches import Match
    from homeward.model.people import Entry

EXAMPLE: Final = "Example:  homeward match explain wish.csv holding.csv --pair W-01 H-30 --svg pair.svg"


def explain(
    left: Annotated[Path, typer.Argument(metavar="LEFT", help="A list: usually a wish list.")],
    right: Annotated[Path, typer.Argument(metavar="RIGHT", help="A list: usually a holding list.")],
    pair: Annotated[tuple[str, str], typer.Option(metavar="L R", help="A row of LEFT and a row of RIGHT.")],
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it as SVG that needs no script.")] = None,
    with_names: Annotated[
        bool, typer.Option("--names", help="Put the two names into the drawing: it is personal data then.")
    ] = False,
    encoding: Annotated[str, typer.Option(help="The files' encoding, where it is not UTF-8.")] = "utf-8",
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Show the sum that made a pair's score, field by field; without --names no name is said or drawn."""
    from homeward.bulletin.pair_plot import draw_pair
    from homeward.matching import explain as in_words

    readings = [read_list_file(file, None, encoding) for file in (left, right)]
    match = _found(readings, pair)
    if svg is not None:
        names = _names(readings, pair) if with_names else None
        write_new(svg, draw_pair(match, names=names), force=force)
    if as_json:
        answer_json(pair_json(match))
        return
    answer(f"{match.left} and {match.right}")
    for line in in_words(match):
        answer(f"    {line}")
    if svg is not None:
        answer(f"drawn: {svg}")
        if with_names:
            say(f"{svg} holds names in clear: delete it when you no longer need it")


def _found(readings: list[ListReading], pair: tuple[str, str]) -> Match:
    from homeward.matching import match_entries

    for reading in readings:
        show_findings(stopping(reading.findings), talk=True)
    progress = BarProgress()
    matches = match_entries(readings[0].entries, readings[1].entries, progress=progress)
    progress.close()
    for one in matches:
        if (one.left, one.right) == pair:
            return one
    raise Refusal(
        "MATCH-2",
        f"{pair[0]} and {pair[1]} are no pair that is shown",
        hint="a row of LEFT, then one of RIGHT; a pair less likely than 1 in 20 is not kept",
    )


def _names(readings: list[ListReading], pair: tuple[str, str]) -> tuple[str, str]:
    first, second = (
        next(_name(one) for one in reading.entries if one.row_id == row)
        for reading, row in zip(readings, pair, strict=True)
    )
    return first, second


def _name(entry: Entry) -> str:
    details = entry.details.disclose()
    return " ".join(part for part in (details.surname, details.given_names, details.father_name) if part)
