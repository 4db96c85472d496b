"""What a placeholder says meanwhile: how it is going, what is wrong, and that it takes much longer than usual."""

from uuid import UUID

import pytest

from bot.drawing.ports.couriers import News
from bot.drawing.values.reasons import Reason
from bot.drawing.values.specs import Draft
from bot.drawing.work.equipment import Capacity
from bot.errors import (
    AnswerInvalid,
    CourierUnanswered,
    FenceLost,
    Misconfigured,
    NotAccepted,
    ProviderError,
    Unanswered,
)
from tests.drawing.builders import BATCHING, MODEL, YANDEX, at
from tests.drawing.world import OTHER, PRIVATE, World, drawn
from tests.drawing.world.telegram import DRAWING
from tests.storage.memory.database import GenerationRow

GROUP = -500
SUBMIT, POLL = "submit yandex", "poll yandex"


async def waiting(chat_id: int = PRIVATE) -> World:
    """Somebody asked at noon and sees the placeholder; nothing is submitted yet."""
    world = World(MODEL, BATCHING)
    await world.shown(chat_id=chat_id)
    return world


async def drawing(chat_id: int = PRIVATE, words: str = "a red fox") -> World:
    """Somebody asked at noon, and the provider works on it, for ever."""
    world = World(MODEL, BATCHING)
    world.provider.seconds = 1e9
    await world.shown(Draft(words), chat_id=chat_id)
    await world.turn(SUBMIT)
    return world


async def test_who_waits_is_told_the_position_in_the_queue() -> None:
    world = await waiting()
    await world.shown(Draft("the second"))
    world.clock.advance(5)
    await world.turn("news")
    assert world.sees() == ["number 1 in the queue", "number 2 in the queue"]


async def test_who_is_drawn_for_is_told_the_seconds_and_what_is_usual() -> None:
    world = await drawing()
    world.clock.advance(7)
    await world.turn("news")
    assert world.sees() == ["7 s of 20 s"]
    assert world.telegram.news == [News(position=None, seconds=7, usual=20, late=False)]


async def test_the_seconds_count_from_the_submission() -> None:
    world = await waiting()
    world.clock.advance(30)
    await world.turn(SUBMIT)
    world.clock.advance(7)
    await world.turn("news")
    assert world.sees() == ["7 s of 20 s"]


async def test_what_is_usual_is_that_of_the_model_that_draws() -> None:
    world = World(MODEL, stand_in=BATCHING)
    world.provider.faults.refuse("submit", Misconfigured("no access"))
    await world.shown()
    await world.turn(SUBMIT)
    await world.turn("submit openai")
    world.clock.advance(5)
    await world.turn("news")
    assert world.sees() == ["5 s of 10 s"]


async def test_of_a_model_that_is_gone_from_the_catalog_a_minute_is_usual() -> None:
    world = await drawing()
    del world.serving[MODEL.name], world.drawers[MODEL.name]
    world.restart(YANDEX)
    world.clock.advance(7)
    await world.turn("news")
    assert world.sees() == ["7 s of 60 s"]


async def test_of_several_the_one_that_is_drawn_longest_is_told_of() -> None:
    world = World(MODEL)
    world.provider.seconds = 1e9
    await world.shown(Draft("foxes", count=2))
    (first, second) = await world.claimed(SUBMIT)
    await world.consumers[SUBMIT].step(second)
    world.clock.advance(2)
    await world.consumers[SUBMIT].step(first)
    world.clock.advance(4)
    await world.turn("news")
    assert world.sees() == ["6 s of 20 s"]


async def test_of_several_the_first_in_the_queue_is_told_of_while_none_is_drawn() -> None:
    world = World(MODEL)
    await world.shown(Draft("foxes", count=3))
    world.clock.advance(5)
    await world.turn("news")
    assert world.sees() == ["number 1 in the queue"]


async def test_who_waits_for_another_model_is_told_of_that_queue_though_it_was_submitted_to_the_first() -> None:
    world = World(MODEL, stand_in=BATCHING)
    world.provider.faults.refuse("submit", Misconfigured("no access"))
    await world.shown()
    await world.turn(SUBMIT)
    world.clock.advance(5)
    await world.turn("news")
    assert world.sees() == ["number 1 in the queue"]


