"""From where a picture is seen: how near, how high, how low."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class View:
    """What a view changes in a composition."""

    #: The size of subjects against the usual one.
    zoom: float = 1.0
    #: The horizon as a share of the height, where the view settles it.
    horizon: float | None = None
    #: How much of the main subject's height fills the frame; None: the whole of it stands in its scene.
    near: float | None = None
    #: Whether it is seen from high above.
    above: bool = False


USUAL: Final = View()

VIEWS: dict[str, View] = {
    "closeup": View(near=0.62),
    "macro": View(near=0.46),
    "portrait": View(near=0.8),
    "panorama": View(zoom=0.5),
    "wide": View(zoom=0.66),
    "low": View(zoom=1.3, horizon=0.83),
    "top": View(zoom=0.62, above=True),
    "aerial": View(zoom=0.4, above=True),
    "pattern": View(above=True),
}
