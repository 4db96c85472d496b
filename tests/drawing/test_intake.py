"""What happens at once when somebody asks: rights, limits, and one commit."""

import asyncio
from dataclasses import replace
from typing import TypedDict, Unpack
from uuid import UUID

import pytest

from bot.drawing.values import queues
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.groups import Group, Membership, Quiet
from bot.drawing.values.people import Person
from bot.drawing.values.queues import Queue
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import MessageAddress, Origin, Request, RequestStatus
from bot.drawing.values.revisions import Revision, refined, reseeded, reshaped, restyled, reworded, unchanged
from bot.drawing.values.shapes import AspectRatio, Listed, Size
from bot.drawing.values.specs import MAX_SEED, Draft, Looks
from bot.errors import (
    AdminsOnly,
    CountTooLarge,
    CourierUnanswered,
    DailyLimitReached,
    ModelUnknown,
    NowhereToUpload,
    PromptMissing,
    QuietNow,
    RatioUnsupported,
    Refused,
    SeedUnsupported,
    StoreUnavailable,
    TooLate,
)
from tests.drawing.builders import BATCHING, MODEL, OPENAI, YANDEX, at
from tests.drawing.world import OTHER, PRIVATE, World

GROUP = -500
ORIGIN = Origin(chat_id=PRIVATE, message_id=5, user_id=PRIVATE, language="en")
PERSON = Person(PRIVATE)
FOX = Draft("a red fox")
SIZED = replace(MODEL, sizes=Listed((Size(1024, 1024),)))


@pytest.fixture
def world() -> World:
    """A bot with two models."""
    return World()


def woken(world: World, *among: Queue) -> list[Queue]:
    """Whose consumers were woken."""
    return [queue for queue in among if world.wake_ups.of(queue).is_set()]


async def again(world: World, request: Request, revision: Revision, position: int | None = None) -> Request:
    """Somebody presses for the same once more, revised."""
    await world.intake.repeat(request, revision, request.origin, f"callback:{len(world.requests)}", position=position)
    return world.last


# Asking.


async def test_accepted_means_written_down_with_all_pictures(world: World) -> None:
    world.clock.advance(3)
    await world.intake.draw(Draft("foxes", count=3, seed=7), PERSON, ORIGIN, "message:1001:5")
    (request,) = world.requests
    assert (request.status, request.origin, request.unsent) == (RequestStatus.ACCEPTED, ORIGIN, True)
    assert (request.accepted_at, request.due_at, request.news_at) == (at(3), at(3), None)
    assert (request.spec.prompt, request.spec.model) == ("foxes", MODEL.name)
    assert [one.position for one in request.generations] == [1, 2, 3]
    assert {(one.status, one.account, one.due_at) for one in request.generations} == {
        (GenerationStatus.QUEUED, YANDEX, None)
    }
    assert {one.request_id for one in request.generations} == {request.id}


async def test_every_request_and_every_picture_has_its_own_id(world: World) -> None:
    for _ in range(2):
        await world.ask(Draft("foxes", count=2))
    ids = [request.id for request in world.requests] + [one.id for each in world.requests for one in each.generations]
    assert len(set(ids)) == 6


async def test_who_puts_placeholders_is_woken(world: World) -> None:
    await world.ask()
    assert woken(world, queues.PLACE, queues.DELIVER, queues.submit(YANDEX)) == [queues.PLACE]


async def test_the_same_key_again_changes_nothing(world: World) -> None:
    await world.intake.draw(FOX, PERSON, ORIGIN, "message:1001:5")
    world.wake_ups.of(queues.PLACE).clear()
    await world.intake.draw(Draft("other words"), PERSON, ORIGIN, "message:1001:5")
    assert [request.spec.prompt for request in world.requests] == ["a red fox"]
    assert woken(world, queues.PLACE) == []


