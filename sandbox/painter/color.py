"""Colors and the few things a painter does with them."""

from collections.abc import Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from math import dist

Color = tuple[int, int, int]

WHITE: Color = (255, 255, 255)


def rgb(code: str) -> Color:
    """The color of a web code such as "#f4a261"."""
    number = int(code.removeprefix("#"), 16)
    return number >> 16, number >> 8 & 255, number & 255


def mix(one: Color, other: Color, share: float) -> Color:
    """`one` with a share (0 to 1) of `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def lighter(color: Color, share: float) -> Color:
    """The color with a share of warm white in it."""
    return mix(color, (255, 248, 236), share)


def darker(color: Color, share: float) -> Color:
    """The color with a share of inky blue in it."""
    return mix(color, (16, 14, 38), share)


def ramp(stops: Sequence[Color], share: float) -> Color:
    """The color at a share (0 to 1) of the way along evenly spaced stops."""
    place = share * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    return mix(stops[index], stops[index + 1], place - index)


def lightness(color: Color) -> float:
    """How light the color looks, from 0 to 1 (the luma weights of Rec. 601)."""
    red, green, blue = color
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def distance(one: Color, other: Color) -> float:
    """How different two colors look, from 0 to 1; lightness weighs as much as hue."""
    apart = dist(one, other) / dist((0, 0, 0), WHITE)
    return (apart + abs(lightness(one) - lightness(other))) / 2


def tinted(color: Color, tint: Color, share: float) -> Color:
    """The color moved towards the hue and saturation of `tint`, with most of its own lightness kept."""
    _, light, _ = rgb_to_hls(*(part / 255 for part in color))
    hue, _, saturation = rgb_to_hls(*(part / 255 for part in tint))
    red, green, blue = (round(part * 255) for part in hls_to_rgb(hue, light, saturation * 0.85))
    return mix(color, mix((red, green, blue), tint, 0.34), share)
