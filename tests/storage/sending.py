"""A process that sends a broadcast to a file, a line for each person, until it is killed or nobody is left."""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

from typing_extensions import override

from bot.drawing import broadcasts
from bot.drawing.broadcasts import Broadcasting
from bot.drawing.ports.broadcasting import BroadcastCourier
from bot.drawing.values.broadcasts import Broadcast
from bot.storage.broadcasts import DatabaseBroadcasts
from bot.storage.database import open_database
from tests.clock import HurriedClock

SPEED = 20.0


class FileCourier(BroadcastCourier):
    """Telegram as a file: what is in it was shown."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("ab", buffering=0)
        self.is_over = False

    @override
    async def bring(self, broadcast: Broadcast, user_id: int) -> None:
        self._file.write(b"%d\n" % user_id)
        os.fsync(self._file.fileno())

    @override
    async def report(self, broadcast: Broadcast) -> None:
        pass

    @override
    async def conclude(self, broadcast: Broadcast) -> None:
        self._file.write(b"over\n")
        self.is_over = True


async def blocked(user_id: int) -> None:
    raise AssertionError(user_id)


async def send(url: str, file: Path) -> None:
    """Look again and again, as the periodic task does."""
    broadcasts.HELD = timedelta(seconds=2)  # of a clock that is in a hurry
    clock, courier = HurriedClock(SPEED), FileCourier(file)
    async with open_database(url) as database:
        sending = Broadcasting(store=DatabaseBroadcasts(database), courier=courier, blocked=blocked, clock=clock)
        while not courier.is_over:
            await sending.send()
            await asyncio.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(send(sys.argv[1], Path(sys.argv[2])))
