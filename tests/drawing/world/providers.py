"""An image API in memory."""

from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from typing_extensions import override

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.providers import Done, Pending, Provider
from bot.drawing.values.pictures import Drawn, Picture
from bot.drawing.values.specs import Spec
from bot.errors import OperationLost
from tests.drawing.world.faults import Faults

Answer = Pending | Done | Exception


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for in one submission."""

    spec: Spec
    seed: int
    count: int
    client_id: UUID


@dataclass(frozen=True, slots=True)
class Operation:
    """What it works on, until when."""

    asked: Asked
    until: datetime


class MemoryProvider(Provider):
    """Draws in ``seconds``, or within the submission where that is 0; ``answers`` and ``results`` come first."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self.seconds = seconds
        self.faults = Faults()
        self.answers: deque[Answer] = deque()
        self.results: deque[Answer] = deque()
        self.asked: list[Asked] = []
        self.polled: list[str] = []
        self.stopped: list[str] = []
        self._operations: dict[str, Operation] = {}

    @override
    async def submit(self, spec: Spec, *, seed: int, count: int, client_id: UUID) -> Pending | Done:
        asked = Asked(spec, seed, count, client_id)
        self.asked.append(asked)
        async with self.faults.around("submit"):
            if self.answers:
                return _said(self.answers.popleft())
            if not self.seconds:
                return _all(asked)
            name = f"operation {len(self._operations) + 1}"
            self._operations[name] = Operation(asked, self._clock.now() + timedelta(seconds=self.seconds))
        return Pending(name)

    @override
    async def poll(self, operation_id: str) -> Pending | Done:
        self.polled.append(operation_id)
        async with self.faults.around("poll"):
            if self.results:
                return _said(self.results.popleft())
        operation = self._operations.get(operation_id)
        if operation is None:
            raise OperationLost(operation_id)
        return _all(operation.asked) if self._clock.now() >= operation.until else Pending(operation_id)

    @override
    async def cancel(self, operation_id: str) -> None:
        self.stopped.append(operation_id)
        async with self.faults.around("cancel"):
            pass


def drawn(*names: str) -> Done:
    """Pictures of these bytes."""
    return Done(tuple(Drawn(Picture(name.encode(), "image/jpeg", 64, 32)) for name in names))


def _all(asked: Asked) -> Done:
    """All that was asked for: its bytes say by which seed, and which of the submission it is."""
    done = drawn(*(f"{asked.seed}/{number}" for number in range(1, asked.count + 1)))
    revised = (replace(one, revised_prompt=f"revised {number}") for number, one in enumerate(done.drawn, 1))
    return Done(tuple(revised)) if asked.count > 1 else done


def _said(answer: Answer) -> Pending | Done:
    if isinstance(answer, Exception):
        raise answer
    return answer
