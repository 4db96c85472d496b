"""Talk where the operator wants plain words drawn, and across a restart."""

from bot.telegram.plain_text import PlainText
from sandbox.telegram_api import ALICE
from tests.end_to_end.people import picture, press, replied, said, spot
from tests.end_to_end.stage import Stage


def prompts(stage: Stage) -> list[str]:
    """What was drawn."""
    return [one.prompt for one in stage.images.operations]


async def test_where_words_are_drawn_at_once_small_talk_is_not(stage: Stage) -> None:
    stage.given["telegram"] = {"plain_text": PlainText.DRAW}
    async with stage.bot():
        answer = await said(stage, stage.ask("hello!"))
        await replied(stage, stage.ask("a red fox"))
    assert answer["text"].startswith("Hi!")
    assert prompts(stage) == ["a red fox"]


async def test_where_words_are_ignored_photos_are_answered_and_thanks_are_not(stage: Stage) -> None:
    stage.given["telegram"] = {"plain_text": PlainText.IGNORE}
    async with stage.bot():
        thanks = stage.ask("thanks!")
        (answer,) = await replied(stage, stage.telegram.world.say_voice(ALICE, ALICE), "text")
    assert stage.replies(*spot(thanks)) == []
    assert answer["text"].startswith("I can’t listen to voice messages.")


async def test_a_question_about_a_change_is_answered_after_a_restart(stage: Stage) -> None:
    async with stage.bot():
        shown = await picture(stage, "/draw a fox")
        words = stage.telegram.world.say(ALICE, ALICE, "in winter", reply_to=shown["message_id"])
        (question,) = await replied(stage, words, "text")
    async with stage.bot():
        await press(stage, question, "Draw this change")
        await replied(stage, words)
    assert prompts(stage) == ["a fox", "a fox, in winter"]


async def test_an_answer_becomes_the_placeholder_after_a_restart_as_well(stage: Stage) -> None:
    async with stage.bot():
        asked = stage.ask("/draw a fox --seed banana")
        (answer,) = await replied(stage, asked, "text")
    stage.telegram.world.edit(ALICE, ALICE, asked["message_id"], "/draw a fox --seed 17")
    async with stage.bot():
        (photo,) = await replied(stage, asked)
    assert photo["message_id"] == answer["message_id"]
