"""What is done about flags: unknown ones, those that are given twice, and what stands behind them."""

import re

from bot.drawing import grammar
from bot.drawing.conditions import Conditions
from bot.drawing.flags import FLAGS
from bot.drawing.mends import edits
from bot.drawing.pieces import NEGATIONS, Piece, Pieces, flagged, quoted
from bot.errors import (
    FlagRepeated,
    FlagsClash,
    FlagUnknown,
    FlagValueMissing,
    FlagValueUnwanted,
    HelpWanted,
    ImprovingError,
)

_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,4})?")
_OFF = frozenset({"no", "off", "false", "0", "нет", "выкл"})


def unknown(given: Pieces, error: FlagUnknown, _conditions: Conditions) -> Pieces:
    """What was nearly meant; another service's flag goes, and what is nobody's was perhaps a word."""
    at = next(at for at, piece in enumerate(given) if piece.name is not None and not _is_known(piece))
    piece, flag, value = given[at], *error.nearest.partition(" ")[::2]
    if flag in FLAGS:
        meant = flagged(flag, value) if value else _renamed(piece, flag)
        return (*given[:at], meant, *given[at + 1 :])
    if (piece.name or "").lower() in grammar.FOREIGN:
        return (*given[:at], *_after_number(piece, given[at + 1 :]))
    return (*given[:at], *edits.words(f"{piece.name} {piece.value or ''}"), *given[at + 1 :])


def _after_number(piece: Piece, others: Pieces) -> Pieces:
    """What follows a flag and its number."""
    is_number = piece.value is None and others and _NUMBER.fullmatch(others[0].words[0])
    return others[1:] if is_number else others


def _is_known(piece: Piece) -> bool:
    name = (piece.name or "").lower()
    return piece.flag is not None or name in NEGATIONS or name in grammar.HELP


def _renamed(piece: Piece, flag: str) -> Piece:
    """The same flag by another name; what follows it becomes its value when it is read."""
    value = f"={quoted(piece.value)}" if piece.value else ""
    return Piece(tuple(f"--{flag}{value}".split()), flag, piece.value)


def last_only(given: Pieces, error: FlagRepeated | FlagsClash, _conditions: Conditions) -> Pieces:
    """What was said last."""
    field = FLAGS[error.flag].field
    last = max(at for at, piece in enumerate(given) if piece.field == field)
    return tuple(piece for at, piece in enumerate(given) if piece.field != field or at == last)


def valueless(given: Pieces, error: FlagValueMissing, _conditions: Conditions) -> Pieces:
    """Without the flag."""
    return tuple(one for one in given if one.flag is None or one.flag.name != error.flag or one.value)


def alone(given: Pieces, error: FlagValueUnwanted, _conditions: Conditions) -> Pieces:
    """Without the value; or without the flag, where the value says that it is not wanted."""
    off = error.value.lower() in _OFF
    flag = Piece((f"--{error.flag}",), error.flag)
    found = [(one, one.value is not None and one.flag is not None and one.flag.name == error.flag) for one in given]
    return tuple(flag if is_wrong else one for one, is_wrong in found if not (is_wrong and off))


def as_it_is(given: Pieces, _error: ImprovingError, _conditions: Conditions) -> Pieces:
    """Without asking for better words."""
    return tuple(one for one in given if one.field != "improve")


def without_help(given: Pieces, _error: HelpWanted, _conditions: Conditions) -> Pieces:
    """Without asking for help."""
    return tuple(one for one in given if (one.name or "").lower() not in grammar.HELP)
