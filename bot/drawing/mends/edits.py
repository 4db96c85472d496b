"""Commands in pieces, changed in one place: a value of a flag, or the words."""

from collections.abc import Iterable

from bot.drawing.flags import FLAGS
from bot.drawing.pieces import Piece, Pieces, as_words, flagged, joined, quoted

_NAMES = {flag.field: flag.name for flag in reversed(FLAGS.values()) if flag.takes_value}


def last(pieces: Pieces, field: str) -> Piece | None:
    """What fills in a field at last."""
    return next((one for one in reversed(pieces) if one.field == field), None)


def put(pieces: Pieces, field: str, value: str | None) -> Pieces:
    """The same with this value of a field, where the field was given; None: without it."""
    found = last(pieces, field)
    if value is None:
        return tuple(one for one in pieces if one.field != field)
    if found is None:
        return (*pieces, flagged(_NAMES[field], value))
    return tuple(_with(one, value) if one is found else one for one in pieces if one is found or one.field != field)


def _with(piece: Piece, value: str) -> Piece:
    """A flag as it was written, with another value."""
    head = piece.words[0]
    if piece.flag is None or not piece.flag.takes_value or piece.name is None:
        return flagged(_NAMES[piece.field or ""], value)
    end = head.casefold().index(piece.name.casefold()) + len(piece.name)
    joint = "=" if head[end : end + 1] == "=" else " "
    return Piece(tuple(f"{head[:end]}{joint}{quoted(value)}".split()), piece.name, value)


def prompt(pieces: Iterable[Piece]) -> str:
    """The words."""
    return joined([one for one in pieces if one.name is None])


def words(text: str) -> Pieces:
    """A text of which nothing is read as a flag."""
    return tuple(Piece((word,)) for word in as_words(text).split())


def worded(pieces: Iterable[Piece], text: str) -> Pieces:
    """The same flags with other words."""
    return (*words(text), *(one for one in pieces if one.name is not None))
