"""Commands for the plan of tranches."""

from __future__ import annotations

import typer

from homeward.cli.build import open_seat
from homeward.cli.groups import falling_back
from homeward.cli.show import answer, answer_json, exit_for, finding_json, show, show_done, show_findings, table
from homeward.cli.words import HERE, AsJson, SeatFolder
from homeward.model.findings import Json

app = typer.Typer(help="Plan the tranches, check a plan, show it.", cls=falling_back("propose"))


@app.command(epilog="Example:  homeward plan seats/neutral")
def propose(folder: SeatFolder = HERE) -> None:
    """Plan at the neutral's seat and draft the plan for signature. A machine proposes, people decide."""
    from homeward.service.planning import propose_plan

    plan, done = propose_plan(open_seat(folder))
    made = table("what was made as small as it can be", "value", "proven bound")
    for level in plan.levels:
        made.add_row(level.name, str(level.value), str(level.bound))
    show(made)
    show_done(done)


@app.command(epilog="Example:  homeward plan check seats/ua")
def check(folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Check the plan with code that knows no solver: in full at the neutral, by people and counts at a party."""
    from homeward.service.planning import check_plan

    findings = check_plan(open_seat(folder))
    if as_json:
        answer_json({"findings": [finding_json(one) for one in findings]})
    else:
        show_findings(findings)
        answer(f"{len(findings)} finding(s)")
    exit_for(findings)


@app.command("show", epilog="Example:  homeward plan show --json seats/ua")
def show_plan(folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Show the plan as this seat may read it: each person by commitment, place and reason."""
    from homeward.service.planning import papers

    lines = papers(open_seat(folder))
    if as_json:
        rows: list[Json] = [
            {
                "ref": one.ref,
                "direction": str(one.direction),
                "category": one.category,
                "tranche": one.tranche,
                "reserve_rank": one.reserve_rank,
                "reason": one.reason,
            }
            for one in lines
        ]
        answer_json(rows)
        return
    made = table("person", "direction", "category", "place", "reason")
    for one in lines:
        place = one.tranche or (f"reserve {one.reserve_rank}" if one.reserve_rank else "not placed")
        made.add_row(one.ref[:12], str(one.direction), one.category, place, one.reason)
    show(made)
