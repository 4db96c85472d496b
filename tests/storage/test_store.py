"""Generations in the database: kept once, claimed fairly, written only by who holds the claim."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drawing.policy.schedule import HORIZON
from bot.drawing.values.generations import Generation, Origin, Picture, Reason, Stage, Status
from bot.drawing.values.models import Account
from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import MAX_SEED, Request
from bot.errors import LeaseLost, StoreUnavailable
from bot.storage.database import Database, open_database
from bot.storage.store import DatabaseStore
from tests.clock import FakeClock
from tests.drawing.builders import LINES, at, generation, origin, picture

LEASE = timedelta(minutes=2)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


class Queue:
    """A store with people who ask, and a worker who claims."""

    def __init__(self, store: DatabaseStore, clock: FakeClock) -> None:
        self.store = store
        self.clock = clock
        self._numbers = count(1)

    async def ask(self, person: int = 1, *, stage: Status = Status.QUEUED) -> Generation:
        """Somebody asks for a picture; everybody a moment after the one before."""
        self.clock.advance(0.001)
        number, now = next(self._numbers), self.clock.now()
        new = generation(
            id=UUID(int=number), origin=origin(user_id=person, message_id=number), accepted_at=now, due_at=now
        )
        added = await self.store.add(new, f"message:{number}")
        if stage is not Status.QUEUED:
            added = replace(added, status=stage)
            await self.store.record(added)
        return added

    async def claim(self, limit: int = 1, stage: Stage = Stage.SUBMIT) -> list[Generation]:
        return await self.store.claim(LINES[stage], limit, self.clock.now(), LEASE)

    async def finish(self, held: Generation) -> None:
        """The submission is over; polling goes on far away."""
        await self.store.record(replace(held, status=Status.PENDING, due_at=at(9999)))

    async def order(self) -> list[int]:
        """Who is served, in order, when one is served after the other."""
        served = []
        while claimed := await self.claim():
            served.append(claimed[0].origin.user_id)
            await self.finish(claimed[0])
        return served


@pytest.fixture
def queue(store: DatabaseStore, clock: FakeClock) -> Queue:
    return Queue(store, clock)


async def fill(queue: Queue, accepted: set[UUID]) -> None:
    """Ask until the disk is full."""
    for _ in range(1000):
        accepted.add((await queue.ask()).id)


async def pictures(database: Database) -> int:
    """How many pictures the database keeps."""
    ((row,),) = await database.run(("SELECT count(*) AS n FROM pictures", {}))
    return int(row["n"])


async def test_a_new_generation_is_kept(store: DatabaseStore) -> None:
    assert await store.add(generation(), "message:1:5:0") == generation()


async def test_the_same_source_finds_its_own_generation(store: DatabaseStore) -> None:
    """A redelivered update changes nothing, neither at once nor later."""
    first = await store.add(generation(id=UUID(int=1)), "message:1:5:0")
    assert await store.add(generation(id=UUID(int=2), accepted_at=at(9)), "message:1:5:0") == first
    moved = replace(first, status=Status.PENDING, operation_id="fbv17")
    await store.record(moved)
    assert await store.add(generation(id=UUID(int=3)), "message:1:5:0") == moved


async def test_a_source_redelivered_many_times_at_once_is_one_generation(store: DatabaseStore) -> None:
    added = [store.add(generation(id=UUID(int=number)), "message:1:5:0") for number in range(1, 20)]
    assert len({kept.id for kept in await asyncio.gather(*added)}) == 1
    assert len(await store.claim(LINES[Stage.SUBMIT], 20, at(0), LEASE)) == 1


async def test_another_source_is_another_generation(store: DatabaseStore) -> None:
    """Two messages with the same words are two pictures."""
    first = await store.add(generation(id=UUID(int=1)), "message:1:5:0")
    second = await store.add(generation(id=UUID(int=2)), "message:1:6:0")
    assert first.id != second.id


async def test_a_persons_second_picture_waits_behind_everybodys_first(queue: Queue) -> None:
    for person in (1, 1, 1, 2, 3, 2):
        await queue.ask(person)
    assert await queue.order() == [1, 2, 3, 1, 2, 1]


async def test_a_hundred_pictures_of_one_hold_up_nobody(queue: Queue) -> None:
    """Whoever comes late is behind those who waited in the same round, not behind the hundred."""
    for person in [1] * 100 + [2, 3, 4] * 2:
        await queue.ask(person)
    assert await queue.order() == [1, 2, 3, 4, 1, 2, 3, 4] + 98 * [1]


async def test_a_newcomer_is_served_after_the_round_that_runs(queue: Queue) -> None:
    for _ in range(5):
        await queue.ask(1)
    for _ in range(3):
        await queue.finish((await queue.claim())[0])
    await queue.ask(2)
    assert await queue.order() == [1, 2, 1]


async def test_a_newcomer_does_not_overtake_those_who_waited_longer(queue: Queue) -> None:
    for person in (1, 2, 3):
        await queue.ask(person)
    await queue.finish((await queue.claim())[0])
    await queue.ask(1)
    await queue.ask(4)
    assert await queue.order() == [2, 3, 1, 4]


async def test_what_was_not_accepted_keeps_its_turn(queue: Queue) -> None:
    for person in (1, 2, 1):
        await queue.ask(person)
    (held,) = await queue.claim()
    await queue.store.record(held.retried(queue.clock.now()))
    assert await queue.order() == [1, 2, 1]


async def test_polls_and_deliveries_are_claimed_the_longest_overdue_first(queue: Queue) -> None:
    for number, seconds in enumerate((30, 10, 20)):
        asked = await queue.ask(number, stage=Status.PENDING)
        await queue.store.record(replace(asked, status=Status.PENDING, due_at=at(seconds)))
    queue.clock.advance(60)
    claimed = [(await queue.claim(stage=Stage.POLL))[0].origin.user_id for _ in range(3)]
    assert claimed == [1, 2, 0]


async def test_no_more_is_claimed_than_asked_for(queue: Queue) -> None:
    for person in range(5):
        await queue.ask(person)
    assert [len(await queue.claim(limit)) for limit in (2, 2, 2, 2)] == [2, 2, 1, 0]


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        (Status.QUEUED, Stage.SUBMIT),
        (Status.SUBMITTING, Stage.SUBMIT),
        (Status.PENDING, Stage.POLL),
        (Status.READY, Stage.DELIVER),
        (Status.DELIVERING, Stage.DELIVER),
        (Status.FAILED, Stage.DELIVER),
        (Status.EXPIRED, Stage.DELIVER),
        (Status.DELIVERED, None),
    ],
)
async def test_a_generation_is_claimed_for_its_own_stage_only(
    queue: Queue, status: Status, stage: Stage | None
) -> None:
    asked = await queue.ask(stage=status)
    found = {other: [one.id for one in await queue.claim(stage=other)] for other in Stage}
    assert found == {other: [asked.id] if other is stage else [] for other in Stage}


async def test_nothing_is_claimed_before_it_is_due(queue: Queue) -> None:
    asked = await queue.ask()
    await queue.store.record(replace(asked, due_at=queue.clock.now() + timedelta(seconds=10)))
    queue.clock.advance(9.999)
    assert await queue.claim() == []
    queue.clock.advance(0.001)
    assert len(await queue.claim()) == 1


async def test_what_is_finished_is_claimed_no_more(queue: Queue) -> None:
    asked = await queue.ask()
    await queue.store.record(replace(asked, status=Status.FAILED, due_at=None))
    queue.clock.advance(99999)
    assert [await queue.claim(stage=stage) for stage in Stage] == [[], [], []]


async def test_a_claim_holds_for_its_lease_and_then_anybody_may_take_it(queue: Queue) -> None:
    await queue.ask()
    (first,) = await queue.claim()
    queue.clock.advance(119)
    assert await queue.claim() == []
    queue.clock.advance(1)
    (second,) = await queue.claim()
    assert (second.id, second.lease) == (first.id, first.lease + 1)


async def test_two_that_claim_at_once_never_get_the_same(url: str) -> None:
    """Two processes share one database."""
    async with open_database(url) as here, open_database(url) as there:
        queue = Queue(DatabaseStore(here), FakeClock())
        for person in range(40):
            await queue.ask(person)
        stores = (queue.store, DatabaseStore(there))
        claims = [store.claim(LINES[Stage.SUBMIT], 5, queue.clock.now(), LEASE) for store in stores for _ in range(5)]
        claimed = [one.id for batch in await asyncio.gather(*claims) for one in batch]
    assert len(claimed) == len(set(claimed)) == 40


async def test_who_lost_the_lease_writes_nothing_more(queue: Queue, database: Database) -> None:
    """Not the status, and not the picture."""
    await queue.ask()
    (stale,) = await queue.claim()
    queue.clock.advance(120)
    (held,) = await queue.claim()
    with pytest.raises(LeaseLost) as caught:
        await queue.store.record(replace(stale, status=Status.READY), picture())
    assert caught.value.generation == str(stale.id)
    assert await pictures(database) == 0
    await queue.store.record(replace(held, status=Status.PENDING, due_at=queue.clock.now()))
    assert [one.status for one in await queue.claim(stage=Stage.POLL)] == [Status.PENDING]


async def test_who_lost_the_lease_drops_no_picture(queue: Queue, database: Database) -> None:
    asked = await queue.ask()
    await queue.store.record(replace(asked, status=Status.READY), picture())
    (stale,) = await queue.claim(stage=Stage.DELIVER)
    queue.clock.advance(120)
    await queue.claim(stage=Stage.DELIVER)
    with pytest.raises(LeaseLost):
        await queue.store.record(replace(stale, status=Status.FAILED, due_at=None))
    assert await pictures(database) == 1


async def test_a_generation_that_is_not_there_cannot_be_written(store: DatabaseStore) -> None:
    with pytest.raises(LeaseLost):
        await store.record(generation(id=UUID(int=404)))


@pytest.mark.parametrize("hours", [1, 24, 24 * 365])
async def test_a_clock_that_was_set_back_holds_nothing_up(queue: Queue, hours: int) -> None:
    """What seems due hours from now cannot be meant so: nothing is ever scheduled that far ahead."""
    await queue.ask()
    await queue.ask(2, stage=Status.PENDING)
    queue.clock.advance(-3600 * hours)
    assert len(await queue.claim()) == 1
    assert len(await queue.claim(stage=Stage.POLL)) == 1


async def test_what_is_due_within_the_horizon_is_not_taken_for_a_clock_set_back(queue: Queue) -> None:
    asked = await queue.ask()
    await queue.store.record(replace(asked, due_at=queue.clock.now() + HORIZON))
    assert await queue.claim() == []


async def test_a_picture_is_kept_after_it_was_delivered_too(queue: Queue) -> None:
    """Somebody may ask for the original."""
    asked, kept = await queue.ask(), picture()
    ready = replace(asked, status=Status.READY)
    await queue.store.record(ready, kept)
    assert await queue.store.picture(ready) == kept
    await queue.store.record(replace(ready, status=Status.DELIVERING))
    assert await queue.store.picture(ready) == kept
    await queue.store.record(replace(ready, status=Status.DELIVERED, due_at=None))
    assert await queue.store.original(ready.id) == kept


async def test_originals_of_long_ago_are_dropped_and_nothing_else(queue: Queue) -> None:
    for status, seconds in ((Status.DELIVERED, 10), (Status.DELIVERED, 20), (Status.READY, 10)):
        asked = await queue.ask()
        due = None if status is Status.DELIVERED else at(99)
        await queue.store.record(replace(asked, status=status, ready_at=at(seconds), due_at=due), picture())
    await queue.store.drop_old_pictures(at(19))
    left = [await queue.store.original(UUID(int=number)) for number in (1, 2, 3)]
    assert left == [None, picture(), picture()]


@pytest.mark.parametrize("status", [Status.FAILED, Status.CANCELLED, Status.EXPIRED])
async def test_a_picture_that_nobody_will_see_is_dropped(queue: Queue, database: Database, status: Status) -> None:
    asked = await queue.ask()
    await queue.store.record(replace(asked, status=Status.READY), picture())
    await queue.store.record(replace(asked, status=status, reason=Reason.UNDELIVERABLE, due_at=None))
    assert await pictures(database) == 0


async def test_a_dropped_picture_takes_no_other_with_it(queue: Queue) -> None:
    first, second = await queue.ask(), await queue.ask()
    other = picture(32, 32)
    await queue.store.record(replace(first, status=Status.READY), picture())
    await queue.store.record(replace(second, status=Status.READY), other)
    await queue.store.record(replace(first, status=Status.FAILED, due_at=None))
    assert await queue.store.picture(second) == other


async def test_a_picture_that_comes_twice_is_kept_once(queue: Queue) -> None:
    asked, kept = await queue.ask(), picture()
    ready = replace(asked, status=Status.READY)
    await queue.store.record(ready, kept)
    await queue.store.record(ready, picture(32, 32))
    assert await queue.store.picture(ready) == kept


async def test_any_bytes_of_a_picture_come_back_unchanged(queue: Queue) -> None:
    asked = await queue.ask()
    kept = Picture(bytes(range(256)) * 4096, "image/webp", 1792, 1024)
    await queue.store.record(replace(asked, status=Status.READY), kept)
    assert await queue.store.picture(asked) == kept


async def test_the_next_due_is_the_earliest_of_its_stage(queue: Queue) -> None:
    assert [await queue.store.next_due(LINES[stage]) for stage in Stage] == [None, None, None]
    for seconds in (30, 10, 20):
        asked = await queue.ask()
        await queue.store.record(replace(asked, status=Status.PENDING, due_at=at(seconds)))
    assert await queue.store.next_due(LINES[Stage.POLL]) == at(10)
    assert await queue.store.next_due(LINES[Stage.SUBMIT]) is None


async def test_what_is_claimed_is_due_at_the_end_of_its_lease(queue: Queue) -> None:
    await queue.ask()
    await queue.claim()
    assert await queue.store.next_due(LINES[Stage.SUBMIT]) == queue.clock.now() + LEASE


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_full_disk_takes_no_new_requests_and_loses_no_accepted_one(queue: Queue, database: Database) -> None:
    """The largest size of the file stands in for the disk's."""
    accepted = {(await queue.ask(person)).id for person in range(3)}
    await database.run(("PRAGMA max_page_count = 1", {}))  # as good as the size it has
    with pytest.raises(StoreUnavailable, match="full"):
        await fill(queue, accepted)
    await database.run(("PRAGMA max_page_count = 10000", {}))
    accepted.add((await queue.ask()).id)
    assert {one.id for one in await queue.claim(1000)} == accepted


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))  # PostgreSQL keeps every character but this
INT64 = st.integers(-(2**63), 2**63 - 1)
COUNTS = st.integers(0, 10**6)
TIMES = st.datetimes(datetime(1980, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
REQUESTS = st.builds(
    Request,
    prompt=TEXT,
    seed=st.integers(1, MAX_SEED),
    ratio=st.builds(AspectRatio, st.integers(1, 99999), st.integers(1, 99999)),
    model=TEXT,
    size=st.none() | st.builds(Size, st.integers(1, 99999), st.integers(1, 99999)),
    quality=st.none() | TEXT,
    style=st.none() | TEXT,
    light=st.none() | TEXT,
    palette=st.none() | TEXT,
    view=st.none() | TEXT,
    as_file=st.booleans(),
    spoiler=st.booleans(),
)
ORIGINS = st.builds(Origin, chat_id=INT64, message_id=INT64, user_id=INT64, language=TEXT, thread_id=st.none() | INT64)
PROGRESS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(Status),
        "due_at": st.none() | TIMES,
        "attempts": COUNTS,
        "submissions": COUNTS,
        "placeholder": st.none() | INT64,
        "unplaced": st.booleans(),
        "account": st.sampled_from(Account),
        "stand_in": st.none() | TEXT,
        "operation_id": st.none() | TEXT,
        "submitted_at": st.none() | TIMES,
        "late_at": st.none() | TIMES,
        "shown_at": st.none() | TIMES,
        "ready_at": st.none() | TIMES,
        "file_id": st.none() | TEXT,
        "revised_prompt": st.none() | TEXT,
        "reason": st.none() | st.sampled_from(Reason),
    }
)


@pytest.fixture(scope="module")
def ids() -> Iterator[UUID]:
    return (UUID(int=number) for number in count(1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # one file takes all the examples
@given(request_=REQUESTS, origin_=ORIGINS, account=st.sampled_from(Account), accepted_at=TIMES, progress=PROGRESS)
async def test_a_generation_comes_back_as_it_was_written(
    store: DatabaseStore,
    ids: Iterator[UUID],
    request_: Request,
    origin_: Origin,
    account: Account,
    accepted_at: datetime,
    progress: dict[str, object],
) -> None:
    """Every column, before its first step and after any."""
    new = generation(id=next(ids), request=request_, origin=origin_, account=account, accepted_at=accepted_at)
    assert await store.add(new, str(new.id)) == new
    moved = replace(new, **progress)  # type: ignore[arg-type]
    await store.record(moved)
    assert await store.add(new, str(new.id)) == moved
