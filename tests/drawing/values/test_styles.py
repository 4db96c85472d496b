"""Presets: what people may call them, and what they add to a prompt."""

import re
from collections import Counter

import pytest

from bot.drawing.values import styles
from bot.drawing.values.models import Model
from bot.drawing.values.styles import PRESETS, Preset
from bot.errors import PresetUnknown
from bot.providers import catalog

ALL = [(flag, preset) for flag, presets in PRESETS.items() for preset in presets]
OWN = ("vivid", "natural")


@pytest.mark.parametrize("flag", PRESETS)
def test_no_two_presets_of_a_flag_share_a_spelling(flag: str) -> None:
    counted = Counter(spelling for preset in PRESETS[flag] for spelling in preset.spellings)
    assert counted.most_common(1)[0][1] == 1


@pytest.mark.parametrize(("flag", "preset"), ALL)
def test_every_spelling_leads_to_its_preset(flag: str, preset: Preset) -> None:
    assert {styles.resolved(flag, spelling) for spelling in preset.spellings} == {preset.name}


@pytest.mark.parametrize(("flag", "preset"), ALL)
def test_a_spelling_is_one_lower_case_word_that_starts_no_flag(flag: str, preset: Preset) -> None:  # noqa: ARG001
    assert all(re.fullmatch(r"\w[\w/&-]*", spelling) and spelling.islower() for spelling in preset.spellings)


@pytest.mark.parametrize(("flag", "preset"), ALL)
def test_every_preset_can_be_asked_for_in_both_languages(flag: str, preset: Preset) -> None:  # noqa: ARG001
    assert preset.name.isascii()
    assert any(not spelling.isascii() for spelling in preset.aliases)


@pytest.mark.parametrize(("flag", "preset"), ALL)
def test_a_phrase_is_in_the_language_of_the_prompt(flag: str, preset: Preset) -> None:
    assert styles.phrases([(flag, preset.name)], "a red fox") == (preset.english,)
    assert styles.phrases([(flag, preset.name)], "рыжая лиса") == (preset.russian,)
    assert preset.english.isascii()
    assert re.search("[а-я]", preset.russian)


@pytest.mark.parametrize(
    ("prompt", "phrase"),
    [
        ("лиса в стиле Monet", "масляная живопись"),
        ("a fox в лесу", "масляная живопись"),
        ("Fox and лиса", "oil painting"),
        ("ЛИСА", "масляная живопись"),
        ("ёё", "масляная живопись"),
        ("狐", "oil painting"),
        ("17", "oil painting"),
    ],
)
def test_most_letters_decide_on_the_language(prompt: str, phrase: str) -> None:
    assert styles.phrases([("style", "oil")], prompt) == (phrase,)


@pytest.mark.parametrize("written", ["OIL", "Масло", "масло"])
def test_a_preset_is_known_in_any_case(written: str) -> None:
    assert styles.resolved("style", written) == "oil"


@pytest.mark.parametrize("written", ["тёплая", "теплая", "ТЁПЛАЯ"])
def test_the_dots_of_yo_may_be_left_out(written: str) -> None:
    assert styles.resolved("palette", written) == "warm"


@pytest.mark.parametrize("written", ["wide-angle", "wide_angle"])
def test_an_underscore_is_as_good_as_a_hyphen(written: str) -> None:
    assert styles.resolved("view", written) == "wide-angle"


def test_nothing_asked_for_is_nothing() -> None:
    assert styles.resolved("style", None, OWN) is None


@pytest.mark.parametrize(("written", "name"), [("Vivid", "vivid"), ("natural", "natural"), ("oil", "oil")])
def test_a_models_own_styles_stand_beside_the_presets(written: str, name: str) -> None:
    assert styles.resolved("style", written, OWN) == name


def test_a_models_own_style_adds_no_phrase() -> None:
    assert styles.phrases([("style", "vivid"), ("light", None)], "a fox") == ()


@pytest.mark.parametrize("model", [entry.model for entry in catalog.built_in().values()], ids=lambda model: model.name)
def test_no_style_preset_hides_behind_a_models_own_style(model: Model) -> None:
    taken = {spelling for preset in PRESETS["style"] for spelling in preset.spellings}
    assert taken.isdisjoint(model.styles)


@pytest.mark.parametrize(
    ("flag", "written", "nearest"),
    [
        ("style", "watercolr", "watercolor"),
        ("style", "акварел", "watercolor"),
        ("style", "vivd", "vivid"),
        ("light", "dramatc", "dramatic"),
        ("palette", "zzz", "none"),
        ("view", "", "none"),
    ],
)
def test_an_unknown_preset_is_named_with_the_nearest(flag: str, written: str, nearest: str) -> None:
    with pytest.raises(PresetUnknown) as caught:
        styles.resolved(flag, written, OWN if flag == "style" else ())
    assert (caught.value.flag, caught.value.value, caught.value.nearest) == (flag, written, nearest)


@pytest.mark.parametrize(
    ("flag", "written", "elsewhere"),
    [("style", "warm", "palette"), ("light", "маслом", "style"), ("palette", "zzz", "none")],
)
def test_an_unknown_preset_is_told_where_it_would_be_known(flag: str, written: str, elsewhere: str) -> None:
    with pytest.raises(PresetUnknown) as caught:
        styles.resolved(flag, written)
    assert caught.value.elsewhere == elsewhere


@pytest.mark.parametrize(
    ("flag", "written", "first"),
    [
        ("light", "moody", "dramatic"),
        ("light", "мрачный", "dramatic"),
        ("style", "pixar", "3d"),
        ("view", "far", "panorama"),
    ],
)
def test_what_is_said_for_want_of_a_better_word_has_a_nearest_preset(flag: str, written: str, first: str) -> None:
    assert styles.nearest(flag, written)[0] == first


@pytest.mark.parametrize("flag", styles.PRESETS)
def test_the_phrase_of_a_preset_may_be_written_too(flag: str) -> None:
    for preset in styles.PRESETS[flag]:
        assert styles.resolved(flag, preset.english) == styles.resolved(flag, preset.russian) == preset.name


@pytest.mark.parametrize(("asked", "found"), [("high", "hd"), ("HD", "hd"), ("medium", "standard"), ("low", None)])
def test_a_level_of_quality_has_two_names(asked: str, found: str | None) -> None:
    assert styles.option(("standard", "hd"), asked) == found
