"""A Telegram that enforces its limits, a bot that keeps them, and the time they share: tests hold it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.telegram.outbound.limiter import PATIENCE, Limiter
from sandbox.telegram_api import FloodLimits, TelegramSandbox, World, demo_world
from sandbox.wire import Fault, Spoil
from tests.clock import NOON

SPINS = 20
"""Turns of the event loop in which everybody who can go on does."""

FOR_EVER = 10_000.0


class HeldTime:
    """Time that passes only when everybody waits for it."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self._alarms: list[tuple[float, asyncio.Event]] = []

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        waiting = (self.seconds + seconds, asyncio.Event())
        self._alarms.append(waiting)
        tasks = {asyncio.create_task(event.wait()), asyncio.create_task(waiting[1].wait())}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._alarms.remove(waiting)
            for task in tasks:
                task.cancel()

    def advance(self, until: float | None = None) -> None:
        """On to a time, or to when the next one wants to be woken."""
        self.seconds = max(self.seconds, min(due for due, _ in self._alarms) if until is None else until)
        for due, alarm in self._alarms:
            if due <= self.seconds:
                alarm.set()


class Flights(BaseRequestMiddleware):
    """Sees what really goes out, and when."""

    def __init__(self, time: HeldTime) -> None:
        self._time = time
        self.aloft = 0
        self.log: list[tuple[float, TelegramMethod[Any]]] = []

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        self.log.append((self._time.seconds, method))
        self.aloft += 1
        try:
            return await make_request(bot, method)
        finally:
            self.aloft -= 1


class Scene:
    """A strict Telegram, a bot with the limiter, and the time they share."""

    def __init__(self, telegram: TelegramSandbox, time: HeldTime, patience: float) -> None:
        self.telegram = telegram
        self.time = time
        self.flights = Flights(time)
        session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))
        session.middleware(Limiter(time, patience=patience))
        session.middleware(self.flights)
        self.bot = Bot(telegram.token, session=session)

    @property
    def world(self) -> World:
        return self.telegram.world

    async def played(self, *calls: Awaitable[Any]) -> list[Any]:
        """What becomes of calls made at once, errors too; time passes while they all wait."""
        tasks = [asyncio.ensure_future(call) for call in calls]
        while not await self._settled(tasks):
            self.time.advance()
        return await asyncio.gather(*tasks, return_exceptions=True)

    async def _settled(self, tasks: Sequence[asyncio.Future[Any]]) -> bool:
        """Let everybody go on as far as they can without time; whether all are done."""
        for _ in range(SPINS):
            await asyncio.sleep(0)
            while self.flights.aloft:  # noqa: ASYNC110 - the loop has to turn
                await asyncio.sleep(0)
        return all(task.done() for task in tasks)

    def statuses(self) -> Counter[int | None]:
        """How often Telegram answered how."""
        return Counter(call.status for call in self.telegram.wire.calls)

    def times(self) -> list[float]:
        """When calls went out, in seconds since the start."""
        return [at - 1000.0 for at, _ in self.flights.log]

    def refuse(self, seconds: int, times: int = 1, **where: object) -> None:
        """Have Telegram refuse messages for its own reasons."""
        body = f'{{"ok":false,"error_code":429,"description":"Too Many","parameters":{{"retry_after":{seconds}}}}}'
        self.telegram.wire.faults.append(
            Fault("*", Spoil.ANSWER, status=429, body=body.encode(), where=where, times=times)
        )


@asynccontextmanager
async def staged(patience: float = PATIENCE) -> AsyncIterator[Scene]:
    time = HeldTime()
    async with TelegramSandbox(demo_world(clock=time.now, limits=FloodLimits())).serve() as telegram:
        scene = Scene(telegram, time, patience)
        async with scene.bot:
            yield scene
