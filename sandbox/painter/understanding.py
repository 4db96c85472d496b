"""What a prompt is about, as far as the painter can paint it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.painter import vocabulary
from sandbox.painter.color import Color, rgb
from sandbox.painter.denials import denied
from sandbox.painter.words import Found, Kind, concepts, tokens_of

#: How many words may stand between a color or a number and the subject it belongs to ("a red, very old fox").
REACH = 3
MOST_SUBJECTS = 3

#: What a sky word says about the palette when the prompt names no mood.
IMPLIED_MOODS = {
    "moon": "night", "stars": "night", "aurora": "night", "lightning": "storm", "rain": "storm", "snow": "winter",
    "sun": "day", "rainbow": "happy",
}  # fmt: skip

#: Kinds that say how something is drawn, not what: the same seed composes the same picture whatever they are.
MANNER: frozenset[Kind] = frozenset({"style", "tone", "view", "mood", "sky", "color", "denial", "filler"})
#: Kinds that name something to be seen.
NOUNS: frozenset[Kind] = frozenset({"subject", "place", "sky"})


@dataclass(frozen=True)
class Subject:
    """Somebody or something the picture shows, and the name of its color if the prompt gives one."""

    name: str
    color: str | None = None
    count: int = 1
    #: Whether it only enlivens a landscape.
    small: bool = False

    @property
    def coat(self) -> Color | None:
        """The color the prompt gives the subject."""
        return rgb(vocabulary.COLORS[self.color][0]) if self.color else None


@dataclass(frozen=True)
class Idea:
    """The understood part of a prompt; every part may be empty."""

    subjects: tuple[Subject, ...] = ()
    places: tuple[str, ...] = ()
    sky: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    #: Color words that belong to the picture, not to a subject.
    tints: tuple[str, ...] = ()
    style: str | None = None
    tone: str | None = None
    view: str | None = None
    #: What is said not to be there.
    without: frozenset[str] = frozenset()
    #: Whether nothing but form and color is asked for.
    abstract: bool = False
    #: The first word nobody here knows, where the prompt names nothing that is known.
    unknown: str | None = None

    @property
    def tint_colors(self) -> tuple[Color, ...]:
        """The tints as colors."""
        return tuple(rgb(vocabulary.COLORS[name][0]) for name in self.tints)


def understand(prompt: str) -> Idea:
    """Reads English, Russian or a mixture; never fails, an unknown prompt is an empty idea."""
    tokens = tokens_of(prompt)
    said = list(concepts(tokens))
    refused = denied(said, tokens)
    found = [one for one in said if one not in refused]
    sky = _names("sky", found)
    moods = _names("mood", found) or _unique([IMPLIED_MOODS[name] for name in sky if name in IMPLIED_MOODS])
    return Idea(
        subjects=_subjects(found),
        places=_names("place", found),
        sky=sky,
        moods=moods,
        tints=_unique([one.concept.name for one in found if one.concept.kind == "color" and not _owner(one, found)]),
        style=next(iter(_names("style", found)), None),
        tone=next(iter(_names("tone", found)), None),
        view=next(iter(_names("view", found)), None),
        without=frozenset(one.concept.name for one in refused if one.concept.kind in NOUNS),
        abstract=bool(_names("abstract", found)),
        unknown=None if any(one.concept.kind in NOUNS for one in said) else _first_unknown(tokens, said),
    )


def essence(prompt: str) -> str:
    """The words that say what is drawn, those aside that only say how."""
    tokens = tokens_of(prompt)
    manner = _covered([one for one in concepts(tokens) if one.concept.kind in MANNER])
    return " ".join(token for index, token in enumerate(tokens) if index not in manner)


def _first_unknown(tokens: Sequence[str], said: Sequence[Found]) -> str | None:
    known = _covered(said)
    return next((token for index, token in enumerate(tokens) if index not in known), None)


def _covered(found: Sequence[Found]) -> set[int]:
    return {index for one in found for index in range(one.start, one.end)}


def _subjects(found: Sequence[Found]) -> tuple[Subject, ...]:
    coats = {_owner(one, found): one.concept.name for one in reversed(found) if one.concept.kind == "color"}
    counts = {_next_noun(one, found): int(one.concept.name) for one in found if one.concept.kind == "number"}
    subjects = [
        Subject(one.concept.name, coats.get(one), counts.get(one, 1)) for one in found if one.concept.kind == "subject"
    ]
    return tuple({subject.name: subject for subject in reversed(subjects)}.values())[::-1][:MOST_SUBJECTS]


def _owner(color: Found, found: Sequence[Found]) -> Found | None:
    """The subject a color word colors: the noun after it, or the one right before it if none follows."""
    noun = _next_noun(color, found)
    if noun is not None:
        return noun if noun.concept.kind == "subject" else None
    before = [one for one in found if one.end == color.start]
    return before[0] if before and before[0].concept.kind == "subject" else None


def _next_noun(word: Found, found: Sequence[Found]) -> Found | None:
    """The noun after a word, within its reach."""
    later = (one for one in found if word.end <= one.start < word.end + REACH and one.concept.kind in NOUNS)
    return next(later, None)


def _names(kind: Kind, found: Sequence[Found]) -> tuple[str, ...]:
    return _unique([one.concept.name for one in found if one.concept.kind == kind])


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
