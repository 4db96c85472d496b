"""What people and groups chose, words typed inline, and what the operator was told."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drawing.values.groups import Group, Quiet
from bot.drawing.values.people import InlineDraft, Person
from bot.drawing.values.shapes import AspectRatio
from bot.wording.picture_menus import RATIOS
from bot.wording.texts import LANGUAGES
from tests.drawing.builders import at
from tests.storage.conformance.stores import Stores

CHAT, SUPERGROUP = -4_000_001, -1_001_000_000_001
HOUR = timedelta(hours=1)
NAME = "account yandex"
STRICT = Group(CHAT, admins_only=True, model="dall-e-3", language="ru", daily=5, quiet=Quiet(0, 7), zone=3)

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=64)
"""PostgreSQL keeps every character but this."""
IDS = st.integers(-(2**63), 2**63 - 1)
HOURS, SPOKEN = st.integers(0, 23), st.none() | st.sampled_from(LANGUAGES)
PEOPLE = st.builds(
    Person,
    user_id=IDS,
    model=st.none() | TEXT,
    ratio=st.none() | st.sampled_from(RATIOS).map(AspectRatio.of),
    style=st.none() | TEXT,
    language=SPOKEN,
    as_file=st.booleans(),
    started=st.booleans(),
    sharing=st.booleans(),
)
GROUPS = st.builds(
    Group,
    chat_id=IDS,
    admins_only=st.booleans(),
    model=st.none() | TEXT,
    language=SPOKEN,
    daily=st.none() | st.integers(1, 1000),
    quiet=st.none() | st.builds(Quiet, HOURS, HOURS),
    zone=st.integers(-11, 14),
    spoiler=st.booleans(),
)

one_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)


class TestPeople:
    async def test_who_chose_nothing_is_there_as_well(self, stores: Stores) -> None:
        assert await stores.choices.person(1001) == Person(1001)

    @one_database
    @given(PEOPLE)
    async def test_what_somebody_chose_comes_back_as_it_was(self, stores: Stores, person: Person) -> None:
        await stores.choices.keep_person(person)
        assert await stores.choices.person(person.user_id) == person

    async def test_a_new_choice_takes_the_place_of_the_old_one(self, stores: Stores) -> None:
        for model in ("dall-e-3", "yandex-art", None):
            await stores.choices.keep_person(Person(1001, model=model))
            assert await stores.choices.person(1001) == Person(1001, model=model)

    async def test_a_choice_is_nobody_elses(self, stores: Stores) -> None:
        await stores.choices.keep_person(Person(1001, model="dall-e-3"))
        assert await stores.choices.person(1002) == Person(1002)


class TestGroups:
    async def test_a_group_that_chose_nothing_is_there_as_well(self, stores: Stores) -> None:
        assert await stores.choices.group(CHAT) == Group(CHAT)

    @one_database
    @given(GROUPS)
    async def test_rules_come_back_as_they_were(self, stores: Stores, group: Group) -> None:
        await stores.choices.keep_group(group)
        assert await stores.choices.group(group.chat_id) == group

    async def test_the_last_choice_holds(self, stores: Stores) -> None:
        await stores.choices.keep_group(STRICT)
        await stores.choices.keep_group(Group(CHAT, daily=50))
        assert await stores.choices.group(CHAT) == Group(CHAT, daily=50)

    async def test_rules_go_along_with_the_group(self, stores: Stores) -> None:
        await stores.choices.keep_group(STRICT)
        await stores.choices.move_group(CHAT, SUPERGROUP)
        assert await stores.choices.group(SUPERGROUP) == replace(STRICT, chat_id=SUPERGROUP)
        assert await stores.choices.group(CHAT) == Group(CHAT)

    async def test_news_of_the_move_that_come_again_change_nothing(self, stores: Stores) -> None:
        await stores.choices.keep_group(STRICT)
        for _ in range(2):
            await stores.choices.move_group(CHAT, SUPERGROUP)
        assert await stores.choices.group(SUPERGROUP) == replace(STRICT, chat_id=SUPERGROUP)

    async def test_what_the_new_group_has_chosen_already_stays(self, stores: Stores) -> None:
        await stores.choices.keep_group(STRICT)
        await stores.choices.keep_group(Group(SUPERGROUP, daily=50))
        await stores.choices.move_group(CHAT, SUPERGROUP)
        assert await stores.choices.group(SUPERGROUP) == Group(SUPERGROUP, daily=50)


class TestInlineDrafts:
    async def test_words_are_whole(self, stores: Stores) -> None:
        draft = InlineDraft("k", 1001, "рыжая лиса 🦊 --ar 2:1 %_\\'")
        await stores.inline_drafts.keep(draft, at(0))
        assert await stores.inline_drafts.find("k") == draft

    async def test_an_unknown_key_finds_nothing(self, stores: Stores) -> None:
        assert await stores.inline_drafts.find("k") is None

    async def test_they_may_be_typed_again(self, stores: Stores) -> None:
        draft = InlineDraft("k", 1001, "a fox")
        for seconds in (0, 1):
            await stores.inline_drafts.keep(draft, at(seconds))
        assert await stores.inline_drafts.find("k") == draft


class TestAlarms:
    @pytest.mark.parametrize(
        ("seconds", "raised"),
        [(0, False), (1, False), (3599, False), (3600, True), (86400, True), (-1, True), (-86400, True)],
    )
    async def test_one_is_raised_again_after_its_pause_or_when_the_clock_was_set_back(
        self, stores: Stores, seconds: float, *, raised: bool
    ) -> None:
        assert await stores.alarms.raise_alarm(NAME, at(0), HOUR)
        assert await stores.alarms.raise_alarm(NAME, at(seconds), HOUR) is raised

    async def test_one_that_is_not_raised_does_not_put_off_the_next(self, stores: Stores) -> None:
        times = [0, 1800, 3599, 3600, 7199, 7200]
        raised = [await stores.alarms.raise_alarm(NAME, at(time), HOUR) for time in times]
        assert raised == [True, False, False, True, False, True]

    async def test_each_has_its_own_pause(self, stores: Stores) -> None:
        names = [NAME, "account openai", NAME]
        assert [await stores.alarms.raise_alarm(name, at(0), HOUR) for name in names] == [True, True, False]

    async def test_of_many_that_raise_one_at_once_one_does(self, stores: Stores) -> None:
        raising = [stores.alarms.raise_alarm(NAME, at(0), HOUR) for _ in range(16)]
        assert sum(await asyncio.gather(*raising)) == 1
