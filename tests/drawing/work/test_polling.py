"""The stage that waits: when a provider is asked, and what becomes of its answers."""

from datetime import timedelta

import pytest

from bot.drawing.ports.providers import Pending
from bot.drawing.values.budgets import Budget
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.specs import Draft
from bot.drawing.work.equipment import Capacity
from bot.errors import AnswerInvalid, FenceLost, Misconfigured, NotAccepted, OperationLost, Refused, Unanswered
from tests.drawing.builders import BATCHING, MODEL, YANDEX, at
from tests.drawing.world import Killed, World, drawn

POLL = "poll yandex"
STILL = Pending("operation 1")


@pytest.fixture
async def pending(world: World) -> World:
    """Somebody asked at noon, and the provider draws until 20 s later; it is to be asked at 8 s."""
    await world.shown()
    await world.turn("submit yandex")
    return world


async def test_nobody_asks_before_it_is_time(pending: World) -> None:
    await pending.after(7.9)
    assert pending.provider.polled == []
    await pending.after(0.1)
    assert pending.provider.polled == ["operation 1"]


async def test_what_is_still_drawn_is_asked_for_again_and_each_time_later(pending: World) -> None:
    await pending.after(8)
    one = pending.last.of(1)
    assert (one.status, pending.waits(one.due_at)) == (GenerationStatus.PENDING, 2)  # a tenth of what is usual
    pending.clock.advance(52)
    pending.provider.results.extend([STILL, STILL])
    await pending.settle()
    assert pending.waits(pending.last.of(1).due_at) == pytest.approx(9)  # 15 % of its age


async def test_a_quick_model_is_asked_more_often() -> None:
    world = World(BATCHING)
    await world.shown()
    await world.after(0, 4)
    assert world.waits(world.last.of(1).due_at) == 1  # a tenth of what is usual


async def test_chance_spreads_the_polls(pending: World) -> None:
    pending.roll = 1.0
    await pending.after(8)
    assert pending.waits(pending.last.of(1).due_at) == pytest.approx(2.3)


async def test_the_age_of_an_operation_counts_from_its_submission(world: World) -> None:
    await world.ask()
    world.clock.advance(300)
    await world.settle()
    world.provider.results.append(STILL)
    await world.after(8)
    assert world.waits(world.last.of(1).due_at) == 2


async def test_a_picture_that_is_done_is_kept_and_brought(pending: World) -> None:
    await pending.finish()
    one = pending.last.of(1)
    assert (one.status, one.due_at) == (GenerationStatus.DRAWN, None)
    assert pending.last.status is RequestStatus.DELIVERED
    assert pending.sees() == ["picture"]


async def test_an_error_that_says_nothing_is_asked_again_after_a_while_that_doubles(pending: World) -> None:
    waits = []
    pending.clock.advance(8)
    for _ in range(3):
        pending.provider.faults.refuse("poll", Unanswered("timeout"))
        await pending.turn(POLL)
        waits.append(pending.waits(pending.last.of(1).due_at))
        pending.clock.advance(waits[-1] or 0)
    assert waits == [0.5, 1, 2]
    assert pending.last.of(1).attempts == 3


async def test_an_answer_after_errors_begins_a_new_count(pending: World) -> None:
    pending.provider.faults.refuse("poll", Unanswered("timeout"))
    await pending.after(8, 0.5)
    assert (pending.last.of(1).attempts, pending.last.of(1).status) == (0, GenerationStatus.PENDING)


async def test_who_asks_to_wait_is_asked_no_sooner(pending: World) -> None:
    pending.provider.faults.refuse("poll", NotAccepted("too many requests", retry_after=30))
    await pending.after(8)
    assert pending.waits(pending.last.of(1).due_at) == 30.5


@pytest.mark.parametrize(
    ("error", "reason"), [(Refused("not this"), Reason.REFUSED), (OperationLost("operation 1"), Reason.LOST)]
)
async def test_a_verdict_ends_it_at_once(pending: World, error: Exception, reason: Reason) -> None:
    pending.provider.faults.refuse("poll", error)
    await pending.after(8)
    assert pending.sees() == [reason]
    assert pending.last.of(1).reason is reason


async def test_three_garbled_answers_are_forgiven(pending: World) -> None:
    pending.roll = 0.0
    for _ in range(4):
        pending.provider.faults.refuse("poll", AnswerInvalid("no JSON"))
    await pending.after(8)
    assert len(pending.provider.polled) == 4
    assert pending.sees() == [Reason.BROKEN]


async def test_an_operator_in_need_ends_nothing_that_is_drawn_already(pending: World) -> None:
    pending.provider.faults.refuse("poll", Misconfigured("no access"))
    await pending.after(8)
    assert pending.last.of(1).status is GenerationStatus.PENDING
    assert pending.telegram.alarms == ["yandex-art: no access, nobody draws"]
    await pending.finish()
    assert pending.sees() == ["picture"]


