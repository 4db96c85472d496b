"""Markup that servers run out of a prompt is refused unless the model's record allows it."""

from dataclasses import replace

import pytest

from bot.drawing.values import markup
from bot.drawing.values.specs import Draft, Spec
from bot.errors import MarkupRefused
from tests.drawing.builders import BATCHING, MODEL, spec

COMMANDS = [
    '<sd_cpp_extra_args>{"seed": 1}</sd_cpp_extra_args>',
    "a fox <lora:anything:1.5> in the snow",
    "<LoRA:x:1>",
    "< lora : x : 1 >",
    "<lyco:x:1>",
    "<hypernet:x:1>",
    "</sd_cpp_extra_args>",
    "<sd_cpp_extra_args",
    "<lo\u200bra:x:1>",
    "<lo\u202era:x:1>",
    "<lora\n:x:1>",
    "\uff1clora:x:1\uff1e",
    "<lora::2 x:1>",
]


@pytest.mark.parametrize("prompt", COMMANDS)
def test_a_command_is_found_however_it_is_written(prompt: str) -> None:
    assert markup.found(prompt) is not None


@pytest.mark.parametrize(
    "prompt",
    ["I <3 foxes", "a <b>bold</b> fox", "1 < 2: yes", "<- left", "->", "a::2 b::1", "<>", "std::vector<int>", "<3:)"],
)
def test_what_is_only_like_it_stays_words(prompt: str) -> None:
    assert markup.found(prompt) is None


@pytest.mark.parametrize("prompt", COMMANDS)
def test_it_is_refused_with_its_own_words(prompt: str) -> None:
    with pytest.raises(MarkupRefused) as caught:
        Spec.of(Draft(prompt=prompt), MODEL)
    assert len(caught.value.markup) <= 80


@pytest.mark.parametrize(
    "prompt", ["a fox <lora:anything:1.5> in the snow", "<sd_cpp_extra_args>{}</sd_cpp_extra_args>"]
)
def test_a_record_may_allow_it(prompt: str) -> None:
    assert Spec.of(Draft(prompt=prompt), replace(MODEL, markup=True)).prompt == prompt


def test_what_one_model_may_run_is_not_handed_to_another_that_may_not() -> None:
    drawn = spec(prompt="a fox <lora:x:1>")
    assert not drawn.fits(BATCHING)
    assert drawn.fits(replace(BATCHING, markup=True))
