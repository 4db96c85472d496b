"""The painter of charts, as the bot calls it: a short process, which a picture or nothing comes of."""

import asyncio
import sys
from contextlib import suppress

import structlog
from typing_extensions import override

from bot.charts import wire
from bot.drawing.ports.charts import Charts
from bot.drawing.values.charts import Chart

log = structlog.get_logger(__name__)

SECONDS = 30.0
"""So long it may take: the first time the library looks for fonts."""

TOLD = 500
"""Characters of what it says of an error."""


class PaintedCharts(Charts):
    """One chart at a time: each process needs a hundred megabytes for a moment."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._painting = asyncio.Lock()

    @override
    async def draw(self, chart: Chart) -> bytes | None:
        async with self._painting:
            try:
                return await self._painted(wire.written(chart))
            except (OSError, TimeoutError) as error:
                log.warning("no chart", error=repr(error))
                return None

    async def _painted(self, told: bytes) -> bytes | None:
        pipe = asyncio.subprocess.PIPE
        painter = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.charts.painter", stdin=pipe, stdout=pipe, stderr=pipe
        )
        try:
            async with asyncio.timeout(self._seconds):
                picture, said = await painter.communicate(told)
        finally:
            if painter.returncode is None:
                with suppress(ProcessLookupError):
                    painter.kill()
                await painter.wait()
        if painter.returncode == 0 and picture:
            return picture
        log.warning("no chart", code=painter.returncode, said=said.decode(errors="replace")[-TOLD:])
        return None
