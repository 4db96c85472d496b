"""A person's text -> a draft, or an error that names what is wrong. For people: docs/prompts.md."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from bot.drawing.flags import FLAGS, Flag
from bot.drawing.pieces import NEGATIONS, Piece, as_words, flagged, joined, read
from bot.drawing.values import styles
from bot.drawing.values.specs import Draft, Looks, Spec
from bot.drawing.values.styles import PRESETS
from bot.errors import (
    FlagRepeated,
    FlagsClash,
    FlagUnknown,
    FlagValueMissing,
    FlagValueUnwanted,
    HelpWanted,
    NegationUnsupported,
    RequestError,
)

HELP = frozenset({"help", "h", "помощь", "справка"})

FOREIGN = frozenset(
    [
        "v",
        "version",
        "s",
        "stylize",
        "style-raw",
        "raw",
        "chaos",
        "c",
        "q",
        "iw",
        "niji",
        "tile",
        "weird",
        "w",
        "stop",
        "video",
        "sref",
        "cref",
        "cw",
        "sw",
        "profile",
        "p",
        "relax",
        "fast",
        "turbo",
        "steps",
        "cfg",
        "cfg-scale",
        "sampler",
    ]
)
"""Flags of other services that mean nothing here."""

_MEANT = {
    spelling: flag
    for flag, spellings in {
        "light": "mood atmosphere time настроение атмосфера",
        "palette": "tone tones color colour тон тона цвет",
        "style": "artist medium technique look художник техника",
        "view": "camera shot lens perspective камера план",
        "n": "num images pictures variations batch картинок картинки штук",
        "size": "resolution res width height разрешение",
        "ar": "orientation dimensions ориентация пропорции",
        "model": "engine ai provider движок нейросеть",
        "file": "document original png документ оригинал",
    }.items()
    for spelling in spellings.split()
}
"""The flag that other names are meant for."""


def parse(text: str) -> Draft:
    """Read what follows the command; several lines are one prompt.

    Raises FlagUnknown, FlagRepeated, FlagsClash, FlagValueMissing, FlagValueUnwanted, SeedInvalid, RatioInvalid,
    SizeInvalid, NumberInvalid, NegationUnsupported, HelpWanted; what was written stands in the error.
    """
    try:
        return replace(draft_of(read(text)), written=text)
    except RequestError as error:
        error.written = text
        raise


def parse_unfinished(text: str) -> Draft:
    """Read what somebody is still typing: from a flag on that makes no sense yet, the rest is left out."""
    pieces = read(text)
    while True:
        try:
            return draft_of(pieces)
        except RequestError:
            last = max(index for index, piece in enumerate(pieces) if piece.name is not None)
            pieces = pieces[:last]


@contextmanager
def remembering(draft: Draft) -> Iterator[None]:
    """Errors inside are about a draft: what asks for it stands in them."""
    try:
        yield
    except RequestError as error:
        error.written = error.written or text_of(draft)
        raise


def draft_of(pieces: Sequence[Piece]) -> Draft:
    """What words and flags ask for. Raises as ``parse``."""
    given: dict[str, Flag] = {}
    fields: dict[str, Any] = {}
    for piece in pieces:
        if piece.name is None:
            continue
        flag = _known(piece)
        first = given.get(flag.field)
        if first is not None:
            raise FlagRepeated(flag.name) if first is flag else FlagsClash(first.name, flag.name)
        given[flag.field] = flag
        fields[flag.field] = _value(flag, piece.value)
    looks = Looks(**{name: fields.pop(name) for name in PRESETS if name in fields})
    return Draft(prompt=joined([piece for piece in pieces if piece.name is None]), looks=looks, **fields)


def _known(piece: Piece) -> Flag:
    """The flag that is named. Raises FlagUnknown, NegationUnsupported, HelpWanted."""
    written = piece.name or ""
    name = written.lower()
    if piece.flag is not None:
        return piece.flag
    if name in NEGATIONS:
        raise NegationUnsupported(piece.value or "")
    if name in HELP:
        raise HelpWanted
    raise FlagUnknown(written, nearest_flag(name) or "none")


def nearest_flag(name: str) -> str | None:
    """The name of a flag that is nearly written so; or, with its value, the one that has a value of this name."""
    if (kind := styles.kind_of(name)) is not None:
        return f"{kind} {name}"
    if name in FOREIGN:
        return None
    return _MEANT.get(name) or next(iter(get_close_matches(name, FLAGS, n=1)), None)


def _value(flag: Flag, value: str | None) -> object:
    """What a flag says: by itself, or by its value."""
    if not flag.takes_value:
        if value is not None:
            raise FlagValueUnwanted(flag.name, value)
        return flag.means
    if not value:
        raise FlagValueMissing(flag.name)
    return flag.read(value)


_WRITTEN = {
    "model": "model",
    "seed": "seed",
    "ratio": "ar",
    "size": "size",
    "count": "n",
    "style": "style",
    "light": "light",
    "palette": "palette",
    "view": "view",
    "quality": "quality",
}
"""The flags of what a draft has, in the order in which they are written."""


_ALONE = {"as_file": "file", "spoiler": "spoiler", "improve": "improve"}
"""The same of flags that have no value."""


def text_of(draft: Draft) -> str:
    """What somebody writes to ask for a draft: as they wrote it, where it is still the same."""
    if draft.written:
        pieces = read(draft.written)
        with suppress(RequestError):
            if draft_of(pieces) == draft:
                return joined(pieces)
    values = {field: getattr(draft.looks if field in PRESETS else draft, field) for field in _WRITTEN}
    said = {field: value for field, value in values.items() if value is not None and (field, value) != ("count", 1)}
    flags = [flagged(_WRITTEN[field], str(value)) for field, value in said.items()]
    alone = [name for field, name in _ALONE.items() if getattr(draft, field)]
    return " ".join([as_words(draft.prompt), joined(flags), *(f"--{name}" for name in alone)]).strip()


def with_flag(text: str, flag: str, value: str) -> str:
    """The same with this value of a flag, instead of what it says there; without a flag as it is."""
    if not flag:
        return text
    others = [piece for piece in read(text) if piece.field != FLAGS[flag].field]
    return joined([*others, flagged(flag, value)])


def written(spec: Spec) -> str:
    """What somebody would write to be drawn the same with a new seed."""
    values = {"ar": str(spec.ratio), **dict(spec.looks.named())}
    flags = "".join(f" --{name} {value}" for name, value in values.items() if value is not None)
    return spec.prompt + flags
