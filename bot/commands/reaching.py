"""The database at the start: one that is away is waited for, as Telegram is."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext

import structlog

from bot.config import HttpSettings
from bot.errors import Outage, StoreUnavailable
from bot.storage.database import Database, open_database
from bot.telegram.stopping import pause, unless
from bot.web import server

log = structlog.get_logger(__name__)

Pauses = Callable[[int], float]


@asynccontextmanager
async def reached(
    url: str, http: HttpSettings, stop: asyncio.Event, pauses: Pauses = pause
) -> AsyncIterator[Database | None]:
    """The database, open; None where the stop came first. Who asks meanwhile hears that the bot lives and is not ready.

    Raises ConfigurationError, StorageError: what does not pass by itself is not waited for.
    """
    async with AsyncExitStack() as stack:
        database = await _tried(stack, url)
        if database is None:
            async with _alive(http):
                database = await _awaited(stack, url, stop, pauses)
        yield database


async def _awaited(stack: AsyncExitStack, url: str, stop: asyncio.Event, pauses: Pauses) -> Database | None:
    """Try again and again, with growing pauses, until ``stop``."""
    failures = 1
    while not stop.is_set():
        log.warning("waiting for the database", retry_in=pauses(failures))
        await unless(stop, asyncio.sleep(pauses(failures)))
        if not stop.is_set() and (database := await _tried(stack, url)) is not None:
            return database
        failures += 1
    return None


async def _tried(stack: AsyncExitStack, url: str) -> Database | None:
    """The database; None where it is away. Raises StorageError."""
    try:
        return await stack.enter_async_context(open_database(url))
    except StoreUnavailable as error:
        if error.outage is not Outage.AWAY:
            raise
        log.warning("database unavailable", detail=error.detail)
        return None


def _alive(http: HttpSettings) -> AbstractAsyncContextManager[None]:
    """What is answered while the bot cannot begin."""
    return nullcontext() if http.address is None else server.listening(*http.address, _not_ready, [])


async def _not_ready() -> bool:
    return False
