"""What a picture's file says beside the picture is taken out: where and by what it was made. Lossless. Pure.

Colors stay what they are: profiles and what else a decoder needs are kept. None is for a file of another build than is
expected; whoever decoded it can write it anew.
"""

import struct
from collections.abc import Iterator

_JPEG_MARK, _JPEG_START, _JPEG_SCAN, _JPEG_END = 0xFF, 0xD8, 0xDA, 0xD9
_JPEG_WITHIN_SCANS = frozenset({0x00, *range(0xD0, 0xD8)})
_JPEG_FIRST_APP, _JPEG_LAST_APP, _JPEG_COMMENT = 0xE0, 0xEF, 0xFE
_JPEG_KEPT = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
"""Application segments that a decoder needs."""

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD"),
        *(b"cICP", b"mDCV", b"cLLI"),
    }
)

_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"})
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04


def stripped(data: bytes, form: str) -> bytes | None:
    """The file of a still picture without metadata, the same bytes where there are none. None where it is not as such.

    ``form`` is JPEG, PNG or WEBP.
    """
    parts = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}[form]
    try:
        kept = b"".join(parts(data))
    except (IndexError, struct.error, ValueError):
        return None
    return data if kept == data else kept


def _jpeg(data: bytes) -> Iterator[bytes]:
    """The segments of the first picture that are kept, and its scans; what follows its end is another's."""
    if data[:2] != bytes((_JPEG_MARK, _JPEG_START)):
        raise ValueError("no JPEG")
    yield data[:2]
    at = 2
    while (kind := data[at + 1]) != _JPEG_END:
        end = _end_of_segment(data, at, kind)
        if _is_kept(kind, data[at + 4 : at + 16]):
            yield data[at:end]
        at = end
    yield data[at : at + 2]


def _end_of_segment(data: bytes, at: int, kind: int) -> int:
    """Where the next segment begins; a scan belongs to the one that announces it. Raises ValueError, struct.error."""
    end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
    if kind == _JPEG_SCAN:
        end = _end_of_scan(data, end)
    if data[at] != _JPEG_MARK or not at + 4 <= end <= len(data):
        raise ValueError("no whole segment")
    return int(end)


def _is_kept(kind: int, begins: bytes) -> bool:
    if kind == _JPEG_COMMENT:
        return False
    if not _JPEG_FIRST_APP <= kind <= _JPEG_LAST_APP:
        return True
    return any(kind == kept and begins.startswith(mark) for kept, mark in _JPEG_KEPT)


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker is that is none of a scan's own. Raises ValueError."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] not in _JPEG_WITHIN_SCANS:
            return at
        at += 2


def _png(data: bytes) -> Iterator[bytes]:
    """The chunks that are kept; of an animation its first picture."""
    if not data.startswith(_PNG_SIGNATURE):
        raise ValueError("no PNG")
    yield _PNG_SIGNATURE
    at = len(_PNG_SIGNATURE)
    while True:
        size, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if end > len(data):
            raise ValueError("no whole chunk")
        if kind in _PNG_KEPT or not kind[0] & 0x20:  # the others in capitals are critical, whatever they are
            yield data[at:end]
        if kind == b"IEND":
            return
        at = end


def _webp(data: bytes) -> Iterator[bytes]:
    """A file of the chunks that are kept."""
    riff, size, webp = struct.unpack_from("<4sI4s", data)
    if riff != b"RIFF" or webp != b"WEBP" or size + 8 > len(data):
        raise ValueError("no WebP")
    chunks = list(_chunks(data, 12, size + 8))
    kept = b"".join(_flagged(kind, chunk) for kind, chunk in chunks if kind in _WEBP_KEPT)
    yield struct.pack("<4sI4s", b"RIFF", len(kept) + 4, b"WEBP")
    yield kept


def _chunks(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while at < end:
        kind, size = struct.unpack_from("<4sI", data, at)
        following = at + 8 + size + size % 2
        if following > len(data):
            raise ValueError("no whole chunk")
        yield kind, data[at:following]
        at = following


def _flagged(kind: bytes, chunk: bytes) -> bytes:
    """A chunk; the one that tells what others there are tells of no metadata."""
    if kind != b"VP8X":
        return chunk
    return chunk[:8] + bytes((chunk[8] & ~(_WEBP_EXIF | _WEBP_XMP),)) + chunk[9:]
