"""Commands for the meeting at a crossing: its date, readiness, presence."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import answer, say, show_done
from homeward.cli.words import HERE, Day, Officers, SeatFolder, civil, officers
from homeward.model.findings import Refusal
from homeward.model.ids import OrgId, TrancheId

app = typer.Typer(
    help="The meeting at the crossing: its date, signed by both; who is ready; who was there (never where).",
    no_args_is_help=True,
)

TrancheName: TypeAlias = Annotated[str, typer.Argument(metavar="TRANCHE", help="The tranche's id.")]


@app.command(epilog="Example:  homeward meeting propose t1 --on 2025-05-23 --as head-1 seats/ru")
def propose(
    tranche: TrancheName,
    folder: SeatFolder = HERE,
    on: Annotated[datetime | None, Day.__metadata__[0]] = None,
    hour: Annotated[str, typer.Option(help="Sealed, never in the record: the hour, in your words.")] = "",
    place: Annotated[str, typer.Option(help="Sealed, never in the record: the place.")] = "",
    end: Annotated[bool, typer.Option("--end", help="Take this seat's own proposal back.")] = False,
    who: Officers = [],  # noqa: B006
) -> None:
    """Propose a date for a tranche. It binds nobody until the other side has agreed and both have signed."""
    from homeward.service.meeting import Opened, end_proposal, propose_date

    seat, name = open_seat(folder), TrancheId(tranche)
    if end == (on is not None):
        raise Refusal("MEET-6", "a proposal has a day, or ends the last one", hint="say --on YYYY-MM-DD, or --end")
    if on is None:
        show_done(end_proposal(seat, name, officers(who)))
        return
    opened = Opened(hour=hour, place=place) if hour or place else None
    show_done(propose_date(seat, name, civil(on), opened, officers(who)))


@app.command(epilog="Example:  homeward meeting agree t1 --as head-1 --as head-2 seats/ua")
def agree(
    tranche: TrancheName,
    folder: SeatFolder = HERE,
    by: Annotated[
        str | None, typer.Option("--by", metavar="ORG", help="Whose proposal, where there are several.")
    ] = None,
    who: Officers = [],  # noqa: B006
) -> None:
    """Agree to the proposed date and sign it for this side; it holds when all have signed, and moves an earlier one."""
    from homeward.service.meeting import agree_date

    show_done(agree_date(open_seat(folder), TrancheId(tranche), OrgId(by) if by else None, officers(who)))


@app.command(epilog="Example:  homeward meeting drop t1 --as head-1 --as head-2 seats/ua")
def drop(tranche: TrancheName, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Draft that no date holds any more for a tranche; it takes both sides, as agreeing does."""
    from homeward.service.meeting import drop_date

    show_done(drop_date(open_seat(folder), TrancheId(tranche), officers(who)))


@app.command(epilog="Example:  homeward meeting open t1 seats/ua")
def open(tranche: TrancheName, folder: SeatFolder = HERE) -> None:  # noqa: A001 - the word a person would use
    """Show hour and place of the agreed date, as this seat was shown them. Nobody else's record holds them."""
    from homeward.service.meeting import opened_date

    on, opened = opened_date(open_seat(folder), TrancheId(tranche))
    answer(f"{tranche}: {on or 'no date agreed'}")
    if opened is not None:
        answer(f"hour: {opened.hour or 'not stated'}")
        answer(f"place: {opened.place or 'not stated'}")


@app.command(epilog="Example:  homeward meeting ready t1 --as agent-1 --as agent-2 seats/ua")
def ready(
    tranche: TrancheName,
    folder: SeatFolder = HERE,
    not_ready: Annotated[bool, typer.Option("--not", help="Declare that this side is not ready.")] = False,
    who: Officers = [],  # noqa: B006
) -> None:
    """Declare that this side is ready for a tranche on its agreed date."""
    from homeward.service.meeting import declare_ready

    show_done(declare_ready(open_seat(folder), TrancheId(tranche), officers(who), ready=not not_ready))


@app.command(epilog="Example:  homeward meeting code t1 seats/neutral")
def code(tranche: TrancheName, folder: SeatFolder = HERE) -> None:
    """Print the neutral's code for a tranche, to be shown at the meeting and nowhere else."""
    from homeward.service.meeting import meeting_code

    answer(meeting_code(open_seat(folder), TrancheId(tranche)))
    say("write it on the sheet that is shown at the meeting; whoever reads it there was there")


@app.command(epilog="Example:  homeward meeting present t1 --saw 1f9a3c77d2 --as agent-1 --as agent-2 seats/ua")
def present(
    tranche: TrancheName,
    saw: Annotated[str, typer.Option("--saw", help="The code on the neutral's sheet, or what a witness says. Sealed.")],
    folder: SeatFolder = HERE,
    who: Officers = [],  # noqa: B006
) -> None:
    """Record that this side's agents are there: a sealed commitment to what they saw, never a place."""
    from homeward.service.meeting import record_presence

    show_done(record_presence(open_seat(folder), TrancheId(tranche), saw.strip(), officers(who)))


@app.command(epilog="Example:  homeward meeting witness t1 --as delegate-1 seats/neutral")
def witness(tranche: TrancheName, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Confirm, at the neutral's seat, the presence of every side whose sealed word holds the neutral's code."""
    from homeward.service.meeting import witness_presences

    for done in witness_presences(open_seat(folder), TrancheId(tranche), officers(who)):
        show_done(done)
