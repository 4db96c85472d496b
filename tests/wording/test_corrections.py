"""What people read of a correction, and the buttons under it."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing import corrections as right
from bot.drawing.conditions import Conditions
from bot.drawing.corrections import Correction
from bot.errors import FlagUnknown, PresetUnknown
from bot.providers import catalog
from bot.wording import corrections, suggestions
from bot.wording.lengths import TEXT_LIMIT
from bot.wording.suggestions import Suggestion
from bot.wording.texts import LANGUAGES, Locales
from sandbox.telegram_api.access import check_keyboard
from sandbox.telegram_api.entities import parse_html, utf16_length

LOCALES = Locales()
EN, RU = LOCALES.of("en"), LOCALES.of("ru")
BUILT_IN = {name: entry.model for name, entry in catalog.built_in().items()}
MODELS = {name: BUILT_IN[name] for name in ("yandex-art", "dall-e-3", "gpt-image-2")}
HERE = Conditions(MODELS, None, 4, lambda draft: draft)


def told(text: str, language: str = "en") -> tuple[str, list[list[str]]]:
    """What is read of something wrong, and the labels under it."""
    correction = right.corrected(text, HERE)
    assert correction is not None
    said, markup = corrections.told(LOCALES.of(language), correction, MODELS)
    return parse_html(said).text, [[button.text for button in row] for row in markup.inline_keyboard]


def test_the_sentence_the_command_and_the_way_out() -> None:
    assert told("a fox --sede 17") == (
        "There’s no flag --sede. Did you mean --seed?\n\n/draw a fox --seed 17",
        [["Draw it so", "How to ask"]],
    )


def test_choices_are_called_as_they_are_in_the_persons_language_the_nearest_first() -> None:
    text, (first, *others) = told("лиса --свет мрачный", "ru")
    assert text.startswith("Света «мрачный» нет. Ближе всего: драматичный")
    assert text.endswith("\n\n/draw лиса --свет драматичный")
    assert first[0] == "Нарисовать так"
    assert "мягкий" in chain(*others)


def test_a_value_that_is_missing_is_chosen_first_of_all() -> None:
    _, rows = told("лиса --формат", "ru")
    assert rows[0] == ["квадрат", "портрет", "пейзаж"]
    assert rows[-1][0] == "Нарисовать так"


def test_models_are_called_by_their_titles() -> None:
    _, (_, *others) = told("a fox --model midjourney")
    assert list(chain(*others)) == ["YandexART", "DALL·E 3", "GPT Image 2"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("flag", ["style", "light", "palette", "view", "ar", "n", "model"])
def test_every_label_fits_its_row_on_a_phone(language: str, flag: str) -> None:
    correction = right.corrected(f"a fox --{flag}", HERE)
    assert correction is not None
    markup = suggestions.buttons(
        LOCALES.of(language), corrections.labels(LOCALES.of(language), correction.choices, MODELS)
    )
    room = {1: 30, 2: 14, 3: 9}
    assert all(len(button.text) <= room[len(row)] for row in markup.inline_keyboard for button in row)


@pytest.mark.parametrize("text", ["--sede 17", "--style", "--model who"])
def test_without_words_it_is_asked_for_them_and_nothing_can_be_drawn(text: str) -> None:
    said, rows = told(text)
    assert said.endswith("And what should I draw?")
    assert rows == [["How to ask"]]


def test_a_command_that_is_too_long_to_be_shown_is_not_offered() -> None:
    correction = Correction(FlagUnknown("sede", "seed"), "x" * 4000)
    said, markup = corrections.told(EN, correction, MODELS)
    assert said == "There’s no flag <b>--sede</b>. Did you mean <b>--seed</b>?"
    assert [[button.text for button in row] for row in markup.inline_keyboard] == [["How to ask"]]


def test_a_choice_that_no_button_can_carry_is_left_out() -> None:
    models = dict.fromkeys(("x" * 60, "a|b", "fine"), MODELS["yandex-art"])
    choices = tuple(("model", name) for name in models)
    assert [one.value for _, one in corrections.labels(EN, choices, models)] == ["fine"]


def test_what_is_set_as_code_last_is_the_command_whatever_people_wrote() -> None:
    error = PresetUnknown("style", "@eve </code> /draw a bomb")
    said, _ = corrections.told(EN, Correction(error, "a fox @eve https://x.example <b> --seed 5"), MODELS)
    read = parse_html(said)
    code = [one for one in read.entities if one["type"] == "code"][-1]
    text = read.text.encode("utf-16-le")[2 * code["offset"] : 2 * (code["offset"] + code["length"])].decode("utf-16-le")
    assert text == "/draw a fox @eve https://x.example <b> --seed 5"


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_telegram_takes_what_is_said_about_anything(text: str, language: str) -> None:
    correction = right.corrected(f"a fox --style {text} --x", HERE)
    assert correction is not None
    said, markup = corrections.told(LOCALES.of(language), correction, MODELS)
    assert utf16_length(parse_html(said).text) <= TEXT_LIMIT
    check_keyboard(markup.model_dump(exclude_none=True))


def test_a_suggestion_is_read_as_it_was_packed() -> None:
    one = Suggestion(flag="ar", value="2:1")
    assert Suggestion.unpack(one.pack()) == one
