"""Asking again: /again, and words in reply to a picture."""

import pytest

from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import changed, group, picture, replied, said, spot
from tests.end_to_end.stage import Message, Stage


def drawn(stage: Stage) -> list[tuple[str, int, tuple[int, int]]]:
    """What the provider was asked for: prompts, seeds and ratios."""
    return [(one.prompt, one.seed, one.ratio) for one in stage.images.operations]


async def refined(stage: Stage, shown: Message, words: str, person: int = ALICE) -> Message:
    """Somebody has a picture changed by words; the new picture."""
    (new,) = await replied(stage, await changed(stage, shown, words, person))
    return new


@pytest.mark.usefixtures("app")
class TestAgain:
    async def test_it_repeats_the_last_request_with_a_new_seed(self, stage: Stage) -> None:
        await picture(stage, "/draw a cat")
        await picture(stage, "/draw a fox --seed 17 --ar 2:1 --style oil")
        await picture(stage, "/again")
        prompt, seed, ratio = drawn(stage)[-1]
        assert (prompt, ratio) == ("a fox, oil painting", (2, 1))
        assert seed != 17

    async def test_flags_and_words_after_it_change_it(self, stage: Stage) -> None:
        await picture(stage)
        await picture(stage, "/again in the snow --ar 1:1 --seed 18")
        assert drawn(stage)[-1] == ("a fox, in the snow", 18, (1, 1))

    async def test_it_is_the_persons_own_request_in_this_chat(self, stage: Stage) -> None:
        chat = group(stage)
        await picture(stage, "/draw a fox", ALICE, chat)
        await picture(stage, "/draw a bear", BORIS, chat)
        await picture(stage, "/draw a secret", ALICE)
        await picture(stage, "/again", ALICE, chat)
        assert drawn(stage)[-1][0] == "a fox"

    async def test_without_a_request_it_shows_how_to_ask(self, stage: Stage) -> None:
        answers = [await said(stage, stage.ask("/again", person)) for person in (ALICE, BORIS)]
        assert answers[0]["text"].endswith("/draw a red fox in the snow")
        assert answers[1]["text"].endswith("/draw рыжая лиса в снегу")


@pytest.mark.usefixtures("app")
class TestRefine:
    async def test_words_in_reply_to_a_picture_refine_it_and_keep_seed_and_settings(self, stage: Stage) -> None:
        shown = await picture(stage, "/draw a fox --seed 17 --ar 2:1")
        await refined(stage, shown, "in the snow")
        assert drawn(stage)[-1] == ("a fox, in the snow", 17, (2, 1))

    async def test_a_refined_picture_can_be_refined_further(self, stage: Stage) -> None:
        shown = await refined(stage, await picture(stage), "in the snow")
        await refined(stage, shown, "at night")
        assert drawn(stage)[-1] == ("a fox, in the snow, at night", 17, (2, 1))

    async def test_flags_alone_change_only_what_they_say(self, stage: Stage) -> None:
        await refined(stage, await picture(stage), "--style oil --ar 1:1")
        assert drawn(stage)[-1] == ("a fox, oil painting", 17, (1, 1))

    async def test_somebody_elses_words_to_it_are_a_conversation(self, stage: Stage) -> None:
        chat = group(stage)
        shown = await picture(stage, "/draw a fox", ALICE, chat)
        words = stage.telegram.world.say(BORIS, chat, "lovely!", reply_to=shown["message_id"])
        await picture(stage, "/draw a bear", BORIS, chat)
        assert [prompt for prompt, *_ in drawn(stage)] == ["a fox", "a bear"]
        assert stage.replies(*spot(words)) == []


async def test_a_picture_can_be_refined_after_a_restart(stage: Stage) -> None:
    async with stage.bot():
        shown = await picture(stage)
    async with stage.bot():
        await refined(stage, shown, "in the snow")
    assert drawn(stage)[-1] == ("a fox, in the snow", 17, (2, 1))
