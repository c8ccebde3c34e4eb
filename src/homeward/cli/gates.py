"""Commands for the gates each person passes before travelling. They run at the neutral's seat."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import answer, answer_json, show, table
from homeward.cli.words import HERE, AsJson, Day, Officers, SeatFolder, civil, officers

app = typer.Typer(
    help="Wish and fitness, heard by the neutral: import, record who does not travel (never why).", no_args_is_help=True
)


@app.command("import", epilog="Example:  homeward gates import gates.csv seats/neutral")
def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="party,row_id,gate,outcome,on as CSV; outcome: passed, not_passed, asked."),
    ],
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


@app.command("show", epilog="Example:  homeward gates show --on 2025-05-23 seats/neutral")
def show_(on: Day, folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Show, at the neutral's seat only, who has to be heard or asked again before travelling on a day, and for what."""
    from homeward.model.findings import Json, Refusal
    from homeward.procedure.gates import Standing
    from homeward.service.reading import read_record
    from homeward.service.standing import gates_of

    seat = open_seat(folder)
    terms = read_record(seat).state.terms
    if terms is None:
        raise Refusal("GATE-3", "no signed terms say which gates there are", hint="sign the terms first")
    stands = gates_of(seat, terms, civil(on))
    rows: list[Json] = [
        {"party": one.candidate.holder, "row_id": one.holding_row, "gate": gate.value, "standing": at.value}
        for one, gates in stands
        for gate, at in gates.items()
        if at is not Standing.PASSED
    ]
    if as_json:
        answer_json({"on": civil(on).isoformat(), "people": len(stands), "not_passed": rows})
        return
    made = table("party", "row_id", "gate", "standing")
    for row in rows:
        if isinstance(row, dict):
            made.add_row(*(str(row[name]) for name in ("party", "row_id", "gate", "standing")))
    show(made)
    answer(f"{len(stands)} people on final lists; {len(rows)} gates not passed on {civil(on)}. For this seat only")
