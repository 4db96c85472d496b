"""What the operator was told, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from typing_extensions import override

from bot.drawing.ports.work_stores import Alarms
from bot.storage import queries
from bot.storage.database import Database
from bot.storage.rows.times import to_stamp
from bot.storage.statements import Statement


@dataclass(frozen=True, slots=True)
class DatabaseAlarms(Alarms):
    """Shared by all processes, so that the operator is told once."""

    database: Database

    @override
    async def raise_alarm(self, name: str, now: datetime, pause: timedelta) -> bool:
        params = {"name": name, "now": to_stamp(now), "before": to_stamp(now - pause)}
        (raised,) = await self.database.run(Statement(queries.load().raise_alarm, params))
        return bool(raised)
