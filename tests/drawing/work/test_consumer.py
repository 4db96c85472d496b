"""A consumer: how much it takes at once, how it keeps what it holds, and how it stops."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import structlog
from structlog.testing import capture_logs

from bot.drawing.ports.work_stores import Lease
from bot.drawing.work.consumer import Consumer
from bot.drawing.work.incidents import Incidents
from bot.errors import FenceLost, Outage, RowsUnreadable, StoreUnavailable
from tests.clock import FakeClock
from tests.drawing.builders import at
from tests.drawing.world.telegram import MemoryTelegram
from tests.storage.memory import MemoryAlarms, MemoryDatabase

AWAY = StoreUnavailable("switched off")


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may be claimed."""

    number: int
    fence: int = 1
    stumbles: int = 0
    crashes: int = 0

    @property
    def id(self) -> UUID:
        """Its number."""
        return UUID(int=self.number)

    @property
    def log_context(self) -> dict[str, str]:
        """Its number."""
        return {"item": str(self.number)}


@dataclass(slots=True)
class Bench:
    """A consumer, what waits for it, and what became of that. A step takes until its gate is opened."""

    slots: int = 2
    lease: timedelta = timedelta(seconds=30)
    clock: FakeClock = field(default_factory=FakeClock)
    waiting: list[Item] = field(default_factory=list)
    claims: list[tuple[int, Lease]] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    renewed: list[tuple[dict[UUID, int], datetime]] = field(default_factory=list)
    stumbled: list[tuple[int, int, datetime]] = field(default_factory=list)
    put_offs: list[tuple[int, int, datetime]] = field(default_factory=list)
    given_up: list[int] = field(default_factory=list)
    abandoned: list[tuple[int, int, datetime]] = field(default_factory=list)
    gates: dict[int, asyncio.Event] = field(default_factory=dict)
    faults: dict[int, Exception] = field(default_factory=dict)
    claim_faults: list[Exception] = field(default_factory=list)
    operator: MemoryTelegram = field(default_factory=MemoryTelegram)
    alarms: MemoryAlarms = field(default_factory=lambda: MemoryAlarms(MemoryDatabase()))
    due: datetime | None = None
    away: bool = False
    wake_up: asyncio.Event = field(default_factory=asyncio.Event)

    async def claim(self, limit: int, lease: Lease) -> list[Item]:
        """Take what waits."""
        self.claims.append((limit, lease))
        self._check()
        if self.claim_faults:
            raise self.claim_faults.pop(0)
        taken, self.waiting = self.waiting[:limit], self.waiting[limit:]
        return taken

    async def step(self, item: Item) -> None:
        """Take as long as the test wants."""
        self.begun.append(item.number)
        if (gate := self.gates.get(item.number)) is not None:
            await gate.wait()
        if (fault := self.faults.get(item.number)) is not None:
            raise fault
        self.done.append(item.number)

    async def renew(self, claims: Mapping[UUID, int], until: datetime) -> None:
        """See bot.drawing.ports.work_stores.Leases."""
        self._check()
        self.renewed.append((dict(claims), until))

    async def give_up(self, item: Item) -> None:
        """What is done instead of a step; a fault may be in it, too."""
        self.given_up.append(item.number)
        if (fault := self.faults.get(item.number)) is not None:
            raise fault

    async def stumble(self, row_id: UUID, fence: int, until: datetime) -> None:
        """See bot.drawing.ports.work_stores.Leases."""
        self._check()
        self.stumbled.append((row_id.int, fence, until))

    async def put_off(self, row_id: UUID, fence: int, until: datetime) -> None:
        """See bot.drawing.ports.work_stores.Leases."""
        self.put_offs.append((row_id.int, fence, until))

    async def abandon(self, row_id: UUID, fence: int, now: datetime) -> None:
        """See bot.drawing.ports.work_stores.Leases."""
        self._check()
        self.abandoned.append((row_id.int, fence, now))

    @property
    def incidents(self) -> Incidents:
        """What the operator hears by."""
        return Incidents(alarms=self.alarms, operator=self.operator, clock=self.clock)

    async def next_due(self) -> datetime | None:
        """See bot.drawing.ports.work_stores.Due."""
        self._check()
        return self.due

    def hold(self, number: int) -> asyncio.Event:
        """Something comes whose step lasts until this is set."""
        self.waiting.append(Item(number))
        return self.gates.setdefault(number, asyncio.Event())

    def consumer(self) -> Consumer[Item]:
        """What the test is about."""
        return Consumer(
            name="bench",
            slots=self.slots,
            claim=self.claim,
            step=self.step,
            give_up=self.give_up,
            incidents=self.incidents,
            leases=self,
            lease=self.lease,
            clock=self.clock,
            wake_up=self.wake_up,
            next_due=self.next_due,
        )

    async def passes(self, seconds: float, by: float = 0.25) -> None:
        """Let time pass."""
        for _ in range(round(seconds / by)):
            self.clock.advance(by)
            await idle()

    def _check(self) -> None:
        if self.away:
            raise AWAY


