"""Contact sheets: how they are laid out for any number of any shape, and what their pixels say."""

import io
from fractions import Fraction
from itertools import pairwise, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageStat

from bot.drawing.ports.couriers import News
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.pictures import Picture, Pictures
from bot.drawing.values.requests import Request
from bot.drawing.values.shapes import AspectRatio
from bot.telegram.outbound import sheets
from bot.telegram.outbound.parcels import fits_photo
from bot.telegram.outbound.sheets import GAP, LONGEST, Grid
from tests.drawing.builders import generations, picture, placed, spec
from tests.telegram.outbound.post import DRAWN, EXPIRED, FAILED, PENDING, QUEUED

NEWS = News(seconds=10, usual=20)
RED, GREEN, WHITE = (200, 30, 30), (30, 160, 60), (255, 255, 255)

_Pixel = tuple[int, int, int]


@pytest.mark.parametrize(
    ("count", "shape", "columns", "rows"),
    [
        (2, "1:1", 2, 1),
        (2, "16:9", 1, 2),
        (2, "9:16", 2, 1),
        (2, "2:1", 1, 2),
        (3, "1:1", 2, 2),
        (3, "16:9", 1, 3),
        (3, "9:16", 3, 1),
        (3, "2:3", 3, 1),
        (4, "1:1", 2, 2),
        (4, "16:9", 2, 2),
        (4, "9:16", 2, 2),
        (4, "2:1", 2, 2),
        (4, "1:2", 2, 2),
        (4, "4:1", 1, 4),
        (4, "1:4", 4, 1),
        (5, "1:1", 3, 2),
        (6, "1:1", 3, 2),
        (6, "16:9", 2, 3),
        (6, "9:16", 3, 2),
        (7, "1:1", 3, 3),
        (8, "1:1", 3, 3),
        (9, "1:1", 3, 3),
        (10, "1:1", 4, 3),
    ],
)
def test_pictures_stand_where_they_are_largest(count: int, shape: str, columns: int, rows: int) -> None:
    laid = sheets.grid(count, AspectRatio.of(shape).value)
    assert (laid.columns, laid.rows) == (columns, rows)


SHAPES = st.builds(Fraction, st.integers(100, 800), st.integers(100, 800))
"""From 1:8 to 8:1."""


@given(count=st.integers(1, 10), shape=SHAPES)
def test_every_sheet_is_one_that_telegram_shows_as_a_photo(count: int, shape: Fraction) -> None:
    width, height = sheets.grid(count, shape).size
    assert max(width, height) <= LONGEST
    assert max(width, height) >= LONGEST - 10 * GAP
    assert fits_photo(Picture(b"", "image/jpeg", width, height))


@given(count=st.integers(1, 10), shape=SHAPES)
def test_cells_are_equal_as_the_pictures_are_and_a_gap_apart(count: int, shape: Fraction) -> None:
    laid = sheets.grid(count, shape)
    boxes = [laid.box(index) for index in range(count)]
    assert {(box.width, box.height) for box in boxes} == {(laid.width, laid.height)}
    assert abs(float(laid.width - laid.height * shape)) <= max(1.0, float(shape))
    for one, other in pairwise(boxes):
        assert other.left - one.left == laid.width + GAP or other.top - one.top == laid.height + GAP
    assert all(box.left >= 0 and box.left + box.width <= laid.size[0] for box in boxes)
    assert max(box.top + box.height for box in boxes) == laid.size[1]


def test_a_last_row_that_is_not_full_stands_in_the_middle() -> None:
    laid = Grid(count=3, columns=2, width=100, height=100)
    assert [laid.box(index)[:2] for index in range(3)] == [(0, 0), (112, 0), (56, 112)]