async def test_it_is_known_which_keys_were_accepted(world: World) -> None:
    assert not await world.intake.accepted("message:1001:5")
    await world.intake.draw(FOX, PERSON, ORIGIN, "message:1001:5")
    assert await world.intake.accepted("message:1001:5")
    assert not await world.intake.accepted("message:1001:6")


async def test_a_database_that_is_away_accepts_nothing(world: World) -> None:
    world.database.unavailable = True
    with pytest.raises(StoreUnavailable):
        await world.intake.draw(Draft("foxes", count=3), PERSON, ORIGIN, "message:1001:5")
    world.database.unavailable = False
    assert world.requests == []
    assert woken(world, queues.PLACE) == []


async def test_what_cannot_be_drawn_is_not_accepted(world: World) -> None:
    with pytest.raises(PromptMissing):
        await world.ask(Draft(""))
    with pytest.raises(SeedUnsupported):
        await world.ask(Draft("foxes", model=BATCHING.name, seed=7))
    assert world.requests == []


@pytest.mark.parametrize("count", [1, 10])
async def test_so_many_pictures_may_be_asked_for_at_once(world: World, count: int) -> None:
    assert (await world.ask(Draft("foxes", count=count))).count == count


async def test_more_may_not(world: World) -> None:
    with pytest.raises(CountTooLarge) as error:
        await world.ask(Draft("foxes", count=11))
    assert (error.value.count, error.value.limit) == (11, 10)
    assert world.requests == []


async def test_without_a_number_it_is_one_picture_even_where_only_one_is_allowed() -> None:
    world = World(most=1)
    assert (await world.ask()).count == 1


# Seeds and batches.


async def test_pictures_of_a_request_have_seeds_in_a_row(world: World) -> None:
    request = await world.ask(Draft("foxes", count=3, seed=7))
    assert [one.seed for one in request.generations] == [7, 8, 9]


async def test_seeds_in_a_row_wrap_around(world: World) -> None:
    assert MAX_SEED == 2**63 - 1
    request = await world.ask(Draft("foxes", count=3, seed=2**63 - 2))
    assert [one.seed for one in request.generations] == [2**63 - 2, 2**63 - 1, 1]


@pytest.mark.parametrize("seed", [None, 0])
async def test_without_a_seed_the_bot_draws_one(world: World, seed: int | None) -> None:
    request = await world.ask(Draft("foxes", count=2, seed=seed))
    assert [one.seed for one in request.generations] == [17, 18]


async def test_a_model_without_seeds_is_asked_for_as_many_as_it_takes_at_once(world: World) -> None:
    request = await world.ask(Draft("foxes", count=6, model=BATCHING.name))
    assert [one.batch for one in request.generations] == [1, 1, 1, 1, 5, 5]
    assert {one.account for one in request.generations} == {OPENAI}


async def test_a_model_with_seeds_is_asked_for_one_at_a_time(world: World) -> None:
    request = await world.ask(Draft("foxes", count=3))
    assert [one.batch for one in request.generations] == [1, 2, 3]


# Which model, and what was chosen for all requests.


@pytest.mark.parametrize(
    ("written", "group", "person", "expected"),
    [
        (None, None, None, MODEL),
        (None, None, BATCHING.name, BATCHING),
        (None, BATCHING.name, None, BATCHING),
        (None, MODEL.name, BATCHING.name, MODEL),
        (MODEL.name, None, BATCHING.name, MODEL),
        (MODEL.name, BATCHING.name, None, MODEL),
        (BATCHING.name, None, None, BATCHING),
        ("DALL·E 2", None, None, BATCHING),
        ("YANDEX-ART", None, BATCHING.name, MODEL),
        (None, None, "gone", MODEL),
    ],
)
async def test_the_model_is_what_was_written_or_the_groups_or_the_persons_or_the_default(
    world: World, written: str | None, group: str | None, person: str | None, expected: object
) -> None:
    member = Membership(Group(GROUP, model=group), is_admin=False)
    request = await world.ask(
        replace(FOX, model=written), chat_id=GROUP, person=Person(PRIVATE, model=person), member=member
    )
    assert world.models[request.spec.model] == expected


