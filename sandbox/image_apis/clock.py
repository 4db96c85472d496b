"""The time a stand-in lives in."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

#: Seconds between two looks at a clock that may have been moved on.
_GLANCE: Final = 0.02


def utc_now() -> datetime:
    """The time of the machine, UTC."""
    return datetime.now(UTC)


class Clock:
    """A source of time that can be moved on, so that nobody has to wait for hours or days."""

    def __init__(self, source: Callable[[], datetime] = utc_now) -> None:
        self._source = source
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The time now, UTC."""
        return self._source() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds."""
        self._ahead += timedelta(seconds=seconds)

    async def reach(self, moment: datetime | None) -> None:
        """Wait until it is that time; None never comes."""
        if moment is None:
            await asyncio.Event().wait()
            return
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - a source of time tells nobody
            await asyncio.sleep(min(left, _GLANCE))
