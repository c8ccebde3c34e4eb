"""A small agreement between two made-up parties, for every test of terms to change in one place."""

from homeward.model.findings import Finding
from homeward.model.ids import PartyId
from homeward.model.terms import Terms
from homeward.terms import read_terms

PARTIES = (PartyId("north"), PartyId("south"))

AGREEMENT = """\
format = 1
title = "Bridge: 30 for 30"
agreed_on = 2026-03-01
source = "made up for tests"

[[clause]]
id = "1"
says = "Each side frees 30 people on two days."

[[category]]
id = "pow"
name = "prisoners of war"
clause = "1"
statuses = ["pow"]

[[category]]
id = "civilian"
name = "civilians"
clause = "1"
statuses = ["civilian"]

[[category]]
id = "serious"
name = "seriously wounded and sick"
clause = "1"
healths = ["seriously_wounded", "seriously_sick"]

[[category]]
id = "young"
name = "people under 25"
clause = "1"
age_under = 25
age_as_of = 2026-03-01

[[commitment]]
id = "north-total"
clause = "1"
holder = "north"
receiver = "south"
op = "eq"
count = 30

[[commitment]]
id = "south-total"
clause = "1"
holder = "south"
receiver = "north"
op = "eq"
count = 30

[[commitment]]
id = "north-serious"
clause = "1"
holder = "north"
receiver = "south"
category = "serious"
op = "all"
universe = "on the final lists"

[[tranche]]
id = "day-1"
clause = "1"
on = 2026-03-10
counts = [
    { holder = "north", receiver = "south", category = "pow", op = "eq", count = 10 },
    { holder = "north", receiver = "south", category = "civilian", op = "eq", count = 5 },
    { holder = "south", receiver = "north", op = "eq", count = 15 },
]

[[tranche]]
id = "day-2"
clause = "1"
on = 2026-03-11

[[tranche.commitment]]
holder = "north"
receiver = "south"
op = "eq"
count = 15

[[tranche.commitment]]
holder = "south"
receiver = "north"
op = "eq"
count = 15

[[parity]]
id = "even"
clause = "1"
slack = 2

[priority]
clause = "1"
order = ["serious", "young"]

[[gate]]
kind = "identity"
clause = "1"
valid_days = 30

[[gate]]
kind = "wish"
clause = "1"
valid_days = 10
frees_holder = true

[reserve]
clause = "1"
persons = 5

[publicity]
clause = "1"
counts = "after_arrival"
future_tranches = false
min_cell = 10
record = true

[deadlines]
clause = "1"
lists_days = 2
answer_days = 2
final_days = 2
arrival_days = 1
"""


def read(text: str) -> tuple[Terms | None, tuple[Finding, ...]]:
    """Read *text* as the two parties would."""
    return read_terms(text.encode(), source="terms.toml", parties=PARTIES)


def changed(old: str, new: str) -> str:
    """Return the agreement with one place changed; the place must be there, once."""
    assert AGREEMENT.count(old) == 1, old
    return AGREEMENT.replace(old, new)


def sound() -> Terms:
    """Return the agreement as terms."""
    terms, _ = read(AGREEMENT)
    assert terms is not None
    return terms
