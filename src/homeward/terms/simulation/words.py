"""A play in words for people: a table for each direction, steps, what stands apart, and the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from homeward.model.happenings import Reason
from homeward.model.terms import Direction
from homeward.terms.counts import Interval
from homeward.terms.simulation.agreed import known
from homeward.terms.simulation.reading import NOT_KNOWN
from homeward.terms.simulation.values import Balance, Entry, Kind, Play, ProvisionRow, Row, StepRow, Turn
from homeward.terms.simulation.verdicts import Stands

COLUMNS = ("commitment", "agreed", "performed", "outstanding", "unexplained", "beyond", "default since")
_ALWAYS = 5
"""Columns that are shown whatever they hold: a zero among them is an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The rows of one direction, as text, under ``columns``; of the last two those that say nothing are left out."""

    direction: Direction
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """Return the table, its columns one under the other however narrow the screen."""
        table = (self.columns, *self.rows)
        widths = [max(len(row[at]) for row in table) for at in range(len(self.columns))]
        return tuple(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table
        )


def sections(play: Play) -> tuple[Section, ...]:
    """Return a section for each direction, in alphabetical order; every commitment is in exactly one row."""
    ways = sorted({row.direction for row in play.rows}, key=str)
    return tuple(_section(way, [row for row in play.rows if row.direction == way]) for way in ways)


def _section(way: Direction, rows: list[Row]) -> Section:
    cells = [_cells(row) for row in rows]
    kept = [at for at in range(len(COLUMNS)) if at < _ALWAYS or any(row[at] not in ("", "0") for row in cells)]
    return Section(
        direction=way,
        columns=tuple(COLUMNS[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in cells),
        notes=tuple(note for row in rows for note in _notes(row)),
    )


def number_words(number: Interval) -> str:
    """Write a number; what is not known is said so, or only its floor where that is known."""
    found = known(number)
    if found is not None:
        return f"{found:,}"
    return f"at least {number.low:,}" if number.low else NOT_KNOWN


def _cells(row: Row) -> tuple[str, ...]:
    unit = "" if row.unit.value == "person" else f" [{row.unit.value}]"
    return (
        f"{row.id}{unit}",
        _agreed(row),
        number_words(row.performed),
        number_words(row.outstanding),
        f"{row.unexplained:,}",
        number_words(row.beyond),
        "" if row.in_default_since is None else row.in_default_since.isoformat(),
    )


def _agreed(row: Row) -> str:
    if row.about is not None:
        return f"about {row.about:,}"
    return number_words(row.agreed) if row.up_to is None else f"up to {row.up_to:,}"


def _notes(row: Row) -> Iterator[str]:
    words = [
        "" if row.due is None or row.due == row.extended_to else f"due {row.due}",
        "" if row.extended_to is None else f"extended to {row.extended_to}",
        "stands still" if row.is_paused else "",
        f"{row.left_out:,} left out by an agreed exception" if row.left_out else "",
        f"stayed: {_reasons(row.reasons)}" if row.reasons else "",
        f"{row.by_offer:,} performed by offer: they declined, and the agreement counts it" if row.by_offer else "",
        f"{row.in_custody:,} in neutral custody, not yet performed" if row.in_custody else "",
        *(f"{number:,} of them count under {other} too" for other, number in row.shared),
        "" if row.weighed is None else f"{number_words(row.weighed)} in the smallest rank",
        *(f"the convoy of {on} turned back" for on in row.aborted),
        *(f"{said.party} says {said.count:,}" for said in row.said),
    ]
    if any(words):
        yield f"{row.id}: {'; '.join(word for word in words if word)}"


def provision_words(play: Play) -> tuple[str, ...]:
    """Say of each bundle, sequence, pace, parity and custody whether it is kept, or since when it is broken."""
    return tuple(_provision(one) for one in play.provisions)


def _provision(one: ProvisionRow) -> str:
    name, of = " ".join([one.kind, one.id, *map(str, one.ways)]), one.of
    number = "" if one.number is None else number_words(one.number)
    if one.stands is not Stands.BROKEN:
        return f"{name}: {one.stands.value}" + (f" ({', '.join(of)})" if of else "")
    words = {
        "bundle": f"not performed with the others: {', '.join(of)}",
        "sequence": f"not in this order: {', '.join(of)}",
        "pace": f"{number} crossed that day",
        "parity": f"{number} apart",
        "custody": f"{number} kept too long by {_and(of)}",
    }
    return f"{name}: broken since {one.broken_since}, {words[one.kind]}"


def step_words(play: Play) -> tuple[str, ...]:
    """Say how it stands with each step: whose it is, until when, since when it is late."""
    return tuple(_step(one) for one in play.steps)


def _step(one: StepRow) -> str:
    until = "no day is agreed" if one.due is None else f"due {one.due}"
    late = "".join(f"; {actor} {days:,} day{'' if days == 1 else 's'} late" for actor, days in one.late_by)
    words = {
        Turn.EACH_PERSON: "for each person, in that person's own time",
        Turn.WAITS: f"waits for what comes before it, {until}",
        Turn.OPEN: f"awaited of {_and(one.awaited)}, {until}",
        Turn.LATE: f"late since {one.late_since}, nothing says that it was taken by {_and(one.awaited)}",
        Turn.TAKEN: f"taken{_taken(one)}",
        Turn.SILENCE: f"not taken by {_and(one.awaited)}; silence counts as acceptance ({until})",
    }
    return f"{one.id} ({one.deed.value.replace('_', ' ')}): {words[one.turn]}{late}"


def _taken(one: StepRow) -> str:
    return "".join(f", {actor} on {on}" for actor, on in one.taken)


def apart_words(play: Play) -> tuple[str, ...]:
    """Say what stands beside the table: gestures, totals, pools, balances, standstill."""
    return tuple(_apart(play))


def _apart(play: Play) -> Iterator[str]:
    if play.is_paused:
        yield "the exchange stands still"
    if play.closed_on is not None:
        yield f"since {play.closed_on} nothing new falls due"
    for gesture in play.gestures:
        unit = "" if gesture.unit.value == "person" else f" {gesture.unit.value}"
        yield f"outside the agreement, {gesture.direction}: {gesture.count:,}{unit}, counted for no promise"
    for total in play.totals:
        yield (
            f"total {total.id}: stated {total.stated:,}, agreed {number_words(total.agreed)}, "
            f"performed {number_words(total.performed)}, outstanding {number_words(total.outstanding)}"
        )
    for pool in play.pools:
        crossed, left = number_words(pool.crossed), number_words(pool.left)
        yield f"pool {pool.id}: {pool.size:,} named, {crossed} of {pool.commitment} crossed, {left} left on it"
    for balance in play.balances:
        yield _balance(balance)


def _balance(one: Balance) -> str:
    sides = ", ".join(f"{way} {number_words(number)}" for way, number in zip(one.directions, one.weighed, strict=True))
    if one.surplus is None:
        return f"balance in the smallest rank: {sides}; the surplus is {NOT_KNOWN}"
    standing = "even" if one.credit is None else f"a surplus of {one.surplus:,} stands to the account of {one.credit}"
    return f"balance in the smallest rank: {sides}; {standing}"


def timeline_words(play: Play) -> tuple[str, ...]:
    """Say what happened and what follows, one line for each entry, in order of time."""
    return tuple(f"{one.on}  {'> ' if one.kind.is_derived else ''}{_entry(one)}" for one in play.timeline)


def _entry(one: Entry) -> str:
    name, number = " & ".join(one.of), _number(one)
    stayed = f" ({_reasons(one.reasons)} stayed)" if one.reasons else ""
    words = {
        Kind.UNIVERSE: f"{name}: all are {number}",
        Kind.OCCURS: f"{name} happens",
        Kind.ENDS: f"{name} ends",
        Kind.STEP: f"step {name} taken by {_and(one.by)}",
        Kind.HANDOVER: f"{name}: {number} handed over{stayed}",
        Kind.INTO_CUSTODY: f"{name}: {number} into the custody of {_and(one.by)}{stayed}",
        Kind.SPLIT: f"{name}: {number} of those counted before",
        Kind.GESTURE: f"{'>'.join(one.by)}: {number} outside the agreement",
        Kind.ABORTED: f"convoy {name} turned back, nobody crossed",
        Kind.EXPLAINED: f"{name}: a reason was given ({_reasons(one.reasons)})",
        Kind.CORRECTED: f"{name}: {number} on {one.since}, corrected",
        Kind.EXTENDED: f"{name}: both sides agree on {one.to}",
        Kind.SUSPENDED: f"{name or 'the exchange'} is suspended",
        Kind.RESUMED: f"{name or 'the exchange'} goes on",
    }
    return words[one.kind] if one.kind in words else _derived(one, name, number)


def _derived(one: Entry, name: str, number: str) -> str:
    first = one.of[0] if one.of else ""
    words = {
        Kind.DUE: f"{name}: {number} due",
        Kind.STEP_DUE: f"step {name} is due",
        Kind.STEP_LATE: f"step {name} is late since {one.since}, nothing says that it was taken by {_and(one.by)}",
        Kind.STEP_EASED: f"step {name} is late no more",
        Kind.UNEXPLAINED: f"{name}: {number} unexplained",
        Kind.IN_DEFAULT: f"{name}: in default since {one.since}, {number} missing",
        Kind.MADE_GOOD: f"{name}: what was missing since {one.since} is made good",
        Kind.UNSURE: f"{name}: whether something is missing is {NOT_KNOWN} any more",
        Kind.EASED: f"{name}: in default no more, its day has moved",
        Kind.DONE: f"{name}: performed in full",
        Kind.UNDONE: f"{name}: not performed in full after all",
        Kind.LONGER: f"{name}: {number} more hours by the agreement" + _moved(one.to),
        Kind.STANDS_STILL: "the exchange stands still",
        Kind.GOES_ON: "the exchange goes on",
        Kind.CLOSED: f"from {one.since} nothing new falls due",
        Kind.PROVISION_KEPT: f"{first}: kept again",
        Kind.PROVISION_BROKEN: f"{first}: broken since {one.since}",
        Kind.PROVISION_UNKNOWN: f"{first}: whether it is kept is {NOT_KNOWN}",
    }
    return words[one.kind]


def _moved(day: date | None) -> str:
    return "" if day is None else f", to {day}"


def _number(one: Entry) -> str:
    if one.is_exact:
        return f"{one.number or 0:,}"
    return f"at least {one.number:,}" if one.number else f"a number that is {NOT_KNOWN}"


def _reasons(reasons: Iterable[tuple[Reason, int]]) -> str:
    return ", ".join(f"{number:,} {reason.value.replace('_', ' ')}" for reason, number in reasons)


def _and(names: Iterable[str]) -> str:
    return " and ".join(names)