async def test_a_model_that_nobody_knows_is_answered_with_those_that_there_are(world: World) -> None:
    with pytest.raises(ModelUnknown) as error:
        await world.ask(Draft("a red fox", model="midjourney"))
    assert (error.value.value, error.value.choices) == ("midjourney", "YandexART, DALL·E 2")


async def test_what_somebody_chose_holds_where_nothing_else_was_written(world: World) -> None:
    person = Person(PRIVATE, ratio=AspectRatio(2, 1), style="oil", as_file=True)
    spec = (await world.ask(person=person)).spec
    assert (spec.ratio, spec.looks.style, spec.as_file) == (AspectRatio(2, 1), "oil", True)


async def test_what_was_written_holds_before_what_somebody_chose(world: World) -> None:
    person = Person(PRIVATE, ratio=AspectRatio(2, 1), style="oil", as_file=True)
    draft = replace(FOX, ratio=AspectRatio(1, 3), looks=Looks(style="anime"), as_file=False)
    spec = (await world.ask(draft, person=person)).spec
    assert (spec.ratio, spec.looks.style, spec.as_file) == (AspectRatio(1, 3), "anime", False)


async def test_a_size_that_was_written_holds_before_a_ratio_that_somebody_chose() -> None:
    world = World(SIZED)
    person = Person(PRIVATE, ratio=AspectRatio(2, 1))
    spec = (await world.ask(replace(FOX, size=Size(1024, 1024)), person=person)).spec
    assert (spec.ratio, spec.size) == (AspectRatio(1, 1), Size(1024, 1024))


# In groups.


class Rules(TypedDict, total=False):
    """What a group's admins may choose."""

    admins_only: bool
    daily: int
    quiet: Quiet
    zone: int
    spoiler: bool


def member(*, is_admin: bool = False, **rules: Unpack[Rules]) -> Membership:
    """Somebody in a group with these rules."""
    return Membership(replace(Group(GROUP), **rules), is_admin=is_admin)


async def in_group(world: World, who: Membership, count: int = 1, user_id: int = PRIVATE) -> Request:
    """Somebody asks in a group."""
    return await world.ask(Draft("foxes", count=count), chat_id=GROUP, user_id=user_id, member=who)


async def test_a_group_may_hide_all_its_pictures(world: World) -> None:
    assert (await in_group(world, member(spoiler=True))).spec.spoiler
    assert not (await in_group(world, member())).spec.spoiler


async def test_where_only_admins_may_ask_others_may_not(world: World) -> None:
    with pytest.raises(AdminsOnly):
        await in_group(world, member(admins_only=True))
    assert world.requests == []
    await in_group(world, member(admins_only=True, is_admin=True))
    assert len(world.requests) == 1


async def test_in_quiet_hours_nobody_may_ask(world: World) -> None:
    with pytest.raises(QuietNow) as error:
        await in_group(world, member(quiet=Quiet(12, 14)))  # it is noon
    assert error.value.until == "14:00"
    await in_group(world, member(quiet=Quiet(13, 14)))
    assert len(world.requests) == 1


async def test_quiet_hours_are_those_of_the_groups_own_day(world: World) -> None:
    with pytest.raises(QuietNow):
        await in_group(world, member(quiet=Quiet(15, 16), zone=3))


async def test_a_group_has_so_many_pictures_a_day(world: World) -> None:
    three = member(daily=3)
    await in_group(world, three, 2)
    with pytest.raises(DailyLimitReached) as error:
        await in_group(world, three, 2)
    assert error.value.limit == 3
    await in_group(world, three, 1)
    with pytest.raises(DailyLimitReached):
        await in_group(world, three, 1, user_id=OTHER)
    assert len(world.requests) == 2


