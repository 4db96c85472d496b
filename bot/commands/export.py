"""Requests that are over as CSV, for a spreadsheet; without anybody's words unless they are asked for."""

import asyncio
import csv
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from bot import config, log
from bot.commands.exits import exit_code
from bot.drawing.policy import charging
from bot.drawing.ports.providers import Models
from bot.drawing.values.limits import MICROS
from bot.drawing.values.requests import Request
from bot.providers import catalog
from bot.storage.database import open_database
from bot.storage.lives import DatabaseLives
from bot.wording.details import model_of

PAGE = 200
"""Requests that are read at once."""

COLUMNS = (
    "id",
    "accepted",
    "delivered",
    "status",
    "reason",
    "person",
    "chat",
    "where",
    "language",
    "model",
    "shape",
    "pictures",
    "drawn",
    "paid",
    "usd",
    "waited_seconds",
    "drawing_seconds",
)
WORDS = "prompt"

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run that begins so."""


def run(since: datetime | None, out: Path | None, *, prompts: bool) -> int:
    """Write them; the exit code."""
    log.configure("WARNING")
    return exit_code(lambda: asyncio.run(_export(since, out, prompts=prompts)), OSError)


async def _export(since: datetime | None, out: Path | None, *, prompts: bool) -> None:
    """Raises ConfigurationError, StorageError, OSError."""
    settings = config.load()
    models = {name: entry.model for name, entry in catalog.load(settings.drawing.models_file).items()}
    began = (since or datetime.fromtimestamp(0, UTC)).replace(tzinfo=UTC)
    async with open_database(settings.storage.url) as database:
        with _opened(out) as file:
            sheet = csv.writer(file)
            sheet.writerow((*COLUMNS, WORDS) if prompts else COLUMNS)
            async for request in _requests(DatabaseLives(database), began):
                words = (_harmless(request.spec.prompt),) if prompts else ()
                sheet.writerow((*_row(request, models), *words))


@contextmanager
def _opened(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        yield file


async def _requests(lives: DatabaseLives, since: datetime) -> AsyncIterator[Request]:
    last: Request | None = None
    while page := await lives.over_since(since, last, PAGE):
        for request in page:
            yield request
        last = page[-1]


def _row(request: Request, models: Models) -> tuple[object, ...]:
    origin, drawn = request.origin, request.drawn
    submitted = [one.submitted_at for one in drawn if one.submitted_at is not None]
    waited = (min(submitted) - request.accepted_at).total_seconds() if submitted else None
    took = [(one.drawn_at - one.submitted_at).total_seconds() for one in drawn if one.drawn_at and one.submitted_at]
    cost = sum(charging.spent(request, one, model_of(models, request, one)) for one in request.generations)
    return (
        request.id,
        _time(request.accepted_at),
        _time(request.delivered_at),
        request.status.value,
        request.reason or "",
        origin.user_id,
        origin.chat_id,
        "inline" if origin.is_inline else "private" if origin.is_private else "group",
        origin.language,
        request.spec.model,
        request.spec.size or request.spec.ratio,
        request.count,
        len(drawn),
        request.paid,
        f"{cost / MICROS:.6f}",
        "" if waited is None else f"{waited:.1f}",
        f"{max(took):.1f}" if took else "",
    )


def _time(time: datetime | None) -> str:
    return "" if time is None else time.isoformat(timespec="seconds")


def _harmless(words: str) -> str:
    """Somebody's words, which no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(_FORMULAS) else words
