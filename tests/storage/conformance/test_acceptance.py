"""What intake writes: requests, each kept once and whole, taken back, brought again."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drawing.ports.people_stores import Tap
from bot.drawing.values.models import Model
from bot.drawing.values.queues import DELIVER, PLACE, submit
from bot.drawing.values.reasons import KEPT, Reason
from bot.drawing.values.requests import MessageAddress, Origin, Request, RequestStatus
from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import MAX_SEED, Looks, Spec
from bot.errors import FenceLost
from tests.drawing.builders import BATCHING, MODEL, YANDEX, at, generation, origin, request
from tests.storage.conformance.stores import PICTURE, Stores, lease

NOBODY = UUID(int=404)
GROUP = -4_000_001

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))  # PostgreSQL keeps every character but this
BIG = st.integers(-(2**63), 2**63 - 1)
SIDES = st.integers(1, 4096)
SPECS = st.builds(
    Spec,
    prompt=TEXT,
    ratio=st.builds(AspectRatio, SIDES, SIDES),
    model=TEXT,
    size=st.none() | st.builds(Size, SIDES, SIDES),
    quality=st.none() | TEXT,
    looks=st.builds(Looks, style=st.none() | TEXT, light=st.none() | TEXT, view=st.none() | TEXT),
    as_file=st.booleans(),
    spoiler=st.booleans(),
)
ORIGINS = st.builds(
    Origin,
    chat_id=BIG,
    message_id=BIG,
    user_id=BIG,
    language=TEXT,
    thread_id=st.none() | BIG,
    inline_message_id=st.none() | TEXT,
)


class TestAdd:
    @pytest.mark.parametrize("count", [1, 2, 10])
    @pytest.mark.parametrize("model", [MODEL, BATCHING], ids=lambda model: model.name)
    async def test_a_request_is_kept_with_all_its_generations(self, stores: Stores, count: int, model: Model) -> None:
        new = request(count=count, model=model)
        assert await stores.acceptance.add(new, "message:1")
        assert await stores.acceptance.find(new.id) == new

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)  # one database for all
    @given(SPECS, ORIGINS, st.integers(0, MAX_SEED))
    async def test_all_that_somebody_may_ask_for_comes_back_unchanged(
        self, stores: Stores, spec: Spec, origin: Origin, seed: int
    ) -> None:
        key = uuid4()
        only = generation(id=key, request_id=key, seed=seed)
        new = replace(request(spec=spec, origin=origin, generations=(only,)), id=key)
        assert await stores.acceptance.add(new, str(key)) or await stores.acceptance.knows(str(key))
        assert await stores.acceptance.find(key) in (new, replace(new))

    async def test_a_redelivered_update_is_the_same_request(self, stores: Stores) -> None:
        await stores.add(request())
        assert not await stores.acceptance.add(request(number=2), "message:1")
        assert await stores.acceptance.find(UUID(int=2)) is None

    async def test_a_redelivered_update_leaves_the_request_as_it_became(self, stores: Stores) -> None:
        placed = await stores.place(request())
        assert not await stores.acceptance.add(request(), "message:1")
        assert await stores.now() == placed

    async def test_an_update_redelivered_many_times_at_once_is_one_request(self, stores: Stores) -> None:
        adding = [stores.acceptance.add(request(number=number), "message:1") for number in range(1, 20)]
        assert sum(await asyncio.gather(*adding)) == 1
        assert len(await stores.claim(PLACE)) == 1

    async def test_another_key_is_another_request(self, stores: Stores) -> None:
        """Two messages with the same words are two requests."""
        assert [await stores.acceptance.add(request(number=one), f"message:{one}") for one in (1, 2)] == [True, True]

    async def test_a_key_is_known_when_its_request_was_accepted(self, stores: Stores) -> None:
        await stores.add(request())
        assert [await stores.acceptance.knows(key) for key in ("message:1", "message:9")] == [True, False]

    async def test_an_unknown_id_finds_nothing(self, stores: Stores) -> None:
        assert await stores.acceptance.find(NOBODY) is None

    async def test_nothing_is_submitted_before_its_person_sees_a_placeholder(self, stores: Stores) -> None:
        await stores.add(request(count=2))
        assert await stores.claim_batches(submit(YANDEX)) == []
        assert await stores.due.next_due(submit(YANDEX)) is None


class TestTaps:
    TAP = Tap(":again", since=at(-10))

    async def add(self, stores: Stores, number: int, tap: Tap = TAP, where: Origin | None = None) -> bool:
        """Somebody presses at the message that the first request answers."""
        new = request(number=number, origin=where or origin())
        return await stores.acceptance.add(new, f"callback:{number}{tap.choice}", tap)

    async def test_the_second_is_not_kept(self, stores: Stores) -> None:
        assert [await self.add(stores, number) for number in (1, 2)] == [True, False]
        assert await stores.acceptance.find(UUID(int=2)) is None

    async def test_of_many_at_once_one_is_kept(self, stores: Stores) -> None:
        assert sum(await asyncio.gather(*(self.add(stores, number) for number in range(1, 20)))) == 1

    async def test_what_was_accepted_long_ago_does_not_count(self, stores: Stores) -> None:
        later = replace(self.TAP, since=at(0))
        assert [await self.add(stores, number, later) for number in (1, 2)] == [True, True]

    @pytest.mark.parametrize(
        "where",
        [replace(origin(), user_id=1), replace(origin(), chat_id=1), replace(origin(), message_id=1)],
        ids=["person", "chat", "message"],
    )
    async def test_it_counts_for_one_person_at_one_message(self, stores: Stores, where: Origin) -> None:
        assert await self.add(stores, 1)
        assert await self.add(stores, 2, where=where)

    @pytest.mark.parametrize("choice", [":style:oil", ":again:", "x:again", ":AGAIN"])
    async def test_another_choice_is_another_one(self, stores: Stores, choice: str) -> None:
        assert await self.add(stores, 1)
        assert await self.add(stores, 2, Tap(choice, since=at(-10)))

    async def test_it_is_known_that_it_was_tapped(self, stores: Stores) -> None:
        assert not await stores.acceptance.tapped(origin(), self.TAP)
        await self.add(stores, 1)
        assert await stores.acceptance.tapped(origin(), self.TAP)


class TestAdopt:
    MESSAGE = MessageAddress(1001, 77)

    async def test_the_message_is_the_placeholder_then(self, stores: Stores) -> None:
        await stores.add(request())
        assert await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        now = await stores.now()
        assert (now.status, now.placeholder, now.unsent) == (RequestStatus.PLACED, 77, False)
        assert await stores.archive.shown(self.MESSAGE) == (now, None)

    async def test_nobody_sends_another_placeholder(self, stores: Stores) -> None:
        await stores.add(request())
        await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        assert await stores.claim(PLACE, seconds=999) == []

    async def test_there_is_nothing_to_be_brought_yet(self, stores: Stores) -> None:
        await stores.add(request())
        await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        assert await stores.claim(DELIVER, seconds=999) == []

    async def test_its_generations_are_submitted_then(self, stores: Stores) -> None:
        await stores.add(request(count=2))
        await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        assert await stores.claim_batches(submit(YANDEX)) == [1, 1]

    async def test_its_person_hears_how_it_is_going(self, stores: Stores) -> None:
        await stores.add(request())
        await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        assert len(await stores.conversations.claim_for_news(9, lease(999))) == 1

    async def test_of_one_that_was_taken_back_its_person_is_still_told(self, stores: Stores) -> None:
        await stores.add(request())
        await stores.acceptance.cancel(UUID(int=1), at(5))
        assert await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        assert await stores.conversations.claim_for_news(9, lease(5)) == []
        assert await stores.claim(DELIVER, seconds=5) == [1]

    async def test_an_inline_message_is_in_no_chat(self, stores: Stores) -> None:
        inline = await stores.add(request(origin=origin(message_id=0, inline_message_id="inline")))
        assert not await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        assert await stores.now() == inline

    async def test_who_was_about_to_place_it_writes_nothing_more(self, stores: Stores) -> None:
        await stores.add(request())
        (held,) = await stores.conversations.claim(PLACE, 1, lease())
        await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        with pytest.raises(FenceLost):
            await stores.conversations.record(held.placed(78, None, None), at(1))
        assert (await stores.now()).placeholder == 77

    async def test_whoever_was_about_to_place_it_holds_it_no_more(self, stores: Stores) -> None:
        await stores.add(request())
        await stores.claim(PLACE)
        await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        await stores.acceptance.cancel(UUID(int=1), at(1))
        assert await stores.claim(DELIVER, seconds=1) == [1]

    async def test_the_same_message_may_be_adopted_again(self, stores: Stores) -> None:
        await stores.add(request())
        await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        before = await stores.now()
        assert await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        assert await stores.now() == before

    async def test_a_request_has_one_placeholder(self, stores: Stores) -> None:
        placed = await stores.place(request())
        assert not await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)
        assert await stores.now() == placed

    async def test_a_request_that_is_over_takes_none(self, stores: Stores) -> None:
        await stores.add(request())
        await stores.end(Reason.UNDELIVERABLE)
        assert not await stores.acceptance.adopt(UUID(int=1), self.MESSAGE)

    async def test_a_message_of_another_chat_is_not_it(self, stores: Stores) -> None:
        await stores.add(request())
        assert not await stores.acceptance.adopt(UUID(int=1), MessageAddress(GROUP, 77))
        assert await stores.now() == request()

    async def test_a_message_that_becomes_another_picture_is_not_it(self, stores: Stores) -> None:
        await stores.place(request(number=1))
        await stores.add(request(number=2))
        assert not await stores.acceptance.adopt(UUID(int=2), MessageAddress(1001, 10_001))
        assert await stores.now(2) == request(number=2)

    async def test_an_unknown_request_takes_none(self, stores: Stores) -> None:
        assert not await stores.acceptance.adopt(NOBODY, self.MESSAGE)


class TestResend:
    async def kept(self, stores: Stores, reason: Reason = Reason.UNCERTAIN, new: Request | None = None) -> None:
        """A request whose picture is there, and may not have arrived."""
        await stores.place(new or request())
        await stores.draw()
        await stores.end(reason)

    @pytest.mark.parametrize("reason", Reason)
    async def test_only_kept_pictures_are_brought_again(self, stores: Stores, reason: Reason) -> None:
        await self.kept(stores, reason)
        assert await stores.acceptance.resend(UUID(int=1), 88, at(60)) is (reason in KEPT)

    async def test_it_is_brought_now_into_the_message_that_asks(self, stores: Stores) -> None:
        await self.kept(stores)
        await stores.acceptance.resend(UUID(int=1), 88, at(60))
        now = await stores.now()
        assert (now.status, now.placeholder, now.due_at, now.reason) == (RequestStatus.PLACED, 88, at(60), None)
        assert await stores.claim(DELIVER, seconds=60) == [1]
        assert await stores.archive.pictures(UUID(int=1)) == {1: PICTURE}

    async def test_it_may_be_sent_as_a_new_message(self, stores: Stores) -> None:
        await self.kept(stores)
        assert await stores.acceptance.resend(UUID(int=1), None, at(60))
        assert (await stores.now()).placeholder is None

    async def test_an_inline_message_has_no_number(self, stores: Stores) -> None:
        await self.kept(stores, new=request(origin=origin(message_id=0, inline_message_id="inline")))
        assert await stores.acceptance.resend(UUID(int=1), 88, at(60))
        assert (await stores.now()).placeholder is None

    async def test_a_message_that_becomes_another_picture_is_not_taken_for_it(self, stores: Stores) -> None:
        """It comes as a new message then."""
        await self.kept(stores)
        await stores.place(request(number=2))
        assert await stores.acceptance.resend(UUID(int=1), 10_002, at(60))
        assert [(await stores.now(number)).placeholder for number in (1, 2)] == [None, 10_002]

    async def test_a_message_that_showed_what_is_over_may_be_taken_for_it(self, stores: Stores) -> None:
        await self.kept(stores)
        await stores.drawn_and_delivered(request(number=2))
        assert await stores.acceptance.resend(UUID(int=1), 10_002, at(60))
        assert [(await stores.now(number)).placeholder for number in (1, 2)] == [10_002, None]

    async def test_failures_of_times_past_do_not_count(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.draw()
        await stores.conversations.record(replace((await stores.now()).ended(Reason.NOWHERE), attempts=7), at(0))
        await stores.acceptance.resend(UUID(int=1), None, at(60))
        assert (await stores.now()).attempts == 0

    async def test_who_held_it_before_writes_nothing_more(self, stores: Stores) -> None:
        await self.kept(stores)
        before = await stores.now()
        await stores.acceptance.resend(UUID(int=1), 88, at(60))
        with pytest.raises(FenceLost):
            await stores.conversations.record(before, at(61))

    async def test_pressed_twice_it_is_brought_once(self, stores: Stores) -> None:
        await self.kept(stores)
        await stores.acceptance.resend(UUID(int=1), 88, at(60))
        before = await stores.now()
        assert not await stores.acceptance.resend(UUID(int=1), 89, at(61))
        assert await stores.now() == before

    async def test_a_picture_that_is_not_there_any_more_is_not_brought(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.end(Reason.UNCERTAIN)
        before = await stores.now()
        assert not await stores.acceptance.resend(UUID(int=1), 88, at(60))
        assert await stores.now() == before

    async def test_an_unknown_request_is_not_brought(self, stores: Stores) -> None:
        assert not await stores.acceptance.resend(NOBODY, 88, at(60))
