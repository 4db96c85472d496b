"""Where a picture plays: the setting chosen from the named places, or from where the subject is at home."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from sandbox.painter.backdrops import BACKDROPS
from sandbox.painter.grounds import WATERS
from sandbox.painter.interiors import library, outer_space, underwater
from sandbox.painter.scene import Scene
from sandbox.painter.subjects import CAST, Habitat
from sandbox.painter.understanding import Idea, Subject

#: Settings that have no sky and no horizon.
SPECIAL: dict[str, Callable[[Scene], None]] = {"space": outer_space, "library": library, "underwater": underwater}

#: Grounds a boat floats on.
AFLOAT = WATERS | {"river"}

#: Far to near, so that woods never stand behind mountains.
DEPTHS = ("mountains", "hills", "desert", "city", "forest")

#: Backdrops a ground may get when the prompt names none; "" is an open horizon.
COMPANIONS = {
    "sea": ("", "", "hills", "mountains"),
    "lake": ("mountains", "forest", "hills"),
    "river": ("mountains", "hills", "forest"),
    "beach": ("", "hills"),
    "meadow": ("hills", "mountains", "forest", ""),
    "road": ("mountains", "hills"),
}

#: Who may be met at a place when the prompt names nobody.
INHABITANTS = {
    "sea": ("boat", "ship", "lighthouse"),
    "beach": ("palm", "boat"),
    "lake": ("boat", "deer"),
    "river": ("house", "deer"),
    "mountains": ("balloon", "house", "deer"),
    "hills": ("windmill", "house", "balloon"),
    "meadow": ("windmill", "horse", "flowers"),
    "forest": ("deer", "fox", "mushrooms"),
    "desert": ("cactus", "balloon"),
    "city": ("boat", "balloon"),
    "road": ("car",),
    "space": ("rocket", "planet"),
    "library": ("book", "cat"),
    "underwater": ("fish", "whale"),
}

#: How often a prompt without a known word becomes an abstract composition.
ABSTRACTS = 0.8


@dataclass(frozen=True)
class Setting:
    """Backdrops from far to near, and the ground before them."""

    backdrops: tuple[str, ...]
    ground: str
    #: Whether somebody stands on land, even if the ground is water.
    ashore: bool


def peopled(idea: Idea, rng: Random) -> Idea:
    """The idea with somebody small to look at, where it names a place and nobody in it."""
    if idea.subjects or not idea.places:
        return idea
    return replace(idea, subjects=(Subject(rng.choice(INHABITANTS[idea.places[-1]]), small=True),))


def setting_of(idea: Idea, rng: Random) -> Setting | None:
    """The setting of an idea; None if the prompt names nothing at all."""
    if not (idea.subjects or idea.places or idea.sky or idea.moods) and rng.random() < ABSTRACTS:
        return None
    roles = [CAST[subject.name] for subject in idea.subjects]
    places = idea.places or (
        rng.choice(roles[0].places) if roles else rng.choice(("mountains", "hills", "sea", "lake", "forest")),
    )
    if roles and roles[0].habitat is Habitat.DEEP:
        places = (*places, "underwater")
    special = [place for place in places if place in SPECIAL]
    if special:
        return Setting((), special[-1], ashore=True)
    grounds = [place for place in places if place not in BACKDROPS] or [places[-1]]
    if roles and roles[0].habitat is Habitat.WATER and grounds[-1] not in AFLOAT:
        grounds = ["lake"]
    backdrops = [name for name in DEPTHS if name in places]
    if not backdrops:
        backdrops = [name for name in (rng.choice(COMPANIONS.get(grounds[-1], ("",))),) if name]
    ashore = any(role.habitat is Habitat.LAND for role in roles)
    return Setting(tuple(backdrops), grounds[-1], ashore=ashore)
