"""Whether the database is there: looked after also while nobody asks for anything."""

from datetime import timedelta

import structlog

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.work_stores import Alarms
from bot.drawing.work.incidents import Incidents
from bot.errors import Outage, StoreUnavailable

log = structlog.get_logger(__name__)

EVERY = 15.0
"""Seconds between looks."""

AWAY = timedelta(minutes=1)
"""A database that is away for so long is told of; a file that is gone is at once."""


class StoreWatch:
    """Writes something small again and again; where that fails, the operator hears."""

    def __init__(self, *, alarms: Alarms, incidents: Incidents, clock: Clock) -> None:
        self._alarms = alarms
        self._incidents = incidents
        self._clock = clock
        self._away_since: float | None = None

    async def look(self) -> None:
        """Look once."""
        try:
            await self._alarms.raise_alarm("watch", self._clock.now(), timedelta())  # an alarm that nobody is told
        except StoreUnavailable as error:
            await self._away(error)
        else:
            self._back()

    async def _away(self, error: StoreUnavailable) -> None:
        now = self._clock.monotonic()
        if self._away_since is None:
            self._away_since = now
        away = now - self._away_since
        log.error("database unavailable", detail=error.detail, seconds=round(away))
        if error.outage is Outage.LOST or away >= AWAY.total_seconds():
            await self._incidents.store(error.detail)

    def _back(self) -> None:
        if self._away_since is not None:
            log.info("database is back", seconds=round(self._clock.monotonic() - self._away_since))
        self._away_since = None