async def test_the_next_day_there_are_as_many_again(world: World) -> None:
    one = member(daily=1)
    await in_group(world, one)
    world.clock.advance(12 * 3600 - 1)  # it is noon
    with pytest.raises(DailyLimitReached):
        await in_group(world, one)
    world.clock.advance(1)
    await in_group(world, one)
    assert len(world.requests) == 2


async def test_what_will_not_come_does_not_count(world: World) -> None:
    one = member(daily=1)
    world.provider.faults.refuse("submit", Refused("not this"))
    await in_group(world, one)
    await world.settle()
    await in_group(world, one)
    assert len(world.requests) == 2


async def test_other_chats_do_not_count(world: World) -> None:
    await world.ask()
    await in_group(world, member(daily=1))
    assert len(world.requests) == 2


async def test_a_redelivered_request_is_not_counted_against_the_limit_it_used_up(world: World) -> None:
    origin = replace(ORIGIN, chat_id=GROUP)
    for _ in range(2):
        await world.intake.draw(FOX, PERSON, origin, "message:-500:5", member(daily=1))
    assert len(world.requests) == 1


async def test_of_two_who_ask_at_the_same_time_one_gets_the_last_picture(world: World) -> None:
    origin, one = replace(ORIGIN, chat_id=GROUP), member(daily=1)
    results = await asyncio.gather(
        *(world.intake.draw(FOX, PERSON, origin, f"message:-500:{number}", one) for number in range(2)),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [type(None), DailyLimitReached]


async def test_rights_are_asked_before_anything_is_written(world: World) -> None:
    with pytest.raises(QuietNow):
        await in_group(world, member(quiet=Quiet(12, 14)))
    assert not await world.intake.accepted("message:-500:1")


# Once more.


async def test_the_same_once_more_has_the_same_seeds(world: World) -> None:
    first = await world.ask(Draft("foxes", count=2, seed=7, ratio=AspectRatio(2, 1), looks=Looks(style="oil")))
    second = await again(world, first, unchanged)
    assert second.id != first.id
    assert second.spec == first.spec
    assert [one.seed for one in second.generations] == [7, 8]


async def test_another_one_has_a_new_seed(world: World) -> None:
    first = await world.ask(Draft("foxes", count=2, seed=7))
    second = await again(world, first, reseeded)
    assert (second.spec, [one.seed for one in second.generations]) == (first.spec, [17, 18])


async def test_another_shape_or_style_keeps_the_seed(world: World) -> None:
    first = await world.ask(Draft("a fox", seed=7))
    tall = await again(world, first, reshaped(AspectRatio(1, 2)))
    oil = await again(world, first, restyled("oil"))
    assert (tall.spec.ratio, tall.of(1).seed) == (AspectRatio(1, 2), 7)
    assert (oil.spec.looks.style, oil.of(1).seed) == ("oil", 7)


async def test_more_words_are_added_and_other_words_replace(world: World) -> None:
    first = await world.ask(Draft("a fox", seed=7))
    more = await again(world, first, refined(Draft("in the snow")))
    other = await again(world, first, reworded(Draft("a fish")))
    assert (more.spec.prompt, more.of(1).seed) == ("a fox, in the snow", 7)
    assert (other.spec.prompt, other.of(1).seed) == ("a fish", 7)


async def test_one_of_several_is_repeated_alone_by_its_own_seed(world: World) -> None:
    first = await world.ask(Draft("foxes", count=4, seed=7))
    third = await again(world, first, unchanged, position=3)
    assert [one.seed for one in third.generations] == [9]


async def test_another_number_may_be_asked_for_once_more(world: World) -> None:
    first = await world.ask(Draft("foxes", count=2, seed=7))
    assert (await again(world, first, refined(Draft(count=3)))).count == 3
    with pytest.raises(CountTooLarge):
        await again(world, first, refined(Draft(count=11)))


async def test_another_model_may_be_asked_for_once_more(world: World) -> None:
    first = await world.ask(Draft("foxes", seed=7))
    other = await again(world, first, refined(Draft(model="DALL·E 2")))
    assert (other.spec.model, other.of(1).account) == (BATCHING.name, OPENAI)
    with pytest.raises(ModelUnknown):
        await again(world, first, refined(Draft(model="midjourney")))


async def test_what_was_drawn_by_a_model_that_is_not_enabled_any_more_is_drawn_by_the_default(world: World) -> None:
    first = await world.ask(Draft("foxes", model=BATCHING.name, count=2))
    del world.models[BATCHING.name]
    second = await again(world, first, unchanged)
    assert (second.spec.model, second.count) == (MODEL.name, 2)


async def test_a_model_that_knows_no_seeds_is_named_for_it_draws_another_picture(world: World) -> None:
    first = await world.ask(Draft("a fox", model=BATCHING.name))
    second = await world.ask(Draft("a fox"))
    repeat = world.intake.repeat
    assert await repeat(first, unchanged, ORIGIN, "callback:1") == BATCHING
    assert await repeat(second, unchanged, ORIGIN, "callback:2") is None


async def test_who_presses_twice_gets_it_once(world: World) -> None:
    first = await world.ask()
    for _ in range(2):
        await world.intake.repeat(first, reseeded, ORIGIN, "callback:1")
    assert len(world.requests) == 2


async def test_what_is_asked_for_once_more_is_its_pressers_and_stands_where_it_was_pressed(world: World) -> None:
    first = await world.ask()
    origin = Origin(chat_id=GROUP, message_id=9, user_id=OTHER, language="ru", thread_id=3)
    await world.intake.repeat(first, reseeded, origin, "callback:1")
    assert world.last.origin == origin


class TestTaps:
    """Presses for the same choice, ``Again``, by the one who asked."""

    async def tap(
        self, world: World, first: Request, query: int, choice: str = ":again", origin: Origin = ORIGIN
    ) -> int:
        """Somebody presses; how many requests there are."""
        await world.intake.repeat(first, reseeded, origin, f"callback:{query}{choice}", choice=choice)
        return len(world.requests)

    @pytest.mark.parametrize("seconds", [0.0, 1.0, 9.99])
    async def test_two_within_seconds_are_one(self, world: World, seconds: float) -> None:
        first = await world.ask()
        await self.tap(world, first, 1)
        world.clock.advance(seconds)
        assert await self.tap(world, first, 2) == 2

    @pytest.mark.parametrize("seconds", [10.0, 60.0])
    async def test_one_after_that_is_a_new_one(self, world: World, seconds: float) -> None:
        first = await world.ask()
        await self.tap(world, first, 1)
        world.clock.advance(seconds)
        assert await self.tap(world, first, 2) == 3

    async def test_the_first_brought_again_after_that_is_still_the_first(self, world: World) -> None:
        first = await world.ask()
        await self.tap(world, first, 1)
        world.clock.advance(60)
        assert await self.tap(world, first, 1) == 2

    @pytest.mark.parametrize(
        "origin",
        [replace(ORIGIN, user_id=OTHER), replace(ORIGIN, chat_id=GROUP), replace(ORIGIN, message_id=77)],
        ids=["person", "chat", "message"],
    )
    async def test_those_of_somebody_else_or_elsewhere_are_others(self, world: World, origin: Origin) -> None:
        first = await world.ask()
        await self.tap(world, first, 1)
        assert await self.tap(world, first, 2, origin=origin) == 3

    async def test_another_choice_is_another_request(self, world: World) -> None:
        first = await world.ask()
        await self.tap(world, first, 1)
        assert await self.tap(world, first, 2, ":style:oil") == 3


async def test_rules_of_a_group_hold_for_what_is_asked_for_once_more(world: World) -> None:
    first = await world.ask(Draft("foxes", count=2))
    with pytest.raises(AdminsOnly):
        await world.intake.repeat(first, reseeded, ORIGIN, "callback:1", member(admins_only=True))
    await world.intake.repeat(first, reseeded, ORIGIN, "callback:2", member(spoiler=True))
    assert world.last.spec.spoiler


async def test_a_shape_that_a_model_does_not_draw_is_not_accepted_once_more(world: World) -> None:
    first = await world.ask()
    with pytest.raises(RatioUnsupported):
        await again(world, first, reshaped(AspectRatio(9, 1)))


# Taking back.


async def test_who_takes_it_back_wakes_those_who_say_so_and_those_who_stop_it(world: World) -> None:
    request = await world.shown()
    await world.turn("submit yandex")
    for queue in (queues.DELIVER, queues.poll(YANDEX)):
        world.wake_ups.of(queue).clear()
    await world.intake.cancel(request)
    assert world.last.of(1).status is GenerationStatus.CANCELLED
    assert woken(world, queues.DELIVER, queues.poll(YANDEX), queues.poll(OPENAI)) == [
        queues.DELIVER,
        queues.poll(YANDEX),
    ]


async def test_what_is_over_cannot_be_taken_back(world: World) -> None:
    done = await world.delivered()
    with pytest.raises(TooLate):
        await world.intake.cancel(done)
    assert world.sees() == ["picture"]


async def test_who_takes_it_back_twice_is_too_late_the_second_time(world: World) -> None:
    request = await world.shown()
    await world.intake.cancel(request)
    with pytest.raises(TooLate):
        await world.intake.cancel(request)


async def test_a_pressed_placeholder_that_nobody_wrote_down_is_known_from_now_on(world: World) -> None:
    request = await world.ask()
    world.faults.lose("place", CourierUnanswered("no answer"))
    await world.turn("place")
    pressed = MessageAddress(PRIVATE, world.telegram.last(PRIVATE))
    await world.intake.cancel(request, pressed)
    assert (world.last.status, world.last.placeholder) == (RequestStatus.PLACED, pressed.message_id)
    await world.settle()
    assert world.sees() == [Reason.CANCELLED]
    assert world.faults.count("find") == 0


async def test_a_placeholder_that_is_known_stays_whatever_was_pressed(world: World) -> None:
    request = await world.shown()
    await world.intake.cancel(request, MessageAddress(PRIVATE, 404))
    assert world.last.placeholder == request.placeholder


async def test_an_inline_message_has_no_placeholder_to_be_known(world: World) -> None:
    request = await world.ask(inline="inline 1")
    await world.intake.cancel(request, MessageAddress(PRIVATE, 404))
    assert (world.last.status, world.last.placeholder) == (RequestStatus.ACCEPTED, None)


# Bringing again.


async def kept(world: World) -> Request:
    """A picture had nowhere to go, and is kept."""
    world.faults.refuse("upload", NowhereToUpload("no storage chat"))
    asked = await world.ask(inline="inline 1")
    await world.finish()
    world.wake_ups.of(queues.DELIVER).clear()
    return world.now(asked)


async def test_a_kept_picture_is_due_at_once_and_who_delivers_is_woken(world: World) -> None:
    request = await kept(world)
    await world.intake.resend(request.id)
    assert (world.last.status, world.last.due_at, world.last.reason) == (
        RequestStatus.PLACED,
        world.clock.now(),
        None,
    )
    assert woken(world, queues.DELIVER) == [queues.DELIVER]


async def test_what_arrived_or_is_gone_is_not_brought_again(world: World) -> None:
    done = await world.delivered()
    world.wake_ups.of(queues.DELIVER).clear()
    for request_id in (done.id, UUID(int=404)):
        with pytest.raises(TooLate):
            await world.intake.resend(request_id, 7)
    assert woken(world, queues.DELIVER) == []
