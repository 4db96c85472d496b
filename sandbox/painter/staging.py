"""Puts the subjects into the scene: where each stands, how large, in which order."""

from sandbox.painter.curves import Point
from sandbox.painter.finish import contact_shadow, relight
from sandbox.painter.interiors import table
from sandbox.painter.places import Setting
from sandbox.painter.scene import Scene
from sandbox.painter.subjects import CAST, Habitat, Role
from sandbox.painter.subjects.look import Look
from sandbox.painter.understanding import Subject

#: Sizes of the first, second and third subject.
RANKS = (1.0, 0.66, 0.5)
#: The size of somebody who only enlivens a landscape.
SMALL = 0.5
WIDEST = 0.92


def stage(scene: Scene, setting: Setting) -> None:
    """Paints the subjects: scenery first, the main one last and largest."""
    roles = [CAST[subject.name] for subject in scene.idea.subjects]
    if any(role.habitat is Habitat.TABLE for role in roles) and setting.ground != "underwater":
        table(scene)
    ranked = reversed(list(enumerate(scene.idea.subjects)))
    for rank, subject in sorted(ranked, key=lambda place: not CAST[place[1].name].scenery):
        _put(scene, subject, rank)


def _put(scene: Scene, subject: Subject, rank: int) -> None:
    role = CAST[subject.name]
    size = _size(scene, role) * RANKS[rank] * (SMALL if subject.small else 1.0)
    x, y = _place(scene, role, rank, size)
    facing = scene.facing if rank % 2 == 0 else -scene.facing
    if role.habitat in {Habitat.LAND, Habitat.TABLE}:
        contact_shadow(scene, x, y, size * role.breadth * 0.55)
    pen = scene.pen(x, y, size, facing)
    with scene.canvas.cutout() as silhouette:
        role.paint(pen, Look(scene.palette, subject.coat, scene.rng))
    if role.lit:
        relight(scene, silhouette)


def _size(scene: Scene, role: Role) -> float:
    """The height in pixels, within what the picture's height and width leave."""
    wanted = role.size * scene.unit
    return min(wanted, role.size * 1.25 * scene.height, WIDEST * scene.width / role.breadth)


def _place(scene: Scene, role: Role, rank: int, size: float) -> Point:
    """The ground point: the main subject's stand, companions beside it and a little behind."""
    x, y = scene.stand
    half = size * role.breadth / 2
    if rank:
        side = 1 if (rank == 1) == (x < scene.width / 2) else -1
        x += side * min(scene.unit * 0.36, scene.width * 0.3)
        front = CAST[scene.idea.subjects[0].name].scenery and not role.scenery
        y += scene.height * (0.035 if front else -0.015 * rank)
    if role.habitat is Habitat.AIR:
        y = min(y, scene.horizon * 0.62 + size * 0.62)
    elif role.habitat is Habitat.WATER:
        y = scene.horizon + (scene.height - scene.horizon) * 0.42
    elif role.habitat is Habitat.DEEP:
        y = scene.height * (0.5 + 0.16 * rank) + size / 2
    margin = scene.width * 0.02
    return min(max(x, half + margin), scene.width - half - margin) if half * 2 < scene.width else scene.width / 2, y
