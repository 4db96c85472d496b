"""A picture is believed only as far as its bytes say."""

import base64
import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps, features
from PIL.PngImagePlugin import PngInfo

from bot.drawing.values.pictures import Picture
from bot.errors import AnswerInvalid, Undecodable
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
        encoded(form="GIF")[:40],
        encoded(form="BMP")[:60],
    ],
)
def test_what_is_no_picture_is_none(data: bytes) -> None:
    with pytest.raises(Undecodable, match="not a whole picture") as caught:
        pictures.from_bytes(data)
    assert caught.value.data == data


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


@pytest.mark.parametrize("text", ["a", "a=b", "!!!!", "картинка", "data:image/jpeg;base64,!"])
def test_a_text_that_is_not_base64_has_no_picture(text: str) -> None:
    with pytest.raises(Undecodable, match="not base64") as caught:
        pictures.from_base64(text)
    assert caught.value.data == text.encode()


@pytest.mark.parametrize("text", ["====", "aGk=", "aGk", "data:image/jpeg;base64,aGk="])
def test_base64_of_no_picture_is_kept_as_what_it_stands_for(text: str) -> None:
    with pytest.raises(Undecodable, match="not a whole picture") as caught:
        pictures.from_base64(text)
    assert caught.value.data == (b"hi" if "a" in text else b"")


def in_lines(text: str) -> str:
    return "\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))


@pytest.mark.parametrize(
    "wrap",
    [
        in_lines,
        lambda text: f"data:image/png;base64,{text}",
        lambda text: f"data:image/png;charset=utf-8;base64,{in_lines(text)}",
        lambda text: f"  DATA:;base64,{text}",
        lambda text: "data:image/png;base64," + text.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"),
        lambda text: text.rstrip("="),
        lambda text: text.translate(str.maketrans("+/", "-_")),
        lambda text: in_lines(text.translate(str.maketrans("+/", "-_")).rstrip("=")),
        lambda text: f"\n{text}\n",
    ],
)
@pytest.mark.parametrize("width", [61, 62, 63, 64])
def test_base64_is_read_in_any_wrapping(wrap: Callable[[str], str], width: int) -> None:
    data = encoded(width, 32, "PNG")
    assert pictures.from_base64(wrap(base64.b64encode(data).decode())).data == data


CONVERTED = {
    "GIF": "image/png",
    "BMP": "image/png",
    "TIFF": "image/png",
    "ICO": "image/png",
    "TGA": "image/png",
    "PPM": "image/png",
    "AVIF": "image/jpeg",
    "JPEG2000": "image/jpeg",
}


@pytest.mark.parametrize(("form", "mime"), CONVERTED.items())
def test_what_telegram_does_not_show_becomes_what_it_shows(form: str, mime: str) -> None:
    if not (features.check("avif") or form != "AVIF") or (form == "JPEG2000" and not features.check("jpg_2000")):
        pytest.skip("this Pillow does not write it")
    data = encoded(48, 32, form)
    picture = pictures.from_bytes(data)
    assert (picture.mime, picture.width, picture.height) == (mime, *Image.open(io.BytesIO(data)).size)
    assert Image.open(io.BytesIO(picture.data)).get_format_mimetype() == mime


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_no_pixel_of_what_was_lossless_is_lost(form: str) -> None:
    data = encoded(48, 32, form)
    before, after = (Image.open(io.BytesIO(one)).convert("RGB") for one in (data, pictures.from_bytes(data).data))
    assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("form", ["GIF", "WEBP", "TIFF"])
def test_of_several_frames_the_first_is_the_picture(form: str) -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue", "green")]
    out = io.BytesIO()
    more: dict[str, Any] = {"lossless": True} if form == "WEBP" else {}
    frames[0].save(out, form, save_all=True, append_images=frames[1:], **more)
    picture = pictures.from_bytes(out.getvalue())
    shown = Image.open(io.BytesIO(picture.data))
    assert (picture.mime, shown.convert("RGB").getpixel((4, 4))) == ("image/png", (255, 0, 0))
    assert getattr(shown, "n_frames", 1) == 1


