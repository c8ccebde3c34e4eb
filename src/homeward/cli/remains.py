"""Commands for remains: a track of its own, counted in bags."""

from __future__ import annotations

from typing import Annotated

import typer

from homeward.cli.accounts import File, read_small
from homeward.cli.build import open_seat
from homeward.cli.show import answer, answer_json, show, show_done, table
from homeward.cli.words import HERE, AsJson, Day, Officers, SeatFolder, Way, civil, direction, officers
from homeward.model.findings import Json
from homeward.model.remains import Method, Whose

app = typer.Typer(
    help="Remains: bags handed over and handed back, what is found out about them. Never counted as people.",
    no_args_is_help=True,
)

Act = Annotated[str, typer.Argument(metavar="ACT", help="The act's digest, its first 8 digits or more.")]


@app.command("hand-over", epilog="Example:  homeward remains hand-over 'ru>ua' bags.csv --on 2025-05-25 seats/ru")
def hand_over(way: Way, file: File, on: Day, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Draft the act by which bags of remains are handed over (bag); both sides sign it."""
    from homeward.service.remains import hand_over_bags

    bags = read_small(file, ("bag",), lambda line: line.cells["bag"])
    show_done(hand_over_bags(open_seat(folder), direction(way), bags, civil(on), officers(who)))


@app.command("hand-back", epilog="Example:  homeward remains hand-back 3c4d5e6f7081 back.csv --on 2025-05-25 seats/ua")
def hand_back(act: Act, file: File, on: Day, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Draft the act by which bags of the other side's own dead go back to it (bag)."""
    from homeward.service.remains import hand_back_bags

    bags = read_small(file, ("bag",), lambda line: line.cells["bag"])
    show_done(hand_back_bags(open_seat(folder), act, bags, civil(on), officers(who)))


@app.command(epilog="Example:  homeward remains identify 3c4d5e6f7081 found.csv --as list-1 --as list-2 seats/ua")
def identify(act: Act, file: File, folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Record what was found out about bags (bag,person,method,whose,on); the record holds a root and no name."""
    from homeward.service.remains import identify_bags

    seat = open_seat(folder)
    today = seat.clock.now().date()
    said = read_small(
        file,
        ("bag", "person", "method", "whose", "on"),
        lambda line: (
            line.cells["bag"],
            line.row("person"),
            line.code("method", Method),
            line.code("whose", Whose),
            line.day(today),
        ),
    )
    show_done(identify_bags(seat, act, said, officers(who)))


@app.command("show", epilog="Example:  homeward remains show --json seats/ua")
def show_(folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Show bags by direction, who of the dead is named with how much certainty, and bags that should go back."""
    from homeward.procedure.remains import bag_counts, identified, wrong_side
    from homeward.service.reading import read_record
    from homeward.service.remains import bag_findings, bag_labels

    seat = open_seat(folder)
    state = read_record(seat).state
    findings = bag_findings(seat)
    ways = {one.direction for one in state.remains}
    labels = {ref: label for way in ways for label, ref in bag_labels(seat, way).items()}
    counts, dead, back = bag_counts(state), identified(findings), wrong_side(findings)
    if as_json:
        rows: list[Json] = [
            {"direction": str(one.direction), "bags": one.handed_over, "handed_back": one.handed_back} for one in counts
        ]
        named: list[Json] = [
            {"person": one.person, "bags": [labels.get(bag, bag) for bag in one.bags], "level": one.level.value}
            for one in dead
        ]
        acts: list[Json] = [{"act": one.digest, "direction": str(one.direction)} for one in state.remains]
        to_go_back: list[Json] = [labels.get(bag, bag) for bag in back]
        answer_json({"bags": rows, "acts": acts, "dead": named, "of_the_other_side": to_go_back})
        return
    for act in state.remains:
        answer(f"act {act.digest[:12]} {act.direction}: {len(act.bags)} bags{' handed back' if act.returns else ''}")
    made = table("person", "bags", "certainty")
    for one in dead:
        made.add_row(one.person, ", ".join(labels.get(bag, bag[:12]) for bag in one.bags), one.level.value)
    show(made)
    answer(f"{sum(one.kept for one in counts)} bags kept; {len(dead)} of the dead named; {len(back)} bags to go back")
