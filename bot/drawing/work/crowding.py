"""Room for everybody: the requests of one chat take only some of a consumer's slots, and so hold up only each other."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.work_stores import Leases
from bot.drawing.values.requests import Request

SHARE = 4
"""One chat takes a quarter of the slots at most: Telegram takes a message a second there, and may hang in it."""

PAUSE = timedelta(seconds=1)
"""After so long it is looked once more whether there is room for what was put off."""


class Crowding:
    """A step that is only taken while fewer than a share of ``slots`` are taken for the request's chat."""

    def __init__(self, step: Callable[[Request], Awaitable[None]], *, slots: int, leases: Leases, clock: Clock) -> None:
        self._step = step
        self._most = max(1, slots // SHARE)
        self._leases = leases
        self._clock = clock
        self._taken: Counter[int] = Counter()

    async def __call__(self, request: Request) -> None:
        """Take the step, or leave the request to be claimed again a little later. Raises what the step raises."""
        chat = request.origin.chat_id
        if self._taken[chat] >= self._most:
            await self._leases.put_off(request.id, request.fence, self._clock.now() + PAUSE)
            return
        self._taken[chat] += 1
        try:
            await self._step(request)
        finally:
            self._taken[chat] -= 1
            self._taken += Counter()  # which drops the chats where nothing is done any more
