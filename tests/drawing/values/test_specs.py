"""What is drawn: a draft as it was written, its looks, and the spec that is made of it for a model."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.values.models import Model
from bot.drawing.values.parts import Part
from bot.drawing.values.shapes import AspectRatio, Free, Listed, Size
from bot.drawing.values.specs import PLAIN, Draft, Looks, Spec, seeds
from bot.errors import (
    ChoiceUnsupported,
    NumberInvalid,
    OptionUnsupported,
    PresetUnknown,
    PromptMissing,
    PromptTooLong,
    RatioUnsupported,
    SeedInvalid,
    SeedUnsupported,
    WeightInvalid,
)
from bot.providers import catalog
from tests.drawing.builders import BATCHING, MODEL, spec

LONGEST_SEED = 9223372036854775807
BUILT_IN = {name: entry.model for name, entry in catalog.built_in().items()}
DALL_E_3 = BUILT_IN["dall-e-3"]
WEIGHING = replace(MODEL, weights=True)
VIVID = replace(MODEL, styles=("vivid", "natural"))
FULL = Looks(style="oil", light="soft", palette="warm", view="top")


def made(prompt: str = "a fox", *, looks: Looks = PLAIN, model: Model = WEIGHING) -> Spec:
    """What a draft becomes."""
    return Spec.of(Draft(prompt, looks=looks), model)


def test_looks_are_plain_if_nothing_is_chosen() -> None:
    assert Looks() == PLAIN == Draft().looks == spec().looks == Looks(style=None, light=None, palette=None, view=None)


@pytest.mark.parametrize("flag", ["style", "light", "palette", "view"])
def test_looks_of_ones_own_go_before_others(flag: str) -> None:
    """Each kind for itself."""
    own = {"style": "ink", "light": "neon", "palette": "dark", "view": "low"}
    chosen = Looks(**{flag: own[flag]})
    assert dict(chosen.over(FULL).named()) == {**dict(FULL.named()), flag: own[flag]}
    assert dict(FULL.over(chosen).named()) == dict(FULL.named())


def test_nothing_over_something_is_that() -> None:
    assert (PLAIN.over(FULL), FULL.over(PLAIN), PLAIN.over(PLAIN)) == (FULL, FULL, PLAIN)


def test_looks_are_named_in_the_order_of_their_phrases() -> None:
    assert FULL.named() == (("style", "oil"), ("light", "soft"), ("palette", "warm"), ("view", "top"))
    assert Looks(view="top").named() == (("style", None), ("light", None), ("palette", None), ("view", "top"))


def test_looks_are_resolved_to_the_names_of_presets() -> None:
    written = Looks(style="масло", light="SOFT", palette="тёплая", view="сверху")
    assert written.resolved(()) == FULL
    assert PLAIN.resolved(("vivid",)) == PLAIN


def test_only_a_style_may_be_a_models_own() -> None:
    assert Looks(style="VIVID").resolved(("vivid",)) == Looks(style="vivid")
    with pytest.raises(PresetUnknown):
        Looks(light="vivid").resolved(("vivid",))


@pytest.mark.parametrize("flag", ["style", "light", "palette", "view"])
def test_an_unknown_preset_is_named_by_its_flag(flag: str) -> None:
    with pytest.raises(PresetUnknown) as caught:
        made(looks=Looks(**{flag: "zzz"}))
    assert (caught.value.flag, caught.value.value) == (flag, "zzz")


@pytest.mark.parametrize("seed", [-1, LONGEST_SEED + 1])
def test_a_draft_takes_no_seed_that_the_api_would_not_take(seed: int) -> None:
    with pytest.raises(SeedInvalid) as caught:
        Draft("a fox", seed)
    assert caught.value.value == str(seed)


@pytest.mark.parametrize("seed", [None, 0, 17, LONGEST_SEED])
def test_a_draft_takes_the_seeds_of_the_api(seed: int | None) -> None:
    assert Draft("a fox", seed).seed == seed


@pytest.mark.parametrize("count", [0, -1])
def test_a_draft_takes_no_number_of_pictures_below_one(count: int) -> None:
    with pytest.raises(NumberInvalid) as caught:
        Draft("a fox", count=count)
    assert caught.value.value == str(count)


@pytest.mark.parametrize("count", [None, 1, 500])
def test_how_many_pictures_are_too_many_is_not_the_drafts_matter(count: int | None) -> None:
    assert Draft("a fox", count=count).count == count


def test_a_draft_without_ratio_and_size_becomes_a_square() -> None:
    assert made().ratio == AspectRatio(1, 1)


def test_a_spec_says_which_model_draws_it() -> None:
    assert made(model=replace(MODEL, name="other")).model == "other"


@pytest.mark.parametrize("prompt", ["", "::2"])
def test_a_spec_needs_words(prompt: str) -> None:
    with pytest.raises(PromptMissing):
        made(prompt)


@pytest.mark.parametrize("character", ["a", "ж", "😀"])
def test_a_prompt_may_be_as_long_as_the_model_reads(character: str) -> None:
    """Every character counts as one, whatever its script."""
    assert made(500 * character).prompt == 500 * character
    with pytest.raises(PromptTooLong) as caught:
        made(503 * character)
    error = caught.value
    assert (error.size, error.limit, error.excess, error.presets) == (503, 500, 3, 0)


def test_presets_are_kept_by_name_and_sent_as_phrases() -> None:
    drawn = made(looks=Looks(style="масло", light="SOFT", palette="тёплая", view="сверху"))
    assert (drawn.looks, drawn.prompt) == (FULL, "a fox")
    assert drawn.wording == "a fox, oil painting, soft light, warm colors, top view"
    assert drawn.parts == (Part(drawn.wording),)


def test_a_russian_prompt_gets_russian_phrases() -> None:
    assert made("рыжая лиса", looks=Looks(style="oil", light="soft")).wording == (
        "рыжая лиса, масляная живопись, мягкий свет"
    )


def test_without_presets_the_prompt_is_sent_as_it_was_written() -> None:
    assert made("a fox.").parts == (Part("a fox."),)
    assert made("a fox.").wording == "a fox."


def test_weights_are_sent_and_presets_go_to_the_heaviest_part() -> None:
    assert made("snow::0.5 a fox::2", looks=Looks(style="oil")).parts == (
        Part("snow", Decimal("0.5")),
        Part("a fox, oil painting", Decimal(2)),
    )


def test_without_weights_the_heaviest_part_comes_first() -> None:
    assert made("snow::0.5 a fox::2", looks=Looks(style="oil")).wording == "a fox, snow, oil painting"


def test_a_models_own_style_is_an_option_and_no_phrase() -> None:
    drawn = made(looks=Looks(style="Vivid", light="soft"), model=VIVID)
    assert (drawn.looks.style, drawn.wording) == ("vivid", "a fox, soft light")


def test_a_preset_is_drawn_with_a_model_that_has_styles_of_its_own() -> None:
    assert made(looks=Looks(style="oil"), model=VIVID).wording == "a fox, oil painting"


def test_another_models_own_style_is_unknown() -> None:
    with pytest.raises(PresetUnknown):
        made(looks=Looks(style="vivid"))


@pytest.mark.parametrize("weight", ["-1", "0"])
def test_a_weight_of_nothing_or_less_is_no_weight(weight: str) -> None:
    with pytest.raises(WeightInvalid) as caught:
        made(f"a fox::{weight}")
    assert caught.value.value == weight


def test_the_length_of_a_prompt_is_that_of_what_is_sent() -> None:
    """With presets, without weights and the colons before them; between joined parts stands a comma."""
    drawn = made("snow::0.5 a fox::2", looks=Looks(style="oil"))
    assert drawn.length(WEIGHING) == len("snow" + "a fox, oil painting")
    assert drawn.length(MODEL) == len("a fox, snow, oil painting")


def test_a_prompt_that_presets_make_too_long_says_so() -> None:
    with pytest.raises(PromptTooLong) as caught:
        made(490 * "a", looks=Looks(style="oil"))
    error = caught.value
    assert (error.size, error.limit, error.excess, error.presets) == (504, 500, 4, len(", oil painting"))


def test_how_a_picture_comes_is_kept() -> None:
    drawn = Spec.of(Draft("a fox", as_file=True, spoiler=True), MODEL)
    assert (drawn.as_file, drawn.spoiler) == (True, True)
    assert Spec.of(Draft("a fox", as_file=True), MODEL).spoiler is False
    assert Spec.of(Draft("a fox", spoiler=True), MODEL).as_file is False


@pytest.mark.parametrize("said", [None, False])
def test_a_picture_comes_compressed_and_open_if_nothing_else_is_said(*, said: bool | None) -> None:
    drawn = Spec.of(Draft("a fox", as_file=said, spoiler=said), MODEL)
    assert (drawn.as_file, drawn.spoiler) == (False, False)


def test_a_spec_says_nothing_that_nobody_said() -> None:
    bare = Spec(prompt="a fox", ratio=AspectRatio(1, 1), model="yandex-art")
    assert (bare.size, bare.quality, bare.looks, bare.as_file, bare.spoiler) == (None, None, PLAIN, False, False)


@pytest.mark.parametrize("ratio", [AspectRatio(1, 4), AspectRatio(4, 1), AspectRatio(16, 9), AspectRatio(399, 100)])
def test_a_model_draws_what_lies_between_its_extremes(ratio: AspectRatio) -> None:
    assert Spec.of(Draft("a fox", ratio=ratio), MODEL).ratio == ratio


@pytest.mark.parametrize("ratio", [AspectRatio(1, 5), AspectRatio(5, 1), AspectRatio(401, 100), AspectRatio(100, 401)])
def test_a_ratio_beyond_the_models_extremes_is_named_with_them(ratio: AspectRatio) -> None:
    with pytest.raises(RatioUnsupported) as caught:
        Spec.of(Draft("a fox", ratio=ratio), MODEL)
    assert (caught.value.value, caught.value.narrowest, caught.value.widest) == (str(ratio), "1:4", "4:1")


def test_another_model_may_draw_a_wider_ratio() -> None:
    wide = replace(MODEL, widest=AspectRatio(8, 1))
    assert Spec.of(Draft("a fox", ratio=AspectRatio(8, 1)), wide).ratio == AspectRatio(8, 1)


def test_a_spec_keeps_the_options_it_was_asked_with() -> None:
    drawn = Spec.of(Draft("a fox", size=Size(1792, 1024), quality="hd", looks=Looks(style="natural")), DALL_E_3)
    assert (drawn.size, drawn.quality, drawn.looks) == (Size(1792, 1024), "hd", Looks(style="natural"))


def test_what_nobody_asked_for_stays_open() -> None:
    """The model's own default is drawn, whatever that will be by then."""
    drawn = made(model=DALL_E_3)
    assert (drawn.size, drawn.quality, drawn.looks) == (None, None, PLAIN)


