"""The rows of the demo's database, as they change: read off its own SQLite file, which is never written to."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

EVERY = 0.2
"""Seconds between two looks."""

ROWS = """
SELECT 'request', id, status FROM requests
UNION ALL SELECT 'generation', id, status FROM generations
ORDER BY 1 DESC
"""

Row = tuple[str, str]
Told = Callable[[str, str, str | None, str], None]


async def follow(database: Path, told: Told) -> None:
    """Tell of every row that is new or has another status: its table, id, last status and this one; until cancelled."""
    before: dict[Row, str] = {}
    while True:
        now = await asyncio.to_thread(_rows, database)
        for (table, row), status in now.items():
            if before.get((table, row)) != status:
                told(table, row, before.get((table, row)), status)
        before = now or before
        await asyncio.sleep(EVERY)


def _rows(database: Path) -> dict[Row, str]:
    """The status of every row; nothing while the tables are not there yet."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return {(table, row): status for table, row, status in connection.execute(ROWS)}
    except sqlite3.OperationalError:
        return {}
