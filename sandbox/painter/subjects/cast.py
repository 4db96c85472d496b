"""The register of subjects: who paints each, where it lives, how large it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from sandbox.painter.color import Color, rgb
from sandbox.painter.curves import Point
from sandbox.painter.subjects import (
    birds,
    buildings,
    fliers,
    kremlin,
    menagerie,
    people,
    plants,
    spacefaring,
    swimmers,
    things,
)
from sandbox.painter.subjects.breeds import COATS, SEATED
from sandbox.painter.subjects.food import FOOD
from sandbox.painter.subjects.look import SubjectPainter
from sandbox.painter.subjects.standing import HOOFED_COATS, STANDING


class Habitat(Enum):
    """Where a subject is at home."""

    LAND = "land"
    #: On the surface of water.
    WATER = "water"
    #: Below the surface.
    DEEP = "deep"
    AIR = "air"
    TABLE = "table"
    #: Beyond all air; beside others it looms behind them.
    ORBIT = "orbit"


@dataclass(frozen=True)
class Role:
    """A subject of pictures."""

    paint: SubjectPainter
    habitat: Habitat = Habitat.LAND
    #: Height of the subject as a share of a square picture's side.
    size: float = 0.56
    #: Width against height, to fit narrow pictures.
    breadth: float = 0.8
    #: The usual main color, which the palette is chosen to set off.
    coat: Color | None = None
    #: Whether the rim light of the scene falls on it.
    lit: bool = True
    #: Whether others stand in front of it, whoever is named first.
    scenery: bool = False
    #: The mood it is usually seen in, for prompts that name none.
    mood: str | None = None
    #: Where it is usually seen, for prompts that name no place.
    places: tuple[str, ...] = ("hills", "mountains", "meadow", "forest")
    #: The point a close-up looks at, in the subject's own measure, and how much more than usual it shows.
    focus: Point = (0.0, -0.5)
    frame: float = 0.8
    #: Whether its painter paints several by itself.
    plural: bool = False

    @property
    def depth(self) -> float:
        """How far rows of several stand apart, as a share of the picture's height."""
        return {Habitat.LAND: 0.1, Habitat.TABLE: 0.05, Habitat.WATER: 0.08}.get(self.habitat, 0.24)


WATERSIDE = ("sea", "lake", "river", "beach")
HIGHLAND = ("mountains", "hills", "lake", "river")
GREEN = ("meadow", "hills", "mountains", "river")
OPEN_WATER = ("sea", "lake")
DEPTHS = ("underwater",)
#: The face of whoever sits or stands upright.
FACE = (0.0, -0.7)

