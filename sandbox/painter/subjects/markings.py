"""Markings of seated animals: masks and stripes, each painted inside the animal's own outline."""

from sandbox.painter.canvas import Fill, Mask
from sandbox.painter.color import lighter, mix, rgb
from sandbox.painter.curves import mirrored, path
from sandbox.painter.subjects.seated import Animal

PANDA_BLACK = rgb("#2b2a35")


def fox_mask(animal: Animal, _body: Mask, face: Mask) -> None:
    """Pale cheeks that leave a colored blaze down to the nose."""
    for half in animal.head.halves():
        cheek = path("0,.17 .035,.09 .1,.045 .2,.035 .3,.075 .2,.15 .07,.23 0,.24")
        half.blob(cheek, Fill((animal.pale, lighter(animal.pale, 0.3))), within=face)


def bandit_mask(animal: Animal, body: Mask, face: Mask) -> None:
    """Dark patches around the eyes under pale brows."""
    fox_mask(animal, body, face)
    for half in animal.head.halves():
        half.blob(path(".02,-.03 .09,-.075 .19,-.02 .24,.07 .13,.07 .05,.05"), animal.dark, within=face)
        half.limb(path(".03,-.08 .12,-.1 .21,-.03"), (0.02, 0.03, 0.01), animal.pale, within=face)
        half.oval((0.098, -0.015), (0.038, 0.042), animal.pale, opacity=0.5)


def panda_mask(animal: Animal, body: Mask, face: Mask) -> None:
    """Black shoulders, legs, ears and eye patches."""
    shoulders = mirrored(path("0,-.64 .2,-.6 .24,-.34 .1,-.3 0,-.32"))
    animal.pen.blob(shoulders, PANDA_BLACK, within=body)
    for half in animal.pen.halves():
        half.limb(path(".09,-.45 .1,-.25 .09,-.04"), (0.12, 0.1, 0.1), PANDA_BLACK)
        half.oval((0.2, -0.04), (0.1, 0.06), PANDA_BLACK)
    for half in animal.head.halves():
        half.oval((0.1, 0.0), (0.058, 0.075), PANDA_BLACK, turn=32, within=face)
        half.oval((0.185, -0.175), (0.07, 0.07), PANDA_BLACK)


def stripes(animal: Animal, body: Mask, face: Mask) -> None:
    """A tiger's bars on brow, cheeks and flanks."""
    for half in animal.pen.halves():
        for y in (-0.14, -0.3, -0.42):
            half.limb([(0.3, y), (0.2, y + 0.02), (0.13, y)], (0.045, 0.035, 0.004), animal.dark, within=body)
    for half in animal.head.halves():
        for y in (0.0, 0.07):
            bar = [(0.3, y - 0.01), (0.23, y + 0.01), (0.18, y)]
            half.limb(bar, (0.035, 0.025, 0.003), animal.dark, within=face)
        half.limb(path(".07,-.21 .06,-.15 .045,-.09"), (0.03, 0.022, 0.004), animal.dark, within=face)
    animal.head.limb(path("0,-.22 0,-.15 0,-.08"), (0.035, 0.026, 0.004), animal.dark, within=face)


def rosettes(animal: Animal, body: Mask, face: Mask) -> None:
    """A leopard's spots."""
    for half in animal.pen.halves():
        for x, y in (
            (0.2, -0.12),
            (0.15, -0.24),
            (0.22, -0.3),
            (0.13, -0.4),
            (0.18, -0.5),
            (0.25, -0.18),
            (0.06, -0.57),
        ):
            half.oval((x, y), (0.028, 0.022), animal.dark, within=body)
            half.oval((x, y), (0.012, 0.009), animal.coat, within=body)
    for half in animal.head.halves():
        for x, y in ((0.06, -0.15), (0.12, -0.1), (0.19, -0.05), (0.21, 0.05), (0.17, -0.12), (0.02, -0.1)):
            half.oval((x, y), (0.016, 0.013), animal.dark, within=face)


def snout(animal: Animal, _body: Mask, face: Mask) -> None:
    """A pig's flat nose."""
    rosy = mix(animal.coat, rgb("#e0687a"), 0.45)
    animal.head.oval((0, 0.08), (0.1, 0.075), Fill((lighter(rosy, 0.25), rosy)), within=face)
    for half in animal.head.halves():
        half.oval((0.038, 0.08), (0.018, 0.028), mix(rosy, animal.dark, 0.6))
