"""The store against a model of it: whatever people, two processes, the clock and crashes do, in any order.

``HYPOTHESIS_PROFILE=long`` goes on for minutes, elsewhere each time, and shrinks what it finds (see tests/conftest.py).
"""

import asyncio
import shutil
from collections.abc import Callable, Coroutine, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

import asyncpg
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

from bot.drawing.intake import PLACING
from bot.drawing.policy.schedule import HORIZON, NEWS_PRIVATE
from bot.drawing.values.budgets import Budget
from bot.drawing.values.generations import LINES, MOVES, Generation, Line, Picture, Reason, Stage, Status
from bot.drawing.values.models import Account
from bot.errors import LeaseLost
from bot.storage import rows
from bot.storage.database import Database, open_database
from bot.storage.store import DatabaseStore
from tests.clock import FakeClock
from tests.drawing.builders import MODEL, generation, origin, request
from tests.storage.server import Server

T = TypeVar("T")

LONG = settings.get_current_profile_name() == "long"
LEASE = timedelta(minutes=2)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
BUDGET = Budget(per_minute=3, per_day=9, per_second=2)

CANCELLABLE = (Status.QUEUED, Status.SUBMITTING, Status.PENDING)
ENDED = (Status.FAILED, Status.CANCELLED, Status.EXPIRED)
REASONS = {Status.QUEUED: Reason.UNDELIVERABLE, Status.DELIVERING: Reason.UNCERTAIN}
"""Why it failed, where that makes a difference."""

WORKERS = st.sampled_from((0, 1))
ACCOUNTS = st.sampled_from((Account.YANDEX, Account.YANDEX, Account.OPENAI))
"""Only the first of them has a budget."""
ASKERS = st.tuples(st.sampled_from((1, 2, 3)), ACCOUNTS)
"""A person, and whose model is to draw."""
LIMITS = st.dictionaries(WORKERS, st.integers(1, 4), min_size=1)
"""How many generations each worker claims."""
DELAYS = st.sampled_from((0.0, 0.5, 30.0, 345.0))
"""Seconds until a step is due again; the last is the longest there is."""
PASSES = st.sampled_from((0.5, 1.0, 30.0, 59.5, 60.0, 120.0, 600.0, 86400.0))
JUMPS = st.sampled_from((0.0, 0.0, 0.0, 700.0, -700.0, -86400.0))
SETS = st.sampled_from((30.0, 700.0, 86400.0, -30.0, -700.0, -86400.0))


@dataclass(frozen=True, slots=True)
class Round:
    """Some work: who asks meanwhile, what each worker claims in every line, which ways it takes with it, how long it
    all takes, and by how much the clock is set then.
    """

    askers: list[tuple[int, Account]]
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


class Place(Protocol):
    """Where a database is kept."""

    url: str

    async def crash(self) -> None:
        """Whoever has it open loses it at once; ``url`` is then where it is found again."""
        ...


class File:
    """SQLite."""

    def __init__(self, folder: Path) -> None:
        self._paths = (folder / f"{number}.db" for number in count())
        self._path = next(self._paths)
        self.url = f"sqlite:///{self._path}"

    async def crash(self) -> None:
        """Only what is on the disk is left: the file and its log."""
        left, self._path = self._path, next(self._paths)
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{left}{suffix}", f"{self._path}{suffix}")
        left.unlink()
        self.url = f"sqlite:///{self._path}"


