"""Errors that nobody foresaw, in every step: it is tried a few times, then the request ends with a sentence."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.specs import Draft
from bot.errors import Outage, Refused, StoreUnavailable
from tests.drawing.builders import MODEL
from tests.drawing.world import PRIVATE, World, drawn

OFTEN = 99
BUG = KeyError("a secret prompt")

Spoil = Callable[[World], None]


def telegram(call: str) -> Spoil:
    """From now on a call of Telegram's trips over a bug of ours."""

    def spoil(world: World) -> None:
        for _ in range(OFTEN):
            world.faults.refuse(call, BUG)

    return spoil


def provider(call: str) -> Spoil:
    """The same of a provider's."""

    def spoil(world: World) -> None:
        for _ in range(OFTEN):
            world.provider.faults.refuse(call, BUG)

    return spoil


def telling(world: World) -> None:
    """The sentence that would be said trips as well."""
    world.provider.faults.refuse("submit", Refused("not this"))
    telegram("tell")(world)


@dataclass(frozen=True, slots=True)
class Case:
    """What trips, how often it is called, what the person sees in the end, and how that ends."""

    spoil: Spoil
    call: str
    calls: int
    sees: list[str]
    status: RequestStatus
    reason: Reason | None = None


ENDED, DELIVERED = RequestStatus.ENDED, RequestStatus.DELIVERED
CASES = {
    "the placeholder": Case(telegram("place"), "place", 3, [Reason.BUG], ENDED, Reason.BUG),
    "the submission": Case(provider("submit"), "submit", 2, [Reason.INTERRUPTED], ENDED, Reason.INTERRUPTED),
    "the poll": Case(provider("poll"), "poll", 3, [Reason.BUG], ENDED, Reason.BUG),
    "the picture": Case(telegram("deliver"), "deliver", 3, [Reason.BUG], ENDED, Reason.BUG),
    "the news": Case(telegram("report"), "report", 3, ["picture"], DELIVERED),
    "the sentence": Case(telling, "tell", 6, ["drawing"], ENDED, Reason.BUG),
}


@pytest.fixture
def world() -> World:
    return World(MODEL)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_whatever_trips_the_request_ends_in_bounded_calls_and_the_operator_hears_once(
    world: World, case: Case
) -> None:
    world.provider.seconds = 60
    case.spoil(world)
    async with world.working():
        await world.ask()
        await world.passes(200, by=1)
    assert (world.sees(), world.last.status, world.last.reason) == (case.sees, case.status, case.reason)
    assert world.faults.count(case.call) + world.provider.faults.count(case.call) == case.calls
    assert len(world.telegram.alarms) == 1
    assert world.telegram.alarms[0].startswith("bug: KeyError at ")
    assert "secret" not in world.telegram.alarms[0]


async def test_a_sheet_that_cannot_be_shown_while_it_fills_comes_when_it_is_full(world: World) -> None:
    world.provider.seconds = 1e6
    telegram("show")(world)
    async with world.working():
        await world.ask(Draft("foxes", count=2))
        for position in (1, 2):
            await world.passes(30)
            world.provider.results.append(drawn(f"picture {position}"))
            world.make_due(world.last.of(position))
        await world.passes(2)
    assert (world.sees(), world.faults.count("show"), world.last.attempts) == (["1 2"], 3, 0)


async def test_others_are_served_meanwhile(world: World) -> None:
    telegram("place")(world)
    async with world.working():
        await world.ask()
        await world.idle()
        world.faults._before.clear()
        await world.ask(chat_id=77, user_id=77)
        await world.passes(40)
    assert world.sees(77) == ["picture"]


async def test_what_stumbles_once_or_twice_is_done_all_the_same(world: World) -> None:
    for call in ("place", "place", "deliver", "deliver"):
        world.faults.refuse(call, BUG)
    async with world.working():
        await world.ask()
        await world.passes(60)
    assert world.sees() == ["picture"]


async def test_stumbles_outlive_a_restart(world: World) -> None:
    telegram("place")(world)
    for _ in range(2):
        async with world.working():
            if not world.requests:
                await world.ask()
            await world.idle()
        world.clock.advance(5)
        world.restart()
    async with world.working():
        await world.passes(10)
    assert (world.faults.count("place"), world.sees()) == (3, [Reason.BUG])


async def test_a_picture_that_could_not_be_brought_is_kept_and_may_be_brought_again(world: World) -> None:
    telegram("deliver")(world)
    async with world.working():
        await world.ask()
        await world.passes(60)
        assert world.sees() == [Reason.BUG]
        world.faults._before.clear()
        assert await world.acceptance.resend(world.last.id, world.last.placeholder, world.clock.now())
        await world.passes(5)
    assert (world.sees(), world.last.status) == (["picture"], RequestStatus.DELIVERED)


async def test_what_the_process_dies_with_is_given_up_as_well(world: World) -> None:
    """Ten lives end in the middle of the same step."""
    await world.ask()
    for _ in range(10):
        assert await world.claimed("place")
        world.clock.advance(world.capacity.lease.total_seconds())
        world.restart()
    async with world.working():
        await world.passes(2)
    assert (world.sees(), world.faults.count("place")) == ([Reason.BUG], 0)
    assert world.telegram.alarms == ["crashes: place, 10 times"]


async def test_nine_lives_are_none_too_many(world: World) -> None:
    """Most processes die of something else."""
    await world.ask()
    for _ in range(9):
        assert await world.claimed("place")
        world.clock.advance(world.capacity.lease.total_seconds())
    async with world.working():
        await world.passes(30)
    assert (world.sees(), world.telegram.alarms) == (["picture"], [])


async def test_an_operation_that_cannot_be_stopped_is_let_go(world: World) -> None:
    provider("cancel")(world)
    async with world.working():
        await world.ask()
        await world.passes(2)
        await world.cancel()
        await world.passes(60)
    assert world.sees() == [Reason.CANCELLED]
    assert world.provider.faults.count("cancel") == 3
    assert world.last.of(1).status is GenerationStatus.CANCELLED
    assert world.last.of(1).due_at is None


async def test_while_a_picture_may_have_arrived_nothing_else_is_said_than_that(world: World) -> None:
    async with world.working():
        await world.ask()
        await world.passes(1)
        world.telegram.chats[PRIVATE].clear()
        telegram("send")(world)
        await world.passes(60)
    assert (world.last.reason, world.faults.count("send")) == (Reason.UNCERTAIN, 1)


async def test_a_result_that_the_database_never_takes_ends_the_request(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = world.drawings.record

    async def refuse(batch: object, pictures: object, *others: object, **more: object) -> object:
        if pictures:
            raise StoreUnavailable("invalid byte sequence", Outage.REFUSED)
        return await record(batch, pictures, *others, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(world.drawings, "record", refuse)
    async with world.working():
        await world.ask()
        await world.passes(90)
    assert (world.sees(), world.last.failure) == ([Reason.BUG], Reason.BUG)
