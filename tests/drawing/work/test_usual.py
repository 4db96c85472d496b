"""How long a picture usually takes."""

import pytest

from bot.drawing.work.usual import UsualTimes
from tests.drawing.builders import BATCHING, MODEL

MODELS = {model.name: model for model in (MODEL, BATCHING)}


def test_at_first_it_takes_as_long_as_the_catalog_says() -> None:
    usual = UsualTimes(MODELS)
    assert (usual.of(MODEL.name), usual.of(BATCHING.name)) == (20, 10)


def test_each_picture_moves_it_by_a_tenth_of_the_difference() -> None:
    usual = UsualTimes(MODELS)
    usual.learn(MODEL.name, 30)
    assert [usual.of(MODEL.name), usual.of(BATCHING.name)] == pytest.approx([21, 10])


def test_a_model_that_nobody_knows_takes_a_minute_until_it_is_known_better() -> None:
    usual = UsualTimes(MODELS)
    assert usual.of("gone") == 60
    usual.learn("gone", 30)
    assert usual.of("gone") == pytest.approx(57)