@pytest.mark.parametrize(("written", "kept"), [("HD", "hd"), ("Hd", "hd"), ("hd", "hd"), ("STANDARD", "standard")])
def test_an_option_is_known_in_any_case(written: str, kept: str) -> None:
    assert Spec.of(Draft("a fox", quality=written), DALL_E_3).quality == kept


@pytest.mark.parametrize("written", ["Ультра", "УЛЬТРА", "ультра"])
def test_an_option_is_sent_as_the_catalog_writes_it(written: str) -> None:
    model = replace(DALL_E_3, qualities=("Ультра",))
    assert Spec.of(Draft("a fox", quality=written), model).quality == "Ультра"


@pytest.mark.parametrize(("size", "ratio"), [("1792x1024", "7:4"), ("1024x1792", "4:7"), ("1024x1024", "1:1")])
def test_a_size_gives_the_ratio(size: str, ratio: str) -> None:
    assert Spec.of(Draft("a fox", size=Size.of(size)), DALL_E_3).ratio == AspectRatio.of(ratio)


def test_a_ratio_that_is_given_beside_a_size_is_kept() -> None:
    drawn = Spec.of(Draft("a fox", ratio=AspectRatio(16, 9), size=Size(1792, 1024)), DALL_E_3)
    assert (drawn.size, drawn.ratio) == (Size(1792, 1024), AspectRatio(16, 9))


