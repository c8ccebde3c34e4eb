"""Small agreements and what happens to them, for every test of the simulator to say in a few lines."""

from datetime import date

from homeward.model.findings import Finding
from homeward.model.happenings import Happening
from homeward.model.ids import PartyId
from homeward.model.terms import Terms
from homeward.terms import read_terms
from homeward.terms.simulation import Play, read_happenings, simulate

PARTIES = (PartyId("north"), PartyId("south"))

HEAD = """\
format = 2
title = "Bridge"
agreed_on = 2026-03-01
source = "made up for tests"

[[party]]
id = "north"

[[party]]
id = "south"

[[clause]]
id = "1"
says = "Made up."
"""

THIRTY = (
    HEAD
    + """
[[clause.commitment]]
id = "total"
holder = "each"
receiver = "each"
op = "eq"
count = 30

[[clause.tranche]]
id = "first"
on = 2026-03-10
counts = [
    { holder = "north", receiver = "south", op = "eq", count = 15 },
    { holder = "south", receiver = "north", op = "eq", count = 15 },
]

[[clause.tranche]]
id = "second"
on = 2026-03-12
counts = [
    { holder = "north", receiver = "south", op = "eq", count = 15 },
    { holder = "south", receiver = "north", op = "eq", count = 15 },
]
"""
)
"""Thirty each way in two windows."""

FIRST, SECOND = "first.north.south.everybody", "second.north.south.everybody"
BACK = "first.south.north.everybody"
TOTAL = "total.north>south"


def terms_of(text: str) -> Terms:
    """Return terms that must be readable; what stands against signing them does not matter here."""
    terms, findings = read_terms(text.encode(), source="terms.toml", parties=PARTIES)
    assert terms is not None, findings
    return terms


def read(terms: str, happenings: str) -> tuple[tuple[Happening, ...] | None, tuple[Finding, ...]]:
    """Read happenings written without their head."""
    text = f'format = 1\nagreement = "bridge"\nsource = "made up for tests"\n{happenings}'
    return read_happenings(text.encode(), source="events.toml", terms=terms_of(terms))


def codes(terms: str, happenings: str) -> list[str]:
    """Return the codes of everything found in happenings."""
    return [one.code for one in read(terms, happenings)[1]]


def play(terms: str, happenings: str, until: str) -> Play:
    """Play happenings that have no error, to the end of a day."""
    found, findings = read(terms, happenings)
    assert found is not None, findings
    return simulate(terms_of(terms), found, until=date.fromisoformat(until))


def happening(on: str, what: str, *rest: str) -> str:
    """Write one happening."""
    return "\n".join(("[[happening]]", f"on = {on}", f'what = "{what}"', *rest, "")) + "\n"


def handover(on: str, *rest: str, **counts: object) -> str:
    """Write a handover of *counts* where ids are plain words; *rest* are whole lines."""
    lines = [f"counts = {{ {', '.join(f'{name} = {number}' for name, number in counts.items())} }}"] if counts else []
    return happening(on, "handover", *lines, *rest)
