"""Local times, from the time-zone data of this machine or of the package ``tzdata``."""

from __future__ import annotations

import zoneinfo
from datetime import datetime


def has_zones() -> bool:
    """Tell whether there is any time-zone data here."""
    return bool(zoneinfo.available_timezones())


def is_zone(name: str) -> bool:
    """Tell whether *name* is a time zone; where there is no data to look it up in, any name passes."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return not has_zones()
    return True


def local(at: datetime, zone: str) -> datetime | None:
    """Return *at* in the local time of *zone*; None where this machine has no data for it."""
    try:
        return at.astimezone(zoneinfo.ZoneInfo(zone))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        return None
