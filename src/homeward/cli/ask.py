"""A language model asked beside the reader: what it proposes is checked against the text, and noted as unsure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from homeward.adapters.clocks import SystemClock
from homeward.cli.show import say
from homeward.statements.proposals import NumbersIn
from homeward.statements.reader import numbers_in

if TYPE_CHECKING:
    from homeward.adapters.documents import Opened
    from homeward.statements.reader import Reading

NUMBERS_IN: NumbersIn = numbers_in
"""What reads the numbers of a proposal's quote."""


def asked(
    pairs: list[tuple[Opened, Reading]], *, url: str, model: str, allow_outside: bool, log: Path
) -> list[tuple[Opened, Reading]]:
    """Return *pairs* with what the model at *url* proposes; say how much of it was kept, and why the rest was not."""
    from homeward.adapters.endpoint import Endpoint, propose
    from homeward.statements.proposals import checked, with_proposals

    endpoint = Endpoint(url=url, model=model, log=log, allow_outside=allow_outside)
    found: list[tuple[Opened, Reading]] = []
    for one, reading in pairs:
        rows = propose(one.document, endpoint, clock=SystemClock())
        kept, dropped = checked(rows, one.document, NUMBERS_IN)
        say(f"{model} proposed {len(rows)} claim(s) of {one.document.id}: {len(kept)} kept, {len(dropped)} dropped")
        for drop in dropped:
            say(f"    dropped number {drop.number}: {drop.why}")
        found.append((one, with_proposals(reading, kept)))
    return found
