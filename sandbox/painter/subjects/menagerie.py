"""Animals of their own anatomy: elephant, turtle, frog, hedgehog, duck, swan, octopus, bee; and a snowman."""

from math import cos, pi, sin, tau

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import mirrored, path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look

INK = rgb("#1d1a26")
BEAK = rgb("#f0a53a")
BLUSH = rgb("#f07f7a")


def _skin(coat: Color, reach: float = 0.55) -> Fill:
    return Fill((lighter(coat, 0.22), coat, darker(coat, 0.18)), shade=darker(coat, 0.42), reach=reach)


def elephant(pen: Pen, look: Look) -> None:
    """In profile, its trunk raised."""
    coat = look.color(rgb("#8f9aa8"))
    for x in (-0.34, 0.14):
        pen.limb([(x, -0.35), (x, -0.16), (x, -0.03)], (0.2, 0.17, 0.18), darker(coat, 0.25))
    pen.limb(path("-.52,-.55 -.62,-.4 -.6,-.24"), (0.05, 0.03, 0.05), darker(coat, 0.2))
    pen.blob(path("-.56,-.5 -.48,-.78 -.2,-.9 .12,-.86 .3,-.7 .3,-.4 .1,-.24 -.3,-.22 -.5,-.3"), _skin(coat))
    for x in (-0.4, 0.08):
        pen.limb([(x, -0.4), (x, -0.18), (x, -0.03)], (0.21, 0.18, 0.19), _skin(coat))
        for toe in (-0.055, 0.0, 0.055):
            pen.oval((x + toe, -0.015), (0.024, 0.02), lighter(coat, 0.6))
    pen.limb(path(".42,-.56 .58,-.4 .74,-.46 .76,-.68 .7,-.82"), (0.22, 0.15, 0.11, 0.09, 0.085), _skin(coat))
    pen.blob(path(".12,-.84 .3,-.98 .5,-.9 .58,-.68 .5,-.48 .3,-.44 .16,-.58"), _skin(coat))
    pen.limb(path(".46,-.5 .58,-.4 .68,-.4"), (0.06, 0.045, 0.01), rgb("#fbf3df"))
    ear = path(".22,-.9 .06,-1 -.12,-.86 -.12,-.58 .02,-.42 .16,-.5 .26,-.7")
    pen.blob(ear, Fill((darker(coat, 0.05), darker(coat, 0.25))))
    pen.blob([(0.05 + x * 0.78, -0.16 + y * 0.78) for x, y in ear], mix(coat, BLUSH, 0.3), opacity=0.6)
    pen.eye((0.4, -0.74), (0.024, 0.028), INK)


def turtle(pen: Pen, look: Look) -> None:
    """A turtle under a patterned shell."""
    coat = look.color(rgb("#7fae5d"))
    shell = mix(darker(coat, 0.2), rgb("#7d5a36"), 0.5)
    for x in (-0.46, 0.34):
        pen.blob([(x - 0.13, -0.3), (x + 0.13, -0.3), (x + 0.16, 0), (x - 0.16, 0)], _skin(coat))
    pen.limb(path("-.6,-.2 -.74,-.14 -.82,-.1"), (0.12, 0.06, 0.01), coat)
    pen.limb(path(".5,-.3 .68,-.44 .74,-.56"), (0.22, 0.19, 0.2), _skin(coat))
    pen.oval((0.8, -0.62), (0.19, 0.17), _skin(coat))
    pen.eye((0.86, -0.66), (0.03, 0.036), INK)
    pen.limb(path(".98,-.57 .88,-.54 .82,-.57"), (0.006, 0.014, 0.006), darker(coat, 0.5))
    dome = pen.blob(path("-.68,-.2 -.62,-.56 -.3,-.84 .08,-.84 .42,-.58 .54,-.2 .54,-.2 -.68,-.2"), _skin(shell))
    for x, y, size in ((-0.07, -0.6, 0.17), (-0.38, -0.42, 0.15), (0.25, -0.42, 0.15), (-0.07, -0.3, 0.13)):
        plate = [(x + cos(tau * k / 6) * size, y + sin(tau * k / 6) * size * 0.85) for k in range(6)]
        pen.polygon(plate, Fill((lighter(shell, 0.35), lighter(shell, 0.1))), within=dome)
    pen.limb(path("-.7,-.18 -.07,-.15 .56,-.18"), (0.07, 0.08, 0.07), lighter(shell, 0.25))


