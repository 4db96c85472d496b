"""What people look up: requests, messages, histories, questions."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest

from bot.drawing.values.people import Question
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import MessageAddress, Request
from tests.drawing.builders import at, delivered, generation_id, origin, request, spec
from tests.storage.conformance.stores import Stores

ONE, NOBODY = UUID(int=1), UUID(int=404)
GROUP = -4_000_001


def numbers(found: list[Request]) -> list[int]:
    return [one.id.int for one in found]


class TestContaining:
    @pytest.mark.parametrize("position", [1, 2, 3])
    async def test_a_generation_leads_to_its_request(self, stores: Stores, position: int) -> None:
        new = await stores.add(request(number=7, count=3))
        assert await stores.archive.containing(generation_id(7, position)) == new

    async def test_an_unknown_generation_leads_nowhere(self, stores: Stores) -> None:
        assert await stores.archive.containing(NOBODY) is None

    async def test_a_request_is_found_with_what_became_of_its_generations(self, stores: Stores) -> None:
        await stores.place(request(count=2))
        await stores.draw(1, 2)
        found = await stores.archive.find(ONE)
        assert found == await stores.now()
        assert found is not None
        assert [one.position for one in found.drawn] == [2]

    async def test_an_unknown_request_is_not_found(self, stores: Stores) -> None:
        assert await stores.archive.find(NOBODY) is None


class TestShown:
    async def test_a_placeholder_shows_its_whole_request(self, stores: Stores) -> None:
        placed = await stores.place(request(count=2))
        assert await stores.archive.shown(MessageAddress(1001, 10_001)) == (placed, None)

    async def test_the_message_a_picture_was_delivered_in_shows_it(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.draw()
        await stores.conversations.record((await stores.now()).delivered(at(9), 55, "file"), at(9))
        assert await stores.archive.shown(MessageAddress(1001, 55)) == (await stores.now(), None)
        assert await stores.archive.shown(MessageAddress(1001, 10_001)) is None

    @pytest.mark.parametrize("position", [1, 2])
    async def test_a_picture_sent_by_itself_shows_only_that(self, stores: Stores, position: int) -> None:
        await stores.drawn_and_delivered(request(count=2))
        await stores.archive.begin_showing(generation_id(1, position), GROUP, at(1))
        await stores.archive.end_showing(generation_id(1, position), GROUP, 88)
        assert await stores.archive.shown(MessageAddress(GROUP, 88)) == (await stores.now(), position)

    @pytest.mark.parametrize("message", [MessageAddress(1001, 7), MessageAddress(GROUP, 10_001)])
    async def test_any_other_message_shows_nothing(self, stores: Stores, message: MessageAddress) -> None:
        await stores.place(request())
        assert await stores.archive.shown(message) is None

    async def test_one_message_is_the_placeholder_of_one_request(self, stores: Stores) -> None:
        """Should two be written down, the first keeps it; the other one is brought as a new message."""
        await stores.place(request(number=1))
        await stores.place(request(number=2))
        await stores.conversations.record(replace(await stores.now(2), placeholder=10_001), at(1))
        assert await stores.archive.shown(MessageAddress(1001, 10_001)) == (await stores.now(1), None)
        assert (await stores.now(2)).placeholder is None

    async def test_a_message_of_what_is_over_is_free_for_another_request(self, stores: Stores) -> None:
        """A chat that was made anew counts its messages from 1 again."""
        await stores.drawn_and_delivered(request(number=1))
        await stores.add(request(number=2))
        await stores.conversations.record((await stores.now(2)).placed(10_001, None, None), at(1))
        assert await stores.archive.shown(MessageAddress(1001, 10_001)) == (await stores.now(2), None)
        assert (await stores.now(1)).placeholder is None

    async def test_a_message_shows_one_picture(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(count=2))
        for position in (1, 2):
            await stores.archive.begin_showing(generation_id(1, position), GROUP, at(1))
            await stores.archive.end_showing(generation_id(1, position), GROUP, 88)
        assert await stores.archive.shown(MessageAddress(GROUP, 88)) == (await stores.now(), 2)

    async def test_chats_count_their_messages_for_themselves(self, stores: Stores) -> None:
        for number, chat_id in ((1, 1001), (2, GROUP)):
            await stores.add(request(number=number, origin=origin(chat_id=chat_id)))
            await stores.conversations.record((await stores.now(number)).placed(55, None, None), at(0))
        assert await stores.archive.shown(MessageAddress(GROUP, 55)) == (await stores.now(2), None)


class TestLatest:
    async def test_it_is_what_somebody_asked_for_last_in_a_chat(self, stores: Stores) -> None:
        for number, seconds in ((1, 10), (2, 30), (3, 20)):
            await stores.add(request(number=number, accepted_at=at(seconds)))
        assert await stores.archive.latest(1001, 1001) == await stores.now(2)

    async def test_it_need_not_be_drawn(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(number=1))
        await stores.add(request(number=2, accepted_at=at(1)))
        await stores.end(Reason.REFUSED, number=2)
        assert await stores.archive.latest(1001, 1001) == await stores.now(2)

    @pytest.mark.parametrize(("user_id", "chat_id"), [(1001, GROUP), (1002, 1001), (1002, GROUP)])
    async def test_nothing_was_asked_for_by_others_or_elsewhere(
        self, stores: Stores, user_id: int, chat_id: int
    ) -> None:
        await stores.add(request())
        assert await stores.archive.latest(user_id, chat_id) is None


class TestHistory:
    async def test_it_is_counted_from_the_newest(self, stores: Stores) -> None:
        for number, seconds in ((1, 10), (2, 30), (3, 20)):
            await stores.drawn_and_delivered(request(number=number, accepted_at=at(seconds)))
        pages = [await stores.archive.history(1001, None, offset) for offset in range(3)]
        assert [found and found.id.int for found, _ in pages] == [2, 3, 1]
        assert [size for _, size in pages] == [3, 3, 3]

    async def test_a_request_is_whole(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(count=4))
        assert await stores.archive.history(1001, None, 0) == (await stores.now(), 1)

    async def test_beyond_the_last_there_is_none(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request())
        assert await stores.archive.history(1001, None, 1) == (None, 1)

    async def test_who_never_asked_has_none(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request())
        assert await stores.archive.history(1002, None, 0) == (None, 0)

    async def test_a_chat_has_its_own(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(number=1))
        await stores.drawn_and_delivered(request(number=2, origin=origin(chat_id=GROUP), accepted_at=at(1)))
        found = [await stores.archive.history(1001, chat_id, 0) for chat_id in (1001, GROUP, None, -77)]
        assert [(one and one.id.int, size) for one, size in found] == [(1, 1), (2, 1), (2, 2), (None, 0)]

    async def test_only_what_was_delivered_is_in_it(self, stores: Stores) -> None:
        """Not what is asked for, drawn, uploaded for an inline message, or ended."""
        await stores.add(request(number=1))
        await stores.place(request(number=2))
        await stores.draw(2)
        await stores.conversations.record(replace(await stores.now(2), file_id="uploaded"), at(0))
        await stores.place(request(number=3))
        await stores.end(Reason.REFUSED, number=3)
        assert await stores.archive.history(1001, None, 0) == (None, 0)

    async def test_what_telegram_did_not_name_cannot_be_shown(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.draw()
        await stores.deliver(file_id=None)
        assert await stores.archive.history(1001, None, 0) == (None, 0)


class TestMatching:
    async def pictures(self, stores: Stores, *prompts: str, as_file: bool = False) -> None:
        """Pictures of Alice's with these words, one a second."""
        for number, prompt in enumerate(prompts, 1):
            asked = spec(prompt=prompt, as_file=as_file)
            await stores.drawn_and_delivered(request(number=number, spec=asked, accepted_at=at(number)))

    async def found(self, stores: Stores, words: str, limit: int = 9) -> list[str]:
        return [one.spec.prompt for one in await stores.archive.matching(1001, words, limit)]

    async def test_the_newest_come_first_and_no_more_than_wanted(self, stores: Stores) -> None:
        await self.pictures(stores, "one", "two", "three")
        assert await self.found(stores, "", limit=2) == ["three", "two"]

    @pytest.mark.parametrize("words", ["fox", "FOX", "a red", "red fox", "x i"])
    async def test_any_part_of_the_words_will_do(self, stores: Stores, words: str) -> None:
        await self.pictures(stores, "a red fox in the snow", "a boat")
        assert await self.found(stores, words) == ["a red fox in the snow"]

    @pytest.mark.parametrize(
        ("prompt", "words"), [("Рыжая ЛИСА", "лиса"), ("рыжая лиса", "ЛИСА"), ("STRASSE", "straße")]
    )
    async def test_case_matters_in_no_alphabet(self, stores: Stores, prompt: str, words: str) -> None:
        await self.pictures(stores, prompt)
        assert await self.found(stores, words) == [prompt]

    @pytest.mark.parametrize("mark", ["%", "_", "\\", "'"])
    async def test_marks_stand_for_themselves(self, stores: Stores, mark: str) -> None:
        await self.pictures(stores, "a fox", f"a {mark} fox")
        assert await self.found(stores, f"a {mark}") == [f"a {mark} fox"]

    async def test_nobody_finds_those_of_others(self, stores: Stores) -> None:
        await self.pictures(stores, "a fox")
        assert await stores.archive.matching(1002, "fox", 9) == []

    async def test_files_are_no_photos(self, stores: Stores) -> None:
        await self.pictures(stores, "a fox", as_file=True)
        assert await self.found(stores, "fox") == []

    async def test_what_is_not_delivered_is_not_found(self, stores: Stores) -> None:
        await stores.place(request(spec=spec(prompt="a fox")))
        await stores.draw()
        assert await self.found(stores, "fox") == []

    async def test_words_are_looked_for_in_the_newest_500(self, stores: Stores) -> None:
        asked = (delivered(number=number, accepted_at=at(number), placeholder=number) for number in range(1, 502))
        await asyncio.gather(*map(stores.add, asked))
        found = await stores.archive.matching(1001, "fox", 9999)
        assert numbers(found) == list(range(501, 1, -1))

    async def test_a_contact_sheet_is_found_whole(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(count=4))
        assert await stores.archive.matching(1001, "fox", 9) == [await stores.now()]


