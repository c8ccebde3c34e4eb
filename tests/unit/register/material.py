"""Made-up exchanges for the tests of the register: between north and south, nowhere in particular."""

from __future__ import annotations

from homeward.model.claims import CountOp
from homeward.model.dates import parse_date
from homeward.model.ids import PartyId
from homeward.model.register import Confidence, Flow, Missing, PastExchange, Told
from homeward.model.terms import Direction

NORTH = Direction(holder=PartyId("south"), receiver=PartyId("north"))
SOUTH = Direction(holder=PartyId("north"), receiver=PartyId("south"))

HEADER = "exchange,conflict,date,holder,receiver,persons,missing,told_by,split,outside,sources,confidence"
ROW = "x1,valley,2020-01-02,north,south,10,,,,,gazette,high"


def told(
    persons: int | None, *, by: tuple[str, ...] = (), op: CountOp = CountOp.EXACT, outside: int | None = None
) -> Told:
    """Return one figure; None is a number nobody found."""
    return Told(
        persons=persons,
        op=op,
        missing=Missing.NOT_FOUND if persons is None else None,
        by=by,
        outside=outside,
        sources=("gazette",),
        confidence=Confidence.HIGH,
    )


def past(
    name: str,
    on: str,
    to_north: int | tuple[Told, ...] | None,
    to_south: int | tuple[Told, ...] | None,
    *,
    agreements: tuple[str, ...] = (),
) -> PastExchange:
    """Return one exchange of the valley: people who came to the north, and to the south."""
    read = parse_date(on)
    assert read is not None
    return PastExchange(
        id=name,
        conflict="valley",
        on=read,
        agreements=agreements,
        flows=(
            Flow(direction=NORTH, told=to_north if isinstance(to_north, tuple) else (told(to_north),)),
            Flow(direction=SOUTH, told=to_south if isinstance(to_south, tuple) else (told(to_south),)),
        ),
    )


def one_way(name: str, on: str, direction: Direction | None, persons: int) -> PastExchange:
    """Return an exchange with one flow only."""
    read = parse_date(on)
    assert read is not None
    return PastExchange(id=name, conflict="valley", on=read, flows=(Flow(direction=direction, told=(told(persons),)),))
