"""Commands at the crossing."""

from __future__ import annotations

from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import DEMO_NOTICE, answer, show_done
from homeward.cli.words import HERE, Officers, SeatFolder, Way, direction, officers
from homeward.model.ids import Ref, TrancheId

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
    missing: Annotated[list[str], typer.Option(help="Commitment of somebody on the act who did not arrive.")] = [],  # noqa: B006
    who: Officers = [],  # noqa: B006
) -> None:
    """Confirm at the receiving side's seat that the people of every signed act arrived."""
    from homeward.service.crossing import confirm_arrival, unconfirmed

    seat = open_seat(folder)
    for one in unconfirmed(seat):
        here = [Ref(ref) for ref in missing if ref in {place.ref for place in one.act.people}]
        show_done(confirm_arrival(seat, one.digest, here, officers(who)))
