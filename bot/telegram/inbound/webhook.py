"""Updates by webhook, answered only after they were handled: until then Telegram keeps them and brings them again."""

import asyncio
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

import structlog
from aiogram import Bot
from aiohttp import web

from bot.telegram.inbound.inbox import Handle, Inbox

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


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

    def __init__(self, bot: Bot, handle: Handle, hook: Hook) -> None:
        self._inbox = Inbox(bot, handle)
        self._secret = hook.secret.encode()
        self._closed = False
        self._in_hand = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.route = web.post(hook.path, self._receive)

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until ``stop`` is set; those in hand are finished before it returns, others will come again."""
        await stop.wait()
        self._closed = True
        await self._idle.wait()

    async def _receive(self, request: web.Request) -> web.Response:
        """200 when the update is done with, rubbish too: what cannot be understood must not come again for ever."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        body = await request.read()
        if self._closed:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            log.warning("update not understood", update=None)
        else:
            await self._take(raw)
        return web.Response()

    async def _take(self, raw: object) -> None:
        self._in_hand += 1
        self._idle.clear()
        try:
            await self._inbox.take(raw)
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._idle.set()
