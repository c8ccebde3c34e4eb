"""The review of pairs at the seat that holds the lists: what waits, what two people decide, what contradicts itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from homeward.cli.build import open_seat
from homeward.cli.pairs_inside import pair_json
from homeward.cli.show import answer, answer_json, show, show_done, table
from homeward.cli.words import HERE, AsJson, Officers, SeatFolder, officers
from homeward.model.findings import Json, Refusal
from homeward.model.ids import OfficerId, OrgId
from homeward.model.people import ListKind
from homeward.model.reviews import PERSONS, Reason, RowName, Sameness

if TYPE_CHECKING:
    from homeward.procedure.review_queue import Waiting
    from homeward.service.review_shown import Shown

app = typer.Typer(
    help="People decide whether two rows are one person: two of them, each by themselves.", no_args_is_help=True
)

_ROW = "A row: OWNER/LIST/ROW; at a party's own seat LIST/ROW."


@app.command("next", epilog="Example:  homeward match review next --as delegate-1 seats/neutral")
def next_(
    folder: SeatFolder = HERE,
    who: Annotated[str | None, typer.Option("--as", metavar="OFFICER", help="Who is to decide.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="How many pairs to show.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Show the pairs that wait for people, first the one that settles most; never what another person said of them."""
    from homeward.service.review_shown import shown
    from homeward.service.reviewing import next_pairs

    seat = open_seat(folder)
    waiting = next_pairs(seat, None if who is None else OfficerId(who))
    found = shown(seat, waiting[:most])
    if as_json:
        answer_json(
            {"waiting": len(waiting), "pairs": [_waiting_json(*each) for each in zip(waiting, found, strict=False)]}
        )
        return
    for one, beside in zip(waiting, found, strict=False):
        _show(one, beside)
    answer(f"{len(waiting)} pair(s) wait" + ("" if who is None else f" for {who}"))


@app.command(
    epilog="Example:  homeward match review decide ua/wish/W-01 ru/holding/H-30 same --why paper "
    "--as delegate-1 seats/neutral"
)
def decide(
    one: Annotated[str, typer.Argument(metavar="ROW", help=_ROW)],
    other: Annotated[str, typer.Argument(metavar="ROW", help=_ROW)],
    said: Annotated[Sameness, typer.Argument(help="What you say about the two.")],
    why: Annotated[Reason, typer.Option(help="Why.")],
    folder: SeatFolder = HERE,
    note: Annotated[str | None, typer.Option(help="In words of your own; sealed in the vault.")] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Take back what two people decided here first.")] = False,
    who: Officers = [],  # noqa: B006
) -> None:
    """Say, as one officer, whether two rows are one person; a second one must say so too, without seeing this."""
    from homeward.service.reviewing import Said, speak

    if len(who) != 1:
        raise Refusal("PAIR-8", f"{len(who)} people speak at once", hint="each by themselves: name one with --as")
    made = speak(
        open_seat(folder),
        (RowName(one), RowName(other)),
        Said(said=said, reason=why, note=note),
        OfficerId(who[0]),
        anew=anew,
    )
    if made.said is None:
        answer(f"{one} {other}: said by 1 of {PERSONS} people; a second officer speaks too, unseen by the first")
    elif made.is_differing:
        answer(f"{one} {other}: the two differ, it stays {made.said.value}; talk, then both may speak with --anew")
    else:
        answer(f"{one} {other}: {made.said.value}")


@app.command(epilog="Example:  homeward match review status --json seats/neutral")
def status(folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Count where the pairs stand: accepted, decided, waiting, to be confirmed, in conflict, closed."""
    from homeward.service.reviewing import review_status

    found = review_status(open_seat(folder))
    counts = {
        **{one.value: number for one, number in found.standings.items()},
        "waiting": found.waiting,
        "said_by_one": found.half,
        "to_be_confirmed": found.to_confirm,
        "differing": found.differing,
        "closed": found.closed,
        "conflicts": found.conflicts,
    }
    if as_json:
        answer_json({**counts, "sealed": found.is_sealed})
        return
    made = table("pairs", "how many")
    for name, number in counts.items():
        made.add_row(name.replace("_", " "), str(number))
    show(made)
    answer("the record covers what is decided" if found.is_sealed else "not in the record yet: `match review seal`")


@app.command(epilog="Example:  homeward match review conflicts seats/neutral")
def conflicts(folder: SeatFolder = HERE, as_json: AsJson = False) -> None:
    """Show decisions that cannot all be true, each with the chain that makes it. Nothing of them is acted on."""
    from homeward.service.reviewing import found_conflicts

    found = found_conflicts(open_seat(folder))
    if as_json:
        answer_json([{"chain": [*one.chain], "clash": one.clash.name.lower()} for one in found])
        return
    for one in found:
        answer(f"{' = '.join(one.chain)}: {one.clash.value}")
    answer(f"{len(found)} conflict(s); decide one of each chain anew")


@app.command(epilog="Example:  homeward match review inside ua wish seats/neutral")
def inside(
    owner: Annotated[str, typer.Argument(metavar="OWNER", help="Whose list.")],
    kind: Annotated[ListKind, typer.Argument(metavar="LIST", help="wish, holding or offer.")],
    folder: SeatFolder = HERE,
) -> None:
    """Look for rows of one list that may be one person, and put them among the pairs that wait."""
    from homeward.service.reviewing import find_inside

    answer(f"{find_inside(open_seat(folder), OrgId(owner), kind)} pair(s) of rows may be one person")


@app.command(epilog="Example:  homeward match review seal --as delegate-1 --as delegate-2 seats/neutral")
def seal(folder: SeatFolder = HERE, who: Officers = []) -> None:  # noqa: B006
    """Put the root over everything decided into the record: neither who, nor how many, nor what."""
    from homeward.service.reviewing import seal_reviews

    show_done(seal_reviews(open_seat(folder), officers(who)))


def _show(one: Waiting, beside: Shown) -> None:
    from homeward.matching import explain

    left, right = RowName(one.match.left), RowName(one.match.right)
    answer(f"{left}  {right}  (settles {one.settles:.3f})")
    answer(f"    why it waits: {one.why}")
    made = table("", left, right)
    for column, first, second in beside.cells:
        made.add_row(column, escape(first), escape(second))
    show(made)
    for line in explain(one.match) if one.match.evidence else ():
        answer(f"    {line}")
    for reason in beside.reasons:
        answer(f"    {reason}")


def _waiting_json(one: Waiting, beside: Shown) -> Json:
    cells: list[Json] = [[column, first, second] for column, first, second in beside.cells]
    return {
        **pair_json(one.match),
        "settles_millionths": round(one.settles * 1_000_000),
        "why": one.why,
        "cells": cells,
        "reasons": [*beside.reasons],
    }
