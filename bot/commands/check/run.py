"""All checks at once, their lines in order."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any

from rich.console import Console
from rich.text import Text

from bot import config, log
from bot.commands.check import database, prompts, telegram
from bot.commands.check.findings import Finding, Mark, bounded, stumbled
from bot.commands.check.models import Models
from bot.config import Settings, discretion
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.catalog import Catalog
from bot.providers.http import Transport, open_transport
from bot.providers.records import Entry
from bot.redaction import BY_LOOKS, Redaction
from bot.system import SystemClock

FAILED = 1
WRONG_SETTINGS = 2

_COLORS = {Mark.OK: "green", Mark.NOTE: "yellow", Mark.FAIL: "bold red"}


def run() -> int:
    """Check everything and print a line each; the exit code."""
    log.configure("ERROR")
    try:
        settings = config.load()
        entries = catalog.load(settings.drawing.models_file)
        known = Catalog.of(entries, settings.drawing.model_names, settings.drawing.fallback)
    except ConfigurationError as error:
        _show(stumbled("settings", error), BY_LOOKS)
        return WRONG_SETTINGS
    return asyncio.run(_checked(settings, known))


async def _checked(settings: Settings, known: Catalog) -> int:
    redaction = discretion.redaction(settings, known.entries)
    _show(_read(known), redaction)
    clock, marks = SystemClock(), set()
    async with open_transport() as transport, AsyncExitStack() as stack, asyncio.TaskGroup() as tasks:
        models = Models(settings.access, transport, clock, stack)
        checks = {what: models.check(what, entry) for what, entry in _models(known).items()}
        checks |= _words(settings, transport)
        checks[database.NAME] = database.check(settings.storage.url, clock)
        checks[telegram.NAME] = telegram.check(settings, clock)
        running = [tasks.create_task(bounded(what, check), name=what) for what, check in checks.items()]
        for check in running:
            for finding in await check:
                _show(finding, redaction)
                marks.add(finding.mark)
    return FAILED if Mark.FAIL in marks else 0


def _models(known: Catalog) -> dict[str, Entry]:
    """Each model that may have to draw, by what its line is called."""
    enabled = {f"model {entry.model.name}": entry for entry in known.enabled}
    fallback = known.fallback
    if fallback is None or fallback in known.enabled:
        return enabled
    return enabled | {f"fallback {fallback.model.name}": fallback}


def _words(settings: Settings, transport: Transport) -> dict[str, Coroutine[Any, Any, list[Finding]]]:
    """What improves words, where something does."""
    access = settings.prompts.access(settings.yandex.access)
    what = prompts.name(settings)
    return {} if access is None or what is None else {what: prompts.check(what, transport, access)}


def _read(known: Catalog) -> Finding:
    enabled = ", ".join(entry.model.name for entry in known.enabled)
    fallback = f", and {known.fallback.model.name} where one is down" if known.fallback else ""
    return Finding(Mark.OK, "settings", f"read; drawn with {enabled}{fallback}")


def _show(finding: Finding, redaction: Redaction) -> None:
    shown = Text(redaction(str(finding)))
    shown.stylize(_COLORS[finding.mark], 0, len(finding.mark))
    shown.stylize("bold", 5, 5 + len(finding.what))
    Console(highlight=False).print(shown, soft_wrap=True)
