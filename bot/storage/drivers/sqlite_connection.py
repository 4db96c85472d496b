"""SQLite's connection, on a thread of its own."""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeVar

from bot.storage.statements import Row

T = TypeVar("T")

_CACHED = 256


class Connection:
    """A connection on a thread of its own: whatever is done with it, however much, is one hop to that thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")

    async def __aenter__(self) -> Self:
        try:
            self._raw = await self._hop(self._connect)
        except BaseException:
            self._thread.shutdown()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        try:
            await self._hop(self._raw.close)
        finally:
            self._thread.shutdown()

    async def do(self, deed: Callable[[sqlite3.Connection], T]) -> T:
        """Do something with the connection; what it returns or raises."""
        return await self._hop(lambda: deed(self._raw))

    async def _hop(self, deed: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, deed)

    def _connect(self) -> sqlite3.Connection:
        raw = sqlite3.connect(self._path, isolation_level=None, cached_statements=_CACHED)
        raw.row_factory = sqlite3.Row
        return raw


def rows(raw: sqlite3.Connection, sql: str, params: Mapping[str, object]) -> list[Row]:
    """Run one statement; what it returns."""
    return [dict(row) for row in raw.execute(sql, dict(params)).fetchall()]
