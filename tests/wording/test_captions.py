"""What stands under a picture fits Telegram's limit, whatever the prompt is."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.values.generations import Generation, Picture
from bot.drawing.values.shapes import AspectRatio
from bot.wording import captions
from bot.wording.lengths import CAPTION_LIMIT, length, shortened
from bot.wording.texts import LANGUAGES, Texts
from sandbox.telegram_api.entities import parse_html, utf16_length
from tests.drawing.builders import MODEL, at, generation, origin, request

TEXTS = Texts()

HOSTILE = {
    "500 characters of two units": "😀" * 500,
    "ampersands": "&" * 500,
    "tags": "<b>" * 166,
    "entities": "&amp;" * 100,
    "numeric entities": "&#128512;" * 55,
    "right to left": "שלום עולם " * 50,
    "overrides": "\u202e\u2066" * 250,
    "zero width": "a\u200b" * 250,
    "joined people": "👨‍👩‍👧‍👦" * 71,
    "combining marks": "e" + "\u0301" * 499,
    "newlines": "a\n" * 250,
    "braces": "{ $seed }" * 55,
    "a longer model's prompt": "маяк в шторм, " * 300,
}
WIDE = Picture(b"", "image/jpeg", 1408, 792)
LONGEST_SEED = 9223372036854775807
STAND_IN = replace(MODEL, name="dall-e-3", title="DALL·E 3")
MODELS = {MODEL.name: MODEL, STAND_IN.name: STAND_IN}


def drawn(
    prompt: str,
    language: str = "en",
    seed: int = LONGEST_SEED,
    took: float = 7265,
    **changes: Any,  # noqa: ANN401 - any field of a generation
) -> Generation:
    """A generation with this prompt whose picture is there."""
    asked = request(prompt=prompt, seed=seed, ratio=AspectRatio(16, 9))
    return generation(request=asked, origin=origin(language=language), ready_at=at(took), **changes)


def seen(drawn: Generation) -> str:
    """The caption as people see it: the text that Telegram finds in the markup."""
    return parse_html(captions.caption(TEXTS, drawn, MODELS, WIDE)).text


def shown(prompt: str, language: str = "en", seed: int = LONGEST_SEED, took: float = 7265) -> str:
    """The same of a prompt."""
    return seen(drawn(prompt, language, seed, took))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", HOSTILE.values(), ids=HOSTILE)
def test_a_caption_fits_and_says_how_to_repeat_the_picture(prompt: str, language: str) -> None:
    text = shown(prompt, language)
    assert utf16_length(text) <= CAPTION_LIMIT
    *_, last = text.split("\n")
    for part in (str(LONGEST_SEED), "16:9", "YandexART", "121"):
        assert part in last


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", HOSTILE.values(), ids=HOSTILE)
def test_a_caption_begins_with_the_prompt_as_far_as_it_fits(prompt: str, language: str) -> None:
    kept = shown(prompt, language).rpartition("\n")[0].removesuffix("…")
    assert prompt.startswith(kept)
    assert utf16_length(kept) >= min(utf16_length(prompt.rstrip()), 900)


def test_a_short_prompt_stands_in_full() -> None:
    assert shown("1 < 2 & <b>3</b>", seed=17, took=20) == "1 < 2 & <b>3</b>\nseed 17 · 16:9 · YandexART · 20 s"


def test_a_caption_is_in_the_persons_language() -> None:
    assert shown("лиса", "ru", seed=17, took=80) == "лиса\nзерно 17 · 16:9 · YandexART · 1 мин 20 с"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=1500))
def test_any_prompt_fits_without_a_broken_character(prompt: str) -> None:
    text = shown(prompt)
    assert utf16_length(text) <= CAPTION_LIMIT
    text.encode("utf-16-le")  # half a surrogate pair could not be encoded


@given(st.text(), st.integers(1, 60))
def test_a_shortened_text_is_the_beginning_with_an_ellipsis(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert utf16_length(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_text_that_fits_exactly_is_not_shortened() -> None:
    assert shortened("😀a", 3) == "😀a"
    assert shortened("😀ab", 3) == "😀…"
    assert shortened("a😀b", 3) == "a…"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_length_of_markup_is_that_of_the_text_in_it(text: str) -> None:
    markup = TEXTS.get("en", "seed-invalid", value=text)
    assert length(markup) == utf16_length(parse_html(markup).text)
