"""Time and chance."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

Roll = Callable[[], float]
"""A source of random numbers from 0 to 1."""


class Clock(Protocol):
    """Time, so that tests can hold it."""

    def now(self) -> datetime:
        """The present, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever grow, whatever is done to the clock on the wall."""
        ...

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Return when the event is set, or after so many seconds of this clock."""
        ...
