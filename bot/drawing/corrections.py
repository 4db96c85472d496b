"""What is wrong with a command, and the right one of the same person: their words, their other flags."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.drawing import grammar
from bot.drawing.conditions import Conditions
from bot.drawing.flags import FLAGS, SHAPES
from bot.drawing.mends.table import MENDS
from bot.drawing.pieces import Pieces, joined, read
from bot.drawing.values import models as naming
from bot.drawing.values import styles
from bot.drawing.values.revisions import Revision
from bot.drawing.values.shapes import Listed
from bot.drawing.values.specs import Draft
from bot.drawing.values.styles import PRESETS
from bot.errors import (
    ChoiceUnsupported,
    FlagUnknown,
    FlagValueMissing,
    ModelOff,
    ModelUnknown,
    PresetUnknown,
    RequestError,
)

_MANY = 20
"""So many things may be wrong with one command, and be mended one after the other."""

_ALL = 20
_FEW = 3
"""So many choices are shown beside the one that is suggested."""

Choice = tuple[str, str]
"""A flag by its name, and a value of it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is wrong first, and all that is right: what comes after the command, or None where only its person knows.

    ``choices`` may be put in instead, the nearest first. ``wordless``: nothing is left that could be drawn.
    """

    error: RequestError
    text: str | None
    choices: tuple[Choice, ...] = ()
    wordless: bool = False


def corrected(text: str, conditions: Conditions) -> Correction | None:
    """What would be drawn of a command that is wrong; None where it is right."""
    pieces, first = read(text), None
    for _ in range(_MANY):
        error = _wrong(pieces, conditions)
        first = first or error
        if first is None:
            return None
        if error is None:
            right = joined(pieces)
            return Correction(first, right, tuple(_choices(first, right, conditions)))
        mend = MENDS.get(type(error))
        if mend is None:
            return Correction(first, None, wordless=True)
        pieces = read(joined(mend(pieces, error, conditions)))
    return None if first is None else Correction(first, None)


def mended(error: RequestError, conditions: Conditions) -> Correction | None:
    """The right command instead of what was written, where that is known; None where no other words would help."""
    if error.written is None or type(error) not in MENDS:
        return None
    found = corrected(error.written, conditions)
    if found is None:
        choices = _choices(error, error.written, conditions)
        return Correction(error, joined(read(error.written)), tuple(choices))
    return found if type(found.error) is type(error) else replace(found, error=error)


def change(text: str, how: Callable[[Draft], Revision]) -> Revision:
    """What words and flags change in something that was drawn: ``how`` makes a revision of them as a draft.

    It raises as ``grammar.parse``, and what would be drawn of what is right in it stands in the error.
    """

    def revision(draft: Draft) -> Draft:
        try:
            by = grammar.parse(text)
        except RequestError as error:
            error.written = grammar.text_of(how(_readable(text))(draft))
            raise
        return how(by)(draft)

    return revision


def _readable(text: str) -> Draft:
    """What is right in a text, before any model is asked."""
    pieces, nobodys = read(text), Conditions({}, None, _MANY, lambda draft: draft)
    for _ in range(_MANY):
        try:
            return grammar.draft_of(pieces)
        except RequestError as error:
            pieces = read(joined(MENDS[type(error)](pieces, error, nobodys)))
    return Draft()


def _wrong(pieces: Pieces, conditions: Conditions) -> RequestError | None:
    """What is wrong first; a flag that nobody knows may have the name of a model."""
    try:
        conditions.spec(grammar.draft_of(pieces))
    except FlagUnknown as error:
        found = naming.beginning(error.flag, conditions.models.values())
        return FlagUnknown(error.flag, f"model {found[0].name}") if len(found) == 1 else error
    except RequestError as error:
        return error
    return None


def _choices(error: RequestError, right: str, conditions: Conditions) -> Iterator[Choice]:
    """What may be chosen instead, as far as that can be drawn and is not chosen already."""
    find = _FOUND.get(type(error))
    flag, values = find(error, right, conditions) if find else ("", ())
    pieces = read(right)
    said = {_name(flag, piece.value) for piece in pieces if flag and piece.field == FLAGS[flag].field}
    most = _ALL if isinstance(error, FlagValueMissing) else _FEW
    offered = [one for one in dict.fromkeys(values) if one not in said]
    for value in offered[:most]:
        if _wrong(read(grammar.with_flag(right, flag, value)), conditions) is None:
            yield flag, value


def _name(flag: str, value: str | None) -> str | None:
    """What a value is called in lists."""
    return styles.resolved(flag, value) if flag in PRESETS and styles.is_spelled(value or "") else value


Found = tuple[str, Iterable[str]]


def _of_flag(error: FlagValueMissing, right: str, conditions: Conditions) -> Found:
    return error.flag, _values(error.flag, right, conditions)


def _like_it(error: PresetUnknown, right: str, conditions: Conditions) -> Found:
    """The nearest, then the first of the list; none where it stands elsewhere."""
    if error.elsewhere != "none":
        return error.flag, ()
    near = [] if error.nearest == "none" else error.nearest.split(", ")
    return error.flag, [*near, *_values(error.flag, right, conditions)]


def _of_model(error: ChoiceUnsupported, right: str, conditions: Conditions) -> Found:
    return error.flag, _values(error.flag, right, conditions)


def _models(error: ModelUnknown | ModelOff, _right: str, conditions: Conditions) -> Found:
    known = tuple(conditions.models.values())
    found = (*naming.meant(error.value, known), *naming.close(error.value, known), *known)
    return "model", [one.name for one in found]


_FOUND: Mapping[type[RequestError], Callable[[Any, str, Conditions], Found]] = {
    FlagValueMissing: _of_flag,
    PresetUnknown: _like_it,
    ChoiceUnsupported: _of_model,
    ModelUnknown: _models,
    ModelOff: _models,
}
"""Where there is something to choose from."""


def _values(flag: str, right: str, conditions: Conditions) -> Iterable[str]:
    """All values of a flag that can be listed."""
    model = conditions.model(grammar.parse(right))
    match flag:
        case "ar":
            return SHAPES
        case "n":
            return map(str, range(2, conditions.most + 1))
        case "model":
            return conditions.models
        case "quality":
            return model.qualities
        case "size":
            return map(str, model.sizes.sizes) if isinstance(model.sizes, Listed) else ()
        case kind if kind in PRESETS:
            own = model.styles if kind == "style" else ()
            return (*own, *(preset.name for preset in PRESETS[kind]))
        case _:
            return ()
