"""A picture of numbers, as what it shows: panels with bars or lines over the same steps."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What a panel is made of."""

    STACKS = "stacks"  #: bars on top of each other, one for each step
    LINES = "lines"  #: a line for each row of numbers; what is not known is a gap
    BARS = "bars"  #: bars that lie, one for each step


class Tone(StrEnum):
    """What a row of numbers means, and so its color."""

    GOOD = "good"
    ODD = "odd"
    BAD = "bad"
    PLAIN = "plain"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Series:
    """A row of numbers, one for each step."""

    label: str
    values: tuple[float | None, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Panel:
    """One diagram."""

    title: str
    form: Form
    steps: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Diagrams, one below the other or two beside each other, under a title."""

    title: str
    panels: tuple[Panel, ...]
