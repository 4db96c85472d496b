"""All checks at once, their lines in order."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from dataclasses import fields

from pydantic import SecretStr
from rich.console import Console
from rich.text import Text

from bot import config
from bot.commands.check import database, telegram
from bot.commands.check.findings import Finding, Mark, bounded, stumbled
from bot.commands.check.models import Models
from bot.config import Settings
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.catalog import Entry
from bot.providers.factory import Selection
from bot.providers.http import open_transport
from bot.redaction import without_secrets
from bot.system import SystemClock

FAILED = 1
WRONG_SETTINGS = 2

SHORTEST_SECRET = 8
"""A shorter one would be cut out of words that only happen to contain it."""

_COLOURS = {Mark.OK: "green", Mark.NOTE: "yellow", Mark.FAIL: "bold red"}


async def run() -> int:
    """Check everything and print a line each; the exit code."""
    try:
        settings = config.load()
        _ = (settings.telegram.admin_ids, settings.http.webhook)
        selection = Selection.of(settings.drawing, catalog.load(settings.drawing.models_file))
    except ConfigurationError as error:
        _show(stumbled("settings", error), [])
        return WRONG_SETTINGS
    secrets = list(_secrets(settings, selection))
    _show(_read(selection), secrets)
    clock, marks = SystemClock(), set()
    async with open_transport() as transport, AsyncExitStack() as stack, asyncio.TaskGroup() as tasks:
        models = Models(settings, transport, clock, stack)
        checks = {what: models.check(what, entry) for what, entry in _models(selection).items()}
        checks[database.NAME] = database.check(settings.storage.url, clock)
        checks[telegram.NAME] = telegram.check(settings, clock)
        running = [tasks.create_task(bounded(what, check), name=what) for what, check in checks.items()]
        for check in running:
            for finding in await check:
                _show(finding, secrets)
                marks.add(finding.mark)
    return FAILED if Mark.FAIL in marks else 0


def _models(selection: Selection) -> dict[str, Entry]:
    """Each model that may have to draw, by what its line is called."""
    offered = {f"model {entry.model.name}": entry for entry in selection.offered}
    fallback = selection.fallback
    if fallback is None or fallback in selection.offered:
        return offered
    return offered | {f"fallback {fallback.model.name}": fallback}


def _read(selection: Selection) -> Finding:
    offered = ", ".join(entry.model.name for entry in selection.offered)
    fallback = f", and {selection.fallback.model.name} where one is down" if selection.fallback else ""
    return Finding(Mark.OK, "settings", f"understood; drawn with {offered}{fallback}")


def _show(finding: Finding, secrets: list[str]) -> None:
    line = without_secrets(str(finding))
    for secret in secrets:
        line = line.replace(secret, "…")
    shown = Text(line)
    shown.stylize(_COLOURS[finding.mark], 0, len(finding.mark))
    shown.stylize("bold", 5, 5 + len(finding.what))
    Console(highlight=False).print(shown, soft_wrap=True)


def _secrets(settings: Settings, selection: Selection) -> Iterator[str]:
    """What no line may show, whoever said it."""
    values = [value for group in fields(settings) for value in vars(getattr(settings, group.name)).values()]
    known = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
    for entry in selection.entries:
        if entry.key_variable:
            with suppress(ConfigurationError):  # its model's line tells that it is not set
                known.append(config.key(entry.key_variable))
    yield from (secret.strip() for secret in known if len(secret.strip()) >= SHORTEST_SECRET)
