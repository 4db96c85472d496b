"""Telegram's limits kept on our side: every message waits for its turn, for a bounded time.

The arithmetic of buckets is our own (traffic.py): aiolimiter, the well-kept library for it, lets twice its rate pass
after a pause, knows no clock but the event loop's, and cannot tell how long somebody would wait.
"""

import asyncio
import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.drawing.ports.clock import Clock
from bot.telegram.outbound.traffic import Call, Limits, Rank, Traffic
from bot.telegram.waiting import longest_wait

log = structlog.get_logger(__name__)

PATIENCE = 5.0
"""Seconds a call waits for its turn at most: so at one a second no chat holds up more than five steps of a queue.

A claim is renewed for as long as its step lasts, so no lease depends on this.
"""

_COUNTED = ("send", "edit", "copy", "forward")
_FREE = "sendChatAction"
_PICTURES = frozenset({"editMessageMedia", "sendPhoto", "sendDocument", "sendMediaGroup"})

_progress: ContextVar[bool] = ContextVar("progress", default=False)


class HeldBack(TelegramRetryAfter):
    """Not sent, because its turn would have come too late: raised here, not by Telegram."""


@contextmanager
def progress() -> Iterator[None]:
    """What is sent inside only shows that something happens: it is dropped (HeldBack) rather than waits."""
    token = _progress.set(True)
    try:
        yield
    finally:
        _progress.reset(token)


class Limiter(BaseRequestMiddleware):
    """A session middleware that lets calls pass at the pace Telegram allows.

    A call whose turn does not come in time is not sent and raises HeldBack with the seconds to wait; one that Telegram
    refuses for its pace (429: surely not done) queues up again, for what is left of its time.
    """

    def __init__(self, clock: Clock, *, limits: Limits | None = None, patience: float = PATIENCE) -> None:
        self._clock = clock
        self._traffic = Traffic(limits)
        self._patience = patience
        self._changed = asyncio.Event()

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Send when it is this call's turn. Raises HeldBack, and whatever sending raises but 429."""
        if not _counts(method):
            return await make_request(bot, method)
        deadline = self._clock.monotonic() + min(self._patience, longest_wait())
        while True:
            await self._turn(method, deadline)
            try:
                answer = await make_request(bot, method)
            except TelegramRetryAfter as error:
                self._refused(method, error.retry_after)
            else:
                self._traffic.passed()
                return answer

    async def _turn(self, method: TelegramMethod[TelegramType], deadline: float) -> None:
        call = self._traffic.join(_rank(method), _chat(method))
        try:
            await self._until_due(call, method, deadline)
        except BaseException:
            self._leave(call)
            raise
        self._traffic.go(call, self._clock.monotonic())

    async def _until_due(self, call: Call, method: TelegramMethod[TelegramType], deadline: float) -> None:
        while wait := self._wait(call):
            if call.rank is Rank.PROGRESS or self._clock.monotonic() + wait > deadline:
                raise HeldBack(method, "held back on our side", math.ceil(wait))
            await self._clock.wait(self._changed, wait)

    def _wait(self, call: Call) -> float:
        """Seconds until a call may go, as far as can be told now; 0 when it may."""
        now = self._clock.monotonic()
        return max(0.0, self._traffic.due(call, now) - now)

    def _leave(self, call: Call) -> None:
        """Whoever was behind may be sooner than they thought."""
        self._traffic.leave(call)
        self._changed.set()
        self._changed = asyncio.Event()

    def _refused(self, method: TelegramMethod[TelegramType], seconds: int) -> None:
        log.warning("too fast for telegram", method=method.__api_method__, chat=_chat(method), seconds=seconds)
        self._traffic.refused(_chat(method), seconds, self._clock.monotonic())


def _counts(method: TelegramMethod[TelegramType]) -> bool:
    return method.__api_method__.startswith(_COUNTED) and method.__api_method__ != _FREE


def _rank(method: TelegramMethod[TelegramType]) -> Rank:
    if method.__api_method__ in _PICTURES:
        return Rank.PICTURE
    return Rank.PROGRESS if _progress.get() else Rank.MESSAGE


def _chat(method: TelegramMethod[TelegramType]) -> str | None:
    chat = getattr(method, "chat_id", None)
    return None if chat is None else str(chat)
