"""The shared clock on a terminal: whose step it is, what is agreed and what is not, who is ready, who was there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import typer

from homeward.adapters.config import NAME as SEAT_FILE
from homeward.adapters.zones import has_zones, local
from homeward.cli.build import open_seat
from homeward.cli.clock_json import clock_json
from homeward.cli.reconcile import all_claims, read_files
from homeward.cli.show import DEMO_NOTICE, answer, answer_json, say, show, table, write_new
from homeward.cli.words import HERE, AsJson, Force, SeatFolder
from homeward.model.exchange import PartyProfile, Profile
from homeward.model.findings import Refusal
from homeward.model.ids import PartyId
from homeward.procedure.beside import Beside, beside_record
from homeward.procedure.clock import Clock, Turn, left
from homeward.procedure.presence import There
from homeward.procedure.state import State
from homeward.reconcile import accounts

_OFFSET: Final = 5
"""Letters of an offset in hours and minutes, as in ``+0200``; before 1900 zones have seconds too."""

_FORM = "%Y-%m-%dT%H:%MZ"


def instant(text: str) -> datetime:
    """Read an instant in UTC: ``2026-03-10T18:00Z``, or a day for its first minute."""
    for form in (_FORM, "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise typer.BadParameter(f"{text!r}: no such time; write YYYY-MM-DDTHH:MMZ, in UTC")


def clock(
    folder: SeatFolder = HERE,
    at: Annotated[
        datetime | None,
        typer.Option("--at", parser=instant, metavar="TIME", help="The instant it speaks of, UTC; default: now."),
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FILE", help="Write the open deadlines as a calendar: no handover, no place."),
    ] = None,
    files: Annotated[
        list[Path],
        typer.Option(
            "--claims", metavar="FILE", help="A further file of statements, set beside the record; repeat it."
        ),
    ] = [],  # noqa: B006
    party: Annotated[list[str], typer.Option("--party", help="Who takes part, where there is no seat.")] = [],  # noqa: B006
    as_json: AsJson = False,
    force: Force = False,
) -> None:
    """
    Show whose step it is, since when and until when, what was agreed and what was not, who is ready, who was there.

    Lateness is shown and costs nobody anything. With --claims and no seat it sets statements beside each other: what
    stands in no shared record is said to.
    """
    # Whoever names the parties and no folder asks about statements alone, also where a configuration lies.
    is_alone = not (folder / SEAT_FILE).exists() or (folder == HERE and bool(party))
    if files and is_alone:
        _statements_alone(files, party, as_json=as_json)
        return
    if party:
        raise typer.BadParameter("a seat knows its parties; say it with --claims and no seat", param_hint="--party")
    from homeward.service.meeting import read_clock

    seat = open_seat(folder)
    state, read = read_clock(seat, at)
    names = [one.id for one in seat.profile.parties]
    claims = (*all_claims(folder, seat), *read_files(files, parties=names))
    told = beside_record(state, accounts((one for one in claims if one.statement.said_on <= read.now.date()), names))
    if ics is not None:
        _write_calendar(state, read, ics, force=force)
    if as_json:
        answer_json(clock_json(read, told, exchange=seat.profile.id, is_demo=seat.profile.is_demo))
        return
    if seat.profile.is_demo:
        answer(DEMO_NOTICE)
    answer(f"{seat.profile.title}: {read.now:%Y-%m-%d %H:%M} UTC{_in_local(read.now, seat.profile.parties)}")
    show_clock(read, seat.profile)
    _show_accounts(told)
    _note_zones(seat.profile)


def show_clock(read: Clock, profile: Profile) -> None:
    """Print the turns as a table, then what is agreed, what is not, and who is ready and was there."""
    made = table("turn of", "what", "since", "until", "left")
    for turn in read.turns:
        made.add_row(*_turn_row(turn, read.now, profile.parties))
    if read.turns:
        show(made)
    else:
        answer("nothing is due")
    _block("agreed:", (f"{one.says}{_signed(one.by, one.since)}" for one in read.agreed))
    lacking = [line for one in read.not_agreed for line in (one.says, *(f"    {each}" for each in one.instead))]
    _block("not agreed:", lacking)
    ready = (f"{one.tranche}, {one.org}: {one.word.value}{_since(one.since)}" for one in read.readiness)
    _block("ready:", ready)
    _block("there:", (_there(one) for one in read.there))
    late = (
        f"{' and '.join(one.orgs)}: {one.step}, {span(one.by)} {'late' if one.done else 'late and not done'}"
        for one in read.late
    )
    _block("late (costs nobody a place, a number or a turn):", late)


def short(read: Clock, profile: Profile) -> None:
    """Print the clock in short, as `homeward status` shows it."""
    for turn in read.turns:
        limit = _until(turn, profile.parties)
        if turn.until is not None:
            limit = f"until {limit} ({_left(turn, read.now)})"
        answer(f"turn of {' and '.join(turn.orgs) or 'all'}: {turn.step}, {limit}")
    for gap in read.not_agreed:
        answer(f"not agreed: {'; '.join((gap.says, *gap.instead))}")


def span(time: timedelta) -> str:
    """
    Write a length of time in days and hours, minutes where it is less than an hour.

    >>> span(timedelta(days=1, hours=3, minutes=9)), span(timedelta(minutes=9)), span(timedelta(hours=2))
    ('1 d 3 h', '9 min', '2 h')
    """
    minutes = int(time.total_seconds()) // 60
    days, hours = minutes // 1440, minutes // 60 % 24
    parts = [f"{days} d"] * bool(days) + [f"{hours} h"] * bool(hours)
    return " ".join(parts) or f"{minutes} min"


def _turn_row(turn: Turn, now: datetime, parties: Iterable[PartyProfile]) -> tuple[str, str, str, str, str]:
    parties = tuple(parties)
    since = f"{turn.since:%Y-%m-%d %H:%M} UTC{_in_local(turn.since, parties)}" if turn.since else "-"
    return " and ".join(turn.orgs) or "all", turn.step, since, _until(turn, parties), _left(turn, now)


def _until(turn: Turn, parties: Iterable[PartyProfile]) -> str:
    if turn.until is not None:
        return f"{turn.until:%Y-%m-%d %H:%M} UTC{_in_local(turn.until, parties)}"
    return "no limit agreed" if turn.days is None else f"{turn.days} d from the next act in the record"


def _left(turn: Turn, now: datetime) -> str:
    time = left(turn, now)
    if time is None:
        return ""
    return f"{span(time)} left" if time >= timedelta() else f"{span(-time)} late"


def _in_local(at: datetime, parties: Iterable[PartyProfile]) -> str:
    """Return an instant in each party's local time, with the offset; nothing for a party without a time zone."""
    said = []
    for one in parties:
        there = None if one.timezone is None else local(at, one.timezone)
        if there is not None:
            said.append(f"{one.id} {there:%m-%d %H:%M} {f'{there:%z}'[:_OFFSET]}")
    return f" ({', '.join(said)})" if said else ""


