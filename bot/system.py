"""What the machine gives: time, and chance."""

import asyncio
import secrets
import time
from datetime import UTC, datetime


class SystemClock:
    """The real time. See drawing.ports.Clock."""

    def now(self) -> datetime:
        """See Clock."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """See Clock."""
        return time.monotonic()

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """See Clock."""
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            pass


def own_seed() -> int:
    """A seed for who gives none: never 0, which would mean a random one, and short enough to be typed again."""
    return 1 + secrets.randbelow(2**31 - 1)
