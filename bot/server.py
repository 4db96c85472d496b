"""The bot's own HTTP server: whether it lives, whether it is ready, and the webhook where there is one."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.errors import ConfigurationError

log = structlog.get_logger(__name__)

BODY_LIMIT = 2**20
"""Bytes of a request's body; Telegram's updates are far smaller. More is answered with 413, and is not read."""

GRACE = 1.0
"""Seconds that answers have to go out when the server closes; the updates they are about are finished by then."""

Ready = Callable[[], Awaitable[bool]]


@asynccontextmanager
async def listening(host: str, port: int, ready: Ready, routes: Iterable[web.RouteDef]) -> AsyncIterator[None]:
    """Serve /health (the process lives), /ready (it can do its work; 503 if not) and these routes meanwhile.

    Raises ConfigurationError where nobody can listen there.
    """
    app = web.Application(client_max_size=BODY_LIMIT)
    app.add_routes([web.get("/health", _health), web.get("/ready", partial(_ready, ready)), *routes])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise ConfigurationError(f"HTTP_HOST={host}, HTTP_PORT={port}: {error.strerror}") from error
    log.info("listening", host=host, port=port)


async def _health(_: web.Request) -> web.Response:
    return web.Response(text="alive\n")


async def _ready(ready: Ready, _: web.Request) -> web.Response:
    if await ready():
        return web.Response(text="ready\n")
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, text="not ready\n")
