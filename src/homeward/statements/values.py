"""Counts, dates, directions and parties of a statement, read from one table each."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from homeward.model.claims import ClaimCount, CountOp, Scope
from homeward.model.dates import UncertainDate, parse_date
from homeward.model.ids import is_id
from homeward.statements.known import SPEAKERS, Known
from homeward.statements.notes import Table

MORE_THAN: Final = "more_than"
"""Written for ``at_least`` one more: an interval of whole people has no open end but infinity."""

_OPS: Final = frozenset({MORE_THAN, *(op.value for op in CountOp)})
_NEEDS_COUNT: Final = frozenset({Scope.ONE_SIDE, Scope.PER_SIDE, Scope.TOTAL, Scope.CUMULATIVE})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIRECTION = re.compile(r"(?P<holder>[^>]+)>(?P<receiver>[^>]+)")
_ENDS: Final = 2


def read_day(table: Table, key: str) -> date | None:
    """Return the one certain day of *key*, written as a TOML date or in quotation marks; else ``STATEMENT-10``."""
    value = table.values.get(key)
    if value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    parsed = parse_date(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    if parsed is None:
        table.add("STATEMENT-10", key, rule="the value is one day of the calendar", remedy="write it as 2025-05-23")
        return None
    return parsed.earliest


def read_event_date(table: Table, key: str) -> UncertainDate | None:
    """Return the date of *key* in EDTF, None when it is missing; else ``STATEMENT-10``."""
    value = table.values.get(key)
    if value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    parsed = parse_date(value) if isinstance(value, str) else None
    if parsed is None:
        rule = "the value is a date in EDTF (level 1), and its days exist"
        table.add("STATEMENT-10", key, rule=rule, remedy="write 2025-05-23, 2025-05 or 2025-05-24/2025-05-25")
    return parsed


def read_direction(table: Table, key: str, known: Known) -> str | None:
    """Return ``holder>receiver`` or ``both``; ``STATEMENT-4`` for another form or a party that is not *known*."""
    written = table.text(key)
    if written in (None, "both"):
        return written
    parts = _DIRECTION.fullmatch(written)
    if parts is not None and parts["holder"] != parts["receiver"] and all(is_id(one) for one in parts.groups()):
        if not known.parties or known.parties.issuperset(parts.groups()):
            return written
        rule, remedy = "a direction names parties of the exchange", f"write one of: {', '.join(sorted(known.parties))}"
    else:
        rule, remedy = "a direction is holder>receiver, or both", "write who frees whom, as in holder>receiver"
    table.add("STATEMENT-4", key, rule=rule, remedy=remedy)
    return None


def read_party(table: Table, key: str, known: Known) -> str | None:
    """Return whose speaker it is; ``STATEMENT-4`` unless a party of the exchange or one of ``SPEAKERS``."""
    written = table.text(key)
    if written is None or written in SPEAKERS:
        return written
    if written in known.parties or (not known.parties and is_id(written)):
        return written
    choices = ", ".join([*sorted(known.parties), *sorted(SPEAKERS)])
    rule = "a speaker belongs to a party of the exchange, or to nobody's side"
    table.add("STATEMENT-4", key, rule=rule, remedy=f"write one of: {choices}, or correct the party's id")
    return None


def read_count(table: Table, scope: Scope | None) -> ClaimCount | None:
    """
    Return the interval of people, None for a status claim.

    ``STATEMENT-5`` for what is no whole number, ``STATEMENT-6`` for a range whose low end is above its high end or a
    number below zero, ``STATEMENT-7`` when *scope* or ``op`` needs a count that is missing.
    """
    op = table.one_of("op", _OPS)
    value = table.values.get("count")
    if value is None:
        _require_no_count(table, scope)
        return None
    ends = _whole_numbers(value)
    if ends is None or (len(ends) == _ENDS) != (op == CountOp.RANGE.value):
        rule = "a count is one whole number; with op = range it is two, low and high"
        table.add("STATEMENT-5", "count", rule=rule, remedy='write count = 390, or op = "range", count = [5, 6]')
        return None
    if min(ends) < 0 or ends[0] > ends[-1]:
        rule = "a count is not below zero, and the low end of a range is not above its high end"
        table.add("STATEMENT-6", "count", rule=rule, remedy="write the lower number first")
        return None
    return None if op is None and "op" in table.values else interval(op or CountOp.EXACT.value, ends)


def read_times(table: Table) -> int:
    """Return how many groups have the number each, 1 when nothing is said; ``STATEMENT-5`` for less than one."""
    value = table.values.get("times")
    if value is None:
        return 1
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    rule = "times is how many groups have that number each"
    table.add("STATEMENT-5", "times", rule=rule, remedy="write a whole number, such as 2 for two buses with 40 each")
    return 1


def interval(op: str, ends: tuple[int, ...]) -> ClaimCount:
    """
    Return the interval for a number said in the sense of *op*: "about" keeps the number as said.

    >>> interval("more_than", (200,)).low
    201
    """
    match op:
        case "more_than":
            return ClaimCount(op=CountOp.AT_LEAST, low=ends[0] + 1, high=None)
        case "at_least":
            return ClaimCount(op=CountOp.AT_LEAST, low=ends[0], high=None)
        case "at_most":
            return ClaimCount(op=CountOp.AT_MOST, low=0, high=ends[-1])
        case _:
            return ClaimCount(op=CountOp(op), low=ends[0], high=ends[-1])


def _require_no_count(table: Table, scope: Scope | None) -> None:
    if scope in _NEEDS_COUNT:
        rule = "a scope that says what a number covers comes with the number"
        table.add("STATEMENT-7", "count", rule=rule, remedy="add count, or leave scope out of a claim about status")
    elif "op" in table.values:
        table.add("STATEMENT-7", "count", rule="op says how a number was said", remedy="add count, or leave op out")


def _whole_numbers(value: object) -> tuple[int, ...] | None:
    numbers = value if isinstance(value, list) else [value]
    if len(numbers) not in (1, _ENDS) or (isinstance(value, list) and len(numbers) != _ENDS):
        return None
    if any(not isinstance(one, int) or isinstance(one, bool) for one in numbers):
        return None
    return tuple(numbers)
