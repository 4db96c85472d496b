"""What the operator is told of at most once an hour: errors that nobody foresaw, and a database that is gone."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.drawing.policy import stumbling
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.couriers import Operator
from bot.drawing.ports.work_stores import Alarms
from bot.drawing.values.incidents import Incident
from bot.errors import CourierError, Outage, RowsUnreadable, StoreUnavailable

log = structlog.get_logger(__name__)

PAUSE = timedelta(hours=1)
"""How long the operator is left in peace about one thing."""

NAMED = 3
"""So many rows are named; the log has all."""

Tell = Callable[[], Awaitable[None]]


class Incidents:
    """Tells the operator. No method raises: who tells of an error must not fail of it."""

    def __init__(self, *, alarms: Alarms, operator: Operator, clock: Clock) -> None:
        self._alarms = alarms
        self._operator = operator
        self._clock = clock
        self._gone_at: datetime | None = None

    async def failed(self, what: str, error: Exception, **context: object) -> bool:
        """Whether something failed in a way that nobody foresaw: then where is told. A database that is away passes."""
        if isinstance(error, StoreUnavailable) and error.outage is not Outage.REFUSED:
            log.error("database unavailable", detail=error.detail, **context)
            return False
        log.error(what, exc_info=error, **context)
        place = stumbling.place_of(error)
        await self.once(f"bug {place}", partial(self._operator.warn, Incident.BUG, place))
        return True

    async def crashes(self, consumer: str, times: int) -> None:
        """Something is given up that the process died with so often."""
        detail = f"{consumer}, {times} times"
        await self.once(f"crashes {consumer}", partial(self._operator.warn, Incident.CRASHES, detail))

    async def unreadable(self, error: RowsUnreadable) -> None:
        """Rows were ended that contradict themselves."""
        more = f" and {len(error.ids) - NAMED} more" if len(error.ids) > NAMED else ""
        detail = f"{', '.join(error.ids[:NAMED])}{more}: {error.detail}"
        await self.once("unreadable", partial(self._operator.warn, Incident.UNREADABLE, detail))

    async def store(self, detail: str) -> None:
        """The database cannot be used; nor can it be known from it what the operator was told."""
        now = self._clock.now()
        if self._gone_at is None or not timedelta() <= now - self._gone_at < PAUSE:
            self._gone_at = now
            await _surely(partial(self._operator.warn, Incident.STORE, detail))

    async def once(self, name: str, tell: Tell) -> None:
        """Tell of something by this name, unless any process did so within the hour."""

        async def told() -> None:
            if await self._alarms.raise_alarm(name, self._clock.now(), PAUSE):
                await tell()

        await _surely(told)


async def _surely(tell: Tell) -> None:
    try:
        await tell()
    except (CourierError, StoreUnavailable) as error:
        log.warning("the operator was not told", error=repr(error))
    except Exception:
        log.exception("the operator was not told")