async def test_what_is_not_drawn_in_six_hours_ends_with_a_sentence(pending: World) -> None:
    pending.clock.advance(6 * 3600)
    await pending.settle()
    assert (pending.provider.polled, pending.sees()) == ([], [Reason.TIMEOUT])
    assert pending.last.of(1).status is GenerationStatus.EXPIRED


async def test_a_second_earlier_it_is_asked_for(pending: World) -> None:
    await pending.after(6 * 3600 - 1)
    assert pending.sees() == ["picture"]


async def test_how_long_anybody_waits_is_a_setting() -> None:
    world = World(capacity=Capacity(deadline=timedelta(seconds=8)))
    await world.shown()
    await world.after(0, 8)
    assert (world.provider.polled, world.sees()) == ([], [Reason.TIMEOUT])


async def test_an_operation_whose_model_nobody_serves_any_more_is_unavailable(pending: World) -> None:
    del pending.drawers[MODEL.name]
    await pending.after(8)
    assert pending.sees() == [Reason.UNAVAILABLE]


async def test_an_operation_that_was_taken_back_is_stopped_and_never_asked_for(pending: World) -> None:
    await pending.cancel()
    assert await pending.turn(POLL) == 1
    assert (pending.provider.stopped, pending.provider.polled) == (["operation 1"], [])
    assert pending.last.of(1).due_at is None
    await pending.after(0, 600)
    assert (pending.provider.stopped, pending.provider.polled) == (["operation 1"], [])
    assert pending.sees() == [Reason.CANCELLED]


async def test_an_operation_is_stopped_however_old_it_is(pending: World) -> None:
    pending.clock.advance(6 * 3600)
    await pending.cancel()
    await pending.turn(POLL)
    assert pending.provider.stopped == ["operation 1"]


async def test_a_provider_that_cannot_stop_an_operation_is_asked_once(pending: World) -> None:
    await pending.cancel()
    pending.provider.faults.refuse("cancel", Unanswered("timeout"))
    await pending.settle()
    await pending.after(60)
    assert pending.provider.stopped == ["operation 1"]
    assert pending.last.of(1).due_at is None


async def test_what_nobody_serves_cannot_be_stopped_and_is_forgotten(pending: World) -> None:
    await pending.cancel()
    del pending.drawers[MODEL.name]
    await pending.settle()
    assert pending.last.of(1).due_at is None
    assert pending.sees() == [Reason.CANCELLED]


async def test_a_picture_of_what_its_person_took_back_meanwhile_is_not_kept(pending: World) -> None:
    pending.clock.advance(20)
    pending.provider.faults.afterwards("poll", pending.cancel)
    with pytest.raises(FenceLost):
        await pending.turn(POLL)
    await pending.settle()
    assert pending.sees() == [Reason.CANCELLED]
    assert pending.database.tables.pictures == {}


async def test_a_poll_that_a_crash_interrupted_is_made_again_by_another_worker(pending: World) -> None:
    pending.provider.faults.refuse("poll", Killed())
    with pytest.raises(Killed):
        await pending.after(8)
    pending.restart()
    await pending.after(29.9)
    assert len(pending.provider.polled) == 1
    await pending.after(0.1)
    assert pending.sees() == ["picture"]


async def test_what_is_usual_is_learned_from_what_comes(world: World) -> None:
    world.provider.seconds = 60
    await world.delivered()
    await world.shown(Draft("the next"))
    await world.turn("submit yandex")
    assert (world.waits(world.last.of(1).due_at) or 0) > 9  # two fifths of a little more than 20 s


async def test_the_time_that_somebody_waited_for_their_turn_is_not_learned(world: World) -> None:
    await world.shown()
    world.clock.advance(300)
    world.provider.answers.append(drawn("a picture"))
    await world.settle()
    await world.shown(Draft("the next"))
    await world.turn("submit yandex")
    assert world.waits(world.last.of(1).due_at) == pytest.approx(7.2)  # two fifths of 18 s


async def test_a_clock_that_was_set_back_teaches_nothing_absurd(pending: World) -> None:
    pending.clock.set_by(-3600)
    await pending.stores.housekeeping.mend_times(pending.clock.now(), at(0))
    pending.provider.results.append(drawn("a picture"))
    pending.restart()
    await pending.settle()
    await pending.shown(Draft("the next"))
    await pending.turn("submit yandex")
    assert (pending.waits(pending.last.of(1).due_at) or 0) > 7


async def test_one_poll_a_second_is_made_where_the_budget_is_one() -> None:
    world = World(MODEL, budgets={YANDEX: Budget.of(0, 0, 1)})
    for words in ("first", "second"):
        await world.shown(Draft(words))
    await world.after(0, 8)
    assert len(world.provider.polled) == 1
    await world.after(1)
    assert len(world.provider.polled) == 2
