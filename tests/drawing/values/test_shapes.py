"""From the ratio a person asks for to the size a model has."""

from dataclasses import replace
from fractions import Fraction
from math import gcd

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing.values.shapes import AspectRatio, Fit, Free, Listed, Ratios, Size, distortion, fit
from bot.errors import ConfigurationError, RatioInvalid, SizeInvalid

DALL_E_3 = Listed.of("1024x1024", "1792x1024", "1024x1792")
DALL_E_2 = Listed.of("256x256", "512x512", "1024x1024")
GPT_IMAGE_1 = Listed.of("1024x1024", "1536x1024", "1024x1536")
SIDES = st.integers(1, 99999)
RATIOS = st.builds(AspectRatio, st.integers(1, 5000), st.integers(1, 5000))


def ratio(written: str) -> AspectRatio:
    """The ratio of a text like 16:9."""
    width, height = written.split(":")
    return AspectRatio(int(width), int(height))


@given(SIDES, SIDES, st.integers(1, 100))
def test_a_ratio_is_kept_in_lowest_terms(width: int, height: int, scale: int) -> None:
    whole = AspectRatio(width * scale, height * scale)
    assert whole == AspectRatio(width, height)
    assert gcd(whole.width, whole.height) == 1
    assert whole.width * height == whole.height * width
    assert whole.value == Fraction(width, height)


def test_a_ratio_is_written_as_people_write_it() -> None:
    assert str(AspectRatio(1920, 1080)) == "16:9"


@pytest.mark.parametrize(("width", "height"), [(0, 1), (1, 0), (-2, 1), (2, -1), (-1, -1)])
def test_a_side_of_nothing_is_no_ratio(width: int, height: int) -> None:
    with pytest.raises(RatioInvalid) as caught:
        AspectRatio(width, height)
    assert caught.value.value == f"{width}:{height}"


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


@pytest.mark.parametrize("written", ["", "16", "0:9", "16:0", "0x9", "9x0", "0x0", "16:9:4", "-16:9", "wide", "16.5:9"])
def test_a_ratio_that_is_none_is_named(written: str) -> None:
    with pytest.raises(RatioInvalid) as caught:
        AspectRatio.of(written)
    assert caught.value.value == written


@pytest.mark.parametrize(
    "written", ["1024x1024", "1536x1024", "3840x2160", "2160x3840", "1776x592", "592x1776", "1280x720", "1024x640"]
)
def test_a_free_size_within_the_limits_can_be_asked_for(written: str) -> None:
    assert Free().has(Size.of(written))


@pytest.mark.parametrize(
    "written",
    [
        "1000x1000",
        "1024x1030",
        "1030x1024",
        "3856x2160",
        "3856x1296",
        "1296x3856",
        "3840x2176",
        "512x512",
        "1024x624",
        "1792x512",
        "512x1792",
        "3840x1264",
    ],
)
def test_a_free_size_beyond_any_limit_cannot_be_asked_for(written: str) -> None:
    """Multiples of 16, at most 3840 long, 655,360 to 8,294,400 pixels, 1:3 to 3:1."""
    assert not Free().has(Size.of(written))


@settings(max_examples=25)  # each looks at thousands of sizes
@given(RATIOS)
def test_what_a_ratio_becomes_can_be_asked_for(asked: AspectRatio) -> None:
    assert DALL_E_3.has(Size.of(fit(DALL_E_3, asked).size))
    assert Free().has(Size.of(fit(Free(), asked).size))


def test_the_limits_of_gpt_image_2_hold_if_nothing_else_is_said() -> None:
    """1024x640 is the smallest area, 3840x2160 the largest."""
    assert Free() == Free(
        step=16,
        longest=3840,
        fewest=655_360,
        most=8_294_400,
        usual=1_048_576,
        narrowest=AspectRatio(1, 3),
        widest=AspectRatio(3, 1),
    )


SMALL = Free(step=8, longest=64, fewest=64, most=4096, usual=1024)
SLIM = Free(step=16, longest=96, fewest=256, most=9216, usual=2048)
NEARLY_SQUARE = Free(step=16, longest=64, fewest=256, most=4096, usual=2048, widest=AspectRatio(13, 10))


@pytest.mark.parametrize(
    ("limits", "asked", "size"),
    [
        (SMALL, "1:1", "32x32"),
        (SMALL, "6:11", "24x48"),  # 48x88 is longer than allowed
        (SMALL, "2:3", "32x48"),  # one and a half times the usual area, and no more
        (SMALL, "1:2", "24x48"),
        (replace(SMALL, most=1300), "2:3", "24x40"),  # 16x24 is too small, 32x48 too large
        (SLIM, "3:1", "96x32"),  # to the edge of what is allowed
        (SLIM, "1:3", "32x96"),
        (Free(step=8, longest=40, fewest=64, most=4096, usual=1024), "1:2", "16x32"),  # half of the usual area
        (NEARLY_SQUARE, "2:1", "48x48"),  # 64x48 is nearer, and wider than allowed
    ],
)
def test_a_free_size_has_half_to_one_and_a_half_times_the_usual_area(limits: Free, asked: str, size: str) -> None:
    assert fit(limits, ratio(asked)).size == size


def test_where_the_model_takes_ratios_no_size_can_be_asked_for() -> None:
    assert not Ratios().has(Size(1024, 1024))


def test_what_can_be_asked_for_is_told_in_words() -> None:
    assert str(DALL_E_3) == "1024x1024, 1792x1024, 1024x1792"
    assert str(Free()) == "W×H ≤ 3840, W, H = 16 × n, 1:3–3:1"
    assert str(Ratios()) == "W:H"


def test_a_list_without_a_size_is_the_configurations() -> None:
    with pytest.raises(ConfigurationError) as caught:
        Listed(())
    assert str(caught.value) == "a model with a list of sizes needs at least one, like 1024x1024"


@pytest.mark.parametrize(
    ("limits", "asked"), [(Free(longest=512), "1:1"), (Free(step=8, longest=40, fewest=64, usual=1024), "1:3")]
)
def test_limits_without_a_size_are_the_configurations(limits: Free, asked: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        fit(limits, ratio(asked))
    assert str(caught.value) == f"no size of {limits} comes near {asked}"


@pytest.mark.parametrize(("one", "other", "apart"), [("1:1", "1:1", 1), ("2:1", "1:1", 2), ("1:1", "2:1", 2)])
def test_two_ratios_are_apart_by_how_much_wider_one_is(one: str, other: str, apart: int) -> None:
    assert distortion(ratio(one), ratio(other)) == apart
