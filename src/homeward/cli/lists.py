"""Commands for lists and for the public draw."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.list_files import Encoding, MappingFile, Sheet, mapping_of, read_list_file
from homeward.cli.show import answer, answer_json, exit_for, finding_json, say, show_done, show_findings
from homeward.cli.words import HERE, AsJson, Officers, SeatFolder, Way, direction, officers
from homeward.model.findings import FindingsRefusal, stopping
from homeward.model.ids import Ref
from homeward.model.people import ListKind

app = typer.Typer(help="Lists: check, import, seal, reveal, open, match, answer, make final.", no_args_is_help=True)
draw_app = typer.Typer(
    help="The public draw: sealed before lists are seen, opened after they are final.", no_args_is_help=True
)

Kind = Annotated[ListKind, typer.Option(help="What the list is.")]


@app.command(epilog="Example:  homeward lists check holding.csv --kind holding")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The list: CSV, XLSX or PFIF.")],
    kind: Annotated[ListKind | None, typer.Option(help="What the list should be.")] = None,
    encoding: Encoding = "utf-8",
    sheet: Sheet = None,
    mapping: MappingFile = None,
    as_json: AsJson = False,
) -> None:
    """Check a list: every finding of every row at once, with line, column, value, rule and remedy."""
    reading = read_list_file(file, kind, encoding, sheet=sheet, mapping=mapping)
    if as_json:
        answer_json(
            {
                "rows": reading.rows,
                "entries": len(reading.entries),
                "findings": [finding_json(one) for one in reading.findings],
            }
        )
    else:
        show_findings(reading.findings)
        answer(f"{reading.rows} rows, {len(reading.entries)} entries, {len(reading.findings)} finding(s)")
    exit_for(reading.findings)


@app.command(
    "import", epilog="Example:  homeward lists import holding.csv --kind holding --without-faulty-rows seats/ua"
)
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The list: CSV, XLSX or PFIF.")],
    kind: Kind,
    folder: SeatFolder = HERE,
    encoding: Encoding = "utf-8",
    sheet: Sheet = None,
    mapping: MappingFile = None,
    without_faulty: Annotated[
        bool, typer.Option("--without-faulty-rows", help="Import the rest although rows have errors.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put this list in the place of the one imported before.")
    ] = False,
    remove: Annotated[
        bool, typer.Option("--remove", help="Delete FILE when its entries are safe in the vault.")
    ] = False,
) -> None:
    """Import an own list, whole. Nothing is imported while a row has an error, or over another, unless you say so."""
    from homeward.service.list_files import Origin, keep_origin
    from homeward.service.lists import import_list

    reading = read_list_file(file, kind, encoding, sheet=sheet, mapping=mapping)
    stops = stopping(reading.findings)
    if stops and not (without_faulty and reading.entries):
        raise FindingsRefusal(
            "LISTS-0",
            f"{file} has {len(stops)} error(s)",
            findings=reading.findings,
            hint="correct the rows, or say --without-faulty-rows",
        )
    seat = open_seat(folder)
    imported = import_list(seat, reading, kind, replace_before=replace)
    read = None if mapping is None else mapping_of(mapping)
    origin = Origin(sheet=sheet) if read is None else Origin(mapping=read.digest, sender=read.sender, sheet=sheet)
    if keep_origin(seat, kind, origin):
        say("the list imported before was read through another mapping, or from another sheet")
    answer(f"{imported} entries of {reading.rows} rows imported; {len(stops)} error(s) left out")
    if remove:
        file.unlink()
        answer(f"{file} deleted: the vault has its entries")
    else:
        say(f"{file} still lies there in clear; delete it when you no longer need it (--remove does)")


@app.command(epilog="Example:  homeward lists commit --as list-1 --as list-2 seats/ua")
def commit(
    folder: SeatFolder = HERE,
    who: Officers = [],  # noqa: B006
    in_spite: Annotated[
        bool, typer.Option("--in-spite-of-findings", help="Seal although the check before leaving found errors.")
    ] = False,
) -> None:
    """Check both lists, then seal them: from now on they are corrected only by a new version."""
    from homeward.service.lists import commit_list
    from homeward.service.prechecking import require_checked
    from homeward.service.reading import read_record

    seat = open_seat(folder)
    for kind in (ListKind.HOLDING, ListKind.WISH):
        if (seat.org, kind) not in read_record(seat).state.lists and not in_spite:
            require_checked(seat, kind)
    for kind in (ListKind.HOLDING, ListKind.WISH):
        if (seat.org, kind) in read_record(seat).state.lists:
            continue
        done = commit_list(seat, kind, officers(who))
        show_done(done)
        if done.missing:
            say("have it signed, then run this again for the other list: a seat's own acts follow one another")
            return


@app.command(epilog="Example:  homeward lists reveal --as list-1 --as list-2 seats/ua")
def reveal(folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Reveal both lists to the neutral with the next bundle there, once everybody's are sealed."""
    from homeward.service.lists import reveal_list

    seat = open_seat(folder)
    for kind in (ListKind.HOLDING, ListKind.WISH):
        done = reveal_list(seat, kind, officers(who))
        if done is not None:
            show_done(done)


