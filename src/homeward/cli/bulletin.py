"""Commands for the bulletin."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.reconcile import all_claims
from homeward.cli.show import answer, answer_raw, say, show_done, write_new
from homeward.cli.words import HERE, Force, Officers, SeatFolder, civil, officers

app = typer.Typer(help="What may be published: drafted from the record, released by both sides.", no_args_is_help=True)

AsOf = Annotated[
    datetime, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day it speaks of.")
]


@app.command(epilog="Example:  homeward bulletin draft --as-of 2025-05-25 seats/ua")
def draft(as_of: AsOf, folder: SeatFolder = HERE) -> None:
    """Draft the bulletin from the record; the other seats get it with the next bundle."""
    from homeward.service.publishing import draft as draft_one

    seat = open_seat(folder)
    made = draft_one(seat, all_claims(folder, seat), civil(as_of))
    withheld = sum(cell.persons is None for cell in made.cells)
    answer(f"drafted as of {made.as_of}: {len(made.cells)} counts, {withheld} withheld, {len(made.verdicts)} verdicts")


@app.command("show", epilog="Example:  homeward bulletin show seats/ua")
def show_draft(folder: SeatFolder = HERE) -> None:
    """Show the draft as it would be published, to be read before anybody signs it."""
    from homeward.bulletin.render_json import bulletin_digest, bulletin_json
    from homeward.service.publishing import kept_draft

    bulletin = kept_draft(open_seat(folder))
    say(f"digest {bulletin_digest(bulletin)}")
    answer_raw(bulletin_json(bulletin))


@app.command(epilog="Example:  homeward bulletin release --as spokesperson-1 seats/ua")
def release(folder: SeatFolder = HERE, force: Force = False, who: Officers = []) -> None:  # noqa: B006
    """Release the draft for this side; once both sides released the same bytes, write the page and bulletin.json."""
    from homeward.service.publishing import published
    from homeward.service.publishing import release as release_one
    from homeward.service.signing import sign
    from homeward.service.waiting import waiting

    seat = open_seat(folder)
    if who:
        proposed = [one for one in waiting(seat) if one.event.kind == "bulletin.released"]
        done = sign(seat, "bulletin", officers(who)) if proposed else (release_one(seat, officers(who)),)
        for one in done:
            show_done(one)
        if done[-1].missing:
            return
    made = published(seat)
    write_new(folder / "out" / "bulletin.json", made.data, force=force)
    write_new(folder / "out" / "bulletin.html", made.page, force=force)
    answer(f"released: {folder / 'out' / 'bulletin.html'} and bulletin.json, digest {made.digest}")
