"""The finish of each style and each tone."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from sandbox.painter.styles import dry, printed, tones, wet
from sandbox.painter.styles.sheet import Sheet

Treatment = Callable[[Sheet], Image.Image]


@dataclass(frozen=True)
class Finish:
    """How a style treats a painting, and whether it wants the shade of shapes stippled and grain over all."""

    treat: Treatment
    stippled: bool = False
    grainy: bool = False


FINISHES = {
    "watercolor": Finish(wet.watercolor, grainy=True),
    "oil": Finish(wet.oil),
    "impressionism": Finish(wet.impressionism),
    "clay": Finish(wet.clay),
    "pencil": Finish(dry.pencil, grainy=True),
    "ink": Finish(dry.ink, grainy=True),
    "engraving": Finish(dry.engraving),
    "pixel": Finish(printed.pixels),
    "comic": Finish(printed.comic),
    "cartoon": Finish(printed.cartoon),
    "anime": Finish(printed.anime),
    "poster": Finish(printed.poster, grainy=True),
    "vector": Finish(printed.vector),
    "deco": Finish(printed.deco, grainy=True),
    "render": Finish(lambda sheet: sheet.picture),
    "photo": Finish(printed.photo, stippled=True, grainy=True),
}

TONES: dict[str, Treatment] = {
    "bw": tones.black_and_white,
    "mono": tones.monochrome,
    "sepia": tones.sepia,
}
