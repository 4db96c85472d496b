"""Palettes: a table of moods, and how a picture chooses and tints one."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from random import Random

from sandbox.painter.color import Color, distance, mix, rgb, tinted


@dataclass(frozen=True)
class Palette:
    """The colors of one picture."""

    #: The sky from the zenith to the horizon.
    sky: tuple[Color, ...]
    #: The sun or moon, and the light it casts.
    light: Color
    #: The land from the farthest ridge to the nearest ground.
    far: Color
    near: Color
    #: Water at the horizon and at our feet.
    shallow: Color
    deep: Color
    leaf: Color
    accent: Color
    #: The darkest color, for shade and trunks.
    ink: Color
    #: Stars in the sky and light in the windows.
    night: bool = False

    def land(self, nearness: float) -> Color:
        """The color of land, 0 at the horizon to 1 at our feet."""
        return mix(self.far, self.near, nearness)

    def tinted(self, tint: Color, share: float = 0.8) -> "Palette":
        """The palette in shades of one color; the accent and the light keep more of their own."""
        return replace(
            self,
            sky=tuple(tinted(color, tint, share) for color in self.sky),
            light=mix(self.light, tint, 0.15),
            far=tinted(self.far, tint, share),
            near=tinted(self.near, tint, share),
            shallow=tinted(self.shallow, tint, share),
            deep=tinted(self.deep, tint, share),
            leaf=tinted(self.leaf, tint, share),
            accent=tinted(self.accent, tint, share * 0.4),
            ink=tinted(self.ink, tint, share / 2),
        )


def _palette(sky: str, light: str, land: str, water: str, rest: str, *, night: bool = False) -> Palette:
    """A palette written as web codes: sky; light; far and near land; shallow and deep water; leaf, accent, ink."""
    (far, near), (shallow, deep) = ([rgb(code) for code in pair.split()] for pair in (land, water))
    leaf, accent, ink = (rgb(code) for code in rest.split())
    return Palette(
        tuple(rgb(code) for code in sky.split()), rgb(light), far, near, shallow, deep, leaf, accent, ink, night
    )


PALETTES = {
    "day": _palette(
        "#3c97c6 #8fd0dc #fbf0cf", "#fff6d6", "#9ac9b8 #2f7a62", "#9bd8d6 #1f7396", "#3d8f62 #f0795b #17353f"
    ),
    "sunset": _palette(
        "#3a2b6e #b4447c #f4795f #ffc27a", "#ffe9b0", "#b85a84 #33204f", "#f79d74 #4b2f72", "#4a2c5e #ffd166 #22143a"
    ),
    "dawn": _palette(
        "#5f78b5 #c69cc0 #f7b5a3 #ffe6bf", "#fff3d4", "#c99bb0 #45507c", "#f3c3b4 #56699f", "#4f6a80 #ff8f6b #27284d"
    ),
    "night": _palette(
        "#0a1334 #1b3166 #4a6ea6",
        "#fdf3d0",
        "#3a5c93 #0f2140",
        "#5f88b8 #0d2148",
        "#16385a #ffd27a #070d22",
        night=True,
    ),
    "dark": _palette(
        "#0d0d18 #241f3a #54436a",
        "#f2e3c0",
        "#493c60 #14111f",
        "#5a4a72 #14111f",
        "#241d33 #e0785a #07060d",
        night=True,
    ),
    "storm": _palette(
        "#1f2837 #3f5064 #8b9aa3", "#e8f0ee", "#5f717e #1f2b35", "#7d929c #1c2f3d", "#2b4147 #f2c14e #111820"
    ),
    "fog": _palette(
        "#9db2ba #c6d2d2 #eeebe1", "#fffdf4", "#b8c6c6 #51686b", "#cfd9d8 #6c878d", "#57716c #d98e5f #2d3f45"
    ),
    "winter": _palette(
        "#6f9dca #b2d1e6 #fbe9e2", "#fff7ea", "#a9c5dc #e8f1f8", "#cfe4ee #6a9cc0", "#2f5f6e #d9534f #243f5c"
    ),
    "autumn": _palette(
        "#5f97a3 #e9cf9f #fbe3b0", "#fff1c9", "#dda15e #8a3f22", "#e8c48f #46747c", "#cf5a2b #e9b44c #3b1f1b"
    ),
    "spring": _palette(
        "#7cc4e6 #cdebe2 #fff3dc", "#fff8e0", "#b4dba6 #4f9f68", "#bfe6e0 #4ba3bd", "#63b06c #f28fb0 #24504a"
    ),
    "pastel": _palette(
        "#b7c6f2 #efcde3 #fff0dd", "#fffaf0", "#dcc8ea #93a9d6", "#ead7ee #9cb8e2", "#a5cdbb #ff9fae #56578c"
    ),
    "neon": _palette(
        "#12043a #570f8e #f22c97",
        "#4df4ff",
        "#8a22b4 #1a0740",
        "#ff4fa8 #1b0a5c",
        "#2b0f78 #25e8dd #0b0224",
        night=True,
    ),
    "warm": _palette(
        "#e9785a #f7b072 #fde4b8", "#fff4cf", "#e08a5c #8a3540", "#f6c08a #b0504e", "#a8623a #2a9d8f #47182a"
    ),
    "cold": _palette(
        "#16466f #4f93b8 #cfe6ea", "#f3fbff", "#7fadc4 #1d4663", "#a5d0dc #174a70", "#275f73 #ff9f6b #0f2438"
    ),
    "lagoon": _palette(
        "#0d6d86 #42b5b2 #f9e9bd", "#fff5d0", "#7cc2ae #17616a", "#8fdccd #0c6480", "#2b8f72 #ff7f5c #0d3440"
    ),
    "happy": _palette(
        "#2a9fe0 #86dcee #fff3b0", "#ffe66d", "#a8df8e #2fa36b", "#8fe3e6 #1985c4", "#3fb36b #ff6b8b #1d3f5e"
    ),
    "sad": _palette(
        "#3d4f68 #7288a0 #b9c4cc", "#e6ecf0", "#7d91a3 #33465a", "#98a9b7 #33495f", "#4a6270 #c98f8a #1c2836"
    ),
    "space": _palette(
        "#04061a #1a1048 #52307f",
        "#ffe9c4",
        "#6a4a9c #1d1440",
        "#7b5fb0 #140f38",
        "#33235f #ff8f6b #03030f",
        night=True,
    ),
    "mint": _palette(
        "#5fb8a5 #b8e0c8 #fdf3dc", "#fffbe8", "#a4d3bd #2b6f6b", "#c4e8d8 #3f8f90", "#3f8f77 #ee8866 #173d3f"
    ),
}

#: What a prompt without any mood may look like.
EVERYDAY = ("day", "sunset", "dawn", "lagoon", "spring", "pastel", "warm", "mint", "autumn", "night", "cold")

#: How many of the best contrasting palettes the seed chooses from.
CONTRASTING = 6


def choose(moods: Sequence[str], tints: Sequence[Color], coat: Color | None, rng: Random) -> Palette:
    """The palette of a picture: its moods, else one the main subject's coat stands out from; then its tints."""
    names = list(moods) or _against(coat, rng)
    palette = PALETTES[names[0]] if moods else PALETTES[rng.choice(names)]
    for second in names[1:2] if moods else []:
        palette = blended(palette, PALETTES[second], 0.35)
    for tint in tints[:2]:
        palette = palette.tinted(tint, 0.85 if tint == tints[0] else 0.4)
    return palette


def blended(one: Palette, other: Palette, share: float) -> Palette:
    """One palette with a share of another, color by color."""
    names = [item.name for item in fields(Palette) if item.name not in {"sky", "night"}]
    mixed = {name: mix(getattr(one, name), getattr(other, name), share) for name in names}
    sky = tuple(mix(one.sky[min(index, len(one.sky) - 1)], color, share) for index, color in enumerate(other.sky))
    return replace(one, sky=sky, night=one.night or other.night, **mixed)


def _against(coat: Color | None, rng: Random) -> list[str]:
    names = list(EVERYDAY)
    rng.shuffle(names)
    if coat is None:
        return names
    return sorted(names, key=lambda name: -_contrast(PALETTES[name], coat))[:CONTRASTING]


def _contrast(palette: Palette, coat: Color) -> float:
    around = (palette.sky[-1], palette.land(0.3), palette.land(0.7))
    return min(distance(coat, color) for color in around) + sum(distance(coat, color) for color in around) / 3
