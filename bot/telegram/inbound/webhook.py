"""Updates by webhook, answered only when they are done with: until then Telegram keeps them and brings them again."""

import asyncio
import hmac
import json
import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

import structlog
from aiogram import Bot
from aiogram.types import Update
from aiohttp import web

from bot.drawing.ports.clock import Clock
from bot.telegram.inbound.inbox import Handle, Inbox, Tries

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header

REMEMBERED = 1000
"""Updates at most of which it is known how often they were tried; Telegram brings one of a chat at a time."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram is to push which updates, and by which secret we know that it is Telegram."""

    url: str
    secret: str = field(repr=False)
    allowed_updates: Sequence[str]

    @property
    def path(self) -> str:
        """The path of the address; a proxy in between has to leave it as it is."""
        return urlsplit(self.url).path or "/"


class Webhook:
    """Takes pushed updates, until it is stopped. ``route`` is to be served by the bot's HTTP server."""

    def __init__(self, bot: Bot, handle: Handle, hook: Hook, clock: Clock) -> None:
        self._inbox = Inbox(bot, handle, clock)
        self._secret = hook.secret.encode()
        self._is_open = False
        self._in_hand: dict[int, asyncio.Future[float | None]] = {}
        self._tries: OrderedDict[int, Tries] = OrderedDict()
        self._idle = asyncio.Event()
        self._idle.set()
        self.route = web.post(hook.path, self._receive)

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until ``stop`` is set; those in hand are finished before it returns, others will come again."""
        self._is_open = not stop.is_set()
        await stop.wait()
        self._is_open = False
        await self._idle.wait()

    async def _receive(self, request: web.Request) -> web.Response:
        """200 when the update is done with, rubbish too: what cannot be understood must not come again for ever."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        body = await request.read()
        if not self._is_open:
            return _later(1.0)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            log.warning("update not understood", update=None)
            return web.Response()
        update = self._inbox.understood(raw)
        pause = await self._taken(update) if update is not None else None
        return web.Response() if pause is None else _later(pause)

    async def _taken(self, update: Update) -> float | None:
        """Try it once; one that is brought again while it is in hand is not handled twice."""
        number = update.update_id
        if number in self._in_hand:
            return await asyncio.shield(self._in_hand[number])
        outcome = self._in_hand[number] = asyncio.get_running_loop().create_future()
        self._idle.clear()
        pause: float | None = 1.0
        try:
            pause = await self._tried(update)
        finally:
            outcome.set_result(pause)
            del self._in_hand[number]
            if not self._in_hand:
                self._idle.set()
        return pause

    async def _tried(self, update: Update) -> float | None:
        tries = self._tries.pop(update.update_id, None) or self._inbox.untried()
        pause = await self._inbox.take_once(update, tries)
        if pause is not None:
            self._tries[update.update_id] = tries
            while len(self._tries) > REMEMBERED:
                self._tries.popitem(last=False)
        return pause


def _later(seconds: float) -> web.Response:
    """What makes Telegram bring an update again."""
    headers = {"Retry-After": str(math.ceil(seconds))}
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=headers)
