"""Commands for what counts as what: wrong acts, allocations, gestures, categories, counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.build import open_seat
from homeward.cli.show import answer, answer_json, show, show_done, table
from homeward.cli.words import HERE, AsJson, Day, Officers, SeatFolder, Way, civil, direction, officers
from homeward.lists.plain import Line, T, table_of
from homeward.model.findings import FindingsRefusal, Json, Refusal, stopping
from homeward.model.ids import AgreementId, CategoryId, ClauseId, RowId

app = typer.Typer(help="What counts as what.", no_args_is_help=True)

ActName = Annotated[str, typer.Argument(metavar="ACT", help="The act's digest, its first 8 digits or more.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="CSV, under the header that the help names.")]


@app.command(
    epilog="Example:  homeward handover correct 2b3c4d5e6f70 --reason not_crossed --without H-0012"
    " --as agent-1 --as agent-2 seats/ru"
)
def correct(
    act: ActName,
    reason: Annotated[str, typer.Option(help="category, crossed_too, named_twice or not_crossed.")],
    folder: SeatFolder = HERE,
    without: Annotated[list[str], typer.Option("--without", help="Who did not cross, by commitment or own row.")] = [],  # noqa: B006
    also: Annotated[list[str], typer.Option("--also", help="Who of the reserve crossed too, named alike.")] = [],  # noqa: B006
    category: Annotated[
        list[str], typer.Option("--category", metavar="PERSON=CATEGORY", help="Whose category is another.")
    ] = [],  # noqa: B006
    who: Officers = [],  # noqa: B006
) -> None:
    """Draft a new act in place of a signed one that was wrong; both sides sign it, and the old one is kept."""
    from homeward.service.accounting import Correction, correct_act

    categories = {name: CategoryId(value) for name, value in (_pair(one) for one in category)}
    wrong = Correction(reason=reason, without=without, also=also, categories=categories)
    show_done(correct_act(open_seat(folder), act, wrong, officers(who)))


@app.command(epilog="Example:  homeward handover allocate 2b3c4d5e6f70 allocation.csv --as head-1 --as head-2 seats/ru")
def allocate(act: ActName, file: File, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Draft under which agreement people of an act count (person,agreement); everybody else counts under this one."""
    from homeward.service.accounting import allocate_act

    rows = read_small(file, ("person", "agreement"), lambda line: (line.cells["person"], line.cells["agreement"]))
    agreements = {person: AgreementId(agreement) for person, agreement in rows}
    show_done(allocate_act(open_seat(folder), act, agreements, officers(who)))


@app.command(
    epilog="Example:  homeward handover gesture 'ru>ua' gesture.csv --on 2025-05-25 --as agent-1 --as agent-2 seats/ru"
)
def gesture(way: Way, file: File, on: Day, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Draft the act of people handed over outside every agreement (row_id,category): it keeps no promise."""
    from homeward.service.accounting import propose_gesture

    rows = read_small(file, ("row_id", "category"), lambda line: (line.cells["row_id"], line.cells["category"]))
    people = {RowId(row): CategoryId(category) for row, category in rows}
    show_done(propose_gesture(open_seat(folder), direction(way), civil(on), people, officers(who)))


@app.command(epilog="Example:  homeward handover categories 'ru>ua' categories.csv --as list-1 --as list-2 seats/ua")
def categories(way: Way, file: File, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Say of which category people are for this side (row_id,category,clause,on); where sides differ it is disputed."""
    from homeward.service.accounting import state_categories

    seat = open_seat(folder)
    today = seat.clock.now().date()
    said = read_small(
        file,
        ("row_id", "category", "clause", "on"),
        lambda line: (
            RowId(line.cells["row_id"]),
            CategoryId(line.cells["category"]),
            ClauseId(line.cells["clause"]),
            line.day(today),
        ),
    )
    show_done(state_categories(seat, direction(way), said, officers(who)))


@app.command(epilog="Example:  homeward handover counts --json seats/ua")
def counts(folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Count who crossed, each once: by agreement and category, undisputed and disputed, gestures and remains apart."""
    from homeward.procedure.performance import kept, own_agreement
    from homeward.procedure.remains import bag_counts
    from homeward.service.accounting import accounts
    from homeward.service.reading import read_record

    seat = open_seat(folder)
    state = read_record(seat).state
    rows, bags = accounts(seat), bag_counts(state)
    people: list[Json] = [
        {
            "direction": str(one.direction),
            "tranche": one.tranche,
            "agreement": one.agreement,
            "category": one.category,
            "persons": one.persons,
            "undisputed": one.undisputed,
            "disputed": one.disputed,
        }
        for one in rows
    ]
    ways = state.terms.directions if state.terms else ()
    if as_json:
        remains: list[Json] = [
            {"direction": str(one.direction), "bags": one.handed_over, "handed_back": one.handed_back} for one in bags
        ]
        corrected: list[Json] = [
            {"act": one.digest, "corrected_by": [*one.corrections]} for one in state.acts if one.corrections
        ]
        performance: dict[str, Json] = {str(way): kept(state, way) for way in ways}
        answer_json({"people": people, "performance": performance, "remains": remains, "corrected_acts": corrected})
        return
    made = table("direction", "tranche", "agreement", "category", "people", "of them disputed")
    for one in rows:
        where = (str(one.direction), one.tranche or "", one.agreement, one.category)
        made.add_row(*where, str(one.persons), str(one.disputed))
    show(made)
    for way in ways:
        answer(f"{way}: {kept(state, way)} people count as performance of {own_agreement(state)}")
    for bag in bags:
        answer(f"{bag.direction}: {bag.handed_over} bags of remains, {bag.handed_back} handed back; no people")


def read_small(file: Path, columns: tuple[str, ...], value_of: Callable[[Line], T]) -> tuple[T, ...]:
    """Read a small table, or refuse it with all that is wrong in it."""
    if not file.is_file():
        raise Refusal("ANSWERS-0", f"{file} is not there", hint="name the file")
    values, findings = table_of(file.read_bytes(), columns, str(file), value_of)
    if stopping(findings):
        raise FindingsRefusal("COUNT-5", f"{file} has findings", findings=findings, hint="correct them")
    return values


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not value:
        raise Refusal("CLI-5", f"{text!r} is no pair", hint="write PERSON=CATEGORY")
    return name, value
