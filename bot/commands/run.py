"""The bot itself, with the settings of the environment and of .env."""

import asyncio

from bot import config, log
from bot.app import assembled
from bot.commands.deadline import deadline
from bot.commands.exits import exit_code, until_signal
from bot.commands.reaching import reached
from bot.config import Settings, discretion


def run() -> int:
    """Serve until a signal comes; the exit code."""
    found: list[Settings] = []
    if code := exit_code(lambda: found.append(config.load())):
        return code
    return _run(*found)


def _run(settings: Settings) -> int:
    redaction = discretion.redaction(settings)
    log.configure(settings.log.level, settings.log.form, redaction)
    with deadline(settings.process.grace) as end:
        work = until_signal(lambda stop: end.hold(stop, _serve(settings, stop)))
        return exit_code(lambda: asyncio.run(work), redaction=redaction)


async def _serve(settings: Settings, stop: asyncio.Event) -> None:
    async with reached(settings.storage.url, settings.http, stop) as database:
        if database is not None:
            async with assembled(settings, database=database) as app:
                await app.run(stop)
