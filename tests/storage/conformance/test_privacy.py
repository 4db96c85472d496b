"""What is kept about people: counted, read, and forgotten when they say so."""

from dataclasses import replace
from uuid import UUID

import pytest

from bot.drawing.ports.privacy_stores import Copy, Farewell, Kept
from bot.drawing.values.budgets import Budget
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.people import InlineDraft, Person, Question
from bot.drawing.values.queues import poll, submit
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import MessageAddress, Origin, RequestStatus
from tests.drawing.builders import YANDEX, at, generation_id, origin, request
from tests.storage.conformance.stores import Stores, lease

ALICE, BORIS = 1001, 1002
ONE = UUID(int=1)
GROUP = -4_000_001
DAY = 24 * 3600.0


async def of_boris(stores: Stores, number: int) -> None:
    """Boris has a picture, too."""
    await stores.drawn_and_delivered(request(number=number, origin=origin(chat_id=BORIS, user_id=BORIS)))


class TestKept:
    async def test_who_never_asked_has_nothing(self, stores: Stores) -> None:
        await of_boris(stores, 1)
        assert await stores.privacy.kept(ALICE) == Kept()

    async def test_it_is_counted(self, stores: Stores) -> None:
        await of_boris(stores, 9)
        await stores.drawn_and_delivered(request(number=1, count=3))
        await stores.add(request(number=2))
        await stores.archive.ask(Question(ALICE), MessageAddress(ALICE, 5), at(0))
        for key in ("a", "b"):
            await stores.inline_drafts.keep(InlineDraft(key, ALICE, "a fox"), at(0))
        assert await stores.privacy.kept(ALICE) == Kept(requests=2, pictures=3, questions=1, drafts=2)

    async def test_originals_that_are_gone_do_not_count(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request())
        await stores.retention.drop_originals(at(1), 9)
        assert await stores.privacy.kept(ALICE) == Kept(requests=1)


class TestReading:
    async def test_requests_come_the_newest_first_in_steps(self, stores: Stores) -> None:
        await of_boris(stores, 9)
        for number, seconds in ((1, 10), (2, 30), (3, 20), (4, 20)):
            await stores.add(request(number=number, accepted_at=at(seconds)))
        first = await stores.privacy.requests(ALICE, None, 2)
        rest = await stores.privacy.requests(ALICE, first[-1], 9)
        assert [one.id.int for one in first + rest] == [2, 4, 3, 1]

    async def test_they_are_whole(self, stores: Stores) -> None:
        new = await stores.drawn_and_delivered(request(count=2))
        assert await stores.privacy.requests(ALICE, None, 9) == [new]

    async def test_drafts_come_the_newest_first(self, stores: Stores) -> None:
        for key, seconds in (("a", 1), ("b", 2), ("c", 0)):
            await stores.inline_drafts.keep(InlineDraft(key, ALICE, f"fox {key}"), at(seconds))
        await stores.inline_drafts.keep(InlineDraft("d", BORIS, "a bear"), at(9))
        assert [one.text for one in await stores.privacy.drafts(ALICE, 2)] == ["fox b", "fox a"]

    async def test_what_is_not_over_is_known(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(number=1))
        await stores.add(request(number=2))
        await stores.place(request(number=3))
        assert set(await stores.privacy.live(ALICE)) == {UUID(int=2), UUID(int=3)}


