"""Commands for bundles: the only thing that passes between seats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import answer, show_findings, write_new
from homeward.cli.words import HERE, Force, SeatFolder
from homeward.model.ids import OrgId

app = typer.Typer(
    help="Bundles: signed files that carry the record, acts to sign and sealed parts.", no_args_is_help=True
)


@app.command(epilog="Example:  homeward bundle out --to neutral --file for-neutral.bundle seats/ua")
def out(
    to: Annotated[str, typer.Option(help="The organisation it goes to.")],
    folder: SeatFolder = HERE,
    file: Annotated[Path | None, typer.Option(help="Where to write it; default: out/ of the seat.")] = None,
    force: Force = False,
) -> None:
    """Write a bundle for another seat."""
    from homeward.service.bundles import bundle_out

    seat = open_seat(folder)
    path = file or folder / "out" / f"{seat.org}-for-{to}.bundle"
    data = bundle_out(seat, OrgId(to))
    write_new(path, data, force=force, make_folders=file is None)
    answer(f"{path}: {len(data)} bytes")


@app.command("in", epilog="Example:  homeward bundle in for-neutral.bundle seats/neutral")
def in_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A bundle for this seat.")], folder: SeatFolder = HERE
) -> None:
    """Import a bundle: everything in it is verified before anything is kept."""
    from homeward.service.bundles import bundle_in
    from homeward.service.receiving import receive

    arrival = bundle_in(open_seat(folder), file.read_bytes(), receive)
    show_findings(arrival.findings)
    answer(f"from {arrival.sender}: logs verified {', '.join(arrival.grown) or 'none'}")
    for what, values in (("recorded", arrival.recorded), ("to sign", arrival.to_sign), ("received", arrival.received)):
        if values:
            answer(f"{what}: {', '.join(sorted(set(values)))}")
