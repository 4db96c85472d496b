"""Hints that a queue has work. The database is the truth; a wake-up only makes a consumer look sooner."""

import asyncio
from collections import defaultdict

from bot.drawing.values.queues import Queue


class WakeUps:
    """One event a queue. Waking twice before anybody looks is waking once."""

    def __init__(self) -> None:
        self._events: defaultdict[Queue, asyncio.Event] = defaultdict(asyncio.Event)

    def wake(self, queue: Queue) -> None:
        """Say that this queue may have work now."""
        self._events[queue].set()

    def of(self, queue: Queue) -> asyncio.Event:
        """The event to wait for. Whoever wakes clears it, and looks into the database after that."""
        return self._events[queue]
