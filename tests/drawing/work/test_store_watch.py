"""A database that cannot be used: the operator hears of a file that is gone at once, of all else after a minute."""

from datetime import datetime, timedelta

import pytest
from typing_extensions import override

from bot.drawing.ports.work_stores import Alarms
from bot.drawing.work.incidents import Incidents
from bot.drawing.work.store_watch import StoreWatch
from bot.errors import Outage, StoreUnavailable
from tests.clock import FakeClock
from tests.drawing.world import World
from tests.drawing.world.telegram import MemoryTelegram


class Store(Alarms):
    """A database that may be away."""

    def __init__(self) -> None:
        self.outage: Outage | None = None

    @override
    async def raise_alarm(self, name: str, now: datetime, pause: timedelta) -> bool:
        if self.outage is not None:
            raise StoreUnavailable("switched off", self.outage)
        return True


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def operator() -> MemoryTelegram:
    return MemoryTelegram()


@pytest.fixture
def watch(store: Store, operator: MemoryTelegram, clock: FakeClock) -> StoreWatch:
    incidents = Incidents(alarms=store, operator=operator, clock=clock)
    return StoreWatch(alarms=store, incidents=incidents, clock=clock)


async def looks(watch: StoreWatch, clock: FakeClock, seconds: float) -> None:
    """It looks every 15 seconds for so long."""
    for _ in range(round(seconds / 15)):
        clock.advance(15)
        await watch.look()


async def test_of_a_file_that_is_gone_the_operator_hears_at_once(
    watch: StoreWatch, store: Store, operator: MemoryTelegram
) -> None:
    store.outage = Outage.LOST
    await watch.look()
    assert operator.alarms == ["store: switched off"]


@pytest.mark.parametrize("outage", [Outage.AWAY, Outage.UNKNOWN])
async def test_of_a_database_that_is_away_after_a_minute(
    watch: StoreWatch, store: Store, operator: MemoryTelegram, clock: FakeClock, outage: Outage
) -> None:
    store.outage = outage
    await looks(watch, clock, 60)
    assert operator.alarms == []
    await looks(watch, clock, 15)
    assert operator.alarms == ["store: switched off"]


async def test_the_operator_hears_once_an_hour(
    watch: StoreWatch, store: Store, operator: MemoryTelegram, clock: FakeClock
) -> None:
    store.outage = Outage.LOST
    await looks(watch, clock, 3600)
    assert len(operator.alarms) == 1
    await looks(watch, clock, 15)
    assert len(operator.alarms) == 2


async def test_a_minute_counts_anew_where_it_was_back_in_between(
    watch: StoreWatch, store: Store, operator: MemoryTelegram, clock: FakeClock
) -> None:
    for outage in (Outage.AWAY, None, Outage.AWAY):
        store.outage = outage
        await looks(watch, clock, 45)
    assert operator.alarms == []


async def test_the_worker_looks(world: World) -> None:
    world.database.unavailable = True
    async with world.working():
        await world.passes(80)
    assert world.telegram.alarms == ["store: switched off"]
