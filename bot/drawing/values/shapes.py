"""Ratios and sizes, and the way from the ratio a person asks for to the size a model has."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Self, assert_never

from bot.errors import ConfigurationError, RatioInvalid, SizeInvalid

_RATIO = re.compile(r"(\d{1,5}) ?[:x×хХ/*] ?(\d{1,5})", re.ASCII | re.IGNORECASE)
_SIZE = re.compile(r"([1-9]\d{0,4}) ?[x×хХ*] ?([1-9]\d{0,4})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AspectRatio:
    """Width to height in lowest terms, so that 1920:1080 equals 16:9. Raises RatioInvalid."""

    width: int
    height: int

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise RatioInvalid(f"{self.width}:{self.height}")
        divisor = gcd(self.width, self.height)
        object.__setattr__(self, "width", self.width // divisor)
        object.__setattr__(self, "height", self.height // divisor)

    @classmethod
    def of(cls, written: str) -> Self:
        """The ratio of a text like 16:9 or 1920x1080. Raises RatioInvalid."""
        match = _RATIO.fullmatch(written)
        if match is None or not (int(match[1]) and int(match[2])):
            raise RatioInvalid(written)
        return cls(int(match[1]), int(match[2]))

    @property
    def value(self) -> Fraction:
        """Width divided by height."""
        return Fraction(self.width, self.height)

    def __str__(self) -> str:
        return f"{self.width}:{self.height}"


SQUARE = AspectRatio(1, 1)
_TALL, _WIDE = AspectRatio(1, 3), AspectRatio(3, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """A size in pixels."""

    width: int
    height: int

    @classmethod
    def of(cls, written: str) -> Self:
        """The size of a text like 1792x1024. Raises SizeInvalid."""
        match = _SIZE.fullmatch(written)
        if match is None:
            raise SizeInvalid(written)
        return cls(int(match[1]), int(match[2]))

    @property
    def ratio(self) -> AspectRatio:
        """Width to height."""
        return AspectRatio(self.width, self.height)

    @property
    def area(self) -> int:
        """The pixels in it."""
        return self.width * self.height

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


@dataclass(frozen=True, slots=True)
class Listed:
    """The model has these sizes and no others. Raises ConfigurationError."""

    sizes: tuple[Size, ...]

    def __post_init__(self) -> None:
        if not self.sizes:
            raise ConfigurationError("a model with a list of sizes needs at least one, like 1024x1024")

    @classmethod
    def of(cls, *written: str) -> Self:
        """The sizes of texts like 1792x1024. Raises SizeInvalid."""
        return cls(tuple(Size.of(one) for one in written))

    def has(self, size: Size) -> bool:
        """Whether it can be asked for."""
        return size in self.sizes

    def __str__(self) -> str:
        return ", ".join(map(str, self.sizes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Any size within limits; those of gpt-image-2 if nothing else is said.

    Edges are multiples of ``step`` and at most ``longest``; an area is ``fewest`` to ``most`` pixels. Larger pictures
    cost more, so the one that is chosen has about ``usual`` pixels.
    """

    step: int = 16
    longest: int = 3840
    fewest: int = 655_360
    most: int = 3840 * 2160
    usual: int = 1024 * 1024
    narrowest: AspectRatio = _TALL
    widest: AspectRatio = _WIDE

    def has(self, size: Size) -> bool:
        """Whether it can be asked for."""
        return (
            size.width % self.step == size.height % self.step == 0
            and max(size.width, size.height) <= self.longest
            and self.fewest <= size.area <= self.most
            and self.narrowest.value <= size.ratio.value <= self.widest.value
        )

    def __str__(self) -> str:
        return f"W×H ≤ {self.longest}, W, H = {self.step} × n, {self.narrowest}–{self.widest}"


@dataclass(frozen=True, slots=True)
class Ratios:
    """The model takes the ratio itself, written 16x9, and chooses the pixels."""

    def has(self, _size: Size) -> bool:
        """Whether it can be asked for: nobody knows beforehand what size comes."""
        return False

    def __str__(self) -> str:
        return "W:H"


Sizes = Listed | Free | Ratios


@dataclass(frozen=True, slots=True)
class Fit:
    """What a ratio becomes: the size as it is sent, and the ratio of the picture that comes of it."""

    size: str
    ratio: AspectRatio


def fit(sizes: Sizes, asked: AspectRatio) -> Fit:
    """The size that comes nearest to a ratio; of equally near ones the largest listed, or the most usual free one.

    Raises ConfigurationError where free limits leave no size at all.
    """
    match sizes:
        case Ratios():
            return Fit(f"{asked.width}x{asked.height}", asked)
        case Listed(listed):
            best = min(listed, key=lambda size: (distortion(size.ratio, asked), -size.area))
        case Free():
            best = _free(sizes, asked)
        case _:
            assert_never(sizes)
    return Fit(str(best), best.ratio)


def distortion(one: AspectRatio, other: AspectRatio) -> Fraction:
    """How far two ratios are apart: 1 where they are equal, 2 where one is twice as wide as the other."""
    return max(one.value / other.value, other.value / one.value)


def _free(limits: Free, asked: AspectRatio) -> Size:
    """The size nearest to a ratio among those that have half to one and a half times the usual area."""
    ratio = min(max(asked.value, limits.narrowest.value), limits.widest.value)
    fewest, most = max(limits.fewest, limits.usual // 2), min(limits.most, limits.usual * 3 // 2)
    candidates = (
        Size(width, height)
        for width in range(limits.step, limits.longest + 1, limits.step)
        for height in _heights(limits, width / ratio)
        if fewest <= width * height <= most and limits.narrowest.value <= Fraction(width, height) <= limits.widest.value
    )
    wanted = AspectRatio(ratio.numerator, ratio.denominator)
    nearest = sorted(candidates, key=lambda size: (distortion(size.ratio, wanted), abs(size.area - limits.usual)))
    if not nearest:
        raise ConfigurationError(f"no size of {limits} comes near {asked}")
    return nearest[0]


def _heights(limits: Free, height: Fraction) -> tuple[int, ...]:
    """The two multiples of the step around a height."""
    below = height // limits.step * limits.step
    return tuple(edge for edge in (below, below + limits.step) if 0 < edge <= limits.longest)
