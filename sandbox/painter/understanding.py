"""What a prompt is about, as far as the painter can paint it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.painter import vocabulary
from sandbox.painter.colour import Colour, rgb
from sandbox.painter.words import Concept, Kind, concepts

#: How many words may stand between a colour and the subject it colours ("a red, very old fox").
REACH = 3
MOST_SUBJECTS = 3

#: What a sky word says about the palette when the prompt names no mood.
IMPLIED_MOODS = {
    "moon": "night", "stars": "night", "aurora": "night", "lightning": "storm", "rain": "storm", "snow": "winter",
    "sun": "day", "rainbow": "happy",
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """Somebody or something the picture shows, and the name of its colour if the prompt gives one."""

    name: str
    colour: str | None = None
    #: Whether it only enlivens a landscape.
    small: bool = False

    @property
    def coat(self) -> Colour | None:
        """The colour the prompt gives the subject."""
        return rgb(vocabulary.COLOURS[self.colour][0]) if self.colour else None


@dataclass(frozen=True)
class Idea:
    """The understood part of a prompt; every part may be empty."""

    subjects: tuple[Subject, ...] = ()
    places: tuple[str, ...] = ()
    sky: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    #: Colour words that belong to the picture, not to a subject.
    tints: tuple[str, ...] = ()

    @property
    def tint_colours(self) -> tuple[Colour, ...]:
        """The tints as colours."""
        return tuple(rgb(vocabulary.COLOURS[name][0]) for name in self.tints)


def understand(prompt: str) -> Idea:
    """Reads English, Russian or a mixture; never fails, an unknown prompt is an empty idea."""
    found = list(concepts(prompt))
    owners = {index: _owner(index, found) for index, (_, concept) in enumerate(found) if concept.kind == "colour"}
    coats = {owner: found[index][1].name for index, owner in reversed(owners.items()) if owner is not None}
    subjects = [
        Subject(concept.name, coats.get(index)) for index, (_, concept) in enumerate(found) if concept.kind == "subject"
    ]
    sky = _names("sky", found)
    moods = _names("mood", found) or _unique([IMPLIED_MOODS[name] for name in sky if name in IMPLIED_MOODS])
    return Idea(
        subjects=tuple({subject.name: subject for subject in reversed(subjects)}.values())[::-1][:MOST_SUBJECTS],
        places=_names("place", found),
        sky=sky,
        moods=moods,
        tints=_unique([found[index][1].name for index, owner in owners.items() if owner is None]),
    )


def _owner(index: int, found: Sequence[tuple[int, Concept]]) -> int | None:
    """The subject a colour word colours: the noun after it, or the one right before it if none follows."""
    word = found[index][0]
    for later in range(index + 1, len(found)):
        if found[later][0] - word > REACH:
            break
        if found[later][1].kind in {"subject", "place", "sky"}:
            return later if found[later][1].kind == "subject" else None
    before = index - 1
    if before >= 0 and found[before][0] == word - 1 and found[before][1].kind == "subject":
        return before
    return None


def _names(kind: Kind, found: Sequence[tuple[int, Concept]]) -> tuple[str, ...]:
    return _unique([concept.name for _, concept in found if concept.kind == kind])


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
