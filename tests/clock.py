"""Clocks that tests hold: one stands still until it is advanced, one runs faster than time."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class FakeClock:
    """See bot.drawing.ports.Clock."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now
        self._elapsed = 0.0
        self._alarms: list[tuple[datetime, asyncio.Event]] = []

    def now(self) -> datetime:
        """The time it was last set to."""
        return self._now

    def monotonic(self) -> float:
        """The seconds it was advanced by."""
        return self._elapsed

    def set_by(self, seconds: float) -> None:
        """Set the time of day, forward or back, without letting time pass."""
        self._now += timedelta(seconds=seconds)

    def advance(self, seconds: float) -> None:
        """Let time pass, backwards too; whoever waits for that long wakes."""
        self._now += timedelta(seconds=seconds)
        self._elapsed += seconds
        for due, alarm in self._alarms:
            if due <= self._now:
                alarm.set()

    def is_waited_for(self, seconds: float) -> bool:
        """Whether somebody waits for this to be so many seconds later."""
        return any(due == self._now + timedelta(seconds=seconds) for due, _ in self._alarms)

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Return when the event is set, or when the clock was advanced so far."""
        alarm = asyncio.Event()
        waiting = (self._now + timedelta(seconds=seconds), alarm)
        if seconds <= 0:
            return
        self._alarms.append(waiting)
        tasks = {asyncio.create_task(event.wait()), asyncio.create_task(alarm.wait())}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._alarms.remove(waiting)
            for task in tasks:
                task.cancel()


class HurriedClock:
    """Time runs ``speed`` times as fast: what takes minutes by this clock takes a moment. See FakeClock."""

    def __init__(self, speed: float = 100.0) -> None:
        self._speed = speed
        self._started = time.monotonic()
        self._set_by = timedelta()

    def now(self) -> datetime:
        """The time of day by this clock."""
        return NOON + timedelta(seconds=self.monotonic()) + self._set_by

    def monotonic(self) -> float:
        """The seconds that passed by this clock."""
        return (time.monotonic() - self._started) * self._speed

    def set_by(self, seconds: float) -> None:
        """Set the time of day, forward or back."""
        self._set_by += timedelta(seconds=seconds)

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Return when the event is set, or after so many seconds of this clock."""
        try:
            async with asyncio.timeout(seconds / self._speed):
                await event.wait()
        except TimeoutError:
            pass
