"""Local times, and a machine that knows none."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime

import pytest

from homeward.adapters.zones import has_zones, is_zone, local

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour"), [("Europe/Kyiv", "15:00"), ("Europe/Moscow", "15:00"), ("Asia/Tehran", "15:30"), ("UTC", "12:00")]
)
def test_an_instant_is_shown_in_local_time(zone: str, hour: str) -> None:
    """The same instant, in the time of a place."""
    there = local(NOON, zone)

    assert there == NOON
    assert f"{there:%H:%M}" == hour


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "", "../etc/passwd", "/etc/passwd", "Kyiv time", "Europe"])
def test_what_is_no_zone_is_none(zone: str) -> None:
    """A name that is none gives no time, and reads no file outside the data."""
    assert local(NOON, zone) is None
    assert not is_zone(zone)


def test_a_machine_without_data_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without time-zone data no name can be looked up: any passes, and times are shown in UTC alone."""

    def nothing(_: str) -> zoneinfo.ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError("none")

    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    monkeypatch.setattr(zoneinfo, "ZoneInfo", nothing)

    assert not has_zones()
    assert is_zone("Europe/Kyiv")
    assert local(NOON, "Europe/Kyiv") is None
