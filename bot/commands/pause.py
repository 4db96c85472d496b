"""Accept nothing for a while, or nothing for one model, and accept it again; the bot may run meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable

import typer

from bot import config, log, owning
from bot.commands.exits import exit_code
from bot.drawing.pausing import Pausing
from bot.drawing.values.closings import ALL
from bot.errors import ConfigurationError, SentenceTooLong
from bot.providers import catalog
from bot.storage.database import open_database
from bot.system import SystemClock

Deed = Callable[[Pausing], Awaitable[str]]


def pause(sentence: str, model: str) -> int:
    """Pause, or switch a model off, and print what holds then; the exit code."""

    async def paused(pausing: Pausing) -> str:
        if model:
            await pausing.switch_off(model)
            return f"{model} is off"
        try:
            await pausing.pause(sentence)
        except SentenceTooLong as error:
            raise ConfigurationError(f"people can be told {error.limit} characters, not {error.size}") from error
        return "paused: requests are not accepted until `resume`"

    return _run(paused, model)


def resume(model: str) -> int:
    """Accept requests again, or switch a model on, and print what holds then; the exit code."""

    async def resumed(pausing: Pausing) -> str:
        was_closed = await pausing.switch_on(model or ALL)
        return f"{model or 'accepting requests'} {'is on again' if was_closed else 'was on all along'}"

    return _run(resumed, model)


def _run(deed: Deed, model: str) -> int:
    log.configure("ERROR")
    return exit_code(lambda: asyncio.run(_do(deed, model)))


async def _do(deed: Deed, model: str) -> None:
    """Raises ConfigurationError, StorageError."""
    settings = config.load()
    known = catalog.load(settings.drawing.models_file)
    if model and model not in known:
        raise ConfigurationError(f"there is no model {model!r}; `models` lists them")
    async with open_database(settings.storage.url) as database:
        typer.echo(await deed(owning.switches(database, SystemClock())))
