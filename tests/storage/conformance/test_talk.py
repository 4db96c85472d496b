"""What the bot answered, what it waits for, and what somebody waits for in a chat."""

from dataclasses import replace
from uuid import UUID

from bot.drawing.ports.privacy_stores import Farewell
from bot.drawing.values.people import Person, Question
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import MessageAddress
from tests.drawing.builders import at, origin, request
from tests.storage.conformance.stores import Stores

ALICE, BORIS, GROUP = 1001, 1002, -500
WORDS = MessageAddress(ALICE, 7)


class TestAnswers:
    async def test_what_answers_words_is_found_by_them(self, stores: Stores) -> None:
        await stores.answers.keep(WORDS, 8, ALICE, at(0))
        assert await stores.answers.find(WORDS) == 8
        assert await stores.answers.find(MessageAddress(GROUP, 7)) is None

    async def test_of_several_answers_the_last_one_is_known(self, stores: Stores) -> None:
        await stores.answers.keep(WORDS, 8, ALICE, at(0))
        await stores.answers.keep(WORDS, 9, ALICE, at(5))
        assert await stores.answers.find(WORDS) == 9
        assert await stores.retention.drop_answers(at(1), 9) == 0

    async def test_they_are_forgotten_at_their_term_the_oldest_first(self, stores: Stores) -> None:
        for number in range(3):
            await stores.answers.keep(MessageAddress(ALICE, number), 9, ALICE, at(number))
        assert await stores.retention.drop_answers(at(1), 1) == 1
        assert await stores.answers.find(MessageAddress(ALICE, 0)) is None
        assert await stores.retention.drop_answers(at(1), 9) == 1
        assert await stores.answers.find(MessageAddress(ALICE, 2)) == 9

    async def test_they_go_with_their_person(self, stores: Stores) -> None:
        await stores.answers.keep(WORDS, 8, ALICE, at(0))
        await stores.answers.keep(MessageAddress(BORIS, 7), 8, BORIS, at(0))
        await stores.privacy.say_farewell(Farewell(ALICE, at(1)))
        assert await stores.answers.find(WORDS) is None
        assert await stores.answers.find(MessageAddress(BORIS, 7)) == 8


class TestWaiting:
    async def test_what_is_under_way_is_waited_for_the_oldest_first(self, stores: Stores) -> None:
        here = origin(chat_id=ALICE, user_id=ALICE)
        await stores.place(request(number=2, origin=replace(here, message_id=2), accepted_at=at(2)))
        await stores.add(request(number=1, origin=replace(here, message_id=1), accepted_at=at(1)))
        assert await stores.waiting.requests(ALICE, ALICE) == [UUID(int=1), UUID(int=2)]

    async def test_what_is_over_or_elsewhere_or_somebody_elses_is_not(self, stores: Stores) -> None:
        here = origin(chat_id=GROUP, user_id=ALICE)
        await stores.drawn_and_delivered(request(number=1, origin=replace(here, message_id=1)))
        await stores.place(request(number=2, origin=replace(here, message_id=2)))
        await stores.end(Reason.REFUSED, 2)
        await stores.add(request(number=3, origin=replace(here, message_id=3, user_id=BORIS)))
        await stores.add(request(number=4, origin=replace(here, message_id=4, chat_id=ALICE)))
        assert await stores.waiting.requests(ALICE, GROUP) == []

    async def test_what_is_cancelled_but_not_told_yet_is_not(self, stores: Stores) -> None:
        await stores.place(request(number=1, origin=origin(chat_id=ALICE, user_id=ALICE)))
        assert await stores.acceptance.cancel(UUID(int=1), at(1))
        assert await stores.waiting.requests(ALICE, ALICE) == []

    async def test_questions_end_where_they_were_asked(self, stores: Stores) -> None:
        for message in (WORDS, MessageAddress(GROUP, 7), MessageAddress(ALICE, 5)):
            await stores.archive.ask(Question(ALICE), message, at(0))
        await stores.archive.ask(Question(BORIS), MessageAddress(GROUP, 8), at(0))
        assert await stores.waiting.end_questions(ALICE, ALICE) == [5, 7]
        assert await stores.archive.question(WORDS) is None
        assert await stores.archive.question(MessageAddress(GROUP, 7)) == Question(ALICE)
        assert await stores.waiting.end_questions(ALICE, ALICE) == []


class TestKnownPlaceholder:
    async def test_an_answer_is_the_placeholder_of_what_is_accepted(self, stores: Stores) -> None:
        await stores.add(request(number=1, placeholder=8))
        assert ((await stores.now()).placeholder, (await stores.now()).unsent) == (8, True)

    async def test_what_is_over_lets_go_of_it(self, stores: Stores) -> None:
        """A chat that was made anew counts its messages from 1 again."""
        first = await stores.drawn_and_delivered(request(number=1))
        again = request(number=2, origin=replace(first.origin, message_id=99), placeholder=first.placeholder)
        await stores.add(again)
        assert ((await stores.now(2)).placeholder, (await stores.now(1)).placeholder) == (first.placeholder, None)

    async def test_another_live_one_keeps_it_and_nothing_is_lost(self, stores: Stores) -> None:
        first = await stores.place(request(number=1))
        again = request(number=2, origin=replace(first.origin, message_id=99), placeholder=first.placeholder)
        await stores.add(again)
        assert ((await stores.now(2)).placeholder, (await stores.now(1)).placeholder) == (None, first.placeholder)


async def test_whether_somebody_is_asked_is_kept(stores: Stores) -> None:
    assert (await stores.choices.person(ALICE)).asks
    await stores.choices.keep_person(Person(ALICE, asks=False))
    assert not (await stores.choices.person(ALICE)).asks