class Service:
    """PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def crash(self) -> None:
        """Every connection ends in the middle."""
        connection = await asyncpg.connect(self.url)
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await connection.close()


@dataclass(slots=True)
class Kept:
    """A generation as the store must know it."""

    generation: Generation
    turn: int
    first: bool  # the only one of its person in the queue when it was accepted
    polled_at: datetime | None = None
    picture: Picture | None = None

    @property
    def person(self) -> int:
        return self.generation.origin.user_id

    @property
    def due(self) -> datetime:
        assert self.generation.due_at
        return self.generation.due_at

    @property
    def news_at(self) -> datetime:
        """When its person last heard of it."""
        return self.generation.shown_at or self.generation.accepted_at

    @property
    def unplaced(self) -> bool:
        """Whether its person sees nothing of it yet."""
        return self.generation.placeholder is None and self.generation.status is Status.QUEUED

    @property
    def counted(self) -> bool:
        """Whether a budget may count it."""
        return bool(self.polled_at or self.generation.submitted_at)

    def place(self) -> tuple[int, datetime]:
        """Its place in the queue."""
        return self.turn, self.generation.accepted_at


class Memory(dict[int, Kept]):
    """The store in memory, by the generations' numbers: what its SQL says of each query, in the plainest way."""

    def waiting(self, line: Line) -> list[Kept]:
        """What is in a line, claimed or not."""
        return [kept for kept in self.values() if kept.generation.line == line]

    def queue(self) -> list[Kept]:
        """What waits to be submitted, whoever is to draw it."""
        return [kept for kept in self.values() if kept.generation.stage is Stage.SUBMIT]

    def next_due(self, line: Line) -> datetime | None:
        """When the first of a line is due, claimed ones at the end of their lease."""
        return min((kept.due for kept in self.waiting(line)), default=None)

    def due(self, line: Line, now: datetime) -> list[Kept]:
        """What may be claimed."""
        return [
            kept for kept in overdue(self.waiting(line), now) if line.stage is not Stage.SUBMIT or not kept.unplaced
        ]

    def unplaced(self, now: datetime) -> list[Kept]:
        """What may be claimed because its person sees nothing yet."""
        return [kept for kept in overdue(self.queue(), now) if kept.unplaced]

    def untold(self, now: datetime) -> list[Kept]:
        """What is queued while its person may be told how it is going."""
        queue = [kept for kept in self.queue() if kept.due <= now and kept.generation.status is Status.QUEUED]
        seen = [kept for kept in queue if kept.generation.placeholder is not None and kept.generation.late_at is None]
        return [kept for kept in seen if kept.news_at <= now - NEWS_PRIVATE]

    def add(self, new: Generation) -> None:
        """Its turn is the next of its person, yet not before the turn the queue has come to."""
        queue = self.queue()
        own = [kept.turn + 1 for kept in queue if kept.person == new.origin.user_id]
        turn = max([*own, min((kept.turn for kept in queue), default=0)])
        self[new.id.int] = Kept(new, turn, first=not own)

    def room(self, line: Line, now: datetime) -> int:
        """How many more the account's budgets allow: they count its generations by the last claim of each."""

        def since(times: Iterable[datetime | None], window: timedelta) -> int:
            return sum(time is not None and now - window < time <= now for time in times)

        if line.account is not Account.YANDEX:
            return len(self)
        bought = [kept for kept in self.values() if kept.generation.account is Account.YANDEX]
        if line.stage is Stage.POLL:
            return max(BUDGET.per_second - since((kept.polled_at for kept in bought), SECOND), 0)
        submitted = [kept.generation.submitted_at for kept in bought]
        return max(min(BUDGET.per_minute - since(submitted, MINUTE), BUDGET.per_day - since(submitted, DAY)), 0)


def overdue(waiting: list[Kept], now: datetime) -> list[Kept]:
    """What is due; what lies beyond the horizon was written before the clock was set back."""
    return [kept for kept in waiting if not now < kept.due <= now + HORIZON]


@dataclass(frozen=True, slots=True)
class Hold:
    """A claim: whose it is, and how long by the time that passes."""

    worker: int
    generation: Generation
    until: float


def ways(held: Generation) -> list[Status | None]:
    """What a holder may make of it: a legal move, the same again later, or, where it ended, nothing more."""
    onward = sorted(MOVES[held.status] - {*ENDED}) * 3  # more often, so that some get to the end
    ends = [Status.FAILED, *[Status.EXPIRED] * (held.ready_at is None)]
    return [held.status, None] if held.status in ENDED else [*onward, *ends, held.status]


