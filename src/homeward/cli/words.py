"""Arguments and options that many commands share, described once."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from homeward.model.findings import Refusal
from homeward.model.ids import OfficerId, PartyId
from homeward.model.terms import Direction

_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def day(text: str) -> datetime:
    """Read the day that an option gives; what is none is a fault of usage, said in plain words."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found is not None:
            return datetime.combine(date(int(found[1]), int(found[2]), int(found[3])), time.min)
    except ValueError:
        pass
    raise typer.BadParameter(f"{text!r}: no such day; write YYYY-MM-DD")


SeatFolder: TypeAlias = Annotated[Path, typer.Argument(metavar="[SEAT]", help="The seat's folder.", show_default=True)]
Officers: TypeAlias = Annotated[
    list[str], typer.Option("--as", metavar="OFFICER", help="Who acts; say it once for each officer who signs.")
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]
Way: TypeAlias = Annotated[str, typer.Argument(metavar="HOLDER>RECEIVER", help="Who hands over to whom, e.g. ru>ua.")]
Day: TypeAlias = Annotated[datetime, typer.Option("--on", parser=day, metavar="YYYY-MM-DD", help="The day.")]

HERE = Path()


def officers(names: list[str]) -> tuple[OfficerId, ...]:
    """Return the officers named with ``--as``."""
    return tuple(OfficerId(name) for name in names)


def direction(text: str) -> Direction:
    """Read ``holder>receiver``."""
    holder, arrow, receiver = text.partition(">")
    if not arrow or not holder or not receiver:
        raise Refusal("CLI-1", f"{text!r} is no direction", hint="write HOLDER>RECEIVER in quotes, for example 'ru>ua'")
    return Direction(holder=PartyId(holder), receiver=PartyId(receiver))


def civil(day: datetime) -> date:
    """Return the civil date an option gave."""
    return day.date()
