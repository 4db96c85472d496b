"""One chat holds up itself only."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import pytest

from bot.drawing.ports.work_stores import Leases
from bot.drawing.values.requests import Request
from bot.drawing.work.crowding import PAUSE, Crowding
from tests.clock import FakeClock
from tests.drawing.builders import origin, request

HUNG, OTHER = 1001, 1002


class Chats(Leases):
    """A step that lasts until the test lets it go, and what was put off instead."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.go = asyncio.Event()
        self.begun: list[int] = []
        self.put: list[tuple[int, int, datetime]] = []
        self.step = Crowding(self._hang, slots=8, leases=self, clock=self.clock)

    async def _hang(self, request: Request) -> None:
        self.begun.append(request.id.int)
        await self.go.wait()
        if request.origin.chat_id == OTHER:
            raise TimeoutError

    async def renew(self, claims: Mapping[UUID, int], until: datetime) -> None:
        """Nobody asks."""

    async def stumble(self, row_id: UUID, fence: int, until: datetime) -> None:
        """Nobody asks."""

    async def abandon(self, row_id: UUID, fence: int, now: datetime) -> None:
        """Nobody asks."""

    async def put_off(self, row_id: UUID, fence: int, until: datetime) -> None:
        """Nobody claims it before then."""
        self.put.append((row_id.int, fence, until))

    async def taken(self, *chats: int) -> list[asyncio.Task[None]]:
        """Steps of requests of these chats, as far as they go by themselves."""
        requests = [request(number=number, origin=origin(chat_id=chat)) for number, chat in enumerate(chats, 1)]
        tasks = [asyncio.create_task(self.step(one)) for one in requests]
        await asyncio.sleep(0)
        return tasks


async def test_a_chat_takes_a_quarter_of_the_slots() -> None:
    chats = Chats()
    tasks = await chats.taken(*[HUNG] * 5)
    assert (len(chats.begun), len(chats.put)) == (2, 3)
    chats.go.set()
    await asyncio.gather(*tasks)


async def test_what_finds_no_room_is_looked_at_again_a_little_later() -> None:
    chats = Chats()
    tasks = await chats.taken(*[HUNG] * 3)
    assert chats.put == [(3, 0, chats.clock.now() + PAUSE)]
    chats.go.set()
    await asyncio.gather(*tasks)


async def test_the_others_have_room_meanwhile() -> None:
    chats = Chats()
    tasks = await chats.taken(*[HUNG] * 4, OTHER)
    assert len(chats.begun) == 3
    chats.go.set()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("chat", [HUNG, OTHER], ids=["done", "failed"])
async def test_a_step_that_is_over_makes_room(chat: int) -> None:
    chats = Chats()
    chats.go.set()
    for _ in range(3):
        await asyncio.gather(*await chats.taken(chat, chat), return_exceptions=True)
    assert (len(chats.begun), chats.put) == (6, [])
