"""People and the like: a wanderer, a knight, an astronaut, a robot."""

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import mirrored, path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look

INK = rgb("#1d1a26")
SKINS = tuple(rgb(code) for code in ("#f3c9a5", "#d99f73", "#a86f4a", "#f7d7bd"))
STEEL = rgb("#aab4c4")


def _legs(pen: Pen, cloth: Color, boots: Color) -> None:
    for half in pen.halves():
        half.limb(
            path(".06,-.42 .075,-.22 .08,-.05"),
            (0.12, 0.095, 0.085),
            Fill((cloth, darker(cloth, 0.2))),
        )
        half.blob(
            path(".03,-.1 .13,-.1 .16,0 .16,0 .03,0 .03,0"),
            Fill((lighter(boots, 0.1), boots)),
        )


def wanderer(pen: Pen, look: Look) -> None:
    """A person in a coat and a scarf, looking at us."""
    coat = look.color(look.palette.accent)
    skin, hair = look.rng.choice(SKINS), mix(rgb("#4a2c20"), INK, look.rng.random())
    pen.blob(mirrored(path("0,-.99 .13,-.96 .17,-.8 .19,-.6 .1,-.56 0,-.58")), darker(hair, 0.2))
    _legs(pen, mix(look.palette.near, INK, 0.4), INK)
    for half in pen.halves():
        half.limb(
            path(".13,-.6 .2,-.46 .2,-.32"),
            (0.1, 0.09, 0.07),
            Fill((coat, darker(coat, 0.2))),
        )
        half.oval((0.2, -0.29), (0.033, 0.036), skin)
    body = pen.blob(
        mirrored(path("0,-.66 .13,-.63 .16,-.5 .2,-.26 .2,-.26 0,-.24")),
        Fill((lighter(coat, 0.15), coat), shade=darker(coat, 0.45)),
    )
    pen.limb(path("0,-.62 0,-.45 0,-.24"), (0.008, 0.008, 0.008), darker(coat, 0.35), within=body)
    for y in (-0.5, -0.42, -0.34):
        pen.oval((0.03, y), (0.012, 0.012), lighter(coat, 0.6))
    _wanderer_face(pen, skin, hair)
    scarf = lighter(look.palette.light, 0.1)
    pen.limb(path("-.11,-.655 0,-.615 .11,-.655"), (0.07, 0.08, 0.07), Fill((scarf, darker(scarf, 0.15))))
    pen.limb(path(".07,-.63 .1,-.52 .08,-.42"), (0.06, 0.065, 0.06), Fill((scarf, darker(scarf, 0.2))))


def _wanderer_face(pen: Pen, skin: Color, hair: Color) -> None:
    outline = mirrored(path("0,-.95 .11,-.92 .135,-.8 .1,-.69 0,-.655"))
    head = pen.blob(outline, Fill((lighter(skin, 0.15), skin)))
    fringe = path("-.16,-.78 -.15,-.95 0,-1 .15,-.95 .16,-.78 .1,-.87 -.02,-.885")
    pen.blob(fringe, Fill((lighter(hair, 0.2), hair)))
    for half in pen.halves():
        half.oval((0.055, -0.785), (0.015, 0.018), INK)
        half.oval((0.085, -0.745), (0.024, 0.015), rgb("#f07f7a"), opacity=0.4, within=head)
    pen.limb(path("-.03,-.725 0,-.712 .03,-.725"), (0.005, 0.01, 0.005), darker(skin, 0.55))