@pytest.mark.parametrize(
    ("error", "said"), [(NotAccepted("429"), "busy"), (NotAccepted("DNS", reached=False), "unreachable")]
)
async def test_who_waits_because_nothing_is_accepted_is_told_so(error: NotAccepted, said: str) -> None:
    world = await waiting()
    error.retry_after = 60
    world.provider.faults.refuse("submit", error)
    await world.turn(SUBMIT)
    world.clock.advance(5)
    await world.turn("news")
    assert world.sees() == [f"{said}, for 5 s"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Unanswered("timeout"), "silent"),
        (NotAccepted("429"), "busy"),
        (NotAccepted("refused", reached=False), "unreachable"),
        (Misconfigured("401"), "unavailable"),
        (AnswerInvalid("html"), "silent"),
    ],
)
async def test_polls_that_fail_are_news_and_so_is_that_they_fail_no_more(error: ProviderError, said: str) -> None:
    world = await drawing()
    world.roll = 1.0
    for _ in range(3):
        world.provider.faults.refuse("poll", error)
    await world.after(8, 1, 2, 3)
    assert world.sees() == [f"{said}, for 6 s"]
    await world.after(1, 4)
    assert world.sees() == ["19 s of 20 s"]


async def test_of_several_it_is_no_news_that_one_is_in_trouble_while_others_come_along() -> None:
    world = World(MODEL)
    world.provider.seconds = 1e9
    await world.shown(Draft("foxes", count=2))
    world.provider.faults.refuse("submit", NotAccepted("429", retry_after=60))
    await world.turn(SUBMIT)
    world.clock.advance(5)
    await world.turn("news")
    assert world.sees() == ["5 s of 20 s"]


@pytest.mark.parametrize(("before", "position"), [(998, 999), (999, 1000), (1000, 1000), (1001, 1000)])
async def test_a_queue_is_counted_up_to_1000(before: int, position: int) -> None:
    world = await waiting()
    row = world.database.tables.generations[world.last.of(1).id]
    row.turn = 5000
    rivals = {UUID(int=number): GenerationRow(row.value, turn=number) for number in range(before)}
    world.database.tables.generations |= rivals
    world.clock.advance(5)
    await world.turn("news")
    assert world.telegram.news == [News(position=position)]


@pytest.mark.parametrize(("chat_id", "pause"), [(PRIVATE, 5), (GROUP, 15)])
async def test_news_come_as_often_as_telegram_bears(chat_id: int, pause: float) -> None:
    world = await drawing(chat_id)
    for _ in range(3):
        world.clock.advance(pause)
        assert await world.turn("news") == 1
        assert world.waits(world.last.news_at) == pause


@pytest.mark.parametrize(("chat_id", "pause"), [(PRIVATE, 5), (GROUP, 15)])
async def test_news_come_no_sooner(chat_id: int, pause: float) -> None:
    world = await drawing(chat_id)
    world.clock.advance(pause - 0.1)
    assert await world.turn("news") == 0


async def test_after_four_times_the_usual_its_person_is_told_that_it_takes_much_longer_and_how_long_already() -> None:
    world = await drawing()
    world.clock.advance(79)
    await world.turn("news")
    assert world.sees() == ["79 s of 20 s"]
    world.clock.advance(5)
    await world.turn("news")
    assert world.sees() == ["it takes longer: 84 s"]
    world.clock.advance(5)
    await world.turn("news")
    assert world.sees() == ["it takes longer: 89 s"]


async def test_after_ten_minutes_news_go_on_once_a_minute() -> None:
    world = await drawing()
    world.clock.advance(600)
    await world.turn("news")
    assert (world.last.late_at, world.waits(world.last.news_at)) == (at(600), 60)
    world.clock.advance(60)
    await world.turn("news")
    assert world.sees() == ["it takes longer: 660 s"]
    assert (world.last.late_at, world.waits(world.last.news_at)) == (at(600), 60)


async def test_who_still_waits_in_the_queue_goes_on_hearing_the_number() -> None:
    world = await waiting()
    world.clock.advance(600)
    await world.turn("news")
    assert world.sees() == ["number 1 in the queue"]


async def test_news_that_do_not_get_through_are_not_told_again_before_the_next() -> None:
    world = await drawing()
    world.clock.advance(5)
    world.faults.refuse("report", CourierUnanswered("no answer"))
    await world.turn("news")
    assert (world.sees(), world.last.attempts) == ([DRAWING], 0)
    assert world.waits(world.last.news_at) == 5


async def test_that_it_takes_ten_minutes_is_noted_once_though_news_do_not_get_through() -> None:
    world = await drawing()
    world.clock.advance(600)
    world.faults.refuse("report", CourierUnanswered("no answer"))
    await world.turn("news")
    assert (world.last.late_at, world.waits(world.last.news_at)) == (at(600), 60)


async def test_where_the_placeholder_is_unknown_there_is_nothing_to_tell_it_in() -> None:
    world = await drawing()
    world.lose_placeholder()
    world.clock.advance(5)
    await world.turn("news")
    assert world.faults.count("report") == 0
    assert world.waits(world.last.news_at) == 5


