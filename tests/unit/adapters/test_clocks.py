"""Clocks tell the time in UTC and whole seconds; one that is set stands where it was set."""

from datetime import UTC, datetime, timedelta

from homeward.adapters.clocks import SetClock, SystemClock


def test_the_machines_clock_tells_whole_seconds_in_utc() -> None:
    """An event's time has no fraction and no other zone."""
    now = SystemClock().now()

    assert (now.tzinfo, now.microsecond) == (UTC, 0)


def test_a_set_clock_moves_by_its_tick_only() -> None:
    """A set clock tells the instant it was set to, then one tick more with each reading."""
    start = datetime(2026, 3, 1, 9, tzinfo=UTC)
    clock, still = SetClock(at=start), SetClock(at=start, tick=timedelta())

    assert [clock.now(), clock.now()] == [start, start + timedelta(seconds=1)]
    assert [still.now(), still.now()] == [start, start]
