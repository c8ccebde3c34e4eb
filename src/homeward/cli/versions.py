"""Commands for corrections and versions of lists."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.list_files import Encoding, MappingFile, Sheet, read_list_file
from homeward.cli.lists import Kind
from homeward.cli.show import answer, answer_json, show, show_done, table
from homeward.cli.words import HERE, AsJson, Officers, SeatFolder, officers
from homeward.lists.versions import Difference
from homeward.model.findings import FindingsRefusal, Json, Refusal, stopping
from homeward.model.ids import OrgId, RowId
from homeward.model.people import ListKind
from homeward.service.versions import Version, Why

app = typer.Typer(help="Corrections and versions of lists.", no_args_is_help=True)

Owner = Annotated[str, typer.Argument(metavar="PARTY", help="Whose list.")]
Which = Annotated[ListKind, typer.Argument(metavar="LIST", help="wish or holding.")]


@app.command(
    epilog="Example:  homeward lists correct corrected.csv --kind wish --why spelling --as list-1 --as list-2 seats/ua"
)
def correct(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The whole list as it should be, CSV.")],
    kind: Kind,
    why: Annotated[Why, typer.Option(help="Why; for other reasons send other requests.")],
    folder: SeatFolder = HERE,
    encoding: Encoding = "utf-8",
    sheet: Sheet = None,
    mapping: MappingFile = None,
    who: Officers = [],  # noqa: B006
    in_spite: Annotated[
        bool, typer.Option("--in-spite-of-findings", help="Ask although the check before leaving found errors.")
    ] = False,
) -> None:
    """Ask the neutral to correct a sealed list: each row that differs is a request, and the list stays as it is."""
    from homeward.service.prechecking import require_corrections_checked
    from homeward.service.versions import request_correction

    reading = read_list_file(file, kind, encoding, sheet=sheet, mapping=mapping)
    if stops := stopping(reading.findings):
        raise FindingsRefusal(
            "LISTS-0", f"{file} has {len(stops)} error(s)", findings=reading.findings, hint="correct the rows"
        )
    seat = open_seat(folder)
    if not in_spite:
        require_corrections_checked(seat, kind, reading.entries)
    found = request_correction(seat, reading, kind, why, officers(who))
    answer(f"{len(found)} corrections asked for: {_told(found)}")


@app.command(epilog="Example:  homeward lists corrections ua wish seats/neutral")
def corrections(owner: Owner, kind: Which, folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Show what was last asked to be corrected in one list, and what was decided."""
    from homeward.service.versions import corrections as asked
    from homeward.service.versions import decisions

    seat = open_seat(folder)
    decided = decisions(seat, OrgId(owner), kind)
    rows: list[Json] = [
        {
            "row": row,
            "change": one["change"],
            "columns": one["columns"],
            "why": one["why"],
            "on": one["on"],
            "approved": decided[row]["approved"] if row in decided else None,
            "reason": decided[row]["reason"] if row in decided else None,
        }
        for row, one in asked(seat, OrgId(owner), kind).items()
    ]
    if as_json:
        answer_json(rows)
        return
    made = table("row", "change", "columns", "why", "decided")
    for each in rows:
        if isinstance(each, dict):
            columns = each["columns"] if isinstance(each["columns"], list) else []
            words = {True: "approved", False: f"rejected: {each['reason']}", None: "waits"}[_flag(each["approved"])]
            made.add_row(str(each["row"]), str(each["change"]), ", ".join(map(str, columns)), str(each["why"]), words)
    show(made)


@app.command(epilog="Example:  homeward lists decide ua wish --reject W-03=not_proven --as delegate-1 seats/neutral")
def decide(
    owner: Owner,
    kind: Which,
    folder: SeatFolder = HERE,
    reject: Annotated[
        list[str], typer.Option("--reject", metavar="ROW=REASON", help="Reject this one; the rest are approved.")
    ] = [],  # noqa: B006
    who: Officers = [],  # noqa: B006
) -> None:
    """Approve or reject, as the neutral, what a party asks to correct in its own list."""
    from homeward.service.versions import decide_corrections

    rejected = {}
    for one in reject:
        row, sign, reason = one.partition("=")
        if not sign or not reason:
            raise Refusal("CLI-5", f"{one!r} names no reason", hint="write ROW=REASON, for example W-03=not_proven")
        rejected[RowId(row)] = reason
    approved, turned_down = decide_corrections(open_seat(folder), OrgId(owner), kind, rejected, officers(who))
    answer(f"{approved} approved, {turned_down} rejected")


@app.command(epilog="Example:  homeward lists version --kind wish --as list-1 --as list-2 seats/ua")
def version(kind: Kind, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Seal the corrected list as its next version and reveal it to the neutral; the old version stays."""
    from homeward.service.versions import make_version

    show_done(make_version(open_seat(folder), kind, officers(who)))


@app.command(epilog="Example:  homeward lists history seats/ua")
def history(folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Show every version of every list and final list, and what each changed as far as this seat may see it."""
    from homeward.service.reading import read_record
    from homeward.service.versions import changes_between, versions

    seat = open_seat(folder)
    state = read_record(seat).state
    known = [(one, changes_between(seat, one.owner, one.kind, one.number)) for one in versions(state)]
    finals = [
        (str(direction), number, root, root == state.finals[direction][0])
        for direction in sorted(state.finals, key=str)
        for number, (root, _) in enumerate((*state.old_finals.get(direction, ()), state.finals[direction]), 1)
    ]
    if as_json:
        answer_json(
            {
                "lists": [_version_json(one, changes) for one, changes in known],
                "finals": [
                    {"direction": way, "version": number, "root": root, "in_force": is_in_force}
                    for way, number, root, is_in_force in finals
                ],
            }
        )
        return
    made = table("list", "version", "root", "in force", "changed")
    for one, changes in known:
        what = f"{one.owner} {one.kind.value}"
        made.add_row(what, str(one.number), one.root[:12], _yes(one.is_in_force), _told(changes or ()))
    for way, number, root, is_in_force in finals:
        made.add_row(f"final {way}", str(number), root[:12], _yes(is_in_force), "")
    show(made)


def _version_json(one: Version, changes: tuple[Difference, ...] | None) -> Json:
    rows: list[Json] = [
        {"row": each.row, "change": each.change.value, "columns": [*each.columns]} for each in changes or ()
    ]
    return {
        "owner": one.owner,
        "list": one.kind.value,
        "version": one.number,
        "root": one.root,
        "sealed_at": one.sealed_at.isoformat(),
        "opened_at": one.opened_at.isoformat() if one.opened_at else None,
        "in_force": one.is_in_force,
        "changes": None if changes is None else rows,
    }


def _told(changes: tuple[Difference, ...]) -> str:
    return ", ".join(f"{one.row} {one.change.value}" for one in changes)


def _yes(flag: bool) -> str:
    return "yes" if flag else ""


def _flag(value: Json) -> bool | None:
    return value if isinstance(value, bool) else None
