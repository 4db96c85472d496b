"""What people chose, what the operator was told, and budgets that each account has for itself."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drawing.values.budgets import Budget
from bot.drawing.values.generations import Generation, Line, Person, Stage, Status
from bot.drawing.values.models import Account
from bot.drawing.values.shapes import AspectRatio
from bot.storage.database import Database, open_database
from bot.storage.store import DatabaseStore
from tests.drawing.builders import MODEL, at, generation, origin

LEASE = timedelta(minutes=2)
HOUR = timedelta(hours=1)
NAME = "model dall-e-3"

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
PEOPLE = st.builds(
    Person,
    user_id=st.integers(-(2**63), 2**63 - 1),
    model=st.none() | TEXT,
    ratio=st.none() | st.builds(AspectRatio, st.integers(1, 99999), st.integers(1, 99999)),
    style=st.none() | TEXT,
    language=st.none() | TEXT,
    as_file=st.booleans(),
)


async def test_who_chose_nothing_is_there_as_well(store: DatabaseStore) -> None:
    assert await store.person(1001) == Person(1001)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # one database takes all the examples
@given(PEOPLE)
async def test_what_somebody_chose_comes_back_as_it_was_written(store: DatabaseStore, person: Person) -> None:
    await store.keep_person(person)
    assert await store.person(person.user_id) == person


async def test_a_new_choice_takes_the_place_of_the_old_one(store: DatabaseStore) -> None:
    for model in ("dall-e-3", "yandex-art", None):
        await store.keep_person(Person(1001, model=model))
        assert (await store.person(1001)).model == model


async def test_a_choice_is_nobody_elses(store: DatabaseStore) -> None:
    await store.keep_person(Person(1001, model="dall-e-3"))
    assert await store.person(1002) == Person(1002)


async def test_a_choice_outlives_the_process(url: str) -> None:
    async with open_database(url) as database:
        await DatabaseStore(database).keep_person(Person(1001, model="dall-e-3"))
    async with open_database(url) as database:
        assert await DatabaseStore(database).person(1001) == Person(1001, model="dall-e-3")


@pytest.mark.parametrize(
    ("seconds", "raised"),
    [(0, False), (1, False), (3599, False), (3600, True), (86400, True), (-1, True), (-86400, True)],
)
async def test_an_alarm_is_raised_again_after_its_pause_or_when_the_clock_was_set_back(
    store: DatabaseStore, seconds: float, *, raised: bool
) -> None:
    assert await store.raise_alarm(NAME, at(0), HOUR)
    assert await store.raise_alarm(NAME, at(seconds), HOUR) is raised


async def test_an_alarm_that_is_not_raised_does_not_put_off_the_next_one(store: DatabaseStore) -> None:
    times = [0, 1800, 3599, 3600, 7199, 7200]
    raised = [await store.raise_alarm(NAME, at(time), HOUR) for time in times]
    assert raised == [True, False, False, True, False, True]


async def test_every_alarm_has_its_own_pause(store: DatabaseStore) -> None:
    names = [NAME, "model yandex-art", NAME]
    assert [await store.raise_alarm(name, at(0), HOUR) for name in names] == [True, True, False]


async def test_a_restart_does_not_raise_an_alarm_again(url: str) -> None:
    raised = []
    for seconds in (0, 60):
        async with open_database(url) as database:
            raised.append(await DatabaseStore(database).raise_alarm(NAME, at(seconds), HOUR))
    assert raised == [True, False]


async def test_of_many_processes_that_raise_an_alarm_at_once_one_does(url: str) -> None:
    async with AsyncExitStack() as stack:
        databases = [await stack.enter_async_context(open_database(url)) for _ in range(2)]
        stores = [DatabaseStore(database) for database in databases] * 8
        for seconds in (0, 3600):
            raised = await asyncio.gather(*(store.raise_alarm(NAME, at(seconds), HOUR) for store in stores))
            assert sum(raised) == 1


class TestAccounts:
    """Yandex allows one generation a minute and one result a second, OpenAI any number."""

    @pytest.fixture
    def store(self, database: Database) -> DatabaseStore:
        return DatabaseStore(database, {Account.YANDEX: Budget(per_minute=1, per_day=5, per_second=1)})

    async def ask(
        self, store: DatabaseStore, number: int, account: Account, status: Status = Status.QUEUED
    ) -> Generation:
        """One more generation, of somebody else."""
        new = generation(id=UUID(int=number), origin=origin(user_id=number), account=account)
        added = await store.add(new, f"message:{number}")
        if status is not Status.QUEUED:
            added = replace(added, status=status)
            await store.record(added)
        return added

    async def claimed(
        self, store: DatabaseStore, account: Account, stage: Stage = Stage.SUBMIT, seconds: float = 0
    ) -> list[int]:
        """The numbers of what is claimed of a line."""
        return [one.id.int for one in await store.claim(Line(stage, account), 9, at(seconds), LEASE)]

    @pytest.mark.parametrize(("status", "stage"), [(Status.QUEUED, Stage.SUBMIT), (Status.PENDING, Stage.POLL)])
    async def test_a_line_has_only_the_generations_of_its_account(
        self, store: DatabaseStore, status: Status, stage: Stage
    ) -> None:
        for number, account in enumerate((Account.OPENAI, Account.YANDEX, Account.OPENAI), 1):
            await self.ask(store, number, account, status)
        assert sorted(await self.claimed(store, Account.OPENAI, stage)) == [1, 3]
        assert await self.claimed(store, Account.YANDEX, stage) == [2]

    @pytest.mark.parametrize(("status", "stage"), [(Status.QUEUED, Stage.SUBMIT), (Status.PENDING, Stage.POLL)])
    async def test_the_budget_of_one_account_is_not_used_up_by_the_other(
        self, store: DatabaseStore, status: Status, stage: Stage
    ) -> None:
        for number in range(1, 7):
            await self.ask(store, number, Account.OPENAI if number % 2 else Account.YANDEX, status)
        assert len(await self.claimed(store, Account.OPENAI, stage)) == 3
        assert len(await self.claimed(store, Account.YANDEX, stage)) == 1
        assert await self.claimed(store, Account.YANDEX, stage, seconds=0.5) == []
        assert len(await self.claimed(store, Account.YANDEX, stage, seconds=61)) == 1

    @pytest.mark.parametrize("account", Account)
    async def test_deliveries_wait_in_one_line_for_all(self, store: DatabaseStore, account: Account) -> None:
        await self.ask(store, 1, account, Status.READY)
        assert await store.next_due(Line(Stage.DELIVER)) == at(0)
        assert len(await store.claim(Line(Stage.DELIVER), 9, at(0), LEASE)) == 1

    async def test_the_next_due_is_that_of_the_account(self, store: DatabaseStore) -> None:
        asked = await self.ask(store, 1, Account.OPENAI)
        await store.record(replace(asked, due_at=at(7)))
        lines = [Line(Stage.SUBMIT, account) for account in (Account.YANDEX, Account.OPENAI)]
        assert [await store.next_due(line) for line in lines] == [None, at(7)]

    async def test_what_is_handed_over_waits_in_the_other_line_and_counts_nowhere_yet(
        self, store: DatabaseStore
    ) -> None:
        await self.ask(store, 1, Account.OPENAI)
        (held,) = await store.claim(Line(Stage.SUBMIT, Account.OPENAI), 1, at(0), LEASE)
        await store.record(replace(held.handed_to(MODEL), due_at=at(0)))
        assert await self.claimed(store, Account.OPENAI) == []
        (claimed,) = await store.claim(Line(Stage.SUBMIT, Account.YANDEX), 1, at(0), LEASE)
        assert (claimed.stand_in, claimed.account, claimed.model) == (MODEL.name, Account.YANDEX, MODEL.name)
        assert claimed.request == held.request

    async def test_what_is_handed_over_keeps_its_turn(self, store: DatabaseStore) -> None:
        """It does not go to the back of the other queue."""
        await self.ask(store, 1, Account.OPENAI)
        late = generation(id=UUID(int=2), origin=origin(user_id=2), accepted_at=at(1))
        await store.add(late, "message:2")
        (held,) = await store.claim(Line(Stage.SUBMIT, Account.OPENAI), 1, at(2), LEASE)
        await store.record(replace(held.handed_to(MODEL), due_at=at(2)))
        assert await self.claimed(store, Account.YANDEX, seconds=2) == [1]
