"""The demonstration's stage: three seats in one folder, a clock that follows the calendar, and a courier."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

from homeward.adapters.clocks import SetClock
from homeward.adapters.config import NAME, parse_profile, with_seat
from homeward.adapters.lots import SeededLots, SystemLots
from homeward.cli.build import folder_keys, open_seat
from homeward.cli.show import BarProgress, write_new
from homeward.model.exchange import Profile
from homeward.model.findings import Refusal
from homeward.model.ids import OfficerId, OrgId
from homeward.ports import Lots
from homeward.service.bundles import bundle_in, bundle_out
from homeward.service.receiving import receive
from homeward.service.seat import Seat

MARK: Final = "THIS-IS-A-DEMONSTRATION"
"""A file that marks a folder as a demonstration's own: only such a folder may be replaced."""

HEADS: Final = (OfficerId("head-1"), OfficerId("head-2"))
LIST_OFFICERS: Final = (OfficerId("list-1"), OfficerId("list-2"))
AGENTS: Final = (OfficerId("agent-1"), OfficerId("agent-2"))
SPOKESPERSON: Final = (OfficerId("spokesperson-1"),)
DELEGATES: Final = (OfficerId("delegate-1"), OfficerId("delegate-2"))
DELEGATE: Final = DELEGATES[:1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything the demonstration plays with."""

    example: Path
    folder: Path
    seats: dict[OrgId, Seat]
    clock: SetClock

    @property
    def neutral(self) -> Seat:
        """The neutral's seat."""
        return next(seat for org, seat in self.seats.items() if org == seat.profile.neutral)

    @property
    def parties(self) -> tuple[Seat, ...]:
        """The parties' seats, in alphabetical order."""
        return tuple(self.seats[party.id] for party in sorted(self.neutral.profile.parties, key=lambda one: one.id))

    def at(self, month: int, day: int, hour: int = 9) -> None:
        """Move the clock on to an hour of 2025, never back."""
        wanted = datetime(2025, month, day, hour, tzinfo=UTC)
        self.clock.at = max(self.clock.at + timedelta(minutes=1), wanted)

    def carry(self, *route: Seat) -> None:
        """Carry bundles along *route*, each seat to the next; without one, from the parties to the neutral and back."""
        if not route:
            for party in self.parties:
                self.carry(party, self.neutral)
            for party in self.parties:
                self.carry(self.neutral, party)
            return
        for sender, to in pairwise(route):
            bundle_in(to, bundle_out(sender, to.org), receive)


def set_up(example: Path, folder: Path, *, seed: str | None, force: bool, progress: BarProgress) -> Stage:
    """Make the three seats of *example* in *folder*."""
    template = (example / NAME).read_bytes()
    _clear(folder, force=force)
    write_new(
        folder / MARK, b"Everything in this folder is made up. It may be deleted at any time.\n", make_folders=True
    )
    clock = SetClock(at=datetime(2025, 5, 16, 9, tzinfo=UTC))
    seats = {}
    for org in parse_profile(template, source=NAME, seat=_first_party(template)).org_ids:
        profile = parse_profile(template, source=NAME, seat=org)
        _require_demo(profile)
        lots: Lots = SystemLots() if seed is None else SeededLots(seed=f"{seed}\0{org}".encode())
        home = folder / org
        folder_keys(home, profile).create(tuple(one.id for one in profile.officers), lots)
        write_new(home / NAME, with_seat(template, org))
        _copy(example / "statements", home / "statements")
        write_new(home / "terms.toml", (example / "terms.toml").read_bytes())
        _copy(example / "people" / org, home / "lists")
        seats[org] = open_seat(home, clock=clock, lots=lots, progress=progress)
    return Stage(example=example, folder=folder, seats=seats, clock=clock)


def find_example(wanted: Path | None) -> Path:
    """Return the example's folder: the one named, the installed one, or the repository's."""
    package = Path(__file__).resolve().parents[1]
    places: Iterable[Path] = (
        (wanted,)
        if wanted
        else (
            package / "_examples" / "istanbul-2025",
            package.parents[1] / "examples" / "istanbul-2025",
        )
    )
    for place in places:
        if (place / NAME).exists():
            return place
    raise Refusal("DEMO-1", "the example istanbul-2025 is not to be found", hint="say where with --example FOLDER")


def _first_party(template: bytes) -> str:
    """Return any party's id, only to be able to read the template as somebody's."""
    import tomllib

    return str(tomllib.loads(template.decode())["party"][0]["id"])


def _require_demo(profile: Profile) -> None:
    if not profile.is_demo:
        raise Refusal(
            "DEMO-2", "this exchange is not marked as a demonstration", hint="set demo = true in its exchange.toml"
        )


def _clear(folder: Path, *, force: bool) -> None:
    if not folder.exists():
        return
    if not (folder / MARK).exists():
        raise Refusal("DEMO-3", f"{folder} exists and is no demonstration's folder", hint="choose another with --out")
    if not force:
        raise Refusal("OUT-1", f"{folder} exists already", hint="say --force to make the demonstration anew, or --out")
    shutil.rmtree(folder)


def _copy(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.glob("*")) if source.is_dir() else ():
        if file.is_file():
            shutil.copyfile(file, target / file.name)
