"""Every model of the catalog, by MODELS alone."""

import io

import pytest
from PIL import Image

from bot.providers.catalog import CATALOG
from bot.sandbox.telegram_api import BORIS
from tests.end_to_end.stage import Stage

SEEDLESS = sorted(name for name, entry in CATALOG.items() if not entry.model.seeds)


@pytest.mark.parametrize("model", CATALOG)
async def test_a_model_draws_and_the_caption_names_it(stage: Stage, model: str) -> None:
    async with stage.bot(models=model):
        answer = await stage.answered(stage.ask("/draw a red fox"))
    assert Image.open(io.BytesIO(stage.picture(answer))).width >= 16
    assert CATALOG[model].model.title in answer["caption"]


@pytest.mark.parametrize("model", SEEDLESS)
async def test_a_seed_for_a_model_without_seeds_is_answered_before_anything_is_sent(stage: Stage, model: str) -> None:
    async with stage.bot(models=model):
        answer = await stage.answered(stage.ask("/draw лиса --seed 17", BORIS))
    assert answer["text"].startswith(f"{CATALOG[model].model.title} не знает зёрен")
    assert stage.images.wire.calls == []


async def test_a_ratio_the_model_does_not_have_becomes_its_nearest_size_and_the_caption_says_so(stage: Stage) -> None:
    async with stage.bot(models="dall-e-3"):
        answer = await stage.answered(stage.ask("/draw a red fox --ar 2:1"))
    assert "2:1 → 1792×1024 · DALL·E 3" in answer["caption"]


async def test_a_model_may_be_addressed_as_the_sdk_does(stage: Stage) -> None:
    async with stage.bot(models="art://b1gsandbox/yandex-art/latest"):
        await stage.answered(stage.ask("/draw a red fox"))
    (generate,) = stage.images.wire.of("generate")
    assert generate.params["modelUri"] == "art://b1gsandbox/yandex-art/latest"
