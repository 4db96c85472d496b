"""Rules of groups, words typed inline, and somebody's pictures by their words."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drawing.values.generations import Sketch, Status
from bot.drawing.values.groups import Group, Quiet
from bot.storage.database import open_database
from bot.storage.store import DatabaseStore
from tests.drawing.builders import at, generation, origin, request

CHAT, SUPERGROUP = -4000001, -1001000000001
DAY = timedelta(days=1)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
HOURS = st.integers(0, 23)
GROUPS = st.builds(
    Group,
    chat_id=st.integers(-(2**63), 2**63 - 1),
    admins_only=st.booleans(),
    model=st.none() | TEXT,
    language=st.none() | TEXT,
    daily=st.none() | st.integers(1, 2**31),
    quiet=st.none() | st.builds(Quiet, HOURS, HOURS),
    zone=st.integers(-11, 14),
    spoiler=st.booleans(),
)
STRICT = Group(CHAT, admins_only=True, model="dall-e-3", language="ru", daily=5, quiet=Quiet(0, 7), zone=3)


class TestRules:
    async def test_a_group_that_chose_nothing_is_there_as_well(self, store: DatabaseStore) -> None:
        assert await store.group(CHAT) == Group(CHAT)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # one database takes all the examples
    @given(GROUPS)
    async def test_they_come_back_as_they_were_written(self, store: DatabaseStore, group: Group) -> None:
        await store.keep_group(group)
        assert await store.group(group.chat_id) == group

    async def test_the_last_choice_holds(self, store: DatabaseStore) -> None:
        await store.keep_group(STRICT)
        await store.keep_group(Group(CHAT, daily=50))
        assert await store.group(CHAT) == Group(CHAT, daily=50)

    async def test_they_go_along_with_the_group(self, store: DatabaseStore) -> None:
        await store.keep_group(STRICT)
        await store.move_group(CHAT, SUPERGROUP)
        assert await store.group(SUPERGROUP) == replace(STRICT, chat_id=SUPERGROUP)
        assert await store.group(CHAT) == Group(CHAT)

    async def test_news_of_the_move_that_come_again_change_nothing(self, store: DatabaseStore) -> None:
        await store.keep_group(STRICT)
        await store.move_group(CHAT, SUPERGROUP)
        await store.keep_group(Group(SUPERGROUP, daily=50))
        await store.move_group(CHAT, SUPERGROUP)
        assert await store.group(SUPERGROUP) == Group(SUPERGROUP, daily=50)

    async def test_what_the_new_group_has_chosen_already_stays(self, store: DatabaseStore) -> None:
        await store.keep_group(STRICT)
        await store.keep_group(Group(SUPERGROUP, daily=50))
        await store.move_group(CHAT, SUPERGROUP)
        assert await store.group(SUPERGROUP) == Group(SUPERGROUP, daily=50)

    async def test_they_outlive_the_process(self, url: str) -> None:
        async with open_database(url) as database:
            await DatabaseStore(database).keep_group(STRICT)
        async with open_database(url) as database:
            assert await DatabaseStore(database).group(CHAT) == STRICT


class TestAsked:
    @pytest.fixture(autouse=True)
    async def requests(self, store: DatabaseStore) -> None:
        for number, (chat, status) in enumerate([(CHAT, "queued"), (CHAT, "failed"), (1001, "queued")]):
            where = origin(chat_id=chat)
            one = generation(id=UUID(int=number), origin=where, status=Status(status), accepted_at=at(number))
            await store.add(one, f"message:{number}")

    @pytest.mark.parametrize(
        ("chat", "since", "count"), [(CHAT, -1, 1), (CHAT, 0, 0), (1001, -1, 1), (SUPERGROUP, -1, 0)]
    )
    async def test_the_requests_of_a_chat_since_then_are_counted_without_those_that_failed(
        self, store: DatabaseStore, chat: int, since: int, count: int
    ) -> None:
        assert await store.asked_in_chat(chat, at(since)) == count

    async def test_a_source_is_known_when_it_was_kept(self, store: DatabaseStore) -> None:
        assert [await store.knows(source) for source in ("message:1", "message:9")] == [True, False]


class TestSketches:
    async def test_its_words_are_whole(self, store: DatabaseStore) -> None:
        sketch = Sketch("k", 1001, "рыжая лиса 🦊 --ar 2:1 %_\\'")
        await store.keep_sketch(sketch, at(0))
        assert await store.sketch("k") == sketch

    async def test_an_unknown_key_is_no_sketch(self, store: DatabaseStore) -> None:
        assert await store.sketch("k") is None

    async def test_old_ones_are_forgotten_unless_they_were_typed_again(self, store: DatabaseStore) -> None:
        for key, times in {"old": [0], "again": [0, 100], "new": [60]}.items():
            for time in times:
                await store.keep_sketch(Sketch(key, 1001, "a fox"), at(time))
        await store.drop_old_sketches(at(50))
        assert [await store.sketch(key) is not None for key in ("old", "again", "new")] == [False, True, True]


class TestMatching:
    async def pictures(self, store: DatabaseStore, *prompts: str, **changes: object) -> None:
        """Pictures of Alice's with these prompts, one a second."""
        for number, prompt in enumerate(prompts):
            asked = request(prompt=prompt, as_file=bool(changes.get("as_file")))
            one = generation(id=UUID(int=number + 1), request=asked, accepted_at=at(number))
            added = await store.add(one, f"message:{number}")
            await store.record(replace(added, status=Status.DELIVERED, due_at=None, file_id=f"file {number}"))

    async def found(self, store: DatabaseStore, words: str, user_id: int = 1001, limit: int = 9) -> list[str]:
        return [one.request.prompt for one in await store.matching(user_id, words, limit)]

    async def test_the_newest_come_first_and_no_more_than_wanted(self, store: DatabaseStore) -> None:
        await self.pictures(store, "one", "two", "three")
        assert await self.found(store, "", limit=2) == ["three", "two"]

    @pytest.mark.parametrize("words", ["fox", "FOX", "a red", "red fox", "x i"])
    async def test_any_part_of_the_words_will_do(self, store: DatabaseStore, words: str) -> None:
        await self.pictures(store, "a red fox in the snow", "a boat")
        assert await self.found(store, words) == ["a red fox in the snow"]

    @pytest.mark.parametrize(
        ("prompt", "words"), [("Рыжая ЛИСА", "лиса"), ("рыжая лиса", "ЛИСА"), ("STRASSE", "straße")]
    )
    async def test_case_matters_in_no_alphabet(self, store: DatabaseStore, prompt: str, words: str) -> None:
        await self.pictures(store, prompt)
        assert await self.found(store, words) == [prompt]

    @pytest.mark.parametrize("mark", ["%", "_", "\\", "'"])
    async def test_marks_stand_for_themselves(self, store: DatabaseStore, mark: str) -> None:
        await self.pictures(store, "a fox", f"a {mark} fox")
        assert await self.found(store, f"a {mark}") == [f"a {mark} fox"]

    async def test_nobody_sees_those_of_others(self, store: DatabaseStore) -> None:
        await self.pictures(store, "a fox")
        assert await self.found(store, "fox", user_id=1002) == []

    async def test_files_cannot_be_offered_as_photos(self, store: DatabaseStore) -> None:
        await self.pictures(store, "a fox", as_file=True)
        assert await self.found(store, "fox") == []

    async def test_a_picture_that_is_not_shown_is_not_there(self, store: DatabaseStore) -> None:
        await self.pictures(store, "a fox")
        await store.forget_shown(UUID(int=1))
        assert await self.found(store, "fox") == []


async def test_the_inline_message_of_a_generation_comes_back(store: DatabaseStore) -> None:
    inline = generation(origin=origin(message_id=0, inline_message_id="inline"), placeholder=None)
    await store.add(inline, "inline:inline")
    assert await store.find(inline.id) == inline