def step(held: Generation, to: Status | None, now: datetime, later: datetime) -> Generation:
    """What the drawing records when it goes this way."""
    if to is None or to is held.status:
        return held.retried(later) if to else replace(held, due_at=None)
    moved = held.moved(to, now)
    match to:
        case Status.QUEUED:
            return moved.retried(later)
        case Status.SUBMITTING:  # and held on, as when delivering
            return replace(moved, due_at=held.due_at, submissions=held.submissions + 1, submitted_at=now)
        case Status.PENDING:
            return replace(moved, due_at=later, operation_id=f"operation-{held.id.int}")
        case Status.READY:
            return replace(moved, ready_at=held.ready_at or now)
        case Status.DELIVERING:
            return replace(moved, due_at=held.due_at)
        case Status.DELIVERED:
            return replace(moved, due_at=None)
        case _:
            reason = REASONS.get(held.status, Reason.REFUSED)
            return replace(moved, reason=reason, due_at=None if reason is Reason.UNDELIVERABLE else now)


def brought(before: Generation, after: Generation) -> Picture | None:
    """The picture that comes with this step; everybody's is another."""
    if after.ready_at is None or before.ready_at is not None:
        return None
    return Picture(f"{before.id.int} by {before.lease}".encode(), "image/jpeg", 64, 32)


def over(one: Generation) -> bool:
    """Whether nobody can ask for its picture any more: it was told that there is none."""
    return one.due_at is None and one.status is not Status.DELIVERED and one.reason is not Reason.UNCERTAIN


@dataclass(slots=True)
class Process:
    """A process of the bot, with connections of its own."""

    database: Database
    store: DatabaseStore
    stack: AsyncExitStack = field(repr=False)

    @classmethod
    async def start(cls, url: str) -> "Process":
        stack = AsyncExitStack()
        database = await stack.enter_async_context(open_database(url))
        return cls(database, DatabaseStore(database, {Account.YANDEX: BUDGET}), stack)


NUMBERS = st.runner().flatmap(lambda machine: st.sampled_from(sorted(machine.memory)))
WAITING = st.runner().flatmap(lambda machine: st.sampled_from(machine.busy()))
QUEUED = st.runner().flatmap(lambda machine: st.sampled_from(machine.queued()))
HELD = st.runner().flatmap(lambda machine: st.sampled_from(machine.held()))
STALE = st.runner().flatmap(lambda machine: st.sampled_from(machine.stale()).flatmap(st.sampled_from))
UNCERTAIN = st.runner().flatmap(lambda machine: st.sampled_from(machine.uncertain()))

steady = precondition(lambda machine: machine.clock.monotonic() >= machine.resume_at)


