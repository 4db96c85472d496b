"""The first words, help, tips, and the menus of commands."""

import pytest

from bot.telegram.inbound import menu_commands
from bot.wording.lengths import TEXT_LIMIT
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import group, now, press, replied, said
from tests.end_to_end.stage import Message, Stage

NOTICE = {ALICE: "The drawing service may keep prompts", BORIS: "Сервис рисования может сохранять запросы"}
BOTH = pytest.mark.parametrize("person", [ALICE, BORIS])


def codes(message: Message) -> list[str]:
    """What can be tapped to be copied."""
    units = message["text"].encode("utf-16-le")
    spans = [(one["offset"], one["offset"] + one["length"]) for one in message["entities"] if one["type"] == "code"]
    return [units[2 * begin : 2 * end].decode("utf-16-le") for begin, end in spans]


BACK, FLAGS = {ALICE: "Back", BORIS: "Назад"}, {ALICE: "Flags", BORIS: "Параметры"}


def changed(stage: Stage, shown: Message) -> Message | None:
    """What a message says now, once that is something else."""
    current = now(stage, shown)
    return current if current["text"] != shown["text"] else None


@pytest.mark.usefixtures("app")
class TestWords:
    @BOTH
    async def test_start_shows_one_example_that_is_drawn_as_it_stands(self, stage: Stage, person: int) -> None:
        shown = await said(stage, stage.ask("/start", person))
        (example,) = codes(shown)
        await replied(stage, stage.ask(example, person))

    @BOTH
    async def test_nobody_is_warned_of_what_the_settings_do_not_allow(self, stage: Stage, person: int) -> None:
        """Yandex is asked not to keep prompts."""
        for chat in (person, group(stage)):
            shown = await said(stage, stage.ask("/start", person, chat))
            assert len(codes(shown)) == 1
            assert NOTICE[person] not in shown["text"]

    @BOTH
    async def test_help_is_short_and_has_a_page_for_each_topic(self, stage: Stage, person: int) -> None:
        shown = await said(stage, stage.ask("/help", person))
        assert len(shown["text"]) < TEXT_LIMIT / 8
        for button in [one for row in shown["reply_markup"]["inline_keyboard"] for one in row]:
            await press(stage, shown, button["text"], person)
            page = await stage.telegram.world.until(lambda: changed(stage, shown))
            assert len(page["text"]) < TEXT_LIMIT / 3
            await press(stage, page, BACK[person], person)
            await stage.telegram.world.until(lambda: not changed(stage, shown))

    @BOTH
    async def test_the_page_of_flags_names_every_flag(self, stage: Stage, person: int) -> None:
        shown = await said(stage, stage.ask("/help", person))
        await press(stage, shown, FLAGS[person], person)
        page = await stage.telegram.world.until(lambda: changed(stage, shown))
        flags = ["ar", "seed", "style", "light", "palette", "view", "n", "file", "spoiler", "model", "size", "quality"]
        assert all(f"--{flag}" in page["text"] for flag in flags)

    @BOTH
    async def test_tips_tell_what_a_good_prompt_has_before_and_after(self, stage: Stage, person: int) -> None:
        shown = await said(stage, stage.ask("/tips", person))
        parts = {
            ALICE: ("what", "style", "light", "colors", "composition", "Instead of library:"),
            BORIS: ("что", "стиль", "свет", "цвета", "композиция", "Вместо библиотека:"),
        }
        assert all(part in shown["text"] for part in parts[person])

    @BOTH
    @pytest.mark.parametrize("command", ["/start", "/help", "/tips"])
    async def test_every_example_is_drawn_as_it_stands(self, stage: Stage, person: int, command: str) -> None:
        for example in codes(await said(stage, stage.ask(command, person))):
            await replied(stage, stage.ask(example, person))

    async def test_a_command_in_capitals_is_a_command(self, stage: Stage) -> None:
        assert "/draw" in (await said(stage, stage.ask("/HELP")))["text"]


@pytest.mark.usefixtures("app")
class TestMenus:
    async def test_there_are_commands_for_each_kind_of_chat_in_each_language(self, stage: Stage) -> None:
        world, chat = stage.telegram.world, group(stage)
        await said(stage, stage.ask("/help"))
        private = [one["command"] for one in world.menu(ALICE, ALICE)]
        assert private == [*menu_commands.PRIVATE]
        assert [one["command"] for one in world.menu(BORIS, chat)] == ["draw", "again", "history", "settings", "help"]
        assert world.menu(ALICE, chat)[-1]["description"] == "How to use me"
        assert world.menu(BORIS, BORIS)[-1]["description"] == "Как мной пользоваться"
