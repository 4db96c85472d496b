"""What the bot wrote down, read beside it: nothing of the bot's own work goes through here."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import Request
from bot.storage.rows import requests as request_rows

Row = Mapping[str, Any]

UNSETTLED = """
    SELECT
        (SELECT count(*) FROM requests WHERE status NOT IN ('delivered', 'ended') OR due_at IS NOT NULL)
        + (SELECT count(*) FROM generations
            WHERE status IN ('queued', 'submitting', 'pending') OR due_at IS NOT NULL) AS number
"""


@dataclass(frozen=True, slots=True)
class Full:
    """A row of full_pictures: that one picture of a sheet was sent by itself; None: nobody wrote down which message."""

    generation: UUID
    chat: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Records:
    """All requests with their keys, the pictures that are kept, and what was sent in full."""

    requests: Mapping[UUID, Request]
    generations: Mapping[UUID, Generation]
    keys: Mapping[str, UUID]
    pictures: frozenset[UUID]
    full: Sequence[Full]

    def owner(self, some_id: UUID) -> Request | None:
        """The request of a button, which carries its id or that of one of its generations."""
        if some_id in self.requests:
            return self.requests[some_id]
        generation = self.generations.get(some_id)
        return None if generation is None else self.requests[generation.request_id]

    def of(self, key: str) -> Request | None:
        """The request that was made of an update."""
        return self.requests[self.keys[key]] if key in self.keys else None


async def read(url: str) -> Records:
    """Everything, as it is now."""
    whole = await select(url, "SELECT * FROM whole_requests")
    keys = await select(url, "SELECT dedupe_key, id FROM requests")
    full = await select(url, "SELECT generation_id, chat_id, message_id FROM full_pictures")
    pictures = await select(url, "SELECT generation_id FROM pictures")
    requests = {one.id: one for one in request_rows.requests(whole)}
    return Records(
        requests=requests,
        generations={one.id: one for request in requests.values() for one in request.generations},
        keys={row["dedupe_key"]: UUID(row["id"]) for row in keys},
        pictures=frozenset(UUID(row["generation_id"]) for row in pictures),
        full=[Full(UUID(row["generation_id"]), row["chat_id"], row["message_id"]) for row in full],
    )


async def unsettled(url: str) -> int:
    """How many requests and generations wait for a step, or for somebody to take one."""
    (row,) = await select(url, UNSETTLED)
    return int(row["number"])


def locked(url: str) -> bool:
    """Whether somebody is in the middle of writing to this SQLite file."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.execute("ROLLBACK")
        return False


async def select(url: str, sql: str) -> list[Row]:
    """Rows, by a connection that writes nothing and waits for nobody."""
    if url.startswith("sqlite:///"):
        return _from_file(Path(url.removeprefix("sqlite:///")), sql)
    connection = await asyncpg.connect(url)
    try:
        return [dict(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()


def _from_file(path: Path, sql: str) -> list[Row]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]