@pytest.mark.parametrize(("mode", "form"), [("RGBA", "TIFF"), ("LA", "TIFF"), ("P", "GIF")])
def test_what_shines_through_goes_on_doing_so(mode: str, form: str) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).convert(mode).save(
        out, form, **({"transparency": 0} if mode == "P" else {})
    )
    assert Image.open(io.BytesIO(pictures.from_bytes(out.getvalue()).data)).has_transparency_data


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr", "LAB", "I;16", "I", "F"])
def test_a_tiff_of_any_colors_becomes_a_picture(mode: str) -> None:
    out = io.BytesIO()
    source = Image.new("RGB", (8, 8), (200, 200, 200))
    image = (
        Image.new(mode, (8, 8), 200) if mode in ("I;16", "I", "F") else source.convert(mode if mode != "LAB" else "RGB")
    )
    image.save(out, "TIFF")
    assert pictures.from_bytes(out.getvalue()).mime == "image/png"


_ORIENTATION = 0x0112


def with_metadata(form: str, orientation: int = 1) -> bytes:
    """A picture, left half red, with all that a file may say beside it."""
    image = Image.new("RGB", (64, 32), "blue")
    image.paste("red", (0, 0, 32, 32))
    exif = Image.Exif()
    exif[0x010F], exif[_ORIENTATION] = "Camera Works", orientation
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    more: dict[str, Any] = {"JPEG": {"comment": b"secret comment", "xmp": b"<x:xmpmeta>secret</x:xmpmeta>"}}.get(
        form, {}
    )
    if form == "PNG":
        info = PngInfo()
        info.add_text("parameters", "secret prompt")
        info.add_itxt("Comment", "secret comment", zip=True)
        more = {"pnginfo": info}
    if form == "WEBP":
        more = {"lossless": True, "xmp": b"<x:xmpmeta>secret</x:xmpmeta>"}
    image.save(out, form, exif=exif, **more)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_a_file_says_beside_its_picture_does_not_go_on_and_no_pixel_changes(form: str) -> None:
    data = with_metadata(form)
    assert b"Camera Works" in data
    picture = pictures.from_bytes(data)
    for told in (b"Camera Works", b"secret", b"Exif", b"xmp"):
        assert told not in picture.data
    bare = Image.open(io.BytesIO(picture.data))
    bare.load()
    assert not bare.getexif()
    assert bare.convert("RGB").tobytes() == Image.open(io.BytesIO(data)).convert("RGB").tobytes()
    assert picture.mime == Image.MIME[form]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_what_is_turned_is_turned_upright(form: str, orientation: int) -> None:
    data = with_metadata(form, orientation)
    picture = pictures.from_bytes(data)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    shown = Image.open(io.BytesIO(picture.data))
    assert (picture.width, picture.height) == shown.size == upright.size
    assert not shown.getexif()
    for corner in ((4, 4), (upright.width - 5, upright.height - 5)):
        here, there = (one.convert("RGB").getpixel(corner) for one in (upright, shown))
        assert isinstance(here, tuple)
        assert isinstance(there, tuple)
        assert all(abs(a - b) < 12 for a, b in zip(here, there, strict=True))


def test_colors_keep_their_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG", icc_profile=profile, exif=Image.Exif())
    assert Image.open(io.BytesIO(pictures.from_bytes(out.getvalue()).data)).info["icc_profile"] == profile


def test_what_hangs_behind_a_picture_does_not_go_on() -> None:
    """A second picture, as phones keep it there, or anything else."""
    for form in ("JPEG", "PNG"):
        data = encoded(form=form)
        assert pictures.from_bytes(data + with_metadata("JPEG")).data == data


def test_a_progressive_picture_is_kept_as_it_is() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Camera Works"
    Image.linear_gradient("L").convert("RGB").save(out, "JPEG", progressive=True, exif=exif)
    picture = pictures.from_bytes(out.getvalue())
    before, after = (Image.open(io.BytesIO(one)).convert("RGB") for one in (out.getvalue(), picture.data))
    assert before.tobytes() == after.tobytes()
    assert b"Exif" not in picture.data


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
    with Image.open(io.BytesIO(picture.data)) as shown:
        shown.load()
        assert shown.size == (picture.width, picture.height)
        assert Image.MIME[shown.format or ""] == picture.mime