async def test_an_inline_message_says_how_it_is_going_too() -> None:
    world = World(MODEL)
    await world.shown(inline="inline 1")
    world.clock.advance(15)
    await world.turn("news")
    assert world.telegram.inline["inline 1"].words == "number 1 in the queue"


async def test_what_has_all_ended_has_no_news() -> None:
    world = await drawing()
    await world.cancel()
    world.let_wait()
    world.clock.advance(5)
    assert await world.turn("news") == 1
    assert (world.faults.count("report"), world.last.news_at) == (0, None)


async def test_of_what_has_all_ended_nobody_is_told_that_it_takes_longer() -> None:
    world = await drawing()
    await world.cancel()
    world.let_wait()
    world.clock.advance(600)
    assert await world.turn("news") == 1
    assert world.faults.count("report") == 0


async def test_what_is_delivered_has_no_news_any_more() -> None:
    world = World(MODEL)
    await world.delivered()
    world.clock.advance(60)
    assert await world.turn("news") == 0


async def test_a_picture_that_comes_while_news_are_told_is_brought_right_after() -> None:
    world = await drawing()
    world.clock.advance(8)
    world.provider.results.append(drawn("a picture"))

    async def comes() -> None:
        await world.turn(POLL)

    world.faults.meanwhile("report", comes)
    await world.turn("news")
    assert world.waits(world.last.due_at) == 0
    await world.settle()
    assert world.sees() == ["picture"]


async def test_what_is_cancelled_while_news_are_told_says_so_right_after() -> None:
    world = await drawing()
    world.clock.advance(5)
    world.faults.meanwhile("report", world.cancel)
    await world.settle()
    assert world.sees() == [Reason.CANCELLED]


async def test_who_lost_the_fence_writes_no_news() -> None:
    world = await drawing()
    world.clock.advance(5)
    before = world.last.news_at

    async def another() -> None:
        world.seize(world.last.id)

    world.faults.meanwhile("report", another)
    with pytest.raises(FenceLost):
        await world.turn("news")
    assert world.last.news_at == before


async def test_an_unfinished_sheet_keeps_its_time_while_news_are_told() -> None:
    world = await drawing()
    world.let_wait(at(7))
    world.clock.advance(5)
    assert await world.turn("news") == 1
    assert world.last.due_at == at(7)


async def test_news_are_claimed_once_a_second_at_most() -> None:
    world = await drawing()
    await world.shown(chat_id=OTHER)
    world.clock.advance(5)
    assert await world.turn("news") == 2
    world.hear(world.last)
    world.clock.advance(0.9)
    assert await world.turn("news") == 0
    world.clock.advance(0.1)
    assert await world.turn("news") == 1


async def test_as_many_are_told_at_once_as_there_are_slots() -> None:
    world = World(MODEL, capacity=Capacity(telling=2))
    for chat_id in (1, 2, 3):
        await world.shown(chat_id=chat_id)
    world.clock.advance(5)
    assert await world.turn("news") == 2
    world.clock.advance(1)
    assert await world.turn("news") == 1


# A model that is late.


async def late(world: World, words: str, who: int = PRIVATE) -> None:
    """Somebody asked ten minutes ago, and it is not there."""
    await world.shown(Draft(words), user_id=who)
    await world.turn(SUBMIT)
    world.clock.advance(600)
    await world.turn("news")


async def test_a_model_that_lets_three_wait_for_ten_minutes_is_down() -> None:
    world = World(MODEL, stand_in=BATCHING)
    world.provider.seconds = 1e9
    for number in (1, 2, 3):
        await late(world, f"number {number}", who=number)
        assert world.last.of(1).stand_in is None
    await world.shown(Draft("number 4"))
    await world.turn(SUBMIT)
    assert world.last.of(1).stand_in == BATCHING.name


async def test_who_waits_in_the_queue_for_ten_minutes_says_nothing_against_the_model() -> None:
    world = World(MODEL, stand_in=BATCHING)
    world.provider.seconds = 1e9
    for number in range(3):
        await world.shown(Draft(f"number {number}"))
        world.clock.advance(600)
        await world.turn("news")
    await world.turn(SUBMIT)
    assert [request.of(1).stand_in for request in world.requests] == [None] * 3


async def test_a_sheet_that_is_late_counts_once_against_its_model() -> None:
    world = World(MODEL, stand_in=BATCHING)
    world.provider.seconds = 1e9
    await world.shown(Draft("foxes", count=3))
    await world.turn(SUBMIT)
    world.clock.advance(600)
    await world.turn("news")
    await world.shown(Draft("the next"))
    await world.turn(SUBMIT)
    assert world.last.of(1).stand_in is None