@app.command("open", epilog="Example:  homeward lists open --as delegate-1 seats/neutral")
def open_(folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Open the revealed lists at the neutral and record that each is the one committed to."""
    from homeward.service.lists import open_lists
    from homeward.service.versions import open_versions

    seat = open_seat(folder)
    for done in (*open_lists(seat, officers(who)), *open_versions(seat, officers(who))):
        show_done(done)


@app.command("match", epilog="Example:  homeward lists match 'ru>ua' --as delegate-1 seats/neutral")
def match_(way: Way, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Match one wish list against one holding list and propose the pairs to the holder."""
    from homeward.service.proposing import propose_matches

    made = propose_matches(open_seat(folder), direction(way), officers(who))
    answer(f"{made.passed_on} pairs proposed, {len(made.matches)} looked at")
    if made.waiting:
        say(f"{made.waiting} more wait for two people here: `homeward match review next`, then match again")


@app.command(
    "answer", epilog="Example:  homeward lists answer 'ru>ua' --accept-from 0.9 --as list-1 --as list-2 seats/ru"
)
def answer_(
    way: Way,
    folder: SeatFolder = HERE,
    accept_from: Annotated[float, typer.Option(min=0.5, max=1.0, help="Answer held from this probability up.")] = 0.9,
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE", help="Answers name by name, CSV.")] = None,
    who: Officers = [],  # noqa: B006
) -> None:
    """Answer the other side's wish list as the holder: name by name from a file, or held from a probability up."""
    from homeward.service.lists import answer as answer_list

    if file is not None:
        from homeward.cli.answers import answer_by_name

        answer_by_name(folder, way, file, who)
        return

    counts = answer_list(open_seat(folder), direction(way), accept_from, officers(who))
    answer(", ".join(f"{code}: {persons}" for code, persons in counts.items()))


@app.command(epilog="Example:  homeward lists final 'ru>ua' seats/neutral")
def final(
    way: Way,
    folder: SeatFolder = HERE,
    again: Annotated[
        bool, typer.Option("--again", help="Draft the next version of a final list that is signed.")
    ] = False,
) -> None:
    """Draft the final list of one direction for signature by both sides."""
    from homeward.service.finals import propose_final_again
    from homeward.service.lists import propose_final

    propose = propose_final_again if again else propose_final
    show_done(propose(open_seat(folder), direction(way)))


@app.command(epilog="Example:  homeward lists remark COMMITMENT --code identity --as list-1 seats/ua")
def remark(
    entry: Annotated[str, typer.Argument(metavar="COMMITMENT", help="The entry's commitment, 64 hex digits.")],
    folder: SeatFolder = HERE,
    code: Annotated[str, typer.Option(help="category, error, health, identity or wish.")] = "identity",
    who: Officers = [],  # noqa: B006
) -> None:
    """Record a coded remark on one entry; words about a person never go into the record."""
    from homeward.service.lists import remark as remark_on

    show_done(remark_on(open_seat(folder), Ref(entry), code, officers(who)))


@draw_app.command("commit", epilog="Example:  homeward draw commit --as head-1 --as head-2 seats/ua")
def draw_commit(folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Seal this party's part of the public draw."""
    from homeward.service.ceremony import commit_draw

    show_done(commit_draw(open_seat(folder), officers(who)))


@draw_app.command("open", epilog="Example:  homeward draw open --as head-1 --as head-2 seats/ua")
def draw_open(folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Open this party's part of the public draw, after the final lists are signed."""
    from homeward.service.ceremony import open_draw

    show_done(open_draw(open_seat(folder), officers(who)))
