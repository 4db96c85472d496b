"""What the owner's use cases are joined of, apart from what draws."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiogram import Bot

from bot.charts import PaintedCharts
from bot.drawing import broadcasts, numbers, pausing
from bot.drawing.broadcasts import Broadcasting, Broadcasts
from bot.drawing.lookups import Lookups
from bot.drawing.numbers import Statistics
from bot.drawing.pausing import Pausing
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.providers import Models
from bot.drawing.values.limits import Calendar
from bot.drawing.work.periodic import Besides
from bot.storage.archive import DatabaseArchive
from bot.storage.broadcasts import DatabaseBroadcasts
from bot.storage.choices import DatabaseChoices
from bot.storage.closings import DatabaseClosings
from bot.storage.credits import DatabaseCredits
from bot.storage.database import Database
from bot.storage.lives import DatabaseLives
from bot.storage.privacy import DatabasePrivacy
from bot.storage.statistics import DatabaseStatistics
from bot.telegram.inbound.desk import Desk
from bot.telegram.outbound.broadcasting import TelegramBroadcasting
from bot.wording.texts import Locales


@dataclass(frozen=True, slots=True)
class Owning:
    """The owner's tools, and what is done for them beside the queues."""

    desk: Desk
    broadcasts: Broadcasts
    besides: Besides

    @property
    def pausing(self) -> Pausing:
        """The switches."""
        return self.desk.pausing

    @property
    def tools(self) -> Mapping[str, object]:
        """What handlers ask for by these names."""
        return {"desk": self.desk, "broadcasts": self.broadcasts}


def statistics(database: Database, calendar: Calendar, clock: Clock) -> Statistics:
    """The numbers of a database."""
    return Statistics(store=DatabaseStatistics(database), calendar=calendar, clock=clock)


def switches(database: Database, clock: Clock) -> Pausing:
    """The switches of a database."""
    return Pausing(store=DatabaseClosings(database), clock=clock)


def lookups(database: Database) -> Lookups:
    """What is found in a database."""
    return Lookups(
        archive=DatabaseArchive(database),
        lives=DatabaseLives(database),
        choices=DatabaseChoices(database),
        privacy=DatabasePrivacy(database),
        balances=DatabaseCredits(database),
    )


def owning(
    database: Database,
    bot: Bot,
    locales: Locales,
    clock: Clock,
    *,
    calendar: Calendar,
    choices: Models,
    models: Models,
) -> Owning:
    """All of it."""
    told, switched = statistics(database, calendar, clock), switches(database, clock)
    store = DatabaseBroadcasts(database)
    privacy = DatabasePrivacy(database)

    async def blocked(user_id: int) -> None:
        await privacy.block(user_id, clock.now())

    sending = Broadcasting(store=store, courier=TelegramBroadcasting(bot, locales), blocked=blocked, clock=clock)

    async def look() -> None:
        await switched.look()

    return Owning(
        desk=Desk(
            statistics=told,
            pausing=switched,
            lookups=lookups(database),
            charts=PaintedCharts(),
            choices=choices,
            models=models,
        ),
        broadcasts=Broadcasts(store=store, clock=clock),
        besides={
            "look at switches": (pausing.EVERY, look),
            "add numbers": (numbers.EVERY, told.fold),
            "forget numbers": (numbers.TIDYING, told.tidy),
            "broadcast": (broadcasts.EVERY, sending.send),
            "forget broadcasts": (numbers.TIDYING, sending.forget),
        },
    )
