"""The stores against the same in memory: whatever people, two processes, the clock and crashes do, in any order.

``HYPOTHESIS_PROFILE=long`` goes on for minutes, elsewhere each time, and shrinks what it finds (see tests/conftest.py).
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.drawing.policy.pacing import HORIZON
from bot.drawing.ports.work_stores import Lease
from bot.drawing.values.budgets import Budget
from bot.drawing.values.models import Model
from bot.drawing.values.queues import DELIVER, PLACE, Queue, Stage, poll, submit
from bot.drawing.values.requests import Batch, MessageAddress, Request, RequestStatus
from bot.errors import FenceLost
from bot.storage.database import Database, open_database
from bot.storage.rows import generations, requests
from bot.storage.rows.times import time_or_none
from bot.storage.statements import Row, Statement
from tests.clock import FakeClock
from tests.drawing.builders import BATCHING, MODEL, OPENAI, YANDEX, origin, request
from tests.storage.conformance.conftest import in_database, in_memory
from tests.storage.conformance.stores import Stores
from tests.storage.crashes import File, Home, Service
from tests.storage.memory import MemoryDatabase
from tests.storage.memory.conversations import STATUSES, in_turn
from tests.storage.memory.database import WAITING, GenerationRow, RequestRow, claim_request, is_due, is_free
from tests.storage.memory.drawings import POLLED
from tests.storage.server import Server
from tests.storage.steps import Drawn, When, Written, steps_of_batch, steps_of_request

T = TypeVar("T")

LONG = settings.get_current_profile_name() == "long"
HOLDS = timedelta(minutes=2)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
BUDGETS = {YANDEX: Budget(per_minute=3, per_day=9, per_second=2)}
"""Only the first account has a budget."""

QUEUES = (PLACE, submit(YANDEX), submit(OPENAI), poll(YANDEX), poll(OPENAI), DELIVER)

WORKERS = st.sampled_from((0, 1))
MODELS = st.sampled_from((MODEL, MODEL, BATCHING))
ASKERS = st.tuples(st.sampled_from((1, 2, 3)), MODELS, st.sampled_from((1, 1, 1, 2, 4)))
"""A person, the model that is to draw, and how many pictures."""
LIMITS = st.dictionaries(WORKERS, st.integers(1, 4), min_size=1)
"""How much each worker claims."""
DELAYS = st.sampled_from((0.0, 0.5, 30.0, 345.0))
"""Seconds until a step is due again; the last is the longest there is."""
PASSES = st.sampled_from((0.5, 1.0, 30.0, 59.5, 60.0, 120.0, 600.0, 86400.0))
SETS = st.sampled_from((30.0, 700.0, 86400.0, -30.0, -700.0, -86400.0))
JUMPS = st.sampled_from((0.0, 0.0, 0.0, 700.0, -700.0, -86400.0))


@dataclass(frozen=True, slots=True)
class Round:
    """Some work: who asks meanwhile, how much each worker claims of every queue, which ways it takes with that, how
    long it all takes, and by how much the clock is set then.
    """

    askers: list[tuple[int, Model, int]]
    limits: dict[int, int]
    roads: list[int]
    delay: float
    wait: float
    jump: float


ROUNDS = st.builds(
    Round,
    st.lists(ASKERS, max_size=2),
    LIMITS,
    st.lists(st.integers(0, 99), min_size=2, max_size=5),
    DELAYS,
    PASSES,
    JUMPS,
)


@dataclass(frozen=True, slots=True)
class Hold:
    """A claim: whose it is, of what, and how long by the time that passes."""

    worker: int
    value: Request | Batch
    until: float


@dataclass(slots=True)
class Process:
    """A process of the bot, with connections of its own."""

    database: Database
    stores: Stores
    stack: AsyncExitStack = field(repr=False)

    @classmethod
    async def start(cls, url: str) -> "Process":
        stack = AsyncExitStack()
        database = await stack.enter_async_context(open_database(url))
        return cls(database, within_budgets(in_database(database)), stack)


def within_budgets(stores: Stores) -> Stores:
    return replace(stores, drawings=stores.within(BUDGETS))


def claimable(memory: MemoryDatabase, queue: Queue, now: datetime) -> list[RequestRow] | list[GenerationRow]:
    """What of a queue may be claimed."""
    if queue.stage in STATUSES:
        waiting = [row for row in memory.tables.requests.values() if row.value.status in STATUSES[queue.stage]]
        return [row for row in waiting if is_due(row, now) and is_free(row, now)]
    statuses = WAITING if queue.stage is Stage.SUBMIT else POLLED
    there = [row for row in memory.tables.generations.values() if row.value.account == queue.account]
    free = [row for row in there if row.value.status in statuses and is_free(row, now)]
    return [row for row in free if is_due(row, now) or (row.value.due_at is None and row.turn is not None)]


def untold_least(memory: MemoryDatabase, now: datetime) -> list[RequestRow]:
    """Whose people may be told how it is going, those first who heard least lately."""
    placed = [row for row in memory.tables.requests.values() if row.value.status is RequestStatus.PLACED]
    times = [(row.value.news_at, row) for row in placed if not is_due(row, now) and is_free(row, now)]
    due = [(news_at, row) for news_at, row in times if news_at is not None and news_at <= now]
    return [row for _, row in sorted(due, key=lambda pair: pair[0])]


def within(times: Iterable[datetime | None], span: timedelta, now: datetime) -> int:
    """How many of these times are in the last so much."""
    return sum(time is not None and now - span < time <= now for time in times)


def room(memory: MemoryDatabase, queue: Queue, now: datetime) -> tuple[int, int]:
    """How much more an account's budgets allow to claim, and how much of what they count already."""
    budget = BUDGETS.get(queue.account) if queue.account else None
    if budget is None:
        return 10**6, 0
    rows = [row for row in memory.tables.generations.values() if row.value.account == queue.account]
    if queue.stage is Stage.POLL:
        polled = within((row.polled_at for row in rows), SECOND, now)
        return max(0, budget.per_second - polled), polled
    a_minute = within((row.counted_at for row in rows), MINUTE, now)
    a_day = within((row.counted_at for row in rows), DAY, now)
    return max(0, min(budget.per_minute - a_minute, budget.per_day - a_day)), a_day