def knight(pen: Pen, look: Look) -> None:
    """A knight in plate with a plume, a shield and a sword."""
    crest = look.color(rgb("#c8423b"))
    steel = Fill((lighter(STEEL, 0.45), STEEL, darker(STEEL, 0.3)), across=True, shade=darker(STEEL, 0.5))
    pen.blob(
        path("-.14,-.62 .14,-.62 .28,-.1 .28,-.1 0,-.06 -.28,-.1 -.28,-.1"),
        Fill((darker(crest, 0.1), darker(crest, 0.5))),
    )
    for half in pen.halves():
        half.limb(path(".075,-.36 .08,-.2 .09,-.03"), (0.12, 0.1, 0.1), steel)
        half.oval((0.1, -0.025), (0.08, 0.032), darker(STEEL, 0.25))
        half.limb(path(".17,-.6 .24,-.48 .22,-.36"), (0.11, 0.09, 0.08), steel)
        half.oval((0.17, -0.62), (0.085, 0.07), steel)
    _sword(pen)
    pen.blob(mirrored(path("0,-.66 .15,-.64 .18,-.48 .13,-.34 0,-.31")), steel)
    pen.limb(
        path("0,-1 -.1,-1.1 -.22,-1.04 -.28,-.9"),
        (0.05, 0.1, 0.11, 0.01),
        Fill((lighter(crest, 0.2), crest)),
    )
    helmet = pen.blob(mirrored(path("0,-1.02 .12,-.98 .16,-.84 .13,-.68 0,-.64")), steel)
    pen.box(-0.13, -0.865, 0.13, -0.83, INK, within=helmet)
    for x in (-0.06, -0.02, 0.02, 0.06):
        pen.box(x - 0.006, -0.78, x + 0.006, -0.71, darker(STEEL, 0.6), within=helmet)
    _shield(pen, crest)


def _sword(pen: Pen) -> None:
    pen.polygon(path(".25,-.36 .265,-1 .28,-1.03 .295,-1 .31,-.36"), Fill((WHITE, STEEL), across=True))
    pen.box(0.2, -0.385, 0.36, -0.355, rgb("#d7a94f"))
    pen.limb(path(".28,-.35 .28,-.3 .28,-.26"), (0.035, 0.03, 0.045), rgb("#7a4a2b"))


def _shield(pen: Pen, field: Color) -> None:
    """A shield with a pale cross."""
    outline = path("-.38,-.56 -.38,-.56 -.1,-.56 -.1,-.56 -.11,-.36 -.24,-.2 -.24,-.2 -.37,-.36")
    shield = pen.blob(outline, Fill((lighter(field, 0.15), field), shade=darker(field, 0.5)))
    pen.box(-0.265, -0.6, -0.215, -0.1, rgb("#f3e3b5"), within=shield)
    pen.box(-0.5, -0.47, 0, -0.42, rgb("#f3e3b5"), within=shield)


def astronaut(pen: Pen, look: Look) -> None:
    """An astronaut waving."""
    suit = look.color(rgb("#f1eff2"))
    trim = look.palette.accent if look.coat is None else WHITE
    cloth = Fill((lighter(suit, 0.3), suit, mix(suit, rgb("#8f94b5"), 0.5)), across=True, shade=mix(suit, INK, 0.5))
    pen.blob(mirrored(path("0,-.66 .2,-.64 .24,-.45 .2,-.26 0,-.24")), mix(suit, rgb("#6a6f94"), 0.55))
    for half in pen.halves():
        half.limb(path(".08,-.34 .1,-.2 .1,-.05"), (0.16, 0.14, 0.13), cloth)
        half.blob(
            path(".03,-.09 .17,-.09 .19,0 .19,0 .03,0 .03,0"),
            mix(suit, rgb("#6a6f94"), 0.6),
        )
        half.limb(path(".06,-.17 .1,-.165 .15,-.17"), (0.03, 0.03, 0.03), trim)
    pen.limb(path("-.16,-.58 -.28,-.48 -.26,-.34"), (0.13, 0.12, 0.1), cloth)
    pen.limb(path(".16,-.58 .3,-.64 .36,-.8"), (0.13, 0.12, 0.1), cloth)
    pen.oval((0.37, -0.84), (0.055, 0.06), trim)
    pen.oval((-0.255, -0.31), (0.055, 0.055), trim)
    pen.blob(mirrored(path("0,-.66 .17,-.62 .19,-.42 .16,-.28 0,-.26")), cloth)
    pen.blob(path("-.09,-.52 .09,-.52 .09,-.38 -.09,-.38"), mix(suit, rgb("#6a6f94"), 0.4))
    for index, tone in enumerate((rgb("#e4572e"), rgb("#f2c14e"), rgb("#5bc0be"))):
        pen.oval((-0.045 + index * 0.045, -0.47), (0.014, 0.014), tone)
    _helmet(pen, cloth)