class TestQuestions:
    ASKED = MessageAddress(GROUP, 9)

    @pytest.mark.parametrize("generation", [None, generation_id(1)])
    async def test_a_message_asks_for_what_it_was_sent_for(self, stores: Stores, generation: UUID | None) -> None:
        await stores.add(request())
        await stores.archive.ask(Question(1001, generation), self.ASKED, at(0))
        assert await stores.archive.question(self.ASKED) == Question(1001, generation)

    @pytest.mark.parametrize("message", [MessageAddress(GROUP, 10), MessageAddress(1001, 9)])
    async def test_any_other_message_asks_for_nothing(self, stores: Stores, message: MessageAddress) -> None:
        await stores.archive.ask(Question(1001), self.ASKED, at(0))
        assert await stores.archive.question(message) is None

    async def test_a_message_asks_once(self, stores: Stores) -> None:
        await stores.archive.ask(Question(1001), self.ASKED, at(0))
        await stores.archive.ask(Question(1002), self.ASKED, at(1))
        assert await stores.archive.question(self.ASKED) == Question(1001)


class TestShares:
    async def test_words_are_found_by_the_token_they_are_shared_by(self, stores: Stores) -> None:
        asked = await stores.add(request())
        assert await stores.archive.share(asked.of(1).id, "a token") == "a token"
        assert await stores.archive.shared("a token") == asked.of(1).id
        assert await stores.archive.shared("another") is None

    async def test_shared_again_they_keep_their_token(self, stores: Stores) -> None:
        asked = await stores.add(request())
        await stores.archive.share(asked.of(1).id, "a token")
        assert await stores.archive.share(asked.of(1).id, "another") == "a token"

    async def test_what_is_gone_is_not_shared(self, stores: Stores) -> None:
        assert await stores.archive.share(UUID(int=404), "a token") is None
        assert await stores.archive.shared("a token") is None
