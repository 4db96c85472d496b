"""What is done about what is not there to be chosen: presets, options of a model, models."""

from difflib import get_close_matches

from bot.drawing import grammar
from bot.drawing.conditions import Conditions
from bot.drawing.mends import edits
from bot.drawing.pieces import Pieces, flagged
from bot.drawing.values import models as naming
from bot.drawing.values import shapes, styles
from bot.drawing.values.models import Model
from bot.drawing.values.shapes import Listed, Size
from bot.errors import ChoiceUnsupported, ModelOff, ModelUnknown, OptionUnsupported, PresetUnknown

_BEST = ("hd", "high", "best", "max", "ultra", "high-quality", "лучшее", "высокое")


def choice(given: Pieces, error: ChoiceUnsupported, conditions: Conditions) -> Pieces:
    """The one of the model's own that comes nearest."""
    drawing = conditions.model(grammar.draft_of(given))
    if error.flag == "size":
        return edits.put(given, "size", str(_nearest_size(drawing, Size.of(error.value))))
    options = drawing.qualities
    best = options[-1:] if error.value.casefold() in _BEST else ()
    close = (*best, *get_close_matches(error.value.casefold(), options, n=1))
    return edits.put(given, error.flag, close[0] if close else None)


def _nearest_size(model: Model, asked: Size) -> Size:
    if isinstance(model.sizes, Listed):
        return min(
            model.sizes.sizes,
            key=lambda size: (shapes.distortion(size.ratio, asked.ratio), abs(size.area - asked.area)),
        )
    return Size.of(shapes.fit(model.sizes, asked.ratio).size)


def optionless(given: Pieces, error: OptionUnsupported, _conditions: Conditions) -> Pieces:
    """Without it; of a size the shape is kept."""
    asked = edits.last(given, "size") if error.flag == "size" else None
    others = edits.put(given, error.flag, None)
    if asked is None or edits.last(others, "ratio") is not None:
        return others
    return edits.put(others, "ratio", str(Size.of(asked.value or "").ratio))


def preset(given: Pieces, error: PresetUnknown, _conditions: Conditions) -> Pieces:
    """What has this name in another kind; or the nearest of this kind; or the same in words."""
    kind = styles.kind_of(error.value)
    if kind is not None and edits.last(given, kind) is None:
        return tuple(flagged(kind, error.value) if one.field == error.flag else one for one in given)
    if error.nearest != "none":
        name = error.nearest.split(", ")[0]
        return edits.put(given, error.flag, styles.spoken(error.flag, name, error.value))
    at = next((at for at, piece in enumerate(given) if piece.field == error.flag), len(given))
    before = given[:at]
    if before and before[-1].name is None:
        before = (*before[:-1], *edits.words(f"{before[-1].words[0].rstrip(',.;')},"))
    return (*before, *edits.words(error.value), *given[at + 1 :])


def model(given: Pieces, error: ModelUnknown | ModelOff, conditions: Conditions) -> Pieces:
    """The model that is most like it; where none is, the one that draws if none is named."""
    known = tuple(conditions.models.values())
    found = naming.meant(error.value, known) or naming.close(error.value, known)
    return edits.put(given, "model", found[0].name if found else None)