def _helmet(pen: Pen, cloth: Fill) -> None:
    """A round helmet whose visor mirrors a sunrise."""
    pen.oval((0, -0.8), (0.215, 0.21), cloth)
    outline = path("-.15,-.88 0,-.93 .15,-.88 .165,-.78 .11,-.68 0,-.66 -.11,-.68 -.165,-.78")
    visor = pen.blob(outline, Fill((rgb("#1c2b52"), rgb("#3f6fae"), rgb("#f2a65a"))))
    pen.oval((-0.07, -0.85), (0.06, 0.025), WHITE, turn=-28, opacity=0.75, within=visor)
    pen.oval((0.08, -0.73), (0.02, 0.02), WHITE, opacity=0.5, within=visor)


def robot(pen: Pen, look: Look) -> None:
    """A friendly robot with a screen for a face."""
    shell = look.color(rgb("#6fb7c4"))
    plate = Fill((lighter(shell, 0.4), shell, darker(shell, 0.2)), across=True, shade=darker(shell, 0.5))
    dark, lamp = mix(shell, INK, 0.78), look.palette.accent
    for half in pen.halves():
        half.limb(path(".09,-.26 .1,-.15 .1,-.05"), (0.07, 0.06, 0.06), dark)
        half.blob(
            path(".03,-.08 .17,-.08 .2,0 .2,0 .02,0 .02,0"),
            plate,
        )
    for line in (path("-.19,-.5 -.3,-.42 -.3,-.28"), path(".19,-.5 .32,-.56 .33,-.7")):
        pen.limb(line, (0.07, 0.06, 0.06), dark)
        pen.oval(line[-1], (0.055, 0.055), plate)
    pen.blob(_rounded(0.2, -0.57, -0.2, 0.06), plate)
    pen.blob(_rounded(0.12, -0.49, -0.33, 0.03), darker(shell, 0.35))
    for x, tone in ((-0.06, lamp), (0.0, rgb("#f2c14e")), (0.06, rgb("#7bd88f"))):
        pen.oval((x, -0.41), (0.021, 0.021), tone)
        pen.oval((x - 0.006, -0.417), (0.007, 0.006), WHITE, opacity=0.8)
    _robot_head(pen, plate, dark, lamp)


def _robot_head(pen: Pen, plate: Fill, dark: Color, lamp: Color) -> None:
    """A screen that smiles, under an antenna with a lamp."""
    pen.box(-0.05, -0.62, 0.05, -0.56, dark)
    pen.limb(path("0,-.9 0,-.97 0,-1.01"), (0.02, 0.016, 0.016), dark)
    pen.glow((0, -1.03), 0.1, lamp, 0.7)
    pen.oval((0, -1.03), (0.034, 0.034), Fill((lighter(lamp, 0.4), lamp)))
    for half in pen.halves():
        half.oval((0.255, -0.76), (0.04, 0.065), dark)
    pen.blob(_rounded(0.25, -0.92, -0.6, 0.07), plate)
    screen = pen.blob(_rounded(0.2, -0.87, -0.65, 0.05), Fill((rgb("#14203a"), rgb("#27406b"))))
    glow = rgb("#89f1e1")
    for half in pen.halves():
        half.eye((0.085, -0.78), (0.034, 0.042), glow)
    pen.limb(path("-.05,-.705 0,-.685 .05,-.705"), (0.008, 0.016, 0.008), glow)
    pen.polygon(path("-.2,-.87 -.06,-.87 -.16,-.65 -.25,-.65"), WHITE, opacity=0.08, within=screen)


def _rounded(half: float, top: float, bottom: float, round_by: float) -> list[tuple[float, float]]:
    return mirrored(
        [(half - round_by, top), (half, top + round_by), (half, bottom - round_by), (half - round_by, bottom)]
    )
