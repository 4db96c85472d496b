"""Puts the subjects into the scene: where each stands, how large, in which order."""

from collections.abc import Sequence

from sandbox.painter.crowds import SHARES, crowd, width_of
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
#: Where a crowd hovers around its middle, instead of standing behind its front row.
AFLOAT = frozenset({Habitat.AIR, Habitat.DEEP})
#: How high, as a share of the picture, those stand who are seen from above.
FROM_ABOVE = 0.66


def stage(scene: Scene, setting: Setting) -> None:
    """Paints the subjects: scenery first, the main one last and largest."""
    subjects = scene.idea.subjects
    near = scene.view.near is not None and bool(subjects) and not subjects[0].small
    at_table = any(CAST[subject.name].habitat is Habitat.TABLE for subject in subjects)
    if at_table and setting.ground != "underwater" and not near:
        table(scene.part("table"))
    ranked = [(0, [subjects[0]])] if near else list(enumerate(_groups(subjects)))
    for rank, members in sorted(ranked, key=_order):
        _put_all(scene, members, rank)


def _order(group: tuple[int, list[Subject]]) -> tuple[bool, int]:
    """Scenery before all others, and the main subject last."""
    rank, members = group
    return not CAST[members[0].name].scenery, -rank


def _groups(subjects: Sequence[Subject]) -> list[list[Subject]]:
    """Each subject as often as it is wanted; those who can stand in one crowd do."""
    groups = [[subject] * (1 if CAST[subject.name].plural else subject.count) for subject in subjects]
    everybody = [member for group in groups for member in group]
    alike = len({CAST[member.name].habitat for member in everybody}) == 1
    crowded = len(groups) < len(everybody) <= max(SHARES) and not any(CAST[one.name].scenery for one in everybody)
    return [everybody] if alike and crowded else groups


def _put_all(scene: Scene, members: Sequence[Subject], rank: int) -> None:
    """A subject, or a crowd; those farther back first."""
    role = max((CAST[member.name] for member in members), key=lambda role: role.breadth)
    spots = crowd(len(members), scene.width / scene.height, role.breadth, role.depth)
    across = role.breadth * width_of(spots)
    size = _size(scene, role, across, spots[0].share) * RANKS[rank] * (SMALL if members[0].small else 1.0)
    x, y = _place(scene, role, rank, size, size * across / 2)
    if role.habitat in AFLOAT:
        y += scene.height * max(spot.back for spot in spots) / 2
    for number, (member, spot) in enumerate(zip(members, spots, strict=True)):
        foot = x + spot.right * size * role.breadth, y - spot.back * scene.height
        own = CAST[member.name].size / role.size
        _put(scene.part(f"subject {rank} {number}"), member, foot, size * spot.size * own)


def _put(scene: Scene, subject: Subject, foot: Point, size: float) -> None:
    role = CAST[subject.name]
    x, y = foot
    facing = scene.facing if subject == scene.idea.subjects[0] else -scene.facing
    near = scene.view.near
    if near is not None and not subject.small:
        size = min(scene.height, scene.width * 1.15) / near * role.frame
        x = scene.width / 2 - role.focus[0] * size * facing
        y = scene.height * 0.53 - role.focus[1] * size
    elif role.habitat in {Habitat.LAND, Habitat.TABLE}:
        contact_shadow(scene, x, y, size * role.breadth * 0.55)
    pen = scene.pen(x, y, size, facing)
    with scene.canvas.cutout() as silhouette:
        role.paint(pen, Look(scene.palette, subject.coat, scene.rng, subject.count))
    if role.lit:
        relight(scene, silhouette)


def _size(scene: Scene, role: Role, across: float, share: float) -> float:
    """The height in pixels, within what the picture's height and width leave for somebody so many heights across."""
    wanted = role.size * scene.unit * share * (1.0 if role.habitat is Habitat.ORBIT else scene.view.zoom)
    return min(wanted, role.size * 1.25 * scene.height, WIDEST * scene.width / across)


def _place(scene: Scene, role: Role, rank: int, size: float, half: float) -> Point:
    """The ground point: the main subject's stand, companions beside it and a little behind."""
    x, y = scene.stand
    if rank:
        side = 1 if (rank == 1) == (x < scene.width / 2) else -1
        x += side * min(scene.unit * 0.36, scene.width * 0.3)
        front = CAST[scene.idea.subjects[0].name].scenery and not role.scenery
        y += scene.height * (0.035 if front else -0.015 * rank)
    if role.habitat is Habitat.ORBIT and len(scene.idea.subjects) > 1:
        return scene.light[0], scene.height * 0.96
    y = _level(scene, role, rank, y, size)
    margin = scene.width * 0.02
    return min(max(x, half + margin), scene.width - half - margin) if half * 2 < scene.width else scene.width / 2, y


def _level(scene: Scene, role: Role, rank: int, ground: float, size: float) -> float:
    """The height of the ground point, by where the subject is at home."""
    if scene.view.above and role.habitat is not Habitat.DEEP:
        return scene.height * (FROM_ABOVE - 0.06 * rank)
    match role.habitat:
        case Habitat.AIR:
            return min(ground, scene.horizon * 0.62 + size * 0.62)
        case Habitat.ORBIT:
            return scene.height / 2 + size / 2
        case Habitat.WATER:
            return scene.horizon + (scene.height - scene.horizon) * 0.42
        case Habitat.DEEP:
            return scene.height * (0.5 + 0.16 * rank) + size / 2
        case _:
            return ground
