"""A picture is believed only as far as its bytes say."""

import base64
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing.values.pictures import Picture
from bot.errors import AnswerInvalid
from bot.providers import pictures
from tests.drawing.builders import encoded


@pytest.mark.parametrize(("form", "mime"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_type_and_size_are_read_from_the_bytes(form: str, mime: str) -> None:
    data = encoded(48, 20, form)
    assert pictures.from_bytes(data) == Picture(data, mime, 48, 20)


def test_a_picture_comes_through_base64_byte_by_byte() -> None:
    data = encoded()
    assert pictures.from_base64(base64.b64encode(data).decode()).data == data


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_picture_that_was_cut_off_is_none(form: str, share: float) -> None:
    data = encoded(200, 200, form)
    with pytest.raises(AnswerInvalid, match="not a whole picture"):
        pictures.from_bytes(data[: int(share * len(data))])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        b"<html><body>502 Bad Gateway</body></html>",
        b'{"error": "no picture today"}',
        b"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>",
        encoded(form="GIF"),
        encoded(form="BMP"),
    ],
)
def test_what_is_no_jpeg_png_or_webp_is_no_picture(data: bytes) -> None:
    with pytest.raises(AnswerInvalid, match="not a whole picture"):
        pictures.from_bytes(data)


def png_of(width: int, height: int) -> bytes:
    """A PNG of few bytes that claims this size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(10_000, 5_001), (10_000, 10_000), (60_000, 60_000)])
def test_a_picture_too_large_to_unpack_is_not_unpacked(width: int, height: int) -> None:
    """Pillow itself only warns in the middle one's size, and says nothing in the first one's."""
    with pytest.raises(AnswerInvalid):
        pictures.from_bytes(png_of(width, height))


def test_the_size_limit_is_named_with_the_size() -> None:
    with pytest.raises(AnswerInvalid, match="10000x5001"):
        pictures.from_bytes(png_of(10_000, 5_001))


@pytest.mark.parametrize("text", [None, "", 17, [], {"image": "x"}, b"aGk=", True])
def test_an_answer_without_a_text_has_no_picture(text: object) -> None:
    with pytest.raises(AnswerInvalid, match="no picture in the answer"):
        pictures.from_base64(text)


@pytest.mark.parametrize("text", ["a", "a=b", "====", "!!!!", "aGk=\n", "data:image/jpeg;base64,aGk=", "картинка"])
def test_a_text_that_is_not_base64_has_no_picture(text: str) -> None:
    with pytest.raises(AnswerInvalid, match="not base64"):
        pictures.from_base64(text)


@given(st.text())
def test_no_text_is_more_than_an_invalid_answer(text: str) -> None:
    with pytest.raises(AnswerInvalid):
        pictures.from_base64(text)


WHOLE = {form: encoded(24, 16, form) for form in ("JPEG", "PNG", "WEBP")}


@given(st.sampled_from(sorted(WHOLE)), st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1))
def test_a_damaged_picture_is_a_picture_or_an_invalid_answer(form: str, damage: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE[form])
    for offset, value in damage:
        data[offset % len(data)] = value
    try:
        picture = pictures.from_bytes(bytes(data))
    except AnswerInvalid:
        return
    assert picture.data == bytes(data)
    assert picture.mime.startswith("image/")
