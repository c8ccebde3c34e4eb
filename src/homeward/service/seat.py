"""A seat: what it is, and its way to the world."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.model.exchange import Profile
from homeward.model.ids import OrgId
from homeward.ports import Clock, Keys, Lots, Progress, Solver, Store, Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One organisation's seat: what it is, and its way to the world."""

    profile: Profile
    store: Store
    vault: Vault
    keys: Keys
    clock: Clock
    lots: Lots
    solver: Solver
    progress: Progress

    @property
    def org(self) -> OrgId:
        """The organisation whose seat this is."""
        return self.profile.seat
