"""Weighted parts of a prompt: where one ends, what it weighs, and what is sent of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.values import parts
from bot.drawing.values.parts import Part
from bot.errors import PromptMissing, WeightInvalid

WEIGHTS = st.decimals(Decimal("0.01"), Decimal(100), places=2)
TEXTS = st.text("abcЖ з", min_size=1).map(str.strip).filter(bool)


def written(prompt: str) -> list[tuple[str, str]]:
    """The parts of a prompt as they are sent."""
    return [(part.text, part.written_weight) for part in parts.read(prompt)]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a red fox", [("a red fox", "1")]),
        ("cat::2 dog::1", [("cat", "2"), ("dog", "1")]),
        ("cat::2 dog", [("cat", "2"), ("dog", "1")]),
        ("cat:: dog::3", [("cat", "1"), ("dog", "3")]),
        ("cat::", [("cat", "1")]),
        ("cat::2dog::1", [("cat", "2"), ("dog", "1")]),
        ("cat ::2 dog ::1", [("cat", "2"), ("dog", "1")]),
        ("cat::2, dog::1", [("cat", "2"), ("dog", "1")]),
        ("a red fox::2 snow at dusk::1", [("a red fox", "2"), ("snow at dusk", "1")]),
        ("sky::0.5", [("sky", "0.5")]),
        ("sky::.5", [("sky", "0.5")]),
        ("небо::0,5 море::1,50", [("небо", "0.5"), ("море", "1.5")]),
        ("sky::+2", [("sky", "2")]),
        ("sky::100", [("sky", "100")]),
        ("cat::2 ::3 dog", [("cat", "2"), ("dog", "1")]),
        ("cat::-1 dog", [("cat", "-1"), ("dog", "1")]),
        ("XL shirt::2 Malcolm X", [("XL shirt", "2"), ("Malcolm X", "1")]),
        ("; a cat, ::2 ; a dog;", [("a cat", "2"), ("a dog", "1")]),
    ],
)
def test_a_part_ends_with_two_colons_and_its_weight(prompt: str, expected: list[tuple[str, str]]) -> None:
    assert written(prompt) == expected


@pytest.mark.parametrize(
    "prompt",
    [
        "std::vector",
        "::before",
        "http://fox.example",
        "a:b",
        "cat::, dog",
        "16:9",
        "cat::-dog",
        "cat::X2",
        "half past 10:30",
        "a:::b",
    ],
)
def test_two_colons_inside_a_word_are_only_colons(prompt: str) -> None:
    assert written(prompt) == [(prompt, "1")]


def test_a_word_with_colons_may_have_a_weight() -> None:
    assert written("std::vector::2 fox") == [("std::vector", "2"), ("fox", "1")]


@pytest.mark.parametrize("weight", ["-1", "0", "0.0", "\u22121", "\u20142", "0.001", "101", "9" * 400])
def test_a_weight_that_no_model_takes_is_named(weight: str) -> None:
    with pytest.raises(WeightInvalid) as caught:
        parts.check(f"cat::{weight} dog::1")
    assert Decimal(caught.value.value) == Decimal(weight.translate({0x2212: "-", 0x2014: "-"}))


@pytest.mark.parametrize("weight", ["0.01", "1", "99.99", "100"])
def test_a_weight_is_from_a_hundredth_to_a_hundred(weight: str) -> None:
    parts.check(f"cat::{weight} dog::1")


def test_a_weight_beyond_that_is_answered_with_what_is_taken() -> None:
    with pytest.raises(WeightInvalid) as caught:
        parts.check("cat::2 dog::101")
    assert (caught.value.value, caught.value.least, caught.value.most) == ("101", "0.01", "100")


@pytest.mark.parametrize("prompt", ["", "::", "::2", "::2 ::3", " , ::1"])
def test_weights_without_words_are_nothing_to_draw(prompt: str) -> None:
    with pytest.raises(PromptMissing):
        parts.check(prompt)


@given(st.lists(st.tuples(TEXTS, WEIGHTS), min_size=1))
def test_any_parts_are_read_as_they_were_written(pairs: list[tuple[str, Decimal]]) -> None:
    prompt = " ".join(f"{text}::{weight}" for text, weight in pairs)
    assert parts.read(prompt) == tuple(Part(text, weight) for text, weight in pairs)


@given(st.text().filter(lambda text: "::" not in text))
def test_a_prompt_without_two_colons_is_one_part_unchanged(prompt: str) -> None:
    assert parts.read(prompt) == ((Part(prompt),) if prompt else ())


@given(WEIGHTS)
def test_a_weight_is_written_without_exponent_or_spare_zeros(weight: Decimal) -> None:
    text = Part("a fox", weight).written_weight
    assert Decimal(text) == weight
    assert text.strip("0123456789.") == ""
    assert "." not in text or not text.endswith("0")


CAT, DOG, SKY = Part("cat", Decimal(2)), Part("dog"), Part("sky", Decimal(2))


def test_phrases_go_to_the_heaviest_part_the_first_of_equals() -> None:
    described = parts.described([DOG, CAT, SKY], ["oil painting", "soft light"])
    assert described == (DOG, Part("cat, oil painting, soft light", Decimal(2)), SKY)


def test_one_text_has_the_heaviest_part_first_and_phrases_last() -> None:
    assert parts.joined([DOG, CAT, SKY], ["oil painting"]) == "cat, sky, dog, oil painting"


def test_punctuation_at_the_end_of_a_part_is_not_doubled() -> None:
    assert parts.joined([Part("a fox."), Part("snow, ")], ["anime style"]) == "a fox, snow, anime style"


@pytest.mark.parametrize("text", ["a fox.", "...", "a fox, "])
def test_a_text_to_which_nothing_is_added_stays_as_it_is(text: str) -> None:
    assert parts.joined([Part(text)], []) == text
    assert parts.described([Part(text)], []) == (Part(text),)


def test_phrases_on_nothing_are_nothing() -> None:
    assert parts.described([], ["oil painting"]) == ()


@pytest.mark.parametrize(
    ("text", "joined"),
    [("...", "..., oil painting"), ("Malcolm X", "Malcolm X, oil painting"), ("a; ", "a, oil painting")],
)
def test_a_phrase_follows_after_a_comma(text: str, joined: str) -> None:
    """A text of nothing but punctuation stays what it is."""
    assert parts.joined([Part(text)], ["oil painting"]) == joined
