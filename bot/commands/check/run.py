"""All checks at once, their lines in order."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from dataclasses import fields

from pydantic import SecretStr
from rich.console import Console
from rich.text import Text

from bot import config, log
from bot.commands.check import database, telegram
from bot.commands.check.findings import Finding, Mark, bounded, stumbled
from bot.commands.check.models import Models
from bot.config import Settings
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.catalog import Catalog
from bot.providers.http import open_transport
from bot.providers.records import Entry
from bot.redaction import without_secrets
from bot.system import SystemClock

FAILED = 1
WRONG_SETTINGS = 2

SHORTEST_SECRET = 8
"""A shorter one would be cut out of words that only happen to contain it."""

_COLORS = {Mark.OK: "green", Mark.NOTE: "yellow", Mark.FAIL: "bold red"}


def run() -> int:
    """Check everything and print a line each; the exit code."""
    log.configure("ERROR")
    try:
        settings = config.load()
        _ = (settings.telegram.admin_ids, settings.http.webhook)
        entries = catalog.load(settings.drawing.models_file)
        known = Catalog.of(entries, settings.drawing.model_names, settings.drawing.fallback)
    except ConfigurationError as error:
        _show(stumbled("settings", error), [])
        return WRONG_SETTINGS
    return asyncio.run(_checked(settings, known))


async def _checked(settings: Settings, known: Catalog) -> int:
    secrets = list(_secrets(settings, known))
    _show(_read(known), secrets)
    clock, marks = SystemClock(), set()
    async with open_transport() as transport, AsyncExitStack() as stack, asyncio.TaskGroup() as tasks:
        models = Models(settings.access, transport, clock, stack)
        checks = {what: models.check(what, entry) for what, entry in _models(known).items()}
        checks[database.NAME] = database.check(settings.storage.url, clock)
        checks[telegram.NAME] = telegram.check(settings, clock)
        running = [tasks.create_task(bounded(what, check), name=what) for what, check in checks.items()]
        for check in running:
            for finding in await check:
                _show(finding, secrets)
                marks.add(finding.mark)
    return FAILED if Mark.FAIL in marks else 0


def _models(known: Catalog) -> dict[str, Entry]:
    """Each model that may have to draw, by what its line is called."""
    enabled = {f"model {entry.model.name}": entry for entry in known.enabled}
    fallback = known.fallback
    if fallback is None or fallback in known.enabled:
        return enabled
    return enabled | {f"fallback {fallback.model.name}": fallback}


def _read(known: Catalog) -> Finding:
    enabled = ", ".join(entry.model.name for entry in known.enabled)
    fallback = f", and {known.fallback.model.name} where one is down" if known.fallback else ""
    return Finding(Mark.OK, "settings", f"read; drawn with {enabled}{fallback}")


def _show(finding: Finding, secrets: list[str]) -> None:
    line = without_secrets(str(finding))
    for secret in secrets:
        line = line.replace(secret, "…")
    shown = Text(line)
    shown.stylize(_COLORS[finding.mark], 0, len(finding.mark))
    shown.stylize("bold", 5, 5 + len(finding.what))
    Console(highlight=False).print(shown, soft_wrap=True)


def _secrets(settings: Settings, known: Catalog) -> Iterator[str]:
    """What no line may show, whoever said it."""
    values = [value for group in fields(settings) for value in vars(getattr(settings, group.name)).values()]
    secrets = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
    for entry in known.serving:
        if entry.key_variable:
            with suppress(ConfigurationError):  # its model's line tells that it is not set
                secrets.append(config.key(entry.key_variable))
    yield from (secret.strip() for secret in secrets if len(secret.strip()) >= SHORTEST_SECRET)
