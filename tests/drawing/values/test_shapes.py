"""From the ratio a person asks for to the size a model has."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing.values.shapes import AspectRatio, Fit, Free, Listed, Ratios, Size, distortion, fit
from bot.errors import ConfigurationError, RatioInvalid, SizeInvalid

DALL_E_3 = Listed.of("1024x1024", "1792x1024", "1024x1792")
DALL_E_2 = Listed.of("256x256", "512x512", "1024x1024")
GPT_IMAGE_1 = Listed.of("1024x1024", "1536x1024", "1024x1536")
RATIOS = st.builds(AspectRatio, st.integers(1, 5000), st.integers(1, 5000))


def ratio(written: str) -> AspectRatio:
    """The ratio of a text like 16:9."""
    width, height = written.split(":")
    return AspectRatio(int(width), int(height))


@pytest.mark.parametrize(
    ("sizes", "asked", "size", "becomes"),
    [
        (DALL_E_3, "1:1", "1024x1024", "1:1"),
        (DALL_E_3, "16:9", "1792x1024", "7:4"),
        (DALL_E_3, "9:16", "1024x1792", "4:7"),
        (DALL_E_3, "7:4", "1792x1024", "7:4"),
        (DALL_E_3, "4:3", "1792x1024", "7:4"),
        (DALL_E_3, "5:4", "1024x1024", "1:1"),
        (DALL_E_3, "4:1", "1792x1024", "7:4"),
        (GPT_IMAGE_1, "4:3", "1536x1024", "3:2"),
        (GPT_IMAGE_1, "3:4", "1024x1536", "2:3"),
        (GPT_IMAGE_1, "1:4", "1024x1536", "2:3"),
        (Listed.of("1024x1024"), "16:9", "1024x1024", "1:1"),
    ],
)
def test_a_ratio_becomes_the_nearest_size_of_the_list(sizes: Listed, asked: str, size: str, becomes: str) -> None:
    assert fit(sizes, ratio(asked)) == Fit(size, ratio(becomes))


@pytest.mark.parametrize("asked", ["1:1", "2:1", "1:3"])
def test_of_equally_near_sizes_the_largest_is_drawn(asked: str) -> None:
    """All of dall-e-2's are squares."""
    assert fit(DALL_E_2, ratio(asked)).size == "1024x1024"


@given(RATIOS)
def test_no_size_of_the_list_is_nearer_than_the_chosen_one(asked: AspectRatio) -> None:
    chosen = fit(DALL_E_3, asked)
    assert all(distortion(chosen.ratio, asked) <= distortion(size.ratio, asked) for size in DALL_E_3.sizes)


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ("1:1", "1024x1024"),
        ("16:9", "1280x720"),
        ("9:16", "720x1280"),
        ("2:1", "1440x720"),
        ("3:2", "1248x832"),
        ("21:9", "1568x672"),
        ("3:1", "1776x592"),
        ("97:61", "1552x976"),
    ],
)
def test_a_free_size_has_the_very_ratio_at_about_a_megapixel(asked: str, size: str) -> None:
    assert fit(Free(), ratio(asked)) == Fit(size, ratio(asked))


@pytest.mark.parametrize(("asked", "becomes"), [("4:1", "3:1"), ("50:1", "3:1"), ("1:4", "1:3"), ("2:7", "1:3")])
def test_a_ratio_beyond_the_limits_becomes_the_last_one_inside(asked: str, becomes: str) -> None:
    assert fit(Free(), ratio(asked)).ratio == ratio(becomes)


@settings(max_examples=25)  # each looks at thousands of sizes
@given(RATIOS)
def test_every_free_size_is_within_the_limits_of_gpt_image_2(asked: AspectRatio) -> None:
    size = Size.of(fit(Free(), asked).size)
    assert size.width % 16 == size.height % 16 == 0
    assert max(size.width, size.height) <= 3840
    assert 655_360 <= size.area <= 3840 * 2160
    assert Fraction(1, 3) <= size.ratio.value <= 3


@settings(max_examples=25)  # each looks at thousands of sizes
@given(st.builds(AspectRatio, st.integers(1, 300), st.integers(1, 300)).filter(lambda one: 1 <= 3 * one.value <= 9))
def test_a_free_size_is_never_visibly_off(asked: AspectRatio) -> None:
    """Within 1 %, where the edges cannot have the ratio exactly."""
    assert distortion(fit(Free(), asked).ratio, asked) < Fraction(101, 100)


@given(RATIOS)
def test_a_model_that_takes_ratios_is_told_the_very_ratio(asked: AspectRatio) -> None:
    assert fit(Ratios(), asked) == Fit(f"{asked.width}x{asked.height}", asked)


@pytest.mark.parametrize("written", ["1792x1024", "1792X1024", "1792х1024", "1792Х1024", "1792×1024", "1792*1024"])
def test_a_size_is_written_with_any_letter_that_looks_like_an_x(written: str) -> None:
    assert Size.of(written) == Size(1792, 1024)
    assert str(Size.of(written)) == "1792x1024"


@pytest.mark.parametrize("written", ["", "1024", "0x1024", "1024x", "-1x1", "auto", "1024x1024 ", "1e3x9", "1024:1024"])
def test_a_size_that_is_none_is_named(written: str) -> None:
    with pytest.raises(SizeInvalid) as caught:
        Size.of(written)
    assert caught.value.value == written


@pytest.mark.parametrize("written", ["16:9", "1920x1080", "1920×1080", "16х9", "16/9", "32:18"])
def test_a_ratio_is_read_as_people_write_it(written: str) -> None:
    assert AspectRatio.of(written) == AspectRatio(16, 9)


@pytest.mark.parametrize("written", ["", "16", "0:9", "16:0", "16:9:4", "-16:9", "wide", "16.5:9"])
def test_a_ratio_that_is_none_is_named(written: str) -> None:
    with pytest.raises(RatioInvalid) as caught:
        AspectRatio.of(written)
    assert caught.value.value == written


@pytest.mark.parametrize("written", ["1024x1024", "1536x1024", "3840x2160", "1776x592", "592x1776", "1280x720"])
def test_a_free_size_within_the_limits_can_be_asked_for(written: str) -> None:
    assert Free().has(Size.of(written))


@pytest.mark.parametrize(
    "written",
    ["1000x1000", "1024x1030", "3856x2160", "3840x2176", "512x512", "1792x512", "512x1792", "3840x1264"],
)
def test_a_free_size_beyond_any_limit_cannot_be_asked_for(written: str) -> None:
    """Multiples of 16, at most 3840 long, 655,360 to 8,294,400 pixels, 1:3 to 3:1."""
    assert not Free().has(Size.of(written))


@settings(max_examples=25)  # each looks at thousands of sizes
@given(RATIOS)
def test_what_a_ratio_becomes_can_be_asked_for(asked: AspectRatio) -> None:
    assert DALL_E_3.has(Size.of(fit(DALL_E_3, asked).size))
    assert Free().has(Size.of(fit(Free(), asked).size))


def test_where_the_model_takes_ratios_no_size_can_be_asked_for() -> None:
    assert not Ratios().has(Size(1024, 1024))


def test_a_list_without_a_size_is_the_configurations() -> None:
    with pytest.raises(ConfigurationError, match="at least one"):
        Listed(())


def test_limits_without_a_size_are_the_configurations() -> None:
    with pytest.raises(ConfigurationError, match="no size"):
        fit(Free(longest=512), ratio("1:1"))
