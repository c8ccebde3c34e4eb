"""Commands for the gates each person passes before travelling. They run at the neutral's seat."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import answer
from homeward.cli.words import HERE, Day, Officers, SeatFolder, civil, officers

app = typer.Typer(
    help="Wish and fitness, heard by the neutral: import, record who does not travel (never why).", no_args_is_help=True
)


@app.command("import", epilog="Example:  homeward gates import gates.csv seats/neutral")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="party,row_id,gate,outcome,on as CSV.")],
    folder: SeatFolder = HERE,
) -> None:
    """Keep in the neutral's vault what the gates showed."""
    from homeward.service.standing import import_hearings

    answer(f"{import_hearings(open_seat(folder), file.read_bytes(), source=str(file))} hearings kept")


@app.command(epilog="Example:  homeward gates close --on 2025-05-23 --as delegate-1 seats/neutral")
def close(on: Day, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Record as not travelling whoever has not passed every gate by that day: the same bytes whatever the gate."""
    from homeward.service.standing import stop_people

    answer(f"{len(stop_people(open_seat(folder), civil(on), officers(who)))} people newly not travelling")
