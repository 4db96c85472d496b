"""How a body that comes packed is unpacked: as it comes, and never beyond a limit. Pure but for its own state."""

import zlib
from typing import Protocol

from bot.errors import AnswerInvalid

_ZLIB_OR_GZIP = 32 + zlib.MAX_WBITS


class Unpacker(Protocol):
    """Takes what comes, gives what it means."""

    def unpacked(self, data: bytes, room: int) -> bytes:
        """The next part, of at most ``room`` bytes. Raises AnswerInvalid where it is damaged."""
        ...


class Plain:
    """What is not packed."""

    def unpacked(self, data: bytes, room: int) -> bytes:
        """The same."""
        return data[:room]


class Packed:
    """One gzip or zlib stream, whichever its first bytes say; what comes behind its end is nobody's."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_ZLIB_OR_GZIP)

    def unpacked(self, data: bytes, room: int) -> bytes:
        """The next part. What does not fit is not kept: whoever fills the room has too much already."""
        try:
            return self._stream.decompress(data, room)
        except zlib.error as error:
            raise AnswerInvalid(f"a packed answer is damaged: {error}") from error


def unpacker(encoding: str) -> Unpacker:
    """What unpacks this Content-Encoding. Nothing packed is ever asked for, so little of it is taken.

    Raises AnswerInvalid for layers of it, of which a thousand bytes may hide a gigabyte, and for unknown ones.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return Plain()
        case "gzip" | "x-gzip" | "deflate":
            return Packed()
        case other:
            raise AnswerInvalid(f"an answer is packed as {other[:40]!r}, which was not asked for")
