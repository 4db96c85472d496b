"""The bot's own HTTP server: whether it lives, whether it is ready, and the webhook where there is one."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from typing import cast

import structlog
from aiohttp import web

from bot.errors import ConfigurationError
from bot.web.connections import LIMITS, Connections, Limits

log = structlog.get_logger(__name__)

BODY_LIMIT = 2**20
"""Bytes of a request's body; Telegram's updates are far smaller. More is answered with 413, and is not read."""

GRACE = 1.0
"""Seconds that answers have to go out when the server closes; the updates they are about are finished by then."""

Ready = Callable[[], Awaitable[bool]]


@asynccontextmanager
async def listening(
    host: str, port: int, ready: Ready, routes: Iterable[web.RouteDef], limits: Limits = LIMITS
) -> AsyncIterator[None]:
    """Serve /health (the process lives), /ready (it can do its work; 503 if not) and these routes meanwhile.

    Raises ConfigurationError where nobody can listen there.
    """
    app = web.Application(client_max_size=BODY_LIMIT)
    app.add_routes([web.get("/health", _health), web.get("/ready", partial(_ready, ready)), *routes])
    connections = Connections(limits)
    app.middlewares.append(connections.watched)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE)
    await runner.setup()
    try:
        listener = await _listen(runner, connections, host, port)
        try:
            yield
        finally:
            listener.close()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, connections: Connections, host: str, port: int) -> asyncio.Server:
    """Raises ConfigurationError."""
    served = partial(connections.accept, cast("web.Server", runner.server))  # it was set up
    try:
        listener = await asyncio.get_running_loop().create_server(served, host, port)
    except OSError as error:
        raise ConfigurationError(f"HTTP_HOST={host}, HTTP_PORT={port}: {error.strerror}") from error
    log.info("listening", host=host, port=port)
    return listener


async def _health(_: web.Request) -> web.Response:
    return web.Response(text="alive\n")


async def _ready(ready: Ready, _: web.Request) -> web.Response:
    if await ready():
        return web.Response(text="ready\n")
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, text="not ready\n")
