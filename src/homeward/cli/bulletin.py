"""Commands for statements beside the record, and for the bulletin."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import DEMO_NOTICE, answer, answer_json, answer_raw, say, show_done, write_new
from homeward.cli.words import HERE, AsJson, Force, Officers, SeatFolder, civil, officers
from homeward.model.claims import Claim
from homeward.model.exchange import Profile
from homeward.model.findings import Finding, FindingsRefusal, stopping
from homeward.service.seat import Seat
from homeward.statements import Known, read_statements

app = typer.Typer(help="What may be published: drafted from the record, released by both sides.", no_args_is_help=True)

AsOf = Annotated[
    datetime, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day it speaks of.")
]


def reconcile(as_of: AsOf, folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Set the statements in statements/ beside the record, with the arithmetic. It never decides a dispute."""
    from homeward.reconcile import verdict_record
    from homeward.service.publishing import reconcile_statements

    seat = open_seat(folder)
    verdicts = reconcile_statements(seat, all_claims(folder, seat), civil(as_of))
    if as_json:
        answer_json([verdict_record(one) for one in verdicts])
        return
    if seat.profile.is_demo:
        answer(DEMO_NOTICE)
    for one in verdicts:
        answer(f"{one.rule} {one.result.value.replace('_', ' ')}: {one.says}")
        for label, text in (("arithmetic", one.arithmetic), ("record", one.record), ("would settle it", one.settles)):
            if text:
                answer(f"    {label}: {text}")


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


def all_claims(folder: Path, seat: Seat) -> tuple[Claim, ...]:
    """Return what a person wrote down under statements/, then what was read from kept texts and may go on."""
    from homeward.service.statements import statement_claims

    written = read_claims(folder, seat.profile)
    read, findings = statement_claims(seat)
    if stopping(findings):
        raise FindingsRefusal(
            "STATEMENTS-0",
            "claims read from kept texts have errors",
            findings=findings,
            hint="correct or reject them with `homeward statements review`",
        )
    return (*written, *read)


def read_claims(folder: Path, profile: Profile) -> tuple[Claim, ...]:
    """Read every claim that a person wrote down under statements/ of a seat; refuse while a file has errors."""
    from homeward.service.statements import SOURCE

    claims: list[Claim] = []
    findings: list[Finding] = []
    for path in sorted((folder / "statements").glob("*.toml")):
        if path.name.endswith(SOURCE):  # where a kept text comes from, not what was said
            continue
        known = Known(parties=frozenset(one.id for one in profile.parties), claims=frozenset(one.id for one in claims))
        found, odd = read_statements(path.read_bytes(), source=str(path), known=known)
        claims += found
        findings += odd
    if stopping(findings):
        raise FindingsRefusal("STATEMENTS-0", "statements have errors", findings=findings, hint="correct the files")
    return tuple(claims)
