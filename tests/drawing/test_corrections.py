"""From what somebody wrote to the nearest right command: their words, their other flags."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.drawing import corrections, grammar
from bot.drawing.conditions import Conditions
from bot.drawing.corrections import Choice, Correction
from bot.drawing.flags import FLAGS
from bot.drawing.mends.table import MENDS
from bot.drawing.pieces import as_words, read
from bot.drawing.values.people import Person
from bot.drawing.values.revisions import refined, reworded
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import Draft, Looks
from bot.errors import (
    ChoiceUnsupported,
    CountTooLarge,
    FlagRepeated,
    FlagsClash,
    FlagUnknown,
    FlagValueMissing,
    FlagValueUnwanted,
    HelpWanted,
    MarkupRefused,
    ModelUnknown,
    NegationUnsupported,
    NumberInvalid,
    OptionUnsupported,
    PresetUnknown,
    PromptMissing,
    PromptTooLong,
    RatioInvalid,
    RatioUnsupported,
    RequestError,
    SeedInvalid,
    SeedUnsupported,
    SizeInvalid,
    WeightInvalid,
    improving,
    owner,
)
from bot.providers import catalog

BUILT_IN = {name: entry.model for name, entry in catalog.built_in().items()}
MODELS = {name: BUILT_IN[name] for name in ("yandex-art", "alice-art", "dall-e-3", "gpt-image-2")}
MOST = 4
HERE = Conditions(MODELS, None, MOST, Person(1).completed)
TWO_DALLES = Conditions(
    {name: BUILT_IN[name] for name in ("yandex-art", "dall-e-2", "dall-e-3")}, None, MOST, Person(1).completed
)


def corrected(text: str, conditions: Conditions = HERE) -> Correction:
    """The correction of something wrong."""
    found = corrections.corrected(text, conditions)
    assert found is not None, text
    return found


WRONG: list[tuple[str, type[RequestError], str]] = [
    ("a fox --sede 17 --ar 2:1", FlagUnknown, "a fox --seed 17 --ar 2:1"),
    ("a fox --sead=17", FlagUnknown, "a fox --seed=17"),
    ("лиса --стилль акварель --сид 5", FlagUnknown, "лиса --стиль акварель --сид 5"),
    ("a fox \u2014sede 17", FlagUnknown, "a fox --seed 17"),
    ("a fox --oil --seed 3", FlagUnknown, "a fox --style oil --seed 3"),
    ("лиса --акварель", FlagUnknown, "лиса --style акварель"),
    ("a fox --dalle", FlagUnknown, "a fox --model dall-e-3"),
    ("a fox --mood soft", FlagUnknown, "a fox --light soft"),
    ("a fox --mood anime", FlagUnknown, "a fox --style anime"),
    ("a fox --v 6 --stylize 250 --wide", FlagUnknown, "a fox --wide"),
    ("лиса --сказала тихо", FlagUnknown, "лиса сказала тихо"),
    ("a fox --seed 1 --wide --seed 2", FlagRepeated, "a fox --wide --seed 2"),
    ("a fox --ar 1:1 --wide", FlagsClash, "a fox --wide"),
    ("лиса --широкий --формат 2:1", FlagsClash, "лиса --формат 2:1"),
    ("a fox --style --seed 5", FlagValueMissing, "a fox --seed 5"),
    ("лиса --стиль", FlagValueMissing, "лиса"),
    ("a fox --spoiler=yes", FlagValueUnwanted, "a fox --spoiler"),
    ("a fox --spoiler=no --file", FlagValueUnwanted, "a fox --file"),
    ("a fox --help", HelpWanted, "a fox"),
    ("лиса --помощь --сид 3", HelpWanted, "лиса --сид 3"),
    ("a fox --no snow, people --seed 5", NegationUnsupported, "a fox, no snow, no people --seed 5"),
    ("лиса в лесу --без снега --сид 3", NegationUnsupported, "лиса в лесу, без снега --сид 3"),
    ("лиса в лесу --no снег", NegationUnsupported, "лиса в лесу, без: снег"),
    ("a fox --n many", NumberInvalid, "a fox"),
    ("лиса --число три", NumberInvalid, "лиса --число 3"),
    ("a fox --n 0", NumberInvalid, "a fox"),
    ("a fox --n 2x", NumberInvalid, "a fox --n 2"),
    ("a fox --n 9 --seed 1", CountTooLarge, "a fox --n 4 --seed 1"),
    ("a fox --seed banana", SeedInvalid, "a fox"),
    ("a fox --seed -5", SeedInvalid, "a fox --seed 5"),
    ("a fox seed=1_000", SeedInvalid, "a fox seed=1000"),
    (f"a fox --seed {10**30}", SeedInvalid, "a fox --seed 9223372036854775807"),
    ("a fox --model DALL-E 3 --seed 5", SeedUnsupported, "a fox --model DALL-E 3"),
    ("a fox --ar 16-9", RatioInvalid, "a fox --ar 16:9"),
    ("a fox --ar 2.35:1", RatioInvalid, "a fox --ar 47:20"),
    ("лиса --формат горизонтальный", RatioInvalid, "лиса --формат пейзаж"),
    ("a fox --ar widde", RatioInvalid, "a fox --ar wide"),
    ("a fox --ar 0:1", RatioInvalid, "a fox"),
    ("a fox --ar 9:1", RatioUnsupported, "a fox --ar 4:1"),
    ("a fox --ar 1:20 --seed 4", RatioUnsupported, "a fox --ar 1:4 --seed 4"),
    ("a fox --model dall-e-3 --size big", SizeInvalid, "a fox --model dall-e-3"),
    ("a fox --model dall-e-3 --size 1024", SizeInvalid, "a fox --model dall-e-3 --size 1024x1024"),
    ("a fox --size 1024x512 --seed 2", OptionUnsupported, "a fox --seed 2 --ar 2:1"),
    ("a fox --size 1024x512 --ar 3:2", OptionUnsupported, "a fox --ar 3:2"),
    ("a fox --hd", OptionUnsupported, "a fox"),
    ("a fox --model dalle --size 512x512", ChoiceUnsupported, "a fox --model dalle --size 1024x1024"),
    ("a fox --model gpt --quality best", ChoiceUnsupported, "a fox --model gpt --quality high"),
    ("a fox --model gpt --size 1000x1000", ChoiceUnsupported, "a fox --model gpt --size 1024x1024"),
    ("a fox --light moody --seed 5", PresetUnknown, "a fox --light dramatic --seed 5"),
    ("a fox style=watercolr", PresetUnknown, "a fox style=watercolor"),
    ("лиса --стиль импресионизм --сид 17", PresetUnknown, "лиса --стиль импрессионизм --сид 17"),
    ("a fox --style warm", PresetUnknown, "a fox --palette warm"),
    ("лиса --свет маслом", PresetUnknown, "лиса --style маслом"),
    ("a fox --style van gogh --seed 1", PresetUnknown, "a fox, van gogh --seed 1"),
    ("a fox --model midjourney --seed 1", ModelUnknown, "a fox --seed 1"),
    ("a fox --model yandx-art", ModelUnknown, "a fox --model yandex-art"),
    ("a fox::500 snow::1", WeightInvalid, "a fox::100 snow::1"),
    ("a fox::2 snow::-1 --seed 1", WeightInvalid, "a fox::2, no snow --seed 1"),
    ("кот::2 снег::-0,5", WeightInvalid, "кот::2, без: снег"),
    ("a fox <lora:x:1> in snow", MarkupRefused, "a fox in snow"),
    ("word " * 120 + "--seed 5", PromptTooLong, ("word " * 100).strip() + " --seed 5"),
    ("слово" * 120, PromptTooLong, "слово" * 100),
]


@pytest.mark.parametrize(("wrong", "kind", "right"), WRONG)
def test_what_is_wrong_becomes_what_was_meant(wrong: str, kind: type[RequestError], right: str) -> None:
    found = corrected(wrong)
    assert (type(found.error), found.text) == (kind, right)


def test_every_error_that_is_mended_has_an_example() -> None:
    elsewhere = {
        kind for kind in MENDS if kind.__module__ in (improving.__name__, owner.__name__)
    }  # no command is wrong by these
    assert {kind for _, kind, _ in WRONG} | elsewhere == set(MENDS)


RIGHT = [
    "a fox",
    "a fox -ar 2:1 -seed 17",
    "лиса --семя 17",
    "a fox --model dalle",
    "a fox --model gpt",
    "a fox --model DALL-E 3",
    "a fox --model «dall e 3»",
    "a fox --model yandex",
    "лиса --модель алиса",
    "a fox --model dalle --hd",
    "a fox --model gpt --hd",
    "a fox --model dalle --quality high",
    'a fox --style "pixel art"',
    "a fox --ratio 16x9",
    "a fox --aspect 16/9",
    "a fox --seed=17, --style oil; in the snow",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_meant_without_doubt_is_right_as_it_is(text: str) -> None:
    assert corrections.corrected(text, HERE) is None


@pytest.mark.parametrize("text", ["", "--seed 17", "--sede 17", "--style", "a::0", "<lora:x:1>", "--no snow"])
def test_where_nothing_is_left_to_draw_only_its_person_knows_what(text: str) -> None:
    found = corrected(text)
    assert (found.text, found.wordless) == (None, True)


def test_of_more_than_anybody_gets_wrong_only_the_first_thing_is_told() -> None:
    found = corrected("a fox " + "--sede " * 30)
    assert (type(found.error), found.text, found.wordless) == (FlagUnknown, None, False)


@pytest.mark.parametrize(
    ("wrong", "choices"),
    [
        ("a fox --ar", [("ar", name) for name in ("square", "portrait", "landscape", "wide", "tall")]),
        ("a fox --n", [("n", "2"), ("n", "3"), ("n", "4")]),
        ("a fox --model", [("model", name) for name in MODELS]),
        ("a fox --seed", []),
        ("a fox --model dalle --quality", [("quality", "standard"), ("quality", "hd")]),
        ("a fox --model dalle --size", [("size", one) for one in ("1024x1024", "1792x1024", "1024x1792")]),
        ("a fox --model dalle --style", [("style", "vivid"), ("style", "natural"), ("style", "photo")]),
        ("лиса --стиль", [("style", "photo"), ("style", "oil"), ("style", "watercolor")]),
        ("a fox --light moody", [("light", "night"), ("light", "soft"), ("light", "natural")]),
        ("a fox --style warm", []),
        ("a fox --model midjourney", [("model", name) for name in ("yandex-art", "alice-art", "dall-e-3")]),
        ("a fox --sede 17", []),
    ],
)
def test_where_there_is_something_to_choose_it_is_shown_the_nearest_first(wrong: str, choices: list[Choice]) -> None:
    assert list(corrected(wrong).choices[: len(choices) or None]) == choices


def test_of_models_that_may_be_meant_each_is_a_choice() -> None:
    found = corrected("a fox --model dalle", TWO_DALLES)
    assert found.error.written is None
    assert (found.text, found.choices) == ("a fox --model dall-e-2", (("model", "dall-e-3"), ("model", "yandex-art")))


def test_all_presets_of_a_kind_are_choices_where_its_value_is_missing() -> None:
    assert len(corrected("a fox --style").choices) == 16


@given(st.sampled_from([wrong for wrong, *_ in WRONG]))
def test_a_choice_put_in_is_right(wrong: str) -> None:
    found = corrected(wrong)
    for flag, value in found.choices:
        assert corrections.corrected(grammar.with_flag(found.text or "", flag, value), HERE) is None


FLAWS = st.sampled_from(
    [
        "--sede 17", "--style", "--стиль масл", "--light moody", "--ar 9:1", "--ar banana", "--size 5", "--hd", "--n 9",
        "--n=two", "--seed -1", "--model gpt", "--model who", "--no snow", "--без снега", "--spoiler=1", "--wide",
        "--tall", "--ar 2:1", "--help", "a::-1", "b::500", "<lora:x:1>", "--v 6", "--mood", "--quality best", "seed=x",
        "--style warm", "--palette", "\u2014sid 5", "::", "--oil", "--", '"', "--style “pixel", "--improve", "--=", "=",
    ]
)  # fmt: skip
WORDS = st.sampled_from(["fox", "лиса", "snow,", "a", "☃", "5", "-", "x=y", "word " * 60])
TEXTS = st.lists(WORDS | FLAWS | st.text(max_size=4), max_size=10).map(" ".join) | st.text(max_size=40)
MODELS_ASKED = st.sampled_from([HERE, TWO_DALLES, Conditions(MODELS, "dall-e-3", 1, Person(1, style="oil").completed)])


@given(TEXTS, MODELS_ASKED)
@example("--style oil --light --no", HERE)
@example("fox::-1 a::2 --no --no", HERE)
@example('fox --style "', HERE)
def test_the_correction_of_anything_is_accepted_as_it_is(text: str, conditions: Conditions) -> None:
    found = corrections.corrected(text, conditions)
    if found is None:
        conditions.spec(grammar.parse(text))
    elif found.text is not None:
        conditions.spec(grammar.parse(found.text))
        assert corrections.corrected(found.text, conditions) is None


SHORT = st.lists(st.sampled_from(["fox", "лиса", "snow", "☃", "birds"]), min_size=1, max_size=6)
FLAG_FLAWS = st.lists(
    FLAWS.filter(lambda flaw: flaw.startswith("--") and "::" not in flaw and len(flaw) > 3), max_size=4
)


@given(SHORT, FLAG_FLAWS)
def test_the_words_of_their_person_are_kept_and_so_are_other_flags(words: list[str], flaws: list[str]) -> None:
    text = " ".join([*words, *flaws, "--файл"])
    found = corrections.corrected(text, HERE)
    right = text if found is None else found.text
    assert right is not None
    assert [word.rstrip(",") for word in grammar.parse(right).prompt.split()][: len(words)] == words
    assert grammar.parse(right).as_file is True


@given(TEXTS)
def test_words_that_are_to_be_nothing_else_are_read_as_words(text: str) -> None:
    assert all(piece.name is None for piece in read(as_words(text)))


@given(SHORT, st.integers(0, 99), st.sampled_from([None, "oil", "photo"]), st.integers(2, 4))
def test_what_asks_for_a_draft_asks_for_it(words: list[str], seed: int, style: str | None, count: int) -> None:
    draft = Draft(" ".join(words), seed, AspectRatio(2, 1), looks=Looks(style=style), count=count, as_file=True)
    assert grammar.parse(grammar.text_of(draft)) == draft


def test_a_draft_is_asked_for_as_it_was_written() -> None:
    assert grammar.text_of(grammar.parse("лиса  --стиль=масло\n--сид 5")) == "лиса --стиль=масло --сид 5"


def test_words_of_somebody_else_are_no_flags_in_a_command() -> None:
    draft = Draft("a fox --running seed=5 -ar 2:1", seed=17)
    assert grammar.text_of(draft) == "a fox running seed= 5 ar 2:1 --seed 17"


@pytest.mark.parametrize(
    ("text", "whole"),
    [("in winter --sted 5", "a fox, in winter --seed 5"), ("--стиль масло --сид", "a fox --style масло")],
)
def test_what_is_wrong_in_a_change_is_corrected_with_what_it_changes(text: str, whole: str) -> None:
    with pytest.raises(RequestError) as caught:
        corrections.change(text, refined)(Draft("a fox"))
    mended = corrections.mended(caught.value, HERE)
    assert mended is not None
    assert (mended.error, mended.text) == (caught.value, whole)


def test_a_change_that_is_right_changes_what_was_drawn() -> None:
    assert corrections.change("a cat --seed 5", reworded)(Draft("a fox", 1)) == Draft("a cat", 5)


def test_no_other_words_help_where_there_are_none() -> None:
    error = PromptMissing()
    error.written = "--seed 5"
    assert corrections.mended(error, HERE) is None


@pytest.mark.parametrize("flag", ["style", "ar", "n"])
def test_a_flag_that_is_put_in_takes_the_place_of_what_it_says_there(flag: str) -> None:
    text = grammar.with_flag("a fox --wide --style oil --n 2", flag, "2:1" if flag == "ar" else "3")
    assert sum(piece.field == FLAGS[flag].field for piece in read(text)) == 1
    assert not re.search(r"wide" if flag == "ar" else "oil" if flag == "style" else "--n 2", text)