def frog(pen: Pen, look: Look) -> None:
    """A frog that sits and smiles."""
    coat = look.color(rgb("#6bb357"))
    for half in pen.halves():
        half.blob(path(".2,-.5 .5,-.56 .62,-.3 .5,-.06 .22,-.04"), _skin(darker(coat, 0.1)))
        half.oval((0.48, -0.03), (0.2, 0.05), darker(coat, 0.2))
    pen.blob(mirrored(path("0,-.7 .26,-.64 .36,-.4 .3,-.1 .1,-.02 0,-.02")), _skin(coat))
    pen.blob(mirrored(path("0,-.48 .2,-.44 .24,-.24 .12,-.06 0,-.05")), Fill((rgb("#f3f3cf"), rgb("#dfe6ae"))))
    for half in pen.halves():
        half.limb(path(".16,-.3 .2,-.14 .18,-.03"), (0.1, 0.08, 0.08), _skin(coat))
        half.oval((0.2, -0.015), (0.1, 0.035), lighter(coat, 0.15))
    pen.blob(mirrored(path("0,-.92 .22,-.92 .42,-.8 .46,-.64 .32,-.52 0,-.48")), _skin(coat))
    for half in pen.halves():
        half.oval((0.22, -0.93), (0.13, 0.13), _skin(coat))
        half.oval((0.22, -0.94), (0.09, 0.095), rgb("#fdf3d0"))
        half.eye((0.22, -0.94), (0.05, 0.065), INK)
        half.oval((0.34, -0.66), (0.06, 0.035), BLUSH, opacity=0.45)
        half.oval((0.04, -0.76), (0.012, 0.012), darker(coat, 0.5))
    pen.limb(
        path("-.34,-.68 -.16,-.59 0,-.57 .16,-.59 .34,-.68"), (0.008, 0.02, 0.022, 0.02, 0.008), darker(coat, 0.55)
    )


def hedgehog(pen: Pen, look: Look) -> None:
    """A dome of spines with a small face."""
    face = rgb("#e3c39a")
    spines = look.color(rgb("#6b5548"))
    for x in (-0.3, 0.02, 0.3):
        pen.oval((x, -0.03), (0.1, 0.05), darker(face, 0.25))
    for ring, (reach, tone) in enumerate(((1.0, darker(spines, 0.3)), (0.86, spines), (0.68, lighter(spines, 0.15)))):
        count = 22 - ring * 3
        turns = [pi * (0.02 + 1.08 * k / (count * 2)) for k in range(count * 2 + 1)]
        far = [reach * (1.0 if k % 2 else 0.8) for k in range(count * 2 + 1)]
        points = [(-0.1 - cos(a) * 0.66 * r, -0.1 - sin(a) * 0.76 * r) for a, r in zip(turns, far, strict=True)]
        pen.polygon([*points, (0.4, -0.06), (-0.7, -0.06)], Fill((lighter(tone, 0.2), tone)))
    pen.blob(path(".1,-.62 .34,-.6 .52,-.42 .78,-.26 .8,-.2 .6,-.06 .2,-.04 .04,-.3"), _skin(face, 0.35))
    pen.oval((0.2, -0.56), (0.1, 0.1), Fill((darker(face, 0.12), darker(face, 0.3))))
    pen.eye((0.44, -0.36), (0.04, 0.048), INK)
    pen.oval((0.8, -0.25), (0.055, 0.05), INK)
    pen.oval((0.4, -0.22), (0.06, 0.035), BLUSH, opacity=0.45)
    pen.limb(path(".72,-.14 .6,-.12 .54,-.16"), (0.006, 0.016, 0.006), darker(face, 0.6))


def duck(pen: Pen, look: Look) -> None:
    """A duck on the water."""
    _water_bird(pen, look.color(rgb("#f5cf4b")), 0.0)


def swan(pen: Pen, look: Look) -> None:
    """A swan with a bowed neck."""
    _water_bird(pen, look.color(rgb("#f8f5ef")), 0.42)


def _water_bird(pen: Pen, coat: Color, neck: float) -> None:
    """A swimming bird; the longer its neck, the higher its head."""
    head = (0.46, -0.62 - neck)
    pen.oval((0.0, 0.03), (0.8, 0.05), WHITE, opacity=0.4)
    pen.blob(path("-.86,-.52 -.86,-.52 -.66,-.4 -.3,-.46 .2,-.4 .46,-.3 .5,-.12 .3,0 -.4,0 -.64,-.14"), _skin(coat))
    if neck:
        bow = [(0.36, -0.22), (0.56, -0.42), (0.38, -0.66), (0.3, -0.9), head]
        pen.limb(bow, (0.24, 0.16, 0.13, 0.12, 0.14), _skin(coat, 0.3))
    else:
        pen.limb([(0.34, -0.2), (0.42, -0.4), head], (0.3, 0.24, 0.24), _skin(coat, 0.3))
    size = 0.2 if not neck else 0.13
    pen.oval(head, (size, size * 0.95), Fill((lighter(coat, 0.3), coat)))
    bill = [(0.85 * size, -0.3 * size), (2.1 * size, 0.2 * size), (2.1 * size, 0.2 * size), (0.85 * size, 0.55 * size)]
    pen.blob([(head[0] + x, head[1] + y) for x, y in bill], Fill((lighter(BEAK, 0.2), darker(BEAK, 0.15))))
    pen.eye((head[0] + size * 0.35, head[1] - size * 0.25), (size * 0.17, size * 0.2), INK)
    wing = path("-.6,-.4 -.3,-.44 .1,-.34 .22,-.2 .02,-.1 -.3,-.14 -.52,-.24 -.74,-.42 -.74,-.42")
    pen.blob(wing, Fill((darker(coat, 0.06), darker(coat, 0.22)), shade=darker(coat, 0.4)))
    pen.oval((0.0, 0.0), (0.62, 0.03), WHITE, opacity=0.5)