@pytest.mark.parametrize(
    ("name", "flag", "value", "choices"),
    [
        ("dall-e-3", "size", "512x512", "1024x1024, 1792x1024, 1024x1792"),
        ("dall-e-2", "size", "1792x1024", "1024x1024, 512x512, 256x256"),
        ("gpt-image-1", "size", "1792x1024", "1024x1024, 1536x1024, 1024x1536"),
        ("gpt-image-2", "size", "1000x1000", "W×H ≤ 3840, W, H = 16 × n, 1:3–3:1"),
        ("dall-e-3", "quality", "ultra", "standard, hd"),
        ("dall-e-2", "quality", "hd", "standard"),
        ("gpt-image-1", "quality", "ultra", "auto, low, medium, high"),
    ],
)
def test_a_choice_a_model_does_not_have_is_answered_with_those_it_has(
    name: str, flag: str, value: str, choices: str
) -> None:
    model = BUILT_IN[name]
    with pytest.raises(ChoiceUnsupported) as caught:
        Spec.of(with_option(flag, value), model)
    error = caught.value
    assert (error.model, error.flag, error.value, error.choices) == (model.title, flag, value, choices)


@pytest.mark.parametrize(
    ("name", "flag", "value"),
    [
        ("yandex-art", "size", "1024x1024"),
        ("yandex-art", "quality", "hd"),
        ("alice-art", "size", "1792x1024"),
        ("yandexgpt/yandex-art", "quality", "standard"),
    ],
)
def test_an_option_a_model_has_nothing_of_is_named(name: str, flag: str, value: str) -> None:
    model = BUILT_IN[name]
    with pytest.raises(OptionUnsupported) as caught:
        Spec.of(with_option(flag, value), model)
    assert (caught.value.model, caught.value.flag) == (model.title, flag)


