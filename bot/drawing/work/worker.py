"""The worker: consumers and periodic tasks side by side, until they are stopped."""

import asyncio
from collections.abc import Sequence
from typing import Protocol


class Running(Protocol):
    """Something that goes on until it is stopped."""

    @property
    def name(self) -> str:
        """What its task is called."""
        ...

    async def run(self) -> None:
        """Go on until ``stop``, then finish what is in hand."""
        ...

    def stop(self) -> None:
        """Begin nothing more."""
        ...


class Worker:
    """Runs what it is given."""

    def __init__(self, parts: Sequence[Running]) -> None:
        self._parts = parts

    async def run(self) -> None:
        """Work until ``stop``, then finish the steps in hand."""
        async with asyncio.TaskGroup() as tasks:
            for part in self._parts:
                tasks.create_task(part.run(), name=part.name)

    def stop(self) -> None:
        """Begin nothing more; ``run`` returns when the steps in hand are done."""
        for part in self._parts:
            part.stop()
