"""The first words, help, tips, and the menus of commands."""

import pytest

from bot.wording.lengths import TEXT_LIMIT
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import group, replied, said
from tests.end_to_end.stage import Message, Stage

NOTICE = {ALICE: "Prompts may be kept by the drawing service", BORIS: "Сервис рисования может сохранять запросы"}
BOTH = pytest.mark.parametrize("person", [ALICE, BORIS])


def codes(message: Message) -> list[str]:
    """What can be tapped to be copied."""
    units = message["text"].encode("utf-16-le")
    spans = [(one["offset"], one["offset"] + one["length"]) for one in message["entities"] if one["type"] == "code"]
    return [units[2 * begin : 2 * end].decode("utf-16-le") for begin, end in spans]


@pytest.mark.usefixtures("app")
class TestWords:
    @BOTH
    async def test_start_shows_one_example_that_is_drawn_as_it_stands(self, stage: Stage, person: int) -> None:
        shown = await said(stage, stage.ask("/start", person))
        (example,) = codes(shown)
        await replied(stage, stage.ask(example, person))
        assert NOTICE[person] in shown["text"]

    @BOTH
    async def test_in_a_group_start_is_the_example_and_the_notice(self, stage: Stage, person: int) -> None:
        shown = await said(stage, stage.ask("/start", person, group(stage)))
        assert len(codes(shown)) == 1
        assert NOTICE[person] in shown["text"]

    @BOTH
    async def test_help_is_short_and_names_every_flag(self, stage: Stage, person: int) -> None:
        shown = await said(stage, stage.ask("/help", person))
        flags = ["ar", "seed", "style", "light", "palette", "view", "n", "file", "spoiler", "model", "size", "quality"]
        assert all(f"--{flag}" in shown["text"] for flag in flags)
        assert NOTICE[person] in shown["text"]
        assert len(shown["text"]) < TEXT_LIMIT / 3

    @BOTH
    async def test_tips_tell_what_a_good_prompt_has_before_and_after(self, stage: Stage, person: int) -> None:
        shown = await said(stage, stage.ask("/tips", person))
        parts = {
            ALICE: ("what", "style", "light", "colors", "composition", "Instead of library:"),
            BORIS: ("что", "стиль", "свет", "цвета", "композиция", "Вместо библиотека:"),
        }
        assert all(part in shown["text"] for part in parts[person])
        assert NOTICE[person] in shown["text"]

    @BOTH
    @pytest.mark.parametrize("command", ["/start", "/help", "/tips"])
    async def test_every_example_is_drawn_as_it_stands(self, stage: Stage, person: int, command: str) -> None:
        for example in codes(await said(stage, stage.ask(command, person))):
            await replied(stage, stage.ask(example, person))

    async def test_a_command_in_capitals_is_a_command(self, stage: Stage) -> None:
        assert "--ar" in (await said(stage, stage.ask("/HELP")))["text"]


@pytest.mark.usefixtures("app")
class TestMenus:
    async def test_there_are_commands_for_each_kind_of_chat_in_each_language(self, stage: Stage) -> None:
        world, chat = stage.telegram.world, group(stage)
        await said(stage, stage.ask("/help"))
        private = [one["command"] for one in world.menu(ALICE, ALICE)]
        assert private == ["draw", "again", "history", "settings", "tips", "privacy", "help"]
        assert [one["command"] for one in world.menu(BORIS, chat)] == ["draw", "again", "history", "settings", "help"]
        assert world.menu(ALICE, chat)[-1]["description"] == "How to use me"
        assert world.menu(BORIS, BORIS)[-1]["description"] == "Как мной пользоваться"