def with_option(flag: str, value: str) -> Draft:
    """A draft with a size or a quality."""
    return Draft("a fox", size=Size.of(value)) if flag == "size" else Draft("a fox", quality=value)


@pytest.mark.parametrize("seed", [0, 17])
def test_a_seed_for_a_model_without_seeds_is_refused(seed: int) -> None:
    with pytest.raises(SeedUnsupported) as caught:
        Spec.of(Draft("a fox", seed), DALL_E_3)
    assert caught.value.model == "DALL·E 3"


@pytest.mark.parametrize(("size", "ratio"), [("4096x512", "8:1"), ("512x4096", "1:8")])
def test_a_size_beyond_the_models_ratios_is_named_as_a_ratio(size: str, ratio: str) -> None:
    with pytest.raises(RatioUnsupported) as caught:
        Spec.of(Draft("a fox", size=Size.of(size)), replace(DALL_E_3, sizes=Listed.of(size)))
    assert caught.value.value == ratio


@pytest.mark.parametrize(
    ("length", "ratio", "able"),
    [(500, "1:1", True), (501, "1:1", False), (1, "4:1", True), (1, "1:4", True), (1, "5:1", False), (1, "1:5", False)],
)
def test_a_stand_in_draws_what_is_within_its_limits(length: int, ratio: str, *, able: bool) -> None:
    asked = spec(prompt=length * "a", ratio=AspectRatio.of(ratio), model="dall-e-3", quality="hd")
    assert asked.fits(MODEL) is able


ALL = Draft(
    prompt="a fox::2 snow",
    seed=17,
    ratio=AspectRatio(16, 9),
    size=Size(1792, 1024),
    quality="hd",
    looks=replace(FULL, style="vivid"),
    model="dall-e-3",
    count=3,
    as_file=True,
    spoiler=True,
)
ABLE = replace(DALL_E_3, seeds=True)
"""A model that has everything that can be asked for."""


def test_what_would_have_to_be_written_to_be_drawn_the_same_is_all_that_was() -> None:
    assert Spec.of(ALL, ABLE).draft(ABLE, seed=17, count=3) == ALL


@pytest.mark.parametrize(
    ("model", "draft"),
    [
        (replace(ABLE, seeds=False), replace(ALL, seed=None)),
        (replace(ABLE, sizes=Listed.of("1024x1024")), replace(ALL, size=None)),
        (replace(ABLE, sizes=Free(step=256)), ALL),
        (replace(ABLE, qualities=("standard",)), replace(ALL, quality=None)),
        (replace(ABLE, qualities=()), replace(ALL, quality=None)),
        (replace(ABLE, styles=("natural",)), replace(ALL, looks=replace(FULL, style=None))),
        (replace(ABLE, name="other"), replace(ALL, model="other")),
    ],
)
def test_what_a_model_does_not_have_is_left_out(model: Model, draft: Draft) -> None:
    assert Spec.of(ALL, ABLE).draft(model, seed=17, count=3) == draft


@pytest.mark.parametrize("style", ["oil", None])
def test_a_preset_is_drawn_the_same_with_any_model(style: str | None) -> None:
    looks = replace(FULL, style=style)
    assert made(looks=looks).draft(BATCHING, seed=17, count=1).looks == looks


@pytest.mark.parametrize("model", [ABLE, replace(ABLE, sizes=Free())])
def test_what_nobody_asked_for_is_not_asked_for_again_either(model: Model) -> None:
    again = made(model=model).draft(model, seed=17, count=1)
    assert (again.size, again.quality, again.looks) == (None, None, PLAIN)
    assert (again.as_file, again.spoiler) == (False, False)


@pytest.mark.parametrize(
    ("first", "count", "expected"),
    [
        (17, 1, [17]),
        (17, 4, [17, 18, 19, 20]),
        (LONGEST_SEED - 1, 4, [LONGEST_SEED - 1, LONGEST_SEED, 1, 2]),
        (LONGEST_SEED, 2, [LONGEST_SEED, 1]),
        (1, 0, []),
    ],
)
def test_seeds_follow_each_other_and_begin_anew_after_the_last(first: int, count: int, expected: list[int]) -> None:
    assert list(seeds(first, count)) == expected


@given(st.integers(1, LONGEST_SEED), st.integers(1, 20))
def test_every_seed_is_another_and_none_is_0(first: int, count: int) -> None:
    """0 means that the provider chooses one: nobody could repeat the picture."""
    row = seeds(first, count)
    assert row[0] == first
    assert len(set(row)) == len(row) == count
    assert all(1 <= seed <= LONGEST_SEED for seed in row)
    assert [seeds(seed, 1) for seed in row] == [(seed,) for seed in row]