class TestDelete:
    async def test_nothing_is_found_by_it_any_more(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(count=2))
        assert await stores.privacy.delete(ONE, at(9))
        assert await stores.archive.find(ONE) is None
        assert await stores.archive.containing(generation_id(1, 2)) is None
        assert await stores.archive.original(generation_id(1)) is None
        assert await stores.archive.shown(MessageAddress(ALICE, 10_001)) is None
        assert await stores.archive.history(ALICE, None, 0) == (None, 0)
        assert await stores.archive.matching(ALICE, "", 9) == []
        assert await stores.archive.latest(ALICE, ALICE) is None
        assert await stores.privacy.kept(ALICE) == Kept()

    async def test_others_stay(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(number=1))
        await of_boris(stores, 2)
        await stores.privacy.delete(ONE, at(9))
        assert await stores.privacy.kept(BORIS) == Kept(requests=1, pictures=1)

    async def test_an_ended_one_can_be_deleted(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.end(Reason.REFUSED)
        assert await stores.privacy.delete(ONE, at(9))
        assert await stores.archive.find(ONE) is None

    async def test_what_is_not_over_is_not_deleted(self, stores: Stores) -> None:
        placed = await stores.place(request())
        assert not await stores.privacy.delete(ONE, at(9))
        assert await stores.now() == placed

    async def test_what_is_not_there_is_not_deleted(self, stores: Stores) -> None:
        assert not await stores.privacy.delete(ONE, at(9))

    async def test_the_messages_with_its_pictures_are_to_be_deleted(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(count=2))
        await stores.conversations.keep_copy(ONE, MessageAddress(-100, 7))
        await stores.archive.begin_showing(generation_id(1, 2), ALICE, at(1))
        await stores.archive.end_showing(generation_id(1, 2), ALICE, 88)
        await stores.archive.begin_showing(generation_id(1, 1), ALICE, at(1))  # nobody knows its message
        assert await stores.retention.copies(9) == []
        await stores.privacy.delete(ONE, at(9))
        left = {one.message for one in await stores.retention.copies(9)}
        assert left == {MessageAddress(-100, 7), MessageAddress(ALICE, 88)}


class TestCounting:
    """What accounts count for a day is counted though it was forgotten."""

    async def test_an_accounts_budgets(self, stores: Stores) -> None:
        drawings = stores.within({YANDEX: Budget.of(1, 0, 0)})
        await stores.place(request(number=1))
        (held,) = await drawings.claim(submit(YANDEX), 9, lease())
        drawn = held.leader.submitting(at(0)).drawn(at(0), None)
        await drawings.record(held.with_generations((drawn,)), {}, at(0))
        await stores.deliver()
        await stores.privacy.delete(ONE, at(1))
        await stores.place(request(number=2))
        assert await drawings.claim(submit(YANDEX), 9, lease(59)) == []
        assert len(await drawings.claim(submit(YANDEX), 9, lease(60))) == 1

    async def test_a_redelivered_update_is_known(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request())
        await stores.privacy.delete(ONE, at(9))
        assert await stores.acceptance.knows("message:1")
        assert not await stores.acceptance.add(request(number=2), "message:1")

    async def test_after_a_day_nothing_of_that_is_left(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request())
        await stores.privacy.delete(ONE, at(9))
        assert await stores.retention.drop_counted(at(8), 9) == 0
        assert await stores.retention.drop_counted(at(9), 9) == 1
        assert not await stores.acceptance.knows("message:1")

    async def test_what_is_older_than_a_day_leaves_nothing(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request())
        await stores.privacy.delete(ONE, at(DAY))
        assert await stores.retention.drop_counted(at(9 * DAY), 9) == 0


class TestFarewell:
    FAREWELL = Farewell(ALICE, at(100))

    async def test_what_was_chosen_asked_and_typed_is_forgotten_at_once(self, stores: Stores) -> None:
        await stores.choices.keep_person(Person(ALICE, style="oil"))
        await stores.archive.ask(Question(ALICE), MessageAddress(ALICE, 5), at(0))
        await stores.inline_drafts.keep(InlineDraft("a", ALICE, "a fox"), at(0))
        await stores.inline_drafts.keep(InlineDraft("b", BORIS, "a bear"), at(0))
        await stores.privacy.say_farewell(self.FAREWELL)
        assert await stores.choices.person(ALICE) == Person(ALICE)
        assert await stores.archive.question(MessageAddress(ALICE, 5)) is None
        assert await stores.inline_drafts.find("a") is None
        assert await stores.inline_drafts.find("b") is not None

    async def test_requests_that_are_over_are_in_steps(self, stores: Stores) -> None:
        for number in (1, 2, 3):
            await stores.drawn_and_delivered(request(number=number, accepted_at=at(number)))
        await of_boris(stores, 4)
        assert [await stores.privacy.forget_requests(self.FAREWELL, at(101), 2) for _ in range(3)] == [2, 1, 0]
        assert await stores.privacy.kept(ALICE) == Kept()
        assert await stores.privacy.kept(BORIS) == Kept(requests=1, pictures=1)

    async def test_what_was_asked_for_afterwards_stays(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(accepted_at=at(101)))
        assert await stores.privacy.forget_requests(self.FAREWELL, at(102), 9) == 0
        assert await stores.privacy.end_farewell(self.FAREWELL)

    async def test_what_is_not_over_is_left_for_later(self, stores: Stores) -> None:
        await stores.privacy.say_farewell(self.FAREWELL)
        await stores.place(request())
        assert await stores.privacy.forget_requests(self.FAREWELL, at(101), 9) == 0
        assert not await stores.privacy.end_farewell(self.FAREWELL)
        assert await stores.privacy.farewells(9) == [self.FAREWELL]

    async def test_so_is_an_operation_that_is_still_to_be_stopped(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.submit()
        await stores.acceptance.cancel(ONE, at(1))
        await stores.end(Reason.CANCELLED)
        assert await stores.privacy.forget_requests(self.FAREWELL, at(101), 9) == 0
        (held,) = await stores.drawings.claim(poll(YANDEX), 9, lease(1))
        await stores.drawings.record(held.with_generations((replace(held.leader, due_at=None),)), {}, at(2))
        assert await stores.privacy.forget_requests(self.FAREWELL, at(101), 9) == 1

    async def test_when_nothing_is_left_that_is_forgotten_too(self, stores: Stores) -> None:
        await stores.privacy.say_farewell(self.FAREWELL)
        assert await stores.privacy.end_farewell(self.FAREWELL)
        assert await stores.privacy.farewells(9) == []

    async def test_who_says_it_once_more_is_looked_at_once_more(self, stores: Stores) -> None:
        again = Farewell(ALICE, at(200))
        await stores.privacy.say_farewell(self.FAREWELL)
        await stores.privacy.say_farewell(again)
        assert await stores.privacy.end_farewell(self.FAREWELL)
        assert await stores.privacy.farewells(9) == [again]

    async def test_a_message_with_a_copy_is_to_be_deleted(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request())
        await stores.conversations.keep_copy(ONE, MessageAddress(-100, 7))
        await stores.privacy.forget_requests(self.FAREWELL, at(101), 9)
        assert await stores.retention.copies(9) == [Copy(MessageAddress(-100, 7), 0)]


class TestBlocking:
    @pytest.mark.parametrize("placed", [False, True])
    async def test_what_is_waited_for_in_the_private_chat_ends_in_silence(self, stores: Stores, placed: bool) -> None:  # noqa: FBT001
        await (stores.place if placed else stores.add)(request(count=2))
        await stores.privacy.block(ALICE, at(5))
        now = await stores.now()
        assert (now.status, now.reason, now.due_at) == (RequestStatus.ENDED, Reason.UNDELIVERABLE, None)
        assert {one.status for one in now.generations} == {GenerationStatus.CANCELLED}

    async def test_who_works_on_it_writes_nothing_more(self, stores: Stores) -> None:
        before = await stores.place(request())
        await stores.privacy.block(ALICE, at(5))
        assert (await stores.now()).fence > before.fence

    async def test_pictures_that_came_have_their_term(self, stores: Stores) -> None:
        await stores.place(request(count=2))
        await stores.draw(1, 1)
        await stores.privacy.block(ALICE, at(5))
        assert await stores.retention.drop_originals(at(5), 9) == 1

    async def test_groups_and_inline_messages_are_elsewhere(self, stores: Stores) -> None:
        elsewhere = [
            await stores.place(request(number=1, origin=origin(chat_id=GROUP))),
            await stores.place(request(number=2, origin=origin(message_id=0, inline_message_id="inline"))),
        ]
        await stores.privacy.block(ALICE, at(5))
        assert [await stores.now(1), await stores.now(2)] == elsewhere

    async def test_they_have_opened_no_chat_any_more_and_their_choices_stay(self, stores: Stores) -> None:
        await stores.choices.keep_person(Person(ALICE, style="oil", started=True))
        await stores.privacy.block(ALICE, at(5))
        assert await stores.choices.person(ALICE) == Person(ALICE, style="oil")

    async def test_who_cannot_be_written_to_is_known_as_such(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.end(Reason.UNDELIVERABLE, seconds=5)
        assert await stores.retention.drop_people(at(5), 9) == 1

    @pytest.mark.parametrize("where", [origin(chat_id=GROUP), origin(message_id=0, inline_message_id="inline")])
    async def test_a_group_that_is_gone_says_nothing_of_a_person(self, stores: Stores, where: Origin) -> None:
        await stores.place(request(origin=where))
        await stores.end(Reason.UNDELIVERABLE, seconds=5)
        assert await stores.retention.drop_people(at(9), 9) == 0


class TestTerms:
    async def test_requests_that_are_over_are_forgotten_the_oldest_first(self, stores: Stores) -> None:
        for number, seconds in ((1, 30), (2, 10), (3, 20)):
            await stores.drawn_and_delivered(request(number=number, accepted_at=at(seconds)))
        assert await stores.retention.drop_requests(at(30), at(99), 2) == 2
        assert [one.id.int for one in await stores.privacy.requests(ALICE, None, 9)] == [1]
        assert await stores.retention.drop_requests(at(29), at(99), 2) == 0

    async def test_those_that_failed_are_too(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.draw()
        await stores.end(Reason.UNCERTAIN)
        assert await stores.retention.drop_requests(at(1), at(99), 9) == 1
        assert await stores.archive.original(generation_id(1)) is None

    async def test_what_is_not_over_stays(self, stores: Stores) -> None:
        await stores.place(request())
        assert await stores.retention.drop_requests(at(9 * DAY), at(9 * DAY), 9) == 0

    async def test_what_came_within_a_day_is_known_on(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request())
        await stores.retention.drop_requests(at(1), at(DAY - 1), 9)
        assert await stores.acceptance.knows("message:1")

    async def test_questions_are_forgotten(self, stores: Stores) -> None:
        for number in (1, 2, 3):
            await stores.archive.ask(Question(ALICE), MessageAddress(ALICE, number), at(number))
        assert await stores.retention.drop_questions(at(2), 1) == 1
        assert await stores.retention.drop_questions(at(2), 9) == 1
        there = [await stores.archive.question(MessageAddress(ALICE, number)) is not None for number in (1, 2, 3)]
        assert there == [False, False, True]

    async def test_who_blocked_the_bot_is_forgotten(self, stores: Stores) -> None:
        await stores.choices.keep_person(Person(ALICE, style="oil"))
        await stores.privacy.block(ALICE, at(5))
        await stores.privacy.block(ALICE, at(50))  # it is known already
        assert await stores.retention.drop_people(at(4), 9) == 0
        assert await stores.retention.drop_people(at(5), 9) == 1
        assert await stores.choices.person(ALICE) == Person(ALICE)

    async def test_who_came_back_is_not(self, stores: Stores) -> None:
        await stores.privacy.block(ALICE, at(5))
        await stores.choices.keep_person(Person(ALICE, started=True))
        assert await stores.retention.drop_people(at(99), 9) == 0
        assert (await stores.choices.person(ALICE)).started


class TestCopies:
    async def left(self, stores: Stores, *numbers: int) -> None:
        """Messages whose requests are forgotten."""
        for number in numbers:
            await stores.conversations.keep_copy(ONE, MessageAddress(-100, number))

    async def test_those_of_a_request_that_is_there_stay(self, stores: Stores) -> None:
        await stores.place(request())
        await self.left(stores, 7)
        await stores.retention.drop_copy(MessageAddress(-100, 7))
        assert await stores.retention.copies(9) == []
        await stores.end(Reason.REFUSED)
        await stores.privacy.delete(ONE, at(9))
        assert await stores.retention.copies(9) == [Copy(MessageAddress(-100, 7), 0)]

    async def test_one_that_is_gone_is_forgotten(self, stores: Stores) -> None:
        await self.left(stores, 7, 8)
        await stores.retention.drop_copy(MessageAddress(-100, 7))
        assert [one.message.message_id for one in await stores.retention.copies(9)] == [8]

    async def test_one_that_was_put_off_comes_last(self, stores: Stores) -> None:
        await self.left(stores, 7, 8)
        await stores.retention.put_off_copy(MessageAddress(-100, 7))
        assert await stores.retention.copies(9) == [
            Copy(MessageAddress(-100, 8), 0),
            Copy(MessageAddress(-100, 7), 1),
        ]


async def test_a_file_without_free_pages_has_none_to_give(stores: Stores) -> None:
    assert not await stores.retention.shrink(100)