def octopus(pen: Pen, look: Look) -> None:
    """A friendly octopus with eight arms."""
    coat = look.color(rgb("#c7567d"))
    for index in range(4):
        for half in pen.halves():
            reach = 0.2 + index * 0.15
            arm = [(0.08 + index * 0.05, -0.42), (reach, -0.24 + index * 0.04), (reach + 0.12, -0.05 - index * 0.05)]
            arm.append((reach + 0.2, -0.12 - index * 0.07))
            half.limb(arm, (0.17, 0.13, 0.09, 0.03), _skin(darker(coat, 0.06 * index)))
            for x, y in arm[1:3]:
                half.oval((x, y + 0.02), (0.025, 0.02), lighter(coat, 0.5))
    pen.blob(mirrored(path("0,-1 .24,-.96 .4,-.76 .36,-.54 .22,-.38 0,-.34")), _skin(coat))
    for x, y in ((-0.2, -0.86), (0.12, -0.9), (0.24, -0.8), (-0.05, -0.82)):
        pen.oval((x, y), (0.035, 0.026), lighter(coat, 0.35), opacity=0.7)
    for half in pen.halves():
        half.oval((0.14, -0.62), (0.09, 0.1), WHITE)
        half.eye((0.13, -0.61), (0.052, 0.066), INK)
        half.oval((0.25, -0.52), (0.05, 0.03), BLUSH, opacity=0.5)
    pen.limb(path("-.06,-.49 0,-.46 .06,-.49"), (0.008, 0.02, 0.008), darker(coat, 0.6))


def bee(pen: Pen, look: Look) -> None:
    """A round bee in flight."""
    coat = look.color(rgb("#f2c14e"))
    for turn, size in ((-62, 0.62), (-98, 0.5)):
        wing = pen.at(-0.02, -0.62, size, turn=turn)
        wing.blob(path("0,0 .4,-.34 .9,-.3 1,0 .8,.22 .3,.2"), Fill((WHITE, rgb("#bfe0ef"))), opacity=0.75)
    body = pen.oval(
        (0, -0.42), (0.5, 0.34), Fill((lighter(coat, 0.3), coat, darker(coat, 0.2)), shade=darker(coat, 0.4))
    )
    for x in (-0.34, -0.1, 0.14):
        pen.blob(
            [(x - 0.06, -0.8), (x + 0.07, -0.8), (x + 0.09, -0.42), (x + 0.07, -0.05), (x - 0.06, -0.05)],
            INK,
            within=body,
        )
    pen.polygon(path("-.47,-.5 -.47,-.36 -.62,-.42"), INK)
    pen.oval((0.42, -0.48), (0.22, 0.22), Fill((lighter(coat, 0.35), coat)))
    for lean in (0.02, 0.14):
        pen.limb([(0.44 + lean, -0.66), (0.5 + lean, -0.8), (0.6 + lean, -0.86)], (0.025, 0.02, 0.03), INK)
    for x in (0.42, 0.55):
        pen.eye((x, -0.5), (0.04, 0.052), INK)
    pen.oval((0.4, -0.4), (0.04, 0.025), BLUSH, opacity=0.6)
    pen.limb(path(".45,-.38 .5,-.36 .55,-.39"), (0.008, 0.016, 0.008), INK)


def snowman(pen: Pen, look: Look) -> None:
    """Three balls with a carrot, a scarf and a hat."""
    snow = Fill((WHITE, rgb("#e9f1f8"), rgb("#b9cbe0")), shade=rgb("#8fa9c8"), reach=0.5)
    for half in pen.halves():
        half.limb(path(".16,-.5 .34,-.6 .46,-.72"), (0.03, 0.024, 0.016), rgb("#5d4034"))
        half.limb(path(".38,-.63 .47,-.62 .52,-.58"), (0.018, 0.014, 0.01), rgb("#5d4034"))
    for y, size in ((-0.2, 0.26), (-0.52, 0.2), (-0.78, 0.15)):
        pen.oval((0, y), (size, size * 0.93), snow)
    scarf = look.color(look.palette.accent)
    pen.limb(path("-.15,-.66 0,-.62 .15,-.66"), (0.08, 0.08, 0.08), Fill((lighter(scarf, 0.2), scarf)))
    pen.limb(path(".1,-.64 .14,-.52 .12,-.42"), (0.08, 0.08, 0.09), Fill((scarf, darker(scarf, 0.2))))
    for y in (-0.54, -0.44, -0.3, -0.18):
        pen.oval((0, y), (0.022, 0.022), INK)
    for half in pen.halves():
        half.eye((0.055, -0.82), (0.02, 0.023), INK)
    pen.polygon(path("-.01,-.795 .16,-.765 -.01,-.745"), Fill((rgb("#f7a04e"), rgb("#d96c22"))))
    pen.box(-0.17, -0.93, 0.17, -0.9, INK)
    pen.box(-0.11, -1.08, 0.11, -0.91, Fill((lighter(INK, 0.2), INK)))
    pen.box(-0.11, -0.96, 0.11, -0.92, scarf)
