"""What goes wrong on the way to somebody: before a call has its effect, or after it."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Act = Callable[[], Awaitable[object]]


class Killed(BaseException):
    """The process is killed here: nothing of it goes on, and nothing catches it."""


class Faults:
    """Each fault is for the next call of that name alone; ``calls`` are the names of all calls so far."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._before: defaultdict[str, deque[Act]] = defaultdict(deque)
        self._after: defaultdict[str, deque[Act]] = defaultdict(deque)

    def count(self, call: str) -> int:
        """How often something was called."""
        return self.calls.count(call)

    def meanwhile(self, call: str, act: Act) -> None:
        """Something else happens while the call is on its way; it has no effect yet."""
        self._before[call].append(act)

    def afterwards(self, call: str, act: Act) -> None:
        """Something else happens when the call had its effect, before its answer arrives."""
        self._after[call].append(act)

    def refuse(self, call: str, error: BaseException) -> None:
        """The call has no effect."""
        self.meanwhile(call, _raising(error))

    def lose(self, call: str, error: BaseException) -> None:
        """The call has its effect, but its answer does not arrive."""
        self.afterwards(call, _raising(error))

    def hold(self, call: str) -> asyncio.Event:
        """The call takes until this event is set."""
        gate = asyncio.Event()
        self.meanwhile(call, gate.wait)
        return gate

    @asynccontextmanager
    async def around(self, call: str) -> AsyncIterator[None]:
        """Within this the call has its effect."""
        self.calls.append(call)
        if self._before[call]:
            await self._before[call].popleft()()
        yield
        if self._after[call]:
            await self._after[call].popleft()()


def _raising(error: BaseException) -> Act:
    async def act() -> None:
        raise error

    return act
