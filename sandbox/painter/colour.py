"""Colours and the few things a painter does with them."""

from collections.abc import Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from math import dist

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)


def rgb(code: str) -> Colour:
    """The colour of a web code such as "#f4a261"."""
    number = int(code.removeprefix("#"), 16)
    return number >> 16, number >> 8 & 255, number & 255


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with a share (0 to 1) of `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def lighter(colour: Colour, share: float) -> Colour:
    """The colour with a share of warm white in it."""
    return mix(colour, (255, 248, 236), share)


def darker(colour: Colour, share: float) -> Colour:
    """The colour with a share of inky blue in it."""
    return mix(colour, (16, 14, 38), share)


def ramp(stops: Sequence[Colour], share: float) -> Colour:
    """The colour at a share (0 to 1) of the way along evenly spaced stops."""
    place = share * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    return mix(stops[index], stops[index + 1], place - index)


def lightness(colour: Colour) -> float:
    """How light the colour looks, from 0 to 1 (the luma weights of Rec. 601)."""
    red, green, blue = colour
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def distance(one: Colour, other: Colour) -> float:
    """How different two colours look, from 0 to 1; lightness weighs as much as hue."""
    apart = dist(one, other) / dist((0, 0, 0), WHITE)
    return (apart + abs(lightness(one) - lightness(other))) / 2


def tinted(colour: Colour, tint: Colour, share: float) -> Colour:
    """The colour moved towards the hue and saturation of `tint`, with most of its own lightness kept."""
    _, light, _ = rgb_to_hls(*(part / 255 for part in colour))
    hue, _, saturation = rgb_to_hls(*(part / 255 for part in tint))
    red, green, blue = (round(part * 255) for part in hls_to_rgb(hue, light, saturation * 0.85))
    return mix(colour, mix((red, green, blue), tint, 0.34), share)