async def idle() -> None:
    """Let everybody go on who can."""
    for _ in range(30):
        await asyncio.sleep(0)


@asynccontextmanager
async def running(consumer: Consumer[Item]) -> AsyncIterator[asyncio.Task[None]]:
    """The consumer works, until it is stopped at the end."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(consumer.run())
        await idle()
        yield task
        consumer.stop()


async def test_it_takes_as_much_as_it_has_slots_for() -> None:
    bench = Bench()
    gates = [bench.hold(number) for number in (1, 2, 3)]
    async with running(bench.consumer()):
        assert bench.begun == [1, 2]
        assert [limit for limit, _ in bench.claims] == [2]
        gates[0].set()
        await idle()
        assert bench.begun == [1, 2, 3]
        assert [limit for limit, _ in bench.claims] == [2, 1]
        gates[1].set()
        gates[2].set()
    assert bench.done == [1, 2, 3]


async def test_a_claim_is_made_now_and_for_one_lease() -> None:
    bench = Bench(lease=timedelta(seconds=7))
    async with running(bench.consumer()):
        assert bench.claims == [(2, Lease(at(0), timedelta(seconds=7)))]
        assert bench.claims[0][1].until == at(7)


async def test_it_goes_on_at_once_while_there_is_more() -> None:
    bench = Bench(slots=1, waiting=[Item(number) for number in range(5)])
    async with running(bench.consumer()):
        assert bench.done == [0, 1, 2, 3, 4]


async def test_with_every_slot_taken_it_claims_nothing() -> None:
    bench = Bench(slots=1)
    gate = bench.hold(1)
    async with running(bench.consumer()):
        await bench.passes(5)
        assert len(bench.claims) == 1
        gate.set()


async def test_a_wake_up_lets_it_look_at_once() -> None:
    bench = Bench()
    async with running(bench.consumer()):
        bench.waiting.append(Item(1))
        await idle()
        assert bench.done == []
        bench.wake_up.set()
        await idle()
        assert bench.done == [1]


async def test_a_wake_up_while_it_looks_is_not_lost() -> None:
    bench = Bench()
    claim = bench.claim

    async def claim_and_wake(limit: int, lease: Lease) -> list[Item]:
        taken = await claim(limit, lease)
        if len(bench.claims) == 1:
            bench.waiting.append(Item(1))
            bench.wake_up.set()
        return taken

    consumer = bench.consumer()
    consumer.claim = claim_and_wake
    async with running(consumer):
        assert bench.done == [1]


async def test_unasked_it_looks_once_a_second() -> None:
    bench = Bench()
    async with running(bench.consumer()):
        for looks in (1, 2, 3):
            assert len(bench.claims) == looks
            await bench.passes(0.75)
            assert len(bench.claims) == looks
            await bench.passes(0.25)


@pytest.mark.parametrize(("due", "pause"), [(0.5, 0.5), (1, 1), (60, 1), (0, 0.25), (-60, 0.25)])
async def test_it_looks_when_the_next_is_due_and_soon_where_that_is_over(due: float, pause: float) -> None:
    """Over it is where the budget is used up: then the next one may not be taken yet."""
    bench = Bench(due=at(due))
    async with running(bench.consumer()):
        await idle()
        assert bench.clock.is_waited_for(pause)


async def test_with_one_slot_free_it_looks_when_the_next_is_due() -> None:
    bench = Bench(slots=1, due=at(0.5))
    async with running(bench.consumer()):
        assert bench.clock.is_waited_for(0.5)


async def test_with_every_slot_taken_it_does_not_ask_when_the_next_is_due() -> None:
    bench = Bench(slots=1, due=at(0.5))
    bench.lease = timedelta(seconds=60)
    gate = bench.hold(1)
    async with running(bench.consumer()):
        await idle()
        assert not bench.clock.is_waited_for(0.5)
        gate.set()


async def test_who_is_in_no_hurry_looks_once_a_second() -> None:
    bench = Bench()
    consumer = Consumer(
        name="slow",
        slots=1,
        claim=bench.claim,
        step=bench.step,
        give_up=bench.give_up,
        incidents=bench.incidents,
        leases=bench,
        lease=bench.lease,
        clock=bench.clock,
    )
    async with running(consumer):
        await bench.passes(1)
        assert len(bench.claims) == 2


# What is held.


async def test_what_is_held_is_renewed_every_second_for_one_lease() -> None:
    bench = Bench()
    gate = bench.hold(1)
    async with running(bench.consumer()):
        await bench.passes(2)
        assert bench.renewed == [({UUID(int=1): 1}, at(31)), ({UUID(int=1): 1}, at(32))]
        gate.set()
        await bench.passes(2)
        assert len(bench.renewed) == 2


async def test_a_short_lease_is_renewed_three_times_while_it_holds() -> None:
    bench = Bench(lease=timedelta(seconds=1.5))
    gate = bench.hold(1)
    async with running(bench.consumer()):
        assert bench.clock.is_waited_for(0.5)
        await bench.passes(1.5)
        assert [until for _, until in bench.renewed] == [at(2), at(2.5), at(3)]
        gate.set()


async def test_all_that_is_held_is_renewed_with_its_fences() -> None:
    bench = Bench()
    bench.waiting = [Item(1, fence=4), Item(2, fence=9)]
    bench.gates = {1: asyncio.Event(), 2: asyncio.Event()}
    async with running(bench.consumer()):
        await bench.passes(1)
        assert bench.renewed[0][0] == {UUID(int=1): 4, UUID(int=2): 9}
        for gate in bench.gates.values():
            gate.set()


async def test_leases_that_cannot_be_renewed_now_are_renewed_later() -> None:
    bench = Bench()
    gate = bench.hold(1)
    async with running(bench.consumer()):
        bench.away = True
        await bench.passes(1)
        bench.away = False
        await bench.passes(1)
        assert len(bench.renewed) == 1
        gate.set()


async def test_what_it_may_no_longer_hold_is_renewed_before_it_claims() -> None:
    """Else, after a database was away for longer than a lease, it would take over what it holds."""
    bench = Bench(lease=timedelta(seconds=6))
    gate = bench.hold(1)
    async with running(bench.consumer()):
        bench.away = True
        await bench.passes(3)
        claims = len(bench.claims)
        assert claims == 5  # twice at first, then once a second for half of the lease
        await bench.passes(4)
        assert len(bench.claims) == claims
        bench.away = False
        bench.wake_up.set()
        await idle()
        assert (bench.renewed, len(bench.claims)) == ([({UUID(int=1): 1}, at(13))], claims + 1)
        gate.set()


async def test_with_nothing_in_hand_it_goes_on_claiming_however_long_it_was_idle() -> None:
    bench = Bench()
    async with running(bench.consumer()):
        await bench.passes(20)
        assert len(bench.claims) == 21


async def test_what_is_claimed_a_second_time_while_its_step_goes_on_is_not_begun_again() -> None:
    bench = Bench(slots=3)
    gate = bench.hold(1)
    async with running(bench.consumer()):
        bench.waiting = [Item(1, fence=2), Item(2)]
        bench.wake_up.set()
        await idle()
        assert bench.begun == [1, 2]
        await bench.passes(1)
        assert bench.renewed[-1][0] == {UUID(int=1): 1}
        gate.set()
    assert bench.done == [2, 1]


# What goes wrong.


@pytest.mark.parametrize(
    ("fault", "event"),
    [
        (FenceLost("1"), "fence lost"),
        (StoreUnavailable("disk full"), "database unavailable"),
        (StoreUnavailable("no such value", Outage.REFUSED), "step failed"),
        (KeyError("a bug"), "step failed"),
    ],
)
async def test_what_goes_wrong_with_one_stops_no_other(fault: Exception, event: str) -> None:
    bench = Bench(waiting=[Item(1), Item(2)], faults={1: fault})
    with capture_logs() as lines:
        async with running(bench.consumer()):
            bench.waiting = [Item(3), Item(1, fence=2)]
            bench.wake_up.set()
            await idle()
    assert bench.done == [2, 3]
    assert bench.begun == [1, 2, 3, 1]
    assert [line["event"] for line in lines] == [event, event]


async def test_a_bug_is_logged_with_its_traceback() -> None:
    bench = Bench(waiting=[Item(1)], faults={1: KeyError("a bug")})
    with capture_logs() as lines:
        async with running(bench.consumer()):
            pass
    assert [(line["log_level"], type(line["exc_info"])) for line in lines] == [("error", KeyError)]


async def test_a_stumble_is_counted_and_what_it_is_about_left_alone_for_a_while() -> None:
    bench = Bench(waiting=[Item(1, fence=7)], faults={1: KeyError("a bug")})
    async with running(bench.consumer()):
        pass
    assert bench.stumbled == [(1, 7, at(5))]


@pytest.mark.parametrize("fault", [FenceLost("1"), StoreUnavailable("disk full")])
async def test_what_may_happen_to_anything_is_no_stumble(fault: Exception) -> None:
    bench = Bench(waiting=[Item(1)], faults={1: fault})
    async with running(bench.consumer()):
        pass
    assert (bench.stumbled, bench.operator.alarms) == ([], [])


async def test_the_operator_hears_where_it_was_and_not_what_it_said() -> None:
    bench = Bench(waiting=[Item(1), Item(2)], faults=dict.fromkeys((1, 2), KeyError("a secret prompt")))
    async with running(bench.consumer()):
        await bench.passes(1)
    (alarm,) = bench.operator.alarms
    assert alarm.startswith("bug: KeyError at bot.drawing.work.consumer:")
    assert "secret" not in alarm


async def test_the_same_place_is_told_of_once_an_hour() -> None:
    bench = Bench(faults={1: KeyError("a bug")})
    async with running(bench.consumer()):
        for seconds, told in ((0, 1), (3599, 1), (1, 2)):
            bench.clock.advance(seconds)
            bench.waiting.append(Item(1))
            bench.wake_up.set()
            await idle()
            assert len(bench.operator.alarms) == told


GIVEN_UP = [
    Item(1, stumbles=3),
    Item(1, stumbles=5),
    Item(1, crashes=10),
    Item(1, crashes=19),
    Item(1, stumbles=3, crashes=10),
]
ABANDONED = [Item(1, stumbles=6), Item(1, crashes=20), Item(1, fence=4, stumbles=99, crashes=99)]


@pytest.mark.parametrize("item", [Item(1, stumbles=2), Item(1, crashes=9), Item(1, stumbles=2, crashes=9)])
async def test_what_stumbled_a_few_times_is_tried_again(item: Item) -> None:
    bench = Bench(waiting=[item])
    async with running(bench.consumer()):
        pass
    assert (bench.begun, bench.given_up, bench.abandoned) == ([1], [], [])


@pytest.mark.parametrize("item", GIVEN_UP)
async def test_what_stumbled_too_often_is_given_up(item: Item) -> None:
    bench = Bench(waiting=[item])
    async with running(bench.consumer()):
        pass
    assert (bench.begun, bench.given_up, bench.abandoned) == ([], [1], [])


@pytest.mark.parametrize("item", ABANDONED)
async def test_what_cannot_even_be_given_up_is_abandoned(item: Item) -> None:
    bench = Bench(waiting=[item])
    async with running(bench.consumer()):
        pass
    assert (bench.begun, bench.given_up, bench.abandoned) == ([], [], [(1, item.fence, at(0))])


async def test_to_give_up_may_stumble_as_well() -> None:
    bench = Bench(waiting=[Item(1, stumbles=3)], faults={1: KeyError("a bug")})
    async with running(bench.consumer()):
        pass
    assert (bench.given_up, bench.stumbled) == ([1], [(1, 1, at(5))])


@pytest.mark.parametrize("item", [Item(1, crashes=10), Item(1, crashes=20)])
async def test_of_what_the_process_dies_with_the_operator_hears(item: Item) -> None:
    bench = Bench(waiting=[item])
    async with running(bench.consumer()):
        pass
    assert bench.operator.alarms == [f"crashes: bench, {item.crashes} times"]


async def test_a_stumble_that_cannot_be_counted_stops_nothing() -> None:
    bench = Bench(faults={1: KeyError("a bug")})
    gate = bench.hold(1)
    async with running(bench.consumer()):
        bench.away = True
        gate.set()
        await idle()
        bench.away = False
        bench.waiting.append(Item(2))
        await bench.passes(1)
    assert (bench.stumbled, bench.done) == ([], [2])


async def test_a_bug_in_a_claim_stops_nothing_and_the_operator_hears() -> None:
    bench = Bench(waiting=[Item(1)], claim_faults=[KeyError("a bug")])
    async with running(bench.consumer()):
        await bench.passes(1)
    assert bench.done == [1]
    assert [alarm.partition(":")[0] for alarm in bench.operator.alarms] == ["bug"]


async def test_rows_that_nobody_can_read_hold_up_no_others_and_the_operator_hears() -> None:
    """The others are claimed at once."""
    bench = Bench(waiting=[Item(1)], claim_faults=[RowsUnreadable(("a", "b", "c", "d"), "ValueError at x:1")])
    async with running(bench.consumer()):
        assert bench.done == [1]
    assert bench.operator.alarms == ["unreadable: a, b, c and 1 more: ValueError at x:1"]


@pytest.mark.parametrize("port", ["renew", "next_due"])
async def test_a_bug_beside_the_steps_stops_nothing(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(Bench, port, fail)
    bench = Bench()
    gate = bench.hold(1)
    async with running(bench.consumer()):
        await bench.passes(3)
        gate.set()
        await idle()
    assert bench.done == [1]
    assert len(bench.operator.alarms) == 1


async def test_what_a_step_logs_names_what_it_is_about() -> None:
    bench = Bench(waiting=[Item(7)])
    seen = []
    consumer = bench.consumer()

    async def step(_: Item) -> None:
        seen.append(dict(structlog.contextvars.get_contextvars()))

    consumer.step = step
    async with running(consumer):
        pass
    assert seen == [{"item": "7"}]
    assert structlog.contextvars.get_contextvars() == {}


async def test_a_database_that_is_away_is_asked_again_every_second() -> None:
    bench = Bench(away=True)
    async with running(bench.consumer()):
        await bench.passes(3)
        assert len(bench.claims) == 4
        bench.away = False
        bench.waiting.append(Item(1))
        await bench.passes(1)
        assert bench.done == [1]


# Stopping.


async def test_stop_lets_the_steps_in_hand_finish_and_begins_nothing_more() -> None:
    bench = Bench(slots=1)
    gate = bench.hold(1)
    bench.waiting.append(Item(2))
    consumer = bench.consumer()
    async with running(consumer) as task:
        consumer.stop()
        await bench.passes(3)
        assert not task.done()
        gate.set()
        await idle()
        assert task.done()
    assert (bench.done, bench.waiting) == ([1], [Item(2)])


async def test_leases_are_renewed_until_the_last_step_is_finished() -> None:
    bench = Bench()
    gate = bench.hold(1)
    consumer = bench.consumer()
    async with running(consumer):
        consumer.stop()
        await bench.passes(3)
        assert len(bench.renewed) == 3
        gate.set()


async def test_with_nothing_in_hand_it_stops_at_once() -> None:
    consumer = Bench().consumer()
    async with running(consumer) as task:
        consumer.stop()
        await idle()
        assert task.done()


async def test_who_was_stopped_before_it_began_claims_nothing() -> None:
    bench = Bench(waiting=[Item(1)])
    consumer = bench.consumer()
    consumer.stop()
    async with running(consumer):
        pass
    assert bench.claims == []


# What somebody else claimed.


async def go_on(bench: Bench, number: int) -> None:
    """The step of what was handed over."""
    bench.done.append(number)


def handed(bench: Bench, number: int) -> Callable[[], Awaitable[None]]:
    """A step with what was handed over."""
    return lambda: go_on(bench, number)


async def test_it_goes_on_with_what_somebody_else_claimed() -> None:
    bench = Bench()
    consumer = bench.consumer()
    async with running(consumer):
        assert consumer.has_room
        consumer.take_over(Item(5), handed(bench, 5))
        await idle()
        assert (bench.done, bench.begun) == ([5], [])


async def test_what_it_took_over_takes_a_slot_and_is_renewed() -> None:
    bench = Bench(slots=1)
    consumer = bench.consumer()
    gate = asyncio.Event()

    async def wait() -> None:
        await gate.wait()

    async with running(consumer):
        consumer.take_over(Item(5, fence=3), wait)
        assert not consumer.has_room
        await bench.passes(1)
        assert bench.renewed == [({UUID(int=5): 3}, at(31))]
        gate.set()
        await idle()
        assert consumer.has_room


async def test_there_is_room_only_from_its_beginning_until_it_is_stopped() -> None:
    bench = Bench()
    consumer = bench.consumer()
    room = [consumer.has_room]
    gate = bench.hold(1)
    async with running(consumer):
        room.append(consumer.has_room)
        consumer.stop()
        room.append(consumer.has_room)
        gate.set()
    assert [*room, consumer.has_room] == [False, True, False, False]


async def test_where_it_does_not_run_nothing_is_taken_over() -> None:
    bench = Bench()
    consumer = bench.consumer()
    consumer.take_over(Item(5), handed(bench, 5))
    async with running(consumer):
        pass
    consumer.take_over(Item(6), handed(bench, 6))
    await idle()
    assert bench.done == []


async def test_its_tasks_have_names_that_tell_what_they_are_about() -> None:
    bench = Bench()
    gate = bench.hold(7)
    async with running(bench.consumer()):
        names = {task.get_name() for task in asyncio.all_tasks()}
        gate.set()
    assert {"bench heartbeat", f"bench {UUID(int=7)}"} <= names


async def test_what_is_handed_over_as_it_stops_is_finished_while_others_are() -> None:
    bench = Bench()
    gate = bench.hold(1)
    consumer = bench.consumer()
    async with running(consumer):
        consumer.stop()
        await idle()
        consumer.take_over(Item(5), handed(bench, 5))
        gate.set()
    assert sorted(bench.done) == [1, 5]
