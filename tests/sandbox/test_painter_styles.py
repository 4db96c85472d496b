"""Styles, tones and views: each is recognized, and none changes what the seed composed."""

from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from sandbox.painter import paint
from sandbox.painter.styles import FINISHES

THUMBNAIL = 96
PROMPT = "a red fox in the forest"
PHRASES = {
    "watercolor": "watercolor painting", "oil": "oil painting", "impressionism": "impressionist painting",
    "clay": "claymation", "pencil": "pencil sketch", "ink": "ink drawing", "engraving": "engraving",
    "pixel": "pixel art",
    "comic": "comic book art", "cartoon": "cartoon", "anime": "anime style", "poster": "vintage poster",
    "vector": "flat vector illustration", "deco": "art deco style", "render": "3D render", "photo": "photograph",
}  # fmt: skip


def painted(prompt: str, seed: int = 17, ratio: tuple[int, int] = (1, 1)) -> Image.Image:
    return Image.open(BytesIO(paint(prompt, seed, *ratio)))


def thumbnail(picture: Image.Image) -> Image.Image:
    return picture.resize((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)


def apart(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are from each other in their lights and darks, colors and contrast aside."""
    grays = [ImageOps.equalize(picture.convert("L").resize((24, 24))) for picture in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*grays)).mean[0]


def saturation(picture: Image.Image) -> float:
    return ImageStat.Stat(thumbnail(picture).convert("HSV")).mean[1]


def share(picture: Image.Image, low: int, high: int) -> float:
    """The share of a thumbnail whose lightness is within bounds."""
    counts = thumbnail(picture).convert("L").histogram()
    return sum(counts[low : high + 1]) / THUMBNAIL**2


@pytest.fixture(scope="module")
def plain() -> Image.Image:
    return painted(PROMPT)


def test_every_style_is_tried_here() -> None:
    assert set(PHRASES) == set(FINISHES)


@pytest.mark.parametrize("phrase", PHRASES.values(), ids=PHRASES.keys())
def test_a_style_keeps_the_composition_of_its_seed(phrase: str, plain: Image.Image) -> None:
    styled = painted(f"{PROMPT}, {phrase}")
    assert apart(styled, plain) < apart(styled, painted(PROMPT, seed=18))


def test_watercolor_leaves_white_paper_around() -> None:
    rim = painted(f"{PROMPT} at night, watercolor").convert("L").crop((0, 0, 1024, 12))
    assert ImageStat.Stat(rim).mean[0] > 235


def test_pencil_is_gray_on_white_paper() -> None:
    drawn = painted(f"{PROMPT}, pencil sketch")
    assert saturation(drawn) < 25
    assert share(drawn, 200, 255) > 0.3


def test_ink_is_black_and_bright_with_little_between() -> None:
    drawn = painted(f"{PROMPT}, ink drawing")
    assert share(drawn, 0, 50) > 0.03
    assert share(drawn, 200, 255) > 0.4


def test_pixel_art_has_few_colors_in_large_squares() -> None:
    drawn = painted(f"{PROMPT}, pixel art").crop((0, 0, 1024, 900))
    cells = drawn.resize((84, 74), Image.Resampling.NEAREST).quantize(32)
    assert len(cells.getcolors(64) or ()) <= 32
    row = drawn.convert("L").crop((0, 500, 1024, 501)).tobytes()
    assert sum(abs(one - other) > 8 for one, other in pairwise(row)) < 260


def test_oil_shows_its_strokes_where_the_plain_picture_is_smooth(plain: Image.Image) -> None:
    assert roughness(painted(f"{PROMPT}, oil painting")) > roughness(plain) * 2


def roughness(picture: Image.Image) -> float:
    """How uneven the upper sky is, at the size of strokes: larger than grain, smaller than clouds."""
    sky = picture.convert("L").crop((0, 0, 512, 160)).resize((128, 40))
    return ImageStat.Stat(ImageChops.difference(sky, sky.resize((16, 5)).resize((128, 40)))).mean[0]


def test_black_and_white_has_no_color() -> None:
    assert saturation(painted(f"{PROMPT}, black and white")) < 5


def test_sepia_is_brown() -> None:
    red, _, blue = ImageStat.Stat(painted(f"{PROMPT}, sepia")).mean
    assert red > blue + 25


def orange(picture: Image.Image) -> float:
    """The share of a thumbnail that is as orange as a fox."""
    data = thumbnail(picture).convert("RGB").tobytes()
    dots = zip(data[::3], data[1::3], data[2::3], strict=True)
    return sum(red > blue + 90 for red, _, blue in dots) / THUMBNAIL**2


def test_a_close_up_fills_the_frame_with_its_subject() -> None:
    prompt = "a fox on a summer day"
    assert orange(painted(f"{prompt}, close-up")) > 2 * orange(painted(prompt))


def test_seen_from_the_air_somebody_is_small() -> None:
    prompt = "a fox in the forest on a summer day"
    assert orange(painted(f"{prompt}, aerial view")) < orange(painted(prompt)) / 3


def test_there_is_no_sky_in_an_aerial_view() -> None:
    """The sky's gradient is smooth; the land is a patchwork up to the upper edge."""
    top = [painted(prompt).convert("L").crop((0, 0, 1024, 256)) for prompt in ("hills, aerial view", "hills")]
    fields, sky = (ImageStat.Stat(strip).stddev[0] for strip in top)
    assert fields > sky


@pytest.mark.parametrize("ratio", [(1, 4), (4, 1)])
@pytest.mark.parametrize(
    "prompt", ["five dogs, aerial view", "pattern of succulents", "pizza from above", "a fox, macro"]
)
def test_views_are_painted_on_extreme_shapes(prompt: str, ratio: tuple[int, int]) -> None:
    width, height = painted(prompt, ratio=ratio).size
    assert width * ratio[1] == height * ratio[0]


@pytest.mark.parametrize("view", ["", "aerial view", "close-up", "low angle", "panorama"])
@pytest.mark.parametrize("place", ["city", "sea", "forest", "desert", "mountains", "room", "cafe", "roof"])
def test_every_place_is_painted_in_every_view(place: str, view: str) -> None:
    assert painted(f"two cats, {place}, {view}", ratio=(3, 2)).size == (1248, 832)


def test_two_foxes_are_more_fox_than_one() -> None:
    one, two = (orange(painted(f"{count} on a summer day", seed=3)) for count in ("a fox", "two foxes"))
    assert two > one * 1.2