CAST: Mapping[str, Role] = {
    **{name: Role(paint, coat=COATS[name], breadth=1.12, focus=FACE, frame=1.0) for name, paint in SEATED.items()},
    **{
        name: Role(paint, coat=HOOFED_COATS[name], size=0.6, breadth=0.95, places=GREEN, focus=(0.3, -0.76), frame=1.1)
        for name, paint in STANDING.items()
    },
    **{
        name: Role(paint, Habitat.TABLE, size=0.46, breadth=breadth, places=("hills", "city", "lake", "meadow"))
        for name, (paint, breadth) in FOOD.items()
    },
    "elephant": Role(
        menagerie.elephant, coat=rgb("#8f9aa8"), size=0.56, breadth=1.5, places=("meadow", "desert"), focus=(0.36, -0.7)
    ),
    "turtle": Role(menagerie.turtle, coat=rgb("#7fae5d"), size=0.42, breadth=1.8, places=("beach", "meadow")),
    "frog": Role(
        menagerie.frog, coat=rgb("#6bb357"), size=0.44, breadth=1.4, places=("lake", "river"), focus=(0.0, -0.74)
    ),
    "hedgehog": Role(
        menagerie.hedgehog, coat=rgb("#6b5548"), size=0.44, breadth=1.6, places=("forest", "meadow"), focus=(0.4, -0.36)
    ),
    "snowman": Role(menagerie.snowman, size=0.6, breadth=1.0, mood="winter", places=("meadow", "forest"), focus=FACE),
    "duck": Role(menagerie.duck, Habitat.WATER, coat=rgb("#f5cf4b"), size=0.4, breadth=1.6, places=("lake",)),
    "swan": Role(menagerie.swan, Habitat.WATER, coat=rgb("#f8f5ef"), size=0.46, breadth=1.5, places=("lake",)),
    "octopus": Role(menagerie.octopus, Habitat.DEEP, coat=rgb("#c7567d"), size=0.5, breadth=1.7, places=DEPTHS),
    "bee": Role(menagerie.bee, Habitat.AIR, coat=rgb("#f2c14e"), size=0.42, breadth=1.3, places=("meadow",)),
    "owl": Role(birds.owl, Habitat.AIR, coat=rgb("#9a6a48"), breadth=1.3, places=("forest", "mountains"), focus=FACE),
    "bird": Role(
        birds.songbird, Habitat.AIR, coat=rgb("#3f8fce"), size=0.5, breadth=1.4, places=("forest", "hills", "lake")
    ),
    "penguin": Role(
        birds.penguin, coat=rgb("#33405a"), size=0.5, mood="winter", places=("mountains", "sea"), focus=FACE
    ),
    "fish": Role(swimmers.fish, Habitat.DEEP, coat=rgb("#f5873c"), size=0.4, breadth=2.05, places=DEPTHS),
    "whale": Role(swimmers.whale, Habitat.DEEP, coat=rgb("#3a6ea5"), size=0.4, breadth=2.6, places=DEPTHS),
    "dolphin": Role(swimmers.dolphin, Habitat.DEEP, coat=rgb("#5c8fb5"), size=0.46, breadth=2.1, places=DEPTHS),
    "butterfly": Role(fliers.butterfly, Habitat.AIR, coat=rgb("#f08a3c"), size=0.5, breadth=1.35, places=GREEN),
    "dragon": Role(
        fliers.dragon, coat=rgb("#4fa36c"), size=0.58, breadth=1.35, places=("mountains", "hills"), focus=FACE
    ),
    "balloon": Role(fliers.balloon, Habitat.AIR, size=0.58, breadth=0.75, places=HIGHLAND),
    "rocket": Role(fliers.rocket, Habitat.AIR, size=0.6, breadth=0.7, mood="space", places=("space",)),
    "spaceship": Role(
        spacefaring.spaceship, Habitat.AIR, coat=rgb("#d8dde6"), size=0.5, breadth=2.0, mood="space", places=("space",)
    ),
    "jupiter": Role(
        spacefaring.jupiter,
        Habitat.ORBIT,
        size=0.8,
        breadth=1.0,
        mood="space",
        places=("space",),
        lit=False,
        scenery=True,
        frame=1.0,
    ),
    "planet": Role(fliers.planet, Habitat.AIR, size=0.5, breadth=1.8, mood="space", places=("space",), lit=False),
    "person": Role(people.wanderer, size=0.58, breadth=0.5, places=HIGHLAND, focus=FACE),
    "knight": Role(people.knight, size=0.6, breadth=0.75, places=("mountains", "hills", "forest"), focus=FACE),
    "astronaut": Role(people.astronaut, size=0.56, breadth=0.8, mood="space", places=("space",), focus=FACE),
    "robot": Role(people.robot, size=0.56, breadth=0.75, places=("city", "hills", "meadow"), focus=FACE),
    "flowers": Role(plants.flowers, size=0.62, breadth=1.0, places=GREEN, plural=True, focus=FACE),
    "cactus": Role(plants.cactus, coat=rgb("#4f9a6b"), size=0.56, breadth=0.75, places=("desert",)),
    "succulents": Role(
        plants.succulents, Habitat.TABLE, coat=rgb("#6fae8e"), size=0.46, breadth=1.7, places=HIGHLAND, plural=True
    ),
    "mushrooms": Role(
        plants.mushrooms, coat=rgb("#d8432f"), size=0.5, breadth=1.45, places=("forest",), plural=True, focus=FACE
    ),
    "apple": Role(things.apple, Habitat.TABLE, coat=rgb("#d8402f"), size=0.44, breadth=0.98, places=GREEN),
    "cup": Role(things.cup, Habitat.TABLE, size=0.46, breadth=1.15, places=("mountains", "city", "lake")),
    "book": Role(things.book, Habitat.TABLE, size=0.46, breadth=1.3, places=("library", "mountains", "hills")),
    "boat": Role(things.boat, Habitat.WATER, size=0.5, breadth=1.0, places=OPEN_WATER),
    "ship": Role(things.ship, Habitat.WATER, size=0.58, breadth=1.4, places=("sea",)),
    "car": Role(things.car, size=0.34, breadth=1.7, places=("road", "city")),
    "lighthouse": Role(buildings.lighthouse, size=0.72, breadth=1.0, scenery=True, places=("sea",), lit=False),
    "kremlin": Role(kremlin.kremlin, size=0.72, breadth=1.1, scenery=True, places=("embankment",), focus=(0.06, -0.62)),
    "castle": Role(buildings.castle, size=0.58, breadth=1.05, scenery=True, places=HIGHLAND),
    "house": Role(buildings.house, size=0.46, breadth=1.05, scenery=True, places=(*HIGHLAND, "forest")),
    "windmill": Role(buildings.windmill, size=0.6, breadth=0.95, scenery=True, places=("meadow", "hills", "river")),
    "bridge": Role(
        buildings.bridge, Habitat.WATER, size=0.5, breadth=1.9, scenery=True, places=("sea", "river", "lake"), lit=False
    ),
    **{
        name: Role(plants.tree(name), size=0.74, breadth=0.7, scenery=True, places=GREEN, lit=False)
        for name in ("tree", "pine", "birch")
    },
    "palm": Role(
        plants.tree("palm"), size=0.7, breadth=0.9, scenery=True, places=("beach", "sea", "desert"), lit=False
    ),
}
