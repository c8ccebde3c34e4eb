"""The register that comes with Homeward: exchanges of the past with their sources, and published totals."""

from __future__ import annotations

from importlib import resources
from typing import Final

from homeward.register.reading import RegisterReading, read_register
from homeward.register.totals import TotalsReading, read_totals

EXCHANGES: Final = "exchanges.csv"
TOTALS: Final = "totals.toml"


def shipped_register() -> RegisterReading:
    """Return the exchanges that come with Homeward."""
    return read_register(_bytes(EXCHANGES), source=EXCHANGES)


def shipped_totals() -> TotalsReading:
    """Return the published totals that come with Homeward."""
    return read_totals(_bytes(TOTALS), source=TOTALS)


def _bytes(name: str) -> bytes:
    return resources.files("homeward.register").joinpath("data", name).read_bytes()
