"""The register of residuals, and the closing of an exchange."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import answer, answer_json, show, show_done, table
from homeward.cli.words import HERE, AsJson, Day, SeatFolder, civil, day
from homeward.model.findings import Json


def residuals(
    folder: SeatFolder = HERE,
    on: Annotated[
        datetime | None, typer.Option("--on", parser=day, metavar="YYYY-MM-DD", help="The day; today without it.")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Only broad counts of ten people or more.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Settled entries too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the state in which each entry stands: the neutral reads all, a party its own, the public broad counts."""
    from homeward.service.residuals import public_register, register

    seat = open_seat(folder)
    when = civil(on) if on is not None else seat.clock.now().date()
    if public:
        counts: list[Json] = [
            {"direction": str(direction), "state": end.value, "people": people}
            for direction, found in public_register(seat, when).items()
            for end, people in found.items()
        ]
        if as_json:
            answer_json(counts)
            return
        for told in counts:
            if isinstance(told, dict):
                answer(f"{told['direction']} {told['state']}: {told['people']}")
        answer("states of fewer than ten people are not told, and no total is")
        return
    lines = register(seat, when)
    shown = [one for one in lines if every or one.state.is_open]
    if as_json:
        rows: list[Json] = [
            {
                "direction": str(one.direction),
                "owner": one.owner,
                "list": one.kind.value,
                "row_id": one.row,
                "state": one.state.end.value,
                "on": one.state.on.isoformat() if one.state.on else None,
                "track": one.state.track.value,
                "open": one.state.is_open,
                **({"reason": one.reason} if one.reason is not None else {}),
            }
            for one in shown
        ]
        answer_json(rows)
        return
    made = table("direction", "list", "row_id", "state", "on", "")
    for one in shown:
        what = f"{one.owner} {one.kind.value}"
        since = one.state.on.isoformat() if one.state.on else ""
        made.add_row(str(one.direction), what, one.row, one.state.end.value, since, one.reason or "")
    show(made)
    ends = Counter(one.state.end.value for one in lines)
    answer(", ".join(f"{end} {people}" for end, people in sorted(ends.items())))
    answer(f"{len(lines)} entries, {sum(one.state.is_open for one in lines)} open. For this seat only")


def close(as_of: Day, folder: SeatFolder = HERE) -> None:
    """Draft the closing of the exchange for both sides' heads to sign; what is open stays in the register."""
    from homeward.service.residuals import propose_closing

    show_done(propose_closing(open_seat(folder), civil(as_of)))
