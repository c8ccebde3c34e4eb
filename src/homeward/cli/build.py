"""Wires a seat: the one place where adapters meet services."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from homeward.adapters.clocks import SystemClock
from homeward.adapters.config import read_profile
from homeward.adapters.highs import HighsSolver
from homeward.adapters.keys import FolderKeys
from homeward.adapters.lots import SeededLots, SystemLots
from homeward.adapters.store import FolderStore
from homeward.adapters.vault import SqliteVault
from homeward.cli.show import BarProgress
from homeward.model.exchange import Profile
from homeward.model.findings import Refusal
from homeward.ports import Clock, Lots, Progress
from homeward.service.seat import Seat


@dataclass(slots=True)
class Options:
    """What is said once for a whole command line."""

    seed: str | None = None


OPTIONS = Options()


def open_seat(
    folder: Path, *, clock: Clock | None = None, lots: Lots | None = None, progress: Progress | None = None
) -> Seat:
    """Open the seat in *folder*."""
    profile = read_profile(folder)
    lots = lots or chosen_lots(profile)
    return Seat(
        profile=profile,
        store=FolderStore(folder=folder),
        vault=SqliteVault(path=folder / "vault.sqlite", key_path=folder / "keys" / "vault.key", lots=lots),
        keys=folder_keys(folder, profile),
        clock=clock or SystemClock(),
        lots=lots,
        solver=HighsSolver(),
        progress=progress or BarProgress(),
    )


def system_now() -> datetime:
    """Return the present instant, for what is done without a seat."""
    return SystemClock().now()


def folder_keys(folder: Path, profile: Profile) -> FolderKeys:
    """Return the keys of the seat in *folder*."""
    return FolderKeys(folder=folder / "keys", exchange=profile.id, org=profile.seat)


def chosen_lots(profile: Profile) -> Lots:
    """Return the operating system's lots; replayable ones only where the exchange is a demonstration."""
    if OPTIONS.seed is None:
        return SystemLots()
    if not profile.is_demo:
        raise Refusal(
            "SEED-1",
            "--seed outside a demonstration",
            hint="leave it out: keys and salts that somebody can draw again protect nobody",
        )
    return SeededLots(seed="\0".join((OPTIONS.seed, profile.seat, *sys.argv[1:])).encode())
