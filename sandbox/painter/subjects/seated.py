"""Animals that sit and look at us: one anatomy, many breeds."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin

from sandbox.painter.canvas import Fill, Mask
from sandbox.painter.color import WHITE, Color, darker, lighter, lightness, mix, rgb
from sandbox.painter.curves import Point, mirrored, path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.anatomy import BIB, BODY, EARS, HEADS, TAILS
from sandbox.painter.subjects.look import Look, SubjectPainter

INK = rgb("#1d1a26")
BLUSH = rgb("#f07f7a")

#: Coats darker than this dim the pale fur of bib and cheeks too.
DARK_COAT = 0.35


@dataclass(frozen=True)
class Breed:
    """How a seated animal differs from the common anatomy."""

    coat: Color
    #: The color of bib, cheeks and muzzle.
    pale: Color
    head: str
    ears: str
    tail: str
    #: Whether legs end in dark socks and ears in dark backs.
    socks: bool = False
    #: The tip of the tail, as a share of its length; 0 is no tip.
    tip: float = 0.0
    tip_color: Color = WHITE
    #: Radii of the pale muzzle, if it stands out from the cheeks.
    muzzle: Point | None = (0.085, 0.07)
    nose: float = 0.028
    eye: float = 0.028
    iris: Color | None = None
    #: Body width against the common one.
    stout: float = 1.0
    bib: bool = True
    whiskers: bool = False
    mane: Color | None = None
    markings: "Callable[[Animal, Mask, Mask], None] | None" = None


@dataclass(frozen=True)
class Animal:
    """One animal on the canvas: its breed, the colors it got, its pens."""

    breed: Breed
    pen: Pen
    head: Pen
    coat: Color
    pale: Color
    dark: Color

    @property
    def fur(self) -> Fill:
        """The coat with light above and stippled shade below."""
        return Fill(
            (lighter(self.coat, 0.14), self.coat, darker(self.coat, 0.1)), shade=darker(self.coat, 0.4), reach=0.5
        )


def seated(breed: Breed) -> SubjectPainter:
    """A painter of one breed."""

    def paint(pen: Pen, look: Look) -> None:
        coat = look.color(breed.coat)
        dim = look.coat is not None and lightness(coat) <= DARK_COAT
        pale = mix(coat, breed.pale, 0.3) if dim else breed.pale
        head = pen.at(0, -0.69, 1.0, turn=look.rng.uniform(-7, 7))
        animal = Animal(breed, pen, head, coat, pale, mix(coat, INK, 0.72))
        _tail(animal)
        body = _body(animal)
        face = _head(animal)
        if breed.markings:
            breed.markings(animal, body, face)
        _face(animal, face)

    return paint


def _tail(animal: Animal) -> None:
    line, widths = TAILS[animal.breed.tail]
    mask = animal.pen.limb(line, widths, animal.fur)
    if animal.breed.tip:
        (ax, _), (bx, by) = line[-2], line[-1]
        reach = animal.breed.tip
        animal.pen.oval((bx + (ax - bx) * 0.1, by - 0.02), (reach, reach), animal.breed.tip_color, within=mask)


def _body(animal: Animal) -> Mask:
    pen, stout, coat = animal.pen, animal.breed.stout, animal.coat
    body = pen.blob([(x * stout, y) for x, y in BODY], animal.fur)
    if animal.breed.bib:
        pen.blob(BIB, Fill((animal.pale, mix(animal.pale, coat, 0.2))), within=body)
    haunch = [(x * stout, y) for x, y in path(".12,-.16 .2,-.23 .27,-.13 .29,0 .14,0")]
    for half in pen.halves():
        half.blob(haunch, mix(coat, INK, 0.16), opacity=0.5, within=body)
        half.oval((0.205 * stout, -0.022), (0.085, 0.036), Fill((lighter(coat, 0.1), coat)))
        _leg(animal, half)
    return body


def _leg(animal: Animal, half: Pen) -> None:
    coat, socks = animal.coat, animal.breed.socks
    leg = half.limb(path(".068,-.36 .07,-.2 .073,-.035"), (0.085, 0.085, 0.082), Fill((coat, lighter(coat, 0.08))))
    if socks:
        half.blob(path(".008,-.15 .068,-.19 .128,-.15 .128,.02 .008,.02"), animal.dark, within=leg)
    paw = animal.dark if socks else lighter(coat, 0.16)
    half.oval((0.076, -0.028), (0.058, 0.034), paw)
    for toe in (0.058, 0.094):
        half.limb([(toe, -0.03), (toe, -0.016), (toe, -0.006)], (0.005, 0.005), mix(paw, INK, 0.45))


def _head(animal: Animal) -> Mask:
    """Hanging ears lie over the face, standing ones behind it."""
    outline = HEADS[animal.breed.head]
    if animal.breed.mane:
        _mane(animal, animal.breed.mane)
    if animal.breed.ears == "floppy":
        face = animal.head.blob(outline, animal.fur)
        _ears(animal, Fill((darker(animal.coat, 0.3),)))
        return face
    back = mix(animal.coat, animal.dark, 0.75) if animal.breed.socks else animal.coat
    _ears(animal, Fill((back, animal.coat)))
    return animal.head.blob(outline, animal.fur)


def _ears(animal: Animal, back: Fill) -> None:
    outer, inner = EARS[animal.breed.ears]
    rosy = Fill((mix(animal.pale, BLUSH, 0.35), mix(animal.coat, animal.pale, 0.4)))
    for half in animal.head.halves():
        half.blob(outer, back)
        if inner:
            half.blob(inner, rosy)


def _mane(animal: Animal, color: Color) -> None:
    for tufts, reach, tone in ((14, 0.37, darker(color, 0.25)), (12, 0.31, color)):
        reaches = [reach * (1.0 if k % 2 else 0.84) for k in range(tufts * 2)]
        ring = [(cos(pi * k / tufts) * far, sin(pi * k / tufts) * far) for k, far in enumerate(reaches)]
        animal.head.blob(ring, Fill((lighter(tone, 0.15), tone), shade=darker(tone, 0.4)))


def _face(animal: Animal, face: Mask) -> None:
    head, breed = animal.head, animal.breed
    if breed.muzzle:
        head.oval((0, 0.1), breed.muzzle, Fill((lighter(animal.pale, 0.3), animal.pale)), within=face)
    low = 0.155 if breed.head in {"pointed", "long"} else 0.075
    for half in head.halves():
        _eye(half, breed)
        half.oval((0.17, 0.06), (0.04, 0.026), BLUSH, opacity=0.3, within=face)
        half.limb([(0, low + 0.02), (0.012, low + 0.042), (0.045, low + 0.045)], (0.009, 0.009, 0.005), INK)
        for lift in (-0.02, 0.015) if breed.whiskers else ():
            hair = [(0.1, low + 0.02), (0.2, low + lift), (0.31, low + lift * 2.4)]
            half.limb(hair, (0.006, 0.005, 0.002), lighter(animal.pale, 0.4), opacity=0.8)
    nose = head.at(0, low, breed.nose)
    nose.blob(mirrored(path("0,-.7 1,-.65 1.1,-.1 0,.8")), INK)
    nose.oval((-0.3, -0.35), (0.3, 0.16), WHITE, opacity=0.55)


def _eye(half: Pen, breed: Breed) -> None:
    eye = half.at(0.098, -0.015, breed.eye)
    if breed.iris:
        eye.oval((0, 0), (1.25, 1.25), breed.iris)
        eye.oval((0, 0), (0.55, 1.1), INK)
    else:
        eye.oval((0, 0), (0.92, 1.15), INK)
    eye.oval((-0.3 * half.facing, -0.42), (0.34, 0.34), WHITE)
    eye.oval((0.3 * half.facing, 0.45), (0.16, 0.16), WHITE, opacity=0.7)