def _signed(by: Iterable[str], since: datetime | None) -> str:
    when = f", in the record by {since:%Y-%m-%d %H:%M} UTC" if since else ", nothing later in the record tells by when"
    return f": signed by {' and '.join(by)}{when}"


def _since(since: datetime | None) -> str:
    return f", on {since:%Y-%m-%d %H:%M} UTC" if since else ""


def _there(one: There) -> str:
    day = f"on {one.on}" if one.on else "no date agreed"
    proof = ", signed the act" if one.by_act else ""
    if one.witnessed:
        proof += f", confirmed by the neutral on {one.witnessed:%Y-%m-%d %H:%M} UTC"
    return f"{one.tranche} {day}, {one.org}: {one.seen.value}{_since(one.at)}{proof}"


def _block(title: str, lines: Iterable[str]) -> None:
    told = list(lines)
    if told:
        answer(title)
        for line in told:
            answer(f"    {line}")


def _show_accounts(told: Iterable[Beside]) -> None:
    for one in told:
        answer(f"{one.accounts.subject.value} (said {one.accounts.when}): {one.says}")
        for line in one.record:
            answer(f"    record: {line}")
        for account in one.accounts.told:
            for who, quote in account.words:
                answer(f"    {account.party}: {quote} [{who}]")


def _statements_alone(files: list[Path], party: list[str], *, as_json: bool) -> None:
    """Set statements of parties beside each other without any record: then nothing is in a shared one."""
    parties = tuple(sorted(PartyId(one.lower()) for one in party))
    claims = read_files(files, parties=parties)
    if not parties:
        raise Refusal("CLOCK-1", "nobody is named who takes part", hint="say --party once for each party")
    told = beside_record(State(), accounts(claims, parties))
    if as_json:
        answer_json(clock_json(None, told))
        return
    _show_accounts(told)
    if not told:
        answer(f"{len(claims)} claims; on no subject of the procedure did two of {' and '.join(parties)} speak")


def _write_calendar(state: State, read: Clock, path: Path, *, force: bool) -> None:
    from homeward.procedure.deadlines_ics import deadlines_ics

    data = deadlines_ics(state, read.turns)
    if data is None:
        say("no deadline is open that a calendar could hold; nothing was written")
        return
    write_new(path, data, force=force)
    say(f"{path}: {data.count(b'BEGIN:VEVENT')} deadline(s), no handover and no place")


def _note_zones(profile: Profile) -> None:
    if any(one.timezone for one in profile.parties) and not has_zones():
        say("this machine has no time-zone data: times are in UTC alone; install the package tzdata")
