"""Commands for the record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.adapters.store import FolderStore
from homeward.cli.build import open_seat
from homeward.cli.show import DEMO_NOTICE, answer, answer_json, show, show_findings, table, write_new
from homeward.cli.words import HERE, AsJson, SeatFolder
from homeward.model.findings import Refusal

app = typer.Typer(help="The record: verify it, export it.", no_args_is_help=True)


@app.command(epilog="Example:  homeward record verify seats/ua")
def verify(folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Verify every byte of the record: files, checkpoints, cosignatures, signatures, and each event's rule."""
    from homeward.service.reading import read_record, remember, verify_record

    if (folder / "exchange.toml").exists():
        seat = open_seat(folder)
        reading = read_record(seat)
        if reading.logs:
            remember(seat, reading.checkpoints)
    else:
        store = FolderStore(folder=folder)
        if not store.logs():
            raise Refusal("RECORD-5", f"{folder} holds no record", hint="name a seat's folder, or an export")
        reading = verify_record({org: store.read(org) for org in store.logs()})
    state = reading.state
    if as_json:
        answer_json(
            {
                "verified": True,
                "genesis": state.genesis,
                "demo": bool(state.exchange and state.exchange.is_demo),
                "logs": {
                    org.replace("-", "_"): {
                        "size": log.tree.size,
                        "root": log.tree.root().hex(),
                        "cosigned_size": reading.cosigned[org].checkpoint.size if org in reading.cosigned else 0,
                    }
                    for org, log in reading.logs.items()
                },
                "waiting": len(reading.findings),
            }
        )
        return
    if state.exchange is not None and state.exchange.is_demo:
        answer(DEMO_NOTICE)
    made = table("log of", "events", "root", "cosigned by all up to")
    for org, log in sorted(reading.logs.items()):
        cosigned = str(reading.cosigned[org].checkpoint.size) if org in reading.cosigned else "0"
        made.add_row(org, str(log.tree.size), log.tree.root().hex()[:16], cosigned)
    show(made)
    show_findings(reading.findings)
    answer(f"verified: {len(reading.record.lines)} events; genesis {state.genesis}")


@app.command(epilog="Example:  homeward record export exported seats/ua")
def export(
    to: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder.")],
    folder: SeatFolder = HERE,
    public: Annotated[
        bool, typer.Option("--public", help="Only what the public may have, where the terms allow it.")
    ] = False,
) -> None:
    """Export the verified record for somebody entitled to check it, with a policy file per log for other tools."""
    from homeward.service.exporting import export_files, export_public

    seat = open_seat(folder)
    if to.exists():
        raise Refusal("OUT-1", f"{to} exists already", hint="name a new folder")
    files = export_public(seat) if public else export_files(seat)
    for path, data in sorted(files.items()):
        write_new(to / path, data, make_folders=True)
    answer(
        f"{len(files)} files in {to}; check them with `homeward record verify {to}`"
        if not public
        else f"{len(files)} files in {to}"
    )
