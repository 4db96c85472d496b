"""Where a picture plays: the setting chosen from the named places, or from where the subject is at home."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from sandbox.painter.backdrops import BACKDROPS
from sandbox.painter.depths import outer_space, underwater
from sandbox.painter.grounds import WATERS
from sandbox.painter.indoors import cafe, room
from sandbox.painter.interiors import library
from sandbox.painter.scene import Scene, view_of
from sandbox.painter.subjects import CAST, Habitat
from sandbox.painter.understanding import Idea, Subject

#: Settings that have no sky and no horizon.
SPECIAL: dict[str, Callable[[Scene], None]] = {
    "space": outer_space,
    "library": library,
    "cafe": cafe,
    "room": room,
    "underwater": underwater,
}

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
    "roof": ("city",),
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
    "cafe": ("cup",),
    "room": ("cat", "dog"),
    "roof": ("cat",),
    "underwater": ("fish", "whale"),
}

#: Moods that are a landscape by themselves: times of the day, seasons, weather.
SCENIC = frozenset({"night", "sunset", "dawn", "day", "storm", "fog", "winter", "autumn", "spring"})


@dataclass(frozen=True)
class Setting:
    """Backdrops from far to near, and the ground before them."""

    backdrops: tuple[str, ...]
    ground: str
    #: Whether somebody stands on land, even if the ground is water.
    ashore: bool


def peopled(idea: Idea, rng: Random) -> Idea:
    """The idea with somebody small to look at, where it names a place and nobody in it."""
    if idea.subjects or not idea.places or view_of(idea).above:
        return idea
    name = rng.choice(INHABITANTS[idea.places[-1]])
    return idea if name in idea.without else replace(idea, subjects=(Subject(name, small=True),))


def setting_of(idea: Idea, rng: Random) -> Setting | None:
    """The setting of an idea; None where there is nothing to be seen in it."""
    if not (idea.subjects or idea.places or idea.sky or SCENIC & set(idea.moods)):
        return None
    roles = [CAST[subject.name] for subject in idea.subjects]
    wild = ("mountains", "hills", "sea", "lake", "forest")
    homes = [place for place in (roles[0].places if roles else wild) if place not in idea.without]
    places = idea.places or (rng.choice(homes or ("meadow",)),)
    if roles and roles[0].habitat is Habitat.DEEP:
        places = (*places, "underwater")
    special = [place for place in places if place in SPECIAL]
    if special:
        return Setting((), special[-1], ashore=True)
    grounds = [place for place in places if place not in BACKDROPS] or [places[-1]]
    if roles and roles[0].habitat is Habitat.WATER and grounds[-1] not in AFLOAT:
        grounds = ["lake"]
    ashore = any(role.habitat is Habitat.LAND for role in roles)
    return Setting(_backdrops(idea, places, grounds[-1], rng), grounds[-1], ashore=ashore)


def _backdrops(idea: Idea, places: tuple[str, ...], ground: str, rng: Random) -> tuple[str, ...]:
    """The backdrops that are named, else one that goes with the ground."""
    named = tuple(name for name in DEPTHS if name in places)
    usual = rng.choice([name for name in COMPANIONS.get(ground, ("",)) if name not in idea.without] or [""])
    return named or ((usual,) if usual else ())
