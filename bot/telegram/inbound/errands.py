"""What takes longer than a chat may be held up: begun by a handler, done beside all chats, told in its own message.

It lives as long as the process: whoever begins an errand has said before what is to be done where nothing comes of it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from contextvars import Context

import structlog

log = structlog.get_logger(__name__)

AT_ONCE = 8
"""So many are done side by side; the others wait."""

MOST = 40
"""So many may be begun and not done; they wait as long as somebody is patient, a few seconds each."""

Work = Callable[[], Awaitable[None]]


class Errands:
    """One at a time of each key."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)
        self._running: dict[Hashable, asyncio.Task[None]] = {}
        self._tasks: asyncio.TaskGroup | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Do what is begun until ``stop``, and finish that."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            await stop.wait()
            self._tasks = None

    def begin(self, key: Hashable, work: Work) -> bool:
        """Have it done; False where there is no room, or the bot is about to stop. What is under way is not begun anew.

        What it raises is logged, and stops nothing else.
        """
        if key in self._running:
            return True
        if self._tasks is None or len(self._running) >= MOST:
            return False
        # A context of its own: what is said waits for nobody's turn, and is nobody's answer.
        task = self._tasks.create_task(self._done(work), name="errand", context=Context())
        self._running[key] = task
        task.add_done_callback(lambda _: self._running.pop(key, None))
        return True

    def drop(self, key: Hashable) -> None:
        """Stop what is under way of a key: nobody waits for it any more."""
        if (task := self._running.get(key)) is not None:
            task.cancel()

    def is_running(self, key: Hashable) -> bool:
        """Whether it is under way, as far as this process knows."""
        return key in self._running

    @property
    def are_done(self) -> bool:
        """Whether nothing is under way."""
        return not self._running

    async def _done(self, work: Work) -> None:
        async with self._room:
            try:
                await work()
            except Exception:
                log.exception("errand failed")
