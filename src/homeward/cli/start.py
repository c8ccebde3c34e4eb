"""Commands for the beginning and for every day: a new seat, where things stand, signing, the doctor."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from homeward.adapters.config import NAME, conflict_name, parse_profile, read_conflict, with_seat
from homeward.cli.build import chosen_lots, folder_keys, open_seat
from homeward.cli.show import DEMO_NOTICE, answer, answer_json, say, show, show_done, table, write_new
from homeward.cli.words import HERE, AsJson, Officers, SeatFolder, officers
from homeward.model.findings import Refusal
from homeward.procedure.clock import steps


def new(
    seat: Annotated[str, typer.Argument(metavar="ORG", help="The organisation whose seat this is.")],
    folder: SeatFolder = HERE,
    exchange: Annotated[Path, typer.Option(help="The exchange's configuration, the same for all.")] = Path(NAME),
) -> None:
    """Make a seat: its folder, its configuration and its keys."""
    profile = parse_profile(exchange.read_bytes(), source=str(exchange), seat=seat)
    conflict, conflict_file = read_conflict(exchange), conflict_name(exchange.read_bytes(), source=str(exchange))
    if (folder / NAME).exists():
        raise Refusal("NEW-1", f"{folder} is a seat already", hint="choose another folder; keys are never replaced")
    folder_keys(folder, profile).create(tuple(one.id for one in profile.officers), chosen_lots(profile))
    for name in ("lists", "statements", "record", "out"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    if conflict is not None and conflict_file is not None and not (folder / conflict_file).exists():
        write_new(folder / conflict_file, conflict, make_folders=True)
    write_new(folder / NAME, with_seat(exchange.read_bytes(), seat))
    answer(f"seat of {seat} in {folder}, {len(profile.officers)} officers")
    say("next: exchange bundles with the other seats, then `homeward sign genesis`")


def status(folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Show where the exchange stands, whose turn it is, and until when."""
    from homeward.cli.clock import short
    from homeward.cli.clock_json import turn_json
    from homeward.service.meeting import read_clock
    from homeward.service.waiting import waiting

    seat = open_seat(folder)
    state, read = read_clock(seat)
    to_sign = waiting(seat)
    if as_json:
        answer_json(
            {
                "exchange": seat.profile.id,
                "seat": seat.org,
                "demo": seat.profile.is_demo,
                "steps": [{"name": one.name, "done": one.done, "total": one.total} for one in steps(state)],
                "turns": [turn_json(one, read.now) for one in read.turns],
                "not_agreed": [one.says for one in read.not_agreed],
                "pending": [{"kind": one.event.kind, "digest": one.digest} for one in to_sign],
            }
        )
        return
    if seat.profile.is_demo:
        answer(DEMO_NOTICE)
    answer(f"{seat.profile.title}: seat of {seat.org}")
    made = table("step", "done")
    for step in steps(state):
        made.add_row(step.name, f"{step.done} of {step.total}")
    show(made)
    short(read, seat.profile)
    for one in to_sign:
        needs = ", ".join(f"{need.persons} of {need.org}" for need in one.missing)
        answer(f"to sign: {one.event.kind} {one.digest[:12]}, lacks {needs}")


def sign(
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help="genesis, terms, final, date, plan, act, bulletin, all, or a digest.")
    ],
    folder: SeatFolder = HERE,
    who: Officers = [],  # noqa: B006 - typer reads the default, nobody changes it
) -> None:
    """Sign what waits for a signature at this seat, after this seat's own check of it."""
    from homeward.service.ceremony import propose_genesis
    from homeward.service.reading import read_record
    from homeward.service.signing import sign as sign_waiting
    from homeward.service.waiting import waiting

    if not who:
        raise Refusal("SIGN-7", "nobody signs", hint="say who with --as OFFICER")
    seat = open_seat(folder)
    if what == "genesis" and not waiting(seat) and read_record(seat).state.exchange is None:
        show_done(propose_genesis(seat, officers(who)))
        return
    for done in sign_waiting(seat, what, officers(who)):
        show_done(done)


def withdraw(
    digest: Annotated[str, typer.Argument(metavar="DIGEST", help="The first digits of a pending act's digest.")],
    folder: SeatFolder = HERE,
) -> None:
    """Take back an act that waits for signatures here. A signature already given cannot be called back."""
    from homeward.service.acting import withdraw as take_back

    answer(f"{take_back(open_seat(folder), digest)} taken back here; tell the others, who may still hold it")


def doctor(folder: SeatFolder = HERE) -> None:
    """Check that this machine and this seat are in order, and clear what an interrupted write left behind."""
    import cryptography
    import highspy
    import polars as pl

    from homeward.service.acting import sweep
    from homeward.service.erasure import finish_erasure
    from homeward.service.reading import read_record

    seat = open_seat(folder)
    answer(f"python {sys.version.split()[0]}, cryptography {cryptography.__version__}, polars {pl.__version__}")
    answer(f"solver HiGHS {highspy.Highs().version()}; free disk {shutil.disk_usage(folder).free // 2**20} MiB")
    removed = sweep(seat)
    if persons := finish_erasure(seat):
        answer(f"an interrupted erasure was finished: {persons} people")
    answer(f"left behind by an interrupted write and removed: {len(removed)}")
    reading = read_record(seat)
    for org, log in sorted(reading.logs.items()):
        answer(f"log of {org}: {log.tree.size} events, root {log.tree.root().hex()[:16]}, verified")
    answer(f"vault: {len(seat.vault.people())} people")
    answer("all in order")
