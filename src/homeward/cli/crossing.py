"""Commands at the crossing."""

from __future__ import annotations

from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import DEMO_NOTICE, answer, show_done
from homeward.cli.words import HERE, Officers, SeatFolder, Way, direction, officers
from homeward.model.findings import Refusal
from homeward.model.ids import TrancheId

app = typer.Typer(help="Acts of handover and arrivals. Paper first: the signed sheet is the act.", no_args_is_help=True)


@app.command(epilog="Example:  homeward handover act t1 'ru>ua' --as agent-1 --as agent-2 seats/ru")
def act(
    tranche: Annotated[str, typer.Argument(metavar="TRANCHE", help="The tranche's id.")],
    way: Way,
    folder: SeatFolder = HERE,
    who: Officers = [],  # noqa: B006
) -> None:
    """Draft an act at the giving side's seat, sign it for that side, and print its sheet."""
    from homeward.service.crossing import act_sheet, propose_act

    seat = open_seat(folder)
    drafted, done = propose_act(seat, TrancheId(tranche), direction(way), officers(who))
    answer(act_sheet(seat, done.digest, drafted, [DEMO_NOTICE] if seat.profile.is_demo else []))
    show_done(done)


@app.command(epilog="Example:  homeward handover arrive --as agent-1 --as agent-2 seats/ua")
def arrive(
    folder: SeatFolder = HERE,
    act: Annotated[str | None, typer.Option(help="The act's digest, its first 8 digits or more.")] = None,
    missing: Annotated[list[str], typer.Option(help="Who on the act did not arrive, by commitment.")] = [],  # noqa: B006
    who: Officers = [],  # noqa: B006
) -> None:
    """Confirm at the receiving side's seat that the people of its signed acts arrived, but for those missing."""
    from homeward.service.crossing import confirm_arrival, people_missing, unconfirmed

    seat = open_seat(folder)
    waiting = [one for one in unconfirmed(seat) if act is None or one.digest.startswith(act)]
    if not waiting:
        raise Refusal("ACT-6", "no such act waits for an arrival here", hint="see `homeward status`")
    if missing and len(waiting) > 1:
        raise Refusal("ACT-7", "several acts wait for an arrival", hint="say which with --act")
    for one in waiting:
        show_done(confirm_arrival(seat, one.digest, people_missing(one, missing), officers(who)))
