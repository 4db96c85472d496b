"""The statistics: what ended is added to the numbers of its day now and then, and told when the owner asks."""

from datetime import date, timedelta

from bot.drawing.policy import reporting
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.owner_stores import StatisticsStore
from bot.drawing.values.limits import Calendar
from bot.drawing.values.statistics import Report, Span

EVERY = 60.0
"""Seconds between two times that what ended is added."""

TIDYING = 3600.0
"""Seconds between looks for what is kept too long."""

AT_ONCE = 500
"""So much is added in one transaction."""

KEPT = timedelta(days=400)
"""So long numbers are kept: a year, and the same month of the year before."""

SEEN = timedelta(days=35)
"""So long it is known when somebody was seen last."""

LONGEST = KEPT.days
"""Days that may be told at most."""


class Statistics:
    """Adds up, and tells. Days are those of the ``calendar``. Every method raises StoreUnavailable."""

    def __init__(self, *, store: StatisticsStore, calendar: Calendar, clock: Clock) -> None:
        self._store = store
        self._calendar = calendar
        self._clock = clock

    async def fold(self) -> None:
        """Add what has ended to the numbers, day by day."""
        while (oldest := await self._store.oldest()) is not None:
            await self._store.fold(self._calendar.day(oldest), AT_ONCE)

    async def report(self, days: int = Span.MONTH.days) -> Report:
        """What is told of so many days up to today, a month at least."""
        await self.fold()
        today, told = self._today(), min(max(days, Span.MONTH.days), LONGEST)
        since = reporting.first_day(told, today)
        numbers, times = await self._store.numbers(since), await self._store.times(since)
        return reporting.report(today, numbers, times, days=told, waiting=await self._store.waiting())

    async def tidy(self) -> None:
        """Forget what was kept for its term."""
        today = self._today()
        while await self._store.forget(today - KEPT, today - SEEN, AT_ONCE) == AT_ONCE:
            pass

    def _today(self) -> date:
        return self._calendar.day(self._clock.now()).since.date()