def painted(color: _Pixel, width: int = 64, height: int = 32, form: str = "PNG") -> Picture:
    """A picture of one color."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), color).save(out, form, quality=95)
    return Picture(out.getvalue(), f"image/{form.lower()}", width, height)


def asked(*statuses: GenerationStatus) -> Request:
    """A request for pictures twice as wide as high."""
    return placed(generations=generations(*statuses), spec=spec(ratio=AspectRatio(2, 1)))


async def composed(request: Request, pictures: Pictures, news: News | None = NEWS) -> Image.Image:
    sheet = await sheets.compose(request, pictures, news)
    opened = Image.open(io.BytesIO(sheet.data))
    assert (sheet.mime, opened.format) == ("image/jpeg", "JPEG")
    assert (sheet.width, sheet.height) == opened.size
    return opened


def cell(sheet: Image.Image, index: int, columns: int = 2, rows: int = 2) -> Image.Image:
    """One cell of a sheet, without its gaps."""
    row, column = divmod(index, columns)
    width, height = (sheet.width + GAP) // columns, (sheet.height + GAP) // rows
    left, top = column * width, row * height
    return sheet.crop((left, top, left + width - GAP, top + height - GAP))


def near(pixel: object, color: _Pixel) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 12 for one, other in zip(pixel, color, strict=True))


def middle(image: Image.Image) -> object:
    return image.getpixel((image.width // 2, image.height // 2))


def brightness(image: Image.Image) -> float:
    return ImageStat.Stat(image.convert("L")).mean[0]


async def test_each_picture_stands_in_the_cell_of_its_number() -> None:
    sheet = await composed(asked(DRAWN, PENDING, DRAWN, DRAWN), {1: painted(RED), 4: painted(GREEN), 3: painted(WHITE)})
    assert near(middle(cell(sheet, 0)), RED)
    assert near(middle(cell(sheet, 2)), WHITE)
    assert near(middle(cell(sheet, 3)), GREEN)


@pytest.mark.parametrize("color", [(0, 0, 0), WHITE, RED, (128, 128, 128)])
async def test_its_number_can_be_read_on_any_picture(color: _Pixel) -> None:
    """White on a dark badge: both are there."""
    shown = cell(await composed(asked(DRAWN, DRAWN), {1: painted(color), 2: painted(color)}), 0, 1, 2)
    corner = shown.crop((0, 0, shown.height // 6, shown.height // 6)).convert("L")
    darkest, lightest = corner.getextrema()
    assert isinstance(darkest, int | float)
    assert isinstance(lightest, int | float)
    assert lightest > 230
    assert darkest < 130


async def test_what_is_still_to_come_is_a_quiet_tile_with_a_ring_that_closes() -> None:
    request = asked(DRAWN, PENDING)
    first, later, late = [
        cell(await composed(request, {1: painted(RED)}, news), 1, 1, 2)
        for news in (News(seconds=2, usual=20), News(seconds=15, usual=20), News(late=True))
    ]
    assert near(first.getpixel((20, 20)), (43, 45, 49))
    assert brightness(first) < brightness(later) < brightness(late) < 60


async def test_what_waits_for_its_turn_has_an_open_ring() -> None:
    sheet = await composed(asked(DRAWN, QUEUED, PENDING, QUEUED), {1: painted(RED)})
    assert brightness(cell(sheet, 1)) < brightness(cell(sheet, 2))
    assert brightness(cell(sheet, 1)) == pytest.approx(brightness(cell(sheet, 3)), abs=0.2)


@pytest.mark.parametrize("status", [FAILED, EXPIRED, GenerationStatus.CANCELLED])
async def test_what_will_not_come_is_quieter_with_a_cross(status: GenerationStatus) -> None:
    sheet = await composed(asked(DRAWN, status, QUEUED, QUEUED), {1: painted(RED)})
    missed = cell(sheet, 1)
    assert brightness(missed) < brightness(cell(sheet, 2))
    assert near(missed.getpixel((missed.width - 20, 20)), (31, 32, 36))
    assert near(middle(missed), (66, 69, 76))


async def test_a_picture_of_another_shape_is_shown_whole() -> None:
    sheet = await composed(asked(DRAWN, DRAWN), {1: painted(RED), 2: painted(GREEN, 32, 32)})
    other = cell(sheet, 1, 1, 2)
    assert near(middle(other), GREEN)
    assert near(other.getpixel((10, other.height // 2)), (22, 23, 26))
    assert near(other.getpixel((other.width - 10, other.height // 2)), (22, 23, 26))


async def test_a_picture_of_nearly_the_shape_leaves_no_edges() -> None:
    sheet = await composed(asked(DRAWN, DRAWN), {1: painted(RED, 1408, 704), 2: painted(GREEN, 1408, 712)})
    other = cell(sheet, 1, 1, 2)
    corners = product((4, other.width - 4), (other.height - 4, other.height // 2))
    assert all(near(other.getpixel(corner), GREEN) for corner in corners)


async def test_the_cells_have_the_shape_in_which_the_pictures_came() -> None:
    """A model that has not 2:1 draws 1:1."""
    sheet = await composed(asked(DRAWN, DRAWN), {1: painted(RED, 32, 32), 2: painted(GREEN, 32, 32)})
    assert sheet.size == (2048, 1018)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "CMYK"])
async def test_pictures_of_any_kind_are_taken(mode: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 32), WHITE).convert(mode).save(out, "JPEG" if mode == "CMYK" else "PNG")
    other = Picture(out.getvalue(), "image/png", 64, 32)
    sheet = await composed(asked(DRAWN, DRAWN), {1: painted(RED), 2: other})
    assert near(middle(cell(sheet, 1, 1, 2)), WHITE)


async def test_what_is_transparent_is_dark_and_not_garbage() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (64, 32), (*WHITE, 0)).save(out, "PNG")
    clear = Picture(out.getvalue(), "image/png", 64, 32)
    sheet = await composed(asked(DRAWN, DRAWN), {1: painted(RED), 2: clear})
    assert near(middle(cell(sheet, 1, 1, 2)), (22, 23, 26))


async def test_the_same_is_drawn_to_the_same_bytes() -> None:
    """So an edit that is repeated changes nothing."""
    request, pictures = asked(DRAWN, PENDING, FAILED), {1: picture()}
    first, second = [await sheets.compose(request, pictures, NEWS) for _ in range(2)]
    assert first == second
    assert first != await sheets.compose(request, pictures, News(seconds=15, usual=20))


async def test_not_even_ten_pictures_of_noise_are_too_many_bytes_for_a_photo() -> None:
    noise = Image.frombytes("RGB", (1024, 1024), Random(17).randbytes(3 * 1024 * 1024))  # noqa: S311 - no secret
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)
    loud = Picture(out.getvalue(), "image/jpeg", 1024, 1024)
    for count in (4, 10):
        request = placed(generations=generations(*(DRAWN,) * count))
        assert fits_photo(await sheets.compose(request, dict.fromkeys(range(1, count + 1), loud)))
