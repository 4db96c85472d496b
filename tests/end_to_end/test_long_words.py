"""Prompts as long as their model reads, in characters that escaping makes longest: the picture comes all the same."""

import pytest

from bot.wording.lengths import CAPTION_LIMIT, TEXT_LIMIT
from sandbox.telegram_api.entities import utf16_length
from tests.end_to_end.people import press, said
from tests.end_to_end.stage import Stage

LONG = {"dall-e-3": 700, "gpt-image-1": 4000}
"""How many characters are asked for of a model."""


@pytest.mark.parametrize("model", LONG)
async def test_a_picture_comes_with_as_much_of_its_words_as_fits(stage: Stage, model: str) -> None:
    async with stage.bot(models=model):
        answer = await stage.answered(stage.ask(f"/draw {'&' * LONG[model]}"))
    assert answer["caption"].startswith("&" * 600)
    assert utf16_length(answer["caption"]) <= CAPTION_LIMIT


async def test_the_words_of_a_picture_can_be_edited_however_long_they_are(stage: Stage) -> None:
    words = "<" * LONG["gpt-image-1"]
    async with stage.bot(models="gpt-image-1"):
        answer = await stage.answered(stage.ask(f"/draw {words}"))
        await press(stage, answer, "Change")
        question = await said(stage, answer)
    assert words[: TEXT_LIMIT - 400] in question["text"]
    assert utf16_length(question["text"]) <= TEXT_LIMIT