KEYS = st.runner().flatmap(lambda machine: st.sampled_from(machine.numbers()))
CHOICES = st.integers(0, 999)
"""One of what there is when it comes to that: of two who claim at once, now one and now the other is faster."""

steady = precondition(lambda machine: machine.clock.monotonic() >= machine.resume_at)
asked = precondition(lambda machine: machine.numbers())


class StoreMachine(RuleBasedStateMachine):
    """Two processes that share a database, the people who ask, and the same in memory."""

    def __init__(self, runner: asyncio.Runner, home: Home) -> None:
        super().__init__()
        self.runner, self.home = runner, home
        self.clock, self.resume_at = FakeClock(), 0.0
        self.memory = MemoryDatabase()
        self.model = within_budgets(in_memory(self.memory))
        self.holds: dict[UUID, Hold] = {}
        self.claims_made: dict[tuple[UUID, int], Request | Batch] = {}
        self.submitted: list[tuple[datetime, UUID]] = []
        self.over: set[UUID] = set()
        self.run(home.empty())
        self.processes = self.started()

    # What rules do, and what they choose from.

    def run(self, deed: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(deed)

    def started(self) -> list[Process]:
        return [self.run(Process.start(self.home.url)) for _ in range(2)]

    def stopped(self) -> None:
        for process in self.processes:
            self.run(process.stack.aclose())

    def now(self) -> datetime:
        """The present; nothing happens at the same time as anything else."""
        self.clock.advance(0.001)
        return self.clock.now()

    def numbers(self) -> list[int]:
        return [key.int for key in self.memory.tables.requests]

    def busy(self) -> list[Queue]:
        return [queue for queue in QUEUES if claimable(self.memory, queue, self.clock.now())] or list(QUEUES)

    def current(self, held: Request | Batch) -> Request:
        """What has become of it."""
        found = self.memory.tables.find(held.id if isinstance(held, Request) else held.request.id)
        assert found is not None
        return found

    def ways(self, held: Request | Batch) -> int:
        """How many steps may be taken with it."""
        if isinstance(held, Request):
            return len(steps_of_request(held, self.current(held)))
        return len(steps_of_batch(held))

    def held(self) -> list[tuple[UUID, int]]:
        holds = sorted(self.holds.items())  # two who claim at once are not always as fast
        return [(key, way) for key, hold in holds for way in range(self.ways(hold.value))]

    def stale(self) -> list[tuple[tuple[UUID, int], int]]:
        """Claims that are lost: whoever had them may still try to write."""
        lost = [(key, held) for key, held in sorted(self.claims_made.items()) if self.fence_of(held) > held.fence]
        return [(key, way) for key, held in lost for way in range(self.ways(held))]

    def fence_of(self, held: Request | Batch) -> int:
        tables = self.memory.tables
        rows = tables.requests if isinstance(held, Request) else tables.generations
        return rows[held.id].value.fence

    def both(self, worker: int, deed: Callable[[Stores], Coroutine[Any, Any, T]]) -> T:
        """Do something in the database, and the same in memory; what both say."""
        said, modelled = self.run(deed(self.processes[worker].stores)), self.run(deed(self.model))
        assert said == modelled
        return said

    def hold(self, worker: int, value: Request | Batch, holds: timedelta = HOLDS) -> None:
        before = self.holds.get(value.id)
        assert before is None or before.until <= self.clock.monotonic(), "another one holds it within its lease"
        assert value.id not in self.over, "it came back"
        self.holds[value.id] = Hold(worker, value, self.clock.monotonic() + holds.total_seconds())
        self.claims_made[value.id, value.fence] = value

    def forget_lost_holds(self) -> None:
        """Somebody else made claims void."""
        self.holds = {key: hold for key, hold in self.holds.items() if self.fence_of(hold.value) == hold.value.fence}

    def accepted(self, worker: int, asker: tuple[int, Model, int]) -> None:
        number, now = len(self.numbers()) + 1, self.now()
        person, model, count = asker
        where = origin(user_id=person, message_id=number, inline_message_id="inline" if number % 7 == 0 else None)
        new = request(number=number, count=count, model=model, origin=where, accepted_at=now, due_at=now)
        assert self.both(worker, lambda stores: stores.acceptance.add(new, f"message:{number}"))

    def worked(self, plan: Round) -> None:
        """Claim of every queue, and take steps with what was claimed as long as it is held; then time passes."""
        for queue in QUEUES:
            for key in self.claimed(queue, plan.limits):
                for road in plan.roads:
                    if key in self.holds and (ways := self.ways(self.holds[key].value)):
                        self.recorded(key, road % ways, plan.delay)
        for asker in plan.askers:
            self.accepted(0, asker)
        self.clock.advance(plan.wait)
        if plan.jump:
            self.set_by(plan.jump)
            self.clock.advance(HOLDS.total_seconds())

    def set_by(self, seconds: float) -> None:
        """Set the clock, and mend the times; then nobody claims for the time of a lease, as the worker has it."""
        self.clock.set_by(seconds)
        self.submitted.clear()
        self.resume_at = self.clock.monotonic() + HOLDS.total_seconds()
        now = self.clock.now()
        self.both(0, lambda stores: stores.housekeeping.mend_times(now, now + HORIZON))

    def when(self, delay: float) -> When:
        now = self.now()
        return When(now, now + timedelta(seconds=delay))

    def recorded(self, key: UUID, way: int, delay: float) -> None:
        """Take a step with what is held, and write it."""
        hold, when = self.holds.pop(key), self.when(delay)
        if isinstance(hold.value, Request):
            self.write_request(
                hold, steps_of_request(hold.value, self.current(hold.value))[way](hold.value, when), when
            )
        else:
            self.write_batch(hold, steps_of_batch(hold.value)[way](hold.value, when), when)

    def write_request(self, hold: Hold, step: Written, when: When) -> None:
        written = step.request
        self.both(hold.worker, lambda stores: stores.conversations.record(written, when.now, keep=step.keep))
        if step.keep:
            self.holds[written.id] = replace(hold, value=written)
        if written.status is RequestStatus.DELIVERED:
            self.over.add(written.id)
        self.forget_lost_holds()

    def write_batch(self, hold: Hold, step: Drawn, when: When) -> None:
        if step.begun:
            self.both(hold.worker, lambda stores: stores.drawings.begin(step.batch))
            self.holds[step.batch.id] = replace(hold, value=step.batch)
            return
        if step.batch.leader.account == OPENAI:  # where it was handed over: it counts here no more
            self.submitted = [(time, key) for time, key in self.submitted if key != step.batch.id]
        show_at = when.now if step.shows else None
        take = Lease(when.now, HOLDS)
        taken = self.both(
            hold.worker,
            lambda stores: stores.drawings.record(step.batch, step.pictures, when.now, show_at=show_at, take=take),
        )
        if taken is not None:
            self.hold(hold.worker, taken)

    def claimed(self, queue: Queue, limits: dict[int, int]) -> list[UUID]:
        """These workers claim at the same time, each so much; what they got."""
        self.say_the_same_of(queue)
        now = self.now()
        due, most = claimable(self.memory, queue, now), sum(limits.values())
        free, counted = room(self.memory, queue, now)
        # Of two, the second has room again for what the first took that was counted already.
        again = counted if len(limits) > 1 else 0
        lease = Lease(now, HOLDS)
        took = self.run(self.claims(queue, limits, lease))
        keys = sorted(one.id for values in took.values() for one in values)
        assert len(keys) == len(set(keys)), "the same one twice"
        assert min(free, most, len(due)) <= len(keys) <= min(free + again, most, len(due))
        self.in_order(queue, due, set(keys), limits)
        self.claim_in_memory(queue, set(keys), lease)
        for worker, values in took.items():
            for one in values:
                assert self.as_modelled(one)
                self.hold(worker, one)
        if queue == submit(YANDEX):
            self.nothing_is_overspent(now, keys)
        return keys

    async def claims(
        self, queue: Queue, limits: dict[int, int], lease: Lease
    ) -> dict[int, Sequence[Request] | Sequence[Batch]]:
        async def claim(worker: int, limit: int) -> Sequence[Request] | Sequence[Batch]:
            stores = self.processes[worker].stores
            if queue.stage in STATUSES:
                return await stores.conversations.claim(queue, limit, lease)
            return await stores.drawings.claim(queue, limit, lease)

        taken = await asyncio.gather(*(claim(worker, limit) for worker, limit in limits.items()))
        return dict(zip(limits, taken, strict=True))

    def say_the_same_of(self, queue: Queue) -> None:
        """When it is due next."""
        said = self.run(self.processes[0].stores.due.next_due(queue))
        assert said == self.run(self.model.due.next_due(queue))

    def in_order(
        self, queue: Queue, due: list[RequestRow] | list[GenerationRow], keys: set[UUID], limits: dict[int, int]
    ) -> None:
        """Nothing that was left had to come before anything that was taken."""
        ranks = [(self.rank(row), row.value.id in keys) for row in due]
        took, left = sorted(rank for rank, taken in ranks if taken), [rank for rank, taken in ranks if not taken]
        assert len(took) == len(keys), "what is not due was taken"
        if queue.stage is not Stage.POLL:
            assert all(rank <= other for rank in took for other in left), "out of order"
        elif len(limits) == 1 and left:  # of two at once each takes from both ends of what it finds
            oldest = took[: (len(took) + 1) // 2]
            newest = took[len(oldest) :]
            assert all(rank <= other for rank in oldest for other in left), "out of order"
            assert all(rank >= other for rank in newest for other in left), "out of order"

    def rank(self, row: RequestRow | GenerationRow) -> tuple[Any, ...]:
        """Where it stands in the order in which a queue is claimed: what is due by itself, then by turns."""
        if isinstance(row, GenerationRow) and row.value.due_at is None:
            turn, accepted_at, _ = in_turn(self.memory.tables, row)
            return 1, turn, accepted_at
        return 0, row.value.due_at

    def claim_in_memory(self, queue: Queue, keys: set[UUID], lease: Lease) -> None:
        """What the database chose, for it may choose among equals."""
        tables = self.memory.tables
        for key in keys:
            if queue.stage in STATUSES:
                claim_request(tables.requests[key], lease)
                continue
            row = tables.generations[key]
            row.held_until = lease.until
            row.value = replace(row.value, fence=row.value.fence + 1, due_at=row.value.due_at or lease.now)
            if queue.stage is Stage.SUBMIT:
                row.counted_at = lease.now
            else:
                row.polled_at = lease.now

    def as_modelled(self, claimed: Request | Batch) -> bool:
        """What a claim brings is what is in the database; others may have claimed more of the same request since."""
        current = self.current(claimed)
        if isinstance(claimed, Request):
            return claimed == current
        ride = {one.batch for one in claimed.generations} == {claimed.leader.batch}
        members = all(
            one == current.of(one.position) == claimed.request.of(one.position) for one in claimed.generations
        )
        return ride and members and claimed.request.with_generations(current.generations) == current

    def nothing_is_overspent(self, now: datetime, keys: Iterable[UUID]) -> None:
        """In no minute is more claimed to be submitted than the account allows, nor in a day."""
        self.submitted += [(now, key) for key in keys]
        for span, most in ((MINUTE, 3), (DAY, 9)):
            assert len({key for time, key in self.submitted if time > now - span}) <= most

    # What happens.

    @initialize(people=st.lists(st.tuples(WORKERS, ASKERS), min_size=3), plans=st.lists(ROUNDS, min_size=3))
    def begin(self, people: list[tuple[int, tuple[int, Model, int]]], plans: list[Round]) -> None:
        """Some have asked already, and the workers have worked for a while."""
        for worker, asker in people:
            self.accepted(worker, asker)
        for plan in plans:
            self.worked(plan)

    @rule(worker=WORKERS, asker=ASKERS)
    def ask(self, worker: int, asker: tuple[int, Model, int]) -> None:
        """What is accepted is kept as it was asked for."""
        self.accepted(worker, asker)

    @asked
    @rule(worker=WORKERS, number=KEYS)
    def ask_again(self, worker: int, number: int) -> None:
        """The same key is no new request, wherever that is in its life."""
        again = request(number=10**6 + number)
        assert not self.both(worker, lambda stores: stores.acceptance.add(again, f"message:{number}"))

    @steady
    @rule(choice=CHOICES, limits=LIMITS)
    def claim(self, choice: int, limits: dict[int, int]) -> None:
        """Claims of one or two at once get what is due, in order, as far as the budgets go, and share nothing."""
        busy = self.busy()
        self.claimed(busy[choice % len(busy)], limits)

    @steady
    @rule(plan=ROUNDS)
    def work(self, plan: Round) -> None:
        """What is claimed of every queue is some steps further when its holders have recorded them."""
        self.worked(plan)

    @steady
    @rule(worker=WORKERS, limit=st.integers(1, 4))
    def claim_for_news(self, worker: int, limit: int) -> None:
        """Who waits is told how it is going, the longest untold first."""
        lease = Lease(self.now(), HOLDS)
        untold = untold_least(self.memory, lease.now)
        claimed = self.run(self.processes[worker].stores.conversations.claim_for_news(limit, lease))
        assert [one.news_at for one in claimed] == [row.value.news_at for row in untold[:limit]]
        assert {one.id for one in claimed} <= {row.value.id for row in untold}
        self.claim_in_memory(DELIVER, {one.id for one in claimed}, lease)
        for one in claimed:
            assert self.as_modelled(one)
            self.hold(worker, one)

    @rule(choice=CHOICES, delay=DELAYS)
    def record(self, choice: int, delay: float) -> None:
        """The holder's step is written, even after its lease ran out, as long as nobody else took over."""
        if ways := self.held():
            self.recorded(*ways[choice % len(ways)], delay)

    @rule(worker=WORKERS, choice=CHOICES)
    def record_too_late(self, worker: int, choice: int) -> None:
        """Who lost the fence hears so, and changes nothing: neither the row nor its pictures."""
        if ways := self.stale():
            key, way = ways[choice % len(ways)]
            self.refuse(worker, self.claims_made[key], way)

    def refuse(self, worker: int, held: Request | Batch, way: int) -> None:
        when = self.when(0)
        if isinstance(held, Request):
            step = steps_of_request(held, self.current(held))[way](held, when)
            deed = self.processes[worker].stores.conversations.record(step.request, when.now, keep=step.keep)
            self.refused(deed)
        else:
            late, drawings = steps_of_batch(held)[way](held, when), self.processes[worker].stores.drawings
            if late.begun:
                self.refused(drawings.begin(late.batch))
            else:
                self.refused(drawings.record(late.batch, late.pictures, when.now, show_at=when.now))

    def refused(self, deed: Coroutine[Any, Any, object]) -> None:
        with pytest.raises(FenceLost):
            self.run(deed)

    @asked
    @rule(worker=WORKERS, number=KEYS)
    def cancel(self, worker: int, number: int) -> None:
        """What is live of a request is taken back; nobody holds that any more."""
        now = self.now()
        self.both(worker, lambda stores: stores.acceptance.cancel(UUID(int=number), now))
        self.forget_lost_holds()

    @asked
    @rule(worker=WORKERS, number=KEYS)
    def adopt(self, worker: int, number: int) -> None:
        """A message with the request's button is its placeholder, if it has none."""
        message = MessageAddress(1001, 20_000 + number)
        self.both(worker, lambda stores: stores.acceptance.adopt(UUID(int=number), message))
        self.forget_lost_holds()

    @asked
    @rule(worker=WORKERS, number=KEYS)
    def resend(self, worker: int, number: int) -> None:
        """A picture is brought again of which it is uncertain whether it arrived, and no other."""
        now = self.now()
        self.both(worker, lambda stores: stores.acceptance.resend(UUID(int=number), 30_000 + number, now))
        self.forget_lost_holds()

    @rule(worker=WORKERS)
    def renew(self, worker: int) -> None:
        """Claims hold longer; those that were lost do not."""
        until = self.now() + HOLDS
        until_then = self.clock.monotonic() + HOLDS.total_seconds()
        values = [*self.claims_made.values(), *(hold.value for hold in self.holds.values())]
        asked = {one.id: one.fence for one in values if isinstance(one, Request)}
        made = {one.id: one.fence for one in values if isinstance(one, Batch)}
        self.both(worker, lambda stores: stores.request_leases.renew(asked, until))
        self.both(worker, lambda stores: stores.generation_leases.renew(made, until))
        self.holds = {key: replace(hold, until=until_then) for key, hold in self.holds.items()}

    @rule(seconds=st.sampled_from((0.0, 600.0)), limit=st.integers(1, 3))
    def tidy_up(self, seconds: float, limit: int) -> None:
        """Originals are forgotten in time, a few at once."""
        before = self.clock.now() - timedelta(seconds=seconds)
        self.run(self.processes[0].stores.retention.drop_originals(before, limit))
        left = set(self.run(self.rows("SELECT generation_id FROM pictures")))
        gone = {key: row for key, row in self.memory.tables.pictures.items() if str(key) not in left}
        assert len(gone) <= limit
        for key, row in gone.items():
            assert row.delivered_at is not None
            assert row.delivered_at <= before
            del self.memory.tables.pictures[key]

    @asked
    @rule(worker=WORKERS, number=KEYS)
    def look(self, worker: int, number: int) -> None:
        """What is asked is answered alike."""
        one = self.current(request(number=number))
        message = MessageAddress(1001, one.placeholder or 0)
        person = one.origin.user_id
        self.both(worker, lambda stores: stores.archive.shown(message))
        self.both(worker, lambda stores: stores.archive.latest(person, 1001))
        self.both(worker, lambda stores: stores.archive.history(person, None, 0))
        self.both(worker, lambda stores: stores.archive.pictures(one.id))
        self.both(worker, lambda stores: stores.conversations.candidates(one, 5))
        self.both(worker, lambda stores: stores.conversations.queue_position(one.of(1), 5))

    @rule(seconds=PASSES)
    def time_passes(self, seconds: float) -> None:
        """Time passes."""
        self.clock.advance(seconds)

    @steady
    @rule(seconds=SETS)
    def the_clock_is_set(self, seconds: float) -> None:
        """The clock is set, forward or back, while steps are in hand."""
        self.set_by(seconds)

    @rule()
    def crash(self) -> None:
        """What was acknowledged is there after a crash; holders, where they survive, go on."""
        self.run(self.home.crash())
        self.stopped()
        self.processes = self.started()

    # What always holds.

    async def rows(self, sql: str) -> list[Any]:
        """The first column of what a query finds."""
        (found,) = await self.processes[0].database.run(Statement(sql))
        return [next(iter(row.values())) for row in found]

    @invariant()
    def nothing_is_lost(self) -> None:
        """Everything in the database is as it is in memory, to the last column."""
        run = self.processes[0].database.run
        whole, asked, made, kept = self.run(
            run(
                Statement("SELECT * FROM whole_requests"),
                Statement("SELECT id, held_until, stirred_at FROM requests"),
                Statement("SELECT id, held_until, turn, counted_at, polled_at FROM generations"),
                Statement("SELECT * FROM pictures"),
            )
        )
        tables = self.memory.tables
        assert {one.id: one for one in requests.requests(whole)} == {one.id: one for one in tables.whole_requests()}
        assert {UUID(row["id"]): times(row, "held_until", "stirred_at") for row in asked} == {
            key: (row.held_until, row.stirred_at) for key, row in tables.requests.items()
        }
        assert {
            UUID(row["id"]): (row["turn"], *times(row, "held_until", "counted_at", "polled_at")) for row in made
        } == {key: (row.turn, row.held_until, row.counted_at, row.polled_at) for key, row in tables.generations.items()}
        assert {
            UUID(row["generation_id"]): (generations.picture(row), *times(row, "delivered_at")) for row in kept
        } == {key: (row.picture, row.delivered_at) for key, row in tables.pictures.items()}

    @invariant()
    def what_is_unfinished_waits_in_a_queue(self) -> None:
        """So it can be claimed when it is due; what was delivered never comes back."""
        for one in self.memory.tables.whole_requests():
            assert (one.status is RequestStatus.DELIVERED) is (one.id in self.over)
            waits = one.due_at is not None or one.live or one.id in self.holds
            assert waits or one.status in (RequestStatus.DELIVERED, RequestStatus.ENDED)

    def teardown(self) -> None:
        """Whatever happened, everything unfinished is claimed in time, and can be brought to its end."""
        try:
            self.everything_ends()
        finally:
            self.stopped()

    def everything_ends(self) -> None:
        """First what is due within the horizon, then a budget's worth a day."""
        self.clock.advance(HORIZON.total_seconds())
        self.holds.clear()
        for _ in range(4 * len(self.memory.tables.generations) + 8):
            if not any(self.run(self.model.due.next_due(queue)) for queue in QUEUES):
                break
            for queue in QUEUES:
                for key in self.claimed(queue, {0: 1000}):
                    if self.ways(self.holds[key].value):
                        self.finish(key)
            self.clock.advance(DAY.total_seconds())
        assert [self.run(self.processes[0].stores.due.next_due(queue)) for queue in QUEUES] == [None] * len(QUEUES)
        ended = (RequestStatus.DELIVERED, RequestStatus.ENDED)
        assert not [one for one in self.memory.tables.whole_requests() if one.status not in ended]
        self.nothing_is_lost()

    def finish(self, key: UUID) -> None:
        """The step that leads to the end soonest."""
        held = self.holds[key].value
        first = isinstance(held, Request) or held.leader.status.value in ("pending", "cancelled")
        self.recorded(key, 0 if first else self.ways(held) - 1, 0.0)


def times(row: Row, *names: str) -> tuple[datetime | None, ...]:
    """Some times of a row."""
    return tuple(time_or_none(row[name]) for name in names)


def check(home: Home, runner: asyncio.Runner, examples: int) -> None:
    """Run the machine there."""

    class Here(StoreMachine):
        def __init__(self) -> None:
            super().__init__(runner, home)

    fast = settings(max_examples=examples, stateful_step_count=25, phases=[Phase.generate])  # to shrink takes minutes
    run_state_machine_as_test(Here, settings=settings() if LONG else fast)


@pytest.mark.timeout(3600 if LONG else 120)
def test_the_stores_keep_their_promises_in_a_file(tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        check(File(tmp_path), runner, examples=20)


@pytest.mark.timeout(3600 if LONG else 120)
def test_the_stores_keep_their_promises_in_postgresql(server: Server) -> None:
    with asyncio.Runner() as runner:
        check(Service(runner.run(server.create())), runner, examples=5)