class StoreMachine(RuleBasedStateMachine):
    """Two processes that share a database, and the people who ask."""

    def __init__(self, runner: asyncio.Runner, place: Place) -> None:
        super().__init__()
        self.runner, self.place = runner, place
        self.clock, self.resume_at = FakeClock(), 0.0
        self.memory = Memory()
        self.holds: dict[int, Hold] = {}
        self.copies: dict[tuple[int, int], Generation] = {}
        self.submitted: list[tuple[datetime, int]] = []
        self.delivered: set[int] = set()
        self.writes = 0
        self.processes = self.started()
        self.run(self.processes[0].database.run(("DELETE FROM pictures", {}), ("DELETE FROM generations", {})))

    # What rules do, and what they choose from.

    def run(self, deed: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(deed)

    def started(self) -> list[Process]:
        return [self.run(Process.start(self.place.url)) for _ in range(2)]

    def stopped(self) -> None:
        for process in self.processes:
            self.run(process.stack.aclose())

    def busy(self) -> list[Line]:
        return [line for line in LINES if self.memory.due(line, self.clock.now())] or list(LINES)

    def patient(self) -> list[Kept]:
        long_ago = self.clock.now() - NEWS_PRIVATE
        return [kept for kept in self.memory.queue() if kept.generation.accepted_at <= long_ago]

    def queued(self) -> list[int]:
        return [number for number, hold in self.holds.items() if hold.generation.status is Status.QUEUED]

    def held(self) -> list[tuple[int, Status | None]]:
        return [(number, to) for number in sorted(self.holds) for to in ways(self.holds[number].generation)]

    def stale(self) -> list[list[tuple[int, int, Status | None]]]:
        """What may be tried by who lost the lease, by where it leads."""
        lost = [(key, copy) for key, copy in self.copies.items() if copy.lease < self.memory[key[0]].generation.lease]
        tries = [(*key, to) for key, copy in lost for to in ways(copy)]
        return [[one for one in tries if one[2] is to] for to in {one[2]: None for one in tries}]

    def uncertain(self) -> list[int]:
        ended = [number for number, kept in self.memory.items() if kept.generation.due_at is None]
        return [number for number in ended if self.memory[number].generation.reason is Reason.UNCERTAIN]

    def hold(self, worker: int, held: Generation, lease: timedelta) -> None:
        self.writes += 1
        self.copies[held.id.int, held.lease] = held
        self.holds[held.id.int] = Hold(worker, held, self.clock.monotonic() + lease.total_seconds())

    def accepted(self, worker: int, asker: tuple[int, Account], placed: bool) -> None:  # noqa: FBT001 - drawn
        number, now = len(self.memory) + 1, self.clock.now()
        person, account = asker
        new = generation(
            id=UUID(int=number),
            request=request(model=f"of {account}"),
            origin=origin(user_id=person, message_id=number),
            account=account,
            accepted_at=now,
            due_at=now + PLACING,
            placeholder=None,
        )
        assert self.run(self.processes[worker].store.add(new, f"message:{number}")) == new
        self.memory.add(new)
        self.hold(worker, new, PLACING)
        if placed:
            self.written(number, replace(new, placeholder=1000 + number, due_at=now))

    def worked(self, plan: Round) -> None:
        """In every line claim, and record steps with what was claimed as long as it is held; then time passes."""
        for worker, limit in plan.limits.items():
            for one in self.claimed_unplaced(worker, limit):
                self.written(one.id.int, replace(one, due_at=self.clock.now(), placeholder=2000 + one.id.int))
        for number in [kept.generation.id.int for line in LINES for kept in self.claimed(line, plan.limits)]:
            for road in plan.roads:
                if number in self.holds:
                    to = ways(self.holds[number].generation)
                    self.recorded(number, to[road % len(to)], plan.delay)
        for asker in plan.askers:
            self.accepted(0, asker, placed=True)
        self.clock.advance(plan.wait)
        if plan.jump:
            self.set_by(plan.jump)
            self.clock.advance(LEASE.total_seconds())

    def set_by(self, seconds: float) -> None:
        """Set the clock; then nobody claims for the time of a lease, as the worker has it."""
        self.clock.set_by(seconds)
        self.submitted.clear()
        self.resume_at = self.clock.monotonic() + LEASE.total_seconds()

    def recorded(self, number: int, to: Status | None, delay: float) -> None:
        now = self.clock.now()
        self.written(number, step(self.holds[number].generation, to, now, now + timedelta(seconds=delay)))

    def written(self, number: int, after: Generation) -> None:
        """Record what a holder made of it; it goes on holding only what is due at the end of its lease, as before."""
        hold = self.holds.pop(number)
        picture = brought(hold.generation, after)
        self.run(self.processes[hold.worker].store.record(after, picture))
        kept = self.memory[number]
        kept.generation, kept.picture = after, picture or kept.picture
        if over(after):
            kept.picture = None
        if after.status is Status.DELIVERED:
            self.delivered.add(number)
        if after.due_at is not None and after.due_at == hold.generation.due_at:
            self.holds[number] = replace(hold, generation=after)

    def claimed(self, line: Line, limits: dict[int, int]) -> list[Kept]:
        """These workers claim at the same time, each so many; what they got."""
        now = self.clock.now()
        due, room, most = self.memory.due(line, now), self.memory.room(line, now), sum(limits.values())
        # Of two, the second has room again for what the first took that was counted already.
        again = sum(kept.counted for kept in due) if len(limits) > 1 else 0
        places = min(room, most, len(due)), min(room + again, most, len(due))

        async def claim() -> list[list[Generation]]:
            stores = {worker: self.processes[worker].store for worker in limits}
            return await asyncio.gather(*(stores[w].claim(line, limit, now, LEASE) for w, limit in limits.items()))

        assert self.run(self.processes[0].store.next_due(line)) == self.memory.next_due(line)
        batches = dict(zip(limits, self.run(claim()), strict=True))
        if line.stage is not Stage.SUBMIT:
            took, _ = self.taken(batches, due, places, lambda kept: (kept.due,))
            for kept in took if line.stage is Stage.POLL else ():
                kept.polled_at = now
            return took
        took, left = self.taken(batches, due, places, Kept.place, submitted_at=now)
        self.nobody_was_overtaken(took, left)
        self.nothing_was_overspent(now, took)
        return took

    def claimed_unplaced(self, worker: int, limit: int) -> list[Generation]:
        """Claim what nobody sees yet."""
        now, unplaced = self.clock.now(), self.memory.unplaced(self.clock.now())
        claimed = self.run(self.processes[worker].store.claim_unplaced(limit, now, LEASE))
        most = min(limit, len(unplaced))
        self.taken({worker: claimed}, unplaced, (most, most), Kept.place)
        return claimed

    def taken(
        self,
        batches: dict[int, list[Generation]],
        due: list[Kept],
        places: tuple[int, int],
        order: Callable[[Kept], tuple[Any, ...]],
        submitted_at: datetime | None = None,
    ) -> tuple[list[Kept], list[Kept]]:
        """Check that of what was due so many were claimed, in this order, by one each; what was, what not."""
        claims = [(worker, one) for worker, batch in batches.items() for one in batch]
        numbers = {one.id.int for _, one in claims}
        took = [kept for kept in due if kept.generation.id.int in numbers]
        left = [kept for kept in due if kept.generation.id.int not in numbers]
        assert len(claims) == len(took), "the same one twice"
        assert places[0] <= len(took) <= places[1]
        assert all(order(one) <= order(other) for one in took for other in left), "out of order"
        for worker, one in claims:
            number, kept = one.id.int, self.memory[one.id.int]
            held, due_at = self.holds.get(number), self.clock.now() + LEASE
            assert held is None or held.until <= self.clock.monotonic(), "another one holds it within its lease"
            assert number not in self.delivered, "it came back"
            lease, submitted = kept.generation.lease + 1, submitted_at or kept.generation.submitted_at
            assert one == replace(kept.generation, due_at=due_at, lease=lease, submitted_at=submitted)
            kept.generation = one
            self.hold(worker, one, LEASE)
        return took, left

    def nobody_was_overtaken(self, took: list[Kept], left: list[Kept]) -> None:
        """A person's second is not claimed before another's first."""
        for one in took:
            before = [kept for kept in took + left if kept.generation.id.int < one.generation.id.int]
            if any(kept.person == one.person for kept in before):
                assert not [kept for kept in left if kept.first and kept.person != one.person]

    def nothing_was_overspent(self, now: datetime, took: list[Kept]) -> None:
        """In no minute are more generations claimed to be submitted than Yandex allows, nor in a day."""
        self.submitted += [(now, one.generation.id.int) for one in took if one.generation.account is Account.YANDEX]
        for window, most in ((MINUTE, BUDGET.per_minute), (DAY, BUDGET.per_day)):
            assert len({number for time, number in self.submitted if time > now - window}) <= most

    # What happens.

    @initialize(
        asked=st.lists(st.tuples(WORKERS, ASKERS, st.booleans()), min_size=3), plans=st.lists(ROUNDS, min_size=3)
    )
    def begin(self, asked: list[tuple[int, tuple[int, Account], bool]], plans: list[Round]) -> None:
        """Some have asked already, and the workers have worked for a while."""
        for one in asked:
            self.accepted(*one)
        for plan in plans:
            self.worked(plan)

    @rule(worker=WORKERS, asker=ASKERS, placed=st.booleans())
    def ask(self, worker: int, asker: tuple[int, Account], placed: bool) -> None:  # noqa: FBT001 - drawn
        """What is accepted is kept as it was asked for; whoever accepted it holds it until it is placed."""
        self.accepted(worker, asker, placed)

    @rule(worker=WORKERS, number=NUMBERS)
    def ask_again(self, worker: int, number: int) -> None:
        """The same source finds its own generation, wherever that is in its life."""
        again = generation(id=UUID(int=10**6 + number), accepted_at=self.clock.now())
        found = self.run(self.processes[worker].store.add(again, f"message:{number}"))
        assert found == self.memory[number].generation

    @steady
    @rule(line=WAITING, limits=LIMITS)
    def claim(self, line: Line, limits: dict[int, int]) -> None:
        """Claims of one or two at once get what is due, in order, as far as the budgets go, and share nothing.

        The budgets of one account hold up nothing of the other's.
        """
        self.claimed(line, limits)

    @steady
    @rule(plan=ROUNDS)
    def work(self, plan: Round) -> None:
        """In every line what is claimed is some steps further when its holders have recorded them."""
        self.worked(plan)

    @precondition(lambda machine: machine.memory.unplaced(machine.clock.now()))
    @steady
    @rule(worker=WORKERS, limit=st.integers(1, 4), delay=DELAYS)
    def claim_unplaced(self, worker: int, limit: int, delay: float) -> None:
        """Who sees nothing yet is claimed in the order of the queue, again where the placeholder has to wait."""
        due_at = self.clock.now() + timedelta(seconds=delay)
        for one in self.claimed_unplaced(worker, limit):
            self.written(one.id.int, replace(one, due_at=due_at, unplaced=True))

    @precondition(lambda machine: machine.patient())
    @steady
    @rule(worker=WORKERS, limit=st.integers(1, 4), told=st.booleans())
    def claim_waiting(self, worker: int, limit: int, told: bool) -> None:  # noqa: FBT001 - drawn
        """Who waits is told how it is going, the longest untold first, and queues on in the same place."""
        now = self.clock.now()
        untold, store = self.memory.untold(now), self.processes[worker].store
        most = min(limit, len(untold))
        claimed = self.run(store.claim_waiting(limit, now, LEASE))
        self.taken({worker: claimed}, untold, (most, most), lambda kept: (kept.news_at,))
        for one in claimed:
            self.written(one.id.int, replace(one, shown_at=now, late_at=now if told else None, due_at=now))

    @precondition(lambda machine: machine.queued())
    @rule(number=QUEUED, account=ACCOUNTS)
    def hand_over(self, number: int, account: Account) -> None:
        """What is queued may be handed to a model of another account; there it has its turn, and here it counts not."""
        held, now = self.holds[number].generation, self.clock.now()
        self.submitted = [(time, other) for time, other in self.submitted if other != number]
        other = replace(MODEL, name=f"of {account}", account=account)
        self.written(number, replace(held.handed_to(other), due_at=now, attempts=0))

    @precondition(lambda machine: machine.holds)
    @rule(way=HELD, delay=DELAYS)
    def record(self, way: tuple[int, Status | None], delay: float) -> None:
        """The holder's step is written, even after its lease ran out, as long as nobody else took over."""
        self.recorded(*way, delay)

    @precondition(lambda machine: machine.stale())
    @rule(worker=WORKERS, way=STALE)
    def record_too_late(self, worker: int, way: tuple[int, int, Status | None]) -> None:
        """Who lost the lease hears so, and changes nothing: neither the generation nor its picture."""
        number, lease, to = way
        copy, now = self.copies[number, lease], self.clock.now()
        after = step(copy, to, now, now)
        with pytest.raises(LeaseLost):
            self.run(self.processes[worker].store.record(after, brought(copy, after)))

    @rule(worker=WORKERS, number=NUMBERS)
    def cancel(self, worker: int, number: int) -> None:
        """A request is taken back while there is no picture; then nobody holds it."""
        kept, now = self.memory[number], self.clock.now()
        before = kept.generation
        done = self.run(self.processes[worker].store.cancel(before.id, now))
        assert done is (before.status in CANCELLABLE)
        if done:
            self.holds.pop(number, None)
            kept.generation = replace(before, status=Status.CANCELLED, due_at=now, lease=before.lease + 1, attempts=0)

    @precondition(lambda machine: machine.uncertain())
    @rule(worker=WORKERS, number=st.one_of(NUMBERS, UNCERTAIN, UNCERTAIN))
    def resend(self, worker: int, number: int) -> None:
        """A picture is brought again of which it is uncertain whether it arrived, and no other."""
        kept, now = self.memory[number], self.clock.now()
        before, wanted = kept.generation, number in self.uncertain()
        done = self.run(self.processes[worker].store.resend(before.id, 77, now))
        assert done is wanted
        if done:
            ready = replace(before, status=Status.READY, due_at=now, lease=before.lease + 1, attempts=0)
            kept.generation = replace(ready, reason=None, placeholder=77)

    @rule(seconds=PASSES)
    def time_passes(self, seconds: float) -> None:
        """Time passes."""
        self.clock.advance(seconds)

    @steady
    @rule(seconds=SETS)
    def the_clock_is_set(self, seconds: float) -> None:
        """The clock is set, forward or back, while steps are in hand."""
        self.set_by(seconds)

    @precondition(lambda machine: machine.writes)
    @rule()
    def crash(self) -> None:
        """What was acknowledged is there after a crash; holders, where they survive, go on."""
        self.writes = 0
        self.run(self.place.crash())
        self.stopped()
        self.processes = self.started()

    # What always holds.

    @invariant()
    def nothing_is_lost(self) -> None:
        """What was accepted is there as it was last written, in the stage of its next step; so is what was drawn."""
        run = self.processes[0].database.run
        found, drawn = self.run(run(("SELECT * FROM generations", {}), ("SELECT * FROM pictures", {})))
        seen = {UUID(row["id"]).int: (rows.generation(row), row["stage"]) for row in found}
        assert seen == {number: (kept.generation, kept.generation.stage) for number, kept in self.memory.items()}
        pictures = {UUID(row["generation_id"]).int: rows.picture(row) for row in drawn}
        assert pictures == {number: kept.picture for number, kept in self.memory.items() if kept.picture}

    @invariant()
    def what_is_unfinished_waits_in_a_line(self) -> None:
        """So it can be claimed when it is due; a delivered one is in none, and never comes back."""
        for number, kept in self.memory.items():
            assert (kept.generation.stage is None) is (kept.generation.due_at is None)
            assert (kept.generation.status is Status.DELIVERED) is (number in self.delivered)
            assert number not in self.delivered or kept.generation.due_at is None

    @invariant()
    def pictures_are_kept(self) -> None:
        """From the moment it is drawn a picture is kept until nobody can ask for it any more."""
        for kept in self.memory.values():
            ready = kept.generation.status in (Status.READY, Status.DELIVERING)
            assert (kept.picture is not None) is (kept.generation.ready_at is not None and not over(kept.generation))
            assert kept.picture or not (ready or kept.generation.reason is Reason.UNCERTAIN)

    def teardown(self) -> None:
        """Whatever happened, everything unfinished is claimed in time, and can be brought to its end."""
        try:
            self.everything_ends()
        finally:
            self.stopped()

    def everything_ends(self) -> None:
        """First what is due within the horizon, then a budget's worth a day."""
        store = self.processes[0].store
        for wait in (HORIZON, HORIZON, *[DAY] * len(self.memory)):
            if not any(self.run(store.next_due(line)) for line in LINES):
                break
            self.clock.advance(wait.total_seconds())
            for line in LINES:
                now = self.clock.now()
                unplaced = self.run(store.claim_unplaced(1000, now, LEASE))
                for one in unplaced + self.run(store.claim(line, 1000, now, LEASE)):
                    assert one.id.int not in self.delivered
                    self.run(store.record(replace(one, status=Status.FAILED, due_at=None)))
        assert [self.run(store.next_due(line)) for line in LINES] == [None] * len(LINES)


def check(place: Place, runner: asyncio.Runner, examples: int) -> None:
    """Run the machine there."""

    class Here(StoreMachine):
        def __init__(self) -> None:
            super().__init__(runner, place)

    fast = settings(max_examples=examples, stateful_step_count=25, phases=[Phase.generate])  # to shrink takes minutes
    run_state_machine_as_test(Here, settings=settings() if LONG else fast)


@pytest.mark.timeout(3600 if LONG else 120)
def test_the_store_keeps_its_promises_in_a_file(tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        check(File(tmp_path), runner, examples=20)


@pytest.mark.timeout(3600 if LONG else 120)
def test_the_store_keeps_its_promises_in_postgresql(server: Server) -> None:
    with asyncio.Runner() as runner:
        check(Service(runner.run(server.create())), runner, examples=5)
