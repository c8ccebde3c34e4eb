"""Commands for the bulletin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.reconcile import all_claims
from homeward.cli.show import answer, answer_raw, say, show_done, show_refusal, write_new
from homeward.cli.watch import pause, stamps, watch_changes
from homeward.cli.words import HERE, Force, Officers, SeatFolder, civil, day, officers
from homeward.model.claims import Claim
from homeward.model.figures import Bulletin
from homeward.model.findings import Refusal
from homeward.service.seat import Seat

app = typer.Typer(help="What may be published: drafted from the record, released by both sides.", no_args_is_help=True)

DraftOf = Annotated[
    datetime | None,
    typer.Option("--as-of", parser=day, metavar="YYYY-MM-DD", help="The day it speaks of; else today."),
]


@app.command(epilog="Example:  homeward bulletin draft --as-of 2025-05-25 seats/ua")
def draft(
    as_of: DraftOf = None,
    folder: SeatFolder = HERE,
    correction: Annotated[
        bool, typer.Option("--correction", help="Correct the bulletin released last: only then may a count fall.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Draft again whenever record/ or statements/ change; Ctrl-C ends it.")
    ] = False,
) -> None:
    """Draft the bulletin from the record into out/draft/; the other seats get it with the next bundle."""
    if watch:
        say(f"watching {folder}; drafts only: nothing is handed over, nothing is released")
        watch_changes(lambda: stamps(folder), lambda: _try_draft(folder, as_of, correction=correction), wait=pause)
        return
    from homeward.service.publishing import draft as draft_one

    seat = open_seat(folder)
    claims = all_claims(folder, seat, accepted_only=True)
    _show_draft(folder, seat, claims, draft_one(seat, claims, _day(seat, as_of), is_correction=correction))


def _try_draft(folder: Path, as_of: datetime | None, *, correction: bool) -> None:
    """Draft again and keep nothing but the files; what is refused is said, and the files stay as they were."""
    from homeward.service.publishing import make_draft

    try:
        seat = open_seat(folder)
        claims = all_claims(folder, seat, accepted_only=True)
        made = make_draft(seat, claims, _day(seat, as_of), is_correction=correction)
        _show_draft(folder, seat, claims, made)
    except Refusal as refusal:
        show_refusal(refusal)


def _show_draft(folder: Path, seat: Seat, claims: Sequence[Claim], made: Bulletin) -> None:
    from homeward.service.publishing import draft_files, left_to_people
    from homeward.service.statements import unreviewed

    for path, data in draft_files(seat, made).items():
        # Made from the rest, and never a source.
        write_new(folder / "out" / "draft" / path, data, force=True, make_folders=True)
    withheld = sum(cell.persons is None for cell in made.cells)
    answer(f"drafted as of {made.as_of}: {len(made.cells)} counts, {withheld} withheld, {len(made.verdicts)} verdicts")
    if asking := left_to_people(seat, claims, made):
        answer(f"left out: {asking} that a person must review; `homeward reconcile` shows what is not sure")
    if waiting := unreviewed(seat):
        answer(f"left out: {waiting} claim(s) read from texts; `homeward statements review --all` asks a person")
    answer(f"to be read: {folder / 'out' / 'draft' / 'index.html'}")


def _day(seat: Seat, as_of: datetime | None) -> date:
    return seat.clock.now().date() if as_of is None else civil(as_of)


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
    """Release the draft for this side; once both sides released the same bytes, write the pages and feeds."""
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
    write_publication(folder / "out", made.files, force=force)
    answer(f"released: {folder / 'out' / 'bulletin.html'} and bulletin.json, digest {made.digest}")
    answer(f"for a host: the {len(made.files) - 2} files in {folder / 'out' / 'bulletin'}")


def write_publication(out: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write all files of a publication, or none: what stands there with the same bytes is left as it is."""
    changed = {out / path: data for path, data in files.items() if not _holds(out / path, data)}
    standing = [path for path in changed if path.exists()]
    if not force and (standing or not changed):
        path = standing[0] if standing else out / next(iter(files))
        raise Refusal("OUT-1", f"{path} exists already", hint="say --force to replace what was released before")
    for path, data in changed.items():
        write_new(path, data, force=force, make_folders=True)


def _holds(path: Path, data: bytes) -> bool:
    return path.exists() and path.read_bytes() == data
