"""The stages joined: what a worker is made of, and whole ways through it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.drawing.values.models import Account
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.specs import Draft
from bot.drawing.values.terms import Terms
from bot.drawing.work.equipment import Capacity
from bot.errors import CourierUnanswered, Refused
from tests.drawing.builders import BATCHING, MODEL, OPENAI, YANDEX, at, request
from tests.drawing.world import OTHER, PRIVATE, World

GROUP = -500


def test_there_is_a_consumer_a_queue_one_for_news_and_the_periodic_tasks(world: World) -> None:
    assert [*world.consumers, *world.tasks] == [
        "place",
        "deliver",
        "submit yandex",
        "submit openai",
        "poll yandex",
        "poll openai",
        "news",
        "be seen",
        "tidy",
        "shrink",
        "clear",
        "begin",
        "mend times",
        "watch the store",
    ]


def test_accounts_of_times_past_are_worked_for_as_well(world: World) -> None:
    world.restart(Account("gone"))
    assert {"submit gone", "poll gone"} <= world.consumers.keys()


def test_capacity_has_its_numbers() -> None:
    capacity = Capacity()
    slots = (capacity.placing, capacity.submitting, capacity.polling, capacity.delivering, capacity.telling)
    assert slots == (16, 8, 12, 16, 16)
    times = (capacity.lease, capacity.deadline, capacity.terms)
    assert times == (timedelta(seconds=30), timedelta(hours=6), Terms())


def test_each_consumer_has_its_slots_and_the_lease() -> None:
    capacity = Capacity(placing=1, submitting=2, polling=3, delivering=4, telling=5, lease=timedelta(seconds=9))
    world = World(MODEL, capacity=capacity)
    assert {name: one.slots for name, one in world.consumers.items()} == {
        "place": 1,
        "submit yandex": 2,
        "poll yandex": 3,
        "deliver": 4,
        "news": 5,
    }
    assert {one.lease for one in world.consumers.values()} == {timedelta(seconds=9)}


async def test_each_consumer_knows_when_its_own_queue_is_due_next(world: World) -> None:
    await world.shown()
    await world.turn("submit yandex")
    world.clock.advance(1)
    await world.ask()
    world.let_wait(at(40))
    due = {name: await one.next_due() for name, one in world.consumers.items()}
    assert {name: time for name, time in due.items() if time is not None} == {"place": at(40), "poll yandex": at(8)}


async def test_each_part_of_a_worker_is_a_task_of_its_name(world: World) -> None:
    async with world.working():
        names = {task.get_name() for task in asyncio.all_tasks()}
    assert {*world.consumers, *world.tasks} <= names


async def test_a_picture_that_is_asked_for_is_there_after_a_while(world: World) -> None:
    async with world.working():
        await world.ask()
        await world.idle()
        assert world.sees() == ["drawing"]
        await world.passes(5)
        assert world.sees() == ["5 s of 20 s"]
        await world.passes(20)
        assert world.sees() == ["picture"]


async def test_with_nobody_waking_anybody_it_is_placed_within_a_second_all_the_same(world: World) -> None:
    """Another process accepted it: no hint reaches this one."""
    async with world.working():
        await world.acceptance.add(request(), "message:1")
        await world.passes(1)
        assert world.sees() == ["drawing"]


async def test_a_step_of_half_a_minute_is_taken_once_though_the_lease_is_two_seconds() -> None:
    world = World(MODEL, capacity=Capacity(lease=timedelta(seconds=2)))
    gate = world.provider.faults.hold("submit")
    async with world.working():
        await world.ask()
        await world.passes(30)
        assert (len(world.provider.asked), world.last.of(1).submissions) == (1, 1)
        gate.set()
        await world.passes(25)
    assert world.sees()[0] == "picture"


@pytest.mark.parametrize("call", ["place", "deliver"])
async def test_a_call_of_half_a_minute_is_made_once_though_the_lease_is_two_seconds(call: str) -> None:
    world = World(MODEL, capacity=Capacity(lease=timedelta(seconds=2)))
    world.provider.seconds = 0
    gate = world.faults.hold(call)
    async with world.working():
        await world.ask()
        await world.passes(30)
        gate.set()
        await world.passes(1)
    assert (world.sees()[0], world.faults.count(call)) == ("picture", 1)


async def test_a_poll_of_half_a_minute_is_made_once_though_the_lease_is_two_seconds() -> None:
    world = World(MODEL, capacity=Capacity(lease=timedelta(seconds=2)))
    gate = world.provider.faults.hold("poll")
    async with world.working():
        await world.ask()
        await world.passes(40)
        assert len(world.provider.polled) == 1
        gate.set()
        await world.passes(1)
    assert world.sees() == ["picture"]


async def test_a_stop_finishes_what_is_in_hand_and_leaves_the_rest_to_the_next_process(world: World) -> None:
    gate = world.provider.faults.hold("submit")
    async with world.working() as worker:
        await world.ask()
        await world.idle()
        world.worker.stop()
        await world.ask(Draft("the second"))
        await world.passes(3)
        assert not worker.done()
        gate.set()
        await world.idle()
        assert worker.done()
    assert (world.sees(), world.last.status) == (["drawing"], RequestStatus.ACCEPTED)
    assert world.requests[0].of(1).operation_id == "operation 1"
    world.restart()
    await world.finish()
    assert world.sees() == ["picture", "picture"]


async def test_a_slow_account_holds_up_no_other() -> None:
    slow = replace(BATCHING, account=OPENAI)
    world = World(MODEL, slow, capacity=Capacity(submitting=1))
    gate = world.providers[slow.name].faults.hold("submit")
    async with world.working():
        await world.ask(Draft("slow", model=slow.name))
        await world.ask(Draft("quick"), chat_id=OTHER, user_id=OTHER)
        await world.passes(25)
        assert world.sees(OTHER) == ["picture"]
        gate.set()
        await world.passes(20)
    assert world.sees() == ["picture"]


async def test_twenty_people_get_their_pictures(world: World) -> None:
    async with world.working():
        for number in range(1, 21):
            await world.ask(chat_id=number, user_id=number)
        await world.passes(30)
    assert [world.sees(number) for number in range(1, 21)] == [["picture"]] * 20


async def test_a_sheet_fills_and_is_finished(world: World) -> None:
    world.provider.seconds = 4
    async with world.working():
        await world.ask(Draft("foxes", count=3))
        await world.passes(15)
    assert world.sees() == ["1 2 3"]


async def test_a_fence_that_is_lost_in_the_middle_is_no_disaster(world: World) -> None:
    world.provider.faults.afterwards("submit", world.cancel)
    async with world.working():
        await world.ask()
        await world.passes(3)
    assert (world.sees(), world.provider.stopped) == ([Reason.CANCELLED], ["operation 1"])


async def test_answers_may_be_lost_and_the_picture_comes_once(world: World) -> None:
    world.faults.lose("place", CourierUnanswered("no answer"))
    world.faults.lose("deliver", CourierUnanswered("no answer"))
    async with world.working():
        await world.ask()
        await world.passes(40)
    assert (world.sees(), world.last.status) == (["picture"], RequestStatus.DELIVERED)


async def test_the_bot_is_seen_at_work_every_four_and_a_half_seconds(world: World) -> None:
    async with world.working():
        await world.ask()
        await world.passes(10)
        assert world.faults.count("act") == 2


async def test_a_refusal_is_told_at_once(world: World) -> None:
    world.provider.faults.refuse("submit", Refused("not this"))
    async with world.working():
        await world.ask(chat_id=GROUP)
        await world.idle()
        assert world.sees(GROUP) == [Reason.REFUSED]


async def test_an_outage_of_the_database_costs_nothing_but_time(world: World) -> None:
    async with world.working():
        await world.ask()
        await world.idle()
        world.database.unavailable = True
        await world.passes(30)
        world.database.unavailable = False
        await world.passes(30)
    assert (world.sees(), len(world.provider.asked)) == (["picture"], 1)


async def test_a_result_in_hand_outlives_an_outage_of_the_database(world: World) -> None:
    async def fail() -> None:
        world.database.unavailable = True

    world.provider.faults.afterwards("submit", fail)
    async with world.working():
        await world.ask()
        await world.passes(10)
        world.database.unavailable = False
        await world.passes(30)
    assert (world.sees(PRIVATE), len(world.provider.asked)) == (["picture"], 1)


def test_queues_are_by_account() -> None:
    world = World(MODEL, replace(MODEL, name="yandex-art-2"))
    assert [name for name in world.consumers if name.startswith("submit")] == [f"submit {YANDEX}"]
