"""Waiting: how long after failures in a row, and only until the bot is asked to stop."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

_PAUSES = (0.0, 1.0, 2.0, 4.0, 8.0, 15.0)


def pause(failures: int) -> float:
    """Seconds to wait after so many failures in a row."""
    return _PAUSES[min(failures, len(_PAUSES) - 1)]


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """The result of ``work``; None, and the work cancelled, where the stop comes first. Raises what the work raises."""
    try:
        async with asyncio.TaskGroup() as tasks:
            working, stopping = tasks.create_task(work), tasks.create_task(stop.wait())
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            working.cancel()
            stopping.cancel()
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
    return None if working.cancelled() else working.result()
